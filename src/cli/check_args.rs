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
    /// 打印的格式：human、json、csv、github、gitlab、sarif、junit；xlsx 只能写进 --output [默认：human]
    #[arg(
        long,
        hide_possible_values = true,
        value_name = "FORMAT",
        help_heading = "选项"
    )]
    pub format: Option<CheckFormat>,
    /// 另写进文件，可多次给出：按扩展名定格式（.txt、.json、.csv、.sarif、.xml、.xlsx），或写成 格式=文件
    #[arg(long, value_name = "FILE", help_heading = "选项")]
    pub output: Vec<String>,
    /// 基线：里面记着的是已知的，只有新的才列出、才算不通过
    #[arg(long, value_name = "FILE", help_heading = "选项")]
    pub baseline: Option<PathBuf>,
    /// 把现有的发现写成基线；没有检查到的文件和规则，原来记着的照留
    #[arg(
        long,
        value_name = "FILE",
        conflicts_with = "baseline",
        help_heading = "选项"
    )]
    pub write_baseline: Option<PathBuf>,
    /// 用 guiyi.toml 里 [check.presets.NAME] 的设置
    #[arg(long, value_name = "NAME", help_heading = "选项")]
    pub preset: Option<String>,
    /// 问题清单（xlsx）里的整改期限，如 2027-06-30
    #[arg(long, value_name = "DATE", help_heading = "选项")]
    pub deadline: Option<String>,
    /// 指定某一列，如 材料名称=要件；可多次给出
    #[arg(long, value_name = "字段=表头", help_heading = "选项")]
    pub column: Vec<String>,
    /// 只读这些工作表；可多次给出
    #[arg(long, value_name = "NAME", help_heading = "选项")]
    pub sheet: Vec<String>,
    /// 文本文件的编码，如 gb18030、utf-8、big5；不给则自动识别
    #[arg(long, value_name = "NAME", help_heading = "选项")]
    pub encoding: Option<String>,
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
        hide_possible_values = true,
        value_name = "LEVEL",
        help_heading = "选项"
    )]
    pub fail_on: Option<CheckLevel>,
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
    /// The day it is, for tests.
    #[arg(long, hide = true, value_name = "DATE")]
    pub today: Option<String>,
}

/// `guiyi rule`
#[derive(Debug, Args)]
pub struct RuleArgs {
    /// 规则编号，如 C04；不给则列出全部
    #[arg(value_name = "ID", help_heading = "参数")]
    pub id: Option<String>,
    /// Prints docs/rules.md.
    #[arg(long, hide = true, conflicts_with = "id")]
    pub markdown: bool,
    /// 自己的词典目录，可多次给出
    #[arg(long, value_name = "DIR", help_heading = "选项")]
    pub dict: Vec<PathBuf>,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CheckFormat {
    /// For people.
    #[value(help = "给人看")]
    #[default]
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
    /// The workbook to hand out.
    #[value(help = "问题清单工作簿")]
    Xlsx,
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum CheckLevel {
    /// For information.
    #[value(help = "提示", alias = "提示")]
    #[serde(alias = "提示")]
    Info,
    /// Should be mended.
    #[value(help = "警告", alias = "警告")]
    #[serde(alias = "警告")]
    Warning,
    /// Must be mended.
    #[value(help = "错误", alias = "错误")]
    #[serde(alias = "错误")]
    Error,
}
