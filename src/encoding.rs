//! Bytes to text, by the encoding ladder.
//!
//! Each rung is safer than the next: what the user says, a byte-order mark, UTF-16 by its pattern
//! of NULs, strict UTF-8, then a guess among the two-byte Chinese encodings, which must look like
//! Chinese to be believed. "It decodes without an error" proves nothing: strict GB18030 accepts
//! Big5 bytes. A guess names itself, and a doubtful one is an error that asks for `--encoding`.
//!
//! Files that are glued together from two encodings are common too. Where one of them is clearly
//! the rule, the lines in the other come out with U+FFFD in them, so that a caller can exclude
//! just those; where none is, it is an error. Nothing turns into mojibake silently.

mod plausible;

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{BIG5, Encoding, GB18030, UTF_16BE, UTF_16LE};

use plausible::Script;

/// Lines in another encoding than the rest are let through as broken up to this share of the
/// lines that are not plain ASCII; above it the file is [`EncodingError::Mixed`].
const MINORITY: f64 = 0.1;

/// The least share of usual characters at which a guess is believed. Real lists measure 0.9 and
/// more; Big5 bytes taken for GB18030 stay below 0.6.
const PLAUSIBLE: f64 = 0.6;

/// How an encoding was found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// The user named it.
    Given,
    /// A byte-order mark.
    Mark,
    /// The bytes are strictly valid in it, and could hardly be by chance.
    Strict,
    /// A guess that looks like Chinese.
    Guessed,
}

/// Text with the encoding it was written in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text without byte-order mark. A line that could not be decoded holds U+FFFD.
    pub text: Cow<'a, str>,
    /// The encoding as a user knows it: `UTF-8`, `UTF-16LE`, `UTF-16BE`, `GB18030`, `Big5` …
    pub encoding: &'static str,
    /// How it was found.
    pub how: How,
}

impl Decoded<'_> {
    /// The encoding with the way it was found, for a report: `GB18030（推断）`.
    pub fn describe(&self) -> String {
        let how = match self.how {
            How::Given => "（指定）",
            How::Mark => "（带 BOM）",
            How::Strict => "",
            How::Guessed => "（推断）",
        };
        format!("{}{how}", self.encoding)
    }
}

/// Why bytes are no text that can be trusted.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EncodingError {
    /// `--encoding` names no encoding.
    #[error("不认识编码“{0}”；可写 utf-8、gb18030、gbk、big5、utf-16le 或 utf-16be")]
    Unknown(String),
    /// The named encoding does not fit the bytes.
    #[error(
        "按指定的编码 {encoding} 解不开（第 {line} 行起有 {broken} 行不合）；请换一个 --encoding，或去掉它让程序自己判断"
    )]
    Misfit {
        /// The encoding.
        encoding: &'static str,
        /// The first line that does not fit, from 1.
        line: u32,
        /// How many lines do not fit.
        broken: u32,
    },
    /// No encoding makes sense of the bytes.
    #[error(
        "看不出是什么编码（解出来不像中文）；请用 --encoding 指明，如 --encoding gb18030 或 --encoding big5"
    )]
    Implausible,
    /// Several encodings in one file, none of them clearly the rule.
    #[error(
        "文件里混有 UTF-8 和别的编码（第 {line} 行起，{utf8} 行是 UTF-8，{other} 行不是）；请用编辑器统一编码后另存，或用 --encoding 指明按哪一种读"
    )]
    Mixed {
        /// The first line of the rarer encoding, from 1.
        line: u32,
        /// Lines that are UTF-8 beyond doubt.
        utf8: u32,
        /// Lines that are not.
        other: u32,
    },
    /// Not text at all.
    #[error("是二进制内容，不是文本表格")]
    Binary,
}

