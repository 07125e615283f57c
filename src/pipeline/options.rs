//! What a run is asked to do, how it says where it is, and why it can fail.

use std::path::PathBuf;

use crate::catalog::CatalogError;
use crate::dictionary::DictionaryError;
use crate::intake::{BookError, IntakeError};
use crate::model::Field;
use crate::output::OutputError;

/// Which dictionaries and which earlier catalogue to know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Knowledge {
    /// An earlier catalogue.
    pub catalog: Option<PathBuf>,
    /// The user's dictionaries, the last one strongest.
    pub dicts: Vec<PathBuf>,
    /// Whether the built-in materials, contrasts and source types are known.
    pub builtin: bool,
}

/// Which results to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Write {
    /// The four tables.
    pub csv: bool,
    /// The workbook.
    pub xlsx: bool,
    /// The summary.
    pub json: bool,
}

/// What a run is asked to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RunOptions {
    /// Files and folders.
    pub inputs: Vec<PathBuf>,
    /// The output folder.
    pub out: PathBuf,
    /// Dictionaries and catalogue.
    pub knowledge: Knowledge,
    /// Filled pending lists.
    pub decisions: Vec<PathBuf>,
    /// Columns that the user names.
    pub columns: Vec<(Field, String)>,
    /// Sheets to read; empty: all.
    pub sheets: Vec<String>,
    /// The encoding of text files; `None`: found out.
    pub encoding: Option<String>,
    /// Which results to write.
    pub write: Write,
    /// Threads; `None`: one a core.
    pub threads: Option<usize>,
    /// Whether files that cannot be read are passed over.
    pub keep_going: bool,
    /// Whether conclusions in the output folder may be overwritten.
    pub overwrite: bool,
}

/// The stages of a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Loading dictionaries and catalogue.
    Dictionaries,
    /// Reading rows.
    Rows,
    /// Reading distinct names.
    Names,
    /// Matching distinct cores.
    Cores,
    /// Building the catalogue.
    Catalogue,
    /// Writing results.
    Results,
}

impl Stage {
    /// What a user sees while it runs.
    pub fn word(self) -> &'static str {
        match self {
            Stage::Dictionaries => "装入词典",
            Stage::Rows => "读入清单",
            Stage::Names => "解析名称",
            Stage::Cores => "匹配核心名称",
            Stage::Catalogue => "编制目录",
            Stage::Results => "写出成果",
        }
    }
}

/// Somebody who wants to know where a run is.
pub trait Progress: Sync {
    /// A stage begins; with the number of ticks to come, where it is known.
    fn stage(&self, stage: Stage, total: Option<u64>);
    /// Some work of the stage is done.
    fn tick(&self, n: u64);
}

/// Nobody wants to know.
#[derive(Clone, Copy, Debug, Default)]
pub struct Silent;

impl Progress for Silent {
    fn stage(&self, _: Stage, _: Option<u64>) {}
    fn tick(&self, _: u64) {}
}

/// Why a run failed.
#[derive(Debug, thiserror::Error)]
pub enum RunError {
    /// Some inputs cannot be read; each is named.
    #[error("{}", list(.0, "有 {} 个文件读不了（run 可加 --keep-going 跳过它们）"))]
    Inputs(Vec<IntakeError>),
    /// None of the inputs is a list that can be read; each is named.
    #[error("{}", list(.0, "没有读到清单，{} 个文件都没有读"))]
    NothingRead(Vec<IntakeError>),
    /// A table of ours cannot be read.
    #[error(transparent)]
    Intake(#[from] IntakeError),
    /// A dictionary cannot be read.
    #[error(transparent)]
    Dictionary(#[from] DictionaryError),
    /// A header or code line names no field.
    #[error("{0}。请改正词典")]
    Book(#[from] BookError),
    /// The catalogue or the decisions cannot be used.
    #[error(transparent)]
    Catalog(#[from] CatalogError),
    /// The results cannot be written.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// The output folder holds conclusions that nobody has handed over.
    #[error(
        "{file} 里已有 {filled} 条填好的结论，重新运行会覆盖它们。请加 --decisions {file} 把结论用上，或加 --overwrite 放弃它们"
    )]
    Conclusions {
        /// The file that holds them.
        file: String,
        /// How many.
        filled: usize,
    },
    /// A list in the output folder holds conclusions that nobody has handed over; it stays.
    #[error(
        "{file} 里有 {filled} 条填好的结论，这次没有用上。请加 --decisions {file} 把它们用上；不用的话请把这个文件移出成果目录，或加 --overwrite（不会改动它）"
    )]
    Unused {
        /// The file that holds them.
        file: String,
        /// How many.
        filled: usize,
    },
    /// A list that would be replaced cannot be read: it may hold conclusions.
    #[error(
        "{file} 会被这次的成果替换，可是看不懂它，不知道里面有没有填好的结论（{why}）。请先把它移到别处，或加 --overwrite 放弃它"
    )]
    Unreadable {
        /// The file.
        file: String,
        /// Why it cannot be read.
        why: String,
    },
    /// Threads could not be started.
    #[error("无法启动线程（原文：{0}）。请用 --threads 1 再试")]
    Threads(rayon::ThreadPoolBuildError),
}

/// The errors, a line each, below a heading with their number; a single one needs none.
fn list(errors: &[IntakeError], heading: &str) -> String {
    match errors {
        [one] => one.to_string(),
        several => {
            let lines: Vec<String> = several.iter().map(|e| format!("\n  {e}")).collect();
            let heading = heading.replace("{}", &several.len().to_string());
            format!("{heading}：{}", lines.concat())
        }
    }
}
