//! Arguments over `guiyi.toml` over defaults: one plain set of settings for a run.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use serde::Deserialize;

use super::args::{Kind, KnowledgeArgs, RunArgs, When};
use super::check_config::CheckConfig;
use super::config_error;
use crate::model::Field;
use crate::pipeline::{Knowledge, RunOptions, Write};

/// The file that is looked for in the working folder and those above it.
const FILE_NAME: &str = "guiyi.toml";

/// What may stand in `guiyi.toml`.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub struct Config {
    run: RunConfig,
    pub check: CheckConfig,
}

/// The table `[run]`: the options of `guiyi run` by the same names.
#[derive(Debug, Default, Deserialize)]
#[serde(deny_unknown_fields, default, rename_all = "kebab-case")]
struct RunConfig {
    out: Option<PathBuf>,
    catalog: Option<PathBuf>,
    dict: Vec<PathBuf>,
    no_builtin: Option<bool>,
    decisions: Vec<PathBuf>,
    column: Vec<String>,
    sheet: Vec<String>,
    encoding: Option<String>,
    write: Option<Vec<Kind>>,
    threads: Option<usize>,
    keep_going: Option<bool>,
    overwrite: Option<bool>,
    progress: Option<When>,
    quiet: Option<bool>,
}

/// Settings of `guiyi run` that are not the pipeline's.
#[derive(Debug)]
pub struct RunSettings {
    /// The pipeline's part.
    pub options: RunOptions,
    /// When to show a progress bar.
    pub progress: When,
    /// Whether to say nothing.
    pub quiet: bool,
    /// The `guiyi.toml` that was read.
    pub config: Option<PathBuf>,
}

/// Settles what a run is to do. Paths in `guiyi.toml` are relative to its folder.
pub fn run(args: RunArgs) -> anyhow::Result<RunSettings> {
    let Found { config, path, .. } = find()?;
    let file = config.run;
    let out = args
        .out
        .or(file.out)
        .context("没有给出成果目录：请加 --out DIR，或在 guiyi.toml 的 [run] 里写 out")?;
    let columns = if args.column.is_empty() {
        file.column
    } else {
        args.column
    };
    let write = if args.write.is_empty() {
        file.write.unwrap_or_default()
    } else {
        args.write
    };
    let wants = |kind| write.is_empty() || write.contains(&kind);
    let threads = args.threads.or(file.threads);
    if threads == Some(0) {
        bail!("--threads 至少是 1");
    }
    let options = RunOptions {
        inputs: args.files,
        out,
        knowledge: knowledge(
            args.knowledge,
            KnowledgeArgs {
                catalog: file.catalog,
                dict: file.dict,
                no_builtin: file.no_builtin.unwrap_or(false),
            },
        ),
        decisions: if args.decisions.is_empty() {
            file.decisions
        } else {
            args.decisions
        },
        columns: self::columns(&columns)?,
        sheets: if args.sheet.is_empty() {
            file.sheet
        } else {
            args.sheet
        },
        encoding: args.encoding.or(file.encoding),
        write: Write {
            csv: wants(Kind::Csv),
            xlsx: wants(Kind::Xlsx),
            json: wants(Kind::Json),
        },
        threads,
        keep_going: args.keep_going || file.keep_going.unwrap_or(false),
        overwrite: args.overwrite || file.overwrite.unwrap_or(false),
    };
    Ok(RunSettings {
        options,
        progress: args.progress.or(file.progress).unwrap_or_default(),
        quiet: args.quiet || file.quiet.unwrap_or(false),
        config: path,
    })
}

/// The dictionaries and the catalogue of a command that has no further settings.
pub fn knowledge_only(args: KnowledgeArgs) -> anyhow::Result<Knowledge> {
    Ok(find()?.config.knowledge(args))
}

impl Config {
    /// The dictionaries and the catalogue as given, else as `[run]` has them.
    pub fn knowledge(self, args: KnowledgeArgs) -> Knowledge {
        let file = self.run;
        knowledge(
            args,
            KnowledgeArgs {
                catalog: file.catalog,
                dict: file.dict,
                no_builtin: file.no_builtin.unwrap_or(false),
            },
        )
    }
}

fn knowledge(args: KnowledgeArgs, file: KnowledgeArgs) -> Knowledge {
    Knowledge {
        catalog: args.catalog.or(file.catalog),
        dicts: if args.dict.is_empty() {
            file.dict
        } else {
            args.dict
        },
        builtin: !(args.no_builtin || file.no_builtin),
    }
}

/// Reads `字段=表头` pairs.
pub fn columns(pairs: &[String]) -> anyhow::Result<Vec<(Field, String)>> {
    pairs
        .iter()
        .map(|pair| {
            let (field, header) = pair
                .split_once(['=', '＝'])
                .with_context(|| format!("--column “{pair}”应写成 字段=表头，如 材料名称=要件"))?;
            let field = Field::from_word(field.trim()).with_context(|| {
                let known: Vec<&str> = Field::ALL.iter().map(|f| f.word()).collect();
                format!(
                    "--column “{pair}”里没有“{field}”这个字段；可用的字段：{}",
                    known.join("、")
                )
            })?;
            Ok((field, header.trim().to_owned()))
        })
        .collect()
}

/// The settings that were found.
#[derive(Debug, Default)]
pub struct Found {
    /// What they say.
    pub config: Config,
    /// The `guiyi.toml` that was read, if there is one.
    pub path: Option<PathBuf>,
    /// Its text.
    pub text: String,
}

/// Looks for `guiyi.toml` in the working folder and those above it.
pub fn find() -> anyhow::Result<Found> {
    let here = std::env::current_dir().context("无法取得当前目录")?;
    for folder in here.ancestors() {
        let path = folder.join(FILE_NAME);
        match std::fs::read_to_string(&path) {
            Ok(text) => {
                return Ok(Found {
                    config: read(&text, &path, folder)?,
                    path: Some(path),
                    text,
                });
            }
            Err(e) if e.kind() == std::io::ErrorKind::NotFound => {}
            Err(e) => {
                return Err(e).with_context(|| {
                    format!("{}：读不了。请检查这个文件，或把它移开", path.display())
                });
            }
        }
    }
    Ok(Found::default())
}

fn read(text: &str, path: &Path, folder: &Path) -> anyhow::Result<Config> {
    let mut config: Config = toml::from_str(text)
        .map_err(|e| anyhow::anyhow!(config_error::sentence(path, text, &e)))?;
    let run = &mut config.run;
    let paths = run
        .out
        .iter_mut()
        .chain(&mut run.catalog)
        .chain(&mut run.dict)
        .chain(&mut run.decisions);
    for path in paths {
        *path = folder.join(&*path);
    }
    config.check.settle(folder);
    Ok(config)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_relative_to_the_file() {
        let config = read(
            "[run]\nout = \"成果\"\ndict = [\"词典\"]\n",
            Path::new("/a/guiyi.toml"),
            Path::new("/a"),
        );
        let run = config.map(|c| c.run).unwrap_or_default();
        assert_eq!(run.out, Some(PathBuf::from("/a/成果")));
        assert_eq!(run.dict, [PathBuf::from("/a/词典")]);
    }

    #[test]
    fn a_misspelt_option_is_named_with_its_line() {
        let error = read("[run]\nouts = 1\n", Path::new("guiyi.toml"), Path::new("."))
            .map(|_| ())
            .unwrap_err();
        assert!(error.to_string().contains("第 2 行"), "{error}");
    }
}
