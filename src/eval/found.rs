//! What the main job made of one name, in the terms that are scored.

use std::collections::BTreeSet;

use super::{gold, label};
use crate::model::{Basis, Grade, SourceType, Standard};
use crate::pipeline::{TrialName, TrialPart};

/// What the main job made of one name. Of a name with several parts, the weakest decision speaks for
/// all: the worst grade, and of equal grades the last basis in the order of the ladder.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Found {
    /// Its group, by the numbers of the standards; canonical. Empty: no material, a group of its own.
    pub label: Vec<Vec<usize>>,
    /// The sizes of its groups as it was read, papers named twice counted twice.
    pub shape: Vec<usize>,
    /// The standards, as a label.
    pub standards: String,
    /// The cores, as a label.
    pub cores: String,
    /// The forms of all parts.
    pub form: BTreeSet<String>,
    /// The holders of all parts.
    pub holder: BTreeSet<String>,
    /// The source type of the first part.
    pub source_type: Option<SourceType>,
    /// Grade and basis of the weakest part.
    pub decided: Option<(Grade, Basis)>,
    /// The sentences of all parts, or why it is no material.
    pub evidence: String,
}

impl Found {
    /// In the terms that are scored. `standards` are those of the trial.
    pub fn of(name: &TrialName, standards: &[Standard]) -> Self {
        let parts = match name {
            TrialName::Parts(_, parts) => parts,
            TrialName::Excluded(_, why) => {
                return Self {
                    evidence: why.clone(),
                    ..Self::default()
                };
            }
        };
        let numbers = grouped(parts, |p| p.standard);
        let mut evidence: Vec<&str> = Vec::new();
        for part in parts {
            if !part.evidence.is_empty() && !evidence.contains(&part.evidence.as_str()) {
                evidence.push(&part.evidence);
            }
        }
        let all = |value: fn(&TrialPart) -> &str| {
            parts.iter().flat_map(|p| gold::values(value(p))).collect()
        };
        Self {
            shape: label::shape(&numbers),
            standards: label::write(&grouped(parts, |p| standards[p.standard].name.as_str())),
            cores: label::write(&grouped(parts, |p| p.core.as_str())),
            label: label::canonical(numbers),
            form: all(|p| &p.form),
            holder: all(|p| &p.holder),
            source_type: parts
                .first()
                .and_then(|p| standards[p.standard].source_type),
            decided: parts.iter().map(|p| (p.grade, p.basis)).max(),
            evidence: evidence.join("；"),
        }
    }
}

/// One value of each part, in the groups of the parts.
fn grouped<'p, T>(parts: &'p [TrialPart], value: impl Fn(&'p TrialPart) -> T) -> Vec<Vec<T>> {
    let mut groups: Vec<Vec<T>> = Vec::new();
    for part in parts {
        let group = part.group as usize;
        while groups.len() <= group {
            groups.push(Vec::new());
        }
        groups[group].push(value(part));
    }
    groups.retain(|group| !group.is_empty());
    groups
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Counts, ExclusionKind, Relation, State};

    fn standard(name: &str) -> Standard {
        Standard {
            code: String::new(),
            name: name.to_owned(),
            source_type: Some(SourceType::Applicant),
            type_reason: String::new(),
            issuer: String::new(),
            aliases: Vec::new(),
            apart: Vec::new(),
            state: State::Current,
            replaced_by: String::new(),
            broad: String::new(),
            counts: Counts::default(),
        }
    }

    fn part(group: u32, standard: usize, grade: Grade, basis: Basis) -> TrialPart {
        TrialPart {
            group,
            core: format!("c{standard}"),
            standard,
            basis,
            grade,
            evidence: "同".to_owned(),
            form: "原件；复印件".to_owned(),
            holder: String::new(),
        }
    }

    #[test]
    fn the_weakest_part_speaks() {
        let name = TrialName::Parts(
            Relation::Mixed,
            vec![
                part(0, 1, Grade::Certain, Basis::Alias),
                part(1, 0, Grade::Likely, Basis::Difference),
                part(1, 1, Grade::Likely, Basis::New),
            ],
        );
        let found = Found::of(&name, &[standard("甲"), standard("乙")]);
        assert_eq!(found.decided, Some((Grade::Likely, Basis::New)));
        assert_eq!(found.standards, "乙 + 甲 | 乙");
        assert_eq!(found.cores, "c1 + c0 | c1");
        assert_eq!(found.label, [vec![0, 1], vec![1]]);
        assert_eq!(found.shape, [1, 2]);
        assert_eq!(found.evidence, "同");
        assert_eq!(found.form.len(), 2);
        assert_eq!(found.source_type, Some(SourceType::Applicant));
    }

    #[test]
    fn no_material_has_no_group() {
        let name = TrialName::Excluded(ExclusionKind::NoMaterial, "没有".to_owned());
        let found = Found::of(&name, &[]);
        assert!(found.label.is_empty() && found.decided.is_none());
        assert_eq!(found.evidence, "没有");
    }
}