/// Decodes bytes by the ladder; `wanted` is the name given by `--encoding`.
pub fn decode<'a>(bytes: &'a [u8], wanted: Option<&str>) -> Result<Decoded<'a>, EncodingError> {
    if let Some(label) = wanted {
        return given(bytes, label);
    }
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        let text = lenient(&bytes[length..], encoding)?;
        return Ok(Decoded {
            text,
            encoding: name(encoding),
            how: How::Mark,
        });
    }
    let nuls = bytes.iter().filter(|b| **b == 0).count();
    // A stray NUL or two is a slip of an export; the rows that hold them are the caller's to judge.
    if nuls * 1000 >= bytes.len().max(1) {
        let encoding = utf16_by_nuls(bytes).ok_or(EncodingError::Binary)?;
        let text = encoding
            .decode_without_bom_handling_and_without_replacement(bytes)
            .filter(|text| plausible::text(text) >= PLAUSIBLE)
            .ok_or(EncodingError::Binary)?;
        let (encoding, how) = (name(encoding), How::Guessed);
        return Ok(Decoded {
            text,
            encoding,
            how,
        });
    }
    if let Ok(text) = std::str::from_utf8(bytes)
        && !plausible::gbk_by_chance(bytes)
    {
        return Ok(Decoded {
            text: Cow::Borrowed(text),
            encoding: "UTF-8",
            how: How::Strict,
        });
    }
    let lines = Census::of(bytes);
    if lines.other > 0 && lines.share_other() <= MINORITY {
        // The last lines of a sound file: broken ones are told from the rest by their U+FFFD.
        let text = String::from_utf8_lossy(bytes);
        return Ok(Decoded {
            text,
            encoding: "UTF-8",
            how: How::Guessed,
        });
    }
    if lines.utf8 > 0 && 1.0 - lines.share_other() > MINORITY {
        return Err(lines.mixed());
    }
    let encoding = chinese(bytes)?;
    let text = line_by_line(bytes, encoding)?;
    Ok(Decoded {
        text: Cow::Owned(text),
        encoding: name(encoding),
        how: How::Guessed,
    })
}

fn given<'a>(bytes: &'a [u8], label: &str) -> Result<Decoded<'a>, EncodingError> {
    let encoding = Encoding::for_label(label.trim().as_bytes())
        .ok_or_else(|| EncodingError::Unknown(label.to_owned()))?;
    let (found, rest) = match Encoding::for_bom(bytes) {
        // `utf-16` says nothing about the order of the bytes; the mark does.
        Some((marked, length)) if marked == encoding || is_utf16(marked) && is_utf16(encoding) => {
            (marked, &bytes[length..])
        }
        _ => (encoding, bytes),
    };
    let text = lenient(rest, found)?;
    Ok(Decoded {
        text,
        encoding: name(found),
        how: How::Given,
    })
}

/// Decodes with U+FFFD for what does not fit, as long as it is a small part of the lines.
fn lenient<'a>(
    bytes: &'a [u8],
    encoding: &'static Encoding,
) -> Result<Cow<'a, str>, EncodingError> {
    let (text, broken) = encoding.decode_without_bom_handling(bytes);
    if broken {
        let (mut lines, mut bad, mut first) = (0u32, 0u32, 0u32);
        for (index, line) in text.split('\n').enumerate() {
            if line.is_ascii() {
                continue;
            }
            lines = lines.saturating_add(1);
            if line.contains('\u{fffd}') {
                bad = bad.saturating_add(1);
                if first == 0 {
                    first = u32::try_from(index + 1).unwrap_or(u32::MAX);
                }
            }
        }
        if f64::from(bad) > MINORITY * f64::from(lines) {
            return Err(EncodingError::Misfit {
                encoding: name(encoding),
                line: first,
                broken: bad,
            });
        }
    }
    Ok(text)
}

fn is_utf16(encoding: &'static Encoding) -> bool {
    encoding == UTF_16LE || encoding == UTF_16BE
}

fn name(encoding: &'static Encoding) -> &'static str {
    // The WHATWG GBK decoder is the GB18030 decoder: one name for both.
    match encoding.name() {
        "GBK" | "gb18030" => "GB18030",
        other => other,
    }
}

/// UTF-16 without a mark: the high bytes of digits, commas and line ends are NUL, all at offsets
/// of one parity.
fn utf16_by_nuls(bytes: &[u8]) -> Option<&'static Encoding> {
    if !bytes.len().is_multiple_of(2) {
        return None;
    }
    let sample = &bytes[..bytes.len().min(1 << 16)];
    let odd = sample
        .iter()
        .skip(1)
        .step_by(2)
        .filter(|b| **b == 0)
        .count();
    let even = sample.iter().step_by(2).filter(|b| **b == 0).count();
    match (even, odd) {
        (e, o) if o > 0 && e * 10 <= o => Some(UTF_16LE),
        (e, o) if e > 0 && o * 10 <= e => Some(UTF_16BE),
        _ => None,
    }
}

/// How many lines are UTF-8 beyond doubt, and how many cannot be.
struct Census {
    utf8: u32,
    other: u32,
    first_utf8: u32,
    first_other: u32,
}

