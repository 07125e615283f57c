//! A CSV, TSV or workbook in any usual encoding becomes rows with their place.
//!
//! ```text
//! paths ─ expand ─▶ files ─ format, encoding ─▶ tables ─ survey ─▶ layout ─ emit ─▶ records
//! ```
//!
//! A table is gone through twice: once to find the header and to let the values say what the
//! columns are, once to give the records. Nothing is held but the bytes of one file. Every row
//! below the header becomes exactly one record (see [`Record`]), so that the sum of a run closes.

mod book;
mod cell;
mod compound;
mod delimited;
mod error;
mod expand;
mod format;
mod grid;
mod header;
mod layout;
mod own;
mod raw;
mod rows;
mod sniff;
mod spots;
mod table;
mod values;
mod workbook;

use std::io::Read;
use std::path::Path;
use std::sync::Arc;

use sha2::{Digest, Sha256};

pub use book::{BookError, HeaderBook};
pub use cell::is_ruined;
pub use error::IntakeError;
pub(crate) use expand::MENDED;
pub use expand::{Source, expand, tables_in};
pub(crate) use format::Format;
pub use format::no_text;
pub(crate) use grid::{Grid, RawRecord, SheetGrid, TextGrid, grid};
pub(crate) use header::letters as column_letters;
pub use own::OwnTable;
pub use raw::{RawTable, open_tables, tables_of_bytes};
pub use spots::{Spot, TextCell, text_records};

use crate::encoding;
use crate::model::{Field, InputReport, Record, SheetReport};
use error::megabytes;
use layout::{Layout, Survey};
use table::Table;
use workbook::{SheetName, Workbook};

/// What no file may exceed. In bytes where not said otherwise.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caps {
    /// A file.
    pub file_bytes: u64,
    /// A worksheet of an `.xlsx`, unpacked. It is streamed; four times as much for all of a workbook.
    pub sheet_bytes: u64,
    /// Any other part of an `.xlsx`, unpacked: these are held in memory.
    pub part_bytes: u64,
    /// A workbook of the old format, which is read as a whole.
    pub xls_bytes: u64,
    /// Columns of a worksheet; cells beyond are not read, and reported.
    pub columns: u32,
}

impl Default for Caps {
    fn default() -> Self {
        Caps {
            file_bytes: 2 << 30,
            sheet_bytes: 2 << 30,
            part_bytes: 256 << 20,
            xls_bytes: 128 << 20,
            columns: 1024,
        }
    }
}

/// What the user says about the files.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// `--encoding`.
    pub encoding: Option<String>,
    /// `--sheet`: names, or numbers from 1; empty for all that are visible.
    pub sheets: Vec<String>,
    /// `--column`: a field and its header, or its letter or number where no header is called so.
    pub columns: Vec<(Field, String)>,
    /// Tables that are no lists: a file that begins as one of them is refused.
    pub own: Vec<OwnTable>,
    /// The caps.
    pub caps: Caps,
}

/// Reads a file, giving its records in order. What `each` returns as an error ends the reading.
///
/// # Errors
/// A file that cannot be read at all; rows that cannot be read are records.
pub fn read<E: From<IntakeError>>(
    source: &Source,
    options: &Options,
    book: &HeaderBook,
    each: &mut dyn FnMut(Record) -> Result<(), E>,
) -> Result<InputReport, E> {
    let bytes = load(&source.path, &source.label, &options.caps)?;
    read_bytes(&source.label, &bytes, options, book, each)
}

