//! What the rows say about each standard: how often it occurs, who is said to issue it.

use rayon::prelude::*;

use super::ledger::{Ledger, RowRecord};
use super::names::{NamePart, NameRead, NamesRead};
use crate::catalog::Settled;
use crate::model::{Attribute, Counts};
use crate::source_type::TypeFacts;

/// Counts and source facts, by standard.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// How often each standard occurs.
    pub counts: Vec<Counts>,
    /// What names and rows say about its source.
    pub sources: Vec<TypeFacts>,
}

/// Gathers the facts of all standards: what names say beside what rows say.
pub fn gather(ledger: &Ledger, read: &NamesRead, settled: &Settled) -> Facts {
    let ((mut facts, sources), (items, departments)) = rayon::join(
        || {
            let declared = || declared(ledger, read, settled);
            rayon::join(|| by_names(ledger, read, settled), declared)
        },
        || {
            let items = |row: &RowRecord| item(ledger, row);
            let departments = |row: &RowRecord| {
                let named = !ledger.texts.text(row.department).is_empty();
                named.then_some(row.department)
            };
            rayon::join(
                || distinct(ledger, read, settled, items),
                || distinct(ledger, read, settled, departments),
            )
        },
    );
    let distinct = items.into_iter().zip(departments);
    for (all, (items, departments)) in facts.counts.iter_mut().zip(distinct) {
        (all.items, all.departments) = (items, departments);
    }
    for (all, more) in facts.sources.iter_mut().zip(sources) {
        all.channels = more.channels;
        if all.issuers.is_empty() {
            all.issuers = more.issuers;
            continue;
        }
        for (issuer, rows) in more.issuers {
            *all.issuers.entry(issuer).or_default() += rows;
        }
    }
    facts
}

/// Facts without any row.
fn none(settled: &Settled) -> Facts {
    let n = settled.standards.len();
    Facts {
        counts: vec![Counts::default(); n],
        sources: vec![TypeFacts::default(); n],
    }
}

/// In how many names and rows each standard occurs, and which issuers stand in names.
fn by_names(ledger: &Ledger, read: &NamesRead, settled: &Settled) -> Facts {
    let mut facts = none(settled);
    for (name, rows) in read.names.iter().zip(ledger.rows_of_names()) {
        let NameRead::Parts(_, parts) = name else {
            continue;
        };
        let mut seen = Vec::with_capacity(parts.len());
        for part in parts {
            let standard = settled.cores[part.core as usize].standard;
            if !seen.contains(&standard) {
                seen.push(standard);
                facts.counts[standard].names += 1;
                facts.counts[standard].rows += rows;
            }
            let issuer = part.value(Attribute::Issuer);
            if !issuer.is_empty() {
                *facts.sources[standard]
                    .issuers
                    .entry(issuer.to_owned())
                    .or_default() += rows;
            }
        }
    }
    facts
}

/// The standards that a row names.
fn standards<'r>(
    row: &RowRecord,
    read: &'r NamesRead,
    settled: &'r Settled,
) -> impl Iterator<Item = usize> + 'r {
    let parts: &[NamePart] = match &read.names[row.name as usize] {
        NameRead::Parts(_, parts) => parts,
        NameRead::Excluded(..) => &[],
    };
    let standard = |part: &NamePart| settled.cores[part.core as usize].standard;
    parts.iter().map(standard)
}

/// For each standard how many there are of something that rows say: its items, its departments.
fn distinct(
    ledger: &Ledger,
    read: &NamesRead,
    settled: &Settled,
    of: impl Fn(&RowRecord) -> Option<u32> + Sync,
) -> Vec<u64> {
    // Sorted they are counted in one go, which is less to do than to look each up in a set.
    let mut all: Vec<(u32, u32)> = ledger
        .rows
        .par_iter()
        .flat_map_iter(|row| {
            let of = of(row);
            let all = standards(row, read, settled);
            all.filter_map(move |standard| Some((standard as u32, of?)))
        })
        .collect();
    all.par_sort_unstable();
    all.dedup();
    let mut counts = vec![0; settled.standards.len()];
    for (standard, _) in all {
        counts[standard as usize] += 1;
    }
    counts
}

/// What rows declare of where the papers of each standard come from.
fn declared(ledger: &Ledger, read: &NamesRead, settled: &Settled) -> Vec<TypeFacts> {
    let mut sources = vec![TypeFacts::default(); settled.standards.len()];
    for row in &ledger.rows {
        let (channel, issuer) = (
            ledger.texts.text(row.channel).trim(),
            ledger.texts.text(row.issued_by).trim(),
        );
        if channel.is_empty() && issuer.is_empty() {
            continue;
        }
        // A row of several documents declares one channel: nobody can tell of which.
        let mut named = standards(row, read, settled);
        let (Some(standard), None) = (named.next(), named.next()) else {
            continue;
        };
        let source = &mut sources[standard];
        for (map, text) in [
            (&mut source.channels, channel),
            (&mut source.issuers, issuer),
        ] {
            if text.is_empty() {
                continue;
            }
            let times = u64::from(row.times);
            // Most rows declare what another one has declared.
            match map.get_mut(text) {
                Some(rows) => *rows += times,
                None => drop(map.insert(text.to_owned(), times)),
            }
        }
    }
    sources
}

/// The item of a row: its code, or its name where the list gives no codes.
pub fn item(ledger: &Ledger, row: &RowRecord) -> Option<u32> {
    [row.item_code, row.item_name]
        .into_iter()
        .find(|id| !ledger.texts.text(*id).trim().is_empty())
}
