//! What an `--output` of `guiyi check` says, and how it is written.

use std::io::Write;
use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use clap::ValueEnum;

use super::args::CheckFormat;
use crate::check::Report;
use crate::check::render::{self, Format};
use crate::dictionary::Dictionary;

/// A file to write, and how.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Output {
    /// The format.
    pub format: CheckFormat,
    /// The file.
    pub path: PathBuf,
}

/// The format's name before the first `=`, if it is one.
fn named(text: &str) -> Option<(CheckFormat, &str)> {
    let (name, path) = text.split_once('=')?;
    Some((CheckFormat::from_str(name, false).ok()?, path))
}

/// The same output with its file below a folder.
pub fn below(folder: &Path, text: &str) -> String {
    match named(text) {
        Some((_, path)) => {
            let name = &text[..text.len() - path.len()];
            format!("{name}{}", folder.join(path).display())
        }
        None => folder.join(text).display().to_string(),
    }
}

/// Reads `格式=文件`, or a file whose ending tells the format.
pub fn output(text: &str) -> anyhow::Result<Output> {
    if let Some((format, path)) = named(text) {
        let path = PathBuf::from(path);
        return Ok(Output { format, path });
    }
    let path = PathBuf::from(text);
    let ending = path.extension().map(|e| e.to_string_lossy().to_lowercase());
    let format = match ending.as_deref() {
        Some("txt") => CheckFormat::Human,
        Some("json") => CheckFormat::Json,
        Some("csv") => CheckFormat::Csv,
        Some("sarif") => CheckFormat::Sarif,
        Some("xml") => CheckFormat::Junit,
        Some("xlsx") => CheckFormat::Xlsx,
        _ => bail!(
            "--output “{text}”看不出格式：请用 .txt、.json、.csv、.sarif、.xml（junit）、.xlsx 结尾，或写成 格式=文件，如 gitlab=报告.json"
        ),
    };
    Ok(Output { format, path })
}

/// A format that is text; none for the workbook.
pub fn text(format: CheckFormat) -> Option<Format> {
    Some(match format {
        CheckFormat::Human => Format::Human,
        CheckFormat::Json => Format::Json,
        CheckFormat::Csv => Format::Csv,
        CheckFormat::Github => Format::Github,
        CheckFormat::Gitlab => Format::Gitlab,
        CheckFormat::Sarif => Format::Sarif,
        CheckFormat::Junit => Format::Junit,
        CheckFormat::Xlsx => return None,
    })
}

/// Writes a report.
pub fn write(
    output: &Output,
    report: &Report,
    dictionary: &Dictionary,
    deadline: &str,
) -> anyhow::Result<()> {
    match text(output.format) {
        Some(format) => whole(&output.path, |to| {
            Ok(render::write(format, report, dictionary, to)?)
        }),
        None => replace(&output.path, |path| {
            Ok(render::xlsx::write_file(
                report, dictionary, deadline, path,
            )?)
        }),
    }
}

/// Writes a text whole or not at all.
pub fn whole(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> anyhow::Result<()>,
) -> anyhow::Result<()> {
    replace(path, |path| {
        let mut file = std::io::BufWriter::new(std::fs::File::create(path)?);
        write(&mut file)?;
        Ok(file.flush()?)
    })
}

/// Beside its place, then renamed: a failed run leaves what was there.
fn replace(path: &Path, write: impl FnOnce(&Path) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let said = || format!("{}：写不了", path.display());
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    let mut builder = tempfile::Builder::new();
    builder.prefix(".guiyi-");
    // A report is for others to read: umask says for whom.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o666));
    let beside = builder
        .tempfile_in(folder)
        .with_context(said)?
        .into_temp_path();
    write(&beside).with_context(said)?;
    beside
        .persist(path)
        .map_err(|e| e.error)
        .with_context(said)?;
    Ok(())
}
