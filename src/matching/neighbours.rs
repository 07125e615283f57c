//! Texts that differ from a text by one character (exchanged, added or left out), or only by the
//! order of their characters.
//!
//! Every text is filed under itself and under each text that is left when one of its characters is
//! taken out; two texts are neighbours only if they meet under one of these. That finds every pair
//! within one edit and few others; the caller verifies. A text is also filed under its characters in
//! order, where those meet that are made of the same ones. (Deletion neighbourhood, after Mor and
//! Fraenkel 1982; measured in Bocek, Hunt and Stiller, "Fast similarity search in large
//! dictionaries", 2007.)

use rayon::prelude::*;

/// The half of a number that holds the hash.
const HIGH: u64 = 0xffff_ffff_0000_0000;

/// Texts filed by their deletions.
#[derive(Debug, Default)]
pub struct Neighbours {
    /// Half the hash of a deletion, and the index of its text below it, sorted: one number sorts in a
    /// fraction of the time that two take, and a text that meets another by chance is one that the
    /// caller refuses.
    filed: Vec<u64>,
    /// Where in `filed` the hashes begin that share their first bits.
    begin: Vec<u32>,
    /// How far a hash is shifted to leave its first bits.
    shift: u32,
}

impl Neighbours {
    /// Files texts; the index is their position.
    pub fn new<'t>(texts: impl IntoIterator<Item = &'t str>) -> Self {
        let mut filed = Vec::new();
        for (i, text) in texts.into_iter().enumerate() {
            file(i, text, &mut filed);
        }
        filed.sort_unstable();
        filed.dedup();
        // Some four to a place, so that a question is answered where it looks first.
        let bits = (filed.len() / 4).max(2).ilog2();
        let shift = u64::BITS - bits;
        let mut begin = vec![0u32; (1 << bits) + 1];
        for hash in &filed {
            begin[(hash >> shift) as usize + 1] += 1;
        }
        for i in 1..begin.len() {
            begin[i] += begin[i - 1];
        }
        Self {
            filed,
            begin,
            shift,
        }
    }

    /// The indices of the texts that may be within one edit of a text or made of the same characters,
    /// ascending.
    pub fn of(&self, text: &str) -> Vec<u32> {
        let mut found = Vec::new();
        each_deletion(text, |hash| {
            let place = (hash >> self.shift) as usize;
            let (from, to) = (self.begin[place], self.begin[place + 1]);
            found.extend(
                self.filed[from as usize..to as usize]
                    .iter()
                    .filter(|f| *f & HIGH == hash)
                    .map(|f| (f & !HIGH) as u32),
            );
        });
        found.sort_unstable();
        found.dedup();
        found
    }
}

/// All pairs of texts that may be within one edit of each other or made of the same characters: the
/// later text and the earlier one, by their positions, ascending. A text that is empty has no part in it.
///
/// All texts are filed at once, and those that meet stand side by side when they are sorted: no text
/// is looked up, however many there are.
pub fn pairs(texts: &[&str]) -> Vec<(u32, u32)> {
    let mut filed: Vec<u64> = texts
        .par_chunks(1 << 10)
        .enumerate()
        .flat_map_iter(|(chunk, texts)| {
            let mut filed = Vec::with_capacity(16 * texts.len());
            for (i, text) in texts.iter().enumerate().filter(|(_, t)| !t.is_empty()) {
                file((chunk << 10) + i, text, &mut filed);
            }
            filed
        })
        .collect();
    filed.par_sort_unstable();
    filed.dedup();
    let mut pairs: Vec<u64> = Vec::new();
    for met in filed.chunk_by(|a, b| a & HIGH == b & HIGH) {
        for (n, later) in met.iter().enumerate() {
            pairs.extend(met[..n].iter().map(|earlier| later << 32 | earlier & !HIGH));
        }
    }
    drop(filed);
    pairs.par_sort_unstable();
    pairs.dedup();
    let halves = |pair: u64| ((pair >> 32) as u32, (pair & !HIGH) as u32);
    pairs.into_iter().map(halves).collect()
}

