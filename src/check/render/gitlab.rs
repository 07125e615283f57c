//! GitLab's code quality report.

use std::io::{self, Write};

use rustc_hash::FxHashMap;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::{Report, advice, json_text, place};
use crate::check::Level;

/// Writes it.
pub fn write(report: &Report, to: &mut dyn Write) -> io::Result<()> {
    let mut seen: FxHashMap<String, u32> = FxHashMap::default();
    let issues: Vec<Value> = report
        .findings
        .iter()
        .map(|f| {
            let severity = match f.severity {
                Level::Error => "major",
                Level::Warning => "minor",
                Level::Info => "info",
            };
            // Of what is wrong and not of where: a row put in above must not make all findings new.
            let what = format!(
                "{}\n{}\n{}\n{}\n{}",
                f.rule, f.file, f.sheet, f.text, f.message
            );
            let nth = seen.entry(what.clone()).or_default();
            *nth += 1;
            let hash = Sha256::digest(format!("{what}\n{nth}"));
            let fingerprint: String = hash.iter().map(|b| format!("{b:02x}")).collect();
            json!({
                "description": format!("{}：{}", place(f), advice(f)),
                "check_name": f.rule,
                "fingerprint": fingerprint,
                "severity": severity,
                "location": { "path": f.file, "lines": { "begin": f.row.max(1) } },
            })
        })
        .collect();
    json_text(&Value::Array(issues), to)
}
