//! One worksheet written anew: cells changed, rows put in, and all that refers to rows moved along.
//!
//! Parts and elements: ECMA-376-1, 18.3 (worksheets).

use std::collections::BTreeMap;

use super::shift::Shift;
use super::xml::{self, Tag, Token};
use crate::check::fix::SheetPlan;
use crate::intake::{SheetGrid, column_letters};

/// A cell with all that stands in it.
struct Cell<'x> {
    column: usize,
    tag: Tag,
    /// What stands between its tags, and the closing tag.
    inner: Vec<Token<'x>>,
}

/// A row with its cells.
struct Row<'x> {
    tag: Tag,
    cells: Vec<Cell<'x>>,
    /// What is no cell.
    rest: Vec<Token<'x>>,
}

/// Writes a sheet anew.
pub(super) struct Rewriter<'w> {
    pub grid: &'w SheetGrid,
    pub plan: &'w SheetPlan,
    pub shift: &'w Shift,
}

impl Rewriter<'_> {
    /// The sheet's XML; `None` where it cannot be understood.
    pub fn rewrite(&self, source: &str) -> Option<String> {
        let mut tokens = xml::tokens(source)?.into_iter();
        let head = open_data(&mut tokens)?;
        let mut rows = String::with_capacity(source.len() + source.len() / 8);
        let close = self.rows(&mut tokens, &mut rows)?;
        let tail: usize = tokens.map(|t| t.raw().len()).sum();
        let tail = &source[source.len() - tail..];
        // All but the rows is small, and is gone through as a whole.
        let frame = self.frame(&format!("{}{close}{tail}", &source[..head]))?;
        let at = open_data(&mut xml::tokens(&frame)?.into_iter())?;
        Some(format!("{}{rows}{}", &frame[..at], &frame[at..]))
    }

    /// All but the rows: merged regions, filters, formats, validations, links, print ranges.
    fn frame(&self, source: &str) -> Option<String> {
        let name = self.grid.name.as_str();
        let text = |within: &str, text: &str| match within {
            "f" | "formula" | "formula1" | "formula2" => Some(self.shift.formula(text, true, name)),
            "sqref" => Some(self.shift.references(text)),
            _ => None,
        };
        let attribute = |tag: &Tag, key: &str| {
            let value = tag.get(key)?;
            match (tag.local(), key) {
                ("brk", "id") => Some(self.shift.last(value.parse().ok()?).to_string()),
                (_, "id") => None,
                ("dimension", "ref") => Some(self.dimension(&value)),
                // A view's selection is no range of the list.
                ("selection", _) => None,
                _ => Some(self.shift.references(&value)),
            }
        };
        let moved = xml::rewritten(source, &text, &attribute, &["ref", "sqref", "id"])?;
        self.merges(moved)
    }

    fn dimension(&self, value: &str) -> String {
        let moved = self.shift.references(value);
        let Some(last) = self.plan.added.last() else {
            return moved;
        };
        let (start, end) = moved.split_once(':').unwrap_or((&moved, &moved));
        let row: String = end.chars().filter(char::is_ascii_digit).collect();
        format!("{start}:{}{row}", column_letters(last.column))
    }

    /// Regions merged within one row that has become several are merged in each of them.
    fn merges(&self, frame: String) -> Option<String> {
        let mut more: Vec<String> = Vec::new();
        for m in &self.grid.merges {
            let row = m.start.0.saturating_add(1);
            if m.start.0 != m.end.0 || self.shift.first(row) == self.shift.last(row) {
                continue;
            }
            let (a, b) = (m.start.1 as usize, m.end.1 as usize);
            let range = |row: u32| format!("{}{row}:{}{row}", column_letters(a), column_letters(b));
            let (first, last) = (self.shift.first(row), self.shift.last(row));
            let grown = format!("{}{first}:{}{last}", column_letters(a), column_letters(b));
            more.push(grown);
            more.extend((first..=last).map(range));
        }
        if more.is_empty() {
            return Some(frame);
        }
        let mut out = String::with_capacity(frame.len());
        for token in xml::tokens(&frame)? {
            match &token {
                Token::Open(tag, _) if tag.local() == "mergeCells" && !tag.empty => {
                    let mut tag = tag.clone();
                    // Optional, and no longer true.
                    tag.remove("count");
                    tag.write(&mut out);
                }
                Token::Open(tag, raw) if tag.local() == "mergeCell" => {
                    let range = tag.get("ref").unwrap_or_default();
                    let Some(at) = more.iter().position(|r| *r == range) else {
                        out.push_str(raw);
                        continue;
                    };
                    for range in more[at + 1..].iter().take_while(|r| is_one_row(r)) {
                        let mut one = tag.clone();
                        one.set("ref", range);
                        one.write(&mut out);
                    }
                }
                other => out.push_str(other.raw()),
            }
        }
        Some(out)
    }

    /// Goes through the rows up to the end of the sheet's data, and gives its closing tag.
    fn rows<'x>(
        &self,
        tokens: &mut impl Iterator<Item = Token<'x>>,
        out: &mut String,
    ) -> Option<&'x str> {
        let mut last = 0u32;
        loop {
            match tokens.next()? {
                Token::Close(name, raw) if name == "sheetData" => return Some(raw),
                Token::Open(tag, _) if tag.local() == "row" => {
                    let number = match tag.get("r") {
                        Some(r) => r.trim().parse().ok()?,
                        None => last + 1,
                    };
                    last = number;
                    let row = if tag.empty {
                        Row {
                            tag,
                            cells: Vec::new(),
                            rest: Vec::new(),
                        }
                    } else {
                        read_row(tag, tokens)?
                    };
                    self.row(number, &row, out)?;
                }
                other => out.push_str(other.raw()),
            }
        }
    }

    /// The rows that a row becomes.
    fn row(&self, number: u32, row: &Row<'_>, out: &mut String) -> Option<()> {
        let none = [BTreeMap::new()];
        let header = [self
            .plan
            .added
            .iter()
            .map(|a| (a.column, a.header.clone()))
            .collect::<BTreeMap<_, _>>()];
        let rows = match self.plan.rows.get(&number) {
            Some(rows) => rows.as_slice(),
            None if number == self.grid.header_row => &header,
            None => &none,
        };
        for (copy, edits) in (0u32..).zip(rows) {
            let at = self.shift.first(number) + copy;
            let mut tag = row.tag.clone();
            tag.set("r", &at.to_string());
            if !self.plan.added.is_empty() {
                tag.remove("spans");
            }
            tag.empty = false;
            let name = format!("</{}>", tag.name);
            tag.write(out);
            self.cells(number, at, copy, row, edits, out)?;
            for token in &row.rest {
                out.push_str(token.raw());
            }
            out.push_str(&name);
        }
        Some(())
    }

    fn cells(
        &self,
        number: u32,
        at: u32,
        copy: u32,
        row: &Row<'_>,
        edits: &BTreeMap<usize, String>,
        out: &mut String,
    ) -> Option<()> {
        let style = |column: usize| {
            let cell = row.cells.iter().find(|c| c.column == column);
            cell.and_then(|c| c.tag.get("s"))
        };
        let own = style(self.grid.name_column);
        let mut columns: BTreeMap<usize, Option<&Cell<'_>>> =
            edits.keys().map(|c| (*c, None)).collect();
        columns.extend(row.cells.iter().map(|c| (c.column, Some(c))));
        // A new column is ruled like the list, down to its end.
        if number >= self.grid.first && self.grid.rows.contains_key(&number) {
            for added in &self.plan.added {
                columns.entry(added.column).or_insert(None);
            }
        }
        for (column, cell) in columns {
            let place = format!("{}{at}", column_letters(column));
            let mut tag = match cell {
                Some(cell) => cell.tag.clone(),
                None => {
                    let mut tag = Tag::element(format!("{}c", row.tag.prefix()));
                    tag.set("r", &place);
                    if let Some(style) = &own {
                        tag.set("s", style);
                    }
                    tag
                }
            };
            tag.set("r", &place);
            match (edits.get(&column), cell) {
                (Some(text), _) => self.text_cell(tag, text, out),
                (None, Some(cell)) if copy > 0 && self.grid.is_tall(number, column) => {
                    blank(&cell.tag, &place, out);
                }
                (None, Some(cell)) => self.old_cell(tag, cell, copy, out)?,
                (None, None) => tag.write(out),
            }
        }
        Some(())
    }

    fn text_cell(&self, mut tag: Tag, text: &str, out: &mut String) {
        let prefix = tag.prefix().to_owned();
        tag.empty = false;
        for attribute in ["t", "cm", "vm"] {
            tag.remove(attribute);
        }
        // A count is a number, as the other cells of its column are; codes stay texts.
        let count = text.len() <= 3 && !text.starts_with('0');
        let body = if count && !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
            format!("<{prefix}v>{text}</{prefix}v>")
        } else {
            tag.set("t", "inlineStr");
            let text = xml::escaped(text);
            format!("<{prefix}is><{prefix}t xml:space=\"preserve\">{text}</{prefix}t></{prefix}is>")
        };
        tag.write(out);
        out.push_str(&body);
        out.push_str(&format!("</{prefix}c>"));
    }

    /// A cell as it was, its formula moved along. Formulas that are shared between cells count from one of
    /// them, so that rows put in would change the others: such cells keep their values only.
    fn old_cell(&self, tag: Tag, cell: &Cell<'_>, copy: u32, out: &mut String) -> Option<()> {
        tag.write(out);
        if self.shift.is_empty() {
            cell.inner.iter().for_each(|t| out.push_str(t.raw()));
            return Some(());
        }
        let mut tokens = cell.inner.iter();
        while let Some(token) = tokens.next() {
            let Token::Open(formula, raw) = token else {
                out.push_str(token.raw());
                continue;
            };
            if formula.local() != "f" {
                out.push_str(raw);
                continue;
            }
            let mut text = String::new();
            let mut close = "";
            if !formula.empty {
                for token in tokens.by_ref() {
                    if let Token::Close(_, raw) = token {
                        close = raw;
                        break;
                    }
                    text.push_str(token.raw());
                }
            }
            if copy > 0 || formula.get("t").as_deref() == Some("shared") {
                continue;
            }
            let mut formula = formula.clone();
            if let Some(range) = formula.get("ref") {
                formula.set("ref", &self.shift.references(&range));
            }
            formula.write(out);
            let moved = xml::plain(&text).map(|t| self.shift.formula(&t, true, &self.grid.name));
            out.push_str(&xml::escaped(&moved?));
            out.push_str(close);
        }
        Some(())
    }
}

