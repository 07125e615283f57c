//! Whether a department's list can go into the catalogue, and what it must change.
//!
//! A name is read once and asked by the rules of names; a row by the rules of columns; a list as a
//! whole by what only it can say. Everything found is a [`Finding`], and [`render`] writes it.

pub mod baseline;
mod book;
mod cut;
mod finding;
pub mod fix;
mod found;
mod identity;
mod lists;
mod name;
mod place;
pub mod render;
pub mod rule;
mod rules;
pub mod suppress;

use std::path::PathBuf;

pub use finding::{Aside, Context, Finding, Level, Report};

use crate::intake;
use crate::model::{Field, Record};
use crate::pipeline::{Loaded, RunError};
use book::RuleBook;
use found::Place;
use name::Fault;
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
    /// Whether a rule of a level is asked and shown.
    pub fn wants(&self, rule: &str, level: Level) -> bool {
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
    check_read(known, files, &intake::Options::default(), selection)
}

/// The same for files that the user says something about: their encoding, sheets, columns. Which tables
/// are no lists is settled here.
///
/// # Errors
/// If a file cannot be read.
pub fn check_read(
    known: &Loaded,
    files: &[PathBuf],
    reading: &intake::Options,
    selection: &Selection,
) -> Result<Report, RunError> {
    let headers = intake::HeaderBook::new(&known.dictionary.headers, &known.dictionary.code_sets)?;
    let options = lists::options(reading);
    let lists = lists::read(files, &options, &headers)?;

    let book = RuleBook::new(known);
    let found = of_lists(known, &book, &lists, selection);

    let mut report = Report::default();
    for (list, mut found) in lists.iter().zip(found) {
        found.retain(|f| selection.wants(&f.rule, f.severity));
        place::of_texts(&list.input, &list.bytes, &options, &headers, &mut found);
        report.rows += list.records.len() as u64;
        report.files.push(list.input.file.clone());
        report.findings.append(&mut found);
    }
    report.findings.sort();
    Ok(report)
}

/// All that is wrong with lists that were read, list by list.
fn of_lists(
    known: &Loaded,
    book: &RuleBook<'_>,
    lists: &[lists::List],
    selection: &Selection,
) -> Vec<Vec<Finding>> {
    let names = lists::names(known, book, lists);
    let lines = lists::lines(lists, &names);

    let mut found: Vec<Vec<Finding>> = Vec::new();
    for list in lists {
        let place = Place {
            book,
            input: &list.input,
        };
        let mut of_list: Vec<Finding> = Vec::new();
        for record in &list.records {
            match record {
                Record::Excluded(excluded) => of_list.extend(place.passed_over(excluded)),
                Record::Row(row) => {
                    let Some((name, faults)) = names.get(row.name.as_str()) else {
                        continue;
                    };
                    let mut faults: Vec<(Field, Fault)> =
                        faults.iter().map(|f| (Field::Name, f.clone())).collect();
                    fields::check(name, row, &mut faults);
                    of_list.extend(
                        faults
                            .into_iter()
                            .filter_map(|(field, fault)| place.of(row, field, fault)),
                    );
                }
            }
        }
        of_list.extend(place.rules_off(selection));
        of_list.extend(cut::short(book, &list.input));
        found.push(of_list);
    }
    for (line, field, fault) in rules::lists::check(book, &lines) {
        let line = &lines[line];
        let place = Place {
            book,
            input: &lists[line.list].input,
        };
        found[line.list].extend(place.of(line.row, field, fault));
    }
    for list in &mut found {
        place::own(list);
    }
    found
}
