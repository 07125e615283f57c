//! Files made in memory, read, and shown as lines that a test can compare.

use guiyi::dictionary::lines::{CodeLine, Entry, HeaderLine, Origin};
use guiyi::intake::{self, HeaderBook, IntakeError, Options};
use guiyi::model::{Field, InputReport, Record};

fn lines<T: serde::de::DeserializeOwned>(text: &str) -> Vec<Entry<T>> {
    let mut reader = csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .flexible(true)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    reader
        .deserialize()
        .map(|line| Entry {
            line: line.unwrap(),
            origin: Origin::default(),
        })
        .collect()
}

pub fn header_lines() -> Vec<Entry<HeaderLine>> {
    lines(include_str!("../../dictionaries/headers.csv"))
}

pub fn code_lines() -> Vec<Entry<CodeLine>> {
    lines(include_str!("../../dictionaries/code_sets.csv"))
}

pub fn book() -> HeaderBook {
    HeaderBook::new(&header_lines(), &code_lines()).unwrap()
}

/// What reading a file gives.
pub struct Given {
    pub report: InputReport,
    pub records: Vec<Record>,
}

impl Given {
    /// `row name` for a row, `row !kind` for an exclusion.
    pub fn shown(&self) -> Vec<String> {
        self.records
            .iter()
            .map(|record| match record {
                Record::Row(row) => format!("{} {}", row.place.row, row.name),
                Record::Excluded(out) => format!("{} !{}", out.place.row, out.kind),
            })
            .collect()
    }

    /// The values of a field, row by row.
    pub fn values(&self, field: Field) -> Vec<&str> {
        let rows = self.records.iter().filter_map(|record| match record {
            Record::Row(row) => Some(row.get(field)),
            Record::Excluded(_) => None,
        });
        rows.collect()
    }

    pub fn notes(&self) -> String {
        let notes: Vec<String> = self
            .report
            .sheets
            .iter()
            .flat_map(|sheet| sheet.notes.clone())
            .collect();
        notes.join("\n")
    }
}

pub fn try_read(bytes: &[u8], options: &Options) -> Result<Given, IntakeError> {
    let mut records = Vec::new();
    let report = intake::read_bytes("表.csv", bytes, options, &book(), &mut |record| {
        records.push(record);
        Ok::<(), IntakeError>(())
    })?;
    let rows: u64 = report.sheets.iter().map(|sheet| sheet.rows).sum();
    assert_eq!(rows, records.len() as u64, "every record is counted");
    Ok(Given { report, records })
}

pub fn read(bytes: impl AsRef<[u8]>) -> Given {
    try_read(bytes.as_ref(), &Options::default()).unwrap()
}

pub fn fails(bytes: impl AsRef<[u8]>) -> String {
    match try_read(bytes.as_ref(), &Options::default()) {
        Ok(given) => panic!("read: {:?}", given.shown()),
        Err(error) => error.to_string(),
    }
}

/// A workbook of one sheet with text cells; blank ones are not written.
pub fn sheet(rows: &[&[&str]]) -> Vec<u8> {
    let mut book = rust_xlsxwriter::Workbook::new();
    fill(book.add_worksheet(), rows);
    book.save_to_buffer().unwrap()
}

pub fn fill(sheet: &mut rust_xlsxwriter::Worksheet, rows: &[&[&str]]) {
    for (row, cells) in rows.iter().enumerate() {
        for (column, text) in cells
            .iter()
            .enumerate()
            .filter(|(_, text)| !text.is_empty())
        {
            sheet
                .write_string(row as u32, column as u16, *text)
                .unwrap();
        }
    }
}