/// The same for bytes in memory. `label` is the file's name in places and messages.
///
/// # Errors
/// As [`read`].
pub fn read_bytes<E: From<IntakeError>>(
    label: &str,
    bytes: &[u8],
    options: &Options,
    book: &HeaderBook,
    each: &mut dyn FnMut(Record) -> Result<(), E>,
) -> Result<InputReport, E> {
    let format = format::detect(label, bytes, &options.caps)?;
    let mut report = InputReport {
        file: label.to_owned(),
        sha256: Sha256::digest(bytes)
            .iter()
            .map(|byte| format!("{byte:02x}"))
            .collect(),
        ..InputReport::default()
    };
    match format {
        Format::Text => read_text(label, bytes, options, book, &mut report, each)?,
        Format::Xlsx | Format::Xls => {
            report.format = if format == Format::Xlsx {
                "XLSX"
            } else {
                "XLS"
            }
            .to_owned();
            let mut workbook = Workbook::open(label, bytes, format, &options.caps)?;
            read_workbook(label, &mut workbook, options, book, &mut report, each)?;
        }
    }
    Ok(report)
}

/// The bytes of a file within the cap.
pub(crate) fn load(path: &Path, label: &str, caps: &Caps) -> Result<Vec<u8>, IntakeError> {
    let io = |error| IntakeError::io(label, error);
    let file = std::fs::File::open(path).map_err(io)?;
    let kind = file.metadata().map_err(io)?;
    if kind.is_dir() {
        return Err(IntakeError::Directory {
            file: label.to_owned(),
        });
    }
    let too_large = |size| IntakeError::TooLarge {
        file: label.to_owned(),
        size: megabytes(size),
        cap: megabytes(caps.file_bytes),
    };
    if kind.len() > caps.file_bytes {
        return Err(too_large(kind.len()));
    }
    // A pipe or a device has no length; the cap holds all the same.
    let mut bytes = Vec::with_capacity(usize::try_from(kind.len()).unwrap_or(0));
    file.take(caps.file_bytes.saturating_add(1))
        .read_to_end(&mut bytes)
        .map_err(io)?;
    if bytes.len() as u64 > caps.file_bytes {
        return Err(too_large(bytes.len() as u64));
    }
    Ok(bytes)
}

fn read_text<E: From<IntakeError>>(
    label: &str,
    bytes: &[u8],
    options: &Options,
    book: &HeaderBook,
    report: &mut InputReport,
    each: &mut dyn FnMut(Record) -> Result<(), E>,
) -> Result<(), E> {
    let decoded = encoding::decode(bytes, options.encoding.as_deref()).map_err(|source| {
        IntakeError::Encoding {
            file: label.to_owned(),
            source,
        }
    })?;
    let text = decoded.text.as_ref();
    own::refuse_text(label, text, &options.own)?;
    let (delimiter, width) = sniff::delimiter(text, book, options);
    report.encoding = decoded.describe();
    report.format = match delimiter {
        Some(b',') => "CSV",
        Some(b'\t') => "TSV",
        Some(b';') => "CSV（分号）",
        Some(_) => "CSV（竖线）",
        None => "CSV（单列）",
    }
    .to_owned();
    let mut table = Table::Text {
        text,
        delimiter,
        width,
    };
    let layout = match layout::survey(&mut table, book, options, true)? {
        Survey::Found(layout) => layout,
        Survey::Blank => {
            return Err(IntakeError::Empty {
                file: label.to_owned(),
            }
            .into());
        }
        Survey::NoName(headers) => {
            let found = headers_found("", &headers);
            return Err(IntakeError::NoName {
                file: label.to_owned(),
                found,
            }
            .into());
        }
    };
    let mut sheet = sheet_report("", &layout);
    rows::emit(
        &mut table,
        &layout,
        &[],
        &Arc::from(label),
        &mut sheet,
        each,
    )?;
    report.sheets.push(sheet);
    Ok(())
}

