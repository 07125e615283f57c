//! Words with their frequencies, and the cut of a text that they make likeliest.
//!
//! The cut is jieba's without its hidden Markov model (Sun Junyi, <https://github.com/fxsjy/jieba>;
//! jieba-rs, MIT): of all ways to cut a run of characters into known words the one with the highest
//! product of relative frequencies, and a word that is added without a frequency gets the least one
//! by which it stays whole. jieba-rs itself cuts where a user's dictionaries add words; but it can only
//! be filled word by word, which was a third of the start-up. This is what the built-in words need: it
//! can be *frozen*, laid out as bytes by `build.rs`, which shares this file, and used in place. Tests
//! hold the two together.

/// Words, each a path of a trie. All edges stand in one hash table with open addressing.
#[derive(Clone, Debug)]
pub struct Vocabulary {
    edges: Edges,
    /// The sum of all frequencies.
    total: u64,
    /// Its logarithm.
    log_total: f64,
}

/// Where the edges are, and the words.
#[derive(Clone, Debug)]
enum Edges {
    /// Still growing.
    Built {
        edges: Vec<Edge>,
        words: Vec<Word>,
        nodes: u32,
        used: usize,
    },
    /// As bytes: the edges, then the words, as [`Vocabulary::freeze`] lays them out.
    Frozen {
        edges: &'static [u8],
        words: &'static [u8],
    },
}

/// From a node by a character to another.
#[derive(Clone, Copy, Debug, Default)]
struct Edge {
    /// The node it leaves and its character, and one more: 0 is no edge.
    key: u64,
    /// The node it leads to.
    node: u32,
    /// The word that ends there, and one more: 0 is no word.
    word: u32,
}

#[derive(Clone, Copy, Debug)]
struct Word {
    frequency: u32,
    log: f64,
}

/// Bytes of a frozen head, edge and word.
const HEAD: usize = 16;
const EDGE: usize = 16;
const WORD: usize = 12;

/// A character has 21 bits.
const CHAR: u32 = 21;

/// The first node, where all words begin.
const ROOT: u32 = 0;

impl Default for Vocabulary {
    fn default() -> Self {
        Self {
            edges: Edges::Built {
                edges: vec![Edge::default(); 1 << 10],
                words: Vec::new(),
                nodes: 1,
                used: 0,
            },
            total: 0,
            log_total: f64::NEG_INFINITY,
        }
    }
}

impl Vocabulary {
    /// A vocabulary that was frozen; `None` if the bytes are none.
    pub fn frozen(bytes: &'static [u8]) -> Option<Self> {
        let (head, rest) = bytes.split_at_checked(HEAD)?;
        let total = u64::from_le_bytes(*head.first_chunk()?);
        let edges = u64::from_le_bytes(*head.last_chunk()?);
        let (edges, words) = rest.split_at_checked(usize::try_from(edges).ok()? * EDGE)?;
        Some(Self {
            edges: Edges::Frozen { edges, words },
            total,
            log_total: (total as f64).ln(),
        })
    }

    /// The bytes of a vocabulary, little-endian: the total, how many edges, the edges, the words.
    #[cfg_attr(not(test), allow(dead_code, reason = "for build.rs"))]
    pub fn freeze(&self) -> Vec<u8> {
        let mut bytes = self.total.to_le_bytes().to_vec();
        bytes.extend((self.slots() as u64).to_le_bytes());
        for slot in 0..self.slots() {
            let edge = self.edge(slot);
            bytes.extend(edge.key.to_le_bytes());
            bytes.extend(edge.node.to_le_bytes());
            bytes.extend(edge.word.to_le_bytes());
        }
        let mut number = 1;
        while let Some(word) = self.word(number) {
            bytes.extend(word.log.to_le_bytes());
            bytes.extend(word.frequency.to_le_bytes());
            number += 1;
        }
        bytes
    }

    /// Adds a word, or gives it another frequency.
    pub fn add(&mut self, word: &str, frequency: u32) {
        let before = self.find(word).map_or(0, |w| w.frequency);
        self.total = self.total - u64::from(before) + u64::from(frequency);
        self.log_total = (self.total as f64).ln();
        self.insert(
            word,
            Word {
                frequency,
                log: f64::from(frequency).ln(),
            },
        );
    }

    /// Adds a word with the least frequency by which it stays whole.
    pub fn add_whole(&mut self, word: &str) {
        let frequency = |text: &str| self.find(text).map_or(1, |w| w.frequency);
        let log: f64 = self.cut(word).iter().fold(0.0, |sum, part| {
            sum + f64::from(frequency(part)).ln() - self.log_total
        });
        let apart = (log + self.log_total).exp() as u32;
        let frequency = apart.saturating_add(1).max(frequency(word));
        self.add(word, frequency);
    }

