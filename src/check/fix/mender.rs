//! One list: planned, written, read again, and planned anew without the rows that did not come out.

use std::collections::{BTreeMap, BTreeSet};

use rayon::prelude::*;

use super::moves::Cells;
use super::plan::{Draft, Planner};
use super::proof::{Verdict, compare};
use super::publish::{self, Place};
use super::{Added, Change, FixError, MENDABLE, Mending, SheetPlan, text, workbook};
use crate::check::book::RuleBook;
use crate::check::lists::List;
use crate::check::place::label;
use crate::check::{Finding, Selection, of_lists};
use crate::intake::{self, Format, Grid, HeaderBook, IntakeError, SheetGrid};
use crate::model::{Field, Record, Row};
use crate::pipeline::Loaded;

/// How often a list is planned anew, each time without the rows that did not come out.
const ROUNDS: usize = 12;

/// How far a list may be changed. Values decide what some columns are, so that cells filled and rows put in
/// can turn a column into another: then less is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// Names, cells, rows.
    All,
    /// Names and rows; a qualifier goes only where its column says it already.
    Rows,
    /// Names.
    Names,
}

impl Reach {
    /// The next shorter one.
    fn shorter(self) -> Option<Self> {
        match self {
            Reach::All => Some(Reach::Rows),
            Reach::Rows => Some(Reach::Names),
            Reach::Names => None,
        }
    }
}

/// A list as it was read, with all that is wrong with it.
pub(super) struct Checked {
    pub records: Vec<Record>,
    pub findings: Vec<Finding>,
}

/// Mends lists, one at a time.
pub(super) struct Mender<'m> {
    pub known: &'m Loaded,
    pub book: RuleBook<'m>,
    pub headers: HeaderBook,
    pub options: intake::Options,
    pub selection: &'m Selection,
    pub place: Place,
}

