//! A table as every format sees it: columns, and rows that are streamed and never held.

use std::borrow::Cow;

use super::OutputError;

/// A column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Column {
    /// The header: a contract with whoever reads the file.
    pub header: &'static str,
    /// Width in a workbook, in characters.
    pub width: u8,
    /// What a drop-down offers; empty: there is none.
    pub choices: &'static [&'static str],
}

impl Column {
    /// A plain column.
    pub const fn new(header: &'static str, width: u8) -> Self {
        Self { header, width, choices: &[] }
    }
}

/// A cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell<'a> {
    /// A text, whatever it looks like: `=1+1`, `00123` and long codes too.
    Text(Cow<'a, str>),
    /// A number.
    Count(u64),
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
    fn from(count: u64) -> Self {
        Cell::Count(count)
    }
}

impl From<u32> for Cell<'_> {
    fn from(count: u32) -> Self {
        Cell::Count(u64::from(count))
    }
}

/// Takes the rows of a table one by one.
pub type Each<'e> = dyn FnMut(&[Cell<'_>]) -> Result<(), OutputError> + 'e;

/// A table that can be written in any format, as often as asked.
pub trait Table {
    /// The file's name without ending.
    fn stem(&self) -> &'static str;
    /// The sheet's name.
    fn title(&self) -> &'static str;
    /// The columns.
    fn columns(&self) -> &'static [Column];
    /// Gives all rows in order.
    ///
    /// # Errors
    ///
    /// What `each` returns.
    fn rows(&self, each: &mut Each<'_>) -> Result<(), OutputError>;
}
