//! A delimited text written anew: what is not mended comes out byte for byte.

use std::ops::Range;

use encoding_rs::Encoding;

use super::{FixError, SheetPlan};
use crate::intake::{RawRecord, SheetGrid, TextGrid};

/// A stretch of the new text.
enum Piece {
    /// As it stands in the old one, in bytes of its text.
    Old(Range<usize>),
    New(String),
}

/// The bytes of the mended list, and what a person should know of them.
pub(super) struct Written {
    pub bytes: Vec<u8>,
    pub note: Option<String>,
}

/// Writes a mended text.
///
/// # Errors
/// If bytes that cannot be decoded cannot be carried over as they are.
pub(super) fn write(
    label: &str,
    bytes: &[u8],
    grid: &TextGrid,
    sheet: &SheetGrid,
    plan: &SheetPlan,
) -> Result<Written, FixError> {
    let pieces = Writer::new(grid, sheet, plan).pieces();
    let body = &bytes[grid.mark..];
    if let Some(body) = encode(grid, body, &pieces, grid.encoding) {
        let bytes = [&bytes[..grid.mark], &body].concat();
        return Ok(Written { bytes, note: None });
    }
    if grid.text.contains('\u{fffd}') {
        let file = label.to_owned();
        return Err(FixError::Broken { file });
    }
    // The mended names hold characters that the old encoding has not (simplified ones in Big5).
    let mut text = String::from('\u{feff}');
    for piece in &pieces {
        match piece {
            Piece::Old(range) => text.push_str(&grid.text[range.clone()]),
            Piece::New(new) => text.push_str(new),
        }
    }
    let note = format!("{} 写不出改后的字，改用 UTF-8", grid.encoding);
    Ok(Written {
        bytes: text.into_bytes(),
        note: Some(note),
    })
}

struct Writer<'w> {
    grid: &'w TextGrid,
    sheet: &'w SheetGrid,
    plan: &'w SheetPlan,
    delimiter: Option<char>,
    /// Whether a list of one column becomes one of several: all of it is quoted anew.
    anew: bool,
    line_end: &'w str,
}

impl<'w> Writer<'w> {
    fn new(grid: &'w TextGrid, sheet: &'w SheetGrid, plan: &'w SheetPlan) -> Self {
        let anew = grid.delimiter.is_none() && !plan.added.is_empty();
        let delimiter = grid.delimiter.map(char::from);
        let ends = grid.records.iter().map(|r| line_end(grid, r));
        Self {
            grid,
            sheet,
            plan,
            delimiter: if anew { Some(',') } else { delimiter },
            anew,
            line_end: ends.into_iter().find(|e| !e.is_empty()).unwrap_or("\n"),
        }
    }

    fn pieces(&self) -> Vec<Piece> {
        let mut pieces: Vec<Piece> = Vec::new();
        for record in &self.grid.records {
            match (self.rows(record), pieces.last_mut()) {
                (Some(new), _) => pieces.push(Piece::New(new)),
                (None, Some(Piece::Old(range))) => range.end = record.range.end,
                (None, _) => pieces.push(Piece::Old(record.range.clone())),
            }
        }
        pieces
    }

    /// What a record becomes; `None` where it stays.
    fn rows(&self, record: &RawRecord) -> Option<String> {
        let added = &self.plan.added;
        let widened = !added.is_empty()
            && record.number >= self.sheet.header_row
            && self.sheet.rows.contains_key(&record.number);
        if record.torn {
            return None;
        }
        let header;
        let own;
        let rows = match self.plan.rows.get(&record.number) {
            Some(rows) => rows.as_slice(),
            None if widened && record.number == self.sheet.header_row => {
                header = [added.iter().map(|a| (a.column, a.header.clone())).collect()];
                &header
            }
            None if widened || self.anew => {
                own = [std::collections::BTreeMap::new()];
                &own
            }
            None => return None,
        };
        let end = line_end(self.grid, record);
        let mut out = String::new();
        for (i, edits) in rows.iter().enumerate() {
            let widest = edits.keys().last().map_or(0, |c| c + 1);
            let width = if widened {
                self.sheet.width + added.len()
            } else {
                record.cells.len().max(widest)
            };
            for column in 0..width {
                if let Some(delimiter) = self.delimiter.filter(|_| column > 0) {
                    out.push(delimiter);
                }
                let old = record.cells.get(column);
                match (edits.get(&column), old) {
                    (Some(new), _) => self.quote(new, &mut out),
                    (None, Some(_)) if self.anew => {
                        self.quote(self.sheet_cell(record, column), &mut out);
                    }
                    (None, Some(range)) => out.push_str(&self.grid.text[range.clone()]),
                    (None, None) => {}
                }
            }
            let last = i + 1 == rows.len();
            out.push_str(if last {
                end
            } else if end.is_empty() {
                self.line_end
            } else {
                end
            });
        }
        Some(out)
    }

