//! Numbering, trailing marks and title marks: dress that says nothing.

use super::steps::is_mark;
use super::text::Text;

/// Takes numbering, marks at both ends and title marks around the whole off, the last ones unless they
/// are to be kept; `None` if there were none.
pub fn undress(text: &Text, keep_title: bool) -> Option<Text> {
    let mut bare = strip_ends(&strip_numbering(text));
    if !keep_title {
        bare = strip_title(&bare);
    }
    (bare.len() < text.len()).then_some(bare)
}

/// Whether anything stands at the ends of a text that could come off: most texts are told by their
/// first and last character.
pub fn dressed(text: &Text) -> bool {
    let (Some(first), Some(last)) = (text.chars().first(), text.chars().last()) else {
        return false;
    };
    let marks = |c: char| c.is_whitespace() || is_ornament(c) || is_mark(c);
    let counts = |c: char| c.is_ascii_alphanumeric() || is_numeral(c);
    first.enumerator || counts(first.c) || marks(first.c) || marks(last.c)
}

/// Whether a text begins with a list number.
pub fn numbered(text: &Text) -> bool {
    strip_numbering(text).len() < text.len()
}

/// Takes a list number off the beginning: `1.`, `1、`, `(1)`, `（一）`, `一、`, `①`, `第一，`.
pub(super) fn strip_numbering(text: &Text) -> Text {
    let circled = text.chars().iter().take_while(|c| c.enumerator).count();
    if circled > 0 && circled < text.len() {
        return text.from(circled);
    }
    let chars = text.plain();
    match numbering(chars) {
        Some(n) if n < chars.len() => text.from(n),
        _ => text.clone(),
    }
}

/// The length of what might be a list number before a figure (1.3年内…), or the beginning of a number.
pub fn doubtful_numbering(text: &Text) -> Option<usize> {
    let counted = |counts: fn(char) -> bool| {
        let chars = text.chars().iter();
        chars.take_while(|c| counts(c.c)).count()
    };
    // 二、二寸照片
    let digits = match counted(|c| c.is_ascii_digit()) {
        0 => counted(is_numeral),
        digits => digits,
    };
    let mark = matches!(text.at(digits), Some('.' | '、' | ':'));
    let figure = text
        .at(digits + 1)
        .is_some_and(|c| c.is_ascii_digit() || is_numeral(c));
    (matches!(digits, 1..=3) && mark && figure).then_some(digits + 1)
}

/// The length of what might be the number of a file, in levels joined by dashes: `2-1`, `5-3-5`.
pub fn dashed_numbering(text: &Text) -> Option<usize> {
    let chars = text.chars();
    let n = chars
        .iter()
        .take_while(|c| c.c.is_ascii_digit() || c.c == '-')
        .count();
    let levels = chars[..n].split(|c| c.c == '-').map(<[_]>::len);
    let short = levels.clone().count() > 1 && levels.into_iter().all(|len| matches!(len, 1 | 2));
    let blank = usize::from(text.at(n) == Some(' '));
    (short && text.at(n + blank).is_some_and(|c| !c.is_ascii())).then_some(n + blank)
}

/// The length of a list number at the beginning.
fn numbering(chars: &[char]) -> Option<usize> {
    let at = |i: usize| chars.get(i).copied();
    let number = |from: usize| {
        let digits = chars[from..]
            .iter()
            .take_while(|c| c.is_ascii_digit())
            .count();
        let words = chars[from..].iter().take_while(|c| is_numeral(**c)).count();
        (digits > 0 && digits <= 3)
            .then_some(digits)
            .or((words > 0 && words <= 3).then_some(words))
    };
    if at(0) == Some('(') {
        let n = number(1)?;
        return (at(1 + n) == Some(')')).then_some(n + 2);
    }
    if let Some(n) = letter(chars).or_else(|| levels(chars)) {
        return Some(n);
    }
    let n = number(0)?;
    let digits = chars[0].is_ascii_digit();
    match at(n)? {
        // 3.7 is a number; 一、二级 is a grade, and 3、六个月内 begins a list.
        '.' if at(n + 1).is_some_and(|c| !c.is_ascii_digit()) => Some(n + 1),
        '、' if at(n + 1).is_some_and(|c| (digits || !is_numeral(c)) && !c.is_ascii_digit()) => {
            Some(n + 1)
        }
        ')' => Some(n + 1),
        ':' if at(n + 1).is_some_and(|c| !c.is_ascii_digit()) => Some(n + 1),
        ' ' | '-' if digits && at(n + 1).is_some_and(|c| !c.is_ascii_digit()) => Some(n + 1),
        '《' if digits => Some(n),
        _ => None,
    }
}

/// The length of a letter that numbers: `a.`, `B、`, `c)`. A letter with nothing behind it is a word's
/// (A类, B超), and the lexicon tells about it.
fn letter(chars: &[char]) -> Option<usize> {
    let mark = matches!(chars.get(1), Some('.' | '、' | ')' | ':'));
    let word = chars.get(2).is_some_and(|c| !c.is_ascii());
    let letter = chars.first().is_some_and(char::is_ascii_alphabetic);
    (letter && mark && word).then_some(2)
}

