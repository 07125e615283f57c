//! The bytes of a dictionary file as text, and its records with their lines.

use std::borrow::Cow;

use csv::{ReaderBuilder, StringRecord};
use encoding_rs::{Encoding, GB18030, UTF_8};

/// A byte-order mark decides; else strict UTF-8, else strict GB18030 (GBK is part of it).
pub(super) fn decode(bytes: &[u8]) -> Option<Cow<'_, str>> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return encoding.decode_without_bom_handling_and_without_replacement(&bytes[length..]);
    }
    UTF_8
        .decode_without_bom_handling_and_without_replacement(bytes)
        .or_else(|| GB18030.decode_without_bom_handling_and_without_replacement(bytes))
}

/// The records below the preamble, each with its line.
///
/// A line without a quotation mark, or only with such as enclose a cell, which is nearly every one,
/// is cut at the delimiter: the cells stay slices of the text, and start-up does not wait. The csv
/// crate reads the others.
pub(super) struct Records<'a> {
    rest: &'a str,
    line: u32,
    delimiter: char,
}

impl<'a> Records<'a> {
    /// Skips the comments and blank lines before the header. They are taken line by line, since a
    /// quotation mark in a comment must not open a cell that swallows the lines after it.
    pub(super) fn new(text: &'a str) -> Self {
        let mut records = Self {
            rest: text,
            line: 1,
            delimiter: ',',
        };
        while let Some(line) = records.rest.split_inclusive('\n').next() {
            let dress = |c: char| c.is_whitespace() || c == '"' || c == ',';
            let bare = line.trim_start_matches(dress);
            if !(bare.is_empty() || bare.starts_with('#')) {
                if line.contains('\t') {
                    records.delimiter = '\t';
                }
                break;
            }
            records.advance(line.len());
        }
        records
    }

    /// Puts the next record's cells into `cells`; its line, or `None` at the end.
    pub(super) fn next(&mut self, cells: &mut Vec<Cow<'a, str>>) -> Option<u32> {
        cells.clear();
        let line = self.line;
        if self.rest.is_empty() {
            return None;
        }
        if !self.cut(cells) {
            cells.clear();
            self.read(cells)?;
        }
        Some(line)
    }

    /// Cuts a line at the delimiter, if no quotation mark in it means more than that a cell holds
    /// the delimiter.
    fn cut(&mut self, cells: &mut Vec<Cow<'a, str>>) -> bool {
        let text = self.rest;
        let length = text.find('\n').map_or(text.len(), |end| end + 1);
        let bare = text[..length].trim_end_matches(['\n', '\r']);
        let bytes = bare.as_bytes();
        let delimiter = self.delimiter as u8;
        let mut at = 0;
        loop {
            let quoted = bytes.get(at) == Some(&b'"');
            let start = at + usize::from(quoted);
            let ends = |b: &u8| *b == b'"' || !quoted && *b == delimiter;
            let rest = &bytes[start..];
            let end = start + rest.iter().position(ends).unwrap_or(rest.len());
            // A mark within a bare cell, or a line break within marks.
            if quoted != (bytes.get(end) == Some(&b'"')) {
                return false;
            }
            cells.push(Cow::Borrowed(&bare[start..end]));
            at = end + usize::from(quoted);
            match bytes.get(at) {
                Some(b) if *b == delimiter => at += 1,
                // A mark within marks, which is written twice.
                Some(_) => return false,
                None => break,
            }
        }
        self.rest = &text[length..];
        self.line += 1;
        true
    }

    /// Reads a record with the csv crate.
    fn read(&mut self, cells: &mut Vec<Cow<'a, str>>) -> Option<()> {
        let text = self.rest;
        let mut record = StringRecord::new();
        let mut reader = ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter as u8)
            .from_reader(text.as_bytes());
        // The text is valid UTF-8 and lengths may differ, so that nothing is left to fail.
        if !reader.read_record(&mut record).is_ok_and(|found| found) {
            return None;
        }
        cells.extend(record.iter().map(|cell| Cow::Owned(cell.to_owned())));
        // The reader stops before the end of the line where that is of two bytes.
        let read = usize::try_from(reader.position().byte()).unwrap_or(text.len());
        let tail = text.get(read..).unwrap_or_default();
        let ended = text[..text.len() - tail.len()].ends_with('\n');
        let more = if ended {
            0
        } else {
            usize::from(tail.starts_with('\n'))
        };
        self.advance(text.len() - tail.len() + more);
        Some(())
    }

    fn advance(&mut self, length: usize) {
        let (passed, rest) = self.rest.split_at(length);
        let lines = passed.bytes().filter(|&b| b == b'\n').count();
        self.line = self
            .line
            .saturating_add(u32::try_from(lines).unwrap_or(u32::MAX));
        self.rest = rest;
    }
}
