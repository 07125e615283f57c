//! Workflow commands of GitHub Actions: each finding is an annotation of a line.

use std::io::{self, Write};

use super::{Report, advice, place};
use crate::check::Level;

/// Writes them.
pub fn write(report: &Report, to: &mut dyn Write) -> io::Result<()> {
    for f in &report.findings {
        let command = match f.severity {
            Level::Error => "error",
            Level::Warning => "warning",
            Level::Info => "notice",
        };
        let message = data(&format!("{}：{}", place(f), advice(f)));
        // Columns are only taken where they are of one line.
        let columns = match &f.context.spots {
            Some((start, Some(end))) if start.line == end.line => {
                // Here the last column is that of the last character.
                format!(",col={},endColumn={}", start.column, end.column - 1)
            }
            _ => String::new(),
        };
        writeln!(
            to,
            "::{command} file={},line={}{columns},title={}::{message}",
            property(&f.file),
            f.line(),
            property(&f.rule)
        )?;
    }
    Ok(())
}

/// What the command's text must not hold.
fn data(text: &str) -> String {
    text.replace('%', "%25")
        .replace('\r', "%0D")
        .replace('\n', "%0A")
}

/// What its properties must not hold.
fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
