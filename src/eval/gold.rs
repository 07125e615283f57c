//! Reading a gold file: names with their group, source type, form and holder as people labelled them.

use std::collections::BTreeSet;
use std::path::Path;

use rustc_hash::FxHashMap;

use super::label;
use crate::intake::{self, IntakeError, RawTable};
use crate::model::SourceType;

/// The columns of a gold file, each once, in any order.
pub const COLUMNS: [&str; 7] = [
    "name",
    "standard",
    "source_type",
    "ambiguous",
    "form",
    "holder",
    "note",
];

/// Separates several values in a cell.
pub const VALUE_MARK: char = '；';

/// A labelled name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct GoldRow {
    /// The row as Excel shows it.
    pub row: u32,
    /// The raw name.
    pub name: String,
    /// Its group, see [`label`]; canonical.
    pub label: Vec<Vec<String>>,
    /// Who brings its first part into being; `None`: not scored.
    pub source_type: Option<SourceType>,
    /// Careful people disagree on the group: run, but not scored.
    pub ambiguous: bool,
    /// The forms that it states.
    pub form: BTreeSet<String>,
    /// The holders that it states.
    pub holder: BTreeSet<String>,
}

/// Why a gold file cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum GoldError {
    /// It cannot be read as a table.
    #[error(transparent)]
    Intake(#[from] IntakeError),
    /// Its header is not that of a gold file.
    #[error("{file}：表头不对，{what}。金标准的列是 {}，缺一不可，顺序不限", COLUMNS.join(","))]
    Header {
        /// The file.
        file: String,
        /// What is wrong.
        what: String,
    },
    /// A line is wrong.
    #[error("{file} 第 {row} 行：{what}。请改正后重新运行")]
    Line {
        /// The file.
        file: String,
        /// The row as Excel shows it.
        row: u32,
        /// What is wrong.
        what: String,
    },
    /// There is no line.
    #[error("{file}：只有表头，没有一行名称。请核对文件是否完整")]
    Empty {
        /// The file.
        file: String,
    },
}

/// Reads a gold file: CSV in UTF-8 with or without BOM, or whatever else an input may be.
///
/// # Errors
///
/// If it cannot be read, has not exactly the columns of a gold file, or a line is wrong: no name or
/// no group, an unknown source type, a name that stands twice. A gold is trusted, so nothing is guessed.
pub fn read_gold(path: &Path) -> Result<Vec<GoldRow>, GoldError> {
    let file = path.display().to_string();
    let tables = intake::open_tables(path, None, &|_| true)?;
    match tables.into_iter().next() {
        Some(table) => of_table(&file, &table),
        None => Err(GoldError::Empty { file }),
    }
}

fn of_table(file: &str, table: &RawTable) -> Result<Vec<GoldRow>, GoldError> {
    let places = places(&table.header).map_err(|what| GoldError::Header {
        file: file.to_owned(),
        what,
    })?;
    let mut rows = Vec::with_capacity(table.rows.len());
    let mut seen: FxHashMap<String, u32> = FxHashMap::default();
    for (number, cells) in &table.rows {
        let wrong = |what: String| GoldError::Line {
            file: file.to_owned(),
            row: *number,
            what,
        };
        let row = of_cells(*number, cells, &places).map_err(wrong)?;
        if let Some(first) = seen.insert(row.name.clone(), *number) {
            return Err(wrong(format!(
                "名称“{}”与第 {first} 行相同，每个名称只能有一行",
                row.name
            )));
        }
        rows.push(row);
    }
    if rows.is_empty() {
        return Err(GoldError::Empty {
            file: file.to_owned(),
        });
    }
    Ok(rows)
}

/// Where each of [`COLUMNS`] stands, or what is wrong with the header.
fn places(header: &[String]) -> Result<[usize; 7], String> {
    let list = |names: Vec<&str>| names.join("、");
    let missing: Vec<&str> = COLUMNS
        .into_iter()
        .filter(|column| !header.iter().any(|h| h == column))
        .collect();
    let unknown: Vec<&str> = header
        .iter()
        .map(String::as_str)
        .filter(|h| !COLUMNS.contains(h))
        .map(|h| if h.is_empty() { "（空）" } else { h })
        .collect();
    let mut wrong = Vec::new();
    if !missing.is_empty() {
        wrong.push(format!("缺少 {}", list(missing)));
    }
    if !unknown.is_empty() {
        wrong.push(format!("不认识 {}", list(unknown)));
    }
    if wrong.is_empty() && header.len() > COLUMNS.len() {
        wrong.push("有重复的列".to_owned());
    }
    if !wrong.is_empty() {
        return Err(wrong.join("，"));
    }
    // Every column is there: the fallback is never taken.
    Ok(COLUMNS.map(|column| header.iter().position(|h| h == column).unwrap_or(0)))
}

