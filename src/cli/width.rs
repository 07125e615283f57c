//! Texts in columns on a terminal, where a Chinese character takes two cells.

use unicode_width::UnicodeWidthStr;

/// A text filled up with spaces to a number of terminal cells.
pub fn pad(text: &str, cells: usize) -> String {
    let missing = cells.saturating_sub(text.width());
    format!("{text}{}", " ".repeat(missing))
}
