//! Where a finding stands: the file's name, the line of a text, whose list it is.

use std::path::{Component, Path, PathBuf};

use rustc_hash::FxHashMap;

use super::finding::{Context, Finding};
use crate::intake::{self, HeaderBook, Options, TextCell};
use crate::model::{Field, InputReport, Row};

impl Context {
    /// What stands around a finding of a row.
    pub(super) fn of(row: &Row) -> Self {
        let item = [Field::ItemCode, Field::ItemName].map(|f| row.get(f).trim());
        Self {
            department: row.get(Field::Department).trim().to_owned(),
            item: item
                .into_iter()
                .find(|t| !t.is_empty())
                .unwrap_or_default()
                .to_owned(),
            material: row.name.clone(),
            spots: None,
        }
    }
}

/// A file as findings name it: as given, or by the way from the working folder where it is given
/// from the root. Annotations are placed by the path from where the check was run.
pub(super) fn label(path: &Path) -> String {
    let here = std::env::current_dir().unwrap_or_default();
    let path = path.strip_prefix(&here).unwrap_or(path);
    let path = path.display().to_string().replace('\\', "/");
    path.strip_prefix("./").unwrap_or(&path).to_owned()
}

/// A file as it is called from a folder, with `/`; unchanged where it does not stand below it.
pub(super) fn below(folder: &Path, file: &str) -> String {
    let whole = |path: &Path| {
        let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let mut out = PathBuf::new();
        for part in path.components() {
            match part {
                Component::ParentDir => {
                    out.pop();
                }
                other => out.push(other),
            }
        }
        out
    };
    // The empty path is the working folder, which `absolute` refuses.
    let folder = whole(&Path::new(".").join(folder));
    match whole(Path::new(file)).strip_prefix(&folder) {
        Ok(below) => below.display().to_string().replace('\\', "/"),
        Err(_) => file.to_owned(),
    }
}

/// Where no row says whose list it is, the file does.
pub(super) fn own(findings: &mut [Finding]) {
    for f in findings {
        if f.context.department.is_empty() {
            let stem = Path::new(&f.file).file_stem().unwrap_or_default();
            f.context.department = stem.to_string_lossy().into_owned();
        }
    }
}

/// Tells of the findings of a text file on which line and where in it they stand. What a record's
/// number is to a person with a spreadsheet, the line is to an editor and to a code review; they
/// differ below a cell with a line end in it.
pub(super) fn of_texts(
    input: &InputReport,
    bytes: &[u8],
    options: &Options,
    headers: &HeaderBook,
    findings: &mut [Finding],
) {
    // Workbooks have no encoding and no lines.
    if input.encoding.is_empty() || findings.is_empty() {
        return;
    }
    let header_row = input.sheets.first().map_or(0, |s| s.header_row);
    let mut by_row: FxHashMap<u32, Vec<&mut Finding>> = FxHashMap::default();
    for finding in findings {
        by_row.entry(finding.row).or_default().push(finding);
    }
    let mut titles: Vec<String> = Vec::new();
    let read = intake::text_records(
        &input.file,
        bytes,
        options,
        headers,
        &mut |number, line, cells| {
            if number == header_row {
                titles = cells.iter().map(|c| c.text.trim().to_owned()).collect();
            }
            for finding in by_row.get_mut(&number).into_iter().flatten() {
                finding.context.spots = Some(spots(finding, line, cells, &titles));
            }
        },
    );
    // The same bytes were decoded a moment ago; were it otherwise, the row would still be told.
    debug_assert!(read.is_ok());
}

/// From where to where, if the cell is found again: by its header and text, else by its text alone.
fn spots(
    finding: &Finding,
    line: u32,
    cells: &[TextCell<'_>],
    titles: &[String],
) -> (intake::Spot, Option<intake::Spot>) {
    let [start, end] = finding.span.map(|n| n as usize);
    let text = finding.text.trim();
    let same = |cell: &&TextCell<'_>| !text.is_empty() && cell.text.trim() == text;
    let titled = cells
        .iter()
        .zip(titles)
        .find(|(cell, title)| **title == finding.column && same(cell))
        .map(|(cell, _)| cell);
    let mut alike = cells.iter().filter(same);
    let cell = titled.or_else(|| match (alike.next(), alike.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    });
    // What a finding shows of a cell may begin or end without its white space.
    let before = cell.and_then(|c| c.text.find(&finding.text).map(|at| (c, at)));
    match before {
        Some((cell, at)) if start < end => {
            let skipped = cell.text[..at].chars().count();
            let last = cell.spot(skipped + end - 1);
            let behind = intake::Spot {
                column: last.column + 1,
                ..last
            };
            (cell.spot(skipped + start), Some(behind))
        }
        _ => (intake::Spot { line, column: 1 }, None),
    }
}
