//! Workbooks by the cell reader: row by row, capped, never as a whole range.
//!
//! `worksheet_range` allocates the rectangle around all cells: a file of 5 KB with a cell in A1 and
//! one in XFD1048576 aborts the process. The old format has no other way and is capped by size.

use std::borrow::Cow;
use std::io::Cursor;

use calamine::{Dimensions, Reader, SheetType, SheetVisible, Xls, XlsError, Xlsx, XlsxError};

use super::compound::{self, Danger};
use super::table::{Line, Step};
use super::{Caps, IntakeError, cell, format::Format};
use crate::system::original;

/// Cells that cannot be understood are skipped up to this many a sheet.
const BROKEN_CELLS: u32 = 1000;

enum Kind<'a> {
    Xlsx(Box<Xlsx<Cursor<&'a [u8]>>>),
    Xls(Box<Xls<Cursor<&'a [u8]>>>),
}

/// An open workbook.
pub(crate) struct Workbook<'a> {
    kind: Kind<'a>,
    file: String,
    columns: u32,
}

/// A sheet of it.
#[derive(Clone, Debug)]
pub(crate) struct SheetName {
    pub name: String,
    pub hidden: bool,
}

impl<'a> Workbook<'a> {
    pub fn open(
        file: &str,
        bytes: &'a [u8],
        format: Format,
        caps: &Caps,
    ) -> Result<Self, IntakeError> {
        let kind = if format == Format::Xlsx {
            fenced(file, || Xlsx::new(Cursor::new(bytes)))?
                .map(|book| Kind::Xlsx(Box::new(book)))
                .map_err(|error| match error {
                    XlsxError::Password => IntakeError::Encrypted {
                        file: file.to_owned(),
                    },
                    error => damaged(file, original(error)),
                })?
        } else {
            if bytes.len() as u64 > caps.xls_bytes {
                return Err(IntakeError::TooLarge {
                    file: file.to_owned(),
                    size: super::error::megabytes(bytes.len() as u64),
                    cap: super::error::megabytes(caps.xls_bytes),
                });
            }
            compound::check(bytes).map_err(|danger| match danger {
                Danger::Chains => damaged(file, "扇区链有误"),
                Danger::Area => IntakeError::Unpacked {
                    file: file.to_owned(),
                    part: "工作表的行列范围过大".to_owned(),
                    cap: 500,
                },
            })?;
            fenced(file, || Xls::new(Cursor::new(bytes)))?
                .map(|book| Kind::Xls(Box::new(book)))
                .map_err(|error| match error {
                    XlsError::Password => IntakeError::Encrypted {
                        file: file.to_owned(),
                    },
                    error => damaged(file, original(error)),
                })?
        };
        Ok(Workbook {
            kind,
            file: file.to_owned(),
            columns: caps.columns,
        })
    }

    /// The worksheets in the order of their tabs.
    pub fn sheets(&self) -> Vec<SheetName> {
        let sheets = match &self.kind {
            Kind::Xlsx(book) => book.sheets_metadata(),
            Kind::Xls(book) => book.sheets_metadata(),
        };
        sheets
            .iter()
            .filter(|sheet| sheet.typ == SheetType::WorkSheet)
            .map(|sheet| SheetName {
                name: sheet.name.clone(),
                hidden: sheet.visible != SheetVisible::Visible,
            })
            .collect()
    }

    /// The merged regions of a sheet, rows and columns from 0. None if they cannot be read: then
    /// nothing is filled down.
    pub fn merges(&mut self, sheet: &str) -> Vec<Dimensions> {
        let file = self.file.clone();
        let merges = match &mut self.kind {
            Kind::Xlsx(book) => fenced(&file, || {
                book.merge_cells_by_sheet_name(sheet).unwrap_or_default()
            }),
            Kind::Xls(book) => fenced(&file, || {
                book.merge_cells_by_sheet_name(sheet).unwrap_or_default()
            }),
        };
        merges.unwrap_or_default()
    }

