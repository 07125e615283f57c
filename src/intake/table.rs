//! A table that can be gone through more than once, whatever file it stands in.

use std::borrow::Cow;

use super::delimited::Records;
use super::workbook::Workbook;
use super::{IntakeError, cell};

/// One record with its number as the user sees it. Records in which every cell is blank are not
/// given; a gap in the numbers tells of them.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Line<'l> {
    /// From 1.
    pub number: u32,
    /// The cells from column A on.
    pub cells: &'l [Cow<'l, str>],
    /// The physical line of a quote that is never closed.
    pub torn: Option<u32>,
}

impl Line<'_> {
    /// A cell's text, empty where the record is shorter.
    pub fn get(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", |cell| cell.as_ref())
    }
}

/// Whether to go on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Next,
    Stop,
}

/// Where the records come from.
pub(crate) enum Table<'t, 'a> {
    Text {
        text: &'a str,
        delimiter: Option<u8>,
        width: usize,
    },
    Sheet {
        book: &'t mut Workbook<'a>,
        sheet: &'t str,
    },
}

impl Table<'_, '_> {
    /// Gives each record that is not blank, in order. Returns notes: what was skipped.
    pub fn walk<E: From<IntakeError>>(
        &mut self,
        each: &mut dyn FnMut(Line<'_>) -> Result<Step, E>,
    ) -> Result<Vec<String>, E> {
        let mut each = |line: Line<'_>| {
            if line.torn.is_none() && line.cells.iter().all(|text| cell::blank(text)) {
                return Ok(Step::Next);
            }
            each(line)
        };
        match self {
            Table::Sheet { book, sheet } => book.walk(sheet, &mut each),
            Table::Text {
                text,
                delimiter,
                width,
            } => {
                let mut records = Records::new(text, *delimiter, *width);
                let mut cells = Vec::new();
                while let Some(head) = records.next_into(&mut cells) {
                    let torn = head.torn.then_some(head.line);
                    if each(Line {
                        number: head.number,
                        cells: &cells,
                        torn,
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
