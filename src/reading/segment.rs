//! Segmentation. The only file that knows `jieba-rs`.
//!
//! The domain's words always win over general ones, and the hidden Markov model stays off: it
//! invents words (无犯 / 罪), and a name must be read the same way every time.

use jieba_rs::Jieba;

use crate::dictionary::Dictionary;

/// A segmenter over the dictionary's general words and the domain's.
pub struct Segmenter {
    jieba: Jieba,
}

impl std::fmt::Debug for Segmenter {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Segmenter")
    }
}

impl Segmenter {
    /// Builds the segmenter: general words with their frequency, domain words whole.
    pub fn new(dictionary: &Dictionary) -> Self {
        let mut general = String::new();
        for entry in &dictionary.words {
            if let Some(frequency) = entry.line.frequency {
                general.push_str(&format!("{} {}\n", entry.line.word, frequency));
            }
        }
        let mut jieba = Jieba::empty();
        // The text above is one "word frequency" a line, which is all that loading can refuse.
        let _ = jieba.load_dict(&mut general.as_bytes());
        for word in domain_words(dictionary) {
            jieba.add_word(word, None, None);
        }
        Self { jieba }
    }

    /// Whether a text is a word.
    pub fn is_word(&self, text: &str) -> bool {
        self.jieba.has_word(text)
    }

    /// The words of a cleaned text, in order; together they are the text.
    pub fn words<'t>(&self, text: &'t str) -> Vec<&'t str> {
        self.jieba
            .cut(text, false)
            .into_iter()
            .map(|t| t.word)
            .collect()
    }
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
