//! Cores that no standard takes are grouped among themselves, by folding and by explained difference.
//!
//! Each group has a representative that every member matches; members are never matched with each
//! other. So a slip of a slip does not pull a third name in: there are no chains.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::ladder::Matcher;
use super::neighbours::pairs;
use crate::model::Basis;

/// A core that becomes a draft standard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draft {
    /// The comparison key.
    pub key: String,
    /// The core as shown.
    pub shown: String,
    /// Rows that name it.
    pub rows: u64,
    /// Whether it is an open question, which is grouped only with the same question.
    pub open: bool,
}

/// The groups of drafts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Drafts {
    /// For each group the index of its representative.
    pub groups: Vec<usize>,
    /// For each draft, in the order given: its group, on what it was joined to it, and a sentence.
    pub members: Vec<(usize, Basis, String)>,
}

/// Groups drafts. The result depends on what is given, not on its order: groups come in the order of
/// their representatives' names.
pub fn group(matcher: &Matcher, drafts: &[Draft]) -> Drafts {
    let folded: Vec<String> = drafts
        .par_iter()
        .map(|d| matcher.fold(&d.key).text)
        .collect();
    let ranks: Vec<_> = drafts.par_iter().map(|d| rank(matcher, d)).collect();
    let mut best_first: Vec<usize> = (0..drafts.len()).collect();
    best_first.par_sort_by(|a, b| ranks[*a].cmp(&ranks[*b]));
    drop(ranks);

    // Rung 3: the best core of each fold represents it. What is asked of one core is asked of all that
    // fold alike, and of no other.
    let mut of_fold: FxHashMap<(&str, bool), usize> = FxHashMap::default();
    let mut leaders = Vec::new();
    let mut leader = vec![0usize; drafts.len()];
    for i in best_first {
        leader[i] = *of_fold
            .entry((&folded[i], drafts[i].open))
            .or_insert_with(|| {
                leaders.push(i);
                i
            });
    }

    // Rung 4: a leader joins a better one, unless that one has itself joined another.
    let texts: Vec<&str> = leaders
        .iter()
        .map(|i| {
            if drafts[*i].open {
                ""
            } else {
                folded[*i].as_str()
            }
        })
        .collect();
    let explained: Vec<(u32, u32, String)> = pairs(&texts)
        .into_par_iter()
        .filter_map(|(worse, better)| {
            let explained = matcher.difference(texts[worse as usize], texts[better as usize])?;
            Some((worse, better, explained.why))
        })
        .collect();
    let mut joined: FxHashMap<usize, (usize, String)> = FxHashMap::default();
    for near in explained.chunk_by(|a, b| a.0 == b.0) {
        let mut found = near
            .iter()
            .map(|(worse, better, why)| (leaders[*worse as usize], leaders[*better as usize], why))
            .filter(|(_, better, _)| !joined.contains_key(better));
        if let (Some((worse, better, why)), None) = (found.next(), found.next()) {
            joined.insert(worse, (better, why.clone()));
        }
    }

    let mut groups: Vec<usize> = leaders
        .iter()
        .copied()
        .filter(|i| !joined.contains_key(i))
        .collect();
    groups.par_sort_by(|a, b| {
        drafts[*a]
            .shown
            .cmp(&drafts[*b].shown)
            .then_with(|| drafts[*a].key.cmp(&drafts[*b].key))
    });
    let place: FxHashMap<usize, usize> = groups.iter().enumerate().map(|(g, i)| (*i, g)).collect();
    let members = (0..drafts.len())
        .into_par_iter()
        .map(|i| {
            let first = leader[i];
            match joined.get(&first) {
                Some((head, why)) => {
                    let sentence =
                        format!("与新材料“{}”的差异可以解释：{why}", drafts[*head].shown);
                    (place[head], Basis::Difference, sentence)
                }
                None if first == i => (place[&i], Basis::New, String::new()),
                None => {
                    let sentence = format!("与新材料“{}”折叠后相同", drafts[first].shown);
                    (place[&first], Basis::Fold, sentence)
                }
            }
        })
        .collect();
    Drafts { groups, members }
}

/// The total order by which a group is named: well-formed, frequent, short, then by its characters.
fn rank<'d>(
    matcher: &Matcher,
    draft: &'d Draft,
) -> (bool, bool, std::cmp::Reverse<u64>, usize, &'d str, &'d str) {
    let chars: Vec<char> = draft.key.chars().collect();
    let headless = matcher.reader().lexicon().head(&chars).is_none();
    let marked = draft.shown != draft.key;
    (
        headless,
        marked,
        std::cmp::Reverse(draft.rows),
        chars.len(),
        &draft.shown,
        &draft.key,
    )
}
