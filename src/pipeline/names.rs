//! Distinct names become readings, and their parts distinct cores.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::ahead::Ahead;
use super::ledger::Ledger;
use crate::catalog::CoreFacts;
use crate::model::{Attribute, ExclusionKind, Outcome, Relation};
use crate::reading::Reader;

/// One part of a name: its core, its group and its qualifiers' values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NamePart {
    /// Index into the cores.
    pub core: u32,
    /// From 0.
    pub group: u32,
    /// Values by attribute, several joined by ；.
    pub values: Box<[(Attribute, Box<str>)]>,
}

impl NamePart {
    /// The value of an attribute, or the empty text.
    pub fn value(&self, attribute: Attribute) -> &str {
        self.values
            .iter()
            .find(|(a, _)| *a == attribute)
            .map_or("", |(_, v)| v)
    }
}

/// A distinct name, read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NameRead {
    /// It names materials.
    Parts(Relation, Box<[NamePart]>),
    /// It names none: the kind, and why.
    Excluded(ExclusionKind, String),
}

/// All names read, and the distinct cores of their parts.
#[derive(Clone, Debug, Default)]
pub struct NamesRead {
    /// By the name's number.
    pub names: Vec<NameRead>,
    /// The distinct cores.
    pub cores: Vec<CoreFacts>,
}

/// What reading makes of a name: its relation and parts, or why it has none.
pub(super) type ReadOne = Result<(Relation, Vec<Unnumbered>), (ExclusionKind, String)>;

/// A part before its core has a number.
pub(super) type Unnumbered = (String, String, u32, Box<[(Attribute, Box<str>)]>);

/// Reads every distinct name once, in parallel, but for those that have been read ahead; `tick` is called
/// with the number of names done.
pub fn read_names(
    ledger: &Ledger,
    ahead: Ahead,
    reader: &Reader,
    tick: &(dyn Fn(u64) + Sync),
) -> NamesRead {
    let read: Vec<ReadOne> = ahead
        .into_slots(&ledger.names)
        .into_par_iter()
        .zip(ledger.names.texts())
        .map(|(read, name)| {
            let read = read.unwrap_or_else(|| read_one(reader, name));
            tick(1);
            read
        })
        .collect();
    number(read, &ledger.rows_of_names())
}

/// Reads a name.
pub(super) fn read_one(reader: &Reader, name: &str) -> ReadOne {
    let reading = reader.read(name);
    let relation = reading.relation();
    match reading.outcome {
        Outcome::NoMaterial(by) => {
            Err((ExclusionKind::NoMaterial, format!("表示没有材料（{by}）")))
        }
        Outcome::NotMaterial(by) => Err((
            ExclusionKind::NotMaterial,
            format!("只是说明或要求，不是材料（{by}）"),
        )),
        Outcome::Parts(parts) => {
            let parts = parts
                .into_iter()
                .map(|part| {
                    let values = Attribute::ALL
                        .iter()
                        .map(|a| (*a, part.value(*a).into_boxed_str()))
                        .filter(|(_, v)| !v.is_empty())
                        .collect();
                    (part.key, part.core, part.group, values)
                })
                .collect();
            Ok((relation, parts))
        }
    }
}

/// Numbers the cores, and chooses for each the writing it is shown by.
fn number(read: Vec<ReadOne>, rows_of_names: &[u64]) -> NamesRead {
    // Nearly every name brings at most one core of its own: room for all of them saves moving them about.
    let mut ids: FxHashMap<String, u32> = FxHashMap::default();
    ids.reserve(read.len());
    let mut cores: Vec<CoreFacts> = Vec::new();
    // Writings of a core besides the first one seen, with their rows; most cores have none.
    let mut writings: FxHashMap<u32, Vec<(String, u64)>> = FxHashMap::default();
    let mut names = Vec::with_capacity(read.len());
    for (read, rows) in read.into_iter().zip(rows_of_names) {
        let (relation, parts) = match read {
            Ok(parts) => parts,
            Err((kind, why)) => {
                names.push(NameRead::Excluded(kind, why));
                continue;
            }
        };
        let mut seen: Vec<u32> = Vec::with_capacity(parts.len());
        let parts = parts
            .into_iter()
            .map(|(key, shown, group, values)| {
                let core = *ids.entry(key).or_insert_with_key(|key| {
                    cores.push(CoreFacts {
                        key: key.clone(),
                        shown: shown.clone(),
                        rows: 0,
                    });
                    cores.len() as u32 - 1
                });
                if !seen.contains(&core) {
                    seen.push(core);
                    count(&mut cores[core as usize], core, shown, *rows, &mut writings);
                }
                NamePart {
                    core,
                    group,
                    values,
                }
            })
            .collect();
        names.push(NameRead::Parts(relation, parts));
    }
    for (core, core_facts) in (0u32..).zip(&mut cores) {
        if let Some(list) = writings.get(&core) {
            let others: u64 = list.iter().map(|(_, rows)| rows).sum();
            let first = (core_facts.shown.clone(), core_facts.rows - others);
            let best = list.iter().chain(std::iter::once(&first)).max_by(|a, b| {
                let plain = |w: &String| *w == core_facts.key;
                (plain(&a.0), a.1)
                    .cmp(&(plain(&b.0), b.1))
                    .then_with(|| b.0.cmp(&a.0))
            });
            if let Some((shown, _)) = best {
                core_facts.shown = shown.clone();
            }
        }
    }
    NamesRead { names, cores }
}

fn count(
    facts: &mut CoreFacts,
    core: u32,
    shown: String,
    rows: u64,
    writings: &mut FxHashMap<u32, Vec<(String, u64)>>,
) {
    facts.rows += rows;
    if shown == facts.shown {
        return;
    }
    let list = writings.entry(core).or_default();
    match list.iter_mut().find(|(w, _)| *w == shown) {
        Some((_, n)) => *n += rows,
        None => list.push((shown, rows)),
    }
}
