//! Lists mended: what a rule can say for sure is written into a copy beside the original.
//!
//! ```text
//! list ─ plan ─▶ drafts ─ write ─▶ bytes ─ read again, check again ─▶ as planned? ─▶ mended list
//!           ▲──────── rows that did not come out as they should stay as they were ◀──┘
//! ```
//!
//! Nothing is taken on trust: the mended list is read and checked like any other before anybody sees it.
//! It has all rows of the original; findings that went are those that the change names, and none came.

mod diff;
mod error;
mod mender;
mod moves;
mod plan;
mod proof;
mod publish;
mod text;
mod wording;
mod workbook;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

pub use diff::write as write_diff;
pub use error::FixError;
pub use publish::Place;

use super::book::RuleBook;
use super::lists::{options, sources};
use super::place::label;
use super::{Report, Selection};
use crate::intake::{self, HeaderBook, IntakeError};
use crate::model::Field;
use crate::pipeline::{Loaded, RunError};
use mender::Mender;
use workbook::Shift;

/// The rules whose faults can be mended without knowing more than the list says.
/// C37 is mended where the name says the number that its column lacks.
const MENDABLE: [&str; 10] = [
    "C04", "C05", "C06", "C08", "C09", "C10", "C11", "C12", "C37", "C48",
];

/// A column that is put in at the right.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Added {
    pub field: Field,
    pub header: String,
    /// From 0.
    pub column: usize,
}

/// What is to be written into a sheet.
#[derive(Clone, Debug, Default)]
pub(crate) struct SheetPlan {
    pub added: Vec<Added>,
    /// The rows that a row becomes, each as the cells that are other than in the old row.
    pub rows: BTreeMap<u32, Vec<BTreeMap<usize, String>>>,
}

impl SheetPlan {
    /// Where its rows go.
    fn shift(&self) -> Shift {
        Shift::new(self.rows.iter().map(|(row, rows)| (*row, rows.len())))
    }
}

/// A row that was mended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// The sheet; empty for texts.
    pub sheet: String,
    /// The row in the original.
    pub row: u32,
    /// The rules that it mends.
    pub rules: Vec<&'static str>,
    /// Header and text of the cells that change, as they were.
    pub before: Vec<(String, String)>,
    /// The rows that it becomes, each with header and text of the cells that are new.
    pub after: Vec<Vec<(String, String)>>,
}

/// What becomes of one file.
#[derive(Debug)]
pub struct Mending {
    /// The original.
    pub source: PathBuf,
    /// Its name in findings.
    pub label: String,
    /// Where a copy goes.
    pub copy: PathBuf,
    /// The rows mended, in order; none where nothing can be.
    pub changes: Vec<Change>,
    /// What a person should know of the file.
    pub notes: Vec<String>,
    /// Whether it can be written over the original.
    pub in_place: bool,
    bytes: Vec<u8>,
}

/// Lists mended in memory.
#[derive(Debug, Default)]
pub struct Fixes {
    /// The files, in order.
    pub files: Vec<Mending>,
    /// What a check of the mended lists comes to. Of a file that changes, findings carry the name that
    /// it is to be written to.
    pub report: Report,
}

/// Plans and checks the mending of lists; writes nothing.
///
/// # Errors
/// If a file cannot be read, or cannot be written anew.
pub fn fix(
    known: &Loaded,
    files: &[PathBuf],
    reading: &intake::Options,
    selection: &Selection,
    place: Place,
) -> Result<Fixes, FixError> {
    let (sources, mut failed) = sources(files);
    let headers = HeaderBook::new(&known.dictionary.headers, &known.dictionary.code_sets)
        .map_err(RunError::from)?;
    let mender = Mender {
        known,
        book: RuleBook::new(known),
        headers,
        options: options(reading),
        selection,
        place,
    };
    let mut fixes = Fixes::default();
    for source in &sources {
        match mender.file(source) {
            Ok((mending, rows, findings)) => {
                fixes.report.rows += rows;
                fixes.report.files.push(mending.label.clone());
                fixes.files.push(mending);
                fixes.report.findings.extend(findings);
            }
            // Results of a run that were only met in a folder are no lists to be checked.
            Err(FixError::Intake(IntakeError::Own { .. })) if source.walked => {}
            Err(FixError::Intake(error)) => failed.push(error),
            Err(error) => return Err(error),
        }
    }
    if !failed.is_empty() {
        return Err(RunError::Inputs(failed).into());
    }
    let findings = &mut fixes.report.findings;
    findings.retain(|f| selection.wants(&f.rule, f.severity));
    findings.sort();
    Ok(fixes)
}

/// The path of the copy of a list, for messages.
pub(crate) fn shown(path: &Path) -> String {
    label(path)
}
