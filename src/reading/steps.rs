//! The text steps: what happens to every raw name before anything is read in it.
//!
//! [`STEPS`] is the whole list, in order. The order is not free: compatibility forms come before
//! variants, because a Kangxi radical (⼾) only becomes a *traditional* character (戶) there; and
//! variants stand on both sides of the simplifier, because some must be known before it (a
//! protected word) and some only after it.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

use super::simplify::{may_change, simplify};
use super::text::{Char, Text};
use crate::dictionary::Dictionary;
use crate::model::Span;

/// One step: a text becomes another whose characters keep their raw spans.
pub struct Step {
    /// A stable name, shown by `explain`.
    pub id: &'static str,
    /// What it does, for the user.
    pub what: &'static str,
    run: fn(&Cleaner, &mut Vec<Char>),
}

/// All text steps, in the order in which they run.
pub const STEPS: &[Step] = &[
    Step {
        id: "strip-invisible",
        what: "去掉零宽字符、控制字符和网页标记",
        run: strip_invisible,
    },
    Step {
        id: "nfkc",
        what: "全角、兼容字形归为通用字形",
        run: nfkc,
    },
    Step {
        id: "variants",
        what: "异体字归为规范字",
        run: variants,
    },
    Step {
        id: "simplify",
        what: "繁体归为简体（只用于比对）",
        run: simplified,
    },
    Step {
        id: "variants-again",
        what: "繁简转换后再看一次异体字",
        run: variants,
    },
    Step {
        id: "marks",
        what: "括号、引号、标点归一",
        run: marks,
    },
    Step {
        id: "spaces",
        what: "合并空白",
        run: spaces,
    },
];

/// A step that changed something, for `explain`.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Trail {
    /// The step's name.
    pub id: &'static str,
    /// What it does.
    pub what: &'static str,
    /// The text after it.
    pub after: String,
}

/// A writing and what it is read as.
type Variant = (Vec<char>, Vec<char>);

/// The text steps with the dictionary they need.
#[derive(Clone, Debug, Default)]
pub struct Cleaner {
    /// Variant writings by their first character, longest first; equal sides protect.
    variants: FxHashMap<char, Vec<Variant>>,
    /// One bit a character of [`IDEOGRAPHS`]: whether it begins a variant writing.
    begins: Vec<u64>,
}

/// The block that nearly all characters of a name are of, which no compatibility form belongs to.
const IDEOGRAPHS: std::ops::RangeInclusive<char> = '\u{4e00}'..='\u{9fff}';

/// The word and the bit of a character in [`Cleaner::begins`].
fn bit(c: char) -> Option<(usize, u64)> {
    let place = IDEOGRAPHS
        .contains(&c)
        .then(|| c as usize - *IDEOGRAPHS.start() as usize)?;
    Some((place / 64, 1 << (place % 64)))
}

