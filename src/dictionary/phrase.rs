//! The small grammar of the 句式 columns.
//!
//! | sign | meaning |
//! | --- | --- |
//! | `N` | a number: figures, or Chinese numerals |
//! | `…` | any text, at least one character, that crosses no bracket, comma, semicolon or full stop |
//! | `[x]` | x may be absent |
//! | `(a\|b)` | either |
//! | anything else | itself, after the text steps' compatibility forms |
//!
//! A pattern is written out into plain sequences when it is compiled; those without `N` and `…` are
//! looked up by hash, so a thousand wordings cost no more than one.

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

/// A pattern that stands for more sequences than this is surely a mistake.
const MOST_SEQUENCES: usize = 4096;

/// Why a pattern cannot be compiled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhraseError {
    /// A bracket is not closed, or was never opened.
    #[error("句式“{0}”的括号不成对：[ ] 与 ( ) 都要成对")]
    Bracket(String),
    /// Nothing is left once what may be absent is absent.
    #[error("句式“{0}”可以是空的，会处处都对得上")]
    Empty(String),
    /// Too many combinations.
    #[error("句式“{0}”的可选组合太多，请拆成几行")]
    TooMany(String),
}

/// One item of a sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Item {
    Char(char),
    Number,
    Any,
}

/// A compiled pattern: the sequences that it stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    sequences: Vec<Vec<Item>>,
}

impl Phrase {
    /// Compiles a pattern.
    ///
    /// # Errors
    ///
    /// If its brackets do not match, it may be empty, or it stands for too many sequences.
    pub fn compile(pattern: &str) -> Result<Self, PhraseError> {
        let chars: Vec<char> = pattern.trim().chars().flat_map(fold).collect();
        let mut at = 0;
        let sequences = alternatives(&chars, &mut at, pattern)?;
        if at < chars.len() {
            return Err(PhraseError::Bracket(pattern.to_owned()));
        }
        if sequences.iter().any(Vec::is_empty) {
            return Err(PhraseError::Empty(pattern.to_owned()));
        }
        Ok(Self { sequences })
    }
}

/// Compatibility forms, as the text steps make them; the grammar's own … stays.
fn fold(c: char) -> Vec<char> {
    match c {
        '…' => vec![c],
        c => std::iter::once(c).nfkc().collect(),
    }
}

/// Sequences separated by `|`, up to a closing bracket or the end.
fn alternatives(chars: &[char], at: &mut usize, pattern: &str) -> Result<Vec<Vec<Item>>, PhraseError> {
    let mut all = Vec::new();
    let mut current: Vec<Vec<Item>> = vec![Vec::new()];
    while let Some(&c) = chars.get(*at) {
        let next: Vec<Vec<Item>> = match c {
            ')' | ']' => break,
            '|' => {
                *at += 1;
                all.append(&mut current);
                current.push(Vec::new());
                continue;
            }
            '(' | '[' => {
                *at += 1;
                let mut inner = alternatives(chars, at, pattern)?;
                let close = if c == '(' { ')' } else { ']' };
                if chars.get(*at) != Some(&close) {
                    return Err(PhraseError::Bracket(pattern.to_owned()));
                }
                if c == '[' {
                    inner.push(Vec::new());
                }
                inner
            }
            '…' => vec![vec![Item::Any]],
            'N' => vec![vec![Item::Number]],
            // Keys are in capital letters, texts as written: a pattern's letters match either.
            c => vec![vec![Item::Char(c.to_ascii_uppercase())]],
        };
        *at += 1;
        if current.len() * next.len() > MOST_SEQUENCES {
            return Err(PhraseError::TooMany(pattern.to_owned()));
        }
        current = current
            .iter()
            .flat_map(|head| next.iter().map(move |tail| [head.as_slice(), tail].concat()))
            .collect();
    }
    all.append(&mut current);
    Ok(all)
}

/// Many patterns, asked at once.
#[derive(Clone, Debug, Default)]
pub struct PhraseSet {
    literals: FxHashMap<String, usize>,
    longest: usize,
    /// Sequences with numbers or gaps, by their first character where that is fixed, and by their last.
    by_first: FxHashMap<Option<char>, Vec<usize>>,
    by_last: FxHashMap<Option<char>, Vec<usize>>,
    sequences: Vec<(Vec<Item>, usize)>,
}

