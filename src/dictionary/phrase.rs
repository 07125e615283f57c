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
//! A pattern that stands for a few plain wordings is written out when it is compiled, and looked up
//! by hash; the others are matched by carrying the set of positions that are reached from item to
//! item, so that no pattern can take exponential time.

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

/// A pattern that stands for more plain wordings than this is not written out.
const MOST_LITERALS: usize = 200;

/// Why a pattern cannot be compiled.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhraseError {
    /// A bracket is not closed, or was never opened.
    #[error("句式“{0}”的括号不成对：[ ] 与 ( ) 都要成对")]
    Bracket(String),
    /// Nothing is left once what may be absent is absent.
    #[error("句式“{0}”可以是空的，会处处都对得上")]
    Empty(String),
}

/// One item of a pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Item {
    Char(char),
    Number,
    Any,
    /// Any one of these; an empty one makes it optional.
    Either(Vec<Vec<Item>>),
}

/// A compiled pattern.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    items: Vec<Item>,
}

impl Phrase {
    /// Compiles a pattern.
    ///
    /// # Errors
    ///
    /// If its brackets do not match, or it may be empty.
    pub fn compile(pattern: &str) -> Result<Self, PhraseError> {
        let chars: Vec<char> = pattern.trim().chars().flat_map(fold).collect();
        let mut at = 0;
        let mut alternatives = alternatives(&chars, &mut at, pattern)?;
        if at < chars.len() {
            return Err(PhraseError::Bracket(pattern.to_owned()));
        }
        let items = match alternatives.len() {
            1 => alternatives.pop().unwrap_or_default(),
            _ => vec![Item::Either(alternatives)],
        };
        if reached(&items, &[], &[0]).contains(&0) {
            return Err(PhraseError::Empty(pattern.to_owned()));
        }
        Ok(Self { items })
    }

