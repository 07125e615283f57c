//! Known texts, found wherever they stand within another.
//!
//! They are filed by their first character and compared in place. An Aho-Corasick automaton takes
//! one pass whatever the texts are, but building it was a tenth of the start-up, and names are so
//! short that nothing was won by it.

use rustc_hash::FxHashMap;

/// Some texts to be found.
#[derive(Debug, Default)]
pub struct Finder {
    /// By first character, the longest first: the rest of the text, and its number.
    texts: FxHashMap<char, Vec<(String, u32)>>,
}

impl Finder {
    /// Takes the texts, numbered in the order given; an empty one is never found.
    pub fn new<'t>(given: impl IntoIterator<Item = &'t str>) -> Self {
        let mut texts: FxHashMap<char, Vec<(String, u32)>> = FxHashMap::default();
        for (number, text) in (0u32..).zip(given) {
            let mut rest = text.chars();
            if let Some(first) = rest.next() {
                let list = texts.entry(first).or_default();
                list.push((rest.as_str().to_owned(), number));
            }
        }
        #[expect(clippy::iter_over_hash_type, reason = "each list is sorted for itself")]
        for list in texts.values_mut() {
            list.sort_by_key(|(rest, number)| (std::cmp::Reverse(rest.len()), *number));
        }
        Self { texts }
    }

    /// Every place where a text stands, in bytes, with its number; places may overlap.
    pub fn everywhere<'f>(&'f self, text: &'f str) -> impl Iterator<Item = (u32, usize, usize)> {
        text.char_indices()
            .flat_map(move |(at, first)| self.at(text, at, first))
    }

    /// The places where texts stand, in bytes, from the beginning on, each as long as can be and
    /// none within another.
    pub fn leftmost_longest(&self, text: &str) -> Vec<(usize, usize)> {
        let mut found: Vec<(usize, usize)> = Vec::new();
        for (at, first) in text.char_indices() {
            if found.last().is_none_or(|(_, end)| *end <= at)
                && let Some((_, start, end)) = self.at(text, at, first).next()
            {
                found.push((start, end));
            }
        }
        found
    }

    fn at<'f>(
        &'f self,
        text: &'f str,
        at: usize,
        first: char,
    ) -> impl Iterator<Item = (u32, usize, usize)> {
        let behind = at + first.len_utf8();
        self.texts
            .get(&first)
            .into_iter()
            .flatten()
            .filter(move |(rest, _)| text[behind..].starts_with(rest.as_str()))
            .map(move |(rest, number)| (*number, at, behind + rest.len()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn the_longest_is_taken_and_nothing_within_it() {
        let finder = Finder::new(["甲乙", "甲乙丙", "丙丁", "", "乙"]);
        assert_eq!(finder.leftmost_longest("甲乙丙丁乙"), [(0, 9), (12, 15)]);
        let all: Vec<_> = finder.everywhere("甲乙丙").collect();
        assert_eq!(all, [(1, 0, 9), (0, 0, 6), (4, 3, 6)]);
    }

    proptest! {
        #[test]
        fn every_occurrence_is_found(texts in proptest::collection::vec("[甲乙a]{1,3}", 1..8), within in "[甲乙a]{0,12}") {
            let finder = Finder::new(texts.iter().map(String::as_str));
            let mut found: Vec<(u32, usize)> = finder.everywhere(&within).map(|(n, start, _)| (n, start)).collect();
            found.sort_unstable();
            let mut expected: Vec<(u32, usize)> = Vec::new();
            for (number, text) in (0u32..).zip(&texts) {
                for (start, _) in within.char_indices() {
                    if within[start..].starts_with(text.as_str()) {
                        expected.push((number, start));
                    }
                }
            }
            expected.sort_unstable();
            prop_assert_eq!(found, expected);
        }
    }
}
