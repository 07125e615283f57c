//! The guard: what keeps two names apart however alike the rest of them is.
//!
//! Two tests. Opposed words (结婚 and 离婚): both names are cut into the words of the contrast list,
//! longest first, what both share is cancelled, and no forbidden pair may be left over. And the
//! class of the head word: a certificate is not the application for it.

use rustc_hash::FxHashMap;

use crate::dictionary::Dictionary;
use crate::reading::{Affixes, Finder, Reader};

/// What a contrast line says about two opposed words.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// They keep names apart.
    Forbid,
    /// A person must be asked.
    Ask,
}

/// The contrast list and the classes of head words, compiled.
#[derive(Debug)]
pub struct Guard {
    words: Vec<String>,
    /// For each word, the words of which a person must be asked, in the order of the list.
    asked: FxHashMap<u32, Vec<(u32, String)>>,
    finder: Finder,
    pairs: FxHashMap<(u32, u32), (Effect, String)>,
    classes: Affixes<String>,
}

impl Guard {
    /// Compiles the dictionaries' contrasts and head classes.
    pub fn new(dictionary: &Dictionary, reader: &Reader) -> Self {
        let cleaner = &reader.lexicon().cleaner;
        let mut words: Vec<String> = dictionary
            .contrasts
            .iter()
            .flat_map(|e| [cleaner.key(&e.line.a), cleaner.key(&e.line.b)])
            .filter(|w| !w.is_empty())
            .collect();
        words.sort_unstable();
        words.dedup();
        let id = |w: &str| {
            words
                .binary_search_by(|x| x.as_str().cmp(w))
                .ok()
                .map(|i| i as u32)
        };
        let mut pairs = FxHashMap::default();
        for entry in &dictionary.contrasts {
            let line = &entry.line;
            let effect = match line.effect.as_str() {
                "X" => Effect::Forbid,
                e if e.contains('?') => Effect::Ask,
                _ => continue,
            };
            let (a, b) = (id(&cleaner.key(&line.a)), id(&cleaner.key(&line.b)));
            if let (Some(a), Some(b)) = (a, b) {
                let by = dictionary.cite(entry.origin, &format!("{}/{}", line.a, line.b));
                pairs.insert((a, b), (effect, by.clone()));
                pairs.insert((b, a), (effect, by));
            }
        }
        let mut asked: FxHashMap<u32, Vec<(u32, String)>> = FxHashMap::default();
        let mut pairs_in_order: Vec<_> = pairs.iter().collect();
        pairs_in_order.sort_by_key(|(pair, _)| **pair);
        for ((a, b), (effect, by)) in pairs_in_order {
            if *effect == Effect::Ask {
                asked.entry(*a).or_default().push((*b, by.clone()));
            }
        }
        let classes: Vec<(String, &String)> = dictionary
            .heads
            .iter()
            .map(|e| (cleaner.key(&e.line.head), &e.line.class))
            .collect();
        let classes = classes.iter().map(|(head, c)| (&**head, (*c).clone()));
        Self {
            finder: Finder::new(words.iter().map(String::as_str)),
            words,
            asked,
            pairs,
            classes: Affixes::at_end(classes),
        }
    }

    /// Why two names must not be merged, if they must not: the contrast's file and entry.
    pub fn contrast(&self, a: &str, b: &str) -> Option<(Effect, &str)> {
        let (mut left, mut right) = (self.opposed(a), self.opposed(b));
        cancel_shared(&mut left, &mut right);
        let mut found: Option<(Effect, &str)> = None;
        for l in &left {
            for r in &right {
                match self.pairs.get(&(l.word, r.word)) {
                    Some((Effect::Forbid, by)) => return Some((Effect::Forbid, by)),
                    Some((Effect::Ask, by)) => found = Some((Effect::Ask, by)),
                    None => {}
                }
            }
        }
        found
    }

    /// The name with one word exchanged for another of which a person must be asked whether they differ,
    /// with the contrast's file and entry.
    pub fn exchanges(&self, name: &str) -> Vec<(String, &str)> {
        let mut out = Vec::new();
        for here in self.opposed(name) {
            for (other, by) in self.asked.get(&here.word).into_iter().flatten() {
                let mut text = name.to_owned();
                text.replace_range(here.start..here.end, &self.words[*other as usize]);
                out.push((text, by.as_str()));
            }
        }
        out
    }

    /// The classes of the head words of two names, where they differ.
    pub fn classes<'g>(&'g self, a: &str, b: &str) -> Option<(&'g str, &'g str)> {
        let (a, b) = (self.class(a)?, self.class(b)?);
        (a != b).then_some((a, b))
    }

    /// The class of the longest head word at the end of a name.
    pub fn class(&self, name: &str) -> Option<&str> {
        self.classes
            .suffix_of(name)
            .map(|(_, class)| class.as_str())
    }

    /// A sentence that says why two names stay apart, if they do.
    pub fn forbids(&self, a: &str, b: &str) -> Option<String> {
        if let Some((Effect::Forbid, by)) = self.contrast(a, b) {
            return Some(format!("对立词（{by}）"));
        }
        self.classes(a, b)
            .map(|(a, b)| format!("文种不同（{a}、{b}）"))
    }

    /// Every occurrence of a word of the contrast list in a name, longest first.
    fn opposed(&self, name: &str) -> Vec<Occurrence> {
        let mut found: Vec<Occurrence> = self
            .finder
            .everywhere(name)
            .map(|(word, start, end)| Occurrence { word, start, end })
            .collect();
        found.sort_by_key(|o| (std::cmp::Reverse(o.end - o.start), o.start));
        found
    }
}

/// A word of the contrast list in a name, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Occurrence {
    word: u32,
    start: usize,
    end: usize,
}

impl Occurrence {
    fn overlaps(self, other: Occurrence) -> bool {
        self.start < other.end && other.start < self.end
    }
}

/// Cancels words that both names hold, longest first, with all that overlaps them.
fn cancel_shared(left: &mut Vec<Occurrence>, right: &mut Vec<Occurrence>) {
    let mut i = 0;
    while i < left.len() {
        let word = left[i];
        match right.iter().copied().find(|r| r.word == word.word) {
            Some(twin) => {
                left.retain(|o| !o.overlaps(word));
                right.retain(|o| !o.overlaps(twin));
                i = 0;
            }
            None => i += 1,
        }
    }
}