impl Cleaner {
    /// A cleaner that knows the dictionary's variant characters.
    pub fn new(dictionary: &Dictionary) -> Self {
        let mut variants: FxHashMap<char, Vec<Variant>> = FxHashMap::default();
        // Higher layers first, so that the user's line is met before the built-in one.
        for entry in dictionary.variants.iter().rev() {
            let from: Vec<char> = entry.line.from.chars().collect();
            let Some(&first) = from.first() else { continue };
            let list = variants.entry(first).or_default();
            if !list.iter().any(|(known, _)| *known == from) {
                list.push((from, entry.line.to.chars().collect()));
            }
        }
        #[expect(clippy::iter_over_hash_type, reason = "each list is sorted for itself")]
        for list in variants.values_mut() {
            list.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.0.cmp(&b.0)));
        }
        let mut begins =
            vec![0; (*IDEOGRAPHS.end() as usize - *IDEOGRAPHS.start() as usize) / 64 + 1];
        for (word, bit) in variants.keys().filter_map(|c| bit(*c)) {
            begins[word] |= bit;
        }
        Self { variants, begins }
    }

    /// Runs all steps on a raw name.
    pub fn clean(&self, raw: &str) -> Text {
        let mut chars = raw_chars(raw);
        if chars.iter().all(|ch| self.stays(ch.c)) {
            return Text::new(chars);
        }
        for step in STEPS {
            (step.run)(self, &mut chars);
        }
        Text::new(chars)
    }

    /// Runs all steps and tells which of them changed something.
    pub fn trail(&self, raw: &str) -> Vec<Trail> {
        let mut chars = raw_chars(raw);
        let mut trail = Vec::new();
        for step in STEPS {
            let before: String = chars.iter().map(|c| c.c).collect();
            (step.run)(self, &mut chars);
            let after: String = chars.iter().map(|c| c.c).collect();
            if after != before {
                trail.push(Trail {
                    id: step.id,
                    what: step.what,
                    after,
                });
            }
        }
        trail
    }

    /// The text as names are compared by: cleaned, without title marks, quotes and spaces, in capital letters.
    pub fn key(&self, name: &str) -> String {
        self.key_of(name).into_owned()
    }

    /// The same; nine names in ten are their own key.
    pub fn key_of<'n>(&self, name: &'n str) -> Cow<'n, str> {
        let mut small = false;
        let stays = |c: char| {
            small |= c.is_ascii_lowercase();
            self.stays(c)
        };
        match name.chars().all(stays) {
            true if small => Cow::Owned(name.to_ascii_uppercase()),
            true => Cow::Borrowed(name),
            false => Cow::Owned(key(&self.clean(name))),
        }
    }

    /// Whether a variant writing begins with a character.
    fn begins(&self, c: char) -> bool {
        match bit(c) {
            Some((word, bit)) => self.begins.get(word).is_some_and(|w| w & bit != 0),
            None => self.variants.contains_key(&c),
        }
    }

    /// Whether no step changes a character, whatever stands beside it. Nine names in ten hold only
    /// such ones, and then nothing is to be done.
    fn stays(&self, c: char) -> bool {
        let begins = |(word, bit)| self.begins.get(word).is_some_and(|w| w & bit != 0);
        c.is_ascii_alphanumeric() || bit(c).is_some_and(|place| !begins(place)) && !may_change(c)
    }
}

/// The comparison key of a cleaned text: without title marks, quotes and spaces, in capital letters.
pub fn key(text: &Text) -> String {
    text.key().to_owned()
}

/// What a cleaned character is in a comparison key, if it is in one.
pub(super) fn key_of_char(c: char) -> Option<char> {
    (!matches!(c, '《' | '》' | '“' | '”' | ' ' | '\n')).then_some(c.to_ascii_uppercase())
}

fn raw_chars(raw: &str) -> Vec<Char> {
    (0u32..)
        .zip(raw.chars())
        .map(|(i, c)| Char {
            c,
            enumerator: false,
            span: Span {
                start: i,
                end: i + 1,
            },
        })
        .collect()
}

