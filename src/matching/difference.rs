//! Rung 4: two cores are the same if *what differs* is explained.
//!
//! The difference of two folded cores is one character: exchanged, doubled or dropped. It is
//! explained as a slip only if the writing it makes is no word: 登计 is none, 售房 and 收房 both are.
//! Or it is the order of their words before the same last one (定居国外证明, 国外定居证明).

use pinyin::ToPinyinMulti;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::dictionary::Dictionary;
use crate::reading::{Reader, Segmenter};

/// The shortest folded core whose slips are explained, in characters: in a shorter one, one
/// character is most of what it says.
const SHORTEST: usize = 4;

/// An explanation of a difference, as evidence tells it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Explained {
    /// The sentence.
    pub why: String,
    /// Whether a dictionary line says that the two writings are confused.
    pub listed: bool,
}

/// Explains differences.
#[derive(Debug)]
pub struct Explainer {
    confused: FxHashMap<(char, char), String>,
}

impl Explainer {
    /// Compiles the confusable characters.
    pub fn new(dictionary: &Dictionary, reader: &Reader) -> Self {
        let mut confused = FxHashMap::default();
        for entry in &dictionary.confusables {
            let a: Vec<char> = reader
                .lexicon()
                .cleaner
                .key(&entry.line.right)
                .chars()
                .collect();
            let b: Vec<char> = reader
                .lexicon()
                .cleaner
                .key(&entry.line.wrong)
                .chars()
                .collect();
            if let ([a], [b]) = (a.as_slice(), b.as_slice()) {
                let by = dictionary.cite(
                    entry.origin,
                    &format!("{}/{}", entry.line.right, entry.line.wrong),
                );
                confused.insert((*a, *b), by.clone());
                confused.insert((*b, *a), by);
            }
        }
        Self { confused }
    }

    /// Explains the difference between a folded core and a folded standard name, if it can.
    pub fn explain(&self, core: &str, standard: &str, segmenter: &Segmenter) -> Option<Explained> {
        let (c, s): (Vec<char>, Vec<char>) = (core.chars().collect(), standard.chars().collect());
        if c.len().min(s.len()) < SHORTEST || c == s {
            return None;
        }
        let front = c.iter().zip(&s).take_while(|(a, b)| a == b).count();
        let back = c[front..]
            .iter()
            .rev()
            .zip(s[front..].iter().rev())
            .take_while(|(a, b)| a == b)
            .count();
        match (c.len() - front - back, s.len() - front - back) {
            (1, 1) => self.exchanged(&c, &s, front, segmenter),
            (1, 0) => doubled(&c, front),
            (0, 1) => dropped(&c, &s, front, segmenter),
            (a, b) if a == b => reordered(core, standard, segmenter),
            _ => None,
        }
    }

    fn exchanged(
        &self,
        c: &[char],
        s: &[char],
        at: usize,
        segmenter: &Segmenter,
    ) -> Option<Explained> {
        let (wrong, right) = (c[at], s[at]);
        let listed = self.confused.get(&(wrong, right));
        let why = match listed {
            Some(by) => format!("“{wrong}”是“{right}”的误写（{by}）"),
            None if homophones(wrong, right) => format!("“{wrong}”与“{right}”同音，应为误写"),
            None => return None,
        };
        // 收房合同 and 售房合同 are two contracts: the slip must not make a word.
        let (start, end) = word_around(s, at, segmenter);
        let written: String = c[start..end].iter().collect();
        let slip =
            end - start >= 2 && !segmenter.is_word(&written) && !is_word_around(c, at, segmenter);
        slip.then_some(Explained {
            why,
            listed: listed.is_some(),
        })
    }
}

/// The same words in another order, the last one in its place. A word of one character is a particle
/// or a verb, and may turn the sense round (甲对乙, 乙对甲).
fn reordered(core: &str, standard: &str, segmenter: &Segmenter) -> Option<Explained> {
    let (mut c, mut s) = (segmenter.words(core), segmenter.words(standard));
    if c.last() != s.last() || c.iter().any(|w| w.chars().count() < 2) {
        return None;
    }
    c.sort_unstable();
    s.sort_unstable();
    (c == s).then(|| Explained {
        why: "只是词序不同".to_owned(),
        listed: false,
    })
}

/// A character written twice.
fn doubled(c: &[char], at: usize) -> Option<Explained> {
    let extra = c[at];
    let twin = (at > 0 && c[at - 1] == extra) || c.get(at + 1) == Some(&extra);
    (twin && !extra.is_ascii_digit()).then(|| Explained {
        why: format!("“{extra}”重复了一次"),
        listed: false,
    })
}

/// A character left out, where that leaves no word.
fn dropped(c: &[char], s: &[char], at: usize, segmenter: &Segmenter) -> Option<Explained> {
    let missing = s[at];
    let (start, end) = word_around(s, at, segmenter);
    if end - start < 2 || missing.is_ascii() {
        return None;
    }
    let rest: String = c[start..end - 1].iter().collect();
    let broken = !rest.is_empty()
        && !segmenter.is_word(&rest)
        && !is_word_around(c, at.min(c.len() - 1), segmenter)
        && (at == 0 || !is_word_around(c, at - 1, segmenter));
    broken.then(|| Explained {
        why: format!("漏写“{missing}”字"),
        listed: false,
    })
}

/// The word of a text that holds a position: its first character and one past its last.
fn word_around(chars: &[char], at: usize, segmenter: &Segmenter) -> (usize, usize) {
    let text: String = chars.iter().collect();
    let mut start = 0;
    for word in segmenter.words(&text) {
        let end = start + word.chars().count();
        if (start..end).contains(&at) {
            return (start, end);
        }
        start = end;
    }
    (at, at + 1)
}

/// Whether a position of a text is within a word of two characters or more.
fn is_word_around(chars: &[char], at: usize, segmenter: &Segmenter) -> bool {
    let (start, end) = word_around(chars, at, segmenter);
    end - start >= 2
}

/// Whether two characters share a reading, tones aside.
fn homophones(a: char, b: char) -> bool {
    let readings = |c: char| -> FxHashSet<&'static str> {
        c.to_pinyin_multi()
            .into_iter()
            .flatten()
            .map(|p| p.plain())
            .collect()
    };
    !readings(a).is_disjoint(&readings(b))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn homophones_share_one_of_their_readings() {
        assert!(homophones('计', '记'));
        assert!(homophones('账', '帐'));
        assert!(!homophones('簿', '表'));
    }
}
