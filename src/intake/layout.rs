//! Where the header stands, and what each column says.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::book::{self, HeaderBook};
use super::header::{self, Header, Row, filled, letter, letters};
use super::table::{Line, Step, Table};
use super::values::{self, Values};
use super::{IntakeError, Options, cell};
use crate::model::Field;

/// The header is looked for in this many rows that are not blank.
const HEAD: usize = 30;

/// A known column.
#[derive(Clone, Debug)]
pub(crate) struct Column {
    pub index: usize,
    pub field: Field,
    /// The header as written; the column's letter where there is none.
    pub header: String,
    /// Code to word; empty where nothing is to be decoded.
    pub decode: FxHashMap<String, String>,
    /// Columns of the same field that are asked before this one.
    pub after: Vec<usize>,
}

impl Column {
    fn name(index: usize) -> Self {
        let header = String::new();
        Column {
            index,
            field: Field::Name,
            header,
            decode: FxHashMap::default(),
            after: Vec::new(),
        }
    }
}

/// How a table is laid out.
#[derive(Clone, Debug)]
pub(crate) struct Layout {
    /// The row of the header that names the columns; 0 for none.
    pub header_row: u32,
    /// The first row that is data.
    pub first: u32,
    /// The number of cells of the header.
    pub width: usize,
    /// The column of the names.
    pub name: Column,
    /// The other known columns, in column order.
    pub columns: Vec<Column>,
    pub notes: Vec<String>,
    /// Those of the notes that say of something that it is not read.
    pub unread: Vec<String>,
}

/// What a look at a table finds.
pub(crate) enum Survey {
    Found(Box<Layout>),
    /// No column of names; the headers as far as there are any.
    NoName(Vec<String>),
    Blank,
}

/// Goes through a table and says how it is laid out. `lone`: whether it is the only one, so that a
/// single column without any header may be a list of names.
pub(crate) fn survey(
    table: &mut Table<'_, '_>,
    book: &HeaderBook,
    options: &Options,
    lone: bool,
) -> Result<Survey, IntakeError> {
    let mut head: Vec<Row> = Vec::new();
    let mut plan: Option<Plan> = None;
    let mut only: Option<usize> = None;
    let mut single = true;
    table.walk::<IntakeError>(&mut |line: Line<'_>| {
        if let Some(plan) = &mut plan {
            return Ok(plan.watch(line.number, line.cells));
        }
        if head.len() < HEAD {
            head.push((
                line.number,
                line.cells.iter().map(|c| c.to_string()).collect(),
            ));
        }
        let filled = line
            .cells
            .iter()
            .enumerate()
            .filter(|(_, c)| !cell::blank(c));
        for (column, _) in filled {
            single &= *only.get_or_insert(column) == column;
        }
        if head.len() == HEAD {
            plan = Plan::new(&head, book, options);
            if let Some(plan) = &mut plan {
                return Ok(plan.replay(&head));
            }
            if !(lone && single) {
                return Ok(Step::Stop);
            }
        }
        Ok(Step::Next)
    })?;
    if head.is_empty() {
        return Ok(Survey::Blank);
    }
    if plan.is_none() {
        plan = Plan::new(&head, book, options);
        if let Some(plan) = &mut plan {
            plan.replay(&head);
        }
    }
    if let Some(plan) = plan {
        return Ok(Survey::Found(Box::new(plan.finish(book))));
    }
    if let Some(index) = only.filter(|_| lone && single) {
        let name = Column::name(index);
        let notes = vec!["没有表头，整列作材料名称读".to_owned()];
        return Ok(Survey::Found(Box::new(Layout {
            header_row: 0,
            first: 1,
            width: 1,
            name,
            columns: Vec::new(),
            notes,
            unread: Vec::new(),
        })));
    }
    let widest = head
        .iter()
        .max_by_key(|(number, row)| (filled(row), std::cmp::Reverse(*number)));
    let headers = widest.map_or(&[][..], |(_, row)| row.as_slice());
    Ok(Survey::NoName(
        headers
            .iter()
            .filter(|h| !cell::blank(h))
            .map(|h| cell::short(h.trim(), 20))
            .collect(),
    ))
}

