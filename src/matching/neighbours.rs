//! Texts that differ from a text by one character (exchanged, added or left out), or only by the
//! order of their characters.
//!
//! Every text is filed under itself and under each text that is left when one of its characters is
//! taken out; two texts are neighbours only if they meet under one of these. That finds every pair
//! within one edit and few others; the caller verifies. A text is also filed under its characters in
//! order, where those meet that are made of the same ones. (Deletion neighbourhood, after Mor and
//! Fraenkel 1982; measured in Bocek, Hunt and Stiller, "Fast similarity search in large
//! dictionaries", 2007.)

use std::hash::{Hash, Hasher};

use rustc_hash::FxHasher;

/// The half of a number that holds the hash.
const HIGH: u64 = 0xffff_ffff_0000_0000;

/// Both halves of a hash, folded into the upper one.
fn half(hash: u64) -> u64 {
    (hash ^ hash << 32) & HIGH
}

/// Texts filed by their deletions.
#[derive(Debug, Default)]
pub struct Neighbours {
    /// Half the hash of a deletion, and the index of its text below it, sorted: one number sorts in a
    /// fraction of the time that two take, and a text that meets another by chance is one that the
    /// caller refuses.
    filed: Vec<u64>,
}

impl Neighbours {
    /// Files texts; the index is their position.
    pub fn new<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut filed = Vec::new();
        for (i, text) in texts.into_iter().enumerate() {
            for hash in deletions(text) {
                filed.push(half(hash) | i as u64);
            }
        }
        filed.sort_unstable();
        filed.dedup();
        Self { filed }
    }

    /// The indices of the texts that may be within one edit of a text or made of the same characters,
    /// ascending.
    pub fn of(&self, text: &str) -> Vec<u32> {
        let mut found = Vec::new();
        for hash in deletions(text) {
            let hash = half(hash);
            let from = self.filed.partition_point(|f| *f < hash);
            found.extend(
                self.filed[from..]
                    .iter()
                    .take_while(|f| *f & HIGH == hash)
                    .map(|f| (f & !HIGH) as u32),
            );
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// The hashes of a text, of the texts that are one character shorter, and of its sorted characters.
fn deletions(text: &str) -> impl Iterator<Item = u64> + '_ {
    let chars: Vec<char> = text.chars().collect();
    let mut sorted = chars.clone();
    sorted.sort_unstable();
    let mut hasher = FxHasher::default();
    sorted.hash(&mut hasher);
    let same_characters = hasher.finish();
    let shorter = (0..=chars.len()).map(move |skip| {
        let mut hasher = FxHasher::default();
        for (_, c) in chars.iter().enumerate().filter(|(i, _)| *i != skip) {
            c.hash(&mut hasher);
        }
        hasher.finish()
    });
    shorter.chain(std::iter::once(same_characters))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn every_pair_within_one_edit_or_of_the_same_characters_is_found(texts in proptest::collection::vec("[甲乙丙丁]{1,6}", 1..40)) {
            let neighbours = Neighbours::new(texts.iter().map(String::as_str));
            for a in &texts {
                let found = neighbours.of(a);
                for (i, b) in texts.iter().enumerate() {
                    let sorted = |text: &str| {
                        let mut chars: Vec<char> = text.chars().collect();
                        chars.sort_unstable();
                        chars
                    };
                    if strsim::levenshtein(a, b) <= 1 || sorted(a) == sorted(b) {
                        prop_assert!(found.contains(&(i as u32)), "{a} {b}");
                    }
                }
            }
        }
    }
}
