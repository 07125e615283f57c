//! Every wrong pair and every wrong row, as tables to be worked through.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::figures::{is_split_right, is_type_right};
use super::gold::VALUE_MARK;
use super::{Evaluation, Scored, label};
use crate::output::publish::Staging;
use crate::output::table::Table;
use crate::output::tables::{WrongPairLine, WrongPairTable, WrongRowLine, WrongRowTable};
use crate::output::{OutputError, csv};

/// The files that are written.
pub const NAMES: [&str; 2] = ["wrong_pairs.csv", "wrong_rows.csv"];

/// Writes both tables, whole or not at all.
///
/// # Errors
///
/// If they cannot be written; then the folder is as it was.
pub fn write_errors(evaluation: &Evaluation, folder: &Path) -> Result<(), OutputError> {
    let staging = Staging::of(folder, &NAMES)?;
    let pairs = WrongPairTable::new(|each| wrong_pairs(evaluation, each));
    let rows = WrongRowTable::new(|each| wrong_rows(evaluation, each));
    let tables: [&dyn Table; 2] = [&pairs, &rows];
    for table in tables {
        csv::write_file(table, &staging.path(&format!("{}.csv", table.stem())))?;
    }
    staging.publish()
}

/// Pairs that only one side puts together, in the order of the gold.
fn wrong_pairs(
    evaluation: &Evaluation,
    each: &mut dyn FnMut(WrongPairLine<'_>) -> Result<(), OutputError>,
) -> Result<(), OutputError> {
    let groups = evaluation.groups.rows();
    let (mut by_gold, mut by_found): (Members, Members) = Default::default();
    for (i, (gold, found)) in groups.iter().enumerate() {
        by_gold.entry(*gold).or_default().push(i);
        by_found.entry(*found).or_default().push(i);
    }
    for (i, (gold, found)) in groups.iter().enumerate() {
        let after = |members: &Members, group: u32| -> BTreeSet<usize> {
            let members = members.get(&group).into_iter().flatten();
            members.copied().filter(|j| *j > i).collect()
        };
        let (gold, found) = (after(&by_gold, *gold), after(&by_found, *found));
        for j in gold.symmetric_difference(&found) {
            let error = if found.contains(j) {
                "误并"
            } else {
                "漏并"
            };
            each(pair(error, &evaluation.rows[i], &evaluation.rows[*j]))?;
        }
    }
    Ok(())
}

/// Names by their group.
type Members = BTreeMap<u32, Vec<usize>>;

fn pair<'r>(error: &'r str, a: &'r Scored, b: &'r Scored) -> WrongPairLine<'r> {
    WrongPairLine {
        error: error.into(),
        row_a: u64::from(a.gold.row),
        name_a: a.gold.name.as_str().into(),
        row_b: u64::from(b.gold.row),
        name_b: b.gold.name.as_str().into(),
        gold_a: label::write(&a.gold.label).into(),
        gold_b: label::write(&b.gold.label).into(),
        core_a: a.found.cores.as_str().into(),
        core_b: b.found.cores.as_str().into(),
        standard_a: a.found.standards.as_str().into(),
        standard_b: b.found.standards.as_str().into(),
        basis_a: basis(a).into(),
        basis_b: basis(b).into(),
        grade_a: grade(a).into(),
        grade_b: grade(b).into(),
        evidence_a: a.found.evidence.as_str().into(),
        evidence_b: b.found.evidence.as_str().into(),
    }
}

fn basis(row: &Scored) -> &'static str {
    row.found.decided.map_or("", |(_, basis)| basis.word())
}

fn grade(row: &Scored) -> &'static str {
    row.found.decided.map_or("", |(grade, _)| grade.word())
}

/// Names that differ from their gold in anything that is scored, in the order of the gold.
fn wrong_rows(
    evaluation: &Evaluation,
    each: &mut dyn FnMut(WrongRowLine<'_>) -> Result<(), OutputError>,
) -> Result<(), OutputError> {
    for (i, row) in evaluation.rows.iter().enumerate() {
        let sizes = evaluation.groups.sizes(i);
        let wrong = [
            ("误并", sizes.found > sizes.both),
            ("漏并", sizes.gold > sizes.both),
            ("拆分", !is_split_right(row)),
            ("形式", row.gold.form != row.found.form),
            ("持有人", row.gold.holder != row.found.holder),
            ("来源类型", is_type_right(row) == Some(false)),
        ];
        let wrong: Vec<&str> = wrong.iter().filter(|w| w.1).map(|w| w.0).collect();
        if wrong.is_empty() {
            continue;
        }
        let word = |t: Option<crate::model::SourceType>| t.map_or("", |t| t.word());
        each(WrongRowLine {
            row: u64::from(row.gold.row),
            name: row.gold.name.as_str().into(),
            error: wrong.join("、").into(),
            gold: label::write(&row.gold.label).into(),
            standard: row.found.standards.as_str().into(),
            core: row.found.cores.as_str().into(),
            gold_names: sizes.gold,
            found_names: sizes.found,
            both_names: sizes.both,
            gold_form: joined(&row.gold.form).into(),
            form: joined(&row.found.form).into(),
            gold_holder: joined(&row.gold.holder).into(),
            holder: joined(&row.found.holder).into(),
            gold_source_type: word(row.gold.source_type).into(),
            source_type: word(row.found.source_type).into(),
            basis: basis(row).into(),
            grade: grade(row).into(),
            evidence: row.found.evidence.as_str().into(),
        })?;
    }
    Ok(())
}

fn joined(values: &BTreeSet<String>) -> String {
    let values: Vec<&str> = values.iter().map(String::as_str).collect();
    values.join(&VALUE_MARK.to_string())
}
