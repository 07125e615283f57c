//! The results of a run, as tables, and their way into the output folder.

use std::borrow::Cow;

use super::facts::Facts;
use super::ledger::{Ledger, RowRecord};
use super::names::{NamePart, NameRead, NamesRead};
use super::options::{RunError, RunOptions};
use super::pending::{OpenCore, open_cores};
use super::summary::Summary;
use crate::catalog::{LIST_MARK, Settled};
use crate::matching::Matcher;
use crate::model::{Attribute, Decision, ExclusionKind, Relation};
use crate::output::publish::Staging;
use crate::output::table::{Cell, Table};
use crate::output::tables::{
    CatalogLine, CatalogTable, ExcludedLine, ExcludedTable, MappingLine, MappingTable, PendingLine,
    PendingTable,
};
use crate::output::{OutputError, csv, json, xlsx};
use crate::source_type::handling;

/// Everything that a run found.
#[derive(Clone, Copy, Debug)]
pub struct Results<'r> {
    /// The rows.
    pub ledger: &'r Ledger,
    /// The names.
    pub read: &'r NamesRead,
    /// The catalogue.
    pub settled: &'r Settled,
    /// Counts, by standard.
    pub facts: &'r Facts,
    /// What matching decided about each core.
    pub decisions: &'r [Decision],
    /// What was known.
    pub matcher: &'r Matcher,
    /// The numbers.
    pub summary: &'r Summary,
}

/// So many rows of the mapping are written at a time by one thread.
const CHUNK: usize = 1 << 13;

/// Writes what is asked for, whole or not at all.
///
/// # Errors
///
/// If a result cannot be written; then the output folder is as it was.
pub fn write(options: &RunOptions, results: &Results<'_>) -> Result<(), RunError> {
    let staging = Staging::beside(&options.out)?;
    let open = open_cores(results.ledger, results.read, results.settled);
    let mapping = MappingTable::new(|each| results.mapping(&results.ledger.rows, each));
    let catalog = CatalogTable::new(|each| results.catalog(each));
    let pending = PendingTable::new(|each| results.pending(&open, each));
    let excluded = ExcludedTable::new(|each| results.excluded(each));
    let tables: [&dyn Table; 4] = [&mapping, &catalog, &pending, &excluded];
    if options.write.csv {
        let path = |table: &dyn Table| staging.path(&format!("{}.csv", table.stem()));
        let rows: Vec<&[RowRecord]> = results.ledger.rows.chunks(CHUNK).collect();
        let parts = |n: usize| {
            let rows = rows.get(n).copied().unwrap_or_default();
            MappingTable::new(move |each| results.mapping(rows, each))
        };
        let whole = |table: &dyn Table| csv::write_file(table, &path(table));
        let (rows, others) = rayon::join(
            || csv::write_parts(rows.len(), &parts, &path(&mapping)),
            || [whole(&catalog), whole(&pending), whole(&excluded)],
        );
        rows?;
        for other in others {
            other?;
        }
    }
    if options.write.xlsx {
        let lines = results.summary.lines();
        let summary: Vec<_> = lines
            .iter()
            .map(|(label, text)| (label.as_str(), Cell::from(text.as_str())))
            .collect();
        xlsx::write_file(&staging.path("归一成果.xlsx"), &summary, &tables)?;
    }
    if options.write.json {
        json::write_file(results.summary, &staging.path("summary.json"))?;
    }
    staging.publish()?;
    Ok(())
}

/// Several names in one cell. A ； within a name is written as ;, which reads as the same.
fn join(names: &[String]) -> String {
    names
        .iter()
        .map(|n| n.replace('；', ";"))
        .collect::<Vec<_>>()
        .join(LIST_MARK)
}