    /// Whether a text is a word.
    pub fn has(&self, text: &str) -> bool {
        self.find(text).is_some()
    }

    /// The words of a text, in order; together they are the text. Marks stand alone; letters and
    /// figures that belong to no word stay together.
    pub fn cut<'t>(&self, text: &'t str) -> Vec<&'t str> {
        let chars: Vec<char> = text.chars().collect();
        let ends = self.lattice(&chars).ends(chars.len());
        let mut words = Vec::with_capacity(chars.len());
        let mut rest = text;
        each_word(&chars, &ends, 0, |length| {
            let bytes = rest
                .char_indices()
                .nth(length)
                .map_or(rest.len(), |(at, _)| at);
            let (word, behind) = rest.split_at(bytes);
            words.push(word);
            rest = behind;
        });
        words
    }

    /// Every word that stands in a text, and where.
    pub fn lattice(&self, chars: &[char]) -> Lattice {
        let mut lattice = Lattice {
            places: Vec::with_capacity(chars.len() + 1),
            words: Vec::with_capacity(2 * chars.len()),
            unknown: 0.0 - self.log_total,
        };
        for at in 0..chars.len() {
            lattice.places.push(Place {
                first: lattice.words.len() as u32,
                cuttable: cuttable(chars[at]),
            });
            let mut node = ROOT;
            for (end, c) in (at + 1..).zip(&chars[at..]) {
                // A word with a mark in it is never met: marks stand alone.
                if !cuttable(*c) {
                    break;
                }
                let Some(edge) = self.step(node, *c) else {
                    break;
                };
                if let Some(word) = self.word(edge.word) {
                    lattice.words.push((end as u32, word.log - self.log_total));
                }
                node = edge.node;
            }
        }
        lattice.places.push(Place {
            first: lattice.words.len() as u32,
            cuttable: false,
        });
        lattice
    }

    fn find(&self, text: &str) -> Option<Word> {
        let mut node = ROOT;
        let mut word = 0;
        for c in text.chars() {
            let edge = self.step(node, c)?;
            (node, word) = (edge.node, edge.word);
        }
        self.word(word)
    }

    fn insert(&mut self, text: &str, new: Word) {
        let slots = self.slots();
        let Edges::Built {
            edges,
            words,
            nodes,
            used,
        } = &mut self.edges
        else {
            return;
        };
        if (*used + text.len()) * 4 > slots * 3 {
            let old = std::mem::replace(edges, vec![Edge::default(); slots * 2]);
            for edge in old.into_iter().filter(|edge| edge.key != 0) {
                let slot = slot_of(edges.len(), edge.key, |slot| edges[slot].key);
                edges[slot] = edge;
            }
        }
        let (mut node, mut last) = (ROOT, None);
        for c in text.chars() {
            let key = key(node, c);
            let slot = slot_of(edges.len(), key, |slot| edges[slot].key);
            if edges[slot].key == 0 {
                edges[slot] = Edge {
                    key,
                    node: *nodes,
                    word: 0,
                };
                *nodes += 1;
                *used += 1;
            }
            node = edges[slot].node;
            last = Some(slot);
        }
        let Some(edge) = last.map(|slot| &mut edges[slot]) else {
            return;
        };
        match edge.word.checked_sub(1) {
            Some(known) => words[known as usize] = new,
            None => {
                words.push(new);
                edge.word = words.len() as u32;
            }
        }
    }

    fn step(&self, node: u32, c: char) -> Option<Edge> {
        let key = key(node, c);
        let slot = match &self.edges {
            Edges::Built { edges, .. } => slot_of(edges.len(), key, |slot| edges[slot].key),
            Edges::Frozen { edges, .. } => slot_of(edges.len() / EDGE, key, |slot| {
                u64::from_le_bytes(part(edges, slot * EDGE))
            }),
        };
        let edge = self.edge(slot);
        (edge.key == key).then_some(edge)
    }

    fn slots(&self) -> usize {
        match &self.edges {
            Edges::Built { edges, .. } => edges.len(),
            Edges::Frozen { edges, .. } => edges.len() / EDGE,
        }
    }

    fn edge(&self, slot: usize) -> Edge {
        match &self.edges {
            Edges::Built { edges, .. } => edges[slot],
            Edges::Frozen { edges, .. } => {
                let bytes = &edges[slot * EDGE..][..EDGE];
                Edge {
                    key: u64::from_le_bytes(part(bytes, 0)),
                    node: u32::from_le_bytes(part(bytes, 8)),
                    word: u32::from_le_bytes(part(bytes, 12)),
                }
            }
        }
    }

    /// A word by its number, from 1.
    fn word(&self, number: u32) -> Option<Word> {
        let index = number.checked_sub(1)? as usize;
        match &self.edges {
            Edges::Built { words, .. } => words.get(index).copied(),
            Edges::Frozen { words, .. } => {
                let bytes = words.get(index * WORD..)?.get(..WORD)?;
                Some(Word {
                    log: f64::from_le_bytes(part(bytes, 0)),
                    frequency: u32::from_le_bytes(part(bytes, 8)),
                })
            }
        }
    }
}

