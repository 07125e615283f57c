//! Known texts, found wherever they stand within another.
//!
//! They are filed by their first two characters and compared in place. An Aho-Corasick automaton takes
//! one pass whatever the texts are, but building it was a tenth of the start-up, and names are so
//! short that nothing was won by it.

use rustc_hash::FxHashMap;

/// Some texts to be found.
#[derive(Debug, Default)]
pub struct Finder {
    /// By the first two characters, the longest first: the rest of the text, and its number.
    texts: FxHashMap<(char, char), Vec<(String, u32)>>,
    /// Those of one character.
    single: FxHashMap<char, Vec<u32>>,
}

impl Finder {
    /// Takes the texts, numbered in the order given; an empty one is never found.
    pub fn new<'t>(given: impl IntoIterator<Item = &'t str>) -> Self {
        let mut finder = Self::default();
        for (number, text) in (0u32..).zip(given) {
            let mut rest = text.chars();
            match (rest.next(), rest.next()) {
                (Some(first), Some(second)) => {
                    let list = finder.texts.entry((first, second)).or_default();
                    list.push((rest.as_str().to_owned(), number));
                }
                (Some(first), None) => finder.single.entry(first).or_default().push(number),
                _ => {}
            }
        }
        #[expect(clippy::iter_over_hash_type, reason = "each list is sorted for itself")]
        for list in finder.texts.values_mut() {
            list.sort_by_key(|(rest, number)| (std::cmp::Reverse(rest.len()), *number));
        }
        finder
    }

    /// Every place where a text stands, in bytes, with its number; places may overlap.
    pub fn everywhere<'f>(&'f self, text: &'f str) -> impl Iterator<Item = (u32, usize, usize)> {
        places(text).flat_map(move |place| self.at(text, place))
    }

    /// The places where texts stand, in bytes, from the beginning on, each as long as can be and
    /// none within another.
    pub fn leftmost_longest(&self, text: &str) -> Vec<(usize, usize)> {
        let mut found: Vec<(usize, usize)> = Vec::new();
        for place in places(text) {
            if found.last().is_none_or(|(_, end)| *end <= place.0)
                && let Some((_, start, end)) = self.at(text, place).next()
            {
                found.push((start, end));
            }
        }
        found
    }

    fn at<'f>(
        &'f self,
        text: &'f str,
        (at, first, second): (usize, char, Option<char>),
    ) -> impl Iterator<Item = (u32, usize, usize)> {
        let behind = at + first.len_utf8();
        let longer = second.and_then(|second| {
            let list = self.texts.get(&(first, second))?;
            Some((behind + second.len_utf8(), list))
        });
        let longer = longer.into_iter().flat_map(move |(behind, list)| {
            list.iter()
                .filter(move |(rest, _)| text[behind..].starts_with(rest.as_str()))
                .map(move |(rest, number)| (*number, at, behind + rest.len()))
        });
        let single = self.single.get(&first).into_iter().flatten();
        longer.chain(single.map(move |number| (*number, at, behind)))
    }
}

/// Each character of a text with its place in bytes, and the one behind it.
fn places(text: &str) -> impl Iterator<Item = (usize, char, Option<char>)> + '_ {
    let seconds = text.chars().skip(1).map(Some).chain([None]);
    text.char_indices()
        .zip(seconds)
        .map(|((at, first), second)| (at, first, second))
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
