//! GitLab's code quality report: `description`, `check_name`, `fingerprint`, `severity`, `location`.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::{Report, advice, json_text, place};
use crate::check::Level;
use crate::check::identity::fingerprints;

/// Writes it. Fingerprints are of what is wrong and not of where: a row put in above must not make
/// all findings new.
pub fn write(report: &Report, to: &mut dyn Write) -> io::Result<()> {
    let issues: Vec<Value> = report
        .findings
        .iter()
        .zip(fingerprints(&report.findings))
        .map(|(f, fingerprint)| {
            let severity = match f.severity {
                Level::Error => "major",
                Level::Warning => "minor",
                Level::Info => "info",
            };
            json!({
                "description": format!("{}：{}", place(f), advice(f)),
                "check_name": f.rule,
                "fingerprint": fingerprint,
                "severity": severity,
                "location": { "path": f.file, "lines": { "begin": f.line() } },
            })
        })
        .collect();
    json_text(&Value::Array(issues), to)
}