impl PhraseSet {
    /// Compiles patterns; of two that are equal the first one stands.
    ///
    /// # Errors
    ///
    /// The index of the first pattern that cannot be compiled, and why.
    pub fn build<'p>(patterns: impl IntoIterator<Item = &'p str>) -> Result<Self, (usize, PhraseError)> {
        let mut set = Self::default();
        for (i, pattern) in patterns.into_iter().enumerate() {
            for sequence in Phrase::compile(pattern).map_err(|e| (i, e))?.sequences {
                set.add(sequence, i);
            }
        }
        Ok(set)
    }

    fn add(&mut self, sequence: Vec<Item>, index: usize) {
        let literal: Option<String> =
            sequence.iter().map(|item| if let Item::Char(c) = item { Some(*c) } else { None }).collect();
        if let Some(literal) = literal {
            self.longest = self.longest.max(sequence.len());
            self.literals.entry(literal).or_insert(index);
            return;
        }
        let fixed = |item: Option<&Item>| match item {
            Some(Item::Char(c)) => Some(*c),
            _ => None,
        };
        let id = self.sequences.len();
        self.by_first.entry(fixed(sequence.first())).or_default().push(id);
        self.by_last.entry(fixed(sequence.last())).or_default().push(id);
        self.sequences.push((sequence, index));
    }

    /// The longest match at the beginning: its length in bytes, and the pattern's index.
    pub fn match_prefix(&self, text: &str) -> Option<(usize, usize)> {
        let chars = upper(text);
        let literal = (1..=chars.len().min(self.longest)).rev().find_map(|n| {
            let piece: String = chars[..n].iter().collect();
            self.literals.get(&piece).map(|i| (n, *i))
        });
        let open = self.candidates(&self.by_first, chars.first().copied());
        let best = open
            .filter_map(|id| {
                let (sequence, i) = &self.sequences[id];
                longest(sequence, &chars).map(|n| (n, *i))
            })
            .chain(literal)
            // Of equally long matches the first line's, and of a gap and a literal the literal.
            .max_by_key(|(n, i)| (*n, std::cmp::Reverse(*i)))?;
        Some((chars_bytes(text, best.0), best.1))
    }

    /// The longest match at the end: its length in bytes, and the pattern's index.
    pub fn match_suffix(&self, text: &str) -> Option<(usize, usize)> {
        let chars = upper(text);
        let n = chars.len();
        let literal = (1..=n.min(self.longest)).rev().find_map(|k| {
            let piece: String = chars[n - k..].iter().collect();
            self.literals.get(&piece).map(|i| (k, *i))
        });
        let reversed: Vec<char> = chars.iter().rev().copied().collect();
        let open = self.candidates(&self.by_last, chars.last().copied());
        let best = open
            .filter_map(|id| {
                let (sequence, i) = &self.sequences[id];
                let backwards: Vec<Item> = sequence.iter().rev().copied().collect();
                longest(&backwards, &reversed).map(|k| (k, *i))
            })
            .chain(literal)
            .max_by_key(|(k, i)| (*k, std::cmp::Reverse(*i)))?;
        let kept = chars_bytes(text, n - best.0);
        Some((text.len() - kept, best.1))
    }

    /// The pattern that is the whole text.
    pub fn match_whole(&self, text: &str) -> Option<usize> {
        let chars = upper(text);
        let whole: String = chars.iter().collect();
        if let Some(i) = self.literals.get(&whole) {
            return Some(*i);
        }
        self.candidates(&self.by_first, chars.first().copied())
            .filter(|id| matches_whole(&self.sequences[*id].0, &chars))
            .map(|id| self.sequences[id].1)
            .min()
    }

    fn candidates<'s>(
        &'s self,
        by: &'s FxHashMap<Option<char>, Vec<usize>>,
        c: Option<char>,
    ) -> impl Iterator<Item = usize> + 's {
        let fixed = c.and_then(|c| by.get(&Some(c)));
        fixed.into_iter().chain(by.get(&None)).flatten().copied()
    }
}

