//! One material, asked for differently by several departments: C16.

use std::collections::BTreeMap;

use super::OfLine;
use crate::check::lists::Line;
use crate::check::name::Fault;
use crate::model::{Attribute, Field, Span};

/// The columns that are compared, each with what a name may say instead.
const COMPARED: [(Field, Option<Attribute>); 3] = [
    (Field::Copies, Some(Attribute::Copies)),
    (Field::Form, Some(Attribute::Form)),
    (Field::Channel, None),
];

/// What the departments ask of a material in one column: department, value, its rows and the first of them.
type Asked<'a> = BTreeMap<&'a str, BTreeMap<String, (usize, usize)>>;

/// C16, once for each department that asks otherwise than most do.
pub fn check(lines: &[Line<'_>], faults: &mut Vec<OfLine>) {
    let mut asked: BTreeMap<(&str, usize), Asked<'_>> = BTreeMap::new();
    for (i, line) in lines.iter().enumerate() {
        let [part] = line.name.reading.parts() else {
            continue;
        };
        if line.name.standard(0).is_none() || !line.name.breadth(0).is_empty() {
            continue;
        }
        for (column, (field, attribute)) in COMPARED.iter().enumerate() {
            let own = line.cell(*field);
            let value = match attribute {
                Some(attribute) if own.is_empty() => part.value(*attribute),
                _ => own.to_owned(),
            };
            if value.is_empty() {
                continue;
            }
            let of = asked.entry((line.material(0), column)).or_default();
            let (rows, _) = of
                .entry(line.department())
                .or_default()
                .entry(value)
                .or_insert((0, i));
            *rows += 1;
        }
    }
    for ((material, column), departments) in asked {
        report(lines, material, COMPARED[column].0, &departments, faults);
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
