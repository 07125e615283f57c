//! `guiyi check` and `guiyi rule`: what a list must change before it can go in, and why.

use std::io::Write;

use anyhow::Context;

use super::fix;
use crate::check::baseline::{Baseline, BaselineError};
use crate::check::render::{self, human};
use crate::check::rule::{self, Asked};
use crate::check::suppress::{self, Suppression};
use crate::check::{Report, check_read};
use crate::cli::args::{CheckArgs, CheckFormat, KnowledgeArgs, RuleArgs};
use crate::cli::check_output::{self, whole};
use crate::cli::check_settings::{self, CheckSettings, Mend, no_rule};
use crate::cli::exit::Exit;
use crate::cli::settings;
use crate::dictionary::{Dictionary, LoadOptions};
use crate::pipeline;

/// Checks lists, prints the findings and writes them where asked.
pub fn run(
    args: CheckArgs,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> anyhow::Result<Exit> {
    let settings = check_settings::check(args)?;
    let known = pipeline::load_for_good(&settings.knowledge)?;
    known.matcher.prepare();
    let dictionary = &known.dictionary;
    settings.name_rules(dictionary)?;
    let mut report = match settings.mend {
        Some(Mend::Show) => return fix::show(known, &settings, stdout),
        Some(Mend::Write { place, overwrite }) => {
            fix::write(known, &settings, place, overwrite, stderr)?
        }
        None => check_read(
            known,
            &settings.files,
            &settings.reading,
            &settings.selection,
        )?,
    };
    let asked = Asked {
        dictionary,
        selection: &settings.selection,
    };
    let suppressions: Vec<Suppression> = settings
        .suppressions
        .iter()
        .map(|(_, s)| s.clone())
        .collect();
    suppress::apply(
        &suppressions,
        &settings.config,
        settings.today,
        &asked,
        &mut report,
    );
    let written = known_ones(&settings, &asked, &mut report)?;
    for output in &settings.outputs {
        check_output::write(output, &report, dictionary, &settings.deadline)?;
    }
    if !settings.quiet {
        if let Some(format) = check_output::text(settings.format) {
            render::write(format, &report, dictionary, stdout)?;
        }
        // What a machine reads from stdout has no room for it.
        if settings.format != CheckFormat::Human {
            human::aside(&report.aside, stderr)?;
        }
        if let Some(written) = written {
            writeln!(stderr, "{written}")?;
        }
    }
    let fails = report.reaches(settings.fail_on);
    Ok(if fails { Exit::Findings } else { Exit::Done })
}

/// Puts known findings aside, writing down before which they are, where that is asked; then says so.
fn known_ones(
    settings: &CheckSettings,
    asked: &Asked<'_>,
    report: &mut Report,
) -> anyhow::Result<Option<String>> {
    let Some(path) = &settings.write_baseline else {
        if let Some(path) = &settings.baseline {
            Baseline::read(path)?.apply(report, asked);
        }
        return Ok(None);
    };
    let earlier = match Baseline::read(path) {
        Ok(earlier) => Some(earlier),
        Err(BaselineError::Io { source, .. }) if source.kind() == std::io::ErrorKind::NotFound => {
            None
        }
        Err(error) => return Err(error.into()),
    };
    let new = Baseline::of(report, path, earlier.as_ref(), asked);
    whole(path, |to| Ok(new.write(to)?))?;
    new.apply(report, asked);
    Ok(Some(format!(
        "基线写进 {}：{} 条",
        path.display(),
        new.count()
    )))
}

/// Explains one rule, or lists all.
pub fn explain(args: RuleArgs, stdout: &mut dyn Write) -> anyhow::Result<Exit> {
    let knowledge = settings::knowledge_only(KnowledgeArgs {
        dict: args.dict,
        ..KnowledgeArgs::default()
    })?;
    let dictionary = Dictionary::load(&LoadOptions {
        dirs: knowledge.dicts,
        ..LoadOptions::default()
    })?;
    if args.markdown {
        write!(stdout, "{}", rule::markdown(&dictionary))?;
        return Ok(Exit::Done);
    }
    let Some(id) = args.id else {
        for line in rule::all(&dictionary) {
            writeln!(stdout, "{} {} {}", line.id, line.level, line.name)?;
        }
        return Ok(Exit::Done);
    };
    let line = rule::find(&dictionary, &id).with_context(|| no_rule(&id))?;
    writeln!(stdout, "{} {}（{}）", line.id, line.name, line.level)?;
    for (label, text) in rule::facts(line) {
        writeln!(stdout, "  {label}：{text}")?;
    }
    Ok(Exit::Done)
}
