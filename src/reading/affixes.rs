//! Entries that may stand at the beginning of a text, or at its end.
//!
//! They are the paths of a trie, from their first character on or from their last one back, so that
//! a text in which none stands is told by a character or two.

use rustc_hash::FxHashMap;

/// Entries with what is known of each.
#[derive(Clone, Debug)]
pub struct Affixes<T> {
    /// By node and character.
    edges: FxHashMap<(u32, char), Edge>,
    values: Vec<T>,
}

#[derive(Clone, Copy, Debug)]
struct Edge {
    node: u32,
    /// The value of the entry that ends here, and one more; 0 for none.
    value: u32,
}

impl<T> Affixes<T> {
    /// Entries to be found at the beginning of texts. Of two that are the same the last one stands.
    pub fn at_beginning<'e>(entries: impl IntoIterator<Item = (&'e str, T)>) -> Self {
        let mut affixes = Self::empty();
        for (entry, value) in entries {
            affixes.insert(entry.chars(), value);
        }
        affixes
    }

    /// Entries to be found at the end of texts. Of two that are the same the last one stands.
    pub fn at_end<'e>(entries: impl IntoIterator<Item = (&'e str, T)>) -> Self {
        let mut affixes = Self::empty();
        for (entry, value) in entries {
            affixes.insert(entry.chars().rev(), value);
        }
        affixes
    }

    fn empty() -> Self {
        Self {
            edges: FxHashMap::default(),
            values: Vec::new(),
        }
    }

    fn insert(&mut self, chars: impl Iterator<Item = char>, value: T) {
        let (mut node, mut last) = (0, None);
        for c in chars {
            let next = self.edges.len() as u32 + 1;
            let at = (node, c);
            let edge = self.edges.entry(at).or_insert(Edge {
                node: next,
                value: 0,
            });
            node = edge.node;
            last = Some(at);
        }
        if let Some(edge) = last.and_then(|at| self.edges.get_mut(&at)) {
            self.values.push(value);
            edge.value = self.values.len() as u32;
        }
    }

    /// The longest entry at the beginning: its length in characters, and what is known of it.
    pub fn prefix(&self, chars: &[char]) -> Option<(usize, &T)> {
        self.longest(chars.iter().copied())
    }

    /// The longest entry at the end.
    pub fn suffix(&self, chars: &[char]) -> Option<(usize, &T)> {
        self.longest(chars.iter().rev().copied())
    }

    /// The longest entry at the end of a string; its length in characters.
    pub fn suffix_of(&self, text: &str) -> Option<(usize, &T)> {
        self.longest(text.chars().rev())
    }

    fn longest(&self, chars: impl Iterator<Item = char>) -> Option<(usize, &T)> {
        let (mut node, mut best) = (0, None);
        for (n, c) in (1..).zip(chars) {
            let Some(edge) = self.edges.get(&(node, c)) else {
                break;
            };
            if edge.value > 0 {
                best = Some((n, edge.value));
            }
            node = edge.node;
        }
        best.map(|(n, value)| (n, &self.values[value as usize - 1]))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_is_found_at_either_end() {
        let entries = ["申请", "申请人", "人", "表", "申请表"];
        let chars = |text: &str| text.chars().collect::<Vec<_>>();
        let first = Affixes::at_beginning(entries.into_iter().zip(0..));
        assert_eq!(first.prefix(&chars("申请人表")), Some((3, &1)));
        assert_eq!(first.prefix(&chars("申请")), Some((2, &0)));
        assert_eq!(first.prefix(&chars("书申请")), None);
        let last = Affixes::at_end(entries.into_iter().zip(0..));
        assert_eq!(last.suffix(&chars("申请人申请表")), Some((3, &4)));
        assert_eq!(last.suffix_of("人请表"), Some((1, &3)));
        assert_eq!(last.suffix(&[]), None);
    }
}
