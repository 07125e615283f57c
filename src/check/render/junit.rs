//! JUnit XML: a suite for each file, a failed case for each finding.

use std::io::{self, Write};

use super::{Finding, Report, advice, place};

/// Writes it.
pub fn write(report: &Report, to: &mut dyn Write) -> io::Result<()> {
    let n = report.findings.len();
    writeln!(to, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>")?;
    writeln!(
        to,
        "<testsuites name=\"guiyi\" tests=\"{n}\" failures=\"{n}\" errors=\"0\">"
    )?;
    for suite in report.findings.chunk_by(|a, b| a.file == b.file) {
        let (file, n) = (suite.first().map_or("", |f| f.file.as_str()), suite.len());
        writeln!(
            to,
            "  <testsuite name=\"{}\" tests=\"{n}\" failures=\"{n}\" errors=\"0\">",
            escape(file)
        )?;
        for f in suite {
            case(f, to)?;
        }
        writeln!(to, "  </testsuite>")?;
    }
    writeln!(to, "</testsuites>")
}

fn case(f: &Finding, to: &mut dyn Write) -> io::Result<()> {
    let name = escape(&format!("{} {}", f.rule, place(f)));
    let (kind, message, text) = (f.severity.id(), escape(&advice(f)), escape(&f.text));
    writeln!(
        to,
        "    <testcase name=\"{name}\" classname=\"{}\">",
        escape(&f.file)
    )?;
    writeln!(
        to,
        "      <failure type=\"{kind}\" message=\"{message}\">{text}</failure>"
    )?;
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
