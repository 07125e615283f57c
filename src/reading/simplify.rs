//! Traditional to simplified characters. The only file that knows `ferrous-opencc`.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicU8, Ordering};

use ferrous_opencc::{OpenCC, config::BuiltinConfig};

/// First and last code point that can change: CJK Extension A to the end of the URO.
const RANGE: std::ops::RangeInclusive<u32> = 0x3400..=0x9FFF;

/// How many code points [`RANGE`] holds.
const WIDTH: usize = (*RANGE.end() - *RANGE.start()) as usize + 1;

static OPENCC: LazyLock<Option<OpenCC>> =
    LazyLock::new(|| OpenCC::from_config(BuiltinConfig::T2s).ok());

/// What is known of each code point of [`RANGE`]: converting is thirty times as dear as looking
/// here, and real lists hardly hold a traditional character.
///
/// Each is asked for when it is first met, since asking for all of them would be a third of the
/// start-up, and lists hold some three thousand. Two threads that ask at once find the same.
static CHANGES: [AtomicU8; WIDTH] = [const { AtomicU8::new(UNASKED) }; WIDTH];

const UNASKED: u8 = 0;
const STAYS: u8 = 1;
const CHANGED: u8 = 2;

/// Whether conversion could change a character.
pub fn may_change(c: char) -> bool {
    if !RANGE.contains(&(c as u32)) {
        return false;
    }
    let known = &CHANGES[(c as u32 - RANGE.start()) as usize];
    match known.load(Ordering::Relaxed) {
        STAYS => false,
        CHANGED => true,
        _ => {
            let mut buffer = [0; 4];
            let text = &*c.encode_utf8(&mut buffer);
            let changes = OPENCC.as_ref().is_some_and(|o| o.convert(text) != text);
            known.store(if changes { CHANGED } else { STAYS }, Ordering::Relaxed);
            changes
        }
    }
}

/// Writes traditional characters as simplified ones, in place; nothing else changes.
///
/// Phrases decide where one traditional character has two simplified ones (乾燥, 乾隆).
pub fn simplify(chars: &mut [char]) {
    if !chars.iter().any(|c| may_change(*c)) {
        return;
    }
    let Some(opencc) = OPENCC.as_ref() else {
        return;
    };
    let converted: Vec<char> = opencc
        .convert(&chars.iter().collect::<String>())
        .chars()
        .collect();
    if converted.len() == chars.len() {
        chars.copy_from_slice(&converted);
        return;
    }
    // A phrase changed its length, which t2s hardly does: fall back to one character at a time,
    // so that spans stay true.
    for c in chars.iter_mut().filter(|c| may_change(**c)) {
        let mut one = opencc.convert(&c.to_string()).chars().collect::<Vec<_>>();
        if let (Some(to), true) = (one.pop(), one.is_empty()) {
            *c = to;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn simple(s: &str) -> String {
        let mut chars: Vec<char> = s.chars().collect();
        simplify(&mut chars);
        chars.into_iter().collect()
    }

    #[test]
    fn words_decide_between_two_simplified_characters() {
        for (from, to) in [
            ("戶口簿", "户口簿"),
            ("臺灣居民來往大陸通行證", "台湾居民来往大陆通行证"),
            ("營業執照", "营业执照"),
            ("後勤皇后", "后勤皇后"),
            ("發票理髮店", "发票理发店"),
            ("居民身份证", "居民身份证"),
        ] {
            assert_eq!(simple(from), to);
        }
    }

    #[test]
    fn every_ascii_character_is_a_fixed_point() {
        let ascii: String = (0u8..128).map(char::from).collect();
        assert_eq!(simple(&ascii), ascii);
    }
}
