//! Codes that a spreadsheet has damaged: C45.

use std::collections::BTreeMap;

use super::OfLine;
use crate::check::lists::Line;
use crate::check::name::Fault;
use crate::intake;
use crate::model::{Field, Span};

/// The columns that hold codes.
const CODES: [Field; 3] = [Field::ItemCode, Field::MaterialCode, Field::StandardCode];

/// Excel keeps so many digits of a number and makes the others 0.
const KEPT: usize = 15;

/// A column whose values are so many at least tells how long its codes are.
const ENOUGH: usize = 3;

/// Where a code stands first, and in how many rows.
type Places<'a> = BTreeMap<&'a str, (usize, usize)>;

/// C45, once for each damaged code of a column.
pub fn check(lines: &[Line<'_>], faults: &mut Vec<OfLine>) {
    for field in CODES {
        let mut columns: BTreeMap<(usize, &str), Places<'_>> = BTreeMap::new();
        for (i, line) in lines.iter().enumerate() {
            let code = line.cell(field);
            if !code.is_empty() {
                let sheet = (line.list, &*line.row.place.sheet);
                let (_, rows) = columns
                    .entry(sheet)
                    .or_default()
                    .entry(code)
                    .or_insert((i, 0));
                *rows += 1;
            }
        }
        for codes in columns.values() {
            let length = usual_length(codes);
            for (code, (first, rows)) in codes {
                let Some(what) = damage(code, length) else {
                    continue;
                };
                let fault = Fault {
                    rule: "C45",
                    span: Span {
                        start: 0,
                        end: lines[*first].row.get(field).chars().count() as u32,
                    },
                    message: format!(
                        "编码“{code}”{what}（共 {rows} 行）：从系统重新导出，把这一列设为文本"
                    ),
                    suggestion: String::new(),
                };
                faults.push((*first, field, fault));
            }
        }
    }
}

/// The length of codes of digits, where a leading zero shows that they are kept as texts and nine of ten
/// agree on it.
fn usual_length(codes: &Places<'_>) -> Option<usize> {
    let digits: Vec<&&str> = codes.keys().filter(|c| is_number(c)).collect();
    let zero = digits.iter().find(|c| c.starts_with('0'))?;
    let agree = digits.iter().filter(|c| c.len() == zero.len()).count();
    (digits.len() > ENOUGH && agree * 10 >= digits.len() * 9).then_some(zero.len())
}

fn is_number(code: &str) -> bool {
    !code.is_empty() && code.bytes().all(|b| b.is_ascii_digit())
}

fn damage(code: &str, length: Option<usize>) -> Option<&'static str> {
    if intake::is_ruined(code) {
        return Some("成了科学记数，原来的数字已经丢失");
    }
    if !is_number(code) {
        return None;
    }
    if code.len() > KEPT && code.bytes().skip(KEPT).all(|b| b == b'0') {
        return Some("第 15 位以后全是 0，像是被表格软件截断了");
    }
    (length == Some(code.len() + 1)).then_some("比别的编码少一位，像是丢了前面的 0")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_spreadsheets_do_to_codes() {
        assert!(damage("1.1E+17", None).is_some());
        assert!(damage("110101199001010000", None).is_some());
        assert!(damage("110101199001011234", None).is_none());
        assert!(damage("1234567", Some(8)).is_some());
        assert!(damage("XK000000000000000000", None).is_none());
    }
}
