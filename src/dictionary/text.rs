//! The bytes of a dictionary file as text, and where its lines are.

use std::borrow::Cow;

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

/// Bytes before the header. Taken line by line, since a quotation mark in a comment must not
/// open a cell that swallows the lines after it.
pub(super) fn preamble(text: &str) -> usize {
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let bare = line.trim_start_matches(|c: char| c.is_whitespace() || c == '"' || c == ',');
        if !(bare.is_empty() || bare.starts_with('#')) {
            break;
        }
        start += line.len();
    }
    start
}

/// Line numbers of ascending byte offsets. The reader's own count is of where it stopped reading,
/// which is before the blank lines, and before the `\n` of a `\r\n`.
pub(super) struct Lines<'a> {
    text: &'a [u8],
    at: usize,
    line: u32,
}

impl<'a> Lines<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        Self {
            text: text.as_bytes(),
            at: 0,
            line: 1,
        }
    }

    /// The line of the first character at or after `offset` that ends no line, from 1.
    pub(super) fn at(&mut self, offset: usize) -> u32 {
        let mut end = offset.clamp(self.at, self.text.len());
        while matches!(self.text.get(end), Some(b'\n' | b'\r')) {
            end += 1;
        }
        let passed = self.text[self.at..end]
            .iter()
            .filter(|&&b| b == b'\n')
            .count();
        self.line += u32::try_from(passed).unwrap_or(u32::MAX - self.line);
        self.at = end;
        self.line
    }
}
