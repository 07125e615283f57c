//! Tables as they stand, for files that we wrote ourselves and a person may have saved anew:
//! an earlier `catalog.csv`, a filled `pending.csv`, the workbook.

use std::path::Path;

use super::format::{self, Format};
use super::table::{Line, Step, Table};
use super::workbook::Workbook;
use super::{Caps, IntakeError, sniff};
use crate::encoding;

/// A table whose first record that is not blank is its header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RawTable {
    /// The sheet's name; empty for text.
    pub sheet: String,
    /// The header's cells, trimmed.
    pub header: Vec<String>,
    /// The records below it that are not blank, each with its row as the user sees it.
    pub rows: Vec<(u32, Vec<String>)>,
}

impl RawTable {
    /// The column under a header, compared without spaces and marks.
    pub fn column(&self, header: &str) -> Option<usize> {
        self.header
            .iter()
            .position(|h| super::book::even(h) == super::book::even(header))
    }
}

/// Opens the tables of a file whose header is wanted; hidden sheets too. A torn record is an error here: a decision must
/// not get lost.
///
/// # Errors
/// A file that cannot be read, or not as a whole.
pub fn open_tables(
    path: &Path,
    encoding: Option<&str>,
    wanted: &dyn Fn(&[String]) -> bool,
) -> Result<Vec<RawTable>, IntakeError> {
    let label = path.display().to_string();
    let bytes = super::load(path, &label, &Caps::default())?;
    tables_of_bytes(&label, &bytes, encoding, wanted)
}

/// The same for bytes in memory.
///
/// # Errors
/// As [`open_tables`].
pub fn tables_of_bytes(
    label: &str,
    bytes: &[u8],
    encoding: Option<&str>,
    wanted: &dyn Fn(&[String]) -> bool,
) -> Result<Vec<RawTable>, IntakeError> {
    let caps = Caps::default();
    let format = format::detect(label, bytes, &caps)?;
    if format != Format::Text {
        let mut book = Workbook::open(label, bytes, format, &caps)?;
        let sheets = book.sheets();
        return sheets
            .iter()
            .map(|sheet| {
                collect(
                    label,
                    &sheet.name,
                    &mut Table::Sheet {
                        book: &mut book,
                        sheet: &sheet.name,
                    },
                    wanted,
                )
            })
            .filter_map(Result::transpose)
            .collect();
    }
    let decoded = encoding::decode(bytes, encoding).map_err(|source| IntakeError::Encoding {
        file: label.to_owned(),
        source,
    })?;
    let (delimiter, width) = sniff::by_first_record(&decoded.text);
    let table = collect(
        label,
        "",
        &mut Table::Text {
            text: &decoded.text,
            delimiter,
            width,
        },
        wanted,
    )?;
    match table {
        Some(table) if table.header.is_empty() => Err(IntakeError::Empty {
            file: label.to_owned(),
        }),
        table => Ok(table.into_iter().collect()),
    }
}

/// A table; `None` where its header is not wanted. One without any row has an empty header.
fn collect(
    label: &str,
    sheet: &str,
    table: &mut Table<'_, '_>,
    wanted: &dyn Fn(&[String]) -> bool,
) -> Result<Option<RawTable>, IntakeError> {
    let mut unwanted = false;
    let mut out = RawTable {
        sheet: sheet.to_owned(),
        ..RawTable::default()
    };
    table.walk::<IntakeError>(&mut |line: Line<'_>| {
        let broken = line.cells.iter().any(|cell| cell.contains('\u{fffd}'));
        if line.torn.is_some() || broken {
            let what = if broken {
                "有解不开的字"
            } else {
                "的引号没有配对"
            };
            let detail = format!("第 {} 行{what}", line.number);
            return Err(IntakeError::Damaged {
                file: label.to_owned(),
                detail,
            });
        }
        let cells = line.cells.iter().map(|cell| cell.to_string());
        if out.header.is_empty() {
            out.header = cells.map(|cell| cell.trim().to_owned()).collect();
            if !wanted(&out.header) {
                unwanted = true;
                return Ok(Step::Stop);
            }
        } else {
            out.rows.push((line.number, cells.collect()));
        }
        Ok(Step::Next)
    })?;
    Ok((!unwanted).then_some(out))
}
