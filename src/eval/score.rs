//! The arithmetic of accuracy, and nothing else: pure functions over groupings and sets.
//!
//! Two groupings of the same names are compared, the gold's and the tool's.
//!
//! - **Pairs.** Of all pairs of names that the tool puts together, the share that the gold puts
//!   together is precision; of all pairs that the gold puts together, the share that the tool puts
//!   together is recall. Large groups weigh by the square of their size.
//! - **B-cubed** (Bagga & Baldwin, “Algorithms for Scoring Coreference Chains”, 1998; with this
//!   weighting of each name alike, Amigó et al., “A comparison of extrinsic clustering evaluation
//!   metrics based on formal constraints”, 2009). For each name, precision is the share of its
//!   group by the tool that is in its group by the gold, itself counted, recall the reverse; both
//!   are averaged over the names. Names that stand alone count too.
//!
//! F1 is the harmonic mean of precision and recall. What would divide by nothing is `None`.
//! Sums run over sorted counts, so that the order of the names does not change the last digit.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Serialize, Serializer};

/// Precision, recall and their harmonic mean.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Prf {
    /// Of what the tool says, the share that is right.
    #[serde(serialize_with = "rounded")]
    pub precision: Option<f64>,
    /// Of what is to be said, the share that the tool says.
    #[serde(serialize_with = "rounded")]
    pub recall: Option<f64>,
    /// The harmonic mean.
    #[serde(serialize_with = "rounded")]
    pub f1: Option<f64>,
}

/// How many of how many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Share {
    /// How many.
    pub part: u64,
    /// Of how many.
    pub whole: u64,
}

/// Counts of what is said, what is to be said and what is both; with their [`Prf`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Agreement {
    /// What the tool says.
    pub found: u64,
    /// What the gold says.
    pub gold: u64,
    /// What both say.
    pub agreed: u64,
}

/// How many names are grouped with a name, itself counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Sizes {
    /// By the gold.
    pub gold: u64,
    /// By the tool.
    pub found: u64,
    /// By both.
    pub both: u64,
}

/// Two groupings of the same names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Contingency {
    /// The group of each name, by the gold and by the tool.
    rows: Vec<(u32, u32)>,
    gold: BTreeMap<u32, u64>,
    found: BTreeMap<u32, u64>,
    both: BTreeMap<(u32, u32), u64>,
}

impl Share {
    /// Counts those for which something holds.
    pub fn of(all: impl IntoIterator<Item = bool>) -> Self {
        let mut share = Self::default();
        for holds in all {
            share.whole += 1;
            share.part += u64::from(holds);
        }
        share
    }

    /// The share, from 0 to 1; `None` of nothing.
    pub fn value(self) -> Option<f64> {
        (self.whole > 0).then(|| self.part as f64 / self.whole as f64)
    }
}

impl Agreement {
    /// Precision, recall and F1. Where nothing is to be said and something is said, F1 is 0.
    pub fn prf(self) -> Prf {
        let share = |part, whole| Share { part, whole }.value();
        Prf {
            precision: share(self.agreed, self.found),
            recall: share(self.agreed, self.gold),
            f1: share(2 * self.agreed, self.found + self.gold),
        }
    }
}

impl Contingency {
    /// From the group of each name by the gold and by the tool.
    pub fn new(rows: &[(u32, u32)]) -> Self {
        let mut table = Self {
            rows: rows.to_vec(),
            ..Self::default()
        };
        for (gold, found) in rows {
            *table.gold.entry(*gold).or_default() += 1;
            *table.found.entry(*found).or_default() += 1;
            *table.both.entry((*gold, *found)).or_default() += 1;
        }
        table
    }

    /// The same for only some of the names.
    pub fn only(&self, keep: impl Fn(usize) -> bool) -> Self {
        let rows: Vec<(u32, u32)> = (0..self.rows.len())
            .filter(|i| keep(*i))
            .map(|i| self.rows[i])
            .collect();
        Self::new(&rows)
    }

