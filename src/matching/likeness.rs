//! Rung 5: likeness proposes candidates for the reviewer, and never decides.
//!
//! Standards that share character bigrams with a core are ranked by the Sørensen–Dice coefficient
//! over them. Measured on known aliases, the nearest name by likeness alone is wrong for
//! one in five: that is why nothing is ever merged here.

use rustc_hash::FxHashMap;

use super::distance::Distance;

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
        // Names that resemble each other share most of theirs.
        bigrams.reserve(2 * names.len());
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

    /// The standards most like a core, best first, with the likeness of their nearest name; only
    /// those that are wanted.
    ///
    /// Names are counted by the telling bigrams that they share with the core, and compared only where
    /// these and the common ones together can be as many as [`LEAST`] asks for (the count filter of
    /// set-similarity joins: Mann, Augsten and Bouros, VLDB 2016): none is missed by it.
    pub fn nearest(
        &self,
        core: &str,
        limit: usize,
        wanted: impl Fn(u32) -> bool,
    ) -> Vec<(u32, f64)> {
        let mut own: Vec<(char, char)> = pairs(core).collect();
        let size = own.len();
        own.sort_unstable();
        // Each bigram as often as it stands in the core, for those that hold it at all.
        let (mut seen, mut common): (Vec<(u32, u16)>, usize) = (Vec::new(), 0);
        for same in own.chunk_by(|a, b| a == b) {
            let times = u16::try_from(same.len()).unwrap_or(u16::MAX);
            match self.bigrams.get(&same[0]) {
                Some(list) if list.len() <= COMMON => seen.extend(list.iter().map(|i| (*i, times))),
                Some(_) => common += same.len(),
                None => {}
            }
        }
        seen.sort_unstable();
        let names = seen.chunk_by(|a, b| a.0 == b.0).filter_map(|same| {
            let (name, standard) = &self.names[same[0].0 as usize];
            let telling: usize = same.iter().map(|(_, times)| usize::from(*times)).sum();
            let other = name.chars().count().saturating_sub(1);
            let most = (telling + common).min(other);
            let enough = 2.0 * most as f64 >= LEAST * (size + other) as f64;
            enough.then_some((name.as_str(), *standard))
        });
        best(names, core, limit, wanted)
    }
}

/// The same without an index, for one core: the index is only worth its making for some ten.
pub fn nearest<'n>(
    names: impl Iterator<Item = (&'n str, u32)> + Clone,
    core: &str,
    limit: usize,
    wanted: impl Fn(u32) -> bool,
) -> Vec<(u32, f64)> {
    let own: Vec<(char, char)> = pairs(core).collect();
    let shares = |name: &str, of: &[(char, char)]| -> Vec<usize> {
        let mut shared: Vec<usize> = pairs(name)
            .filter_map(|pair| of.iter().position(|o| *o == pair))
            .collect();
        shared.sort_unstable();
        shared.dedup();
        shared
    };
    let mut holders = vec![0; own.len()];
    for (name, _) in names.clone() {
        for place in shares(name, &own) {
            holders[place] += 1;
        }
    }
    let telling: Vec<(char, char)> = own
        .iter()
        .filter(|pair| {
            let first = own.iter().position(|o| o == *pair);
            first.is_some_and(|place| holders[place] <= COMMON)
        })
        .copied()
        .collect();
    let seen = names.filter(|(name, _)| !shares(name, &telling).is_empty());
    best(seen, core, limit, wanted)
}

/// The standards of the names that are most like a core.
fn best<'n>(
    names: impl Iterator<Item = (&'n str, u32)>,
    core: &str,
    limit: usize,
    wanted: impl Fn(u32) -> bool,
) -> Vec<(u32, f64)> {
    let mut best: FxHashMap<u32, (f64, f64)> = FxHashMap::default();
    let distance = Distance::new(core);
    for (name, standard) in names {
        if !wanted(standard) {
            continue;
        }
        let likeness = dice(core, name);
        // Of names that share as much, the one with fewer edits is the likelier one.
        if likeness >= LEAST {
            let near = (likeness, distance.likeness(name));
            let slot = best.entry(standard).or_insert(near);
            if near > *slot {
                *slot = near;
            }
        }
    }
    let mut ranked: Vec<(u32, (f64, f64))> = best.into_iter().collect();
    ranked.sort_by(|(a, x), (b, y)| y.0.total_cmp(&x.0).then(y.1.total_cmp(&x.1)).then(a.cmp(b)));
    ranked.truncate(limit);
    ranked
        .into_iter()
        .map(|(id, (likeness, _))| (id, likeness))
        .collect()
}

/// The Sørensen–Dice coefficient of two texts over character bigrams, 0 to 1.
///
/// Our own, because `strsim::sorensen_dice` (0.11) divides by lengths in bytes, and so gives a
/// third of the likeness of Chinese names. On ASCII the two agree.
pub fn dice(a: &str, b: &str) -> f64 {
    let (left, mut right): (Vec<_>, Vec<_>) = (pairs(a).collect(), pairs(b).collect());
    let all = left.len() + right.len();
    if all == 0 {
        return f64::from(u8::from(a == b));
    }
    let mut shared = 0;
    for bigram in left {
        if let Some(i) = right.iter().position(|r| *r == bigram) {
            right.swap_remove(i);
            shared += 1;
        }
    }
    2.0 * f64::from(shared) / all as f64
}

fn pairs(text: &str) -> impl Iterator<Item = (char, char)> + '_ {
    let mut chars = text.chars();
    let mut before = chars.next();
    chars.map(move |c| (before.replace(c).unwrap_or(c), c))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn likeness_counts_characters_and_not_bytes() {
        assert!((dice("离婚证", "结婚证") - 0.5).abs() < 1e-9);
        assert!((dice("身份证", "身份证") - 1.0).abs() < 1e-9);
    }

    proptest! {
        #[test]
        fn with_or_without_an_index_the_nearest_are_the_same(
            names in proptest::collection::vec(("[甲乙丙丁]{1,5}", 0u32..9), 1..30),
            core in "[甲乙丙丁]{1,6}",
        ) {
            let index = Likeness::new(names.clone());
            let given = names.iter().map(|(name, standard)| (name.as_str(), *standard));
            prop_assert_eq!(
                index.nearest(&core, 3, |id| id != 4),
                nearest(given, &core, 3, |id| id != 4)
            );
        }

        #[test]
        fn every_name_as_like_as_asked_is_found_and_no_other(
            names in proptest::collection::vec("[甲乙丙丁]{1,8}", 1..30),
            core in "[甲乙丙丁]{1,8}",
        ) {
            let index = Likeness::new(names.iter().cloned().zip(0..).collect());
            let mut found: Vec<u32> = index.nearest(&core, 99, |_| true).into_iter().map(|(id, _)| id).collect();
            found.sort_unstable();
            let alike = |name: &String| dice(&core, name) >= LEAST && pairs(name).any(|p| pairs(&core).any(|q| p == q));
            let expected: Vec<u32> = (0..).zip(&names).filter(|(_, name)| alike(name)).map(|(id, _)| id).collect();
            prop_assert_eq!(found, expected);
        }

        #[test]
        fn it_agrees_with_strsim_on_ascii(a in "[a-c]{2,8}", b in "[a-c]{2,8}") {
            prop_assert!((dice(&a, &b) - strsim::sorensen_dice(&a, &b)).abs() < 1e-9);
        }
    }
}