fn strip_invisible(_: &Cleaner, chars: &mut Vec<Char>) {
    unescape(chars);
    chars.retain_mut(|ch| {
        if matches!(ch.c, '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}') {
            ch.c = '\n';
        }
        let invisible = matches!(ch.c,
            '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
            | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
            || (ch.c.is_control() && ch.c != '\n' && ch.c != '\t');
        !invisible
    });
}

/// Web marks that portals leave in cells: `<br>` is a line break, any other short tag nothing,
/// and the four common entities are the characters they stand for.
fn unescape(chars: &mut Vec<Char>) {
    if !chars.iter().any(|c| matches!(c.c, '<' | '&')) {
        return;
    }
    const ENTITIES: [(&str, char); 5] = [
        ("&nbsp;", ' '),
        ("&lt;", '〈'),
        ("&gt;", '〉'),
        ("&amp;", '&'),
        ("&quot;", '"'),
    ];
    let mut out: Vec<Char> = Vec::with_capacity(chars.len());
    let mut i = 0;
    while i < chars.len() {
        let rest = &chars[i..];
        let starts = |s: &str| {
            rest.len() >= s.chars().count()
                && rest
                    .iter()
                    .zip(s.chars())
                    .all(|(a, b)| a.c.eq_ignore_ascii_case(&b))
        };
        let hull = |n: usize| Span {
            start: rest[0].span.start,
            end: rest[n - 1].span.end,
        };
        if let Some((entity, c)) = ENTITIES.iter().find(|(e, _)| starts(e)) {
            out.push(Char {
                c: *c,
                enumerator: false,
                span: hull(entity.len()),
            });
            i += entity.len();
        } else if rest[0].c == '<'
            && let Some(end) = rest.iter().take(40).position(|c| c.c == '>')
            && rest[1..end].iter().all(|c| c.c.is_ascii())
            && end > 1
        {
            if starts("<br") || starts("<p") || starts("</p") {
                out.push(Char {
                    c: '\n',
                    enumerator: false,
                    span: hull(end + 1),
                });
            }
            i += end + 1;
        } else {
            out.push(chars[i]);
            i += 1;
        }
    }
    *chars = out;
}

fn nfkc(_: &Cleaner, chars: &mut Vec<Char>) {
    let plain = |c: char| c.is_ascii() || ('\u{4e00}'..='\u{9fff}').contains(&c);
    if chars.iter().all(|c| plain(c.c)) {
        return;
    }
    let mut out = Vec::with_capacity(chars.len());
    for ch in chars.iter() {
        if plain(ch.c) {
            out.push(*ch);
            continue;
        }
        // ① and ㈠ are list numbers; once they have become 1 and (一) nobody could tell.
        let enumerator = matches!(ch.c, '\u{2460}'..='\u{249b}' | '\u{24ea}'..='\u{24ff}' | '\u{2776}'..='\u{2793}' | '\u{3220}'..='\u{3229}' | '\u{3280}'..='\u{3289}');
        out.extend(std::iter::once(ch.c).nfkc().map(|c| Char {
            c,
            enumerator,
            span: ch.span,
        }));
    }
    *chars = out;
}

fn variants(cleaner: &Cleaner, chars: &mut Vec<Char>) {
    if !chars.iter().any(|c| cleaner.begins(c.c)) {
        return;
    }
    let mut out = Vec::with_capacity(chars.len());
    let mut i = 0;
    while i < chars.len() {
        let hit = cleaner.variants.get(&chars[i].c).and_then(|list| {
            list.iter().find(|(from, _)| {
                chars.len() - i >= from.len()
                    && from.iter().zip(&chars[i..]).all(|(a, b)| *a == b.c)
            })
        });
        let Some((from, to)) = hit else {
            out.push(chars[i]);
            i += 1;
            continue;
        };
        let matched = &chars[i..i + from.len()];
        if from.len() == to.len() {
            out.extend(matched.iter().zip(to).map(|(ch, c)| Char { c: *c, ..*ch }));
        } else {
            let span = Span {
                start: matched[0].span.start,
                end: matched[matched.len() - 1].span.end,
            };
            out.extend(to.iter().map(|c| Char {
                c: *c,
                enumerator: false,
                span,
            }));
        }
        i += from.len();
    }
    *chars = out;
}

#[expect(
    clippy::ptr_arg,
    reason = "all steps have one shape, and most of them take characters out"
)]
fn simplified(cleaner: &Cleaner, chars: &mut Vec<Char>) {
    if !chars.iter().any(|c| may_change(c.c)) {
        return;
    }
    let mut plain: Vec<char> = chars.iter().map(|c| c.c).collect();
    simplify(&mut plain);
    let protected = protected(cleaner, chars);
    for (i, (ch, c)) in chars.iter_mut().zip(plain).enumerate() {
        if !protected.iter().any(|(a, b)| (*a..*b).contains(&i)) {
            ch.c = c;
        }
    }
}

/// Ranges that a dictionary line keeps as they are (乾县 is a place, not dry).
fn protected(cleaner: &Cleaner, chars: &[Char]) -> Vec<(usize, usize)> {
    let mut ranges = Vec::new();
    for i in 0..chars.len() {
        for (from, to) in cleaner.variants.get(&chars[i].c).into_iter().flatten() {
            let here = from == to
                && chars.len() - i >= from.len()
                && from.iter().zip(&chars[i..]).all(|(a, b)| *a == b.c);
            if here {
                ranges.push((i, i + from.len()));
            }
        }
    }
    ranges
}