fn of_cells(row: u32, cells: &[String], places: &[usize; 7]) -> Result<GoldRow, String> {
    if cells.len() != COLUMNS.len() {
        return Err(format!(
            "有 {} 格，应为 {} 格（格里有逗号时要加英文引号）",
            cells.len(),
            COLUMNS.len()
        ));
    }
    let cell = |column: usize| cells[places[column]].as_str();
    let name = cell(0).to_owned();
    if name.trim().is_empty() {
        return Err("没有名称（name）".to_owned());
    }
    let label = label::canonical(label::parse(cell(1)));
    if label.is_empty() {
        return Err(format!("“{name}”没有标准（standard）"));
    }
    let source_type = match cell(2).trim() {
        "" => None,
        word => Some(source_type(word).ok_or_else(|| {
            let codes = SourceType::ALL.iter().map(|t| code(*t));
            format!(
                "来源类型（source_type）“{word}”应为 {} 或留空",
                codes.collect::<Vec<_>>().join("、")
            )
        })?),
    };
    let ambiguous = match cell(3).trim() {
        "0" => false,
        "1" => true,
        other => return Err(format!("ambiguous 是“{other}”，应为 0 或 1")),
    };
    Ok(GoldRow {
        row,
        name,
        label,
        source_type,
        ambiguous,
        form: values(cell(4)),
        holder: values(cell(5)),
    })
}

/// The values of a cell.
pub fn values(cell: &str) -> BTreeSet<String> {
    cell.split(VALUE_MARK)
        .map(str::trim)
        .filter(|value| !value.is_empty())
        .map(str::to_owned)
        .collect()
}

/// The code of a source type in a gold file.
pub fn code(source_type: SourceType) -> &'static str {
    match source_type {
        SourceType::Government => "government",
        SourceType::Applicant => "applicant",
        SourceType::ThirdParty => "third_party",
    }
}

fn source_type(word: &str) -> Option<SourceType> {
    SourceType::ALL.iter().copied().find(|t| code(*t) == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEADER: &str = "name,standard,source_type,ambiguous,form,holder,note\n";

    fn read(text: &str) -> Result<Vec<GoldRow>, String> {
        let tables = intake::tables_of_bytes("g.csv", text.as_bytes(), None, &|_| true);
        let tables = tables.map_err(|e| e.to_string())?;
        of_table("g.csv", &tables[0]).map_err(|e| e.to_string())
    }

    fn line(line: &str) -> String {
        read(&format!("{HEADER}{line}\n")).unwrap_err()
    }

    #[test]
    fn a_row_is_read_with_bom_and_in_any_order_of_columns() {
        let rows = read(
            "\u{feff}standard,name,source_type,ambiguous,form,holder,note\r\n\
             乙 | 甲, 甲或乙 ,government,0,原件；复印件,股东,\"有,逗号\"\r\n",
        )
        .unwrap();
        let [row] = rows.as_slice() else {
            panic!("{rows:?}")
        };
        // The name is the department's, to the last space.
        assert_eq!((row.row, row.name.as_str()), (2, " 甲或乙 "));
        assert_eq!(row.label, [["乙", "甲"]]);
        assert_eq!(row.source_type, Some(SourceType::Government));
        assert_eq!(row.form, values("复印件；原件"));
        assert_eq!(row.holder.len(), 1);
        assert!(!row.ambiguous);
    }

    #[test]
    fn a_wrong_header_is_named() {
        let error = read("name,standard,source,ambiguous,form,holder,note\n甲,甲,,0,,,\n");
        let error = error.unwrap_err();
        assert!(
            error.contains("缺少 source_type，不认识 source。"),
            "{error}"
        );
        let error =
            read("name,standard,source_type,ambiguous,form,holder,note,note\n").unwrap_err();
        assert!(error.contains("有重复的列"), "{error}");
        assert!(read(HEADER).unwrap_err().contains("没有一行名称"));
    }

    #[test]
    fn a_wrong_line_is_named() {
        assert!(line("甲,甲,gov,0,,,").contains(
            "第 2 行：来源类型（source_type）“gov”应为 government、applicant、third_party"
        ));
        assert!(line("甲,甲,,,,,").contains("ambiguous 是“”"));
        assert!(line("甲,,,0,,,").contains("“甲”没有标准"));
        assert!(line(" ,甲,,0,,,").contains("没有名称"));
        assert!(line("甲,甲,,0,,").contains("有 6 格，应为 7 格"));
        assert!(line("甲,甲,,0,,,,").contains("有 8 格"));
        let twice = line("甲,甲,,0,,,\n乙,乙,,0,,,\n甲,丙,,1,,,");
        assert!(twice.contains("第 4 行：名称“甲”与第 2 行相同"), "{twice}");
    }
}
