//! The ledger: every row that was read, in input order, with its texts held once.
//!
//! A row takes some forty bytes here however long its cells are; so a province's millions of rows
//! fit, and only distinct names are worked on.

use super::intern::Interner;
use crate::model::{Exclusion, Field, Record, Row};

/// A row by the numbers of its texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RowRecord {
    /// Position among all records read, from 0.
    pub order: u32,
    /// File, by [`Ledger::texts`].
    pub file: u32,
    /// Sheet.
    pub sheet: u32,
    /// Row as the user sees it.
    pub row: u32,
    /// Raw name, by [`Ledger::names`].
    pub name: u32,
    /// Department.
    pub department: u32,
    /// Item code.
    pub item_code: u32,
    /// Item name.
    pub item_name: u32,
    /// Situation.
    pub situation: u32,
    /// Declared channel.
    pub channel: u32,
    /// Declared issuer.
    pub issued_by: u32,
    /// For how many rows of the departments' it stands.
    pub times: u32,
}

/// A position in a ledger.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Mark {
    rows: usize,
    excluded: usize,
    names: usize,
}

/// All records read, in input order.
#[derive(Clone, Debug, Default)]
pub struct Ledger {
    /// Texts of all columns but the name.
    pub texts: Interner,
    /// Distinct raw names.
    pub names: Interner,
    /// The rows.
    pub rows: Vec<RowRecord>,
    /// What intake excluded, with its position among all records.
    pub excluded: Vec<(u32, Exclusion)>,
}

impl Ledger {
    /// Takes in a record.
    pub fn add(&mut self, record: Record) {
        let order = self.read() as u32;
        match record {
            Record::Excluded(exclusion) => self.excluded.push((order, exclusion)),
            Record::Row(row) => self.add_row(order, &row),
        }
    }

    /// The present end, to go back to.
    pub fn mark(&self) -> Mark {
        Mark {
            rows: self.rows.len(),
            excluded: self.excluded.len(),
            names: self.names.len(),
        }
    }

    /// Forgets all records after a mark.
    pub fn back_to(&mut self, mark: Mark) {
        self.rows.truncate(mark.rows);
        self.excluded.truncate(mark.excluded);
        self.names.truncate(mark.names);
    }

    fn add_row(&mut self, order: u32, row: &Row) {
        let name = self.names.id(&row.name);
        let mut text = |field| self.texts.id(row.get(field));
        let department = text(Field::Department);
        let item_code = text(Field::ItemCode);
        let item_name = text(Field::ItemName);
        let situation = text(Field::Situation);
        let channel = text(Field::Channel);
        let issued_by = text(Field::IssuedBy);
        let (file, sheet) = (
            self.texts.id(&row.place.file),
            self.texts.id(&row.place.sheet),
        );
        self.rows.push(RowRecord {
            order,
            file,
            sheet,
            row: row.place.row,
            name,
            department,
            item_code,
            item_name,
            situation,
            channel,
            issued_by,
            times: row.times(),
        });
    }

    /// Records read: rows and excluded rows together.
    pub fn read(&self) -> u64 {
        (self.rows.len() + self.excluded.len()) as u64
    }

    /// Rows of each distinct name, by the name's number; a row that stands for several counts as them.
    pub fn rows_of_names(&self) -> Vec<u64> {
        let mut rows = vec![0u64; self.names.len()];
        for row in &self.rows {
            rows[row.name as usize] += u64::from(row.times);
        }
        rows
    }
}
