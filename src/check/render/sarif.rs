//! SARIF 2.1.0 (OASIS standard, 27 March 2020).
//!
//! Lines and columns are those of a text file, counted in characters (`columnKind`). Of a workbook
//! `startLine` is the row, since a code review wants a line; sheet, row and column of every finding
//! stand in its `properties`, the row being that which a spreadsheet shows.

use std::io::{self, Write};

use rustc_hash::FxHashMap;
use serde_json::{Value, json};

use super::{Finding, Report, advice, json_text, place};
use crate::check::identity::fingerprints;
use crate::check::{Level, rule};
use crate::dictionary::Dictionary;

/// Writes it.
pub fn write(report: &Report, dictionary: &Dictionary, to: &mut dyn Write) -> io::Result<()> {
    let mut used: Vec<&str> = report.findings.iter().map(|f| f.rule.as_str()).collect();
    used.sort_unstable();
    used.dedup();
    let rules: Vec<Value> = used.iter().map(|id| descriptor(id, dictionary)).collect();
    let index: FxHashMap<&str, usize> = used.iter().enumerate().map(|(i, id)| (*id, i)).collect();
    let results: Vec<Value> = report
        .findings
        .iter()
        .zip(fingerprints(&report.findings))
        .map(|(f, fingerprint)| {
            json!({
                "ruleId": f.rule,
                "ruleIndex": index[f.rule.as_str()],
                "level": level(f.severity),
                "message": { "text": advice(f) },
                "locations": [{
                    "physicalLocation": {
                        "artifactLocation": artifact(&f.file),
                        "region": region(f),
                    },
                    "logicalLocations": [{ "fullyQualifiedName": place(f) }],
                }],
                "partialFingerprints": { "guiyiFinding/v1": fingerprint },
                "properties": { "sheet": f.sheet, "row": f.row, "column": f.column },
            })
        })
        .collect();
    let value = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "guiyi",
                "version": env!("CARGO_PKG_VERSION"),
                "semanticVersion": env!("CARGO_PKG_VERSION"),
                "language": "zh-CN",
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    });
    json_text(&value, to)
}

fn level(level: Level) -> &'static str {
    match level {
        Level::Error => "error",
        Level::Warning => "warning",
        Level::Info => "note",
    }
}

fn descriptor(id: &str, dictionary: &Dictionary) -> Value {
    let Some(line) = rule::find(dictionary, id) else {
        return json!({ "id": id });
    };
    let facts = rule::facts(line);
    let text: Vec<String> = facts.iter().map(|(l, t)| format!("{l}：{t}")).collect();
    let markdown: Vec<String> = facts
        .iter()
        .map(|(l, t)| format!("- **{l}**：{t}"))
        .collect();
    json!({
        "id": id,
        "name": line.name,
        "shortDescription": { "text": line.name },
        "fullDescription": { "text": format!("{}：{}", line.name, line.mend) },
        "help": { "text": text.join("\n"), "markdown": markdown.join("\n") },
        "defaultConfiguration": {
            "level": Level::from_word(&line.level).map_or("warning", level),
        },
    })
}

fn region(f: &Finding) -> Value {
    match &f.context.spots {
        Some((start, Some(end))) => json!({
            "startLine": start.line, "startColumn": start.column,
            "endLine": end.line, "endColumn": end.column,
        }),
        _ => json!({ "startLine": f.line() }),
    }
}

/// A file below the working folder by the way from there, any other by its whole path.
fn artifact(file: &str) -> Value {
    let drive = file.as_bytes().get(1) == Some(&b':');
    if file.starts_with('/') || drive {
        let (drive, path) = if drive { file.split_at(2) } else { ("", file) };
        let slash = if path.starts_with('/') && drive.is_empty() {
            ""
        } else {
            "/"
        };
        return json!({ "uri": format!("file://{slash}{drive}{}", uri(path)) });
    }
    json!({ "uri": uri(file), "uriBaseId": "%SRCROOT%" })
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_references_or_whole() {
        let uri = |file: &str| artifact(file)["uri"].as_str().unwrap().to_owned();
        assert_eq!(uri("清单/a b:c.csv"), "%E6%B8%85%E5%8D%95/a%20b%3Ac.csv");
        assert_eq!(uri("/x/a.csv"), "file:///x/a.csv");
        assert_eq!(uri("C:/x/a.csv"), "file:///C:/x/a.csv");
        assert_eq!(artifact("a.csv")["uriBaseId"], "%SRCROOT%");
    }
}