impl Mender<'_> {
    /// A list mended, how many records it has then, and all that is wrong with it then.
    pub fn file(&self, source: &intake::Source) -> Result<(Mending, u64, Vec<Finding>), FixError> {
        let bytes = intake::load(&source.path, &source.label, &self.options.caps)?;
        let before = self.check(&source.label, &bytes)?;
        let grid = intake::grid(&source.label, &bytes, &self.options, &self.headers)?;
        let copy = publish::copy_of(&source.path, grid.format);
        let target = match self.place {
            Place::Beside => label(&copy),
            Place::Over => source.label.clone(),
        };
        let mut mending = Mending {
            source: source.path.clone(),
            label: source.label.clone(),
            copy,
            changes: Vec::new(),
            notes: Vec::new(),
            in_place: grid.format != Format::Xls,
            bytes: Vec::new(),
        };
        let mut reach = Reach::All;
        let mut drafts = self.drafts(&grid, &before, reach);
        for _ in 0..ROUNDS {
            if drafts.iter().all(BTreeMap::is_empty) {
                break;
            }
            let plans: Vec<SheetPlan> = (grid.sheets.iter().zip(&drafts))
                .map(|(sheet, drafts)| self.laid_out(sheet, drafts))
                .collect();
            let (written, note) = match write(&source.label, &bytes, &grid, &plans) {
                Err(FixError::Broken { .. }) => {
                    let Some(shorter) = reach.shorter() else {
                        mending.notes.push("有解不开的字，没有改".to_owned());
                        break;
                    };
                    reach = shorter;
                    drafts = self.drafts(&grid, &before, reach);
                    continue;
                }
                written => written?,
            };
            let after = self.check(&target, &written)?;
            match compare(&grid, &plans, &drafts, &before, &after) {
                Verdict::Rows(rows) => {
                    for (sheet, drafts) in grid.sheets.iter().zip(&mut drafts) {
                        drafts.retain(|row, _| !rows.contains(&(sheet.name.clone(), *row)));
                    }
                }
                Verdict::Whole(detail) => {
                    let Some(shorter) = reach.shorter() else {
                        let note = format!("改后{detail}读得和原来不同，没有改");
                        mending.notes.push(note);
                        break;
                    };
                    reach = shorter;
                    drafts = self.drafts(&grid, &before, reach);
                }
                Verdict::Sound => {
                    let moving = self.unsettled(&target, &written, &grid, &plans, &after)?;
                    if !moving.is_empty() {
                        for (sheet, drafts) in grid.sheets.iter().zip(&mut drafts) {
                            drafts.retain(|row, _| !moving.contains(&(sheet.name.clone(), *row)));
                        }
                        continue;
                    }
                    mending.changes = changes(&grid, &plans, &drafts);
                    mending.notes.extend(note);
                    mending.notes.extend(added(&plans));
                    if grid.format == Format::Xls {
                        mending.notes.push(
                            "旧格式（.xls）的样式没有带过来，只有内容和合并单元格".to_owned(),
                        );
                    }
                    mending.bytes = written;
                    return Ok((mending, after.records.len() as u64, after.findings));
                }
            }
        }
        Ok((mending, before.records.len() as u64, before.findings))
    }

    /// Reads and checks by all rules, whatever is shown in the end.
    fn check(&self, label: &str, bytes: &[u8]) -> Result<Checked, FixError> {
        let mut records = Vec::new();
        let input = intake::read_bytes::<IntakeError>(
            label,
            bytes,
            &self.options,
            &self.headers,
            &mut |record| {
                records.push(record);
                Ok(())
            },
        )?;
        let lists = [List {
            input,
            records,
            bytes: Vec::new(),
        }];
        let all = Selection::default();
        let findings = of_lists(self.known, &self.book, &lists, &all).concat();
        let [List { records, .. }] = lists;
        Ok(Checked { records, findings })
    }

    /// The mended rows that would be mended once more: a list is mended in one go or not at all, so that
    /// a second run finds nothing to do.
    fn unsettled(
        &self,
        label: &str,
        written: &[u8],
        grid: &Grid,
        plans: &[SheetPlan],
        after: &Checked,
    ) -> Result<BTreeSet<(String, u32)>, FixError> {
        let again = intake::grid(label, written, &self.options, &self.headers)?;
        let drafts = self.drafts(&again, after, Reach::All);
        let mut moving = BTreeSet::new();
        for (sheet, drafts) in again.sheets.iter().zip(&drafts) {
            let plan = (grid.sheets.iter().zip(plans)).find(|(old, _)| old.name == sheet.name);
            let Some((_, plan)) = plan else { continue };
            let shift = plan.shift();
            let rows = drafts.keys().map(|row| shift.back(*row));
            let mended = rows.filter(|row| plan.rows.contains_key(row));
            moving.extend(mended.map(|row| (sheet.name.clone(), row)));
        }
        Ok(moving)
    }

    /// What the rows of each sheet become.
    fn drafts(
        &self,
        grid: &Grid,
        before: &Checked,
        reach: Reach,
    ) -> Vec<BTreeMap<u32, Vec<Draft>>> {
        let wants = |rule: &str| self.selection.wants(rule, self.book.level(rule));
        let broken: BTreeSet<(&str, u32)> = before
            .findings
            .iter()
            .filter(|f| MENDABLE.contains(&f.rule.as_str()) && wants(&f.rule))
            .map(|f| (f.sheet.as_str(), f.row))
            .collect();
        let reader = self.known.matcher.reader();
        let planner = Planner {
            known: self.known,
            book: &self.book,
        };
        let of = |sheet: &SheetGrid| {
            let rows: Vec<&Row> = before
                .records
                .iter()
                .filter_map(|r| match r {
                    Record::Row(row) if *row.place.sheet == *sheet.name => Some(row),
                    _ => None,
                })
                .filter(|row| {
                    let at = row.place.row;
                    let whole = sheet
                        .rows
                        .get(&at)
                        .is_some_and(|cells| cells.iter().all(|c| !c.contains('\u{fffd}')));
                    let numbered = || wants("C05") && reader.numbering(&row.name) > 0;
                    whole
                        && !sheet.is_tall(at, sheet.name_column)
                        && (broken.contains(&(sheet.name.as_str(), at)) || numbered())
                })
                .collect();
            rows.into_par_iter()
                .filter_map(|row| {
                    let cells = Cells {
                        sheet,
                        row,
                        headers: &self.headers,
                        fills: reach == Reach::All,
                        wants: &wants,
                    };
                    let drafts = planner.plan(&row.name, cells)?;
                    let fits = drafts.len() == 1 || reach != Reach::Names;
                    fits.then_some((row.place.row, drafts))
                })
                .collect()
        };
        grid.sheets.iter().map(of).collect()
    }

    /// Drafts as cells of a sheet, with the columns that have to be put in.
    fn laid_out(&self, sheet: &SheetGrid, drafts: &BTreeMap<u32, Vec<Draft>>) -> SheetPlan {
        let fields: BTreeSet<Field> = drafts
            .values()
            .flatten()
            .flat_map(|d| d.moves.iter().map(|(field, _)| *field))
            .filter(|field| sheet.columns_of(*field).is_empty())
            .collect();
        let added: Vec<Added> = fields
            .into_iter()
            .enumerate()
            .map(|(i, field)| Added {
                field,
                header: self
                    .headers
                    .plain_header(field)
                    .unwrap_or_else(|| field.word().to_owned()),
                column: sheet.width + i,
            })
            .collect();
        let column = |field: Field| {
            let new = added.iter().find(|a| a.field == field).map(|a| a.column);
            new.or_else(|| sheet.columns_of(field).first().copied())
        };
        let edits = |row: u32, draft: &Draft| -> BTreeMap<usize, String> {
            let name = (sheet.name_column, draft.name.clone());
            let moves = draft.moves.iter();
            moves
                .filter_map(|(field, text)| Some((column(*field)?, text.clone())))
                .chain([name])
                .filter(|(column, text)| sheet.cell(row, *column) != text)
                .collect()
        };
        let rows = drafts
            .iter()
            .map(|(row, drafts)| (*row, drafts.iter().map(|d| edits(*row, d)).collect()))
            .collect();
        SheetPlan { added, rows }
    }
}

