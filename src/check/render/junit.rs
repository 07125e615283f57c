//! JUnit XML as Jenkins' schema has it (`junit-10.xsd` of its xUnit plugin), which GitLab reads too: a
//! suite for each file that was checked, a case for each finding. Errors and warnings are failures;
//! information is no failure but stands in its case's output. A file without findings has one case.

use std::collections::BTreeMap;
use std::io::{self, Write};

use super::{Finding, Report, advice, place};
use crate::check::Level;

/// Writes it.
pub fn write(report: &Report, to: &mut dyn Write) -> io::Result<()> {
    let mut suites: BTreeMap<&str, Vec<&Finding>> = BTreeMap::new();
    for file in &report.files {
        suites.entry(file).or_default();
    }
    for finding in &report.findings {
        suites.entry(&finding.file).or_default().push(finding);
    }
    let tests: usize = suites.values().map(|s| s.len().max(1)).sum();
    let failures = failures(report.findings.iter());
    writeln!(to, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        to,
        "<testsuites name=\"guiyi\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">"
    )?;
    for (file, findings) in suites {
        suite(&escape(file), &findings, to)?;
    }
    writeln!(to, "</testsuites>")
}

fn failures<'f>(findings: impl Iterator<Item = &'f Finding>) -> usize {
    findings.filter(|f| f.severity > Level::Info).count()
}

fn suite(file: &str, findings: &[&Finding], to: &mut dyn Write) -> io::Result<()> {
    let (tests, failures) = (findings.len().max(1), failures(findings.iter().copied()));
    writeln!(
        to,
        "  <testsuite name=\"{file}\" tests=\"{tests}\" failures=\"{failures}\" errors=\"0\">"
    )?;
    if findings.is_empty() {
        writeln!(to, "    <testcase name=\"没有发现\" classname=\"{file}\"/>")?;
    }
    for f in findings {
        case(f, file, to)?;
    }
    writeln!(to, "  </testsuite>")
}

fn case(f: &Finding, file: &str, to: &mut dyn Write) -> io::Result<()> {
    let name = escape(&format!("{} {}", f.rule, place(f)));
    let (message, text) = (escape(&advice(f)), escape(&f.text));
    writeln!(to, "    <testcase name=\"{name}\" classname=\"{file}\">")?;
    if f.severity > Level::Info {
        let kind = f.severity.id();
        writeln!(
            to,
            "      <failure type=\"{kind}\" message=\"{message}\">{text}</failure>"
        )?;
    } else {
        writeln!(to, "      <system-out>{message}</system-out>")?;
    }
    writeln!(to, "    </testcase>")
}

/// Text as XML 1.0 may hold it: the five marks escaped, forbidden control characters left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\n' => out.push_str("&#10;"),
            '\t' | '\r' => out.push(' '),
            '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}
