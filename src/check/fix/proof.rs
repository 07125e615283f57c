//! Whether a mended list is the original but for what was to be mended.

use std::collections::{BTreeMap, BTreeSet};

use super::mender::Checked;
use super::plan::Draft;
use super::workbook::Shift;
use super::{MENDABLE, SheetPlan};
use crate::check::Finding;
use crate::intake::Grid;
use crate::model::{Field, Record, Row};

/// What reading the mended list again says.
#[derive(Debug)]
pub(super) enum Verdict {
    Sound,
    /// These rows must stay as they were, by sheet and row of the original.
    Rows(BTreeSet<(String, u32)>),
    /// Rows that were not touched read otherwise: what and where.
    Whole(String),
}

type Place<'p> = (&'p str, u32);

/// Compares a list with what was made of it.
pub(super) fn compare(
    grid: &Grid,
    plans: &[SheetPlan],
    drafts: &[BTreeMap<u32, Vec<Draft>>],
    before: &Checked,
    after: &Checked,
) -> Verdict {
    let shifts: BTreeMap<&str, Shift> = grid
        .sheets
        .iter()
        .zip(plans)
        .map(|(sheet, plan)| (sheet.name.as_str(), plan.shift()))
        .collect();
    let drafts: BTreeMap<&str, &BTreeMap<u32, Vec<Draft>>> = grid
        .sheets
        .iter()
        .zip(drafts)
        .map(|(sheet, drafts)| (sheet.name.as_str(), drafts))
        .collect();
    let proof = Proof {
        shifts,
        drafts,
        before,
        after,
    };
    if let Some(verdict) = proof.rows() {
        return verdict;
    }
    proof.findings()
}

struct Proof<'p> {
    shifts: BTreeMap<&'p str, Shift>,
    drafts: BTreeMap<&'p str, &'p BTreeMap<u32, Vec<Draft>>>,
    before: &'p Checked,
    after: &'p Checked,
}

impl<'p> Proof<'p> {
    fn drafts_of(&self, (sheet, row): Place<'_>) -> Option<&'p [Draft]> {
        self.drafts.get(sheet)?.get(&row).map(Vec::as_slice)
    }

    /// The rows that do not read as they should: mended ones stay as they were; if another one does,
    /// the whole list is in question.
    fn rows(&self) -> Option<Verdict> {
        let mut frozen = BTreeSet::new();
        let records: BTreeMap<Place<'_>, &Record> =
            self.after.records.iter().map(|r| (place(r), r)).collect();
        let mut count = 0usize;
        for record in &self.before.records {
            let (sheet, row) = place(record);
            let none = Shift::default();
            let shift = self.shifts.get(sheet).unwrap_or(&none);
            let drafts = self.drafts_of((sheet, row));
            let copies = drafts.map_or(1, <[Draft]>::len);
            for copy in 0..copies {
                count += 1;
                let at = shift.first(row) + copy as u32;
                let found = records.get(&(sheet, at)).copied();
                let draft = drafts.and_then(|d| d.get(copy));
                if !found.is_some_and(|found| is_as_planned(record, draft, found)) {
                    if draft.is_none() {
                        return Some(Verdict::Whole(format!("原来的第 {row} 行")));
                    }
                    frozen.insert((sheet.to_owned(), row));
                }
            }
        }
        if !frozen.is_empty() {
            return Some(Verdict::Rows(frozen));
        }
        let read = self.after.records.len();
        (count != read).then(|| Verdict::Whole(format!("应有 {count} 行，读到 {read} 行")))
    }

    /// The rows that gained a finding, or lost one that no change mends.
    fn findings(&self) -> Verdict {
        let none = Shift::default();
        let rules = |checked: &'p Checked, back: bool| {
            let mut rules: BTreeMap<Place<'p>, BTreeSet<&'p str>> = BTreeMap::new();
            // C16 compares departments: it stands at whichever row is the first of its kind.
            let of_rows = |f: &&Finding| !matches!(f.rule.as_str(), "C00" | "C16");
            for f in checked.findings.iter().filter(of_rows) {
                let shift = self.shifts.get(f.sheet.as_str()).unwrap_or(&none);
                let row = if back { shift.back(f.row) } else { f.row };
                let place = (f.sheet.as_str(), row);
                rules.entry(place).or_default().insert(f.rule.as_str());
            }
            rules
        };
        let (before, after) = (rules(self.before, false), rules(self.after, true));
        let empty = BTreeSet::new();
        let mut frozen: BTreeSet<(String, u32)> = BTreeSet::new();
        let places: BTreeSet<&Place<'p>> = before.keys().chain(after.keys()).collect();
        for place in places {
            let (old, new) = (
                before.get(place).unwrap_or(&empty),
                after.get(place).unwrap_or(&empty),
            );
            let claimed = |rule: &str| {
                let drafts = self.drafts_of(*place).unwrap_or_default();
                MENDABLE.contains(&rule) && drafts.iter().any(|d| d.rules.contains(rule))
            };
            if new.is_subset(old) && old.difference(new).all(|rule| claimed(rule)) {
                continue;
            }
            if self.drafts_of(*place).is_some() {
                frozen.insert((place.0.to_owned(), place.1));
                continue;
            }
            // A row that was not touched has a finding because of another row of its item.
            let others = self.of_same_item(*place);
            if others.is_empty() {
                return Verdict::Whole(format!("原来的第 {} 行的问题变了", place.1));
            }
            frozen.extend(others);
        }
        if frozen.is_empty() {
            Verdict::Sound
        } else {
            Verdict::Rows(frozen)
        }
    }

    /// The mended rows of the item that a row belongs to.
    fn of_same_item(&self, at: Place<'_>) -> Vec<(String, u32)> {
        let rows = || {
            self.before.records.iter().filter_map(|r| match r {
                Record::Row(row) => Some(row),
                Record::Excluded(_) => None,
            })
        };
        let item =
            |row: &Row| [Field::ItemCode, Field::ItemName].map(|f| row.get(f).trim().to_owned());
        let Some(own) = rows().find(|r| (&*r.place.sheet, r.place.row) == at) else {
            return Vec::new();
        };
        rows()
            .filter(|r| r.place.sheet == own.place.sheet && item(r) == item(own))
            .filter(|r| self.drafts_of((&*r.place.sheet, r.place.row)).is_some())
            .map(|r| (r.place.sheet.to_string(), r.place.row))
            .collect()
    }
}

fn place(record: &Record) -> Place<'_> {
    let place = match record {
        Record::Row(row) => &row.place,
        Record::Excluded(excluded) => &excluded.place,
    };
    (&*place.sheet, place.row)
}

/// Whether a record is what was to become of another one.
fn is_as_planned(old: &Record, draft: Option<&Draft>, new: &Record) -> bool {
    match (old, new) {
        (Record::Excluded(old), Record::Excluded(new)) => old.kind == new.kind,
        (Record::Row(old), Record::Row(new)) => {
            let name = draft.map_or(old.name.as_str(), |d| d.name.as_str());
            let moved =
                |field: Field| draft.is_some_and(|d| d.moves.iter().any(|(f, _)| *f == field));
            new.name == name
                && Field::ALL.iter().all(|field| {
                    if moved(*field) {
                        !new.get(*field).is_empty()
                    } else {
                        *field == Field::Name || old.get(*field) == new.get(*field)
                    }
                })
        }
        _ => false,
    }
}
