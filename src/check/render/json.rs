//! Our own JSON: version, summary, findings.

use std::io::{self, Write};

use serde_json::json;

use super::{Report, json_text};
use crate::check::Level;

/// Writes it.
pub fn write(report: &Report, to: &mut dyn Write) -> io::Result<()> {
    let findings: Vec<_> = report
        .findings
        .iter()
        .map(|f| {
            json!({
                "rule": f.rule, "severity": f.severity.id(), "file": f.file, "sheet": f.sheet, "row": f.row,
                "column": f.column, "text": f.text, "span": f.span, "message": f.message, "suggestion": f.suggestion,
            })
        })
        .collect();
    let value = json!({
        "version": env!("CARGO_PKG_VERSION"),
        "summary": {
            "rows": report.rows,
            "error": report.count(Level::Error),
            "warning": report.count(Level::Warning),
            "info": report.count(Level::Info),
        },
        "findings": findings,
    });
    json_text(&value, to)
}