    /// The group of each name, by the gold and by the tool.
    pub fn rows(&self) -> &[(u32, u32)] {
        &self.rows
    }

    /// How many groups the gold makes.
    pub fn gold_groups(&self) -> u64 {
        self.gold.len() as u64
    }

    /// How many groups the tool makes.
    pub fn found_groups(&self) -> u64 {
        self.found.len() as u64
    }

    /// Pairs of names.
    pub fn pairs(&self) -> Agreement {
        let pairs = |n: &u64| n * n.saturating_sub(1) / 2;
        Agreement {
            found: self.found.values().map(pairs).sum(),
            gold: self.gold.values().map(pairs).sum(),
            agreed: self.both.values().map(pairs).sum(),
        }
    }

    /// B-cubed.
    pub fn b_cubed(&self) -> Prf {
        let names = self.rows.len() as f64;
        // Each cell of n names adds n · n / size; cells alike are added up at once, smallest first.
        let average = |size: &dyn Fn(&(u32, u32)) -> u64| {
            let mut cells: BTreeMap<(u64, u64), u64> = BTreeMap::new();
            for (groups, n) in &self.both {
                *cells.entry((*n, size(groups))).or_default() += 1;
            }
            let sum: f64 = cells
                .iter()
                .map(|((n, size), times)| (times * n * n) as f64 / *size as f64)
                .sum();
            (names > 0.0).then(|| sum / names)
        };
        let precision = average(&|(_, found)| self.found[found]);
        let recall = average(&|(gold, _)| self.gold[gold]);
        // Neither is ever 0: each name is at least with itself.
        let f1 = precision.zip(recall).map(|(p, r)| 2.0 * p * r / (p + r));
        Prf {
            precision,
            recall,
            f1,
        }
    }

    /// With how many names a name is grouped.
    pub fn sizes(&self, row: usize) -> Sizes {
        let groups = self.rows[row];
        Sizes {
            gold: self.gold[&groups.0],
            found: self.found[&groups.1],
            both: self.both[&groups],
        }
    }
}

/// Sets of values that names state, found against gold.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct SetScore {
    /// Of the names: found and gold are those that state something, agreed those with equal sets.
    pub names: Agreement,
    /// Of the single values of all names.
    pub values: Agreement,
    /// Names whose sets are equal, those that state nothing counted.
    pub right: Share,
}

/// Scores sets of values, each gold's and the tool's.
pub fn sets<'s>(
    all: impl IntoIterator<Item = (&'s BTreeSet<String>, &'s BTreeSet<String>)>,
) -> SetScore {
    let mut score = SetScore::default();
    for (gold, found) in all {
        let equal = gold == found;
        score.right.whole += 1;
        score.right.part += u64::from(equal);
        score.names.gold += u64::from(!gold.is_empty());
        score.names.found += u64::from(!found.is_empty());
        score.names.agreed += u64::from(equal && !gold.is_empty());
        score.values.gold += gold.len() as u64;
        score.values.found += found.len() as u64;
        score.values.agreed += gold.intersection(found).count() as u64;
    }
    score
}

/// Six digits: enough to see one name in a million, and the same on every machine.
pub fn rounded<S: Serializer>(value: &Option<f64>, serializer: S) -> Result<S::Ok, S::Error> {
    value.map(|v| (v * 1e6).round() / 1e6).serialize(serializer)
}

impl Serialize for Share {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Out {
            part: u64,
            whole: u64,
            #[serde(serialize_with = "rounded")]
            share: Option<f64>,
        }
        Out {
            part: self.part,
            whole: self.whole,
            share: self.value(),
        }
        .serialize(serializer)
    }
}

impl Serialize for Agreement {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Out {
            found: u64,
            gold: u64,
            agreed: u64,
            #[serde(flatten)]
            prf: Prf,
        }
        Out {
            found: self.found,
            gold: self.gold,
            agreed: self.agreed,
            prf: self.prf(),
        }
        .serialize(serializer)
    }
}

#[cfg(test)]
mod tests;
