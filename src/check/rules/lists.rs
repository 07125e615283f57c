//! What only the whole list can say: C14.

use rustc_hash::FxHashMap;

use crate::check::name::{Fault, Name};
use crate::model::{Attribute, Field, Row};

/// What makes two parts of an item the same demand.
type Demand = Vec<String>;

/// C14: the same material asked for twice in one item and situation. One list at a time.
#[derive(Debug, Default)]
pub struct Duplicates {
    seen: FxHashMap<Demand, u32>,
}

impl Duplicates {
    /// Takes the next row; gives the fault where it repeats an earlier one.
    pub fn next(&mut self, name: &Name<'_>, row: &Row) -> Option<Fault> {
        let item = [Field::ItemCode, Field::ItemName].map(|f| row.get(f).trim());
        if item.iter().all(|t| t.is_empty()) {
            return None;
        }
        let mut fault = None;
        for (i, part) in name.reading.parts().iter().enumerate() {
            let standard = name.standard(i).unwrap_or(&part.key);
            let vague = !name.breadth(i).is_empty();
            let columns = [Field::Department, Field::Remark].map(|f| row.get(f).trim().to_owned());
            let values =
                [Attribute::Holder, Attribute::Issuer, Attribute::Note].map(|a| part.value(a));
            // What stands in the name asks for the same as what stands in the column.
            let either = [
                (Field::Form, Attribute::Form),
                (Field::Situation, Attribute::Condition),
            ]
            .map(|(f, a)| joined(row.get(f).trim(), &part.value(a)));
            let demand: Demand = [&*row.place.sheet, standard]
                .into_iter()
                .chain(item)
                .map(str::to_owned)
                .chain(columns)
                .chain(values)
                .chain(either)
                .collect();
            let earlier = *self.seen.entry(demand).or_insert(row.place.row);
            // Two lines of 其他材料 are two unknown papers, not one paper twice.
            if earlier != row.place.row && !vague && fault.is_none() {
                fault = Some(Fault {
                    rule: "C14",
                    span: part.span,
                    message: format!(
                        "同一事项里第 {earlier} 行已有“{standard}”：删去一行，合并份数"
                    ),
                    suggestion: String::new(),
                });
            }
        }
        fault
    }
}

/// A column's value and what the name says beside it.
fn joined(column: &str, name: &str) -> String {
    match (column.is_empty(), column.contains(name)) {
        (true, _) => name.to_owned(),
        (false, true) => column.to_owned(),
        (false, false) => format!("{column}；{name}"),
    }
}
