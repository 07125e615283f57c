//! What a user may type. Only this file knows clap's derive; the rest sees plain settings.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand, ValueEnum};

pub use super::check_args::{CheckArgs, CheckFormat, CheckLevel, RuleArgs};

const TEMPLATE: &str = "{about}\n\n用法：{usage}\n\n{all-args}{after-help}";

/// guiyi 归一
#[derive(Debug, Parser)]
#[command(
    name = "guiyi",
    version,
    about = "归一：把各部门的办事材料清单归并成标准材料目录，每一行都有映射、依据和来源类型",
    help_template = TEMPLATE,
    subcommand_help_heading = "命令",
    disable_help_subcommand = true,
    disable_help_flag = true,
    disable_version_flag = true,
    propagate_version = true,
    after_help = "退出码：0 完成；1 有发现（只有检查类命令）；2 未能完成。\n标准输出只放数据，提示都在标准错误。全程不联网。"
)]
pub struct Cli {
    /// 显示帮助
    #[arg(short, long, global = true, action = clap::ArgAction::Help, help_heading = "通用")]
    help: Option<bool>,
    /// 显示版本
    #[arg(short = 'V', long, action = clap::ArgAction::Version, help_heading = "通用")]
    version: Option<bool>,
    /// What to do.
    #[command(subcommand)]
    pub command: Command,
}

/// The commands.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// 归并：清单进，标准材料目录、逐行映射、待确认清单出
    #[command(help_template = TEMPLATE)]
    Run(RunArgs),
    /// 解释：一个名称怎样被读、归到哪里、为什么
    #[command(help_template = TEMPLATE)]
    Explain(ExplainArgs),
    /// 映射：按冻结的目录逐行对照，一行进一行出
    #[command(help_template = TEMPLATE)]
    Map(MapArgs),
    /// 指纹：版本、词典和目录合成的一个数，几台机器相同，映射就相同
    #[command(help_template = TEMPLATE)]
    Fingerprint(FingerprintArgs),
    /// 检查：清单能不能入库，不能的说出改什么
    #[command(help_template = TEMPLATE)]
    Check(CheckArgs),
    /// 规则：检查用的每条规则，依据和改法
    #[command(help_template = TEMPLATE)]
    Rule(RuleArgs),
    /// 评测：在标注好的名称上，量归并、拆分、属性和来源类型的准确率
    #[command(help_template = TEMPLATE)]
    Eval(EvalArgs),
    /// 词典：检查内置或自己的词典
    #[command(help_template = TEMPLATE, subcommand_help_heading = "命令")]
    Dict(DictArgs),
    /// 生成命令行补全脚本
    #[command(help_template = TEMPLATE)]
    Completions {
        /// 哪一种命令行：bash、zsh、fish、powershell 或 elvish
        #[arg(
            hide_possible_values = true,
            value_name = "SHELL",
            help_heading = "参数"
        )]
        shell: clap_complete::Shell,
    },
    /// 生成 man 手册页
    #[command(help_template = TEMPLATE)]
    Man,
}

/// What dictionaries and which catalogue to use.
#[derive(Clone, Debug, Default, Args)]
pub struct KnowledgeArgs {
    /// 已有的标准材料目录（catalog.csv 或归一成果.xlsx）：编码和名称照旧，新材料接着编
    #[arg(long, value_name = "FILE", help_heading = "选项")]
    pub catalog: Option<PathBuf>,
    /// 自己的词典目录，可多次给出，后面的优先，都优先于内置词典
    #[arg(long, value_name = "DIR", help_heading = "选项")]
    pub dict: Vec<PathBuf>,
    /// 不用内置的标准材料、对立词和来源类型（表头、代码、限定语等词典仍用）
    #[arg(long, help_heading = "选项")]
    pub no_builtin: bool,
}

/// `guiyi run`
#[derive(Debug, Args)]
pub struct RunArgs {
    /// 部门清单：CSV、TSV、XLSX、XLS，或放着它们的目录
    #[arg(value_name = "FILE", required = true, help_heading = "参数")]
    pub files: Vec<PathBuf>,
    /// 成果目录：整体写成，或什么也不写
    #[arg(short, long, value_name = "DIR", help_heading = "选项")]
    pub out: Option<PathBuf>,
    /// Dictionaries and catalogue.
    #[command(flatten)]
    pub knowledge: KnowledgeArgs,
    /// 填好结论的 pending.csv 或归一成果.xlsx：按结论办，依据记为人工
    #[arg(long, value_name = "FILE", help_heading = "选项")]
    pub decisions: Vec<PathBuf>,
    /// 指定某一列，如 材料名称=要件；可多次给出
    #[arg(long, value_name = "字段=表头", help_heading = "选项")]
    pub column: Vec<String>,
    /// 只读这些工作表；可多次给出
    #[arg(long, value_name = "NAME", help_heading = "选项")]
    pub sheet: Vec<String>,
    /// 文本文件的编码，如 gb18030、utf-8、big5；不给则自动识别
    #[arg(long, value_name = "NAME", help_heading = "选项")]
    pub encoding: Option<String>,
    /// 写哪几种成果：csv 四张表，xlsx 工作簿，json 汇总 [默认：csv,xlsx,json]
    #[arg(
        long,
        hide_possible_values = true,
        value_name = "KIND",
        value_delimiter = ',',
        help_heading = "选项"
    )]
    pub write: Vec<Kind>,
    /// 线程数 [默认：全部核]
    #[arg(long, value_name = "N", help_heading = "选项")]
    pub threads: Option<usize>,
    /// 遇到读不了的文件，跳过它，其余照做
    #[arg(long, help_heading = "选项")]
    pub keep_going: bool,
    /// 成果目录里已有填了结论的待确认清单时，仍然覆盖
    #[arg(long, help_heading = "选项")]
    pub overwrite: bool,
    /// 进度条：auto 只在终端显示，always 总是显示，never 不显示 [默认：auto]
    #[arg(
        long,
        hide_possible_values = true,
        value_name = "WHEN",
        help_heading = "选项"
    )]
    pub progress: Option<When>,
    /// 不打印汇总和提示
    #[arg(short, long, help_heading = "选项")]
    pub quiet: bool,
}

