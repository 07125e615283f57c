//! Arguments over the preset over `[check]` over `[run]` over defaults: what a check is to do.

use std::path::{Path, PathBuf};

use anyhow::{Context, bail};
use jiff::civil::Date;
use jiff::{Timestamp, tz};

use super::args::{CheckArgs, CheckFormat, CheckLevel, KnowledgeArgs};
use super::check_config::{CheckConfig, Preset, SuppressConfig};
use super::check_output::{self, Output};
use super::settings::{self, Found};
use crate::check::fix::Place;
use crate::check::suppress::{Suppression, Written};
use crate::check::{Level, Selection, rule};
use crate::dictionary::Dictionary;
use crate::intake;
use crate::pipeline::Knowledge;

/// Settings of a check.
#[derive(Debug)]
pub struct CheckSettings {
    /// Lists and folders.
    pub files: Vec<PathBuf>,
    /// Dictionaries and catalogue.
    pub knowledge: Knowledge,
    /// What the user says about the files.
    pub reading: intake::Options,
    /// Which rules, from which level on.
    pub selection: Selection,
    /// What is printed.
    pub format: CheckFormat,
    /// What is written.
    pub outputs: Vec<Output>,
    /// From which level on a check fails.
    pub fail_on: Level,
    /// What is known.
    pub baseline: Option<PathBuf>,
    /// Where to write what is known.
    pub write_baseline: Option<PathBuf>,
    /// Until when the departments are to mend; blank for none.
    pub deadline: String,
    /// Whether to print nothing.
    pub quiet: bool,
    /// Whether to mend, or to show what would be.
    pub mend: Option<Mend>,
    /// Exceptions, each with its line in `config`.
    pub suppressions: Vec<(u32, Suppression)>,
    /// The `guiyi.toml` that was read.
    pub config: PathBuf,
    /// The day it is for the user.
    pub today: Date,
}

/// What is to be done about faults that can be mended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mend {
    /// Shown only.
    Show,
    /// Written.
    Write {
        /// Beside the list or over it.
        place: Place,
        /// Over a copy that is there, too.
        overwrite: bool,
    },
}

/// Settles what a check is to do.
pub fn check(args: CheckArgs) -> anyhow::Result<CheckSettings> {
    let Found {
        mut config,
        path,
        text,
    } = settings::find()?;
    let path = path.unwrap_or_default();
    let mut table = std::mem::take(&mut config.check);
    let suppressions = suppressions(std::mem::take(&mut table.suppress), &path, &text)?;
    let preset = match &args.preset {
        None => Preset::default(),
        Some(name) => preset(name, &mut table, &path)?,
    };
    macro_rules! first {
        ($field:ident) => {
            preset.$field.or(table.$field)
        };
    }
    /// Nothing given is nothing said.
    fn given<T>(list: Vec<T>) -> Option<Vec<T>> {
        (!list.is_empty()).then_some(list)
    }
    let selection = Selection {
        select: given(args.select).or(first!(select)).unwrap_or_default(),
        ignore: given(args.ignore).or(first!(ignore)).unwrap_or_default(),
        least: args.severity.or(first!(severity)).map(level),
    };
    let outputs = given(args.output)
        .or(first!(output))
        .unwrap_or_default()
        .iter()
        .map(|text| check_output::output(text))
        .collect::<anyhow::Result<Vec<Output>>>()?;
    let format = args.format.or(first!(format)).unwrap_or_default();
    if format == CheckFormat::Xlsx && !outputs.iter().any(|o| o.format == CheckFormat::Xlsx) {
        bail!("xlsx 是工作簿，不能打印在屏幕上：请加 --output 问题清单.xlsx");
    }
    let deadline = args.deadline.or(first!(deadline));
    Ok(CheckSettings {
        files: args.files,
        knowledge: config.knowledge(KnowledgeArgs {
            catalog: args.knowledge.catalog.or(first!(catalog)),
            dict: given(args.knowledge.dict)
                .or(first!(dict))
                .unwrap_or_default(),
            no_builtin: args.knowledge.no_builtin || first!(no_builtin).unwrap_or(false),
        }),
        reading: intake::Options {
            encoding: args.encoding.or(first!(encoding)),
            sheets: given(args.sheet).or(first!(sheet)).unwrap_or_default(),
            columns: settings::columns(&given(args.column).or(first!(column)).unwrap_or_default())?,
            ..intake::Options::default()
        },
        selection,
        format,
        outputs,
        fail_on: level(
            args.fail_on
                .or(first!(fail_on))
                .unwrap_or(CheckLevel::Error),
        ),
        baseline: args.baseline.or(first!(baseline)),
        write_baseline: args.write_baseline,
        deadline: match deadline {
            None => String::new(),
            Some(text) => date(&text)
                .with_context(|| format!("整改期限“{text}”{DATE}"))?
                .to_string(),
        },
        mend: match (args.diff, args.fix) {
            (true, _) => Some(Mend::Show),
            (false, true) => Some(Mend::Write {
                place: if args.in_place {
                    Place::Over
                } else {
                    Place::Beside
                },
                overwrite: args.overwrite,
            }),
            (false, false) => None,
        },
        quiet: args.quiet || first!(quiet).unwrap_or(false),
        suppressions,
        config: path,
        today: match args.today {
            None => today(),
            Some(text) => date(&text).with_context(|| format!("--today “{text}”{DATE}"))?,
        },
    })
}

