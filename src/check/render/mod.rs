//! One module for each format that findings are written in.

pub mod csv;
pub mod github;
pub mod gitlab;
pub mod human;
pub mod json;
pub mod junit;
pub mod sarif;
pub mod xlsx;

use std::io::{self, Write};

use super::finding::{Finding, Report};
use crate::dictionary::Dictionary;

/// A format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// For people, at a terminal.
    Human,
    /// Our own JSON.
    Json,
    /// A table.
    Csv,
    /// Workflow commands of GitHub Actions.
    Github,
    /// A code quality report of GitLab.
    Gitlab,
    /// SARIF 2.1.0.
    Sarif,
    /// JUnit XML.
    Junit,
}

/// Writes a report.
///
/// # Errors
/// If the writer fails.
pub fn write(
    format: Format,
    report: &Report,
    dictionary: &Dictionary,
    to: &mut dyn Write,
) -> io::Result<()> {
    match format {
        Format::Human => human::write(report, to),
        Format::Json => json::write(report, to),
        Format::Csv => csv::write(report, to),
        Format::Github => github::write(report, to),
        Format::Gitlab => gitlab::write(report, to),
        Format::Sarif => sarif::write(report, dictionary, to),
        Format::Junit => junit::write(report, to),
    }
}

/// A finding's place for a person.
fn place(f: &Finding) -> String {
    let sheet = if f.sheet.is_empty() {
        String::new()
    } else {
        format!("［{}］", f.sheet)
    };
    let column = if f.column.is_empty() {
        String::new()
    } else {
        format!(" {}", f.column)
    };
    let row = if f.row == 0 {
        String::new()
    } else {
        format!("第 {} 行", f.row)
    };
    format!("{sheet}{row}{column}")
}

/// The message with what is proposed.
fn advice(f: &Finding) -> String {
    if f.suggestion.is_empty() {
        f.message.clone()
    } else {
        format!(
            "{}（建议：{}）",
            f.message,
            f.suggestion.replace(['\r', '\n'], " ")
        )
    }
}

/// JSON, indented, with a line end.
fn json_text(value: &serde_json::Value, to: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *to, value)?;
    writeln!(to)
}