    /// A cell without its quotes.
    fn sheet_cell<'s>(&'s self, record: &RawRecord, column: usize) -> &'s str {
        self.sheet.cell(record.number, column)
    }

    fn quote(&self, cell: &str, out: &mut String) {
        let special = |c: char| matches!(c, '"' | '\n' | '\r') || Some(c) == self.delimiter;
        if cell.contains(special) {
            out.push('"');
            out.push_str(&cell.replace('"', "\"\""));
            out.push('"');
        } else {
            out.push_str(cell);
        }
    }
}

fn line_end<'g>(grid: &'g TextGrid, record: &RawRecord) -> &'g str {
    let cells = record.cells.last().map_or(record.range.start, |c| c.end);
    &grid.text[cells..record.range.end]
}

/// The pieces in an encoding; `None` where it lacks a character.
fn encode(grid: &TextGrid, body: &[u8], pieces: &[Piece], encoding: &str) -> Option<Vec<u8>> {
    let old = Lines::new(&grid.text, body, encoding);
    let mut out = Vec::with_capacity(body.len() + body.len() / 8);
    for piece in pieces {
        match piece {
            Piece::New(text) => out.extend(encoded(text, encoding)?),
            Piece::Old(range) => old.copy(range.clone(), encoding, &mut out)?,
        }
    }
    Some(out)
}

fn encoded(text: &str, encoding: &str) -> Option<Vec<u8>> {
    match encoding {
        "UTF-8" => (!text.contains('\u{fffd}')).then(|| text.as_bytes().to_vec()),
        "UTF-16LE" => Some(text.encode_utf16().flat_map(u16::to_le_bytes).collect()),
        "UTF-16BE" => Some(text.encode_utf16().flat_map(u16::to_be_bytes).collect()),
        other => {
            let encoding = Encoding::for_label(other.as_bytes())?;
            let (bytes, _, lacking) = encoding.encode(text);
            (!lacking && !text.contains('\u{fffd}')).then(|| bytes.into_owned())
        }
    }
}

/// The lines of a text beside the bytes they were read from, so that a line which no encoding gives
/// back (broken, or of private characters) is carried over all the same.
struct Lines<'l> {
    text: &'l str,
    /// End of each line in the text and in the bytes; empty where the two do not go together.
    ends: Vec<(usize, usize)>,
    body: &'l [u8],
}

impl<'l> Lines<'l> {
    fn new(text: &'l str, body: &'l [u8], encoding: &str) -> Self {
        let mut ends = Vec::new();
        // A line end is never part of another character in the encodings of lists but UTF-16.
        if !encoding.starts_with("UTF-16") {
            let stops = |bytes: &[u8]| -> Vec<usize> {
                let marks = bytes.iter().enumerate().filter(|(_, b)| **b == b'\n');
                let mut stops: Vec<usize> = marks.map(|(i, _)| i + 1).collect();
                if stops.last() != Some(&bytes.len()) {
                    stops.push(bytes.len());
                }
                stops
            };
            let (in_text, in_body) = (stops(text.as_bytes()), stops(body));
            if in_text.len() == in_body.len() {
                ends = in_text.into_iter().zip(in_body).collect();
            }
        }
        Self { text, ends, body }
    }

    fn copy(&self, range: Range<usize>, encoding: &str, out: &mut Vec<u8>) -> Option<()> {
        let mut at = range.start;
        while at < range.end {
            let line = self.ends.partition_point(|(end, _)| *end <= at);
            let start = line.checked_sub(1).map_or((0, 0), |i| self.ends[i]);
            match self.ends.get(line) {
                Some(end) if start.0 == at && end.0 <= range.end => {
                    out.extend_from_slice(&self.body[start.1..end.1]);
                    at = end.0;
                }
                // A part of a line: records may end in a lone carriage return.
                found => {
                    let end = found.map_or(range.end, |(end, _)| (*end).min(range.end));
                    out.extend(encoded(&self.text[at..end], encoding)?);
                    at = end;
                }
            }
        }
        Some(())
    }
}