    /// Gives each row that holds a cell, in order. Returns notes: what was skipped.
    pub fn walk<E: From<IntakeError>>(
        &mut self,
        sheet: &str,
        each: &mut dyn FnMut(Line<'_>) -> Result<Step, E>,
    ) -> Result<Vec<String>, E> {
        match &mut self.kind {
            Kind::Xlsx(book) => walk_xlsx(&self.file, book, sheet, self.columns, each),
            Kind::Xls(book) => {
                let range = fenced(&self.file, || book.worksheet_range(sheet))?
                    .map_err(|error| damaged(&self.file, original(error)))?;
                let (top, left) = range.start().unwrap_or_default();
                let mut cells: Vec<Cow<'_, str>> = Vec::new();
                for (offset, row) in range.rows().enumerate() {
                    cells.clear();
                    cells.resize(left.min(self.columns) as usize, Cow::Borrowed(""));
                    cells.extend(
                        row.iter()
                            .map(|value| cell::owned(value).unwrap_or_default()),
                    );
                    cells.truncate(self.columns as usize);
                    let number = top.saturating_add(offset as u32).saturating_add(1);
                    if each(Line {
                        number,
                        cells: &cells,
                        torn: None,
                    })? == Step::Stop
                    {
                        break;
                    }
                }
                Ok(Vec::new())
            }
        }
    }
}

fn walk_xlsx<E: From<IntakeError>>(
    file: &str,
    book: &mut Xlsx<Cursor<&[u8]>>,
    sheet: &str,
    columns: u32,
    each: &mut dyn FnMut(Line<'_>) -> Result<Step, E>,
) -> Result<Vec<String>, E> {
    let mut reader = fenced(file, || book.worksheet_cells_reader(sheet))?
        .map_err(|e| damaged(file, original(e)))?;
    let mut cells: Vec<Cow<'_, str>> = Vec::new();
    let (mut row, mut broken, mut beyond) = (0u32, 0u32, 0u64);
    loop {
        let found = match fenced(file, || reader.next_cell())? {
            Ok(Some(found)) => found,
            Ok(None) => break,
            Err(XlsxError::CellError(_) | XlsxError::ParseFloat(_) | XlsxError::ParseInt(_))
                if broken < BROKEN_CELLS =>
            {
                broken += 1;
                continue;
            }
            Err(error) => return Err(damaged(file, original(error)).into()),
        };
        let (at, column) = found.get_position();
        let Some(text) = cell::text(found.get_value().clone()) else {
            continue;
        };
        if column >= columns {
            beyond += 1;
            continue;
        }
        if at < row && !cells.is_empty() {
            return Err(damaged(file, format!("工作表“{sheet}”的行次序混乱")).into());
        }
        if at != row {
            if !cells.is_empty() {
                let line = Line {
                    number: row.saturating_add(1),
                    cells: &cells,
                    torn: None,
                };
                if each(line)? == Step::Stop {
                    return Ok(Vec::new());
                }
                cells.clear();
            }
            row = at;
        }
        let column = column as usize;
        if cells.len() <= column {
            cells.resize(column + 1, Cow::Borrowed(""));
        }
        cells[column] = text;
    }
    if !cells.is_empty() {
        each(Line {
            number: row.saturating_add(1),
            cells: &cells,
            torn: None,
        })?;
    }
    let mut notes = Vec::new();
    if broken > 0 {
        notes.push(format!(
            "有 {broken} 个单元格读不出（公式错误或数值损坏），当作空白"
        ));
    }
    if beyond > 0 {
        notes.push(format!("第 {columns} 列以后有 {beyond} 个单元格没有读"));
    }
    Ok(notes)
}

fn damaged(file: &str, error: impl std::fmt::Display) -> IntakeError {
    IntakeError::Damaged {
        file: file.to_owned(),
        detail: cell::short(&error.to_string(), 200),
    }
}

/// Calls the workbook reader behind a fence: a panic in it is a damaged file, not our end.
fn fenced<T>(file: &str, call: impl FnOnce() -> T) -> Result<T, IntakeError> {
    crate::fence::caught(call).map_err(|_| damaged(file, "内部结构不合规范"))
}
