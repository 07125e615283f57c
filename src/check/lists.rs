//! The lists under check: what was read of each file, and every row beside its name's reading.

use std::path::{Path, PathBuf};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::book::RuleBook;
use super::name::{Fault, Name};
use super::{place, rules};
use crate::intake::{self, HeaderBook, IntakeError, Source};
use crate::model::{Field, InputReport, Record, Row};
use crate::pipeline::{Loaded, RunError, own_results};

/// A file that was read.
pub struct List {
    /// What intake says of it.
    pub input: InputReport,
    /// Its records, in order.
    pub records: Vec<Record>,
    /// The file.
    pub bytes: Vec<u8>,
}

/// A row with its name's reading. The rules of whole lists see all of them at once.
pub struct Line<'a> {
    /// Which list it is of.
    pub list: usize,
    /// The row.
    pub row: &'a Row,
    /// What its name says.
    pub name: &'a Name<'a>,
}

/// A name, read once, with the faults that it has by itself.
pub type Names<'a> = FxHashMap<&'a str, (Name<'a>, Vec<Fault>)>;

/// Reads the files.
///
/// # Errors
/// If one of them cannot be read.
pub fn read(
    files: &[PathBuf],
    options: &intake::Options,
    headers: &HeaderBook,
) -> Result<Vec<List>, RunError> {
    let (sources, mut failed) = sources(files);
    let mut lists = Vec::new();
    for source in &sources {
        let mut records = Vec::new();
        let read = intake::load(&source.path, &source.label, &options.caps).and_then(|bytes| {
            let input: Result<InputReport, IntakeError> =
                intake::read_bytes(&source.label, &bytes, options, headers, &mut |record| {
                    records.push(record);
                    Ok(())
                });
            Ok((input?, bytes))
        });
        match read {
            Ok((input, bytes)) => lists.push(List {
                input,
                records,
                bytes,
            }),
            // Results of a run that were only met in a folder are no lists to be checked.
            Err(IntakeError::Own { .. }) if source.walked => {}
            Err(error) => failed.push(error),
        }
    }
    if failed.is_empty() {
        Ok(lists)
    } else {
        Err(RunError::Inputs(failed))
    }
}

/// The lists to be checked, each by the name that findings show.
pub fn sources(files: &[PathBuf]) -> (Vec<Source>, Vec<IntakeError>) {
    let (mut sources, failed) = intake::expand(files, Path::new(""));
    for source in &mut sources {
        source.label = place::label(&source.path);
    }
    (sources, failed)
}

/// How lists are read that are to be checked, with what the user says about them.
pub fn options(reading: &intake::Options) -> intake::Options {
    intake::Options {
        own: own_results(),
        ..reading.clone()
    }
}

/// Every distinct name of the lists, read and asked once.
pub fn names<'a>(known: &'a Loaded, book: &'a RuleBook<'a>, lists: &'a [List]) -> Names<'a> {
    let mut names: Vec<&str> = rows(lists).map(|(_, row)| row.name.as_str()).collect();
    names.sort_unstable();
    names.dedup();
    names
        .par_iter()
        .map(|raw| {
            let name = Name::new(known, book, raw);
            let faults = rules::of_name(&name);
            (*raw, (name, faults))
        })
        .collect()
}

/// Every row with a name, in order.
pub fn lines<'a>(lists: &'a [List], names: &'a Names<'a>) -> Vec<Line<'a>> {
    rows(lists)
        .filter_map(|(list, row)| {
            let (name, _) = names.get(row.name.as_str())?;
            Some(Line { list, row, name })
        })
        .collect()
}

fn rows(lists: &[List]) -> impl Iterator<Item = (usize, &Row)> {
    lists.iter().enumerate().flat_map(|(i, list)| {
        list.records.iter().filter_map(move |r| match r {
            Record::Row(row) => Some((i, row)),
            Record::Excluded(_) => None,
        })
    })
}

/// An item within its list and sheet: what makes rows belong together.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Item<'a> {
    list: usize,
    sheet: &'a str,
    department: &'a str,
    code: &'a str,
    name: &'a str,
}

impl<'a> Line<'a> {
    /// A cell without blanks around it.
    pub fn cell(&self, field: Field) -> &'a str {
        self.row.get(field).trim()
    }

    /// The item that the row is of; `None` where the list tells of no items.
    pub fn item(&self) -> Option<Item<'a>> {
        let (code, name) = (self.cell(Field::ItemCode), self.cell(Field::ItemName));
        (!code.is_empty() || !name.is_empty()).then(|| Item {
            list: self.list,
            sheet: &self.row.place.sheet,
            department: self.cell(Field::Department),
            code,
            name,
        })
    }

    /// The department whose list it is, or the file where no column says.
    pub fn department(&self) -> &'a str {
        match self.cell(Field::Department) {
            "" => &self.row.place.file,
            department => department,
        }
    }

    /// What a part is called where rows are compared: its standard's name, or its own core.
    pub fn material(&self, part: usize) -> &'a str {
        self.name
            .standard(part)
            .unwrap_or_else(|| &self.name.reading.parts()[part].key)
    }
}