/// What to say of a date that is none.
const DATE: &str = "不是日期，应写成 年-月-日，如 2027-06-30";

fn date(text: &str) -> Option<Date> {
    text.trim().parse().ok()
}

/// The day it is for the user: in China, all of which keeps UTC+8, wherever the machine's clock is set.
/// The only use of a clock, and only to tell whether an exception is past its end.
fn today() -> Date {
    tz::offset(8).to_datetime(Timestamp::now()).date()
}

fn preset(name: &str, table: &mut CheckConfig, path: &Path) -> anyhow::Result<Preset> {
    if let Some(preset) = table.presets.remove(name) {
        return Ok(preset);
    }
    let known: Vec<&str> = table.presets.keys().map(String::as_str).collect();
    if known.is_empty() {
        bail!(
            "没有“{name}”这个预设：guiyi.toml 里没有写任何预设。请在 guiyi.toml 里加一段 [check.presets.\"{name}\"]"
        );
    }
    bail!(
        "没有“{name}”这个预设。{} 里有的是：{}",
        path.display(),
        known.join("、")
    )
}

fn suppressions(
    tables: Vec<toml::Spanned<SuppressConfig>>,
    path: &Path,
    text: &str,
) -> anyhow::Result<Vec<(u32, Suppression)>> {
    tables
        .into_iter()
        .map(|table| {
            let before = text.get(..table.span().start).unwrap_or_default();
            let line = before.matches('\n').count() + 1;
            let place = || format!("{} 第 {line} 行", path.display());
            let SuppressConfig {
                rule,
                path,
                sheet,
                column,
                row,
                text,
                reason,
                until,
            } = table.into_inner();
            let until = until
                .map(|text| {
                    date(&text).with_context(|| format!("{}：until “{text}”{DATE}", place()))
                })
                .transpose()?;
            let line = u32::try_from(line).unwrap_or(u32::MAX);
            let written = Written {
                line,
                rule,
                path,
                sheet,
                column,
                row,
                text,
                reason,
                until,
            };
            Ok((line, Suppression::new(written).with_context(place)?))
        })
        .collect()
}

impl CheckSettings {
    /// Sees to it that every rule that is named is one.
    ///
    /// # Errors
    /// Naming the first that is none.
    pub fn name_rules(&self, dictionary: &Dictionary) -> anyhow::Result<()> {
        for id in self.selection.select.iter().chain(&self.selection.ignore) {
            rule::find(dictionary, id).with_context(|| no_rule(id))?;
        }
        for (line, suppression) in &self.suppressions {
            if let Some(id) = suppression.rule() {
                rule::find(dictionary, id).with_context(|| {
                    format!("{} 第 {line} 行：{}", self.config.display(), no_rule(id))
                })?;
            }
        }
        Ok(())
    }
}

/// What to say of a rule that is none.
pub fn no_rule(id: &str) -> String {
    format!("没有“{id}”这条规则。用 guiyi rule 看全部规则")
}

fn level(level: CheckLevel) -> Level {
    match level {
        CheckLevel::Info => Level::Info,
        CheckLevel::Warning => Level::Warning,
        CheckLevel::Error => Level::Error,
    }
}
