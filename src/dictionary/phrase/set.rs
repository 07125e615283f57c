//! Many phrases at once, as one non-deterministic automaton of which each thread makes a deterministic one
//! while it reads.

use std::cell::RefCell;
use std::cmp::Reverse;
use std::sync::OnceLock;

use rustc_hash::{FxHashMap, FxHashSet};
use thread_local::ThreadLocal;

use super::alphabet::Alphabet;
use super::walk::{NOWHERE, Walk};
use super::{Phrase, Piece, holds, number, own, stops};

/// Many phrases, asked at once for the longest that matches.
///
/// A phrase with `…` takes the shortest text that will do, any other the longest. Among phrases that match
/// the same length the more definite wins (without `…`, then without `N`, then with more characters of its
/// own), and among those that are alike the one that was given first.
#[derive(Debug, Default)]
pub struct PhraseSet {
    phrases: Vec<Phrase>,
    // Each is built when it is first asked: a set for one position never needs the other.
    forward: OnceLock<Automaton>,
    backward: OnceLock<Automaton>,
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
        self.forward().longest(text.chars())
    }

    /// The longest phrase at the end of `text`: its length in bytes and its index.
    pub fn match_suffix(&self, text: &str) -> Option<(usize, usize)> {
        self.backward
            .get_or_init(|| Automaton::new(&self.phrases, true))
            .longest(text.chars().rev())
    }

    /// The phrase that is the whole of `text`.
    pub fn match_whole(&self, text: &str) -> Option<usize> {
        self.forward().whole(text)
    }

    fn forward(&self) -> &Automaton {
        self.forward
            .get_or_init(|| Automaton::new(&self.phrases, false))
    }
}

/// What an edge reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Test {
    Char(char),
    Digit,
    Point,
    Range,
    Any,
}

impl Test {
    fn reads(self, c: char) -> bool {
        match self {
            Self::Char(own) => own == c,
            Self::Digit => number::digit(c),
            Self::Point => number::point(c),
            Self::Range => number::range(c),
            Self::Any => !stops(c),
        }
    }
}

/// An edge of a state: reads a character, or (without a test) nothing.
#[derive(Clone, Copy, Debug)]
struct Edge {
    test: Option<Test>,
    to: u32,
    /// The next edge of the same state; `NONE` ends the list.
    next: u32,
}

/// No edge, no phrase.
pub(super) const NONE: u32 = u32::MAX;

/// A part of a list that many share: where it begins and where it ends.
type Part = (u32, u32);

/// States and edges as the phrases lay them, before what reads nothing is taken out.
#[derive(Debug, Default)]
struct Draft {
    /// The first edge of each state.
    states: Vec<u32>,
    edges: Vec<Edge>,
}

/// The automaton. Edges that read nothing are followed when it is built, not when a text is read:
/// each edge leads to all states that are reached by it.
#[derive(Debug, Default)]
pub(super) struct Automaton {
    /// For each state its part of `edges`.
    states: Vec<Part>,
    /// What an edge reads, and its part of `reached`.
    edges: Vec<(Test, Part)>,
    /// States that read something or accept.
    reached: Vec<u32>,
    /// For each state the phrase that it accepts; `NONE` for most.
    accepts: Vec<u32>,
    /// Which of two phrases that match the same text is taken: the smaller.
    ranks: Vec<(bool, bool, Reverse<usize>, usize)>,
    /// From the beginning, by the character read: all phrases begin there, so it is worth a table.
    first: FxHashMap<char, Vec<u32>>,
    /// From the beginning, the edges that read more than one character.
    first_classes: Vec<(Test, Part)>,
    /// The characters that phrases end in, but for those that end in any of several.
    last: FxHashSet<char>,
    /// What those begin with.
    open: FxHashSet<char>,
    open_classes: Vec<Test>,
    /// For each state the phrase that it is part of.
    phrase_of: Vec<u32>,
    /// The characters that phrases tell apart.
    pub(super) alphabet: Alphabet,
    /// The walk on which a phrase with `…` takes the shortest text.
    shortest: ThreadLocal<RefCell<Walk>>,
    /// The walk on which it takes whatever is there.
    full: ThreadLocal<RefCell<Walk>>,
}

impl Draft {
    fn state(&mut self) -> u32 {
        self.states.push(NONE);
        self.states.len() as u32 - 1
    }

