//! How many characters must be exchanged, added or left out to make one text another.

use rustc_hash::FxHashMap;

/// A text that is compared with many.
///
/// The columns of the table of distances are held in two machine words, a bit for each character
/// (Myers, "A fast bit-vector algorithm for approximate string matching based on dynamic
/// programming", JACM 1999, as Hyyrö 2003 states it for whole texts): a text of so many characters as
/// a word has bits is compared in a few operations for each character of the other.
#[derive(Debug)]
pub struct Distance {
    /// Where each character stands, a bit for each place.
    places: FxHashMap<char, u64>,
    chars: Vec<char>,
}

impl Distance {
    /// A text to be compared.
    pub fn new(text: &str) -> Self {
        let chars: Vec<char> = text.chars().collect();
        let mut places: FxHashMap<char, u64> = FxHashMap::default();
        for (i, c) in chars.iter().enumerate().take(u64::BITS as usize) {
            *places.entry(*c).or_default() |= 1 << i;
        }
        Self { places, chars }
    }

    /// The distance to another text, in characters.
    pub fn to(&self, other: &str) -> usize {
        let n = self.chars.len();
        if n == 0 {
            return other.chars().count();
        }
        // Names are hardly ever as long.
        if n > u64::BITS as usize {
            let other: Vec<char> = other.chars().collect();
            return strsim::generic_levenshtein(&self.chars, &other);
        }
        let last = 1u64 << (n - 1);
        let (mut more, mut less, mut distance) = (u64::MAX, 0u64, n);
        for c in other.chars() {
            let same = self.places.get(&c).copied().unwrap_or(0);
            let diagonal = (((same & more).wrapping_add(more)) ^ more) | same | less;
            let (up, down) = (less | !(diagonal | more), more & diagonal);
            distance += usize::from(up & last != 0);
            distance -= usize::from(down & last != 0);
            // The first row of the table counts the characters of the other text.
            let up = up << 1 | 1;
            more = down << 1 | !(diagonal | up);
            less = up & diagonal;
        }
        distance
    }

    /// The same as a likeness, 0 to 1: how much of the longer text need not be touched.
    pub fn likeness(&self, other: &str) -> f64 {
        let longer = self.chars.len().max(other.chars().count());
        match longer {
            0 => 1.0,
            n => 1.0 - self.to(other) as f64 / n as f64,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn it_agrees_with_strsim(a in "[甲乙丙a-c]{0,12}", b in "[甲乙丙a-c]{0,12}") {
            let distance = Distance::new(&a);
            prop_assert_eq!(distance.to(&b), strsim::levenshtein(&a, &b));
            prop_assert_eq!(distance.likeness(&b), strsim::normalized_levenshtein(&a, &b));
        }

        #[test]
        fn it_agrees_with_strsim_on_either_side_of_a_machine_word(
            a in "[甲乙]{60,68}",
            b in "[甲乙]{50,70}",
        ) {
            prop_assert_eq!(Distance::new(&a).to(&b), strsim::levenshtein(&a, &b));
        }
    }
}