impl Results<'_> {
    fn mapping(
        &self,
        rows: &[RowRecord],
        each: &mut dyn FnMut(MappingLine<'_>) -> Result<(), OutputError>,
    ) -> Result<(), OutputError> {
        for row in rows {
            let NameRead::Parts(relation, parts) = &self.read.names[row.name as usize] else {
                continue;
            };
            for (i, part) in (1u64..).zip(parts) {
                each(self.mapping_line(row, *relation, i, parts.len() as u64, part))?;
            }
        }
        Ok(())
    }

    fn mapping_line<'l>(
        &'l self,
        row: &RowRecord,
        relation: Relation,
        i: u64,
        parts: u64,
        part: &'l NamePart,
    ) -> MappingLine<'l> {
        let texts = &self.ledger.texts;
        let placed = &self.settled.cores[part.core as usize];
        let standard = &self.settled.standards[placed.standard];
        let value = |attribute| Cow::Borrowed(part.value(attribute));
        MappingLine {
            file: texts.text(row.file).into(),
            sheet: texts.text(row.sheet).into(),
            row: u64::from(row.row),
            department: texts.text(row.department).into(),
            item_code: texts.text(row.item_code).into(),
            item_name: texts.text(row.item_name).into(),
            situation: texts.text(row.situation).into(),
            raw: self.ledger.names.text(row.name).into(),
            part: i,
            parts,
            group: u64::from(part.group) + 1,
            relation: relation.word().into(),
            core: self.read.cores[part.core as usize].shown.as_str().into(),
            code: standard.code.as_str().into(),
            standard: standard.name.as_str().into(),
            source_type: standard.source_type.map_or("", |t| t.word()).into(),
            basis: placed.basis.word().into(),
            grade: placed.grade.word().into(),
            evidence: placed.evidence.as_str().into(),
            holder: value(Attribute::Holder),
            form: value(Attribute::Form),
            copies: value(Attribute::Copies),
            seal: value(Attribute::Seal),
            condition: value(Attribute::Condition),
            validity: value(Attribute::Validity),
            region: value(Attribute::Region),
            issuer: value(Attribute::Issuer),
            specification: value(Attribute::Specification),
            note: value(Attribute::Note),
        }
    }

    fn catalog(
        &self,
        each: &mut dyn FnMut(CatalogLine<'_>) -> Result<(), OutputError>,
    ) -> Result<(), OutputError> {
        for (standard, counts) in self.settled.standards.iter().zip(&self.facts.counts) {
            each(CatalogLine {
                code: standard.code.as_str().into(),
                name: standard.name.as_str().into(),
                source_type: standard.source_type.map_or("", |t| t.word()).into(),
                type_reason: standard.type_reason.as_str().into(),
                handling: standard.source_type.map_or("", handling).into(),
                issuer: standard.issuer.as_str().into(),
                aliases: join(&standard.aliases).into(),
                apart: join(&standard.apart).into(),
                state: standard.state.word().into(),
                replaced_by: standard.replaced_by.as_str().into(),
                broad: standard.broad.as_str().into(),
                names: counts.names,
                rows: counts.rows,
                items: counts.items,
                departments: counts.departments,
            })?;
        }
        Ok(())
    }

    fn pending(
        &self,
        open: &[OpenCore],
        each: &mut dyn FnMut(PendingLine<'_>) -> Result<(), OutputError>,
    ) -> Result<(), OutputError> {
        for one in open {
            let core = &self.read.cores[one.core as usize];
            let decision = &self.decisions[one.core as usize];
            let candidate = |i: usize| -> Cow<'_, str> {
                decision
                    .candidates
                    .get(i)
                    .map_or("", |c| self.matcher.standard(c.standard).name.as_str())
                    .into()
            };
            let standard = &self.settled.standards[self.settled.cores[one.core as usize].standard];
            each(PendingLine {
                core: core.shown.as_str().into(),
                placed: standard.name.as_str().into(),
                first: candidate(0),
                second: candidate(1),
                third: candidate(2),
                reason: decision.question.as_str().into(),
                rows: core.rows,
                departments: one.departments,
                examples: self.ledger.names.text(one.example).into(),
                ..PendingLine::default()
            })?;
        }
        Ok(())
    }

    /// Rows that intake excluded and rows whose name is no material, in input order.
    fn excluded(
        &self,
        each: &mut dyn FnMut(ExcludedLine<'_>) -> Result<(), OutputError>,
    ) -> Result<(), OutputError> {
        let mut early = self.ledger.excluded.iter().peekable();
        let mut give_early =
            |before: u32, each: &mut dyn FnMut(ExcludedLine<'_>) -> Result<(), OutputError>| {
                while let Some((_, exclusion)) = early.next_if(|(order, _)| *order < before) {
                    each(ExcludedLine {
                        file: (*exclusion.place.file).into(),
                        sheet: (*exclusion.place.sheet).into(),
                        row: u64::from(exclusion.place.row),
                        content: exclusion.content.as_str().into(),
                        kind: exclusion.kind.word().into(),
                        reason: exclusion.reason.as_str().into(),
                    })?;
                }
                Ok::<(), OutputError>(())
            };
        for row in &self.ledger.rows {
            let NameRead::Excluded(kind, why) = &self.read.names[row.name as usize] else {
                continue;
            };
            give_early(row.order, each)?;
            each(self.excluded_line(row, *kind, why))?;
        }
        give_early(u32::MAX, each)
    }

    fn excluded_line<'l>(
        &'l self,
        row: &RowRecord,
        kind: ExclusionKind,
        why: &'l str,
    ) -> ExcludedLine<'l> {
        ExcludedLine {
            file: self.ledger.texts.text(row.file).into(),
            sheet: self.ledger.texts.text(row.sheet).into(),
            row: u64::from(row.row),
            content: self.ledger.names.text(row.name).into(),
            kind: kind.word().into(),
            reason: why.into(),
        }
    }
}