/// The bytes of the mended file, and what a person should know of them.
fn write(
    label: &str,
    bytes: &[u8],
    grid: &Grid,
    plans: &[SheetPlan],
) -> Result<(Vec<u8>, Option<String>), FixError> {
    if let (Some(text), [sheet], [plan]) = (&grid.text, grid.sheets.as_slice(), plans) {
        let written = text::write(label, bytes, text, sheet, plan)?;
        return Ok((written.bytes, written.note));
    }
    let changed: Vec<(&SheetGrid, &SheetPlan)> = grid
        .sheets
        .iter()
        .zip(plans)
        .filter(|(_, plan)| !plan.rows.is_empty())
        .collect();
    let bytes = match grid.format {
        Format::Xls => workbook::write(label, &workbook::converted(label, bytes)?, &changed)?,
        _ => workbook::write(label, bytes, &changed)?,
    };
    Ok((bytes, None))
}

fn changes(grid: &Grid, plans: &[SheetPlan], drafts: &[BTreeMap<u32, Vec<Draft>>]) -> Vec<Change> {
    let mut changes = Vec::new();
    for ((sheet, plan), drafts) in grid.sheets.iter().zip(plans).zip(drafts) {
        let header = |column: usize| {
            let new = plan.added.iter().find(|a| a.column == column);
            new.map_or_else(|| sheet.header(column), |a| a.header.clone())
        };
        for (row, rows) in &plan.rows {
            let columns: BTreeSet<usize> = rows.iter().flat_map(|r| r.keys().copied()).collect();
            let cell = |c: usize| sheet.cell(*row, c).to_owned();
            let rules: BTreeSet<&'static str> = drafts
                .get(row)
                .into_iter()
                .flatten()
                .flat_map(|d| d.rules.iter().copied())
                .collect();
            changes.push(Change {
                sheet: sheet.name.clone(),
                row: *row,
                rules: rules.into_iter().collect(),
                before: columns
                    .iter()
                    .map(|c| (header(*c), cell(*c)))
                    .filter(|(_, text)| !text.is_empty())
                    .collect(),
                after: rows
                    .iter()
                    .map(|edits| {
                        let new = |c: &usize| edits.get(c).cloned().unwrap_or_else(|| cell(*c));
                        columns.iter().map(|c| (header(*c), new(c))).collect()
                    })
                    .collect(),
            });
        }
    }
    changes
}

fn added(plans: &[SheetPlan]) -> Option<String> {
    let headers: BTreeSet<&str> = plans
        .iter()
        .flat_map(|p| p.added.iter().map(|a| a.header.as_str()))
        .collect();
    let headers: Vec<&str> = headers.into_iter().collect();
    (!headers.is_empty()).then(|| format!("右边加了列：{}", headers.join("、")))
}