/// A column that may be one of several fields.
struct Watched {
    index: usize,
    header: String,
    candidates: Vec<Field>,
    values: Values,
    /// Whether its values can tell anything.
    watched: bool,
}

/// A layout in the making: the columns wait for their values.
struct Plan {
    header_row: u32,
    first: u32,
    width: usize,
    name: Column,
    columns: Vec<Watched>,
    notes: Vec<String>,
    unread: Vec<String>,
}

impl Plan {
    fn new(head: &[Row], book: &HeaderBook, options: &Options) -> Option<Self> {
        let found = header::find(head, book, options);
        let by_letter = |field: Field| {
            options
                .columns
                .iter()
                .find(|(f, _)| *f == field)
                .and_then(|(_, h)| letter(h))
        };
        if found.is_none() && by_letter(Field::Name).is_none() {
            return None;
        }
        let mut plan = Plan {
            header_row: 0,
            first: 1,
            width: 0,
            name: Column::name(0),
            columns: Vec::new(),
            notes: Vec::new(),
            unread: Vec::new(),
        };
        let headers = match found {
            Some(header) => plan.take_header(head, header, book),
            None => {
                plan.notes.push("没有认出表头，从第 1 行读起".to_owned());
                plan.width = head.iter().map(|(_, row)| row.len()).max().unwrap_or(0);
                vec![(Cow::Borrowed(""), Vec::new()); plan.width]
            }
        };
        let mut unknown: Vec<String> = Vec::new();
        for (index, (header, fields)) in headers.iter().enumerate() {
            let told = options
                .columns
                .iter()
                .find(|(_, wanted)| !header.is_empty() && book::same(header, wanted));
            let candidates = told.map_or_else(|| fields.clone(), |(field, _)| vec![*field]);
            if candidates.is_empty() && !cell::blank(header) {
                unknown.push(cell::short(header, 20));
            }
            plan.columns.push(Watched {
                index,
                header: header.trim().to_owned(),
                candidates,
                values: Values::default(),
                watched: false,
            });
        }
        // A letter counts only where no header is called so.
        for (field, wanted) in &options.columns {
            let named = headers
                .iter()
                .any(|(header, _)| !header.is_empty() && book::same(header, wanted));
            let index = letter(wanted).filter(|_| !named);
            if let Some(column) = index.and_then(|index| plan.columns.get_mut(index)) {
                column.candidates = vec![*field];
            }
        }
        plan.choose_name(options)?;
        let shown: Vec<&str> = unknown.iter().take(20).map(String::as_str).collect();
        if !shown.is_empty() {
            let more = if unknown.len() > shown.len() {
                "等"
            } else {
                ""
            };
            plan.notes
                .push(format!("未识别的列：{}{more}", shown.join("、")));
        }
        for column in &mut plan.columns {
            column.watched = column.candidates.iter().any(|field| book.has_words(*field));
        }
        Some(plan)
    }

