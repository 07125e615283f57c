//! Cleaned text that still knows its raw characters.
//!
//! Every [`Char`] carries the span of the raw name it came from, so that whatever is lifted or
//! left over can be shown and accounted for in the department's own characters.

use crate::model::Span;

/// A cleaned character with its raw span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Char {
    /// The character as compared.
    pub c: char,
    /// Whether it stood as a circled or bracketed number (①, ㈠), which compatibility forms would hide.
    pub enumerator: bool,
    /// Where it stands in the raw name.
    pub span: Span,
}

/// A run of cleaned characters, not necessarily contiguous in the raw name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Text {
    chars: Vec<Char>,
}

impl Text {
    /// A text of these characters.
    pub fn new(chars: Vec<Char>) -> Self {
        Self { chars }
    }

    /// Number of characters.
    pub fn len(&self) -> usize {
        self.chars.len()
    }

    /// Whether nothing is left.
    pub fn is_empty(&self) -> bool {
        self.chars.is_empty()
    }

    /// Number of characters that are no marks.
    pub fn substance(&self) -> usize {
        self.chars
            .iter()
            .filter(|c| !super::steps::is_mark(c.c) && !c.c.is_whitespace())
            .count()
    }

    /// The characters.
    pub fn chars(&self) -> &[Char] {
        &self.chars
    }

    /// The character at a position, if there is one.
    pub fn at(&self, i: usize) -> Option<char> {
        self.chars.get(i).map(|c| c.c)
    }

    /// The characters from `start` to before `end`.
    pub fn slice(&self, start: usize, end: usize) -> Text {
        let end = end.min(self.chars.len());
        Text {
            chars: self.chars[start.min(end)..end].to_vec(),
        }
    }

    /// The characters from `start` on.
    pub fn from(&self, start: usize) -> Text {
        self.slice(start, self.len())
    }

    /// All characters but those from `start` to before `end`.
    pub fn without(&self, start: usize, end: usize) -> Text {
        let mut chars = self.chars[..start].to_vec();
        chars.extend_from_slice(&self.chars[end..]);
        Text::new(chars)
    }

    /// The characters that satisfy a condition.
    pub fn keep(&self, mut wanted: impl FnMut(&Char) -> bool) -> Text {
        Text::new(self.chars.iter().copied().filter(|c| wanted(c)).collect())
    }

    /// The cleaned characters as a string.
    pub fn string(&self) -> String {
        self.chars.iter().map(|c| c.c).collect()
    }

    /// The smallest raw span that holds all characters.
    pub fn hull(&self) -> Span {
        let start = self.chars.iter().map(|c| c.span.start).min().unwrap_or(0);
        let end = self.chars.iter().map(|c| c.span.end).max().unwrap_or(start);
        Span { start, end }
    }

    /// The raw characters of this text, without those that cleaning or lifting took out.
    pub fn raw(&self, raw: &[char]) -> String {
        let mut out = String::new();
        let mut last = None;
        for c in &self.chars {
            // One raw character may have become several (㈠ → (一)): it is shown once.
            if last != Some(c.span) {
                out.extend(&raw[c.span.start as usize..c.span.end as usize]);
                last = Some(c.span);
            }
        }
        out
    }
}
