//! An earlier catalogue, read back from `catalog.csv` or its sheet in the workbook.

use rustc_hash::FxHashMap;

use super::LIST_MARK;
use super::codes::parse_code;
use crate::model::{Counts, Sheet, SourceType, Standard, State};

/// Why an earlier catalogue or a file of decisions cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum CatalogError {
    /// The file has no sheet with the columns of a catalogue.
    #[error(
        "{file}：没有找到标准材料目录（需要“标准编码”“标准名称”两列）。请给出 guiyi run 产出的 catalog.csv 或归一成果.xlsx"
    )]
    NotACatalogue {
        /// The file.
        file: String,
    },
    /// A line of the catalogue is wrong.
    #[error("{file} 第 {row} 行：{what}。请改正后重新运行")]
    Line {
        /// File, and sheet.
        file: String,
        /// Row as the user sees it.
        row: u32,
        /// What is wrong.
        what: String,
    },
    /// The file has no sheet with the columns of a pending list.
    #[error(
        "{file}：没有找到待确认清单（需要“核心名称”“结论”两列）。请给出填好的 pending.csv 或归一成果.xlsx"
    )]
    NotPending {
        /// The file.
        file: String,
    },
}

/// Reads an earlier catalogue. Its codes, names and states are kept as they stand.
///
/// # Errors
///
/// If no sheet is a catalogue, or a line has no name, a code that is none of ours, or a code or a
/// name that stands twice.
pub fn read_baseline(file: &str, sheets: &[Sheet]) -> Result<Vec<Standard>, CatalogError> {
    // A long catalogue goes on from sheet to sheet of the workbook; each has the header.
    let mut standards = Vec::new();
    let mut found = false;
    let (mut codes, mut names) = (FxHashMap::default(), FxHashMap::default());
    for sheet in sheets {
        let (Some(code), Some(name), Some(_)) = (
            sheet.column("标准编码"),
            sheet.column("标准名称"),
            sheet.column("状态"),
        ) else {
            continue;
        };
        found = true;
        for (row, cells) in &sheet.rows {
            let wrong = |what: String| CatalogError::Line {
                file: sheet.label.clone(),
                row: *row,
                what,
            };
            if cells.iter().all(|c| c.trim().is_empty()) {
                continue;
            }
            let standard = read_line(sheet, cells, code, name).map_err(&wrong)?;
            if let Some(first) = codes.insert(standard.code.clone(), *row) {
                return Err(wrong(format!(
                    "标准编码 {} 与第 {first} 行重复",
                    standard.code
                )));
            }
            if let Some(first) = names.insert(standard.name.clone(), *row) {
                return Err(wrong(format!(
                    "标准名称“{}”与第 {first} 行重复",
                    standard.name
                )));
            }
            standards.push(standard);
        }
    }
    if !found {
        return Err(CatalogError::NotACatalogue {
            file: file.to_owned(),
        });
    }
    standards.sort_by(|a, b| a.code.cmp(&b.code));
    Ok(standards)
}

fn read_line(
    sheet: &Sheet,
    cells: &[String],
    code: usize,
    name: usize,
) -> Result<Standard, String> {
    let text = |header: &str| sheet.cell(cells, sheet.column(header)).to_owned();
    let list = |header: &str| -> Vec<String> {
        text(header)
            .split(LIST_MARK)
            .map(str::trim)
            .filter(|s| !s.is_empty())
            .map(str::to_owned)
            .collect()
    };
    let (code, name) = (sheet.cell(cells, Some(code)), sheet.cell(cells, Some(name)));
    if name.is_empty() {
        return Err("标准名称为空".to_owned());
    }
    if parse_code(code).is_none() {
        return Err(format!("标准编码“{code}”不是 CL 加六位数字"));
    }
    let state = match text("状态").as_str() {
        "" => State::Current,
        word => {
            State::from_word(word).ok_or_else(|| format!("状态“{word}”应为现行、草案或停用"))?
        }
    };
    let source_type = match text("来源类型").as_str() {
        "" => None,
        word => Some(SourceType::from_word(word).ok_or_else(|| {
            format!("来源类型“{word}”应为政府部门核发、申请人自备或第三方机构出具")
        })?),
    };
    Ok(Standard {
        code: code.to_owned(),
        name: name.to_owned(),
        source_type,
        type_reason: text("类型依据"),
        issuer: text("核发或出具单位"),
        aliases: list("别名"),
        apart: list("不可归并"),
        state,
        replaced_by: text("替代为"),
        broad: text("泛称"),
        counts: Counts::default(),
    })
}
