//! Which delimiter a text is written with.

use std::collections::BTreeMap;

use super::book::HeaderBook;
use super::delimited::Records;
use super::header::{self, Row};
use super::{Options, cell};

/// What is tried, in this order among equals.
const DELIMITERS: [u8; 4] = [b',', b'\t', b';', b'|'];
/// So many records are looked at.
const SAMPLE: usize = 100;

/// A delimiter and the number of cells of the header, 0 where unknown.
pub(crate) type Sniffed = (Option<u8>, usize);

fn sample(text: &str, delimiter: u8) -> Vec<Row> {
    let mut records = Records::new(text, Some(delimiter), 0);
    let mut cells = Vec::new();
    let mut rows = Vec::new();
    while let Some(head) = records.next_into(&mut cells) {
        if cells.iter().any(|c| !cell::blank(c)) {
            rows.push((head.number, cells.iter().map(|c| c.to_string()).collect()));
        }
        if rows.len() == SAMPLE {
            break;
        }
    }
    rows
}

/// The number of cells that most records have, and the share that has it.
fn usual_width(rows: &[Row]) -> (usize, f64) {
    let mut counts: BTreeMap<usize, usize> = BTreeMap::new();
    for (_, row) in rows {
        *counts.entry(row.len()).or_default() += 1;
    }
    let best = counts
        .iter()
        .max_by_key(|(width, count)| (**count, **width));
    best.map_or((0, 0.0), |(width, count)| {
        (*width, *count as f64 / rows.len().max(1) as f64)
    })
}

/// The delimiter under which the header names the most columns; without a known header, the one
/// that cuts nearly every record into the same number of cells; else none: one column.
pub(crate) fn delimiter(text: &str, book: &HeaderBook, options: &Options) -> Sniffed {
    let samples: Vec<(u8, Vec<Row>)> = DELIMITERS.iter().map(|d| (*d, sample(text, *d))).collect();
    let mut best: Option<(header::Score, u8)> = None;
    for (delimiter, rows) in &samples {
        let head = &rows[..rows.len().min(30)];
        if let Some(score) = header::score(head, book, options)
            && best.is_none_or(|(best, _)| score.known > best.known)
        {
            best = Some((score, *delimiter));
        }
    }
    match best {
        // A header of one cell: what looks like a delimiter is part of the names, unless that cell
        // is but a title.
        Some((score, _)) if score.width == 1 && score.exact => (None, 1),
        Some((score, delimiter)) if score.width > 1 => (Some(delimiter), score.width),
        _ => even(&samples),
    }
}

/// The delimiter of a table whose header is not known: its first record has the most cells.
pub(crate) fn by_first_record(text: &str) -> Sniffed {
    let mut best: Sniffed = (None, 1);
    for delimiter in DELIMITERS {
        let width = sample(text, delimiter)
            .first()
            .map_or(0, |(_, row)| row.len());
        if width > best.1 {
            best = (Some(delimiter), width);
        }
    }
    best
}

fn even(samples: &[(u8, Vec<Row>)]) -> Sniffed {
    let mut best: Option<(f64, usize, u8)> = None;
    for (delimiter, rows) in samples {
        let (width, share) = usual_width(rows);
        if width > 1 && share >= 0.8 && best.is_none_or(|(s, w, _)| (share, width) > (s, w)) {
            best = Some((share, width, *delimiter));
        }
    }
    best.map_or((None, 1), |(_, width, delimiter)| (Some(delimiter), width))
}