    fn edge(&mut self, from: u32, test: Option<Test>, to: u32) {
        let next = self.states[from as usize];
        self.states[from as usize] = self.edges.len() as u32;
        self.edges.push(Edge { test, to, next });
    }

    /// Adds what reads the pieces from `from` on; gives the state behind them.
    fn sequence(&mut self, from: u32, pieces: &[Piece], backward: bool) -> u32 {
        let mut at = from;
        for i in 0..pieces.len() {
            let i = if backward { pieces.len() - 1 - i } else { i };
            at = self.piece(at, &pieces[i], backward);
        }
        at
    }

    fn piece(&mut self, from: u32, piece: &Piece, backward: bool) -> u32 {
        let to = self.state();
        match piece {
            Piece::Char(c) => self.edge(from, Some(Test::Char(*c)), to),
            Piece::Any => {
                self.edge(from, Some(Test::Any), to);
                self.edge(to, Some(Test::Any), to);
            }
            // Digits and points, then perhaps a range mark and the like again: see `number::ends`.
            Piece::Number => {
                let low = self.digits(from);
                let mark = self.state();
                self.edge(low, Some(Test::Range), mark);
                let high = self.digits(mark);
                self.edge(low, None, to);
                self.edge(high, None, to);
            }
            Piece::Either(branches) => {
                for branch in branches {
                    let end = self.sequence(from, branch, backward);
                    self.edge(end, None, to);
                }
            }
        }
        to
    }

    fn digits(&mut self, from: u32) -> u32 {
        let (read, point) = (self.state(), self.state());
        self.edge(from, Some(Test::Digit), read);
        self.edge(read, Some(Test::Digit), read);
        self.edge(read, Some(Test::Point), point);
        self.edge(point, Some(Test::Digit), read);
        read
    }

    /// Adds a state and all that can be reached from it without reading.
    fn close(&self, state: u32, states: &mut Vec<u32>) {
        // The states of one step are few: looking through them is cheaper than any set.
        if states.contains(&state) {
            return;
        }
        states.push(state);
        let mut at = self.states[state as usize];
        while at != NONE {
            let edge = self.edges[at as usize];
            if edge.test.is_none() {
                self.close(edge.to, states);
            }
            at = edge.next;
        }
    }
}

impl Automaton {
    fn new(phrases: &[Phrase], backward: bool) -> Self {
        let mut new = Self::default();
        let mut draft = Draft::default();
        let mut starts = Vec::with_capacity(phrases.len());
        for (index, phrase) in phrases.iter().enumerate() {
            let pieces = &phrase.pieces;
            let any = holds(pieces, &Piece::Any);
            let number = holds(pieces, &Piece::Number);
            new.ranks.push((any, number, Reverse(own(pieces)), index));
            let start = draft.state();
            let end = draft.sequence(start, pieces, backward);
            new.accepts.resize(draft.states.len(), NONE);
            new.accepts[end as usize] = index as u32;
            new.phrase_of.resize(draft.states.len(), index as u32);
            starts.push(start);
        }
        for state in 0..draft.states.len() {
            let from = new.edges.len() as u32;
            let mut at = draft.states[state];
            while at != NONE {
                let edge = draft.edges[at as usize];
                if let Some(test) = edge.test {
                    let reached = new.reach(&draft, edge.to);
                    new.edges.push((test, reached));
                }
                at = edge.next;
            }
            new.states.push((from, new.edges.len() as u32));
        }
        new.alphabet = Alphabet::new(new.edges.iter().filter_map(|(test, _)| match test {
            Test::Char(c) => Some(*c),
            _ => None,
        }));
        let open = new.lasts();
        let mut beginnings = Vec::new();
        for (start, open) in starts.into_iter().zip(open) {
            beginnings.clear();
            draft.close(start, &mut beginnings);
            for state in &beginnings {
                let (from, to) = new.states[*state as usize];
                for (test, (first, last)) in &new.edges[from as usize..to as usize] {
                    match test {
                        Test::Char(c) if open => drop(new.open.insert(*c)),
                        test if open => new.open_classes.push(*test),
                        _ => {}
                    }
                    match test {
                        Test::Char(c) => {
                            let reached = &new.reached[*first as usize..*last as usize];
                            new.first.entry(*c).or_default().extend(reached);
                        }
                        test => new.first_classes.push((*test, (*first, *last))),
                    }
                }
            }
        }
        new
    }

