//! The figures of an evaluation: what is counted, over which names.
//!
//! - A name's **group** is the set of standards of its parts with their relation (see
//!   [`super::label`]). A name that the tool takes for no material is a group of its own.
//! - **Without catch-alls** leaves out the names whose gold group is one that the dictionary sends
//!   catch-alls to: they are many, easy, and weigh by the square of their number.
//! - A **split** is right if the sizes of the groups of parts are those of the gold, a paper that is
//!   named twice (of two people) counted once or twice.
//! - A name is **pure** if all scored names in its group have its own gold group. A name alone is pure.
//! - Of a name with several parts the weakest part's grade and basis count.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Scored;
use super::found::Found;
use super::gold::{GoldRow, code};
use super::label;
use super::score::{self, Agreement, Contingency, Prf, SetScore, Share};
use crate::model::{Basis, Grade, SourceType};

/// All figures, in the order in which they are reported.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figures {
    /// Rows of the gold.
    pub rows: u64,
    /// Those that are scored.
    pub scored: u64,
    /// Groups that the gold makes of the scored names.
    pub gold_groups: u64,
    /// Groups that the tool makes of them.
    pub found_groups: u64,
    /// Of all scored names.
    pub grouping: Grouping,
    /// Of those that are no catch-all.
    pub without_catch_alls: Grouping,
    /// The catch-all labels that occur.
    pub catch_alls: Vec<String>,
    /// Compounds.
    pub splits: Splits,
    /// 形式.
    pub form: Values,
    /// 持有人.
    pub holder: Values,
    /// Source types.
    pub source_types: SourceTypes,
    /// Names with a part that waits for a person.
    pub pending: Share,
    /// By the grade of the weakest part.
    pub by_grade: Vec<Slice>,
    /// By the basis of the weakest part.
    pub by_basis: Vec<Slice>,
}

/// How two groupings agree.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Grouping {
    /// Names.
    pub names: u64,
    /// By pairs.
    pub pairs: Agreement,
    /// By names.
    pub b_cubed: Prf,
}

/// How compounds are split.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Splits {
    /// Of the names that the gold splits, those split alike.
    pub compounds: Share,
    /// Of the names that the gold does not split, those that the tool splits.
    pub wrongly_split: Share,
    /// Of all names, those split alike.
    pub all: Share,
}

/// How an attribute is read. A name is right if its set of values is the gold's.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Values {
    /// Of the names that state something: the figure that counts.
    pub names: Agreement,
    /// Of the single values.
    pub values: Agreement,
    /// Of all names, those that are right.
    pub right: Share,
}

/// How source types are judged, where the gold states one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SourceTypes {
    /// Those that are right.
    pub right: Share,
    /// One line for each type of the gold.
    pub confusion: Vec<Confusion>,
}

/// Names of one type by the gold, by the type that the tool gives.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Confusion {
    /// The type by the gold.
    pub gold: &'static str,
    /// 政府部门核发.
    pub government: u64,
    /// 申请人自备.
    pub applicant: u64,
    /// 第三方机构出具.
    pub third_party: u64,
    /// No type: no material.
    pub none: u64,
}

/// The names of one grade or basis.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Slice {
    /// The word of the grade or basis; `None`: the names that are no material.
    pub word: Option<&'static str>,
    /// Names, and how many of them are pure.
    pub pure: Share,
    /// Pairs of which both names are of this grade or basis.
    pub pairs: Agreement,
    /// What purity should be at least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub target: Option<f64>,
}

/// What purity of a grade should be at least. 待确认 promises nothing.
pub fn target(grade: Grade) -> Option<f64> {
    match grade {
        Grade::Certain => Some(0.995),
        Grade::Likely => Some(0.95),
        Grade::Unconfirmed => None,
    }
}

