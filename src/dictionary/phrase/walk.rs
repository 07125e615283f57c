//! The deterministic automaton that is made while texts are read.

use rustc_hash::FxHashMap;

use super::set::{Automaton, NONE};

/// Sets of states that the automaton has been in, each a place, and the ways between them: a
/// deterministic automaton that is made while texts are read. Names are alike, so nearly every
/// character is one look-up. (Aho, Sethi and Ullman, *Compilers*, 1986, 3.7: "lazy transition
/// evaluation".)
///
/// Each thread has its own, so that none waits for another.
#[derive(Debug)]
pub(super) struct Walk {
    places: Vec<Place>,
    place_of: FxHashMap<Box<[u32]>, u32>,
    /// From the beginning, by the class of a character: most texts end there. [`NONE`] is not known yet.
    first: Vec<u32>,
    /// From a place (above) by the class of a character (below).
    ways: FxHashMap<u32, u32>,
}

/// A set of states.
#[derive(Debug)]
struct Place {
    states: Box<[u32]>,
    /// The phrase that ends here; `NONE` for most.
    phrase: u32,
}

/// Where no phrase goes on.
pub(super) const NOWHERE: u32 = 0;

/// Where all phrases begin.
const BEGINNING: u32 = 1;

/// So many ways are remembered (some four megabytes); then it begins anew.
const MOST_WAYS: usize = 1 << 18;

/// So many places are remembered: a place has sixteen bits in a way, and a text is shorter than the rest.
const MOST_PLACES: usize = 60_000;

impl Default for Walk {
    fn default() -> Self {
        let nothing = || Place {
            states: Box::default(),
            phrase: NONE,
        };
        Self {
            places: vec![nothing(), nothing()],
            place_of: FxHashMap::default(),
            first: Vec::new(),
            ways: FxHashMap::default(),
        }
    }
}

impl Walk {
    /// Where a text begins.
    pub fn begin(&mut self) -> u32 {
        if self.ways.len() > MOST_WAYS || self.places.len() > MOST_PLACES {
            *self = Self::default();
        }
        BEGINNING
    }

    /// The phrase that ends at a place; [`NONE`] for most.
    pub fn phrase_at(&self, place: u32) -> u32 {
        self.places[place as usize].phrase
    }

    /// The place behind a character.
    pub fn read(&mut self, automaton: &Automaton, place: u32, c: char, shortest: bool) -> u32 {
        let class = automaton.alphabet.class(c);
        let way = place << 16 | u32::from(class);
        let known = match place {
            BEGINNING => self.first.get(usize::from(class)),
            _ => self.ways.get(&way),
        };
        if let Some(to) = known.filter(|to| **to != NONE) {
            return *to;
        }
        let from = &self.places[place as usize].states;
        let mut states = automaton.step((place != BEGINNING).then_some(&**from), c);
        let phrase = automaton.best(&states).unwrap_or(NONE);
        if shortest {
            automaton.without_done(&mut states);
        }
        let to = self.place(states, phrase);
        if place == BEGINNING {
            self.first.resize(automaton.alphabet.len(), NONE);
            self.first[usize::from(class)] = to;
        } else {
            self.ways.insert(way, to);
        }
        to
    }

    fn place(&mut self, states: Vec<u32>, phrase: u32) -> u32 {
        if states.is_empty() && phrase == NONE {
            return NOWHERE;
        }
        // Of the same states another phrase may have ended, and been taken out.
        let mut known: Vec<u32> = states;
        known.push(phrase);
        if let Some(place) = self.place_of.get(&*known) {
            return *place;
        }
        let place = self.places.len() as u32;
        let states = known[..known.len() - 1].into();
        self.places.push(Place { states, phrase });
        self.place_of.insert(known.into(), place);
        place
    }
}