#[expect(clippy::ptr_arg, reason = "as above")]
fn marks(_: &Cleaner, chars: &mut Vec<Char>) {
    for ch in chars.iter_mut() {
        ch.c = match ch.c {
            '（' | '〔' | '【' | '[' | '{' | '〖' | '﹝' => '(',
            '）' | '〕' | '】' | ']' | '}' | '〗' | '﹞' => ')',
            '〈' | '<' | '«' | '‹' | '﹤' => '《',
            '〉' | '>' | '»' | '›' | '﹥' => '》',
            '"' | '＂' | '「' | '『' | '‘' | '\'' | '`' | '″' | '„' => '“',
            '」' | '』' | '’' => '”',
            '，' => ',',
            '；' => ';',
            '：' | '∶' => ':',
            '､' | '﹑' => '、',
            '｡' => '。',
            '—' | '–' | '―' | '‐' | '‑' | '‒' | '−' | '─' | '－' => '-',
            '／' | '∕' | '⁄' | '╱' => '/',
            '＋' => '+',
            '•' | '・' | '‧' | '∙' | '⋅' => '·',
            '～' | '〜' | '∼' => '~',
            '\t' | '\u{a0}' | '\u{3000}' => ' ',
            c => c,
        };
    }
}

/// White space separates only words of letters and figures, or lines; elsewhere it is an accident of typing.
fn spaces(_: &Cleaner, chars: &mut Vec<Char>) {
    let mut out: Vec<Char> = Vec::with_capacity(chars.len());
    for (i, ch) in chars.iter().enumerate() {
        if ch.c == '\n' {
            if out.last().is_some_and(|l| l.c == ' ') {
                out.pop();
            }
            if out.last().is_some_and(|l| l.c != '\n') {
                out.push(*ch);
            }
        } else if ch.c.is_whitespace() {
            let rest = chars[i..]
                .iter()
                .find(|c| !c.c.is_whitespace())
                .map(|c| c.c);
            let keeps = |c: Option<char>| c.is_some_and(|c| !is_mark(c) && c != '\n');
            if out
                .last()
                .is_some_and(|l| !l.c.is_whitespace() && keeps(Some(l.c)))
                && keeps(rest)
            {
                out.push(Char { c: ' ', ..*ch });
            }
        } else {
            out.push(*ch);
        }
    }
    while out.last().is_some_and(|c| c.c.is_whitespace()) {
        out.pop();
    }
    *chars = out;
}

/// Whether a cleaned character is a mark of punctuation.
pub fn is_mark(c: char) -> bool {
    matches!(
        c,
        '(' | ')'
            | '《'
            | '》'
            | '“'
            | '”'
            | ','
            | ';'
            | ':'
            | '、'
            | '。'
            | '.'
            | '-'
            | '/'
            | '+'
            | '·'
            | '~'
            | '!'
            | '?'
            | '*'
            | '_'
            | '='
            | '|'
            | '\\'
            | '#'
            | '&'
            | '…'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(s: &str) -> String {
        Cleaner::default().clean(s).string().to_owned()
    }

    #[test]
    fn kangxi_radicals_become_simplified_characters() {
        assert_eq!(clean("⼾⼝簿"), "户口簿");
    }

    #[test]
    fn web_marks_and_invisible_characters_go() {
        assert_eq!(
            clean("身份证&nbsp;<br/>户口\u{200b}簿\u{feff}"),
            "身份证\n户口簿"
        );
    }

    #[test]
    fn every_kind_of_bracket_is_one_kind() {
        assert_eq!(clean("申请表【A】〔b〕{c}（d]"), "申请表(A)(b)(c)(d)");
    }

    #[test]
    fn circled_numbers_are_remembered() {
        let text = Cleaner::default().clean("①申请表");
        assert!(text.chars()[0].enumerator);
        assert_eq!(text.raw(&"①申请表".chars().collect::<Vec<_>>()), "①申请表");
    }

    #[test]
    fn spans_lead_back_to_the_raw_name() {
        let raw: Vec<char> = " № 5　申 请 表 ".chars().collect();
        let text = Cleaner::default().clean(" № 5　申 请 表 ");
        assert_eq!(text.string(), "No 5 申 请 表");
        assert_eq!(text.from(5).raw(&raw), "申 请 表");
    }
}