impl Census {
    fn of(bytes: &[u8]) -> Self {
        let mut census = Census {
            utf8: 0,
            other: 0,
            first_utf8: 0,
            first_other: 0,
        };
        let mut number = 0u32;
        for line in bytes.split(|b| *b == b'\n') {
            number = number.saturating_add(1);
            if line.is_ascii() {
                continue;
            }
            if std::str::from_utf8(line).is_err() {
                census.other += 1;
                if census.first_other == 0 {
                    census.first_other = number;
                }
            } else if plausible::surely_utf8(line) {
                census.utf8 += 1;
                if census.first_utf8 == 0 {
                    census.first_utf8 = number;
                }
            }
        }
        census
    }

    fn share_other(&self) -> f64 {
        f64::from(self.other) / (f64::from(self.other) + f64::from(self.utf8)).max(1.0)
    }

    fn mixed(&self) -> EncodingError {
        let line = if self.utf8 < self.other {
            self.first_utf8
        } else {
            self.first_other
        };
        EncodingError::Mixed {
            line,
            utf8: self.utf8,
            other: self.other,
        }
    }
}

/// GB18030 or Big5. chardetng is asked for these two only: on short files it takes GBK for
/// EUC-KR or windows-874 (5 of 3,168 one-name files), which no department writes.
fn chinese(bytes: &[u8]) -> Result<&'static Encoding, EncodingError> {
    let sample = telling(bytes);
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(&sample, true);
    let guess = detector.guess(None, Utf8Detection::Deny);
    let gb = plausible::bytes(&sample, Script::Gb);
    let big5 = plausible::bytes(&sample, Script::Big5);
    let says_big5 = guess == BIG5 && big5 >= gb;
    // Simplified text in GBK hardly ever leaves GB 2312; Big5 bytes taken for GBK do.
    let only_big5 = big5 >= 0.95 && gb < 0.85;
    match () {
        () if (says_big5 || only_big5) && big5 >= PLAUSIBLE => Ok(BIG5),
        () if gb >= PLAUSIBLE => Ok(GB18030),
        () => Err(EncodingError::Implausible),
    }
}

/// The first lines that are not plain ASCII, about a megabyte of them: enough to tell, and quick.
fn telling(bytes: &[u8]) -> Vec<u8> {
    let mut sample = Vec::new();
    for line in bytes
        .split_inclusive(|b| *b == b'\n')
        .filter(|line| !line.is_ascii())
    {
        sample.extend_from_slice(line);
        if sample.len() > 1 << 20 {
            break;
        }
    }
    sample
}

/// Decodes each line for itself, so that a broken one, or one that is really UTF-8 (which GB18030
/// mostly accepts, as mojibake), harms no other. A line end is never part of a two-byte character
/// in either encoding.
fn line_by_line(bytes: &[u8], encoding: &'static Encoding) -> Result<String, EncodingError> {
    let mut text = String::with_capacity(bytes.len() + bytes.len() / 2);
    let (mut lines, mut bad) = (0u32, 0u32);
    for line in bytes.split_inclusive(|b| *b == b'\n') {
        if line.is_ascii() {
            text.extend(line.iter().map(|b| char::from(*b)));
            continue;
        }
        lines = lines.saturating_add(1);
        if is_surely_utf8(line) {
            bad = bad.saturating_add(1);
            blot(line, &mut text);
            continue;
        }
        let (decoded, broken) = encoding.decode_without_bom_handling(line);
        if broken {
            bad = bad.saturating_add(1);
        }
        text.push_str(&decoded);
    }
    // A file of one or two lines has no minority; there a single broken line speaks against all.
    if f64::from(bad) > MINORITY * f64::from(lines) {
        return Err(EncodingError::Implausible);
    }
    Ok(text)
}

/// Whether bytes are UTF-8 beyond doubt, and no text in an older encoding that is UTF-8 by chance.
pub fn is_surely_utf8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).is_ok() && plausible::surely_utf8(bytes)
}

/// A line whose every run of other bytes than ASCII is one U+FFFD.
fn blot(line: &[u8], into: &mut String) {
    let mut within = false;
    for byte in line {
        if byte.is_ascii() {
            into.push(char::from(*byte));
        } else if !within {
            into.push('\u{fffd}');
        }
        within = !byte.is_ascii();
    }
}

#[cfg(test)]
#[path = "encoding/tests.rs"]
mod tests;