impl Figures {
    pub(super) fn of(
        rows: usize,
        scored: &[Scored],
        groups: &Contingency,
        catch_alls: &[&str],
    ) -> Self {
        let is_catch_all =
            |label: &[Vec<String>]| catch_alls.contains(&label::write(label).as_str());
        let mut occurring: Vec<String> = scored
            .iter()
            .filter(|row| is_catch_all(&row.gold.label))
            .map(|row| label::write(&row.gold.label))
            .collect();
        occurring.sort_unstable();
        occurring.dedup();
        let grades = Grade::ALL.iter().map(|g| (Some(*g), target(*g)));
        let bases = Basis::ALL.iter().map(|b| Some(*b));
        Self {
            rows: rows as u64,
            scored: scored.len() as u64,
            gold_groups: groups.gold_groups(),
            found_groups: groups.found_groups(),
            grouping: Grouping::of(groups),
            without_catch_alls: Grouping::of(
                &groups.only(|i| !is_catch_all(&scored[i].gold.label)),
            ),
            catch_alls: occurring,
            splits: Splits::of(scored),
            form: values(scored, |row| (&row.gold.form, &row.found.form)),
            holder: values(scored, |row| (&row.gold.holder, &row.found.holder)),
            source_types: SourceTypes::of(scored),
            pending: Share::of(
                scored
                    .iter()
                    .map(|row| matches!(row.found.decided, Some((Grade::Unconfirmed, _)))),
            ),
            by_grade: grades
                .chain([(None, None)])
                .filter_map(|(grade, target)| {
                    slice(groups, grade.map(Grade::word), target, |i| {
                        scored[i].found.decided.map(|(g, _)| g) == grade
                    })
                })
                .collect(),
            by_basis: bases
                .chain([None])
                .filter_map(|basis| {
                    slice(groups, basis.map(Basis::word), None, |i| {
                        scored[i].found.decided.map(|(_, b)| b) == basis
                    })
                })
                .collect(),
        }
    }
}

impl Grouping {
    fn of(groups: &Contingency) -> Self {
        Self {
            names: groups.rows().len() as u64,
            pairs: groups.pairs(),
            b_cubed: groups.b_cubed(),
        }
    }
}

impl Splits {
    fn of(rows: &[Scored]) -> Self {
        let compound = |row: &&Scored| is_compound(&row.gold);
        Self {
            compounds: Share::of(rows.iter().filter(compound).map(is_split_right)),
            wrongly_split: Share::of(
                rows.iter()
                    .filter(|row| !compound(row))
                    .map(|row| !row.found.label.is_empty() && !is_split_right(row)),
            ),
            all: Share::of(rows.iter().map(is_split_right)),
        }
    }
}

/// Whether the gold names more than one paper.
fn is_compound(gold: &GoldRow) -> bool {
    label::shape(&gold.label) != [1]
}

/// Whether a name is split as the gold has it.
pub fn is_split_right(row: &Scored) -> bool {
    let Found { label, shape, .. } = &row.found;
    let gold = label::shape(&row.gold.label);
    *shape == gold || label::shape(label) == gold
}

/// Whether the source type is right, where it is scored.
pub fn is_type_right(row: &Scored) -> Option<bool> {
    let gold = row.gold.source_type?;
    Some(row.found.source_type == Some(gold))
}

fn values<'r>(
    rows: &'r [Scored],
    both: fn(&'r Scored) -> (&'r BTreeSet<String>, &'r BTreeSet<String>),
) -> Values {
    let SetScore {
        names,
        values,
        right,
    } = score::sets(rows.iter().map(both));
    Values {
        names,
        values,
        right,
    }
}

impl SourceTypes {
    fn of(rows: &[Scored]) -> Self {
        let confusion = SourceType::ALL.iter().map(|gold| {
            let count = |found| {
                rows.iter()
                    .filter(|row| row.gold.source_type == Some(*gold))
                    .filter(|row| row.found.source_type == found)
                    .count() as u64
            };
            Confusion {
                gold: code(*gold),
                government: count(Some(SourceType::Government)),
                applicant: count(Some(SourceType::Applicant)),
                third_party: count(Some(SourceType::ThirdParty)),
                none: count(None),
            }
        });
        Self {
            right: Share::of(rows.iter().filter_map(is_type_right)),
            confusion: confusion.collect(),
        }
    }
}

/// The figures of some of the names; `None` where there are none.
fn slice(
    groups: &Contingency,
    word: Option<&'static str>,
    target: Option<f64>,
    keep: impl Fn(usize) -> bool,
) -> Option<Slice> {
    let kept: Vec<usize> = (0..groups.rows().len()).filter(|i| keep(*i)).collect();
    (!kept.is_empty()).then(|| Slice {
        word,
        pure: Share::of(kept.iter().map(|i| {
            let sizes = groups.sizes(*i);
            sizes.found == sizes.both
        })),
        pairs: groups.only(keep).pairs(),
        target,
    })
}

#[cfg(test)]
mod tests;
