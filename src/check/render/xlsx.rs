//! 问题清单: a workbook to hand out, a sheet for each department, with columns for its answer. The first
//! sheet counts by level, by rule and by department; each of the three adds up to all findings.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use super::{Finding, Report};
use crate::check::{Level, rule};
use crate::dictionary::Dictionary;
use crate::output::OutputError;
use crate::output::table::{Cell, Column, Each, Table};
use crate::output::tables::{IssueLine, IssueTable};
use crate::output::xlsx::{self, SUMMARY_TITLE, SummaryLine};

/// What a sheet's name may hold, in UTF-16 units: Excel takes 31, and a department's further sheets are
/// numbered behind it.
const TITLE: usize = 20;

/// Writes the workbook to a new file. `deadline` is what stands in 整改期限; blank for none.
///
/// # Errors
/// If it cannot be written.
pub fn write_file(
    report: &Report,
    dictionary: &Dictionary,
    deadline: &str,
    path: &Path,
) -> Result<(), OutputError> {
    let mut departments: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for f in &report.findings {
        departments
            .entry(&f.context.department)
            .or_default()
            .push(f);
    }
    let mut taken: BTreeSet<String> = [SUMMARY_TITLE, "history"].map(str::to_owned).into();
    let mut sheets: Vec<Issues<'_>> = departments
        .iter()
        .map(|(department, findings)| Issues {
            title: title(department, &mut taken),
            findings,
            dictionary,
            deadline,
        })
        .collect();
    if sheets.is_empty() {
        // A workbook with nothing but a summary would be taken for a list, when it lies among lists.
        sheets.push(Issues {
            title: title("问题清单", &mut taken),
            findings: &[],
            dictionary,
            deadline,
        });
    }
    let summary = summary(report, dictionary, &departments);
    let lines: Vec<SummaryLine<'_>> = summary
        .iter()
        .map(|(label, cell)| (label.as_str(), cell.borrowed()))
        .collect();
    let tables: Vec<&dyn Table> = sheets.iter().map(|s| s as &dyn Table).collect();
    xlsx::write_file(path, &lines, &tables)
}

/// A sheet's name for a department: valid, and like no other one whatever their case. Excel forbids
/// `[]:*?/\`, control characters and an apostrophe at either end; `(2)` is for a table's second sheet.
fn title(department: &str, taken: &mut BTreeSet<String>) -> String {
    let valid: String = department
        .chars()
        .map(|c| match c {
            '(' => '（',
            ')' => '）',
            '[' | ']' | ':' | '*' | '?' | '/' | '\\' | '\'' => '_',
            c if c.is_control() => '_',
            c => c,
        })
        .collect();
    let valid = match valid.trim() {
        "" => "未写部门",
        text => text,
    };
    for n in 1.. {
        let mark = if n == 1 {
            String::new()
        } else {
            format!("_{n}")
        };
        let mut room = TITLE - mark.len();
        let kept = valid.chars().take_while(|c| {
            let fits = c.len_utf16() <= room;
            room = room.saturating_sub(c.len_utf16());
            fits
        });
        let title = kept.collect::<String>() + &mark;
        if taken.insert(title.to_lowercase()) {
            return title;
        }
    }
    unreachable!("one of endlessly many numbers is free")
}

/// The lines of the first sheet.
fn summary(
    report: &Report,
    dictionary: &Dictionary,
    departments: &BTreeMap<&str, Vec<&Finding>>,
) -> Vec<(String, Cell<'static>)> {
    let count = |n: usize| Cell::Count(n as u64);
    let heading = |text: &str| (text.to_owned(), Cell::Blank);
    let mut lines = vec![
        heading("合计"),
        ("清单".to_owned(), count(report.files.len())),
        ("行".to_owned(), Cell::Count(report.rows)),
        ("问题".to_owned(), count(report.findings.len())),
        heading("按级别"),
    ];
    for level in [Level::Error, Level::Warning, Level::Info] {
        lines.push((level.word().to_owned(), count(report.count(level))));
    }
    lines.push(heading("按规则"));
    let mut rules: BTreeMap<(&str, Level), usize> = BTreeMap::new();
    for f in &report.findings {
        *rules.entry((&f.rule, f.severity)).or_default() += 1;
    }
    for ((id, level), n) in rules {
        let label = format!("{}（{}）", named(dictionary, id), level.word());
        lines.push((label, count(n)));
    }
    lines.push(heading("按部门"));
    for (department, findings) in departments {
        let department = match department.trim() {
            "" => "未写部门",
            text => text,
        };
        lines.push((department.to_owned(), count(findings.len())));
    }
    let aside = report.aside;
    if aside != Default::default() {
        lines.push(heading("没有列出"));
        lines.push(("基线里已知的".to_owned(), count(aside.known)));
        lines.push(("guiyi.toml 里写明例外的".to_owned(), count(aside.excepted)));
    }
    lines
}

/// A rule's id with its name.
fn named(dictionary: &Dictionary, id: &str) -> String {
    let name = rule::find(dictionary, id).map_or("", |line| line.name.as_str());
    format!("{id} {name}").trim_end().to_owned()
}

/// A department's findings.
struct Issues<'a> {
    title: String,
    findings: &'a [&'a Finding],
    dictionary: &'a Dictionary,
    deadline: &'a str,
}

impl Table for Issues<'_> {
    fn stem(&self) -> &str {
        "findings"
    }

    fn title(&self) -> &str {
        &self.title
    }

    fn columns(&self) -> &[Column] {
        crate::output::tables::ISSUES
    }

    fn wrapped(&self) -> bool {
        true
    }

    fn whole(&self) -> String {
        "原文件，或另写的 CSV（--output 问题.csv）".to_owned()
    }

    fn rows(&self, each: &mut Each<'_>) -> Result<(), OutputError> {
        let table = IssueTable::new(|each| {
            (1..).zip(self.findings).try_for_each(|(number, f)| {
                each(IssueLine {
                    number,
                    file: f.file.as_str().into(),
                    sheet: f.sheet.as_str().into(),
                    row: f.row.into(),
                    column: f.column.as_str().into(),
                    rule: named(self.dictionary, &f.rule).into(),
                    level: f.severity.word().into(),
                    text: f.text.as_str().into(),
                    message: f.message.as_str().into(),
                    suggestion: f.suggestion.as_str().into(),
                    deadline: self.deadline.into(),
                    ..IssueLine::default()
                })
            })
        });
        table.rows(each)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sheet_names_are_valid_and_unlike() {
        let mut taken: BTreeSet<String> = [SUMMARY_TITLE.to_owned()].into();
        let long = "𠮷".repeat(40);
        for (department, expected) in [
            ("公安局", "公安局"),
            ("汇总", "汇总_2"),
            ("A/B[C]", "A_B_C_"),
            ("a/b[c]", "a_b_c__2"),
            ("民政局(2)", "民政局（2）"),
            ("", "未写部门"),
            (long.as_str(), &*"𠮷".repeat(10)),
        ] {
            assert_eq!(title(department, &mut taken), expected);
        }
        assert_eq!(title(&long, &mut taken), "𠮷".repeat(9) + "_2");
    }
}
