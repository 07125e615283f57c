//! Findings as a table that Excel and WPS open: UTF-8 with BOM, CR LF.

use std::io::{self, Write};
use std::path::Path;

use super::Report;
use crate::output::tables::{FindingLine, FindingTable};
use crate::output::{OutputError, csv};

/// Writes it.
pub fn write(report: &Report, to: &mut dyn Write) -> io::Result<()> {
    let table = FindingTable::new(|each| {
        report.findings.iter().try_for_each(|f| {
            each(FindingLine {
                rule: f.rule.as_str().into(),
                level: f.severity.word().into(),
                file: f.file.as_str().into(),
                sheet: f.sheet.as_str().into(),
                row: f.row.into(),
                column: f.column.as_str().into(),
                text: f.text.as_str().into(),
                start: u64::from(f.span[0]) + 1,
                end: f.span[1].into(),
                message: f.message.as_str().into(),
                suggestion: f.suggestion.as_str().into(),
            })
        })
    });
    let written = csv::write(&table, to, Path::new(""));
    // Where it is written to, only the caller knows.
    written.map(|_| ()).map_err(|error| match error {
        OutputError::DiskFull { source, .. }
        | OutputError::NoPermission { source, .. }
        | OutputError::Io { source, .. } => source,
        other => io::Error::other(other),
    })
}
