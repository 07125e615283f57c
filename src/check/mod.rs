//! Whether a department's list can go into the catalogue, and what it must change.
//!
//! A name is read once and asked by the rules of names; a row by the rules of columns; a list as a
//! whole by what only it can say. Everything found is a [`Finding`], and [`render`] writes it.

mod book;
mod finding;
pub mod fix;
mod name;
pub mod render;
mod rules;

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

pub use finding::{Finding, Level, Report};

use crate::intake::{self, IntakeError};
use crate::model::{Exclusion, ExclusionKind, Field, InputReport, Record, Row};
use crate::pipeline::{Loaded, RunError, own_results};
use book::RuleBook;
use name::{Fault, Name};
use rules::fields;

/// Which rules to ask, and what to show.
#[derive(Clone, Debug, Default)]
pub struct Selection {
    /// Only these; empty for all.
    pub select: Vec<String>,
    /// Not these.
    pub ignore: Vec<String>,
    /// Nothing below this level.
    pub least: Option<Level>,
}

impl Selection {
    fn wants(&self, rule: &str, level: Level) -> bool {
        (self.select.is_empty() || self.select.iter().any(|id| id == rule))
            && !self.ignore.iter().any(|id| id == rule)
            && self.least.is_none_or(|least| level >= least)
    }
}

/// Checks lists.
///
/// # Errors
/// If a file cannot be read.
pub fn check(known: &Loaded, files: &[PathBuf], selection: &Selection) -> Result<Report, RunError> {
    let (sources, mut failed) = sources(files);
    let headers = intake::HeaderBook::new(&known.dictionary.headers, &known.dictionary.code_sets)?;
    let options = intake::Options {
        own: own_results(),
        ..intake::Options::default()
    };
    let book = RuleBook::new(known);
    let mut report = Report::default();
    for source in &sources {
        let mut records = Vec::new();
        let read: Result<InputReport, IntakeError> =
            intake::read(source, &options, &headers, &mut |record| {
                records.push(record);
                Ok(())
            });
        match read {
            Ok(input) => {
                report.rows += records.len() as u64;
                list(
                    known,
                    &book,
                    &input,
                    &records,
                    selection,
                    &mut report.findings,
                );
            }
            // Results of a run that were only met in a folder are no lists to be checked.
            Err(IntakeError::Own { .. }) if source.walked => {}
            Err(error) => failed.push(error),
        }
    }
    if !failed.is_empty() {
        return Err(RunError::Inputs(failed));
    }
    report.findings.sort();
    Ok(report)
}

/// The lists to be checked, each by the name that findings show.
fn sources(files: &[PathBuf]) -> (Vec<intake::Source>, Vec<IntakeError>) {
    let (mut sources, failed) = intake::expand(files, Path::new(""));
    // Beside the list it was made of, a mended copy in a folder is no list of its own.
    sources.retain(|s| !s.walked || !fix::is_copy(&s.path));
    for source in &mut sources {
        source.label = label(&source.path);
    }
    (sources, failed)
}

/// A path as given: annotations are placed by the path from where the check was run.
fn label(path: &Path) -> String {
    let path = path.display().to_string().replace('\\', "/");
    path.strip_prefix("./").unwrap_or(&path).to_owned()
}

