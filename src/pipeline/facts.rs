//! What the rows say about each standard: how often it occurs, who is said to issue it.

use rustc_hash::FxHashSet;

use super::ledger::{Ledger, RowRecord};
use super::names::{NameRead, NamesRead};
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
    let (mut facts, rows) = rayon::join(
        || by_names(ledger, read, settled),
        || by_rows(ledger, read, settled),
    );
    for (all, more) in facts.counts.iter_mut().zip(rows.counts) {
        all.items = more.items;
        all.departments = more.departments;
    }
    for (all, more) in facts.sources.iter_mut().zip(rows.sources) {
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

/// In how many items and departments each standard occurs, and what rows declare of its source.
fn by_rows(ledger: &Ledger, read: &NamesRead, settled: &Settled) -> Facts {
    let mut facts = none(settled);
    let mut items: FxHashSet<(usize, u32)> = FxHashSet::default();
    let mut departments: FxHashSet<(usize, u32)> = FxHashSet::default();
    for row in &ledger.rows {
        let NameRead::Parts(_, parts) = &read.names[row.name as usize] else {
            continue;
        };
        for part in parts {
            let standard = settled.cores[part.core as usize].standard;
            if let Some(item) = item(ledger, row)
                && items.insert((standard, item))
            {
                facts.counts[standard].items += 1;
            }
            if !ledger.texts.text(row.department).is_empty()
                && departments.insert((standard, row.department))
            {
                facts.counts[standard].departments += 1;
            }
        }
        // A row of several documents declares one channel: nobody can tell of which.
        if let [part] = &parts[..] {
            let source = &mut facts.sources[settled.cores[part.core as usize].standard];
            let (channel, issuer) = (
                ledger.texts.text(row.channel),
                ledger.texts.text(row.issued_by),
            );
            for (map, text) in [
                (&mut source.channels, channel),
                (&mut source.issuers, issuer),
            ] {
                if !text.trim().is_empty() {
                    *map.entry(text.trim().to_owned()).or_default() += u64::from(row.times);
                }
            }
        }
    }
    facts
}

/// The item of a row: its code, or its name where the list gives no codes.
pub fn item(ledger: &Ledger, row: &RowRecord) -> Option<u32> {
    [row.item_code, row.item_name]
        .into_iter()
        .find(|id| !ledger.texts.text(*id).trim().is_empty())
}
