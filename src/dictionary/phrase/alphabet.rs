//! Which characters a set of phrases tells apart.

use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::{number, stops};

/// The characters of which phrases tell one from another; all others are alike, but for what classes read.
#[derive(Debug, Default)]
pub(super) struct Alphabet {
    /// For each ideograph its class.
    ideographs: Vec<u16>,
    others: FxHashMap<char, u16>,
    /// How many classes there are.
    len: usize,
}

/// The block that most characters are of.
const IDEOGRAPHS: std::ops::RangeInclusive<char> = '\u{4e00}'..='\u{9fff}';

/// Classes of characters that no phrase names: by what else may read them.
const KINDS: u16 = 16;

impl Alphabet {
    /// Tells apart the characters that phrases name.
    pub fn new(named: impl Iterator<Item = char>) -> Self {
        static KIND: OnceLock<Vec<u16>> = OnceLock::new();
        let mut new = Self {
            ideographs: KIND.get_or_init(|| IDEOGRAPHS.map(kind).collect()).clone(),
            others: FxHashMap::default(),
            len: usize::from(KINDS),
        };
        for c in named {
            let class = match ideograph(c) {
                Some(place) => &mut new.ideographs[place],
                None => new.others.entry(c).or_default(),
            };
            if *class < KINDS {
                // There are fewer characters than that in any dictionary.
                *class = u16::try_from(new.len).unwrap_or(u16::MAX);
                new.len += 1;
            }
        }
        new
    }

    /// The class of a character.
    pub fn class(&self, c: char) -> u16 {
        match ideograph(c) {
            Some(place) => self.ideographs[place],
            None => self.others.get(&c).copied().unwrap_or_else(|| kind(c)),
        }
    }

    /// How many classes there are.
    pub fn len(&self) -> usize {
        self.len
    }
}

/// The place of a character in its block.
fn ideograph(c: char) -> Option<usize> {
    let within = IDEOGRAPHS.contains(&c);
    within.then(|| c as usize - *IDEOGRAPHS.start() as usize)
}

/// The class of a character that no phrase names.
fn kind(c: char) -> u16 {
    let kinds = [
        number::digit(c),
        number::point(c),
        number::range(c),
        stops(c),
    ];
    let bit = |class, kind: &bool| class << 1 | u16::from(*kind);
    kinds.iter().fold(0, bit)
}
