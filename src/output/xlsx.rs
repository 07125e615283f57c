//! All tables as one workbook: a summary sheet first, then a sheet or more for each table.
//!
//! Rows go to a scratch file as they come (`rust_xlsxwriter`'s low memory mode); what stays in
//! memory is each distinct text once, which Excel's shared strings need. Text is text: every cell
//! and every column is marked so (`@`), so that =1+1 is no formula and 00123 keeps its zeros, even
//! after somebody edits them. Same input, same bytes: the file states a fixed date.

mod guard;
mod sheet;
#[cfg(test)]
mod tests;

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Workbook, XlsxError};

use self::sheet::{Sheet, Styles};
use super::OutputError;
use super::table::{Cell, Table};

/// Rows that a sheet can hold, the header counted (Excel specifications and limits).
pub const SHEET_ROWS: u32 = 1_048_576;

/// The title of the summary sheet.
pub const SUMMARY_TITLE: &str = "汇总";

/// A line of the summary sheet. A blank value makes the label a heading.
pub type SummaryLine<'a> = (&'a str, Cell<'a>);

/// Writes the workbook to a new file. Scratch files stand nameless in the same folder.
///
/// # Errors
/// The file or the scratch files cannot be written, or the rows cannot be given.
pub fn write_file(
    path: &Path,
    summary: &[SummaryLine<'_>],
    tables: &[&dyn Table],
) -> Result<(), OutputError> {
    // Not the system's folder for scratch files: that is often small, or memory.
    let scratch = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let file = File::create(path).map_err(|e| OutputError::io(path, e))?;
    let to = BufWriter::with_capacity(1 << 16, file);
    write(to, path, scratch, SHEET_ROWS, summary, tables)
}

/// Writes the workbook to a writer, which messages call `path`.
///
/// `scratch` is a folder for scratch files, about as large as the sheets uncompressed;
/// `sheet_rows` is the number of rows of a sheet, the header counted, from 2 to [`SHEET_ROWS`].
///
/// # Errors
/// The writer or the scratch files fail, or the rows cannot be given.
pub fn write(
    to: impl Write + Send,
    path: &Path,
    scratch: &Path,
    sheet_rows: u32,
    summary: &[SummaryLine<'_>],
    tables: &[&dyn Table],
) -> Result<(), OutputError> {
    // The crate panics where its scratch file cannot be written.
    crate::fence::caught(|| build(to, path, scratch, sheet_rows, summary, tables))
        .unwrap_or_else(|failure| Err(failed_scratch(path, failure)))
}

fn build(
    mut to: impl Write + Send,
    path: &Path,
    scratch: &Path,
    sheet_rows: u32,
    summary: &[SummaryLine<'_>],
    tables: &[&dyn Table],
) -> Result<(), OutputError> {
    let failed = |e| failed_workbook(path, e);
    let sheet_rows = sheet_rows.clamp(2, SHEET_ROWS);
    let mut workbook = Workbook::new();
    workbook.set_tempdir(scratch).map_err(failed)?;
    // Any date would do, if it is always the same.
    let fixed = ExcelDateTime::from_ymd(2000, 1, 1).map_err(failed)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&fixed));
    let styles = Styles::new();

    let mut first = workbook.new_worksheet_with_low_memory().map_err(failed)?;
    sheet::summary(&mut first, &styles, summary).map_err(failed)?;
    workbook.push_worksheet(first);

    for table in tables {
        let mut number = 1;
        let mut open = Sheet::open(&mut workbook, &styles, *table, number).map_err(failed)?;
        table.rows(&mut |cells| {
            if open.rows() >= sheet_rows {
                number += 1;
                let next = Sheet::open(&mut workbook, &styles, *table, number).map_err(failed)?;
                std::mem::replace(&mut open, next)
                    .close(&mut workbook)
                    .map_err(failed)?;
            }
            open.row(cells).map_err(failed)
        })?;
        open.close(&mut workbook).map_err(failed)?;
    }

    workbook
        .save_to_writer(guard::Settled::new(&mut to))
        .map_err(failed)?;
    to.flush().map_err(|e| OutputError::io(path, e))
}

/// Finds the system's error within the crate's, which is all that a user can do something about.
fn failed_workbook(path: &Path, error: XlsxError) -> OutputError {
    match error {
        XlsxError::IoError(error) => OutputError::io(path, error),
        XlsxError::TempFileError(scratch, error) => OutputError::io(&scratch, error),
        XlsxError::ZipError(error) => {
            let error = io::Error::from(error);
            match error.kind() {
                io::ErrorKind::Other | io::ErrorKind::InvalidData => OutputError::Workbook {
                    path: path.to_path_buf(),
                    reason: error.to_string(),
                },
                _ => OutputError::io(path, error),
            }
        }
        other => OutputError::Workbook {
            path: path.to_path_buf(),
            reason: other.to_string(),
        },
    }
}

/// Tells from the words of a panic what became of the scratch file: they hold the `Debug` form of
/// the system's error, and nothing else does.
fn failed_scratch(path: &Path, failure: String) -> OutputError {
    let kinds = [
        io::ErrorKind::StorageFull,
        io::ErrorKind::QuotaExceeded,
        io::ErrorKind::PermissionDenied,
        io::ErrorKind::ReadOnlyFilesystem,
    ];
    let path = PathBuf::from(path);
    match kinds
        .into_iter()
        .find(|kind| failure.contains(&format!("kind: {kind:?}")))
    {
        Some(kind) => OutputError::io(&path, kind.into()),
        None => OutputError::Workbook {
            path,
            reason: failure,
        },
    }
}
