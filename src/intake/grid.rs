//! A list as it stands, cell by cell and with its layout: what is needed to write it anew.

use std::ops::Range;

use calamine::Dimensions;
use rustc_hash::FxHashMap;

use super::delimited::Records;
use super::format::{self, Format};
use super::layout::{self, Column, Survey};
use super::table::{Line, Step, Table};
use super::workbook::Workbook;
use super::{HeaderBook, IntakeError, Options, choose_sheets, sniff};
use crate::encoding;
use crate::model::Field;

/// A list as it stands.
#[derive(Debug)]
pub(crate) struct Grid {
    pub format: Format,
    /// The text, where it is one.
    pub text: Option<TextGrid>,
    /// The sheets that were read as lists; one with an empty name for texts.
    pub sheets: Vec<SheetGrid>,
}

/// A delimited text with the bounds of its records.
#[derive(Debug)]
pub(crate) struct TextGrid {
    /// Without a byte-order mark.
    pub text: String,
    /// As [`encoding::Decoded::encoding`].
    pub encoding: &'static str,
    /// The length of the byte-order mark.
    pub mark: usize,
    pub delimiter: Option<u8>,
    pub records: Vec<RawRecord>,
}

/// One record's place in its text, in bytes.
#[derive(Clone, Debug)]
pub(crate) struct RawRecord {
    pub number: u32,
    /// Its cells cannot be told apart.
    pub torn: bool,
    /// The cells, quotes included.
    pub cells: Vec<Range<usize>>,
    /// All of it with its line end.
    pub range: Range<usize>,
}

/// A sheet's cells and what its columns say.
#[derive(Debug)]
pub(crate) struct SheetGrid {
    pub name: String,
    /// 0 where there is none.
    pub header_row: u32,
    /// The first row that is data.
    pub first: u32,
    /// The most cells that a row has.
    pub width: usize,
    /// The column of the names.
    pub name_column: usize,
    /// The other known columns.
    columns: Vec<Column>,
    /// Regions that are merged, rows and columns from 0.
    pub merges: Vec<Dimensions>,
    /// The cells by row; rows that are blank are not there.
    pub rows: FxHashMap<u32, Vec<String>>,
}

impl SheetGrid {
    /// The cell that the user sees.
    pub fn cell(&self, row: u32, column: usize) -> &str {
        self.rows
            .get(&row)
            .and_then(|cells| cells.get(column))
            .map_or("", String::as_str)
    }

    /// The header of a column as written.
    pub fn header(&self, column: usize) -> String {
        let known = self.columns.iter().find(|c| c.index == column);
        known.map_or_else(
            || self.cell(self.header_row, column).trim().to_owned(),
            |c| c.header.clone(),
        )
    }

    /// The columns that say a field.
    pub fn columns_of(&self, field: Field) -> Vec<usize> {
        let own = self.columns.iter().filter(|c| c.field == field);
        own.map(|c| c.index).collect()
    }

    /// What is written in a column to say a word: its code where the column has codes.
    pub fn written(&self, column: usize, word: &str) -> Option<String> {
        let known = self.columns.iter().find(|c| c.index == column)?;
        if known.decode.is_empty() {
            return Some(word.to_owned());
        }
        self.written_if(column, &|meaning| meaning == word)
    }

    /// The code of a column whose meaning satisfies a condition.
    pub fn written_if(&self, column: usize, wanted: &dyn Fn(&str) -> bool) -> Option<String> {
        let known = self.columns.iter().find(|c| c.index == column)?;
        let codes = known.decode.iter().filter(|(_, meaning)| wanted(meaning));
        codes.map(|(code, _)| code.clone()).min()
    }

    /// Whether a cell is part of a merged region.
    pub fn is_merged(&self, row: u32, column: usize) -> bool {
        let (row, column) = (row.saturating_sub(1), column as u32);
        self.merges.iter().any(|m| {
            (m.start.0..=m.end.0).contains(&row) && (m.start.1..=m.end.1).contains(&column)
        })
    }
}