/// `guiyi explain`
#[derive(Debug, Args)]
pub struct ExplainArgs {
    /// 要解释的名称
    #[arg(value_name = "NAME", help_heading = "参数")]
    pub name: String,
    /// 一个标准材料的名称或编码：说明为什么是它或不是它
    #[arg(value_name = "STANDARD", help_heading = "参数")]
    pub standard: Option<String>,
    /// Dictionaries and catalogue.
    #[command(flatten)]
    pub knowledge: KnowledgeArgs,
    /// 输出 JSON
    #[arg(long, help_heading = "选项")]
    pub json: bool,
}

/// `guiyi map`
#[derive(Debug, Args)]
pub struct MapArgs {
    /// 要映射的文件（CSV、TSV、NDJSON），- 为标准输入
    #[arg(value_name = "FILE", help_heading = "参数")]
    pub file: PathBuf,
    /// Dictionaries and catalogue.
    #[command(flatten)]
    pub knowledge: KnowledgeArgs,
    /// 指定某一列，如 材料名称=要件；没有表头时写列号，如 材料名称=2
    #[arg(long, value_name = "字段=表头", help_heading = "选项")]
    pub column: Vec<String>,
    /// 记录格式：csv、tsv，或 ndjson（一行一个 JSON 对象）[默认：按扩展名；标准输入为 csv]
    #[arg(
        long,
        hide_possible_values = true,
        value_name = "FORMAT",
        help_heading = "选项"
    )]
    pub format: Option<RecordFormat>,
    /// 输入的编码，如 gb18030、utf-8、big5；不给则自动识别。输出总是 UTF-8
    #[arg(long, value_name = "NAME", help_heading = "选项")]
    pub encoding: Option<String>,
    /// 没有表头
    #[arg(long, help_heading = "选项")]
    pub no_header: bool,
    /// 表示空值的写法，如 \N
    #[arg(long, value_name = "TEXT", help_heading = "选项")]
    pub null: Option<String>,
    /// 另附最接近的 N 个标准材料和相似度（只供参考）
    #[arg(
        long,
        value_name = "N",
        default_value_t = 0,
        hide_default_value = true,
        help_heading = "选项"
    )]
    pub candidates: usize,
}

/// `guiyi fingerprint`
#[derive(Debug, Args)]
pub struct FingerprintArgs {
    /// Dictionaries and catalogue.
    #[command(flatten)]
    pub knowledge: KnowledgeArgs,
}

/// `guiyi eval`
#[derive(Debug, Args)]
pub struct EvalArgs {
    /// 金标准：列为 name,standard,source_type,ambiguous,form,holder,note 的 CSV
    #[arg(value_name = "GOLD", help_heading = "参数")]
    pub gold: PathBuf,
    /// Dictionaries and catalogue.
    #[command(flatten)]
    pub knowledge: KnowledgeArgs,
    /// 输出 JSON
    #[arg(long, help_heading = "选项")]
    pub json: bool,
    /// 把每个错对、错行写进这个目录：整体写成，或什么也不写
    #[arg(short, long, value_name = "DIR", help_heading = "选项")]
    pub out: Option<PathBuf>,
}

/// `guiyi dict`
#[derive(Debug, Args)]
pub struct DictArgs {
    /// What to do.
    #[command(subcommand)]
    pub command: DictCommand,
}

/// The commands of `guiyi dict`.
#[derive(Debug, Subcommand)]
pub enum DictCommand {
    /// 检查词典：排序、重复、冲突、链、坏行；不给目录则检查内置词典
    #[command(help_template = TEMPLATE)]
    Check {
        /// 自己的词典目录
        #[arg(value_name = "DIR", help_heading = "参数")]
        dir: Option<PathBuf>,
    },
}

/// A kind of result to write.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Kind {
    /// The four tables.
    #[value(help = "四张表")]
    Csv,
    /// The workbook.
    #[value(help = "工作簿")]
    Xlsx,
    /// The summary.
    #[value(help = "汇总")]
    Json,
}

/// When to show a progress bar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ValueEnum, serde::Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum When {
    /// On a terminal.
    #[value(help = "只在终端显示")]
    #[default]
    Auto,
    /// Always.
    #[value(help = "总是显示")]
    Always,
    /// Never.
    #[value(help = "不显示")]
    Never,
}

/// How the records of `guiyi map` are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum RecordFormat {
    /// Comma-separated.
    #[value(help = "逗号分隔")]
    Csv,
    /// Tab-separated.
    #[value(help = "制表符分隔")]
    Tsv,
    /// A JSON object a line.
    #[value(help = "一行一个 JSON 对象")]
    Ndjson,
}
