//! A stream as UTF-8, whatever it is written in: its first block tells the encoding, and the rest
//! is decoded as it comes. UTF-8 itself passes byte for byte.

use std::io::{BufRead, BufReader, Cursor, Read};

use encoding_rs::{Encoding, UTF_8};
use encoding_rs_io::DecodeReaderBytesBuilder;

use super::FilterError;
use crate::encoding;
use crate::intake;

/// So much is looked at before anything is written.
const BLOCK: u64 = 1 << 20;

/// A stream of records.
pub struct Input<'r> {
    pub(super) reader: Box<dyn BufRead + 'r>,
    /// What it is written in.
    pub(super) encoding: &'static str,
    way: Way,
}

/// How records become UTF-8.
enum Way {
    /// They are, and pass as they stand.
    Already,
    /// Each for itself: separators, quotes and line ends are the bytes that they are in ASCII.
    Record(&'static Encoding),
    /// Decoded on the way here, with a mark of replacement where bytes did not fit.
    Stream,
}

impl<'r> Input<'r> {
    /// Opens a stream; `wanted` is the encoding that the user names.
    ///
    /// # Errors
    ///
    /// If it begins like a workbook or anything else that is no text, or in no encoding that is
    /// known, or reading fails.
    pub fn open(mut input: impl Read + 'r, wanted: Option<&str>) -> Result<Self, FilterError> {
        let mut block = Vec::new();
        input.by_ref().take(BLOCK).read_to_end(&mut block)?;
        if let Some(what) = intake::no_text(&block) {
            return Err(FilterError::NoText(what));
        }
        let sample = match block.len() as u64 == BLOCK {
            true => whole_characters(&block),
            false => &block[..],
        };
        let name = encoding::decode(sample, wanted)?.encoding;
        let encoding = Encoding::for_label(name.as_bytes()).unwrap_or(UTF_8);
        let stream = Cursor::new(block).chain(input);
        let (way, reader): (Way, Box<dyn Read + 'r>) = if encoding == UTF_8 {
            (Way::Already, Box::new(stream))
        } else if encoding.is_ascii_compatible() {
            (Way::Record(encoding), Box::new(stream))
        } else {
            let mut decoder = DecodeReaderBytesBuilder::new();
            decoder.encoding(Some(encoding)).strip_bom(true);
            (Way::Stream, Box::new(decoder.build(stream)))
        };
        Ok(Self {
            reader: Box::new(BufReader::with_capacity(1 << 16, reader)),
            encoding: name,
            way,
        })
    }

    /// Makes a record UTF-8. Says whether all of it is text in the stream's encoding.
    pub(super) fn to_utf8(&self, record: &mut Vec<u8>) -> bool {
        match self.way {
            Way::Already => std::str::from_utf8(record).is_ok(),
            Way::Stream => !String::from_utf8_lossy(record).contains(char::REPLACEMENT_CHARACTER),
            Way::Record(_) if record.is_ascii() => true,
            // Most of UTF-8 is no error in GB18030, but it is no text either.
            Way::Record(_) if encoding::is_surely_utf8(record) => false,
            Way::Record(encoding) => {
                match encoding.decode_without_bom_handling_and_without_replacement(record) {
                    Some(text) => {
                        *record = text.into_owned().into_bytes();
                        true
                    }
                    None => false,
                }
            }
        }
    }
}

/// A block without the character that its end may have cut through. No byte below `0` is a part of
/// a longer character, but in UTF-16, which is known by its NULs and has characters of two bytes.
fn whole_characters(block: &[u8]) -> &[u8] {
    let length = match block.contains(&0) {
        true => block.len() & !1,
        false => block.iter().rposition(|b| *b < b'0').unwrap_or(block.len()),
    };
    &block[..length]
}
