//! `guiyi check --fix` and `--diff`: what can be mended for sure.

use std::collections::BTreeMap;
use std::io::Write;

use crate::check::fix::{FixError, Fixes, Place, fix, write_diff};
use crate::check::{Level, Report};
use crate::cli::check_settings::CheckSettings;
use crate::cli::exit::Exit;
use crate::pipeline::Loaded;

/// Shows what would be mended. As a check that fails where something would.
pub fn show(
    known: &Loaded,
    settings: &CheckSettings,
    stdout: &mut dyn Write,
) -> anyhow::Result<Exit> {
    let fixes = mended(known, settings, Place::Beside)?;
    let any = fixes.files.iter().any(|m| !m.changes.is_empty());
    if !settings.quiet {
        write_diff(&fixes, Place::Beside, &known.dictionary, stdout)?;
        if !any {
            writeln!(stdout, "没有可以自动改的")?;
        }
    }
    Ok(if any { Exit::Findings } else { Exit::Done })
}

/// Mends, says what was done, and gives what is left.
pub fn write(
    known: &Loaded,
    settings: &CheckSettings,
    place: Place,
    overwrite: bool,
    stderr: &mut dyn Write,
) -> anyhow::Result<Report> {
    let fixes = mended(known, settings, place)?;
    fixes.publish(place, overwrite)?;
    if !settings.quiet {
        summary(&fixes, place, stderr)?;
    }
    Ok(fixes.report)
}

fn mended(known: &Loaded, settings: &CheckSettings, place: Place) -> Result<Fixes, FixError> {
    let (reading, selection) = (&settings.reading, &settings.selection);
    fix(known, &settings.files, reading, selection, place)
}

fn summary(fixes: &Fixes, place: Place, stderr: &mut dyn Write) -> std::io::Result<()> {
    for mending in &fixes.files {
        let label = &mending.label;
        if mending.changes.is_empty() {
            writeln!(stderr, "{label}：没有可以自动改的，没有写")?;
            for note in &mending.notes {
                writeln!(stderr, "  {note}")?;
            }
            continue;
        }
        let changes = &mending.changes;
        let split = changes.iter().filter(|c| c.after.len() > 1).count();
        let more: usize = changes.iter().map(|c| c.after.len() - 1).sum();
        let split = match split {
            0 => String::new(),
            n => format!("，其中 {n} 行分开，多出 {more} 行"),
        };
        let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
        for rule in changes.iter().flat_map(|c| &c.rules) {
            *rules.entry(rule).or_default() += 1;
        }
        let rules: Vec<String> = rules.iter().map(|(id, n)| format!("{id} {n} 处")).collect();
        let target = mending.target(place).display();
        writeln!(
            stderr,
            "{label}：改了 {} 行{split}，写到 {target}（{}）",
            changes.len(),
            rules.join("，")
        )?;
        for note in &mending.notes {
            writeln!(stderr, "  {note}")?;
        }
    }
    let counts: Vec<String> = [Level::Error, Level::Warning, Level::Info]
        .iter()
        .map(|level| format!("{} {}", level.word(), fixes.report.count(*level)))
        .collect();
    writeln!(stderr, "还剩要人定的：{}", counts.join("，"))
}