/// The length of a number of several levels: `1.1.2 `, `2.3、`.
fn levels(chars: &[char]) -> Option<usize> {
    let n = chars
        .iter()
        .take_while(|c| c.is_ascii_digit() || **c == '.')
        .count();
    let numbers: Vec<usize> = chars[..n].split(|c| *c == '.').map(<[char]>::len).collect();
    let short = numbers.len() > 1 && numbers.iter().all(|len| matches!(len, 1 | 2));
    // 1.2米 is a measure; 1.2 before a blank or a mark may only be a number of a list.
    match chars.get(n) {
        Some(' ' | '、' | ')') if short => Some(n + 1),
        Some(c) if short && numbers.len() > 2 && !c.is_ascii() => Some(n),
        _ => None,
    }
}

/// Where list numbers stand within a text: `2.`, `2、`, `(2)`, `②` behind a Chinese character and before
/// one. Whether they part papers, what stands around them tells.
pub fn inner_numbers(text: &Text) -> Vec<(usize, usize)> {
    let chinese = |i: usize| {
        text.at(i)
            .is_some_and(|c| !c.is_ascii() && c.is_alphanumeric())
    };
    let digits = |from: usize| {
        let chars = text.chars()[from..].iter();
        chars.take_while(|c| c.c.is_ascii_digit()).count()
    };
    let mut out = Vec::new();
    let mut i = 1;
    while i < text.len() {
        let n = digits(i);
        let circled = text.chars()[i..]
            .iter()
            .take_while(|c| c.enumerator)
            .count();
        let end = if circled > 0 {
            Some(i + circled)
        } else if matches!(n, 1 | 2) && matches!(text.at(i + n), Some('.' | '、')) {
            Some(i + n + 1)
        } else if text.at(i) == Some('(') && matches!(digits(i + 1), 1 | 2) {
            let close = i + 1 + digits(i + 1);
            (text.at(close) == Some(')')).then_some(close + 1)
        } else {
            None
        };
        match end.filter(|end| chinese(i - 1) && chinese(*end)) {
            Some(end) => {
                out.push((i, end));
                i = end;
            }
            None => i += 1,
        }
    }
    out
}

/// Whether a character is a numeral as lists are numbered with.
fn is_numeral(c: char) -> bool {
    matches!(
        c,
        '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十'
    )
}

/// Whether a character is one of Unicode's shapes, stars and ticks (U+2500 to U+27BF), as lists begin with.
fn is_ornament(c: char) -> bool {
    matches!(c, '\u{2500}'..='\u{27bf}')
}

/// Takes marks off both ends that separate and say nothing.
fn strip_ends(text: &Text) -> Text {
    let idle = |c: char| {
        c.is_whitespace()
            || is_ornament(c)
            || (is_mark(c) && !matches!(c, '(' | ')' | '《' | '》' | '“' | '”'))
    };
    let chars = text.chars();
    let start = chars.iter().take_while(|c| idle(c.c)).count();
    let end = chars.len()
        - chars[start..]
            .iter()
            .rev()
            .take_while(|c| idle(c.c))
            .count();
    // A closing bracket that nothing opened, and an opening one that nothing follows, are slips.
    let text = text.slice(start, end.max(start));
    let count = |c: char| text.chars().iter().filter(|x| x.c == c).count();
    match (text.at(0), text.at(text.len().wrapping_sub(1))) {
        (Some(')' | '》' | '”'), _) => text.from(1),
        (_, Some('(' | '《' | '“')) => text.slice(0, text.len() - 1),
        (_, Some(')')) if count(')') > count('(') => text.slice(0, text.len() - 1),
        (_, Some('》')) if count('》') > count('《') => text.slice(0, text.len() - 1),
        _ => text,
    }
}

/// Takes title marks or quotes off that enclose the whole.
fn strip_title(text: &Text) -> Text {
    let n = text.len();
    if n < 3 {
        return text.clone();
    }
    let (open, close) = match (text.at(0), text.at(n - 1)) {
        (Some('《'), Some('》')) => ('《', '》'),
        (Some('“'), Some('”' | '“')) => ('“', '”'),
        _ => return text.clone(),
    };
    let mut depth = 0i32;
    for (i, c) in text.chars().iter().enumerate() {
        if c.c == open && (open != '“' || i == 0) {
            depth += 1;
        } else if c.c == close || (open == '“' && c.c == '“') {
            depth -= 1;
        }
        if depth == 0 && i + 1 < n {
            return text.clone();
        }
    }
    text.slice(1, n - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Cleaner;

    fn bare(raw: &str) -> String {
        let mut text = Cleaner::default().clean(raw);
        while let Some(less) = undress(&text, false) {
            text = less;
        }
        text.string().to_owned()
    }

    #[test]
    fn list_numbers_go_and_grades_stay() {
        for (raw, expected) in [
            ("1.申请表", "申请表"),
            ("（一）申请表；", "申请表"),
            ("(1) 申请表", "申请表"),
            ("①申请表", "申请表"),
            ("一、申请表", "申请表"),
            ("一、二级注册结构工程师证书", "一、二级注册结构工程师证书"),
            ("3.7贝可", "3.7贝可"),
            ("2寸照片", "2寸照片"),
            ("《申请表》", "申请表"),
            ("《甲》和《乙》", "《甲》和《乙》"),
            ("“安管人员”证书", "“安管人员”证书"),
            ("2《医师资格证书》。", "医师资格证书"),
            ("a.申请表", "申请表"),
            ("d、申请表", "申请表"),
            ("A类申请表", "A类申请表"),
            ("1.1.2 申请表", "申请表"),
            ("2.3 申请表", "申请表"),
            ("1.5米图纸", "1.5米图纸"),
        ] {
            assert_eq!(bare(raw), expected, "{raw}");
        }
    }
}
