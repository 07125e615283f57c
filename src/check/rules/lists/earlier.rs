//! What an earlier item of the same matter has already collected: C27.

use rustc_hash::FxHashMap;

use super::OfLine;
use crate::check::book::{RuleBook, local};
use crate::check::lists::Line;
use crate::check::name::Fault;
use crate::model::{Attribute, Field};

/// C27, where the user's folder tells which item comes before which.
pub fn check(book: &RuleBook<'_>, lines: &[Line<'_>], faults: &mut Vec<OfLine>) {
    if !book.has_local(local::EARLIER) {
        return;
    }
    // Item (by code or name), material and holder to where it is collected.
    let mut collected: FxHashMap<(&str, &str, String), usize> = FxHashMap::default();
    for (i, line) in lines.iter().enumerate() {
        for (n, part) in line.name.reading.parts().iter().enumerate() {
            if line.name.breadth(n).is_empty() {
                for item in items(line) {
                    let key = (item, line.material(n), part.value(Attribute::Holder));
                    collected.entry(key).or_insert(i);
                }
            }
        }
    }
    for (i, line) in lines.iter().enumerate() {
        let Some(before) = items(line).find_map(|item| book.local(local::EARLIER, item)) else {
            continue;
        };
        for (n, part) in line.name.reading.parts().iter().enumerate() {
            let material = line.material(n);
            let key = (before.value.trim(), material, part.value(Attribute::Holder));
            let Some(there) = collected.get(&key).map(|at| &lines[*at].row.place) else {
                continue;
            };
            let fault = Fault {
                rule: "C27",
                span: part.span,
                message: format!(
                    "前置事项“{}”已收过“{material}”（{} 第 {} 行）：复用，不再收",
                    before.value, there.file, there.row
                ),
                suggestion: String::new(),
            };
            faults.push((i, Field::Name, fault));
        }
    }
}

/// What an item may be called by.
fn items<'a>(line: &Line<'a>) -> impl Iterator<Item = &'a str> + use<'a> {
    [line.cell(Field::ItemCode), line.cell(Field::ItemName)]
        .into_iter()
        .filter(|text| !text.is_empty())
}
