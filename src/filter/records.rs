//! Records of a stream, byte for byte, without harming what is in them.

use std::borrow::Cow;
use std::io::BufRead;

use super::{FilterError, Format, Input};

/// The longest record; beyond it a quote was surely never closed.
const LONGEST: usize = 16 << 20;

/// One record: its bytes, and where its fields stand.
#[derive(Debug, Default)]
pub struct Record {
    line: Vec<u8>,
    body: usize,
}

impl Record {
    /// The record without its line end.
    pub fn body(&self) -> &[u8] {
        &self.line[..self.body]
    }

    /// Its line end; a missing one at the end of the stream is added, so that records stay apart.
    pub fn end(&self) -> &[u8] {
        match &self.line[self.body..] {
            [] => b"\n",
            end => end,
        }
    }

    /// How many fields it has.
    pub fn len(&self, format: Format) -> usize {
        self.bounds(format).count()
    }

    /// A field, its quotes taken off; empty where the record is shorter.
    pub fn field(&self, column: usize, format: Format) -> Cow<'_, [u8]> {
        let Some((a, b)) = self.bounds(format).nth(column) else {
            return Cow::Borrowed(b"");
        };
        let field = &self.line[a..b];
        match field {
            [b'"', inner @ .., b'"'] if format == Format::Csv => {
                if !inner.contains(&b'"') {
                    return Cow::Borrowed(inner);
                }
                let mut out = Vec::with_capacity(inner.len());
                let mut bytes = inner.iter().peekable();
                while let Some(b) = bytes.next() {
                    out.push(*b);
                    if *b == b'"' && bytes.peek() == Some(&&b'"') {
                        bytes.next();
                    }
                }
                Cow::Owned(out)
            }
            field => Cow::Borrowed(field),
        }
    }

    fn bounds(&self, format: Format) -> impl Iterator<Item = (usize, usize)> + '_ {
        let separator = if format == Format::Tsv { b'\t' } else { b',' };
        let mut start = Some(0);
        std::iter::from_fn(move || {
            let from = start?;
            let body = self.body();
            let mut quoted = false;
            for (i, b) in body.iter().enumerate().skip(from) {
                if *b == b'"' && format == Format::Csv {
                    quoted = !quoted;
                } else if *b == separator && !quoted {
                    start = Some(i + 1);
                    return Some((from, i));
                }
            }
            start = None;
            Some((from, body.len()))
        })
    }
}

/// Takes a stream apart into records.
pub struct Records<'i> {
    input: Input<'i>,
    format: Format,
    number: u64,
}

impl<'i> Records<'i> {
    /// The records of a stream.
    pub fn new(input: Input<'i>, format: Format) -> Self {
        Self {
            input,
            format,
            number: 0,
        }
    }

    /// Reads the next record. Says whether there was one.
    pub fn next(&mut self, record: &mut Record) -> Result<bool, FilterError> {
        record.line.clear();
        self.number += 1;
        loop {
            let before = record.line.len();
            let mut limited = std::io::Read::take(&mut *self.input.reader, LONGEST as u64 + 1);
            let n = limited.read_until(b'\n', &mut record.line)?;
            if record.line.len() > LONGEST {
                return Err(FilterError::TooLong(self.number));
            }
            if n == 0 && before == 0 {
                return Ok(false);
            }
            // In CSV a line end within quotes belongs to the record.
            let open = self.format == Format::Csv
                && record.line.iter().filter(|b| **b == b'"').count() % 2 == 1;
            if n == 0 || !open {
                break;
            }
        }
        if !self.input.to_utf8(&mut record.line) {
            return Err(FilterError::Broken {
                record: self.number,
                encoding: self.input.encoding,
            });
        }
        record.body = record.line.len();
        if record.line.ends_with(b"\n") {
            record.body -= 1;
            if record.line[..record.body].ends_with(b"\r") {
                record.body -= 1;
            }
        }
        Ok(true)
    }
}
