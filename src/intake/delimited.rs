//! Delimited text to records.
//!
//! RFC 4180 as Excel and WPS write it. The `csv` crate is not used here for two reasons: it skips
//! blank lines, so that a record's number is no longer the row that Excel shows, and a quote that
//! is never closed swallows the rest of the file. Here every line is accounted for: a quote that
//! cannot be right makes its own line a torn record, and the next line goes on.

use std::borrow::Cow;
use std::ops::Range;

/// A quoted cell with more line ends than this is taken for a quote that was never closed.
const CELL_LINES: usize = 1000;

/// One record's place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Head {
    /// The record's number, from 1, blank ones counted.
    pub number: u32,
    /// The physical line on which it begins, from 1.
    pub line: u32,
    /// Whether a quote opens that cannot be closed. The cells are then cut at every delimiter.
    pub torn: bool,
}

/// Goes through a text record by record.
#[derive(Clone, Debug)]
pub(crate) struct Records<'a> {
    text: &'a str,
    at: usize,
    delimiter: Option<u8>,
    width: usize,
    number: u32,
    line: u32,
    bounds: Vec<Range<usize>>,
}

impl<'a> Records<'a> {
    /// `delimiter`: an ASCII byte, or `None` for one cell a record. `width`: the header's number
    /// of cells, 0 where unknown; it helps to tell a cell of many lines from swallowed records.
    pub fn new(text: &'a str, delimiter: Option<u8>, width: usize) -> Self {
        Records {
            text,
            at: 0,
            delimiter,
            width,
            number: 0,
            line: 1,
            bounds: Vec::new(),
        }
    }

    /// Where the cells of the last record stand in the text, quotes included, in bytes.
    pub fn bounds(&self) -> &[Range<usize>] {
        &self.bounds
    }

    /// Where the next record begins, in bytes: behind the last one and its line end.
    pub fn at(&self) -> usize {
        self.at
    }

    /// The next record, its cells into `cells`; `None` at the end of the text.
    pub fn next_into(&mut self, cells: &mut Vec<Cow<'a, str>>) -> Option<Head> {
        cells.clear();
        self.bounds.clear();
        if self.at >= self.text.len() {
            return None;
        }
        self.number = self.number.saturating_add(1);
        let mut head = Head {
            number: self.number,
            line: self.line,
            torn: false,
        };
        loop {
            let start = self.at;
            let quoted = !head.torn && self.byte(start) == Some(b'"');
            let cell = if quoted { self.quoted(start) } else { None };
            match cell {
                Some(cell) => cells.push(cell),
                None => {
                    head.torn |= quoted;
                    self.at = self.end_of_cell(start);
                    cells.push(Cow::Borrowed(&self.text[start..self.at]));
                }
            }
            self.bounds.push(start..self.at);
            match self.byte(self.at) {
                Some(b) if Some(b) == self.delimiter => self.at += 1,
                Some(b'\r') if self.byte(self.at + 1) == Some(b'\n') => self.at += 2,
                Some(_) => self.at += 1,
                None => return Some(head),
            }
            if self.text.as_bytes().get(self.at - 1).copied() != self.delimiter {
                self.line = self.line.saturating_add(1);
                return Some(head);
            }
        }
    }

    fn byte(&self, at: usize) -> Option<u8> {
        self.text.as_bytes().get(at).copied()
    }

    fn end_of_cell(&self, from: usize) -> usize {
        let bytes = &self.text.as_bytes()[from..];
        let delimiter = self.delimiter.unwrap_or(b'\n');
        let length = bytes
            .iter()
            .position(|b| *b == delimiter || *b == b'\n' || *b == b'\r');
        from + length.unwrap_or(bytes.len())
    }

