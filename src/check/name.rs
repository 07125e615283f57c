//! A distinct name, read and decided once, as the rules of names see it.

use crate::model::{Decision, Reading, Span};
use crate::pipeline::Loaded;
use crate::reading::Cleaner;

use super::book::RuleBook;

/// A raw name with all that is known of it.
pub struct Name<'a> {
    /// Dictionaries, catalogue, matcher.
    pub known: &'a Loaded,
    /// The rules' own knowledge.
    pub book: &'a RuleBook<'a>,
    /// As written.
    pub raw: &'a str,
    /// Cleaned: where a word does not stand in it, nothing need be asked about the word.
    text: String,
    /// Its reading.
    pub reading: Reading,
    /// The decisions, part by part.
    pub decisions: Vec<Decision>,
}

/// A fault of a cell, before it has a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fault {
    /// The rule's id.
    pub rule: &'static str,
    /// Where in the cell.
    pub span: Span,
    /// What is wrong and what to do.
    pub message: String,
    /// The proposed text.
    pub suggestion: String,
}

impl<'a> Name<'a> {
    /// Reads and decides.
    pub fn new(known: &'a Loaded, book: &'a RuleBook<'a>, raw: &'a str) -> Self {
        let reading = known.matcher.reader().read(raw);
        let decisions = reading
            .parts()
            .iter()
            .map(|p| known.matcher.decide(&p.key))
            .collect();
        Self {
            known,
            book,
            raw,
            text: known
                .matcher
                .reader()
                .lexicon()
                .cleaner
                .clean(raw)
                .string()
                .to_owned(),
            reading,
            decisions,
        }
    }

    /// What makes texts comparable.
    pub fn cleaner(&self) -> &Cleaner {
        &self.known.matcher.reader().lexicon().cleaner
    }

    /// The name of the standard that takes a part.
    pub fn standard(&self, part: usize) -> Option<&str> {
        let id = self.decisions.get(part)?.standard?;
        Some(&self.known.matcher.standard(id).name)
    }

    /// What the dictionary says of how broad the standard of a part is; empty for one paper.
    pub fn breadth(&self, part: usize) -> &str {
        let decided = self.decisions.get(part).and_then(|d| d.standard);
        let lines = decided.map_or(&[][..], |id| &self.known.matcher.standard(id).lines);
        lines
            .iter()
            .map(|l| self.known.dictionary.materials[*l].line.broad.as_str())
            .find(|broad| !broad.is_empty())
            .unwrap_or_default()
    }

    /// Where a word stands in the name, each place once.
    pub fn places(&self, word: &str) -> Vec<(Span, String, String)> {
        if !self.text.contains(word) {
            return Vec::new();
        }
        places(self.cleaner(), self.raw, word)
    }

    /// Where it does as a word: 必要的 does not in 不必要的.
    pub fn words_at(&self, word: &str) -> Vec<(Span, String, String)> {
        let mut places = self.places(word);
        if places.is_empty() {
            return places;
        }
        let segmenter = &self.known.matcher.reader().lexicon().segmenter;
        let mut at = 0;
        let mut starts = vec![0];
        for word in segmenter.words(&self.text) {
            at += word.chars().count();
            starts.push(at);
        }
        places.retain(|(_, before, _)| starts.contains(&before.chars().count()));
        places
    }

    /// The whole name.
    pub fn all(&self) -> Span {
        Span {
            start: 0,
            end: self.raw.chars().count() as u32,
        }
    }

    /// The name with only its cores left.
    pub fn cores(&self) -> String {
        let cores: Vec<&str> = self
            .reading
            .parts()
            .iter()
            .map(|p| p.core.as_str())
            .collect();
        cores.join("；")
    }
}

/// Where a word stands in a text, each place once, as characters of the raw text.
pub fn places(cleaner: &Cleaner, raw: &str, word: &str) -> Vec<(Span, String, String)> {
    let text = cleaner.clean(raw);
    let chars: Vec<char> = text.chars().iter().map(|c| c.c).collect();
    let word: Vec<char> = word.chars().collect();
    if word.is_empty() || chars.len() < word.len() {
        return Vec::new();
    }
    (0..=chars.len() - word.len())
        .filter(|i| chars[*i..].starts_with(&word))
        .map(|i| {
            (
                text.slice(i, i + word.len()).hull(),
                chars[..i].iter().collect(),
                chars[i + word.len()..].iter().collect(),
            )
        })
        .collect()
}

/// The raw text with a range of its characters replaced.
pub fn replaced(raw: &str, span: Span, with: &str) -> String {
    let (start, end) = (span.start as usize, span.end as usize);
    raw.chars()
        .take(start)
        .chain(with.chars())
        .chain(raw.chars().skip(end))
        .collect()
}
