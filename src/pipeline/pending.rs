//! What a person must decide: one line for each core that is an open question.

use rustc_hash::{FxHashMap, FxHashSet};

use super::ledger::Ledger;
use super::names::{NameRead, NamesRead};
use crate::catalog::Settled;
use crate::model::Grade;

/// An open core with what a person needs to decide it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenCore {
    /// Index into the cores.
    pub core: u32,
    /// Departments that name it.
    pub departments: u64,
    /// The raw name that most rows write it as.
    pub example: u32,
}

/// The open cores, most rows first, then by name.
pub fn open_cores(ledger: &Ledger, read: &NamesRead, settled: &Settled) -> Vec<OpenCore> {
    let open: FxHashSet<u32> = (0u32..)
        .zip(&settled.cores)
        .filter(|(_, c)| c.grade == Grade::Unconfirmed)
        .map(|(i, _)| i)
        .collect();
    let rows_of_names = ledger.rows_of_names();
    // The commonest raw name, and of equally common ones the first by its characters.
    let mut example: FxHashMap<u32, u32> = FxHashMap::default();
    for (id, name) in (0u32..).zip(&read.names) {
        for core in cores_of(name).filter(|c| open.contains(c)) {
            let best = example.entry(core).or_insert(id);
            let order = |id: u32| {
                (
                    std::cmp::Reverse(rows_of_names[id as usize]),
                    ledger.names.text(id),
                )
            };
            if order(id) < order(*best) {
                *best = id;
            }
        }
    }
    let mut departments: FxHashSet<(u32, u32)> = FxHashSet::default();
    let mut counted: FxHashMap<u32, u64> = FxHashMap::default();
    for row in &ledger.rows {
        for core in cores_of(&read.names[row.name as usize]).filter(|c| open.contains(c)) {
            if !ledger.texts.text(row.department).is_empty()
                && departments.insert((core, row.department))
            {
                *counted.entry(core).or_default() += 1;
            }
        }
    }
    let mut out: Vec<OpenCore> = example
        .into_iter()
        .map(|(core, example)| OpenCore {
            core,
            departments: counted.get(&core).copied().unwrap_or(0),
            example,
        })
        .collect();
    out.sort_by(|a, b| {
        let (x, y) = (&read.cores[a.core as usize], &read.cores[b.core as usize]);
        y.rows.cmp(&x.rows).then_with(|| x.shown.cmp(&y.shown))
    });
    out
}

fn cores_of(name: &NameRead) -> impl Iterator<Item = u32> + '_ {
    let parts = match name {
        NameRead::Parts(_, parts) => &parts[..],
        NameRead::Excluded(..) => &[],
    };
    parts.iter().map(|p| p.core)
}