/// A file's findings.
fn list(
    known: &Loaded,
    book: &RuleBook<'_>,
    input: &InputReport,
    records: &[Record],
    selection: &Selection,
    findings: &mut Vec<Finding>,
) {
    let mut names: Vec<&str> = records
        .iter()
        .filter_map(|r| match r {
            Record::Row(row) => Some(row.name.as_str()),
            Record::Excluded(_) => None,
        })
        .collect();
    names.sort_unstable();
    names.dedup();
    let read: FxHashMap<&str, (Name<'_>, Vec<Fault>)> = names
        .par_iter()
        .map(|raw| {
            let name = Name::new(known, book, raw);
            let faults = rules::of_name(&name);
            (*raw, (name, faults))
        })
        .collect();
    let mut duplicates = rules::lists::Duplicates::default();
    let mut found = Vec::new();
    for record in records {
        match record {
            Record::Excluded(excluded) => found.extend(passed_over(book, input, excluded)),
            Record::Row(row) => {
                let Some((name, faults)) = read.get(row.name.as_str()) else {
                    continue;
                };
                let mut faults: Vec<(Field, Fault)> =
                    faults.iter().map(|f| (Field::Name, f.clone())).collect();
                fields::check(name, row, &mut faults);
                faults.extend(duplicates.next(name, row).map(|f| (Field::Name, f)));
                found.extend(
                    faults
                        .into_iter()
                        .filter_map(|(field, fault)| placed(book, input, row, field, fault)),
                );
            }
        }
    }
    found.extend(
        input
            .sheets
            .iter()
            .filter(|s| s.header_row > 0 || s.rows > 0)
            .filter_map(|s| off(book, input, &s.name, selection)),
    );
    found.retain(|f| selection.wants(&f.rule, f.severity));
    findings.append(&mut found);
}

/// The columns of a sheet.
fn columns<'i>(input: &'i InputReport, sheet: &str) -> &'i [(Field, String)] {
    input
        .sheets
        .iter()
        .find(|s| s.name == sheet)
        .map_or(&[], |s| &s.columns)
}

/// A column's header as written.
fn header(input: &InputReport, sheet: &str, field: Field) -> String {
    let columns = columns(input, sheet);
    let own = columns.iter().find(|(f, _)| *f == field);
    // A catalogue has its standard names where a list has its names.
    let own = own.or_else(|| {
        columns
            .iter()
            .find(|(f, _)| field == Field::Name && *f == Field::StandardName)
    });
    own.map_or_else(|| field.word().to_owned(), |(_, header)| header.clone())
}

/// A fault with its place, unless the list lacks the rule's column.
fn placed(
    book: &RuleBook<'_>,
    input: &InputReport,
    row: &Row,
    field: Field,
    fault: Fault,
) -> Option<Finding> {
    fields::is_on(fault.rule, columns(input, &row.place.sheet)).then(|| Finding {
        file: row.place.file.to_string(),
        sheet: row.place.sheet.to_string(),
        row: row.place.row,
        column: header(input, &row.place.sheet, field),
        span: [fault.span.start, fault.span.end],
        rule: fault.rule.to_owned(),
        severity: book.level(fault.rule),
        text: row.get(field).to_owned(),
        message: fault.message,
        suggestion: fault.suggestion,
    })
}

/// C44, C45: rows that have something in them and no name, or cannot be read.
fn passed_over(book: &RuleBook<'_>, input: &InputReport, excluded: &Exclusion) -> Option<Finding> {
    let rule = match excluded.kind {
        ExclusionKind::Blank if excluded.content.is_empty() => return None,
        ExclusionKind::Unreadable => "C45",
        _ => "C44",
    };
    Some(Finding {
        file: excluded.place.file.to_string(),
        sheet: excluded.place.sheet.to_string(),
        row: excluded.place.row,
        column: header(input, &excluded.place.sheet, Field::Name),
        span: [0, excluded.content.chars().count() as u32],
        rule: rule.to_owned(),
        severity: book.level(rule),
        text: excluded.content.clone(),
        message: excluded.reason.clone(),
        suggestion: String::new(),
    })
}

/// C00: which rules could not be asked, in one line a sheet.
fn off(
    book: &RuleBook<'_>,
    input: &InputReport,
    sheet: &str,
    selection: &Selection,
) -> Option<Finding> {
    let columns = columns(input, sheet);
    let off: Vec<String> = fields::NEEDS
        .iter()
        .filter(|(id, _)| !fields::is_on(id, columns) && selection.wants(id, Level::Error))
        .map(|(id, groups)| {
            let words: Vec<&str> = groups
                .iter()
                .flat_map(|g| g.iter())
                .map(|f| f.word())
                .collect();
            format!("{id}（要有{}）", words.join("、"))
        })
        .collect();
    (!off.is_empty()).then(|| Finding {
        file: input.file.clone(),
        sheet: sheet.to_owned(),
        row: input
            .sheets
            .iter()
            .find(|s| s.name == sheet)
            .map_or(0, |s| s.header_row),
        column: String::new(),
        span: [0, 0],
        rule: "C00".to_owned(),
        severity: book.level("C00"),
        text: String::new(),
        message: format!("清单缺列，没有检查：{}", off.join("；")),
        suggestion: String::new(),
    })
}
