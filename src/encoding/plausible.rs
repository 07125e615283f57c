//! Does it look like Chinese? Shares of usual characters, without any list of them: both old
//! character sets put their few thousand most frequent characters into a plane of their own.

/// A two-byte Chinese character set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Script {
    /// GB 2312-80 and its extensions. Level 1 (3,755 characters by frequency): rows 16–55.
    Gb,
    /// Big5. Level 1 (5,401 characters by frequency): lead bytes A4–C6.
    Big5,
}

/// How usual the characters are, 0 to 1, when bytes are read in a script. Level 1 and punctuation
/// weigh 1, rarer characters of the national standard one half, the rest nothing; what cannot be
/// a character counts against. Bytes without any such character are 0.
pub(super) fn bytes(bytes: &[u8], script: Script) -> f64 {
    let (mut count, mut score) = (0u64, 0f64);
    let mut rest = bytes;
    while let Some((&lead, tail)) = rest.split_first() {
        if lead.is_ascii() {
            rest = tail;
            continue;
        }
        count += 1;
        let Some((&trail, after)) = tail.split_first() else {
            break;
        };
        if script == Script::Gb && trail.is_ascii_digit() {
            // A four-byte character of GB18030: a rare name, neither here nor there.
            score += 0.5;
            rest = after.get(2..).unwrap_or_default();
            continue;
        }
        let (worth, valid) = match script {
            Script::Gb => worth_gb(lead, trail),
            Script::Big5 => worth_big5(lead, trail),
        };
        score += worth;
        rest = if valid { after } else { tail };
    }
    if count == 0 {
        0.0
    } else {
        score / count as f64
    }
}

fn worth_gb(lead: u8, trail: u8) -> (f64, bool) {
    let in_2312 = trail >= 0xA1;
    match lead {
        _ if !(0x40..=0xFE).contains(&trail) || trail == 0x7F => (0.0, false),
        0xB0..=0xD7 if in_2312 => (1.0, true),
        0xA1..=0xA3 if in_2312 => (1.0, true),
        0xD8..=0xF7 if in_2312 => (0.5, true),
        // Traditional and rare characters of GBK.
        0x81..=0xA0 | 0xAA..=0xFE if !in_2312 => (0.0, true),
        _ => (0.0, true),
    }
}

fn worth_big5(lead: u8, trail: u8) -> (f64, bool) {
    match (lead, trail) {
        (_, ..=0x3F | 0x7F..=0xA0 | 0xFF) => (0.0, false),
        (0xA1..=0xC6, _) => (1.0, true),
        (0xC9..=0xF9, _) => (0.5, true),
        _ => (0.0, true),
    }
}

/// How usual a decoded text is, 0 to 1: letters, marks and ideographs against all characters.
pub(super) fn text(text: &str) -> f64 {
    let (mut count, mut usual) = (0u64, 0u64);
    for c in text.chars().take(1 << 16) {
        count += 1;
        let usual_char = matches!(c,
            '\t' | '\n' | '\r' | ' '..='~' | '\u{a0}'..='\u{ff}' | '\u{2000}'..='\u{33ff}'
            | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff00}'..='\u{ffef}'
            | '\u{20000}'..='\u{3ffff}');
        usual += u64::from(usual_char);
    }
    if count == 0 {
        0.0
    } else {
        usual as f64 / count as f64
    }
}

/// Whether a line that is valid UTF-8 is so beyond doubt: two characters of three bytes, and no
/// other. The lead bytes of these begin rare characters in GBK; a short GBK word such as 联通 is
/// valid UTF-8 only as characters of two bytes.
pub(super) fn surely_utf8(line: &[u8]) -> bool {
    let leads = |low: u8, high: u8| line.iter().filter(|b| (low..=high).contains(*b)).count();
    leads(0xE2, 0xEF) >= 2 && leads(0xC0, 0xDF) == 0
}

/// Whether bytes that are valid UTF-8 are rather a short list in GBK: 学校 in GBK is ѧУ in UTF-8
/// (16 of 14,449 one-name files are valid by such a chance). Chinese in UTF-8 has characters of three bytes.
pub(super) fn gbk_by_chance(line: &[u8]) -> bool {
    !line.is_ascii() && !line.iter().any(|b| *b >= 0xE0) && bytes(line, Script::Gb) >= 0.9
}
