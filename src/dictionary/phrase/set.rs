//! Many phrases at once.

use std::cmp::Reverse;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::{Phrase, Piece, Walk, run};

/// Many phrases, asked at once for the longest that matches.
///
/// Among phrases that match the same length the more definite wins (without `…`, then without `N`, then
/// with more characters of its own), and among those that are alike the one that was given first.
#[derive(Debug, Default)]
pub struct PhraseSet {
    phrases: Vec<Phrase>,
    // Each is built when it is first asked: a set for one position never needs the other.
    forward: OnceLock<Trie>,
    backward: OnceLock<Trie>,
}

impl PhraseSet {
    /// Takes the phrases; their indexes are those in `phrases`.
    pub fn new(phrases: Vec<Phrase>) -> Self {
        Self {
            phrases,
            ..Self::default()
        }
    }

    /// How many phrases there are.
    pub fn len(&self) -> usize {
        self.phrases.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.phrases.is_empty()
    }

    /// A phrase by its index.
    pub fn get(&self, index: usize) -> Option<&Phrase> {
        self.phrases.get(index)
    }

    /// The longest phrase at the beginning of `text`: its length in bytes and its index.
    pub fn match_prefix(&self, text: &str) -> Option<(usize, usize)> {
        self.forward_trie().longest(Walk::forward(text), false)
    }

    /// The longest phrase at the end of `text`: its length in bytes and its index.
    pub fn match_suffix(&self, text: &str) -> Option<(usize, usize)> {
        self.backward
            .get_or_init(|| Trie::new(&self.phrases, true))
            .longest(Walk::backward(text), false)
    }

    /// The phrase that is the whole of `text`.
    pub fn match_whole(&self, text: &str) -> Option<usize> {
        let found = self.forward_trie().longest(Walk::forward(text), true);
        found.map(|(_, index)| index)
    }

    fn forward_trie(&self) -> &Trie {
        self.forward.get_or_init(|| Trie::new(&self.phrases, false))
    }
}

/// Which of two phrases that match the same text is taken: the smaller.
type Rank = (usize, usize, Reverse<usize>, usize);

/// The flat sequences by their plain beginnings. What follows a plain beginning is matched by itself.
#[derive(Debug, Default)]
struct Trie {
    edges: FxHashMap<(u32, char), u32>,
    nodes: Vec<Node>,
}

#[derive(Debug, Default)]
struct Node {
    /// The phrase that ends here, if one does.
    end: Option<Rank>,
    /// What may follow here, beginning with `N` or `…`.
    tails: Vec<(Vec<Piece>, Rank)>,
}

impl Trie {
    fn new(phrases: &[Phrase], backward: bool) -> Self {
        let mut trie = Self::default();
        trie.nodes.push(Node::default());
        for (index, phrase) in phrases.iter().enumerate() {
            for flat in &phrase.flats {
                if backward {
                    trie.insert(flat.iter().rev().copied(), index);
                } else {
                    trie.insert(flat.iter().copied(), index);
                }
            }
        }
        trie
    }

    fn insert(&mut self, pieces: impl Iterator<Item = Piece> + Clone, index: usize) {
        let count = |kind| pieces.clone().filter(|p| *p == kind).count();
        let (any, number) = (count(Piece::Any), count(Piece::Number));
        let own = pieces.clone().count() - any - number;
        let rank = (any, number, Reverse(own), index);
        let mut node = 0u32;
        let mut rest = pieces.peekable();
        while let Some(Piece::Char(c)) = rest.peek().copied() {
            rest.next();
            let fresh = self.nodes.len() as u32;
            node = *self.edges.entry((node, c)).or_insert(fresh);
            if node == fresh {
                self.nodes.push(Node::default());
            }
        }
        let node = &mut self.nodes[node as usize];
        let tail: Vec<Piece> = rest.collect();
        if !tail.is_empty() {
            node.tails.push((tail, rank));
        } else if node.end.is_none_or(|old| rank < old) {
            node.end = Some(rank);
        }
    }

    fn longest(&self, walk: Walk<'_>, whole: bool) -> Option<(usize, usize)> {
        let mut best: Option<(usize, Reverse<Rank>)> = None;
        let mut found = Vec::new();
        let (mut node, mut at) = (0u32, 0);
        loop {
            let here = &self.nodes[node as usize];
            if let Some(rank) = here.end
                && (!whole || at == walk.text.len())
            {
                best = best.max(Some((at, Reverse(rank))));
            }
            for (tail, rank) in &here.tails {
                found.clear();
                if let Some(end) = run(tail, walk, at, whole, &mut found) {
                    best = best.max(Some((end, Reverse(*rank))));
                }
            }
            let next = walk
                .step(at)
                .and_then(|(c, next)| Some((*self.edges.get(&(node, c))?, next)));
            match next {
                Some((child, place)) => (node, at) = (child, place),
                None => break,
            }
        }
        best.map(|(len, Reverse((.., index)))| (len, index))
    }
}