fn file(i: usize, text: &str, filed: &mut Vec<u64>) {
    each_deletion(text, |hash| filed.push(hash | i as u64));
}

/// The hashes of a text, of the texts that are one character shorter, and of its characters in
/// whatever order; each in the upper half of a number.
///
/// Polynomials (Karp and Rabin 1987), so that each comes from what stands before and behind its gap.
fn each_deletion(text: &str, mut each: impl FnMut(u64)) {
    const BASE: u64 = 0x9E37_79B9_7F4A_7C15;
    // Of each place what stands before it, and the base to the power of its distance from the end.
    let mut before: Vec<u64> = Vec::with_capacity(text.len() / 3 + 1);
    let (mut sum, mut set) = (0u64, 0u64);
    for c in text.chars() {
        before.push(sum);
        sum = sum
            .wrapping_mul(BASE)
            .wrapping_add(mixed(u64::from(u32::from(c))));
        set = set.wrapping_add(mixed(!u64::from(u32::from(c))));
    }
    each(mixed(sum) & HIGH);
    each(mixed(!set) & HIGH);
    let (mut behind, mut power) = (0u64, 1u64);
    for (before, c) in before.iter().rev().zip(text.chars().rev()) {
        let shorter = before.wrapping_mul(power).wrapping_add(behind);
        each(mixed(shorter) & HIGH);
        behind = mixed(u64::from(u32::from(c)))
            .wrapping_mul(power)
            .wrapping_add(behind);
        power = power.wrapping_mul(BASE);
    }
}

/// A number of which every bit depends on every bit of another (SplitMix64, Steele et al. 2014).
fn mixed(number: u64) -> u64 {
    let number = (number ^ number >> 30).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let number = (number ^ number >> 27).wrapping_mul(0x94D0_49BB_1331_11EB);
    number ^ number >> 31
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Whether two texts are within one edit or made of the same characters.
    fn near(a: &str, b: &str) -> bool {
        let sorted = |text: &str| {
            let mut chars: Vec<char> = text.chars().collect();
            chars.sort_unstable();
            chars
        };
        strsim::levenshtein(a, b) <= 1 || sorted(a) == sorted(b)
    }

    proptest! {
        #[test]
        fn every_pair_within_one_edit_or_of_the_same_characters_is_found(texts in proptest::collection::vec("[甲乙丙丁]{1,6}", 1..40)) {
            let neighbours = Neighbours::new(texts.iter().map(String::as_str));
            for a in &texts {
                let found = neighbours.of(a);
                for (i, b) in texts.iter().enumerate() {
                    if near(a, b) {
                        prop_assert!(found.contains(&(i as u32)), "{a} {b}");
                    }
                }
            }
        }

        #[test]
        fn all_pairs_at_once_are_those_that_are_found_one_by_one(texts in proptest::collection::vec("[甲乙丙丁]{0,6}", 1..40)) {
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let neighbours = Neighbours::new(texts.iter().copied());
            let mut one_by_one = Vec::new();
            for (i, text) in (0u32..).zip(&texts).filter(|(_, t)| !t.is_empty()) {
                let earlier = neighbours.of(text).into_iter().filter(|j| *j < i);
                one_by_one.extend(earlier.filter(|j| !texts[*j as usize].is_empty()).map(|j| (i, j)));
            }
            let all = pairs(&texts);
            prop_assert_eq!(&all, &one_by_one);
            for (i, a) in (0u32..).zip(&texts).filter(|(_, t)| !t.is_empty()) {
                for (j, b) in (0..i).zip(&texts).filter(|(_, t)| !t.is_empty()) {
                    // What is found besides differs by more than one place and shares a deletion.
                    prop_assert!(!near(a, b) || all.contains(&(i, j)), "{a} {b}");
                }
            }
        }
    }
}
