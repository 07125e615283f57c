//! SARIF 2.1.0.

use std::io::{self, Write};

use serde_json::{Value, json};

use super::{Report, advice, json_text, place};
use crate::check::Level;
use crate::dictionary::Dictionary;

/// Writes it.
pub fn write(report: &Report, dictionary: &Dictionary, to: &mut dyn Write) -> io::Result<()> {
    let mut used: Vec<&str> = report.findings.iter().map(|f| f.rule.as_str()).collect();
    used.sort_unstable();
    used.dedup();
    let rules: Vec<Value> = used
        .iter()
        .map(
            |id| match dictionary.rules.iter().rfind(|e| e.line.id == *id) {
                Some(e) => json!({
                    "id": id,
                    "name": e.line.name,
                    "shortDescription": { "text": e.line.name },
                    "help": { "text": format!("{}。依据：{}", e.line.mend, e.line.ground) },
                }),
                None => json!({ "id": id }),
            },
        )
        .collect();
    let results: Vec<Value> = report
        .findings
        .iter()
        .map(|f| {
            let level = match f.severity {
                Level::Error => "error",
                Level::Warning => "warning",
                Level::Info => "note",
            };
            json!({
                "ruleId": f.rule,
                "level": level,
                "message": { "text": advice(f) },
                "locations": [{
                    "physicalLocation": {
                        "artifactLocation": { "uri": uri(&f.file) },
                        "region": { "startLine": f.row.max(1) },
                    },
                    "logicalLocations": [{ "fullyQualifiedName": place(f) }],
                }],
            })
        })
        .collect();
    let value = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": { "name": "guiyi", "version": env!("CARGO_PKG_VERSION"), "rules": rules } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    json_text(&value, to)
}

/// A path as a relative reference (RFC 3986 §4.2).
fn uri(path: &str) -> String {
    let mut out = String::new();
    for byte in path.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}
