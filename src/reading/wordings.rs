//! Wordings: what the 句式 columns say, many of them asked at once.

use std::borrow::Cow;

use super::steps::Cleaner;
use crate::dictionary::lines::{Entry, Origin, QualifierLine};
use crate::dictionary::phrase::{Phrase, PhraseSet};
use crate::dictionary::{Dictionary, DictionaryError};
use crate::model::Attribute;

/// What becomes of a wording that is taken off a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lift {
    /// Kept as a qualifier.
    Keep(Attribute),
    /// Dropped: a verb, a word without weight.
    Drop,
}

/// A wording of a qualifier.
#[derive(Clone, Debug)]
pub struct Wording {
    /// What becomes of it.
    pub lift: Lift,
    /// The value kept; empty keeps the text as written.
    pub canonical: String,
    /// File and entry, for evidence.
    pub by: String,
    /// Which wording of its set it is.
    number: usize,
}

/// What stands within a catch-all line's `归入` when it is no material at all.
pub(crate) const NOT_A_MATERIAL: &str = "非材料";

/// A set of wordings that may stand in one position.
#[derive(Debug)]
pub struct Wordings {
    set: PhraseSet,
    wordings: Vec<Wording>,
}

impl Wordings {
    /// The longest wording at the beginning: its length in characters.
    pub fn prefix(&self, text: &str) -> Option<(usize, &Wording)> {
        let (bytes, i) = self.set.match_prefix(text)?;
        Some((text[..bytes].chars().count(), &self.wordings[i]))
    }

    /// The value that a wording keeps of a text that it is.
    pub fn value(&self, wording: &Wording, text: &str) -> String {
        self.set
            .get(wording.number)
            .map_or_else(|| text.to_owned(), |p| p.value(&wording.canonical, text))
    }

    /// The longest wording at the end: its length in characters.
    pub fn suffix(&self, text: &str) -> Option<(usize, &Wording)> {
        let (bytes, i) = self.set.match_suffix(text)?;
        Some((
            text[text.len() - bytes..].chars().count(),
            &self.wordings[i],
        ))
    }

    /// The wording that is the whole text.
    pub fn whole(&self, text: &str) -> Option<&Wording> {
        self.set.match_whole(text).map(|i| &self.wordings[i])
    }

    /// The wordings of qualifiers, verbs and weightless words that may stand in a position.
    ///
    /// # Errors
    ///
    /// If a pattern cannot be compiled.
    pub fn at(
        dictionary: &Dictionary,
        cleaner: &Cleaner,
        position: &str,
    ) -> Result<Self, DictionaryError> {
        let here =
            |positions: &[String]| positions.is_empty() || positions.iter().any(|p| p == position);
        let mut lines: Vec<Line<'_>> = by_strength(&dictionary.qualifiers)
            .filter(|e| here(&e.line.position))
            .map(qualifier)
            .collect();
        if position != "括号" {
            let weightless = by_strength(&dictionary.weightless).filter(|e| here(&e.line.position));
            lines.extend(weightless.map(|e| Line {
                pattern: cleaner.key_of(&e.line.word),
                entry: &e.line.word,
                origin: e.origin,
                lift: Lift::Drop,
                canonical: "",
            }));
        }
        Self::compile(dictionary, lines)
    }

    /// The wordings that are verbs of handing in: those that keep nothing.
    ///
    /// # Errors
    ///
    /// If a pattern cannot be compiled.
    pub fn verbs(dictionary: &Dictionary) -> Result<Self, DictionaryError> {
        let verbs = by_strength(&dictionary.qualifiers)
            .map(qualifier)
            .filter(|l| l.lift == Lift::Drop);
        Self::compile(dictionary, verbs.collect())
    }

    /// The wordings whose line names a position: those that may stand anywhere do not count.
    ///
    /// # Errors
    ///
    /// If a pattern cannot be compiled.
    pub fn only(dictionary: &Dictionary, position: &str) -> Result<Self, DictionaryError> {
        let here = |e: &&Entry<QualifierLine>| e.line.position.iter().any(|p| p == position);
        let lines = by_strength(&dictionary.qualifiers)
            .filter(here)
            .map(qualifier);
        Self::compile(dictionary, lines.collect())
    }

    /// Catch-alls and non-materials; the value is the standard, or [`NOT_A_MATERIAL`].
    ///
    /// # Errors
    ///
    /// If a pattern cannot be compiled.
    pub fn catchalls(dictionary: &Dictionary) -> Result<Self, DictionaryError> {
        let lines = by_strength(&dictionary.catchalls).map(|e| {
            let none = e.line.kind == NOT_A_MATERIAL;
            Line {
                pattern: Cow::Borrowed(&e.line.pattern),
                entry: &e.line.pattern,
                origin: e.origin,
                lift: Lift::Drop,
                canonical: if none {
                    NOT_A_MATERIAL
                } else {
                    &e.line.standard
                },
            }
        });
        Self::compile(dictionary, lines.collect())
    }

    /// Phrases that say the same as a shorter name; the value is that name.
    ///
    /// # Errors
    ///
    /// If a pattern cannot be compiled.
    pub fn rewordings(dictionary: &Dictionary) -> Result<Self, DictionaryError> {
        let lines = by_strength(&dictionary.rewordings).map(|e| Line {
            pattern: Cow::Borrowed(&e.line.pattern),
            entry: &e.line.pattern,
            origin: e.origin,
            lift: Lift::Drop,
            canonical: &e.line.canonical,
        });
        Self::compile(dictionary, lines.collect())
    }

    fn compile(dictionary: &Dictionary, lines: Vec<Line<'_>>) -> Result<Self, DictionaryError> {
        let mut phrases = Vec::with_capacity(lines.len());
        let mut wordings = Vec::with_capacity(lines.len());
        for line in lines {
            let phrase = Phrase::compile(&line.pattern)
                .map_err(|error| dictionary.broken_line(line.origin, error.to_string()))?;
            phrases.push(phrase);
            let by = dictionary.cite(line.origin, line.entry);
            wordings.push(Wording {
                lift: line.lift,
                canonical: line.canonical.to_owned(),
                by,
                number: wordings.len(),
            });
        }
        Ok(Self {
            set: PhraseSet::new(phrases),
            wordings,
        })
    }
}

/// A dictionary line on its way into a set.
struct Line<'d> {
    pattern: Cow<'d, str>,
    entry: &'d str,
    origin: Origin,
    lift: Lift,
    canonical: &'d str,
}

/// The user's lines first: of two equal wordings the first one stands.
fn by_strength<T>(entries: &[Entry<T>]) -> impl Iterator<Item = &Entry<T>> {
    entries.iter().rev()
}

fn qualifier(entry: &Entry<QualifierLine>) -> Line<'_> {
    Line {
        pattern: Cow::Borrowed(&entry.line.pattern),
        entry: &entry.line.pattern,
        origin: entry.origin,
        lift: Attribute::from_word(&entry.line.attribute).map_or(Lift::Drop, Lift::Keep),
        canonical: &entry.line.canonical,
    }
}
