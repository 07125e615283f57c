//! `guiyi check` and `guiyi rule`: what a list must change before it can go in, and why.

use std::io::Write;
use std::path::Path;

use anyhow::{Context, bail};

use crate::check::render::{self, Format};
use crate::check::{Level, Report, Selection, check};
use crate::cli::args::{CheckArgs, CheckFormat, CheckLevel, KnowledgeArgs, RuleArgs};
use crate::cli::exit::Exit;
use crate::cli::settings;
use crate::dictionary::lines::RuleLine;
use crate::dictionary::{Dictionary, LoadOptions};
use crate::pipeline;

/// Checks lists, prints the findings and writes them where asked.
pub fn run(args: CheckArgs, stdout: &mut dyn Write) -> anyhow::Result<Exit> {
    let outputs = args
        .output
        .iter()
        .map(|o| output(o))
        .collect::<anyhow::Result<Vec<_>>>()?;
    let known = pipeline::load_for_good(&settings::knowledge_only(args.knowledge)?)?;
    let selection = Selection {
        select: args.select,
        ignore: args.ignore,
        least: args.severity.map(level),
    };
    for id in selection.select.iter().chain(&selection.ignore) {
        rule(&known.dictionary, id)?;
    }
    known.matcher.prepare();
    let report = check(known, &args.files, &selection)?;
    for (format, path) in outputs {
        write_file(format, &report, &known.dictionary, path)?;
    }
    if !args.quiet {
        render::write(format(args.format), &report, &known.dictionary, stdout)?;
    }
    let fails = report.reaches(level(args.fail_on));
    Ok(if fails { Exit::Findings } else { Exit::Done })
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
    let Some(id) = args.id else {
        for entry in &dictionary.rules {
            let line = &entry.line;
            writeln!(stdout, "{} {} {}", line.id, line.level, line.name)?;
        }
        return Ok(Exit::Done);
    };
    let line = rule(&dictionary, &id)?;
    writeln!(stdout, "{} {}（{}）", line.id, line.name, line.level)?;
    for (label, text) in [
        ("依据", &line.ground),
        ("反例", &line.bad),
        ("正例", &line.good),
        ("改法", &line.mend),
    ] {
        writeln!(stdout, "  {label}：{text}")?;
    }
    Ok(Exit::Done)
}

fn rule<'d>(dictionary: &'d Dictionary, id: &str) -> anyhow::Result<&'d RuleLine> {
    // A user's line stands behind the built-in one and wins.
    let found = dictionary.rules.iter().rfind(|e| e.line.id == id);
    found
        .map(|e| &e.line)
        .with_context(|| format!("没有“{id}”这条规则。用 guiyi rule 看全部规则"))
}

/// What an `--output` says: `格式=文件`, or a file whose ending tells the format.
fn output(text: &str) -> anyhow::Result<(Format, &Path)> {
    const NAMES: [(&str, Format); 7] = [
        ("human", Format::Human),
        ("json", Format::Json),
        ("csv", Format::Csv),
        ("github", Format::Github),
        ("gitlab", Format::Gitlab),
        ("sarif", Format::Sarif),
        ("junit", Format::Junit),
    ];
    if let Some((name, path)) = text.split_once('=')
        && let Some((_, format)) = NAMES.iter().find(|(n, _)| *n == name)
    {
        return Ok((*format, Path::new(path)));
    }
    let path = Path::new(text);
    let ending = path
        .extension()
        .map(|e| e.to_string_lossy().to_ascii_lowercase());
    let format = match ending.as_deref() {
        Some("txt") => Format::Human,
        Some("json") => Format::Json,
        Some("csv") => Format::Csv,
        Some("sarif") => Format::Sarif,
        Some("xml") => Format::Junit,
        _ => bail!(
            "--output “{text}”看不出格式：请用 .txt、.json、.csv、.sarif、.xml（junit）结尾，或写成 格式=文件，如 gitlab=报告.json"
        ),
    };
    Ok((format, path))
}

/// Beside its place, then renamed: a failed run leaves what was there.
fn write_file(
    format: Format,
    report: &Report,
    dictionary: &Dictionary,
    path: &Path,
) -> anyhow::Result<()> {
    let said = || format!("{}：写不了", path.display());
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut file = tempfile::NamedTempFile::new_in(folder).with_context(said)?;
    render::write(format, report, dictionary, &mut file).with_context(said)?;
    file.flush().with_context(said)?;
    file.persist(path).map_err(|e| e.error).with_context(said)?;
    Ok(())
}

fn level(level: CheckLevel) -> Level {
    match level {
        CheckLevel::Info => Level::Info,
        CheckLevel::Warning => Level::Warning,
        CheckLevel::Error => Level::Error,
    }
}

fn format(format: CheckFormat) -> Format {
    match format {
        CheckFormat::Human => Format::Human,
        CheckFormat::Json => Format::Json,
        CheckFormat::Csv => Format::Csv,
        CheckFormat::Github => Format::Github,
        CheckFormat::Gitlab => Format::Gitlab,
        CheckFormat::Sarif => Format::Sarif,
        CheckFormat::Junit => Format::Junit,
    }
}
