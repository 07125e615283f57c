//! Segmentation.
//!
//! The domain's words always win over general ones, and there is no hidden Markov model: it invents
//! words (无犯 / 罪), and a name must be read the same way every time.
//!
//! The words of the built-in dictionaries are frozen when guiyi is built, so that no start waits for
//! jieba to be filled with them; where a user's dictionaries add words, jieba is. A test holds the two
//! together.

#[cfg_attr(
    not(test),
    allow(dead_code, reason = "it only grows in build.rs, which shares the file")
)]
mod vocabulary;

use std::fmt;

use jieba_rs::Jieba;
use vocabulary::Vocabulary;
pub(super) use vocabulary::{Lattice, each_word};

use crate::dictionary::Dictionary;

/// The built-in dictionaries' vocabulary, which `build.rs` makes.
static BUILTIN: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/vocabulary.bin"));

/// A segmenter over the dictionary's general words and the domain's.
pub struct Segmenter {
    words: Words,
}

/// Who cuts.
enum Words {
    /// The built-in words, laid out when guiyi was built.
    Frozen(Vocabulary),
    /// jieba, filled with what a user's dictionaries make of them.
    Filled(Box<Jieba>),
}

impl fmt::Debug for Segmenter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words = match self.words {
            Words::Frozen(_) => "frozen",
            Words::Filled(_) => "filled",
        };
        f.debug_struct("Segmenter").field("words", &words).finish()
    }
}

impl Segmenter {
    /// The segmenter of a dictionary: general words with their frequency, domain words whole.
    pub fn new(dictionary: &Dictionary) -> Self {
        let frozen = as_built_in(dictionary)
            .then(|| Vocabulary::frozen(BUILTIN))
            .flatten();
        let words = match frozen {
            Some(vocabulary) => Words::Frozen(vocabulary),
            None => Words::Filled(Box::new(jieba(dictionary))),
        };
        Self { words }
    }

    /// Whether a text is a word.
    pub fn is_word(&self, text: &str) -> bool {
        match &self.words {
            Words::Frozen(vocabulary) => vocabulary.has(text),
            Words::Filled(jieba) => jieba.has_word(text),
        }
    }

    /// Every word that stands in a cleaned text; `None` where a text can only be cut as a whole.
    pub(super) fn lattice(&self, chars: &[char]) -> Option<Lattice> {
        match &self.words {
            Words::Frozen(vocabulary) => Some(vocabulary.lattice(chars)),
            Words::Filled(_) => None,
        }
    }

    /// The words of a cleaned text, in order; together they are the text.
    pub fn words<'t>(&self, text: &'t str) -> Vec<&'t str> {
        match &self.words {
            Words::Frozen(vocabulary) => vocabulary.cut(text),
            Words::Filled(jieba) => jieba.cut(text, false).iter().map(|t| t.word).collect(),
        }
    }
}

/// Whether all files that words are taken from are the built-in ones, with nothing over them.
fn as_built_in(d: &Dictionary) -> bool {
    d.words.is_built_in()
        && d.heads.is_built_in()
        && d.holders.is_built_in()
        && d.issuers.is_built_in()
        && d.contrasts.is_built_in()
        && d.equal_words.is_built_in()
        && d.weightless.is_built_in()
}

/// Fills jieba word by word. `build.rs` does the same with the frozen vocabulary.
fn jieba(dictionary: &Dictionary) -> Jieba {
    let mut jieba = Jieba::empty();
    for entry in &dictionary.words {
        if let Some(frequency) = entry.line.frequency {
            jieba.add_word(&entry.line.word, Some(frequency as usize), None);
        }
    }
    for word in domain_words(dictionary) {
        jieba.add_word(word, None, None);
    }
    jieba
}

/// Words that segmentation must keep whole, sorted, so that the order of the dictionaries' lines
/// does not matter to the frequencies that are worked out for them.
fn domain_words(dictionary: &Dictionary) -> Vec<&str> {
    let mut words: Vec<&str> = Vec::new();
    words.extend(
        dictionary
            .words
            .iter()
            .filter(|e| e.line.frequency.is_none())
            .map(|e| e.line.word.as_str()),
    );
    words.extend(dictionary.heads.iter().map(|e| e.line.head.as_str()));
    words.extend(
        dictionary
            .holders
            .iter()
            .map(|e| e.line.role.trim_start_matches('…')),
    );
    words.extend(dictionary.issuers.iter().map(|e| e.line.name.as_str()));
    words.extend(
        dictionary
            .contrasts
            .iter()
            .flat_map(|e| [e.line.a.as_str(), e.line.b.as_str()]),
    );
    words.extend(
        dictionary
            .equal_words
            .iter()
            .flat_map(|e| [e.line.word.as_str(), e.line.canonical.as_str()]),
    );
    words.extend(dictionary.weightless.iter().map(|e| e.line.word.as_str()));
    words.retain(|w| (2..=8).contains(&w.chars().count()));
    words.sort_unstable();
    words.dedup();
    words
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// What `build.rs` is to make.
    fn vocabulary(dictionary: &Dictionary) -> Vocabulary {
        let mut vocabulary = Vocabulary::default();
        for entry in &dictionary.words {
            if let Some(frequency) = entry.line.frequency {
                vocabulary.add(&entry.line.word, frequency);
            }
        }
        for word in domain_words(dictionary) {
            vocabulary.add_whole(word);
        }
        vocabulary
    }

    #[test]
    fn the_built_in_vocabulary_is_what_the_dictionaries_say() {
        let made = vocabulary(&Dictionary::builtin().unwrap());
        assert!(
            made.freeze() == BUILTIN,
            "a column of words that build.rs does not know?"
        );
    }

    #[test]
    fn it_cuts_as_jieba_does() {
        let dictionary = Dictionary::builtin().unwrap();
        let (ours, theirs) = (Segmenter::new(&dictionary), jieba(&dictionary));
        let names = dictionary.materials.iter().map(|e| &e.line);
        let names = names.flat_map(|l| std::iter::once(&l.name).chain(&l.aliases));
        for name in names {
            let expected: Vec<&str> = theirs.cut(name, false).iter().map(|t| t.word).collect();
            assert_eq!(ours.words(name), expected);
        }
    }

    proptest! {
        #[test]
        fn it_cuts_any_text_as_jieba_does(
            words in proptest::collection::vec(("[甲乙丙a1-]{1,4}", proptest::option::of(0u32..50)), 1..30),
            text in "[甲乙丙丁aB1-、（]{0,12}",
        ) {
            let (mut ours, mut theirs) = (Vocabulary::default(), Jieba::empty());
            ours.add("丁", 9);
            theirs.add_word("丁", Some(9), None);
            for (word, frequency) in &words {
                match frequency {
                    Some(frequency) => ours.add(word, *frequency),
                    None => ours.add_whole(word),
                }
                theirs.add_word(word, frequency.map(|f| f as usize), None);
                prop_assert_eq!(ours.has(word), theirs.has_word(word));
            }
            let expected: Vec<&str> = theirs.cut(&text, false).iter().map(|t| t.word).collect();
            prop_assert_eq!(ours.cut(&text), expected.clone());
            let frozen = Vocabulary::frozen(Vec::leak(ours.freeze())).unwrap();
            prop_assert_eq!(frozen.cut(&text), expected);
        }
    }
}