    /// Notes what phrases end in; gives for each whether it ends in any of several characters.
    fn lasts(&mut self) -> Vec<bool> {
        let mut open = vec![false; self.ranks.len()];
        for (test, (first, last)) in &self.edges {
            for state in &self.reached[*first as usize..*last as usize] {
                match (test, self.accepts[*state as usize]) {
                    (_, NONE) => {}
                    (Test::Char(c), _) => drop(self.last.insert(*c)),
                    (_, phrase) => open[phrase as usize] = true,
                }
            }
        }
        open
    }

    /// Whether a phrase may be a whole text, by the text's first and last character.
    fn may_be(&self, text: &str) -> bool {
        let (first, last) = (text.chars().next(), text.chars().next_back());
        let (Some(first), Some(last)) = (first, last) else {
            return false;
        };
        let first = first.to_ascii_lowercase();
        self.last.contains(&last.to_ascii_lowercase())
            || self.open.contains(&first)
            || self.open_classes.iter().any(|test| test.reads(first))
    }

    /// Lists the states that are reached with a state and of any use.
    fn reach(&mut self, draft: &Draft, state: u32) -> Part {
        let mut all = Vec::new();
        draft.close(state, &mut all);
        all.retain(|s| {
            let mut at = draft.states[*s as usize];
            let mut reads = false;
            while at != NONE {
                let edge = draft.edges[at as usize];
                reads |= edge.test.is_some();
                at = edge.next;
            }
            reads || self.accepts[*s as usize] != NONE
        });
        let from = self.reached.len() as u32;
        self.reached.append(&mut all);
        (from, self.reached.len() as u32)
    }

    /// The states after reading `c`, from the beginning (`None`) or from some states; sorted, each once.
    pub(super) fn step(&self, from: Option<&[u32]>, c: char) -> Vec<u32> {
        let mut to = Vec::new();
        let mut follow = |(first, last): Part| {
            to.extend_from_slice(&self.reached[first as usize..last as usize]);
        };
        match from {
            None => {
                for (test, part) in &self.first_classes {
                    if test.reads(c) {
                        follow(*part);
                    }
                }
                to.extend(self.first.get(&c).into_iter().flatten());
            }
            Some(states) => {
                for state in states {
                    let (first, last) = self.states[*state as usize];
                    for (test, part) in &self.edges[first as usize..last as usize] {
                        if test.reads(c) {
                            follow(*part);
                        }
                    }
                }
            }
        }
        to.sort_unstable();
        to.dedup();
        to
    }

    /// The best phrase that ends at these states.
    pub(super) fn best(&self, states: &[u32]) -> Option<u32> {
        states
            .iter()
            .map(|s| self.accepts[*s as usize])
            .filter(|phrase| *phrase != NONE)
            .min_by_key(|phrase| self.ranks[*phrase as usize])
    }

    /// The states without those of phrases with `…` that end here: what is longer is no longer theirs.
    pub(super) fn without_done(&self, states: &mut Vec<u32>) {
        let ended = states.iter().map(|s| self.accepts[*s as usize]);
        let done: Vec<u32> = ended
            .filter(|phrase| *phrase != NONE && self.ranks[*phrase as usize].0)
            .collect();
        if !done.is_empty() {
            states.retain(|s| !done.contains(&self.phrase_of[*s as usize]));
        }
    }

    fn longest(&self, chars: impl Iterator<Item = char>) -> Option<(usize, usize)> {
        let mut walk = self.shortest.get_or_default().borrow_mut();
        let (mut place, mut len, mut best) = (walk.begin(), 0, None);
        for c in chars {
            place = walk.read(self, place, c.to_ascii_lowercase(), true);
            if place == NOWHERE {
                break;
            }
            len += c.len_utf8();
            let phrase = walk.phrase_at(place);
            if phrase != NONE {
                best = Some((len, phrase as usize));
            }
        }
        best
    }

    fn whole(&self, text: &str) -> Option<usize> {
        // Few texts end as a phrase does: the others need not be read.
        if !self.may_be(text) {
            return None;
        }
        let mut walk = self.full.get_or_default().borrow_mut();
        let mut place = walk.begin();
        for c in text.chars() {
            place = walk.read(self, place, c.to_ascii_lowercase(), false);
            if place == NOWHERE {
                return None;
            }
        }
        let phrase = walk.phrase_at(place);
        (phrase != NONE).then_some(phrase as usize)
    }
}
