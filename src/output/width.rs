//! Columns on a terminal, where a Chinese character is two wide.

use unicode_width::UnicodeWidthStr;

/// How many terminal columns a text takes (UAX #11, ambiguous characters narrow).
pub fn width(text: &str) -> usize {
    text.width()
}

/// The text, filled with spaces on the right to `columns`; a longer one is left as it is.
pub fn pad(text: &str, columns: usize) -> String {
    format!("{text}{}", " ".repeat(columns.saturating_sub(width(text))))
}

/// The text, filled with spaces on the left to `columns`, for numbers.
pub fn pad_left(text: &str, columns: usize) -> String {
    format!("{}{text}", " ".repeat(columns.saturating_sub(width(text))))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn chinese_counts_double() {
        assert_eq!(pad("映射", 6), "映射  ");
        assert_eq!(pad("a映射", 6), "a映射 ");
        assert_eq!(pad("很长的标题", 6), "很长的标题");
        assert_eq!(pad_left("12", 4), "  12");
    }
}
