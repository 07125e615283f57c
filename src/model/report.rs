//! What intake says about a file it has read.

use serde::Serialize;

/// One input file: how it was read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct InputReport {
    /// The path below the common folder of the arguments.
    #[serde(rename = "文件")]
    pub file: String,
    /// SHA-256 of the bytes, lower-case hexadecimal.
    #[serde(rename = "SHA-256")]
    pub sha256: String,
    /// `CSV`, `TSV`, `XLSX`, `XLS`, with the delimiter where there is one.
    #[serde(rename = "格式")]
    pub format: String,
    /// The encoding and how it was found, e.g. `GB18030（推断）`; empty for workbooks.
    #[serde(rename = "编码")]
    pub encoding: String,
    /// The sheets read; one with an empty name for CSV and TSV.
    #[serde(rename = "工作表")]
    pub sheets: Vec<SheetReport>,
}

/// One sheet of an input file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct SheetReport {
    /// The sheet's name; empty for CSV and TSV.
    #[serde(rename = "名称")]
    pub name: String,
    /// The row of the header as the user sees it; 0 where there is none.
    #[serde(rename = "表头行")]
    pub header_row: u32,
    /// Records given: rows and excluded rows together.
    #[serde(rename = "读入行数")]
    pub rows: u64,
    /// Known columns: field and header as written.
    #[serde(rename = "识别的列")]
    pub columns: Vec<(super::Field, String)>,
    /// Things a person should know: an undecidable code set, a skipped sheet, unknown columns, a cap that was met.
    #[serde(rename = "说明", skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<String>,
    /// Those of the notes that say of something that it was not read.
    #[serde(skip)]
    pub unread: Vec<String>,
}

impl SheetReport {
    /// Notes that something was not read.
    pub fn leaves_out(&mut self, notes: impl IntoIterator<Item = String>) {
        for note in notes {
            self.unread.push(note.clone());
            self.notes.push(note);
        }
    }
}
