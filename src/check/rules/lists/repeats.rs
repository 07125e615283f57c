//! The same material asked for more than once: C14 C15.

use rustc_hash::FxHashMap;

use super::OfLine;
use crate::check::book::RuleBook;
use crate::check::lists::{Item, Line};
use crate::check::name::Fault;
use crate::model::{Attribute, Field};

/// What makes two parts of an item the same demand: the item, the material, and whatever else is said.
type Demand<'a> = (Item<'a>, &'a str, Vec<String>);

/// C14 within an item and situation, C15 in another situation of the item.
pub fn check(book: &RuleBook<'_>, lines: &[Line<'_>], faults: &mut Vec<OfLine>) {
    let mut same: FxHashMap<Demand<'_>, Vec<(&str, u32)>> = FxHashMap::default();
    let mut elsewhere: FxHashMap<Demand<'_>, (&str, u32, bool)> = FxHashMap::default();
    for (i, line) in lines.iter().enumerate() {
        let Some(item) = line.item() else { continue };
        let row = line.row.place.row;
        let mut told = false;
        for (n, part) in line.name.reading.parts().iter().enumerate() {
            // Two lines of 其他材料 are two unknown papers, not one paper twice.
            if !line.name.breadth(n).is_empty() || told {
                continue;
            }
            let material = line.material(n);
            let mut said: Vec<String> = [Attribute::Holder, Attribute::Issuer, Attribute::Note]
                .map(|a| part.value(a))
                .to_vec();
            said.push(line.cell(Field::Remark).to_owned());
            // What stands in the name asks for the same as what stands in the column.
            said.push(joined(line.cell(Field::Form), &part.value(Attribute::Form)));
            let situation = line.cell(Field::Situation);
            let condition = part.value(Attribute::Condition);
            if !situation.is_empty() {
                let demand = (item.clone(), material, said.clone());
                let (first, at, known) = elsewhere.entry(demand).or_insert((situation, row, false));
                if *first != situation && !*known {
                    *known = true;
                    let message = format!(
                        "同一事项的情形“{first}”（第 {at} 行）也要“{material}”：不必删，各情形都要的可归到公共材料"
                    );
                    faults.push((i, Field::Name, fault("C15", part.span, message)));
                }
            }
            said.push(joined(situation, &condition));
            let seen = same.entry((item.clone(), material, said)).or_default();
            let earlier = seen
                .iter()
                .find(|(key, at)| *at != row && !book.are_two(key, &part.key))
                .map(|(_, at)| *at);
            seen.push((&part.key, row));
            if let Some(earlier) = earlier {
                told = true;
                let message =
                    format!("同一事项里第 {earlier} 行已有“{material}”：删去一行，合并份数");
                faults.push((i, Field::Name, fault("C14", part.span, message)));
            }
        }
    }
}

fn fault(rule: &'static str, span: crate::model::Span, message: String) -> Fault {
    Fault {
        rule,
        span,
        message,
        suggestion: String::new(),
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