    /// Takes the header's rows; gives each column's header as written and the fields it may mean.
    fn take_header<'h>(
        &mut self,
        head: &'h [Row],
        header: Header,
        book: &HeaderBook,
    ) -> Vec<(Cow<'h, str>, Vec<Field>)> {
        let (upper_row, upper) = &head[header.at];
        let lower = if header.two {
            Some(&head[header.at + 1])
        } else {
            None
        };
        self.header_row = lower.map_or(*upper_row, |(number, _)| *number);
        self.first = self.header_row + 1;
        self.width = upper.len().max(lower.map_or(0, |(_, row)| row.len()));
        if header.at > 0 {
            self.notes
                .push(format!("表头前的 {} 行是标题或说明，没有计入", header.at));
        }
        let mut group = "";
        let mut headers = Vec::new();
        for column in 0..self.width {
            let top = upper.get(column).map_or("", String::as_str);
            let below = lower
                .and_then(|(_, row)| row.get(column))
                .map_or("", String::as_str);
            if !cell::blank(top) {
                group = top;
            }
            let joined = format!("{}{}", group.trim(), below.trim());
            let found = match (cell::blank(below), book.fields(below)) {
                (true, _) => (Cow::Borrowed(top), book.fields(top)),
                (false, []) if !book.fields(&joined).is_empty() => {
                    let fields = book.fields(&joined);
                    (Cow::Owned(joined), fields)
                }
                (false, []) if cell::blank(top) => (Cow::Borrowed(below), &[][..]),
                (false, []) => (Cow::Owned(joined), book.fields(top)),
                (false, fields) => (Cow::Borrowed(below), fields),
            };
            headers.push((found.0, found.1.to_vec()));
        }
        headers
    }

    /// Chooses the column of the names: as told, the field's own word, the leftmost; for want of
    /// one, the standard names.
    fn choose_name(&mut self, options: &Options) -> Option<()> {
        let told = |c: &&Watched| {
            c.candidates == [Field::Name]
                && options.columns.iter().any(|(f, h)| {
                    *f == Field::Name && (book::same(&c.header, h) || letter(h) == Some(c.index))
                })
        };
        let find = |field: Field| {
            let of = |c: &&Watched| c.candidates.contains(&field);
            let exact = |c: &&Watched| of(c) && book::even(&c.header) == field.word();
            self.columns
                .iter()
                .find(exact)
                .or_else(|| self.columns.iter().find(of))
        };
        let told = self.columns.iter().find(told);
        let chosen = told
            .or_else(|| find(Field::Name))
            .or_else(|| find(Field::StandardName))?;
        let (index, header) = (chosen.index, chosen.header.clone());
        let others: Vec<String> = self
            .columns
            .iter()
            .filter(|c| c.index != index && c.candidates.contains(&Field::Name))
            .map(|c| format!("{}列“{}”", letters(c.index), c.header))
            .collect();
        if !others.is_empty() {
            let name = format!("{}列“{header}”", letters(index));
            let note = format!(
                "不止一列像材料名称：用了{name}，没有用{}",
                others.join("、")
            );
            self.unread.push(note.clone());
            self.notes.push(note);
        }
        self.columns
            .retain(|c| c.index != index && !c.candidates.contains(&Field::Name));
        self.name.index = index;
        self.name.header = if header.is_empty() {
            format!("{}列", letters(index))
        } else {
            header
        };
        Some(())
    }

    fn replay(&mut self, head: &[Row]) -> Step {
        let mut step = if self.columns.iter().any(|c| c.watched) {
            Step::Next
        } else {
            Step::Stop
        };
        for (number, row) in head {
            if step == Step::Next {
                let cells: Vec<Cow<'_, str>> =
                    row.iter().map(|c| Cow::Borrowed(c.as_str())).collect();
                step = self.watch(*number, &cells);
            }
        }
        step
    }

    /// Looks at a record's values; stops once none can tell anything more.
    fn watch(&mut self, number: u32, cells: &[Cow<'_, str>]) -> Step {
        let mut step = Step::Stop;
        for column in self
            .columns
            .iter_mut()
            .filter(|c| c.watched && c.values.open())
        {
            step = Step::Next;
            if number >= self.first
                && let Some(text) = cells.get(column.index)
            {
                column.values.add(text);
            }
        }
        step
    }

    fn finish(mut self, book: &HeaderBook) -> Layout {
        let mut columns: Vec<Column> = Vec::new();
        for column in self.columns {
            let unnamed = || format!("{}列", letters(column.index));
            let header = if column.header.is_empty() {
                unnamed()
            } else {
                column.header
            };
            let verdict = values::decide(&header, &column.candidates, &column.values, book);
            self.notes.extend(verdict.note);
            if let Some(field) = verdict.field {
                let (index, decode) = (column.index, verdict.decode);
                columns.push(Column {
                    index,
                    field,
                    header,
                    decode,
                    after: Vec::new(),
                });
            }
        }
        // At most one value a field: the column under the field's own word is asked first, then
        // from the left, so that a row takes the first of them that is not blank.
        let exact = |c: &Column| book::even(&c.header) == c.field.word();
        let ranks: Vec<(Field, bool, usize)> = columns
            .iter()
            .map(|c| (c.field, !exact(c), c.index))
            .collect();
        for (column, rank) in columns.iter_mut().zip(&ranks) {
            column.after = ranks
                .iter()
                .filter(|r| r.0 == rank.0 && *r < rank)
                .map(|r| r.2)
                .collect();
        }
        Layout {
            header_row: self.header_row,
            first: self.first,
            width: self.width,
            name: self.name,
            columns,
            notes: self.notes,
            unread: self.unread,
        }
    }
}