    /// The plain wordings that the pattern stands for, if they are few.
    fn literals(&self) -> Option<Vec<String>> {
        fn extend(items: &[Item], heads: Vec<String>) -> Option<Vec<String>> {
            let mut all = heads;
            for item in items {
                all = match item {
                    Item::Char(c) => all.into_iter().map(|head| format!("{head}{c}")).collect(),
                    Item::Number | Item::Any => return None,
                    Item::Either(choices) => {
                        let mut longer = Vec::new();
                        for choice in choices {
                            longer.extend(extend(choice, all.clone())?);
                        }
                        longer
                    }
                };
                if all.len() > MOST_LITERALS {
                    return None;
                }
            }
            Some(all)
        }
        extend(&self.items, vec![String::new()])
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
fn alternatives(
    chars: &[char],
    at: &mut usize,
    pattern: &str,
) -> Result<Vec<Vec<Item>>, PhraseError> {
    let mut all = vec![Vec::new()];
    while let Some(&c) = chars.get(*at) {
        let item = match c {
            ')' | ']' => break,
            '|' => {
                *at += 1;
                all.push(Vec::new());
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
                Item::Either(inner)
            }
            '…' => Item::Any,
            'N' => Item::Number,
            // Keys are in capital letters, texts as written: a pattern's letters match either.
            c => Item::Char(c.to_ascii_uppercase()),
        };
        *at += 1;
        if let Some(last) = all.last_mut() {
            last.push(item);
        }
    }
    Ok(all)
}

/// Many patterns, asked at once.
#[derive(Clone, Debug, Default)]
pub struct PhraseSet {
    literals: FxHashMap<String, usize>,
    longest: usize,
    /// The other patterns by the characters that they may begin with, and end with; `None`: any.
    by_first: FxHashMap<Option<char>, Vec<usize>>,
    by_last: FxHashMap<Option<char>, Vec<usize>>,
    patterns: Vec<Pattern>,
}

/// A pattern that is not written out.
#[derive(Clone, Debug)]
struct Pattern {
    forwards: Vec<Item>,
    backwards: Vec<Item>,
    /// Whether it holds a gap: any other wording is trusted more, however short.
    gap: bool,
    index: usize,
}

impl PhraseSet {
    /// Compiles patterns; of two that are equal the first one stands.
    ///
    /// # Errors
    ///
    /// The index of the first pattern that cannot be compiled, and why.
    pub fn build<'p>(
        patterns: impl IntoIterator<Item = &'p str>,
    ) -> Result<Self, (usize, PhraseError)> {
        let mut set = Self::default();
        for (i, pattern) in patterns.into_iter().enumerate() {
            set.add(Phrase::compile(pattern).map_err(|e| (i, e))?, i);
        }
        Ok(set)
    }

    fn add(&mut self, phrase: Phrase, index: usize) {
        if let Some(literals) = phrase.literals() {
            for literal in literals {
                self.longest = self.longest.max(literal.chars().count());
                self.literals.entry(literal).or_insert(index);
            }
            return;
        }
        let id = self.patterns.len();
        let backwards = reversed(&phrase.items);
        for (by, items) in [
            (&mut self.by_first, &phrase.items),
            (&mut self.by_last, &backwards),
        ] {
            for c in first(items) {
                by.entry(c).or_default().push(id);
            }
        }
        let gap = has_gap(&phrase.items);
        self.patterns.push(Pattern {
            forwards: phrase.items,
            backwards,
            gap,
            index,
        });
    }

    /// The longest match at the beginning: its length in bytes, and the pattern's index.
    pub fn match_prefix(&self, text: &str) -> Option<(usize, usize)> {
        let chars = upper(text);
        let literal = (1..=chars.len().min(self.longest)).rev().find_map(|n| {
            let piece: String = chars[..n].iter().collect();
            self.literals.get(&piece).map(|i| (false, n, *i))
        });
        let open = self.candidates(&self.by_first, chars.first().copied());
        let best = open
            .filter_map(|id| {
                let pattern = &self.patterns[id];
                longest(&pattern.forwards, &chars).map(|n| (pattern.gap, n, pattern.index))
            })
            .chain(literal)
            // Of equally long matches the first line's.
            .max_by_key(|(gap, n, i)| (!*gap, *n, std::cmp::Reverse(*i)))?;
        Some((chars_bytes(text, best.1), best.2))
    }

    /// The longest match at the end: its length in bytes, and the pattern's index.
    pub fn match_suffix(&self, text: &str) -> Option<(usize, usize)> {
        let chars = upper(text);
        let n = chars.len();
        let literal = (1..=n.min(self.longest)).rev().find_map(|k| {
            let piece: String = chars[n - k..].iter().collect();
            self.literals.get(&piece).map(|i| (false, k, *i))
        });
        let turned: Vec<char> = chars.iter().rev().copied().collect();
        let open = self.candidates(&self.by_last, chars.last().copied());
        let best = open
            .filter_map(|id| {
                let pattern = &self.patterns[id];
                longest(&pattern.backwards, &turned).map(|k| (pattern.gap, k, pattern.index))
            })
            .chain(literal)
            .max_by_key(|(gap, k, i)| (!*gap, *k, std::cmp::Reverse(*i)))?;
        let kept = chars_bytes(text, n - best.1);
        Some((text.len() - kept, best.2))
    }

    /// The pattern that is the whole text.
    pub fn match_whole(&self, text: &str) -> Option<usize> {
        let chars = upper(text);
        let whole: String = chars.iter().collect();
        if let Some(i) = self.literals.get(&whole) {
            return Some(*i);
        }
        self.candidates(&self.by_first, chars.first().copied())
            .filter(|id| reached(&self.patterns[*id].forwards, &chars, &[0]).contains(&chars.len()))
            .map(|id| self.patterns[id].index)
            .min()
    }

    /// What stands in the gap of a pattern that is the whole text: first character and one past the last.
    pub fn gap(&self, index: usize, text: &str) -> Option<(usize, usize)> {
        let chars = upper(text);
        self.patterns
            .iter()
            .filter(|p| p.index == index)
            .find_map(|pattern| {
                let place = pattern
                    .forwards
                    .iter()
                    .position(|item| *item == Item::Any)?;
                let (before, after) = (&pattern.forwards[..place], &pattern.forwards[place + 1..]);
                let start = reached(before, &chars, &[0]).into_iter().max()?;
                let end = (start + 1..=chars.len())
                    .rev()
                    .find(|end| reached(after, &chars, &[*end]).contains(&chars.len()))?;
                Some((start, end))
            })
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
            '.' | '零'
                | '〇'
                | '一'
                | '二'
                | '三'
                | '四'
                | '五'
                | '六'
                | '七'
                | '八'
                | '九'
                | '十'
                | '百'
                | '千'
                | '万'
                | '两'
                | '几'
                | '数'
                | '半'
                | '壹'
                | '贰'
                | '叁'
                | '肆'
                | '伍'
        )
}

/// The length of the longest beginning of a text that a pattern matches.
fn longest(items: &[Item], text: &[char]) -> Option<usize> {
    reached(items, text, &[0]).into_iter().max()
}

/// The positions in a text that are reached from positions by a sequence of items, ascending.
fn reached(items: &[Item], text: &[char], from: &[usize]) -> Vec<usize> {
    let mut here = from.to_vec();
    for item in items {
        let mut next = Vec::new();
        for &at in &here {
            let stretch =
                |fits: fn(char) -> bool| text[at..].iter().take_while(|c| fits(**c)).count();
            match item {
                Item::Char(c) => next.extend((text.get(at) == Some(c)).then_some(at + 1)),
                Item::Number => next.extend(at + 1..=at + stretch(numeral)),
                Item::Any => next.extend(at + 1..=at + stretch(fills)),
                Item::Either(choices) => {
                    for choice in choices {
                        next.extend(reached(choice, text, &[at]));
                    }
                }
            }
        }
        next.sort_unstable();
        next.dedup();
        if next.is_empty() {
            return next;
        }
        here = next;
    }
    here
}

fn has_gap(items: &[Item]) -> bool {
    items.iter().any(|item| match item {
        Item::Any => true,
        Item::Either(choices) => choices.iter().any(|c| has_gap(c)),
        Item::Char(_) | Item::Number => false,
    })
}

/// A sequence read from its end.
fn reversed(items: &[Item]) -> Vec<Item> {
    let turn = |item: &Item| match item {
        Item::Either(choices) => Item::Either(choices.iter().map(|c| reversed(c)).collect()),
        item => item.clone(),
    };
    items.iter().rev().map(turn).collect()
}

/// The characters that a sequence may begin with; `None` where it may be any.
fn first(items: &[Item]) -> Vec<Option<char>> {
    let mut out = Vec::new();
    for item in items {
        match item {
            Item::Char(c) => {
                out.push(Some(*c));
                break;
            }
            Item::Number | Item::Any => {
                out.push(None);
                break;
            }
            Item::Either(choices) => {
                out.extend(choices.iter().flat_map(|c| first(c)));
                if choices.iter().all(|c| !reached(c, &[], &[0]).contains(&0)) {
                    break;
                }
            }
        }
    }
    if out.contains(&None) {
        return vec![None];
    }
    out.sort_unstable();
    out.dedup();
    out
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
        let set = set(&[
            "复印件",
            "原件[及|和]复印件",
            "N份",
            "近N个月[内]的",
            "(一式|各)N份",
        ]);
        assert_eq!(
            set.match_suffix("身份证原件及复印件"),
            Some(("原件及复印件".len(), 1))
        );
        assert_eq!(
            set.match_suffix("身份证一式三份"),
            Some(("一式三份".len(), 4))
        );
        assert_eq!(
            set.match_prefix("近3个月内的银行流水"),
            Some(("近3个月内的".len(), 3))
        );
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
        assert!(matches!(
            PhraseSet::build(["原件", "[复印件"]),
            Err((1, PhraseError::Bracket(_)))
        ));
        assert!(matches!(
            Phrase::compile("[复印件]"),
            Err(PhraseError::Empty(_))
        ));
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
