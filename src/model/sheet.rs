//! A plain table, as it stands in a file: what our own files are read back as.

/// A table with its header.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Sheet {
    /// File, and sheet where there is one, for messages.
    pub label: String,
    /// The header cells.
    pub header: Vec<String>,
    /// Row number as the user sees it, and the cells.
    pub rows: Vec<(u32, Vec<String>)>,
}

impl Sheet {
    /// The position of a column by its header.
    pub fn column(&self, header: &str) -> Option<usize> {
        self.header.iter().position(|h| h.trim() == header)
    }

    /// A cell, trimmed; the empty text where a row is short or the column is not there.
    pub fn cell<'s>(&self, row: &'s [String], column: Option<usize>) -> &'s str {
        column.and_then(|c| row.get(c)).map_or("", |s| s.trim())
    }
}