impl SheetGrid {
    /// Whether a cell is part of a region merged over several rows.
    pub fn is_tall(&self, row: u32, column: usize) -> bool {
        let (row, column) = (row.saturating_sub(1), column as u32);
        self.merges.iter().any(|m| {
            m.end.0 > m.start.0
                && (m.start.0..=m.end.0).contains(&row)
                && (m.start.1..=m.end.1).contains(&column)
        })
    }
}

/// Reads a list as it stands. Sheets that are no lists are left out.
///
/// # Errors
/// As [`super::read_bytes`], but for files without any list.
pub(crate) fn grid(
    label: &str,
    bytes: &[u8],
    options: &Options,
    book: &HeaderBook,
) -> Result<Grid, IntakeError> {
    let format = format::detect(label, bytes, &options.caps)?;
    if format != Format::Text {
        let sheets = sheets(label, bytes, format, options, book)?;
        return Ok(Grid {
            format,
            text: None,
            sheets,
        });
    }
    let decoded = encoding::decode(bytes, options.encoding.as_deref()).map_err(|source| {
        IntakeError::Encoding {
            file: label.to_owned(),
            source,
        }
    })?;
    let mark = encoding_rs::Encoding::for_bom(bytes).map_or(0, |(_, length)| length);
    let text = decoded.text.as_ref();
    let (delimiter, width) = sniff::delimiter(text, book, options);
    let mut table = Table::Text {
        text,
        delimiter,
        width,
    };
    let mut sheets = Vec::new();
    if let Survey::Found(layout) = layout::survey(&mut table, book, options, true)? {
        sheets.push(sheet(&mut table, "", *layout, Vec::new())?);
    }
    let mut records = Vec::new();
    let mut reader = Records::new(text, delimiter, width);
    let mut cells = Vec::new();
    loop {
        let start = reader.at();
        let Some(head) = reader.next_into(&mut cells) else {
            break;
        };
        records.push(RawRecord {
            number: head.number,
            torn: head.torn,
            cells: reader.bounds().to_vec(),
            range: start..reader.at(),
        });
    }
    let text = TextGrid {
        text: text.to_owned(),
        encoding: decoded.encoding,
        mark,
        delimiter,
        records,
    };
    Ok(Grid {
        format,
        text: Some(text),
        sheets,
    })
}

fn sheets(
    label: &str,
    bytes: &[u8],
    format: Format,
    options: &Options,
    book: &HeaderBook,
) -> Result<Vec<SheetGrid>, IntakeError> {
    let mut workbook = Workbook::open(label, bytes, format, &options.caps)?;
    let chosen = choose_sheets(label, &workbook.sheets(), options)?;
    let chosen = chosen.into_iter().filter(|(_, skipped)| skipped.is_none());
    let names: Vec<String> = chosen.map(|(name, _)| name).collect();
    let mut found = Vec::new();
    for name in &names {
        let mut table = Table::Sheet {
            book: &mut workbook,
            sheet: name,
        };
        if let Survey::Found(layout) = layout::survey(&mut table, book, options, names.len() == 1)?
        {
            let merges = workbook.merges(name);
            let mut table = Table::Sheet {
                book: &mut workbook,
                sheet: name,
            };
            found.push(sheet(&mut table, name, *layout, merges)?);
        }
    }
    Ok(found)
}

fn sheet(
    table: &mut Table<'_, '_>,
    name: &str,
    layout: layout::Layout,
    merges: Vec<Dimensions>,
) -> Result<SheetGrid, IntakeError> {
    let mut rows = FxHashMap::default();
    let mut width = layout.width;
    table.walk::<IntakeError>(&mut |line: Line<'_>| {
        let cells: Vec<String> = line.cells.iter().map(|c| c.to_string()).collect();
        if line.torn.is_none() {
            width = width.max(cells.len());
        }
        rows.insert(line.number, cells);
        Ok(Step::Next)
    })?;
    Ok(SheetGrid {
        name: name.to_owned(),
        header_row: layout.header_row,
        first: layout.first,
        width,
        name_column: layout.name.index,
        columns: layout.columns,
        merges,
        rows,
    })
}
