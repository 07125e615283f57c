//! Exceptions that somebody answers for: findings that `guiyi.toml` puts aside, with a reason and mostly
//! with an end. One past its end or without use is a finding itself.

use std::path::Path;

use globset::{GlobBuilder, GlobMatcher};
use jiff::civil::Date;

use super::finding::{Context, Finding, Report};
use super::place;
use super::rule::Asked;

/// The rule of exceptions past their end.
const EXPIRED: &str = "C91";
/// The rule of exceptions without use.
const UNUSED: &str = "C92";

/// Whether a rule is about the exceptions themselves: nothing excepts from it.
pub(super) fn is_about_exceptions(rule: &str) -> bool {
    [EXPIRED, UNUSED].contains(&rule)
}

/// An exception as it is written down.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Written {
    /// The line of `guiyi.toml` on which it begins, from 1.
    pub line: u32,
    /// A rule; all if there is none.
    pub rule: Option<String>,
    /// A pattern for files, from the folder of `guiyi.toml`; one without `/` is for the file's name in any
    /// folder. All files if there is none.
    pub path: Option<String>,
    /// A sheet.
    pub sheet: Option<String>,
    /// A column's header.
    pub column: Option<String>,
    /// One row, as a spreadsheet shows it.
    pub row: Option<u32>,
    /// The whole text of a cell.
    pub text: Option<String>,
    /// Why; never blank.
    pub reason: String,
    /// The last day, in China (UTC+8).
    pub until: Option<Date>,
}

/// What is wrong with an exception.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum SuppressError {
    /// It would put everything aside.
    #[error("例外要写明 rule（规则编号）或 path（文件），不能什么都不查")]
    Everything,
    /// No reason.
    #[error("例外的 reason（理由）是空的，请写明为什么不查、谁定的")]
    NoReason,
    /// One cell without its file.
    #[error("只针对一格的例外（写了 row 或 text）要写明 path（哪个文件）")]
    NoFile,
    /// One cell without an end.
    #[error(
        "只针对一格的例外（写了 row 或 text）要写明 until（到哪天为止），如 until = \"2027-06-30\""
    )]
    NoEnd,
    /// A pattern that is none.
    #[error(
        "path “{0}”的写法不对：* 是任意几个字（不含 /），** 是任意几层目录，? 是一个字，方括号要成对"
    )]
    Path(String),
}

/// An exception, ready to be asked.
#[derive(Clone, Debug)]
pub struct Suppression {
    written: Written,
    pattern: Option<GlobMatcher>,
}

impl Suppression {
    /// Checks an exception.
    ///
    /// # Errors
    /// If it says too much or too little, or its pattern is none.
    pub fn new(written: Written) -> Result<Self, SuppressError> {
        let one_cell = written.row.is_some() || written.text.is_some();
        if written.reason.trim().is_empty() {
            return Err(SuppressError::NoReason);
        }
        if one_cell && written.path.is_none() {
            return Err(SuppressError::NoFile);
        }
        if one_cell && written.until.is_none() {
            return Err(SuppressError::NoEnd);
        }
        if written.rule.is_none() && written.path.is_none() {
            return Err(SuppressError::Everything);
        }
        let pattern = match &written.path {
            None => None,
            Some(path) => Some(
                GlobBuilder::new(path)
                    .literal_separator(true)
                    .build()
                    .map_err(|_| SuppressError::Path(path.clone()))?
                    .compile_matcher(),
            ),
        };
        Ok(Self { written, pattern })
    }

    /// The rule that it is about; none for all.
    pub fn rule(&self) -> Option<&str> {
        self.written.rule.as_deref()
    }

    fn expired(&self, today: Date) -> bool {
        self.written.until.is_some_and(|until| until < today)
    }

    /// Whether it is about a file, which is named from the folder of `guiyi.toml`.
    fn is_of(&self, file: &str) -> bool {
        let (Some(path), Some(pattern)) = (&self.written.path, &self.pattern) else {
            return true;
        };
        let name = file.rsplit('/').next().unwrap_or(file);
        // A file's own name may hold what a pattern takes for its marks.
        path == file
            || pattern.is_match(file)
            || !path.contains('/') && (path == name || pattern.is_match(name))
    }

    fn excepts(&self, finding: &Finding, file: &str) -> bool {
        let w = &self.written;
        let said = |wanted: &Option<String>, found: &str| {
            wanted.as_ref().is_none_or(|w| w.trim() == found.trim())
        };
        said(&w.rule, &finding.rule)
            && said(&w.sheet, &finding.sheet)
            && said(&w.column, &finding.column)
            && said(&w.text, &finding.text)
            && w.row.is_none_or(|row| row == finding.row)
            && self.is_of(file)
    }

    /// What it is about, for a message.
    fn shown(&self) -> String {
        let w = &self.written;
        let mut parts: Vec<String> = w.rule.iter().cloned().collect();
        parts.extend(w.path.iter().cloned());
        parts.extend(w.sheet.iter().map(|s| format!("［{s}］")));
        parts.extend(w.row.map(|row| format!("第 {row} 行")));
        parts.extend(w.column.iter().cloned());
        parts.extend(w.text.iter().map(|t| format!("“{}”", t.replace('\n', "⏎"))));
        parts.join(" ")
    }

    fn finding(&self, config: &str, rule: &str, asked: &Asked<'_>, message: String) -> Finding {
        Finding {
            file: config.to_owned(),
            sheet: String::new(),
            row: self.written.line,
            column: String::new(),
            span: [0, 0],
            rule: rule.to_owned(),
            severity: asked.level(rule),
            text: String::new(),
            message,
            suggestion: String::new(),
            context: Context {
                department: config.to_owned(),
                ..Context::default()
            },
        }
    }
}

/// Puts aside what is excepted, and adds findings about exceptions that are past their end or, where
/// their files were checked and their rules asked, excepted nothing. `config` is the path of `guiyi.toml`.
pub fn apply(
    suppressions: &[Suppression],
    config: &Path,
    today: Date,
    asked: &Asked<'_>,
    report: &mut Report,
) {
    let folder = config.parent().unwrap_or(Path::new(""));
    let mut used = vec![false; suppressions.len()];
    let before = report.findings.len();
    report.findings.retain(|finding| {
        let file = place::below(folder, &finding.file);
        let mut excepted = false;
        for (used, one) in used.iter_mut().zip(suppressions) {
            if !one.expired(today) && one.excepts(finding, &file) {
                *used = true;
                excepted = true;
            }
        }
        !excepted
    });
    report.aside.excepted += before - report.findings.len();
    let files: Vec<String> = report
        .files
        .iter()
        .map(|f| place::below(folder, f))
        .collect();
    let config = place::label(config);
    let mut add = |one: &Suppression, rule: &str, message: String| {
        if asked.wants(rule) {
            let finding = one.finding(&config, rule, asked, message);
            report.findings.push(finding);
        }
    };
    for (one, used) in suppressions.iter().zip(used) {
        let (shown, reason) = (one.shown(), one.written.reason.trim());
        if let Some(until) = one.written.until.filter(|_| one.expired(today)) {
            let message = format!(
                "例外（{shown}，理由：{reason}）到 {until} 为止，已经过期，不再起作用：改好清单后删去，或重新定下理由和日期"
            );
            add(one, EXPIRED, message);
        } else if !used
            && files.iter().any(|f| one.is_of(f))
            && one.written.rule.as_ref().is_none_or(|id| asked.wants(id))
        {
            let message =
                format!("例外（{shown}，理由：{reason}）没有用到：已经改好的删去，写错的改正");
            add(one, UNUSED, message);
        }
    }
    report.findings.sort();
}