    /// A quoted cell that opens at `start`, leaving `at` behind it; `None` if the quote is torn.
    fn quoted(&mut self, start: usize) -> Option<Cow<'a, str>> {
        let bytes = self.text.as_bytes();
        let (mut at, mut lines, mut doubled) = (start + 1, 0usize, false);
        let close = loop {
            match *bytes.get(at)? {
                b'"' if bytes.get(at + 1) == Some(&b'"') => {
                    doubled = true;
                    at += 1;
                }
                b'"' => break at,
                b'\n' => lines += 1,
                b'\r' if bytes.get(at + 1) != Some(&b'\n') => lines += 1,
                _ => {}
            }
            if lines > CELL_LINES {
                return None;
            }
            at += 1;
        };
        let inner = &self.text[start + 1..close];
        let end = self.end_of_cell(close + 1);
        let rest = &self.text[close + 1..end];
        // A cell of several lines that goes on behind its closing quote was opened by a stray one.
        if lines > 0 && !rest.is_empty() || self.swallows(inner, lines) {
            return None;
        }
        self.at = end;
        self.line = self
            .line
            .saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
        Some(match (doubled, rest.is_empty()) {
            (false, true) => Cow::Borrowed(inner),
            (_, _) => Cow::Owned(format!("{}{rest}", inner.replace("\"\"", "\""))),
        })
    }

    /// Whether the lines inside a quoted cell are themselves records of the table's width.
    fn swallows(&self, inner: &str, lines: usize) -> bool {
        let Some(delimiter) = self.delimiter.filter(|_| lines >= 4 && self.width >= 2) else {
            return false;
        };
        let delimiter = char::from(delimiter);
        let inside = inner.lines().skip(1).take(lines - 1);
        let alike = inside
            .filter(|l| l.matches(delimiter).count() + 1 == self.width)
            .count();
        alike * 5 >= (lines - 1) * 4
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn all(text: &str, delimiter: Option<u8>, width: usize) -> Vec<(Head, Vec<String>)> {
        let mut records = Records::new(text, delimiter, width);
        let mut cells = Vec::new();
        let mut out = Vec::new();
        while let Some(head) = records.next_into(&mut cells) {
            out.push((head, cells.iter().map(|c| c.to_string()).collect()));
        }
        out
    }

    #[test]
    fn blank_lines_count_and_quoted_line_ends_do_not() {
        let rows = all("a,b\r\n\r\n\"x\ny\",2\n3\r4,\"q\"\"q\"", Some(b','), 2);
        let cells: Vec<Vec<&str>> = rows
            .iter()
            .map(|(_, c)| c.iter().map(String::as_str).collect())
            .collect();
        assert_eq!(
            cells,
            [
                vec!["a", "b"],
                vec![""],
                vec!["x\ny", "2"],
                vec!["3"],
                vec!["4", "q\"q"]
            ]
        );
        let places: Vec<(u32, u32)> = rows.iter().map(|(h, _)| (h.number, h.line)).collect();
        assert_eq!(places, [(1, 1), (2, 2), (3, 3), (4, 5), (5, 6)]);
    }

    #[test]
    fn a_stray_quote_tears_its_own_line_only() {
        let rows = all("a,b\n1,\"open\n2,ok\n3,\"fine\"\n", Some(b','), 2);
        assert_eq!(
            rows.iter().map(|(h, _)| h.torn).collect::<Vec<_>>(),
            [false, true, false, false]
        );
        assert_eq!(rows[2].1, ["2", "ok"]);
        assert_eq!(rows[3].1, ["3", "fine"]);
        // Closed far below, at a place that looks right: the lines between are records.
        let body: String = (0..9).map(|i| format!("{i},x\n")).collect();
        let rows = all(&format!("a,b\n1,\"open\n{body}9,\"z\"\n"), Some(b','), 2);
        assert_eq!(rows.len(), 12);
        assert_eq!(rows.iter().filter(|(h, _)| h.torn).count(), 1);
    }

    #[test]
    fn text_behind_a_quote_stays() {
        assert_eq!(all("\"甲\"乙,丙", Some(b','), 2)[0].1, ["甲乙", "丙"]);
        assert_eq!(all("甲,乙", None, 1)[0].1, ["甲,乙"]);
    }

    proptest! {
        /// What the csv crate writes comes back the same.
        #[test]
        fn agrees_with_csv(rows in prop::collection::vec(prop::collection::vec("[a,\"\n\r 甲]{0,6}", 2..4), 1..6)) {
            let mut writer = csv::WriterBuilder::new().flexible(true).from_writer(Vec::new());
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let read: Vec<Vec<String>> = all(&text, Some(b','), 0).into_iter().map(|(_, c)| c).collect();
            prop_assert_eq!(read, rows);
        }

        /// Nothing gets lost and nothing panics, whatever the text.
        #[test]
        fn every_letter_is_in_a_cell(text in "[a-c,;\"\n\r甲]{0,60}") {
            let letters = |s: &str| s.chars().filter(|c| c.is_alphabetic()).count();
            let read: usize = all(&text, Some(b','), 2).iter().flat_map(|(_, c)| c).map(|c| letters(c)).sum();
            prop_assert_eq!(read, letters(&text));
        }
    }
}
