//! What a table is to the writers: names, columns, and rows that come one at a time.

use std::borrow::Cow;

use super::OutputError;

/// One column.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Column {
    /// The header: a contract, the same in every format.
    pub header: &'static str,
    /// The width in the workbook, in Excel's unit: digits of the default font. A Chinese character takes two.
    pub width: u8,
    /// Whether its cells are counts; else they are text, however much they look like numbers.
    pub count: bool,
    /// What a person may choose from in the workbook; other text may still be typed. Empty: no drop-down.
    pub choices: &'static [&'static str],
    /// What the workbook says beside a cell with choices.
    pub hint: &'static str,
}

/// One cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// Text, kept to the character: never a formula, never a number.
    Text(Cow<'a, str>),
    /// How many.
    Count(u64),
    /// Nothing.
    Blank,
}

impl Cell<'_> {
    /// A cell that lends this one's text.
    pub fn borrowed(&self) -> Cell<'_> {
        match self {
            Cell::Text(text) => Cell::Text(Cow::Borrowed(text)),
            Cell::Count(n) => Cell::Count(*n),
            Cell::Blank => Cell::Blank,
        }
    }
}

impl<'a> From<&'a str> for Cell<'a> {
    fn from(text: &'a str) -> Self {
        Cell::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Cell<'_> {
    fn from(text: String) -> Self {
        Cell::Text(Cow::Owned(text))
    }
}

impl From<u64> for Cell<'_> {
    fn from(n: u64) -> Self {
        Cell::Count(n)
    }
}

/// What takes the rows of a table, one after another.
pub type Each<'e> = dyn FnMut(&[Cell<'_>]) -> Result<(), OutputError> + 'e;

/// A table that can be written in any format.
///
/// Each writer calls [`Table::rows`] once; the rows must come out the same every time.
pub trait Table {
    /// The file's name without its ending: `mapping`.
    fn stem(&self) -> &str;
    /// The sheet's name: 映射. At most 20 characters, and none of `[]:*?/\`.
    fn title(&self) -> &str;
    /// The columns, left to right.
    fn columns(&self) -> &[Column];
    /// Whether the workbook breaks long texts into lines; else a cell shows what fits.
    fn wrapped(&self) -> bool {
        false
    }
    /// Where a text stands as a whole that is too long for a cell of a workbook.
    fn whole(&self) -> String {
        format!("{}.csv（--write csv）", self.stem())
    }
    /// Hands over each row, a cell for each column.
    ///
    /// # Errors
    /// What `each` gives, at once; or [`OutputError::Rows`] where the rows cannot be given.
    fn rows(&self, each: &mut Each<'_>) -> Result<(), OutputError>;
}
