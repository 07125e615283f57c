//! Folding: two writings of one core become one text.
//!
//! A phrase is read as the name it says (证明身份的文件 → 身份证明), equal words are exchanged on word
//! boundaries, weightless words dropped, and the head word at the end replaced by the one it folds
//! into (申请书 → 申请表). A fold is a dictionary line; nothing is
//! folded because it looks alike.

use rustc_hash::FxHashMap;

use crate::dictionary::Dictionary;
use crate::reading::{Affixes, Reader};

/// An equal word: what it is read as, and where.
#[derive(Debug)]
struct Equal {
    canonical: String,
    only_in: Vec<String>,
    only_before: Vec<String>,
    not_before: Vec<String>,
    by: String,
}

/// Folds cores.
#[derive(Debug)]
pub struct Folder {
    equal: FxHashMap<String, Vec<Equal>>,
    /// Words without weight in the middle of a core, with their line.
    weightless: FxHashMap<String, String>,
    /// Words without weight at the end of a core.
    weightless_end: FxHashMap<String, String>,
    /// Every head word, with the one that it folds into and the line that says so, or nothing.
    heads: Affixes<(String, String)>,
}

/// A folded core, with the lines that folded it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// What was exchanged: file and entry, in order.
    pub by: Vec<String>,
}

impl Folder {
    /// Compiles the dictionaries' equal words, weightless words and head folds.
    pub fn new(dictionary: &Dictionary, reader: &Reader) -> Self {
        let cleaner = &reader.lexicon().cleaner;
        let keys = |list: &[String]| list.iter().map(|w| cleaner.key(w)).collect::<Vec<_>>();
        let mut equal: FxHashMap<String, Vec<Equal>> = FxHashMap::default();
        // A user's line is asked before a built-in one of the same word.
        for entry in dictionary.equal_words.iter().rev() {
            let line = &entry.line;
            equal
                .entry(cleaner.key(&line.word))
                .or_default()
                .push(Equal {
                    canonical: cleaner.key(&line.canonical),
                    only_in: keys(&line.only_in),
                    only_before: keys(&line.only_before),
                    not_before: keys(&line.not_before),
                    by: dictionary.cite(entry.origin, &line.word),
                });
        }
        let (mut weightless, mut weightless_end) = (FxHashMap::default(), FxHashMap::default());
        for entry in &dictionary.weightless {
            let line = &entry.line;
            let here = |p: &str| line.position.is_empty() || line.position.iter().any(|q| q == p);
            let by = dictionary.cite(entry.origin, &line.word);
            if here("中") {
                weightless.insert(cleaner.key(&line.word), by.clone());
            }
            if here("后") {
                weightless_end.insert(cleaner.key(&line.word), by);
            }
        }
        let heads: FxHashMap<String, (String, String)> = dictionary
            .heads
            .iter()
            .filter(|e| !e.line.fold.is_empty())
            .map(|e| {
                let by = dictionary.cite(e.origin, &e.line.head);
                (cleaner.key(&e.line.head), (cleaner.key(&e.line.fold), by))
            })
            .collect();
        // Every head word is asked for, also one that folds into nothing: it stops a shorter one.
        let all: Vec<(String, (String, String))> = dictionary
            .heads
            .iter()
            .map(|e| {
                let key = cleaner.key(&e.line.head);
                let value = heads.get(&key).cloned().unwrap_or_default();
                (key, value)
            })
            .collect();
        let all = all.iter().map(|(key, value)| (&**key, value.clone()));
        Self {
            equal,
            weightless,
            weightless_end,
            heads: Affixes::at_end(all),
        }
    }

    /// Folds a core, given by its comparison key.
    pub fn fold(&self, key: &str, reader: &Reader) -> Folded {
        let mut by = Vec::new();
        let rewordings = &reader.lexicon().rewordings;
        let reworded = rewordings.whole(key).map(|wording| {
            by.push(wording.by.clone());
            rewordings.value(wording, key)
        });
        self.fold_words(reworded.as_deref().unwrap_or(key), by, reader)
    }

    /// Folds a name that is known as it stands: 法律文件送达授权委托书 is a paper of its own, though in other words
    /// it were any 授权委托书.
    pub fn fold_known(&self, name: &str, reader: &Reader) -> Folded {
        self.fold_words(name, Vec::new(), reader)
    }

    fn fold_words(&self, key: &str, mut by: Vec<String>, reader: &Reader) -> Folded {
        let words = self.words(key, reader);
        let mut text = String::with_capacity(key.len());
        let mut rest = key;
        let last = words.len().saturating_sub(1);
        for (i, word) in words.into_iter().enumerate() {
            rest = &rest[word.len()..];
            if i > 0 && i < last && self.weightless.contains_key(word) {
                continue;
            }
            match self
                .equal
                .get(word)
                .and_then(|list| list.iter().find(|e| e.applies(key, rest)))
            {
                Some(equal) => {
                    text.push_str(&equal.canonical);
                    by.push(equal.by.clone());
                }
                None => text.push_str(word),
            }
        }
        self.fold_end(&mut text, &mut by);
        Folded { text, by }
    }

    /// The words of a core. In 遗失补办申请表 the longest head word, 补办申请表, has taken half of an equal word:
    /// what stands before the shortest one is cut by itself.
    fn words<'k>(&self, key: &'k str, reader: &Reader) -> Vec<&'k str> {
        let lexicon = reader.lexicon();
        let words = lexicon.segmenter.words(key);
        let Some(last) = words.last().filter(|_| words.len() > 1) else {
            return words;
        };
        // Two characters at least: 表 alone is the end of too many words.
        let mut shorter = last.char_indices().rev().skip(1).filter(|(at, _)| *at > 0);
        let head = shorter
            .find(|(at, _)| lexicon.is_head(&last[*at..].chars().collect::<Vec<_>>()))
            .map(|(at, _)| &last[at..]);
        match head.filter(|_| self.ends_in_head(last)) {
            Some(head) => {
                let mut words = lexicon.segmenter.words(&key[..key.len() - head.len()]);
                words.push(&key[key.len() - head.len()..]);
                words
            }
            None => words,
        }
    }

    fn fold_end(&self, text: &mut String, by: &mut Vec<String>) {
        for _ in 0..4 {
            let Some((n, (fold, line))) = self.heads.suffix_of(text) else {
                break;
            };
            let first = text.char_indices().rev().nth(n - 1);
            let before = first.map_or(0, |(at, _)| at);
            if !fold.is_empty() && before > 0 {
                text.truncate(before);
                text.push_str(fold);
                by.push(line.clone());
                continue;
            }
            // 户籍证明材料: 材料 has no weight behind a head word.
            let weightless = self.weightless_end.get(&text[before..]);
            match weightless {
                Some(line) if before > 0 && self.ends_in_head(&text[..before]) => {
                    text.truncate(before);
                    by.push(line.clone());
                }
                _ => break,
            }
        }
    }

    fn ends_in_head(&self, text: &str) -> bool {
        self.heads.suffix_of(text).is_some()
    }
}

impl Equal {
    fn applies(&self, core: &str, rest: &str) -> bool {
        (self.only_in.is_empty() || self.only_in.iter().any(|w| core.contains(w.as_str())))
            && (self.only_before.is_empty()
                || self
                    .only_before
                    .iter()
                    .any(|w| rest.starts_with(w.as_str())))
            && !self.not_before.iter().any(|w| rest.starts_with(w.as_str()))
    }
}
