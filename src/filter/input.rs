//! A stream as UTF-8, whatever it is written in: its first block tells the encoding, and the rest
//! is decoded as it comes. UTF-8 itself passes byte for byte.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use encoding_rs::{Encoding, UTF_8};
use encoding_rs_io::DecodeReaderBytesBuilder;

use super::FilterError;
use crate::encoding;
use crate::intake;

/// So much is looked at before anything is written.
const BLOCK: u64 = 1 << 20;

/// A stream of records.
pub struct Input<'r> {
    pub(super) reader: Box<dyn Read + 'r>,
    pub(super) way: Way,
}

/// How records become UTF-8.
#[derive(Clone, Copy, Debug)]
pub struct Way {
    /// What the stream is written in.
    name: &'static str,
    how: How,
}

#[derive(Clone, Copy, Debug)]
enum How {
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
        let (how, reader): (How, Box<dyn Read + 'r>) = if encoding == UTF_8 {
            (How::Already, Box::new(stream))
        } else if encoding.is_ascii_compatible() {
            (How::Record(encoding), Box::new(stream))
        } else {
            let mut decoder = DecodeReaderBytesBuilder::new();
            decoder.encoding(Some(encoding)).strip_bom(true);
            (How::Stream, Box::new(decoder.build(stream)))
        };
        Ok(Self {
            reader,
            way: Way { name, how },
        })
    }
}

impl Way {
    /// What the stream is written in.
    pub fn name(self) -> &'static str {
        self.name
    }

    /// Whether records pass as they stand.
    pub fn is_utf8(self) -> bool {
        matches!(self.how, How::Already)
    }

    /// A record as UTF-8; `None` unless all of it is text in the stream's encoding.
    pub fn to_utf8(self, record: &[u8]) -> Option<Cow<'_, [u8]>> {
        let as_it_stands = match self.how {
            How::Already => std::str::from_utf8(record).is_ok(),
            How::Stream => !String::from_utf8_lossy(record).contains(char::REPLACEMENT_CHARACTER),
            How::Record(_) if record.is_ascii() => true,
            // Most of UTF-8 is no error in GB18030, but it is no text either.
            How::Record(_) if encoding::is_surely_utf8(record) => false,
            How::Record(encoding) => {
                let text = encoding.decode_without_bom_handling_and_without_replacement(record)?;
                return Some(match text {
                    Cow::Borrowed(text) => Cow::Borrowed(text.as_bytes()),
                    Cow::Owned(text) => Cow::Owned(text.into_bytes()),
                });
            }
        };
        as_it_stands.then_some(Cow::Borrowed(record))
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
