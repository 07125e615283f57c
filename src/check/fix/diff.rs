//! What would change, cell by cell, for a person to read.

use std::io::{self, Write};

use super::{Change, Fixes, Place, shown};
use crate::dictionary::Dictionary;
use crate::output::width;

/// Writes the changes of all files, in the manner of a unified diff: the cell before, the cell after.
///
/// # Errors
/// Those of the writer.
pub fn write(
    fixes: &Fixes,
    place: Place,
    dictionary: &Dictionary,
    to: &mut dyn Write,
) -> io::Result<()> {
    for mending in fixes.files.iter().filter(|m| !m.changes.is_empty()) {
        writeln!(to, "--- {}", mending.label)?;
        writeln!(to, "+++ {}", shown(mending.target(place)))?;
        for note in &mending.notes {
            writeln!(to, "# {note}")?;
        }
        for change in &mending.changes {
            hunk(change, dictionary, to)?;
        }
    }
    Ok(())
}

fn hunk(change: &Change, dictionary: &Dictionary, to: &mut dyn Write) -> io::Result<()> {
    let sheet = if change.sheet.is_empty() {
        String::new()
    } else {
        format!("［{}］", change.sheet)
    };
    let several = change.after.len() > 1;
    let becomes = if several {
        format!("，分成 {} 行", change.after.len())
    } else {
        String::new()
    };
    let rules: Vec<String> = change
        .rules
        .iter()
        .map(|id| {
            let line = dictionary.rules.iter().rfind(|e| e.line.id == *id);
            line.map_or_else(|| (*id).to_owned(), |e| format!("{id} {}", e.line.name))
        })
        .collect();
    let rules = if rules.is_empty() {
        "编号".to_owned()
    } else {
        rules.join("、")
    };
    writeln!(to, "@@ {sheet}第 {} 行{becomes} @@ {rules}", change.row)?;
    let cells = change.before.iter().chain(change.after.iter().flatten());
    let label = cells.map(|(header, _)| width::width(&line(header))).max();
    let label = label.unwrap_or(0) + 2;
    for (header, text) in &change.before {
        writeln!(to, "-{}{}", width::pad(&line(header), label), line(text))?;
    }
    for (i, row) in change.after.iter().enumerate() {
        for (header, text) in row.iter().filter(|(_, text)| !text.is_empty()) {
            // A column that is the same as before is only shown again where a row became several.
            if !several && change.before.contains(&(header.clone(), text.clone())) {
                continue;
            }
            let number = if several {
                format!("［{}］", i + 1)
            } else {
                String::new()
            };
            writeln!(
                to,
                "+{number}{}{}",
                width::pad(&line(header), label),
                line(text)
            )?;
        }
    }
    Ok(())
}

/// A text on one line.
fn line(text: &str) -> String {
    text.replace("\r\n", "⏎").replace(['\n', '\r'], "⏎")
}
