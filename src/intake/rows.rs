//! Records out: one for each row below the header, never nothing.

use std::borrow::Cow;
use std::sync::Arc;

use calamine::Dimensions;

use super::header::letters;
use super::layout::{Column, Layout};
use super::table::{Line, Step, Table};
use super::{IntakeError, book, cell};
use crate::model::{Exclusion, ExclusionKind, Field, Place, Record, Row, SheetReport, times};

/// A name of more characters is no name: a whole document pasted into a cell.
const NAME: usize = 2000;
/// What is shown of a row that is excluded, in characters.
const CONTENT: usize = 200;
/// A longer run of blank rows is one exclusion: a stray cell far below would make a million.
const RUN: u32 = 1000;

/// Columns that are filled down where cells are merged, and no others: a blank 来源渠道 is blank.
const FILLED: [Field; 4] = [
    Field::ItemName,
    Field::ItemCode,
    Field::Department,
    Field::Situation,
];

/// Gives a record for each row of a table, and completes the sheet's report.
pub(crate) fn emit<E: From<IntakeError>>(
    table: &mut Table<'_, '_>,
    layout: &Layout,
    merges: &[Dimensions],
    file: &Arc<str>,
    report: &mut SheetReport,
    each: &mut dyn FnMut(Record) -> Result<(), E>,
) -> Result<(), E> {
    let mut writer = Writer {
        layout,
        file: Arc::clone(file),
        sheet: Arc::from(report.name.as_str()),
        fills: fills(layout, merges),
        next: layout.first,
        rows: 0,
        wide: 0,
        damaged: 0,
        uncounted: 0,
        ruined: Vec::new(),
    };
    let notes = table.walk(&mut |line: Line<'_>| {
        if line.number >= layout.first {
            writer.line(&line, each)?;
        }
        Ok::<Step, E>(Step::Next)
    })?;
    report.leaves_out(notes);
    writer.finish(report);
    Ok(())
}

/// A column that is filled down within its merged regions.
struct Fill {
    column: usize,
    /// First and last row (from 1) of each region, in order.
    regions: Vec<(u32, u32)>,
    /// The value of the region we are in, and its last row.
    value: String,
    until: u32,
}

fn fills(layout: &Layout, merges: &[Dimensions]) -> Vec<Fill> {
    let columns = layout
        .columns
        .iter()
        .filter(|c| FILLED.contains(&c.field) && c.index != layout.name.index);
    let mut fills = Vec::new();
    for column in columns {
        let of = |m: &&Dimensions| m.start.1 as usize == column.index && m.end.0 > m.start.0;
        let mut regions: Vec<(u32, u32)> = merges
            .iter()
            .filter(of)
            .map(|m| (m.start.0.saturating_add(1), m.end.0.saturating_add(1)))
            .collect();
        regions.sort_unstable();
        if !regions.is_empty() {
            fills.push(Fill {
                column: column.index,
                regions,
                value: String::new(),
                until: 0,
            });
        }
    }
    fills
}

impl Fill {
    /// Remembers the value of a region where it begins.
    fn see(&mut self, row: u32, text: &str) {
        if !cell::blank(text) {
            let region = self.regions.binary_search_by_key(&row, |(first, _)| *first);
            self.until = region.map_or(0, |found| self.regions[found].1);
            self.value.clear();
            self.value.push_str(text);
        }
    }

    /// What a blank cell of this column holds in a row.
    fn at(&self, row: u32) -> &str {
        if row <= self.until { &self.value } else { "" }
    }
}

struct Writer<'w> {
    layout: &'w Layout,
    file: Arc<str>,
    sheet: Arc<str>,
    fills: Vec<Fill>,
    /// The row that comes next.
    next: u32,
    rows: u64,
    wide: u64,
    damaged: u64,
    /// Cells that should say how many rows they stand for, and do not.
    uncounted: u64,
    /// Columns with codes in scientific notation: header, how many, the first row.
    ruined: Vec<(usize, u64, u32)>,
}

