//! Where the cells of a text file stand in it: an editor and a code review know lines, not records.

use std::borrow::Cow;

use super::delimited::Records;
use super::{HeaderBook, IntakeError, Options, sniff};
use crate::encoding;

/// A place in a text file; both numbers from 1, the column in characters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spot {
    /// The physical line.
    pub line: u32,
    /// The character within it.
    pub column: u32,
}

/// A cell of a record.
#[derive(Clone, Debug)]
pub struct TextCell<'a> {
    /// What it says, without the quotes around it.
    pub text: Cow<'a, str>,
    /// The record from its first character to the cell's last, and where in it the cell begins.
    record: &'a str,
    start: usize,
    line: u32,
    quoted: bool,
}

impl TextCell<'_> {
    /// Where a character of the cell's text stands, or the end of the text behind the last one.
    pub fn spot(&self, character: usize) -> Spot {
        let raw = &self.record[self.start..];
        let mut at = usize::from(self.quoted);
        let mut inside = self.quoted;
        for n in 0..=character {
            let doubled = inside && raw[at..].starts_with("\"\"");
            if inside && !doubled && raw[at..].starts_with('"') {
                // The closing one: what comes next stands behind it.
                inside = false;
                at += 1;
            }
            if n < character {
                // Doubled, two stand for one of the text.
                at += usize::from(doubled);
                at += raw[at..].chars().next().map_or(0, char::len_utf8);
            }
        }
        spot(&self.record[..self.start + at], self.line)
    }
}

/// The place behind a text that begins at the head of a line.
fn spot(text: &str, line: u32) -> Spot {
    let mut spot = Spot { line, column: 1 };
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' if chars.peek() == Some(&'\n') => {}
            '\n' | '\r' => {
                spot.line += 1;
                spot.column = 1;
            }
            _ => spot.column += 1,
        }
    }
    spot
}

/// Goes through the records of a text file once more, by the delimiter that [`super::read_bytes`]
/// found in the same bytes: each record's number (as in [`crate::model::Place`]), the physical
/// line on which it begins, and its cells. A torn record has no cells.
///
/// # Errors
/// If the text cannot be decoded.
pub fn text_records(
    label: &str,
    bytes: &[u8],
    options: &Options,
    book: &HeaderBook,
    each: &mut dyn FnMut(u32, u32, &[TextCell<'_>]),
) -> Result<(), IntakeError> {
    let decoded = encoding::decode(bytes, options.encoding.as_deref()).map_err(|source| {
        IntakeError::Encoding {
            file: label.to_owned(),
            source,
        }
    })?;
    let text = decoded.text.as_ref();
    let (delimiter, width) = sniff::delimiter(text, book, options);
    let mut records = Records::new(text, delimiter, width);
    let mut cells = Vec::new();
    while let Some(head) = records.next_into(&mut cells) {
        if head.torn {
            each(head.number, head.line, &[]);
            continue;
        }
        let bounds = records.bounds();
        let first = bounds.first().map_or(0, |b| b.start);
        let spotted: Vec<TextCell<'_>> = cells
            .drain(..)
            .zip(bounds)
            .map(|(cell, bounds)| TextCell {
                text: cell,
                record: &text[first..],
                start: bounds.start - first,
                line: head.line,
                quoted: text[bounds.start..].starts_with('"'),
            })
            .collect();
        each(head.number, head.line, &spotted);
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn spots(text: &str) -> Vec<(String, Vec<Spot>)> {
        let book = HeaderBook::new(&[], &[]).unwrap();
        let mut out = Vec::new();
        text_records(
            "x.csv",
            text.as_bytes(),
            &Options::default(),
            &book,
            &mut |_, _, cells| {
                for cell in cells {
                    let spots = (0..cell.text.chars().count()).map(|i| cell.spot(i));
                    out.push((cell.text.to_string(), spots.collect()));
                }
            },
        )
        .unwrap();
        out
    }

    #[test]
    fn quotes_and_line_ends_inside_a_cell_are_counted() {
        let found = spots("甲,乙\r\n\"a\"\"b\nc\",e\r\n1,2\r\n");
        let of = |text: &str| found.iter().find(|(t, _)| t == text).unwrap().1.clone();
        let spot = |line, column| Spot { line, column };
        assert_eq!(of("乙"), [spot(1, 3)]);
        assert_eq!(of("a\"b\nc")[..3], [2, 3, 5].map(|c| spot(2, c)));
        assert_eq!(of("a\"b\nc")[4], spot(3, 1));
        assert_eq!(of("e"), [spot(3, 4)]);
        assert_eq!(of("2"), [spot(4, 3)]);
        let found = spots("甲,乙\n\"a\"\"b\"d,e\n");
        let of = |text: &str| found.iter().find(|(t, _)| t == text).unwrap().1.clone();
        assert_eq!(of("a\"bd"), [2, 3, 5, 7].map(|c| spot(2, c)));
        assert_eq!(of("e"), [spot(2, 9)]);
    }

    proptest! {
        /// Each character of a cell stands where it is said to stand.
        #[test]
        fn a_spot_is_the_character(rows in prop::collection::vec(prop::collection::vec("[a,\"\n 甲]{0,6}", 2), 1..6)) {
            let mut writer = csv::WriterBuilder::new().from_writer(Vec::new());
            for row in &rows {
                writer.write_record(row).unwrap();
            }
            let text = String::from_utf8(writer.into_inner().unwrap()).unwrap();
            let lines: Vec<Vec<char>> = text.split('\n').map(|l| l.chars().collect()).collect();
            for (cell, spots) in spots(&text) {
                for (c, spot) in cell.chars().zip(spots).filter(|(c, _)| *c != '\n') {
                    let found = lines[spot.line as usize - 1][spot.column as usize - 1];
                    prop_assert_eq!(c, found, "{:?} in {:?}", cell, &text);
                }
            }
        }
    }
}
