//! Rows that state that there is no material: C44 C46.

use rustc_hash::FxHashSet;

use super::OfLine;
use crate::check::lists::{Item, Line};
use crate::check::name::Fault;
use crate::model::{Field, Outcome};

/// An item with a situation of it.
fn scope<'a>(line: &Line<'a>) -> Option<(Item<'a>, &'a str)> {
    Some((line.item()?, line.cell(Field::Situation)))
}

/// C46 where the item, or the situation, asks for nothing else: 无 is how one says so. C44 where it does,
/// or where nobody can tell.
pub fn check(lines: &[Line<'_>], faults: &mut Vec<OfLine>) {
    let asking: FxHashSet<_> = lines
        .iter()
        .filter(|line| !line.name.reading.parts().is_empty())
        .filter_map(scope)
        .collect();
    for (i, line) in lines.iter().enumerate() {
        if !matches!(line.name.reading.outcome, Outcome::NoMaterial(_)) {
            continue;
        }
        let alone = scope(line).filter(|s| !asking.contains(s));
        let (rule, message) = match alone {
            Some((_, situation)) if !situation.is_empty() => {
                ("C46", "这个情形没有材料：核对是不是真的不要，还是漏了")
            }
            Some(_) => ("C46", "这个事项没有材料：核对是不是真的不要，还是漏了"),
            None => (
                "C44",
                "这一格只是占位，没有写材料：补上材料名称，或删去这一行",
            ),
        };
        let fault = Fault {
            rule,
            span: line.name.all(),
            message: message.to_owned(),
            suggestion: String::new(),
        };
        faults.push((i, Field::Name, fault));
    }
}