impl Writer<'_> {
    fn place(&self, row: u32) -> Place {
        Place {
            file: Arc::clone(&self.file),
            sheet: Arc::clone(&self.sheet),
            row,
        }
    }

    fn excluded(&self, row: u32, kind: ExclusionKind, content: String, reason: String) -> Record {
        Record::Excluded(Exclusion {
            place: self.place(row),
            content,
            kind,
            reason,
        })
    }

    fn line<E>(
        &mut self,
        line: &Line<'_>,
        each: &mut dyn FnMut(Record) -> Result<(), E>,
    ) -> Result<(), E> {
        self.gap(line.number, each)?;
        self.next = line.number.saturating_add(1);
        if self.layout.width > 1 && line.cells.len() > self.layout.width {
            let mut beyond = line.cells[self.layout.width..].iter();
            self.wide += u64::from(beyond.any(|text| !cell::blank(text)));
        }
        self.rows += 1;
        for fill in &mut self.fills {
            fill.see(line.number, line.get(fill.column));
        }
        let record = match self.trouble(line) {
            Some((kind, content, reason)) => self.excluded(line.number, kind, content, reason),
            None => Record::Row(self.row(line)),
        };
        each(record)
    }

    /// The blank rows before a row.
    fn gap<E>(&mut self, row: u32, each: &mut dyn FnMut(Record) -> Result<(), E>) -> Result<(), E> {
        let (first, count) = (self.next, row.saturating_sub(self.next));
        if count > RUN {
            self.rows += 1;
            let reason = format!("第 {first} 行到第 {} 行都是空行，合记一条", row - 1);
            return each(self.excluded(first, ExclusionKind::Blank, String::new(), reason));
        }
        for blank in first..row {
            self.rows += 1;
            each(self.excluded(
                blank,
                ExclusionKind::Blank,
                String::new(),
                "整行没有内容".to_owned(),
            ))?;
        }
        Ok(())
    }

    /// Why a row is none, if it is none.
    fn trouble(&self, line: &Line<'_>) -> Option<(ExclusionKind, String, String)> {
        let name = line.get(self.layout.name.index);
        if let Some(torn) = line.torn {
            let reason =
                format!("文件第 {torn} 行的引号没有配对，这一行分不清各列；请补上引号后重新读入");
            return Some((ExclusionKind::Unreadable, content(line), reason));
        }
        if cell::blank(name) {
            let reason = format!("“{}”一格是空的", self.layout.name.header);
            return Some((ExclusionKind::Blank, content(line), reason));
        }
        if name.contains('\u{fffd}') {
            let reason = "名称里有按文件的编码解不开的字；请核对这一行的编码".to_owned();
            return Some((ExclusionKind::Unreadable, content(line), reason));
        }
        if name.contains('\0') {
            let reason = "名称里有空字符（NUL），这一行在导出时已损坏；请核对原系统".to_owned();
            let content = content(line).replace('\0', "�");
            return Some((ExclusionKind::Unreadable, content, reason));
        }
        if cell::is_error(name) {
            let reason = format!("名称是公式错误 {}；请在表格里改正", name.trim());
            return Some((ExclusionKind::Unreadable, content(line), reason));
        }
        if name.len() > NAME && name.chars().count() > NAME {
            let reason = format!(
                "名称有 {} 个字，超过 {NAME} 字，像是整篇文字",
                name.chars().count()
            );
            return Some((
                ExclusionKind::Unreadable,
                cell::short(name.trim(), CONTENT),
                reason,
            ));
        }
        self.repeats_header(line).then(|| {
            (
                ExclusionKind::NotMaterial,
                content(line),
                "重复的表头".to_owned(),
            )
        })
    }

    /// Whether the row is the header once more, as printed at the top of every page.
    fn repeats_header(&self, line: &Line<'_>) -> bool {
        let is_header =
            |column: &Column| book::even(line.get(column.index)) == book::even(&column.header);
        let name = &self.layout.name;
        self.layout.header_row > 0
            && line.get(name.index).trim() == name.header
            && self
                .layout
                .columns
                .iter()
                .all(|column| cell::blank(line.get(column.index)) || is_header(column))
    }

    fn row(&mut self, line: &Line<'_>) -> Row {
        let mut fields: Vec<(Field, String)> = Vec::with_capacity(self.layout.columns.len());
        for column in &self.layout.columns {
            if column
                .after
                .iter()
                .any(|earlier| !cell::clean(line.get(*earlier)).is_empty())
            {
                continue;
            }
            let mut text = line.get(column.index);
            let fill = self.fills.iter().find(|fill| fill.column == column.index);
            if let Some(fill) = fill.filter(|_| cell::blank(text)) {
                text = fill.at(line.number);
            }
            let text = cell::clean(text);
            if text.is_empty() {
                continue;
            }
            self.damaged += u64::from(text.contains('\u{fffd}'));
            if is_code(column.field) && cell::is_ruined(&text) {
                match self
                    .ruined
                    .iter_mut()
                    .find(|(index, ..)| *index == column.index)
                {
                    Some((_, count, _)) => *count += 1,
                    None => self.ruined.push((column.index, 1, line.number)),
                }
            }
            let text = if column.decode.is_empty() {
                text
            } else {
                column
                    .decode
                    .get(text.as_ref())
                    .or_else(|| column.decode.get(&book::code(&text)))
                    .map_or(text, |word| Cow::Borrowed(word.as_str()))
            };
            self.uncounted += u64::from(column.field == Field::Times && times(&text).is_none());
            fields.push((column.field, text.into_owned()));
        }
        Row {
            place: self.place(line.number),
            name: line.get(self.layout.name.index).to_owned(),
            fields,
        }
    }

    fn finish(mut self, report: &mut SheetReport) {
        report.rows = self.rows;
        self.ruined.sort_unstable();
        for (index, count, first) in self.ruined {
            report.notes.push(format!(
                "{}列有 {count} 个编码成了科学记数（第 {first} 行起），原来的数字已经丢失；请从系统重新导出，把该列设为文本",
                letters(index)
            ));
        }
        if self.wide > 0 {
            report.leaves_out([format!("有 {} 行的格数多于表头，多出的没有读", self.wide)]);
        }
        if self.uncounted > 0 {
            report.notes.push(format!(
                "{}列有 {} 格不是正整数，这些行按一行计",
                Field::Times,
                self.uncounted
            ));
        }
        if self.damaged > 0 {
            report.notes.push(format!(
                "名称以外有 {} 格含解不开的字，按原样保留",
                self.damaged
            ));
        }
    }
}

fn is_code(field: Field) -> bool {
    matches!(
        field,
        Field::ItemCode | Field::MaterialCode | Field::StandardCode
    )
}

/// What stands in a row, for a person to recognise it.
fn content(line: &Line<'_>) -> String {
    let mut out = String::new();
    for text in line.cells.iter().filter(|text| !cell::blank(text)) {
        if !out.is_empty() {
            out.push_str(" | ");
        }
        out.push_str(&cell::short(text.trim(), CONTENT));
        if out.len() > CONTENT * 4 {
            break;
        }
    }
    cell::short(&out, CONTENT)
}
