//! Traditional to simplified characters. The only file that knows `ferrous-opencc`.

use std::sync::LazyLock;

use ferrous_opencc::{OpenCC, config::BuiltinConfig};

/// First and last code point that the bitset covers: CJK Extension A to the end of the URO.
const RANGE: std::ops::RangeInclusive<u32> = 0x3400..=0x9FFF;

struct Simplifier {
    opencc: OpenCC,
    /// One bit a code point of [`RANGE`]: whether conversion could change it. Converting is
    /// thirty times as dear as this test, and real lists hardly hold a traditional character.
    changes: Vec<u64>,
}

static SIMPLIFIER: LazyLock<Option<Simplifier>> = LazyLock::new(|| {
    let opencc = OpenCC::from_config(BuiltinConfig::T2s).ok()?;
    let mut changes = vec![0u64; (RANGE.end() - RANGE.start()) as usize / 64 + 1];
    let mut buffer = String::new();
    for (i, c) in RANGE.filter_map(char::from_u32).enumerate() {
        buffer.clear();
        buffer.push(c);
        if opencc.convert(&buffer) != buffer {
            changes[i / 64] |= 1 << (i % 64);
        }
    }
    Some(Simplifier { opencc, changes })
});

/// Writes traditional characters as simplified ones, in place; nothing else changes.
///
/// Phrases decide where one traditional character has two simplified ones (乾燥, 乾隆).
pub fn simplify(chars: &mut [char]) {
    let suspicious = |c: &char| !c.is_ascii() && RANGE.contains(&(*c as u32));
    if !chars.iter().any(suspicious) {
        return;
    }
    let Some(simplifier) = SIMPLIFIER.as_ref() else {
        return;
    };
    let may_change = |c: &char| {
        suspicious(c) && {
            let i = (*c as u32 - RANGE.start()) as usize;
            simplifier.changes[i / 64] >> (i % 64) & 1 == 1
        }
    };
    if !chars.iter().any(may_change) {
        return;
    }
    let converted: Vec<char> = simplifier
        .opencc
        .convert(&chars.iter().collect::<String>())
        .chars()
        .collect();
    if converted.len() == chars.len() {
        chars.copy_from_slice(&converted);
        return;
    }
    // A phrase changed its length, which t2s hardly does: fall back to one character at a time,
    // so that spans stay true.
    for c in chars.iter_mut().filter(|c| may_change(c)) {
        let mut one = simplifier
            .opencc
            .convert(&c.to_string())
            .chars()
            .collect::<Vec<_>>();
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