fn upper(text: &str) -> Vec<char> {
    text.chars().map(|c| c.to_ascii_uppercase()).collect()
}

fn chars_bytes(text: &str, n: usize) -> usize {
    text.char_indices().nth(n).map_or(text.len(), |(i, _)| i)
}

/// Whether a character may stand in a gap.
fn fills(c: char) -> bool {
    !matches!(c, '(' | ')' | '《' | '》' | ',' | ';' | '。' | '\n')
}

/// Whether a character may stand in a number.
fn numeral(c: char) -> bool {
    c.is_ascii_digit()
        || matches!(
            c,
            '.' | '零' | '〇' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千' | '万'
                | '两' | '几' | '数' | '半' | '壹' | '贰' | '叁' | '肆' | '伍'
        )
}

/// The length of the longest beginning of a text that a sequence matches.
fn longest(sequence: &[Item], text: &[char]) -> Option<usize> {
    let Some(item) = sequence.first() else { return Some(0) };
    let rest = &sequence[1..];
    let stretch = |fits: fn(char) -> bool| text.iter().take_while(|c| fits(**c)).count();
    let most = match item {
        Item::Char(c) => return (text.first() == Some(c)).then(|| longest(rest, &text[1..]).map(|n| n + 1))?,
        Item::Number => stretch(numeral),
        Item::Any => stretch(fills),
    };
    (1..=most).filter_map(|n| longest(rest, &text[n..]).map(|m| n + m)).max()
}

fn matches_whole(sequence: &[Item], text: &[char]) -> bool {
    let Some(item) = sequence.first() else { return text.is_empty() };
    let rest = &sequence[1..];
    let stretch = |fits: fn(char) -> bool| text.iter().take_while(|c| fits(**c)).count();
    let most = match item {
        Item::Char(c) => return text.first() == Some(c) && matches_whole(rest, &text[1..]),
        Item::Number => stretch(numeral),
        Item::Any => stretch(fills),
    };
    (1..=most).any(|n| matches_whole(rest, &text[n..]))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn set(patterns: &[&str]) -> PhraseSet {
        PhraseSet::build(patterns.iter().copied()).unwrap_or_default()
    }

    #[test]
    fn the_longest_wording_is_found_at_either_end() {
        let set = set(&["复印件", "原件[及|和]复印件", "N份", "近N个月[内]的", "(一式|各)N份"]);
        assert_eq!(set.match_suffix("身份证原件及复印件"), Some(("原件及复印件".len(), 1)));
        assert_eq!(set.match_suffix("身份证一式三份"), Some(("一式三份".len(), 4)));
        assert_eq!(set.match_prefix("近3个月内的银行流水"), Some(("近3个月内的".len(), 3)));
        assert_eq!(set.match_whole("三份"), Some(2));
        assert_eq!(set.match_whole("身份证"), None);
    }

    #[test]
    fn a_gap_crosses_no_bracket() {
        let set = set(&["限…的"]);
        assert_eq!(set.match_whole("限外省户籍的"), Some(0));
        assert_eq!(set.match_whole("限(外省)户籍的"), None);
    }

    #[test]
    fn a_broken_pattern_says_why() {
        assert!(matches!(PhraseSet::build(["原件", "[复印件"]), Err((1, PhraseError::Bracket(_)))));
        assert!(matches!(Phrase::compile("[复印件]"), Err(PhraseError::Empty(_))));
    }

    proptest! {
        /// The oracle is the regex crate.
        #[test]
        fn it_agrees_with_a_regular_expression(text in "[甲乙丙1二]{0,8}") {
            let set = set(&["甲[乙]N", "…丙", "(甲|乙丙)甲"]);
            let any = "[^()《》,;。\n]+";
            let n = "[0-9.一二]+";
            let oracle = regex::Regex::new(&format!("^(?:甲乙?{n}|{any}丙|甲甲|乙丙甲)$")).unwrap();
            prop_assert_eq!(set.match_whole(&text).is_some(), oracle.is_match(&text));
        }
    }
}
