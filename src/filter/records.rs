//! Records of a block, byte for byte, without harming what is in them.

use std::borrow::Cow;

use super::{FilterError, Format, Way};

/// The longest record, in bytes; beyond it a quote was surely never closed.
pub const LONGEST: usize = 16 << 20;

/// One record: its bytes, and where the field that was asked for stands.
#[derive(Debug)]
pub struct Record<'b> {
    line: Cow<'b, [u8]>,
    body: usize,
    format: Format,
}

impl Record<'_> {
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
    pub fn len(&self) -> usize {
        (0..).take_while(|i| self.bounds(*i).is_some()).count()
    }

    /// A field, its quotes taken off; empty where the record is shorter.
    pub fn field(&self, column: usize) -> Cow<'_, [u8]> {
        let Some((a, b)) = self.bounds(column) else {
            return Cow::Borrowed(b"");
        };
        let field = &self.line[a..b];
        match field {
            [b'"', inner @ .., b'"'] if self.format == Format::Csv => {
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

    /// Where a field begins and ends, if the record has as many.
    fn bounds(&self, column: usize) -> Option<(usize, usize)> {
        let body = self.body();
        let (mut number, mut from, mut quoted) = (0, 0, false);
        let mut separates = |at: usize| match body[at] {
            b'"' if self.format == Format::Csv => {
                quoted = !quoted;
                None
            }
            b'"' => None,
            _ if quoted => None,
            _ if number == column => Some((from, at)),
            _ => {
                (number, from) = (number + 1, at + 1);
                None
            }
        };
        let separator = self.format.separator();
        if let Some(bounds) = memchr::memchr2_iter(separator, b'"', body).find_map(&mut separates) {
            return Some(bounds);
        }
        (number == column).then_some((from, body.len()))
    }
}

/// Takes a block apart into records.
#[derive(Debug)]
pub struct Records<'b> {
    block: &'b [u8],
    way: Way,
    format: Format,
    /// Whether every byte of the block is known to be UTF-8.
    valid: bool,
    number: u64,
}

impl<'b> Records<'b> {
    /// The records of a block that holds whole ones.
    pub fn new(block: &'b [u8], way: Way, format: Format) -> Self {
        Self {
            block,
            way,
            format,
            valid: way.is_utf8() && simdutf8::basic::from_utf8(block).is_ok(),
            number: 0,
        }
    }

    /// How many records have been read.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// What is left of the block.
    pub fn rest(&self) -> &'b [u8] {
        self.block
    }

    /// The next record; errors count records from 1.
    pub fn next(&mut self) -> Result<Option<Record<'b>>, FilterError> {
        if self.block.is_empty() {
            return Ok(None);
        }
        self.number += 1;
        let end = first_end(self.block, self.format).unwrap_or(self.block.len());
        if end > LONGEST {
            return Err(FilterError::TooLong(self.number));
        }
        let (line, rest) = self.block.split_at(end);
        self.block = rest;
        let line = if self.valid {
            Cow::Borrowed(line)
        } else {
            self.way.to_utf8(line).ok_or(FilterError::Broken {
                record: self.number,
                encoding: self.way.name(),
            })?
        };
        let mut body = line.len();
        if line.ends_with(b"\n") {
            body -= 1;
            if line[..body].ends_with(b"\r") {
                body -= 1;
            }
        }
        Ok(Some(Record {
            line,
            body,
            format: self.format,
        }))
    }
}

/// Where the first record of some bytes ends, its line end included. In CSV a line end within quotes
/// belongs to the record.
fn first_end(bytes: &[u8], format: Format) -> Option<usize> {
    if format != Format::Csv {
        return memchr::memchr(b'\n', bytes).map(|at| at + 1);
    }
    let mut quoted = false;
    memchr::memchr2_iter(b'\n', b'"', bytes).find_map(|at| match bytes[at] {
        b'"' => {
            quoted = !quoted;
            None
        }
        _ => (!quoted).then_some(at + 1),
    })
}

/// Where the last whole record of some bytes ends, its line end included.
pub fn last_end(bytes: &[u8], format: Format) -> Option<usize> {
    if format != Format::Csv || memchr::memchr(b'"', bytes).is_none() {
        return memchr::memrchr(b'\n', bytes).map(|at| at + 1);
    }
    let (mut quoted, mut last) = (false, None);
    for at in memchr::memchr2_iter(b'\n', b'"', bytes) {
        match bytes[at] {
            b'"' => quoted = !quoted,
            _ if !quoted => last = Some(at + 1),
            _ => {}
        }
    }
    last
}
