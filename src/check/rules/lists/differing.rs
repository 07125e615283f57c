//! One material, asked for differently by several departments: C16.

use std::collections::BTreeMap;

use super::OfLine;
use crate::check::book::{RuleBook, mode};
use crate::check::lists::Line;
use crate::check::name::Fault;
use crate::check::rules::fields::one_number;
use crate::model::{Attribute, Field, Relation, SourceType, Span};

/// The columns that are compared, each with what a name may say instead.
const COMPARED: [(Field, Option<Attribute>); 3] = [
    (Field::Copies, Some(Attribute::Copies)),
    (Field::Form, Some(Attribute::Form)),
    (Field::Channel, None),
];

/// What the departments ask of a material in one column: department, value, its rows and the first of them.
type Asked<'a> = BTreeMap<&'a str, BTreeMap<String, (usize, usize)>>;

/// C16, once for each department that asks otherwise than most do.
pub fn check(book: &RuleBook<'_>, lines: &[Line<'_>], faults: &mut Vec<OfLine>) {
    let mut asked: BTreeMap<(&str, usize), Asked<'_>> = BTreeMap::new();
    for (i, line) in lines.iter().enumerate() {
        if !matches!(
            line.name.reading.relation(),
            Relation::Single | Relation::All
        ) {
            continue;
        }
        for (n, part) in line.name.reading.parts().iter().enumerate() {
            if line.name.standard(n).is_none() || !line.name.breadth(n).is_empty() {
                continue;
            }
            for (column, (field, attribute)) in COMPARED.iter().enumerate() {
                let own = line.cell(*field);
                let value = match attribute {
                    Some(attribute) if own.is_empty() => part.value(*attribute),
                    _ => own.to_owned(),
                };
                let value = evened(book, *field, value);
                if value.is_empty() {
                    continue;
                }
                let of = asked.entry((line.material(n), column)).or_default();
                let (rows, _) = of
                    .entry(line.department())
                    .or_default()
                    .entry(value)
                    .or_insert((0, i));
                *rows += 1;
            }
        }
    }
    for ((material, column), departments) in asked {
        report(lines, material, COMPARED[column].0, &departments, faults);
    }
}

/// What is compared of a value: 1, 1份 and 一份 are one number, 原件和复印件 and 原件及复印件 the same kinds;
/// a channel that is no type, or a code that nobody could decide about, says nothing.
fn evened(book: &RuleBook<'_>, field: Field, value: String) -> String {
    match field {
        Field::Copies => one_number(&value).map_or(value, |n| n.to_string()),
        Field::Form => {
            let words = book.words("C07", mode::FORM).iter();
            let kinds: Vec<&str> = words
                .filter(|w| value.contains(&w.word))
                .map(|w| w.word.as_str())
                .collect();
            if kinds.is_empty() {
                value
            } else {
                kinds.join("、")
            }
        }
        _ => SourceType::from_word(&value).map_or_else(String::new, |t| t.word().to_owned()),
    }
}

fn report(
    lines: &[Line<'_>],
    material: &str,
    field: Field,
    departments: &Asked<'_>,
    faults: &mut Vec<OfLine>,
) {
    // A department's own value is the one that most of its rows have; the first of equals.
    let own: Vec<(&str, &str, usize)> = departments
        .iter()
        .filter_map(|(department, values)| {
            let best = values
                .iter()
                .max_by_key(|(_, (rows, first))| (*rows, std::cmp::Reverse(*first)))?;
            Some((*department, best.0.as_str(), best.1.1))
        })
        .collect();
    let mut by_value: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for (department, value, _) in &own {
        by_value.entry(value).or_default().push(department);
    }
    if by_value.len() < 2 {
        return;
    }
    let Some(usual) = by_value
        .iter()
        .max_by_key(|(value, who)| (who.len(), std::cmp::Reverse(**value)))
        .map(|(value, _)| *value)
    else {
        return;
    };
    let told: Vec<String> = by_value
        .iter()
        .map(|(value, who)| format!("{value}（{}）", who.join("、")))
        .collect();
    let message = format!(
        "“{material}”的{field}各部门不一致：{}：会商后统一",
        told.join("；")
    );
    for (_, value, first) in own {
        if value == usual {
            continue;
        }
        let cell = lines[first].row.get(field);
        let fault = Fault {
            rule: "C16",
            span: Span {
                start: 0,
                end: cell.chars().count() as u32,
            },
            message: message.clone(),
            suggestion: String::new(),
        };
        faults.push((first, field, fault));
    }
}
