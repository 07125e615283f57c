//! Lines of the files that `guiyi check` rests on. As in [`super::lines`], the names are the headers.

use serde::{Deserialize, Serialize};

use super::lines::list;

/// `rules.csv`: a rule of `guiyi check`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct RuleLine {
    /// C01 …
    #[serde(rename = "编号")]
    pub id: String,
    /// What it is called.
    #[serde(rename = "名称")]
    pub name: String,
    /// 错误, 警告 or 提示.
    #[serde(rename = "级别")]
    pub level: String,
    /// Why there is such a rule.
    #[serde(rename = "依据")]
    pub ground: String,
    /// What breaks it.
    #[serde(rename = "反例")]
    pub bad: String,
    /// What does not.
    #[serde(rename = "正例")]
    pub good: String,
    /// How to mend it.
    #[serde(rename = "改法")]
    pub mend: String,
}

/// `rule_words.csv`: a wording that a rule looks for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct RuleWordLine {
    /// The rule's id.
    #[serde(rename = "规则")]
    pub rule: String,
    /// How it is looked for.
    #[serde(rename = "用法")]
    pub mode: String,
    /// The wording.
    #[serde(rename = "写法")]
    pub word: String,
    /// What to write instead; blank where only the department knows.
    #[serde(rename = "改为")]
    pub instead: String,
    /// Anything else.
    #[serde(rename = "备注")]
    pub note: String,
}

/// `superseded.csv`: a name out of use, since when, and who says so.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct SupersededLine {
    /// What kind of thing it names.
    #[serde(rename = "类别")]
    pub kind: String,
    /// The old name.
    #[serde(rename = "旧称")]
    pub term: String,
    /// What has taken its place; blank where nothing has.
    #[serde(rename = "现称")]
    pub successor: String,
    /// Since when.
    #[serde(rename = "起始")]
    pub since: String,
    /// Who says so.
    #[serde(rename = "来源")]
    pub source: String,
    /// Texts before it that make it another word.
    #[serde(rename = "前接不适用", deserialize_with = "list")]
    pub not_after: Vec<String>,
    /// Texts behind it that make it another word.
    #[serde(rename = "后接不适用", deserialize_with = "list")]
    pub not_before: Vec<String>,
}

/// `local.csv`: what only a place knows about a material or an item. The built-in file is empty: a
/// user's own folder has it, and without it the rules that ask for it are off.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct LocalLine {
    /// What is said of it.
    #[serde(rename = "类别")]
    pub kind: String,
    /// A material's name, or an item's name or code.
    #[serde(rename = "名称")]
    pub name: String,
    /// What the kind asks for: a licence's type code, the item that comes before.
    #[serde(rename = "取值")]
    pub value: String,
    /// Who says so.
    #[serde(rename = "依据")]
    pub ground: String,
}
