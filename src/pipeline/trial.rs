//! Names without files: what the main job makes of a list, for measuring it.

use std::sync::Arc;

use super::ahead::Ahead;
use super::ledger::Ledger;
use super::names::NameRead;
use super::{Loaded, Silent, work};
use crate::catalog::Verdicts;
use crate::model::{
    Attribute, Basis, ExclusionKind, Grade, Place, Record, Relation, Row, Standard,
};

/// What became of a list of names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Trial {
    /// The standards, by code.
    pub standards: Vec<Standard>,
    /// The names, in the order given.
    pub names: Vec<TrialName>,
}

/// What became of one name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TrialName {
    /// It names materials.
    Parts(Relation, Vec<TrialPart>),
    /// It names none: the kind, and why.
    Excluded(ExclusionKind, String),
}

/// One part of a name, as a line of `mapping.csv` would state it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TrialPart {
    /// Alternatives share a group. From 0.
    pub group: u32,
    /// The core as shown.
    pub core: String,
    /// Index into [`Trial::standards`].
    pub standard: usize,
    /// On what the decision rests.
    pub basis: Basis,
    /// How sure it is.
    pub grade: Grade,
    /// The sentence.
    pub evidence: String,
    /// 形式, several joined by ；.
    pub form: String,
    /// 持有人, several joined by ；.
    pub holder: String,
}

/// Reads, matches, settles and types names as a run would if they were one list that states nothing
/// but names. It is the run's own code, and nothing is written.
pub fn trial<'n>(known: &Loaded, names: impl IntoIterator<Item = &'n str>) -> Trial {
    let mut ledger = Ledger::default();
    let nowhere: Arc<str> = Arc::from("");
    for (row, name) in (1u32..).zip(names) {
        ledger.add(Record::Row(Row {
            place: Place {
                file: nowhere.clone(),
                sheet: nowhere.clone(),
                row,
            },
            name: name.to_owned(),
            fields: Vec::new(),
        }));
    }
    let found = work(
        known,
        &ledger,
        Ahead::default(),
        &Verdicts::default(),
        &Silent,
    );
    let names = ledger
        .rows
        .iter()
        .map(|row| match &found.read.names[row.name as usize] {
            NameRead::Excluded(kind, why) => TrialName::Excluded(*kind, why.clone()),
            NameRead::Parts(relation, parts) => {
                let parts = parts.iter().map(|part| {
                    let placed = &found.settled.cores[part.core as usize];
                    TrialPart {
                        group: part.group,
                        core: found.read.cores[part.core as usize].shown.clone(),
                        standard: placed.standard,
                        basis: placed.basis,
                        grade: placed.grade,
                        evidence: placed.evidence.clone(),
                        form: part.value(Attribute::Form).to_owned(),
                        holder: part.value(Attribute::Holder).to_owned(),
                    }
                });
                TrialName::Parts(*relation, parts.collect())
            }
        })
        .collect();
    Trial {
        standards: found.settled.standards,
        names,
    }
}