/// Where the rows begin, in bytes; goes on to there.
fn open_data<'x>(tokens: &mut impl Iterator<Item = Token<'x>>) -> Option<usize> {
    let mut at = 0;
    for token in tokens {
        at += token.raw().len();
        if let Token::Open(tag, _) = &token
            && tag.local() == "sheetData"
        {
            return (!tag.empty).then_some(at);
        }
    }
    None
}

fn blank(tag: &Tag, place: &str, out: &mut String) {
    let mut blank = Tag::element(tag.name.clone());
    blank.set("r", place);
    if let Some(style) = tag.get("s") {
        blank.set("s", &style);
    }
    blank.write(out);
}

fn is_one_row(range: &str) -> bool {
    let digits = |t: &str| -> String { t.chars().filter(char::is_ascii_digit).collect() };
    range
        .split_once(':')
        .is_some_and(|(a, b)| digits(a) == digits(b))
}

fn read_row<'x>(tag: Tag, tokens: &mut impl Iterator<Item = Token<'x>>) -> Option<Row<'x>> {
    let mut row = Row {
        tag,
        cells: Vec::new(),
        rest: Vec::new(),
    };
    let mut next = 0usize;
    loop {
        match tokens.next()? {
            Token::Close(name, _) if name == "row" => return Some(row),
            Token::Open(tag, _) if tag.local() == "c" => {
                let column = match tag.get("r") {
                    Some(r) => column_of(&r)?,
                    None => next,
                };
                next = column + 1;
                let mut inner = Vec::new();
                if !tag.empty {
                    loop {
                        let token = tokens.next()?;
                        let ends = matches!(&token, Token::Close(name, _) if name == "c");
                        inner.push(token);
                        if ends {
                            break;
                        }
                    }
                }
                row.cells.push(Cell { column, tag, inner });
            }
            other => row.rest.push(other),
        }
    }
}

/// The column of a cell's place, from 0.
fn column_of(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic);
    let number = letters.take(3).fold(0usize, |n, b| {
        n * 26 + usize::from(b.to_ascii_uppercase() - b'A') + 1
    });
    number.checked_sub(1)
}
