//! What a user may type after `guiyi check` and `guiyi rule`.

use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::args::KnowledgeArgs;

/// `guiyi check`
#[derive(Debug, Args)]
pub struct CheckArgs {
    /// 部门清单：CSV、TSV、XLSX、XLS，或放着它们的目录
    #[arg(value_name = "FILE", required = true, help_heading = "参数")]
    pub files: Vec<PathBuf>,
    /// Dictionaries and catalogue.
    #[command(flatten)]
    pub knowledge: KnowledgeArgs,
    /// 打印的格式：human、json、csv、github、gitlab、sarif、junit
    #[arg(
        long,
        default_value = "human",
        hide_possible_values = true,
        hide_default_value = true,
        value_name = "FORMAT",
        help_heading = "选项"
    )]
    pub format: CheckFormat,
    /// 另写进文件，可多次给出：按扩展名定格式（.txt、.json、.csv、.sarif、.xml），或写成 格式=文件
    #[arg(long, value_name = "FILE", help_heading = "选项")]
    pub output: Vec<String>,
    /// 只查这些规则，如 C01,C04
    #[arg(long, value_name = "IDS", value_delimiter = ',', help_heading = "选项")]
    pub select: Vec<String>,
    /// 不查这些规则
    #[arg(long, value_name = "IDS", value_delimiter = ',', help_heading = "选项")]
    pub ignore: Vec<String>,
    /// 只报这一级及以上：error、warning、info（或 错误、警告、提示）
    #[arg(
        long,
        hide_possible_values = true,
        value_name = "LEVEL",
        help_heading = "选项"
    )]
    pub severity: Option<CheckLevel>,
    /// 有这一级及以上的发现时退出码为 1 [默认：error]
    #[arg(
        long,
        default_value = "error",
        hide_possible_values = true,
        hide_default_value = true,
        value_name = "LEVEL",
        help_heading = "选项"
    )]
    pub fail_on: CheckLevel,
    /// 改能改的，写进旁边的副本（清单.xlsx 改成 清单.改.xlsx），原文件不动；打印剩下的问题
    #[arg(long, conflicts_with = "diff", help_heading = "选项")]
    pub fix: bool,
    /// 只给看 --fix 会改什么，什么也不写；有可改的，退出码为 1
    #[arg(long, help_heading = "选项")]
    pub diff: bool,
    /// 与 --fix 同用：不写副本，就地改原文件
    #[arg(long, requires = "fix", help_heading = "选项")]
    pub in_place: bool,
    /// 与 --fix 同用：旁边已有内容不同的副本时，仍然覆盖
    #[arg(long, requires = "fix", help_heading = "选项")]
    pub overwrite: bool,
    /// 什么也不打印，只看退出码和 --output
    #[arg(short, long, help_heading = "选项")]
    pub quiet: bool,
}

/// `guiyi rule`
#[derive(Debug, Args)]
pub struct RuleArgs {
    /// 规则编号，如 C04；不给则列出全部
    #[arg(value_name = "ID", help_heading = "参数")]
    pub id: Option<String>,
    /// 自己的词典目录，可多次给出
    #[arg(long, value_name = "DIR", help_heading = "选项")]
    pub dict: Vec<PathBuf>,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CheckFormat {
    /// For people.
    #[value(help = "给人看")]
    Human,
    /// JSON.
    #[value(help = "JSON")]
    Json,
    /// A table.
    #[value(help = "逗号分隔")]
    Csv,
    /// GitHub Actions.
    #[value(help = "GitHub 标注")]
    Github,
    /// GitLab.
    #[value(help = "GitLab 代码质量报告")]
    Gitlab,
    /// SARIF.
    #[value(help = "SARIF 2.1.0")]
    Sarif,
    /// JUnit.
    #[value(help = "JUnit XML")]
    Junit,
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum CheckLevel {
    /// For information.
    #[value(help = "提示", alias = "提示")]
    Info,
    /// Should be mended.
    #[value(help = "警告", alias = "警告")]
    Warning,
    /// Must be mended.
    #[value(help = "错误", alias = "错误")]
    Error,
}
