//! Results of an earlier run among the inputs: they are no lists, however much they look like ones.

use super::table::{Line, Step, Table};
use super::workbook::Workbook;
use super::{IntakeError, sniff};

/// A table that guiyi writes itself, known by its headers and never by a file's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OwnTable {
    /// The file that a run writes it to.
    pub file: String,
    /// The headers it begins with; a person may have added columns after them.
    pub headers: Vec<&'static str>,
}

/// Refuses a text that is a table of ours.
pub(super) fn refuse_text(label: &str, text: &str, own: &[OwnTable]) -> Result<(), IntakeError> {
    if own.is_empty() {
        return Ok(());
    }
    let (delimiter, width) = sniff::by_first_record(text);
    let mut table = Table::Text {
        text,
        delimiter,
        width,
    };
    refuse(label, &mut table, own)
}

/// Refuses a workbook with a sheet that is a table of ours.
pub(super) fn refuse_workbook(
    label: &str,
    book: &mut Workbook<'_>,
    own: &[OwnTable],
) -> Result<(), IntakeError> {
    if own.is_empty() {
        return Ok(());
    }
    for sheet in book.sheets() {
        let mut table = Table::Sheet {
            book,
            sheet: &sheet.name,
        };
        refuse(label, &mut table, own)?;
    }
    Ok(())
}

fn refuse(label: &str, table: &mut Table<'_, '_>, own: &[OwnTable]) -> Result<(), IntakeError> {
    table.walk(&mut |line: Line<'_>| {
        let begins = |table: &&OwnTable| {
            let mut headers = table.headers.iter().enumerate();
            headers.all(|(i, header)| line.get(i).trim() == *header)
        };
        match own.iter().find(begins) {
            Some(table) => Err(IntakeError::Own {
                file: label.to_owned(),
                like: table.file.clone(),
            }),
            None => Ok(Step::Stop),
        }
    })?;
    Ok(())
}
