//! Rung 5: likeness proposes candidates for the reviewer, and never decides.
//!
//! Standards that share character bigrams with a core are ranked by the Sørensen–Dice coefficient
//! over bigrams (strsim). Measured on known aliases, the nearest name by likeness alone is wrong for
//! one in five: that is why nothing is ever merged here.

use rustc_hash::FxHashMap;

/// Candidates below this likeness only waste a reviewer's time.
const LEAST: f64 = 0.5;

/// How many standards per bigram are looked at; a bigram of more (证明, 申请) tells nothing.
const COMMON: usize = 400;

/// Names of standards by their character bigrams.
#[derive(Debug, Default)]
pub struct Likeness {
    names: Vec<(String, u32)>,
    bigrams: FxHashMap<(char, char), Vec<u32>>,
}

impl Likeness {
    /// Indexes names (comparison keys), each with the standard it belongs to.
    pub fn new(names: Vec<(String, u32)>) -> Self {
        let mut bigrams: FxHashMap<(char, char), Vec<u32>> = FxHashMap::default();
        for (i, (name, _)) in names.iter().enumerate() {
            for bigram in pairs(name) {
                let list = bigrams.entry(bigram).or_default();
                if list.last() != Some(&(i as u32)) {
                    list.push(i as u32);
                }
            }
        }
        Self { names, bigrams }
    }

    /// The standards most like a core, best first, with the likeness of their nearest name.
    pub fn nearest(&self, core: &str, limit: usize) -> Vec<(u32, f64)> {
        let mut seen: Vec<u32> = pairs(core)
            .filter_map(|b| self.bigrams.get(&b))
            .filter(|list| list.len() <= COMMON)
            .flatten()
            .copied()
            .collect();
        seen.sort_unstable();
        seen.dedup();
        let mut best: FxHashMap<u32, f64> = FxHashMap::default();
        for i in seen {
            let (name, standard) = &self.names[i as usize];
            let likeness = strsim::sorensen_dice(core, name);
            if likeness >= LEAST {
                let slot = best.entry(*standard).or_insert(likeness);
                *slot = slot.max(likeness);
            }
        }
        let mut ranked: Vec<(u32, f64)> = best.into_iter().collect();
        ranked.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        ranked.truncate(limit);
        ranked
    }
}

fn pairs(text: &str) -> impl Iterator<Item = (char, char)> + '_ {
    text.chars().zip(text.chars().skip(1))
}