fn read_workbook<E: From<IntakeError>>(
    label: &str,
    workbook: &mut Workbook<'_>,
    options: &Options,
    book: &HeaderBook,
    report: &mut InputReport,
    each: &mut dyn FnMut(Record) -> Result<(), E>,
) -> Result<(), E> {
    own::refuse_workbook(label, workbook, &options.own)?;
    let file: Arc<str> = Arc::from(label);
    let chosen = choose_sheets(label, &workbook.sheets(), options)?;
    let lone = chosen
        .iter()
        .filter(|(_, skipped)| skipped.is_none())
        .count()
        == 1;
    let (mut found, mut without) = (false, Vec::new());
    for (name, skipped) in chosen {
        let skip = |note: String| {
            let mut sheet = SheetReport {
                name: name.clone(),
                ..SheetReport::default()
            };
            sheet.leaves_out([note]);
            sheet
        };
        if let Some(note) = skipped {
            report.sheets.push(skip(note));
            continue;
        }
        let mut table = Table::Sheet {
            book: workbook,
            sheet: &name,
        };
        match layout::survey(&mut table, book, options, lone)? {
            // Nothing in it, so nothing was passed over.
            Survey::Blank => report.sheets.push(SheetReport {
                name: name.clone(),
                notes: vec!["空表，没有读".to_owned()],
                ..SheetReport::default()
            }),
            Survey::NoName(headers) => {
                let headers = headers_found(&name, &headers);
                report
                    .sheets
                    .push(skip(format!("没有材料名称列，没有读（{headers}）")));
                without.push(headers);
            }
            Survey::Found(layout) => {
                found = true;
                let merges = workbook.merges(&name);
                let mut table = Table::Sheet {
                    book: workbook,
                    sheet: &name,
                };
                let mut sheet = sheet_report(&name, &layout);
                rows::emit(&mut table, &layout, &merges, &file, &mut sheet, each)?;
                report.sheets.push(sheet);
            }
        }
    }
    match found {
        true => Ok(()),
        false if without.is_empty() => Err(IntakeError::Empty {
            file: label.to_owned(),
        }
        .into()),
        false => Err(IntakeError::NoName {
            file: label.to_owned(),
            found: without.join("；"),
        }
        .into()),
    }
}

/// The sheets in the order of their tabs, each with the note why it is skipped, if it is.
fn choose_sheets(
    label: &str,
    sheets: &[SheetName],
    options: &Options,
) -> Result<Vec<(String, Option<String>)>, IntakeError> {
    let is = |index: usize, sheet: &SheetName, wanted: &str| {
        sheet.name == wanted || book::same(&sheet.name, wanted) || wanted.parse() == Ok(index + 1)
    };
    for wanted in &options.sheets {
        if !sheets
            .iter()
            .enumerate()
            .any(|(index, sheet)| is(index, sheet, wanted))
        {
            let names: Vec<&str> = sheets.iter().map(|sheet| sheet.name.as_str()).collect();
            return Err(IntakeError::NoSheet {
                file: label.to_owned(),
                wanted: wanted.clone(),
                found: names.join("、"),
            });
        }
    }
    let chosen = sheets.iter().enumerate().filter_map(|(index, sheet)| {
        if !options.sheets.is_empty() {
            let wanted = options.sheets.iter().any(|wanted| is(index, sheet, wanted));
            return wanted.then(|| (sheet.name.clone(), None));
        }
        let note = sheet
            .hidden
            .then(|| "隐藏的工作表，没有读；需要时请用 --sheet 指明".to_owned());
        Some((sheet.name.clone(), note))
    });
    Ok(chosen.collect())
}

fn headers_found(sheet: &str, headers: &[String]) -> String {
    let of = if sheet.is_empty() {
        String::new()
    } else {
        format!("工作表“{sheet}”的")
    };
    let more = if headers.len() > 20 { "等" } else { "" };
    let shown: Vec<&str> = headers.iter().take(20).map(String::as_str).collect();
    format!("{of}首行是：{}{more}", shown.join("、"))
}

fn sheet_report(name: &str, layout: &Layout) -> SheetReport {
    let mut columns: Vec<&layout::Column> = layout.columns.iter().chain([&layout.name]).collect();
    columns.sort_by_key(|column| column.index);
    SheetReport {
        name: name.to_owned(),
        header_row: layout.header_row,
        rows: 0,
        columns: columns
            .iter()
            .map(|column| (column.field, column.header.clone()))
            .collect(),
        notes: layout.notes.clone(),
        unread: layout.unread.clone(),
    }
}