/// The words that stand in a text.
#[derive(Clone, Debug)]
pub struct Lattice {
    /// For each character, and for the end.
    places: Vec<Place>,
    /// Where a word ends, and the logarithm of its relative frequency; by where they begin.
    words: Vec<(u32, f64)>,
    /// The logarithm for a character that is no word.
    unknown: f64,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    /// The first word that begins here.
    first: u32,
    cuttable: bool,
}

impl Lattice {
    /// For each character before `stop`: where the first word ends of the likeliest cut of what stands
    /// from there to the end of its run without marks, or to `stop`.
    ///
    /// The likeliest cut of a rest does not depend on what stands before it: so these are the cuts of
    /// every stretch that ends at `stop`.
    pub fn ends(&self, stop: usize) -> Vec<u32> {
        let mut ends = vec![0; stop];
        // The logarithm of the likeliest cut from a place on; behind a run it is that of nothing.
        let mut logs = vec![0.0; stop + 1];
        for at in (0..stop).rev() {
            if !self.places[at].cuttable {
                ends[at] = at as u32 + 1;
                continue;
            }
            let (first, last) = (self.places[at].first, self.places[at + 1].first);
            let mut best: Option<(f64, u32)> = None;
            for (end, word) in &self.words[first as usize..last as usize] {
                if *end as usize > stop {
                    break;
                }
                let log = word + logs[*end as usize];
                // Of two that are as likely the longer one.
                if best.is_none_or(|(b, _)| log >= b) {
                    best = Some((log, *end));
                }
            }
            (logs[at], ends[at]) = best.unwrap_or((self.unknown + logs[at + 1], at as u32 + 1));
        }
        ends
    }
}

/// Tells the length of each word of a stretch, by where words end that begin at each place.
pub fn each_word(chars: &[char], ends: &[u32], start: usize, mut word: impl FnMut(usize)) {
    let (mut at, mut begun) = (start, start);
    while at < ends.len() {
        let end = ends[at] as usize;
        // Letters and figures that belong to no word stay together; marks stand alone.
        let single = end == at + 1 && chars[at].is_ascii_alphanumeric();
        if !single {
            if begun < at {
                word(at - begun);
            }
            word(end - at);
            begun = end;
        }
        at = end;
    }
    if begun < at {
        word(at - begun);
    }
}

/// What words are made of; anything else is a mark.
fn cuttable(c: char) -> bool {
    match c {
        '\u{4e00}'..='\u{9fff}' => true,
        c if c.is_ascii() => {
            c.is_ascii_alphanumeric() || matches!(c, '+' | '#' | '&' | '.' | '_' | '%' | '-')
        }
        '\u{3400}'..='\u{4dbf}'
        | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{2a6df}'
        | '\u{2a700}'..='\u{2b73f}'
        | '\u{2b740}'..='\u{2b81f}'
        | '\u{2b820}'..='\u{2ceaf}'
        | '\u{2ceb0}'..='\u{2ebef}'
        | '\u{2f800}'..='\u{2fa1f}' => true,
        _ => false,
    }
}

fn key(node: u32, c: char) -> u64 {
    (u64::from(node) << CHAR | u64::from(u32::from(c))) + 1
}

/// The slot that holds a key, or the empty one where it would stand; there always is one.
fn slot_of(slots: usize, key: u64, key_at: impl Fn(usize) -> u64) -> usize {
    // Fibonacci hashing (Knuth, TAOCP vol. 3, 6.4).
    let hash = key.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    let mut slot = (hash >> 32) as usize & (slots - 1);
    loop {
        let found = key_at(slot);
        if found == key || found == 0 {
            return slot;
        }
        slot = (slot + 1) & (slots - 1);
    }
}

fn part<const N: usize>(bytes: &[u8], at: usize) -> [u8; N] {
    bytes[at..].first_chunk().copied().unwrap_or([0; N])
}
