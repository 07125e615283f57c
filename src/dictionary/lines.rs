//! One type for a line of each dictionary file. The field names are the files' headers.
//!
//! Lists within a cell are separated by `|`. A cell may be left out at the end of a line.

use serde::{Deserialize, Deserializer, Serialize};

pub use super::rule_lines::{LocalLine, RuleLine, RuleWordLine, SupersededLine};
use crate::model::SourceType;

/// Where an entry stands: a file of a layer, and its line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Origin {
    /// Index into [`super::Dictionary::files`].
    pub file: u16,
    /// The line in that file, from 1, comments counted.
    pub line: u32,
    /// 0 for built-in, 1 for the first `--dict`, and so on. A higher layer wins.
    pub layer: u8,
}

/// A line with its origin.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry<T> {
    /// What the line says.
    pub line: T,
    /// Where it stands.
    pub origin: Origin,
}

/// `materials.csv`: a standard material.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct MaterialLine {
    /// The standard name.
    #[serde(rename = "标准名称")]
    pub name: String,
    /// The source type; blank where the line says nothing about it.
    #[serde(rename = "来源类型", deserialize_with = "source_type")]
    pub source_type: Option<SourceType>,
    /// Who issues or writes it.
    #[serde(rename = "核发或出具单位")]
    pub issuer: String,
    /// Names that are this material.
    #[serde(rename = "别名", deserialize_with = "list")]
    pub aliases: Vec<String>,
    /// Aliases that are slips of the pen: they are this material, and a finding for `check`.
    #[serde(rename = "误写", deserialize_with = "list")]
    pub slips: Vec<String>,
    /// Names that are probably this material, and need a person's yes.
    #[serde(rename = "待确认别名", deserialize_with = "list")]
    pub confirm: Vec<String>,
    /// Standards that it must not be merged with.
    #[serde(rename = "不可归并", deserialize_with = "list")]
    pub apart: Vec<String>,
    /// `泛称` for a name too broad to be one paper, `材料组` for a bundle of which any one will do.
    #[serde(rename = "泛称")]
    pub broad: String,
    /// `停用` for a certificate that is abolished or superseded; blank for 现行.
    #[serde(rename = "状态")]
    pub state: String,
    /// The standard that replaces it.
    #[serde(rename = "替代为")]
    pub replaced_by: String,
    /// `是` where a holder may stand before the name (申请人身份证).
    #[serde(rename = "可带持有人", deserialize_with = "yes")]
    pub holder: bool,
    /// Why localities differ about the source type; blank where they do not.
    #[serde(rename = "来源有争议")]
    pub disputed: String,
    /// Anything else.
    #[serde(rename = "备注")]
    pub note: String,
}

/// `contrasts.csv`: two words that keep names apart, or that do not.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct ContrastLine {
    /// The family (婚姻, 登记阶段 …).
    #[serde(rename = "组")]
    pub group: String,
    /// One side.
    #[serde(rename = "甲")]
    pub a: String,
    /// The other side.
    #[serde(rename = "乙")]
    pub b: String,
    /// `X` forbids merging; `F` form only, `A` holder or attribute, `C` grade, `=` equal, `?` ask.
    #[serde(rename = "效果")]
    pub effect: String,
    /// An example.
    #[serde(rename = "例")]
    pub example: String,
}

/// `equal_words.csv`: a word that may be read as another, on word boundaries.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct EqualLine {
    /// The word as written.
    #[serde(rename = "词")]
    pub word: String,
    /// The word it is read as.
    #[serde(rename = "规范词")]
    pub canonical: String,
    /// Words one of which the name must hold besides (only in …); empty: anywhere.
    #[serde(rename = "仅在", deserialize_with = "list")]
    pub only_in: Vec<String>,
    /// Words one of which must follow directly; empty: anything.
    #[serde(rename = "仅后接", deserialize_with = "list")]
    pub only_before: Vec<String>,
    /// Words that must not follow directly.
    #[serde(rename = "后接不适用", deserialize_with = "list")]
    pub not_before: Vec<String>,
    /// Anything else.
    #[serde(rename = "备注")]
    pub note: String,
}

/// `rewordings.csv`: a phrase that says the same as a shorter name (证明身份的文件: 身份证明).
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct RewordingLine {
    /// The phrase, in the small grammar of `dictionary::phrase`.
    #[serde(rename = "句式")]
    pub pattern: String,
    /// What it is read as; its `…` and `N` stand for what those of the phrase matched.
    #[serde(rename = "读作")]
    pub canonical: String,
    /// Anything else.
    #[serde(rename = "备注")]
    pub note: String,
}

/// `qualifiers.csv`: a wording of a qualifier, in the small grammar of `dictionary::phrase`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct QualifierLine {
    /// 形式, 份数, 签章, 条件, 时效, 规格, 说明, or 动词 (提交, 出示: dropped).
    #[serde(rename = "属性")]
    pub attribute: String,
    /// The wording: `N` a number, `…` any text, `[x]` may be absent, `(a|b)` either.
    #[serde(rename = "句式")]
    pub pattern: String,
    /// The value kept; blank keeps the text as written.
    #[serde(rename = "规范值")]
    pub canonical: String,
    /// Where it may stand, `|`-separated: 前, 后, 括号. Blank: any of the three.
    #[serde(rename = "位置", deserialize_with = "list")]
    pub position: Vec<String>,
    /// Anything else.
    #[serde(rename = "备注")]
    pub note: String,
}

/// `weightless.csv`: a word that carries no meaning in a core.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct WeightlessLine {
    /// The word.
    #[serde(rename = "词")]
    pub word: String,
    /// Where it may be dropped: 前, 后, 中, `|`-separated; blank: anywhere.
    #[serde(rename = "位置", deserialize_with = "list")]
    pub position: Vec<String>,
    /// Anything else.
    #[serde(rename = "备注")]
    pub note: String,
}

/// `holders.csv`: a role that may stand before a document.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct HolderLine {
    /// The role as written.
    #[serde(rename = "角色")]
    pub role: String,
    /// 个人, 单位 or 身份.
    #[serde(rename = "类别")]
    pub kind: String,
    /// The usual word for the role; blank: the same. Names keep the role as they state it.
    #[serde(rename = "规范")]
    pub canonical: String,
    /// Beginnings of what follows, before which the role is no holder.
    #[serde(rename = "后接不是持有人", deserialize_with = "list")]
    pub not_before: Vec<String>,
    /// Anything else.
    #[serde(rename = "备注")]
    pub note: String,
}

/// `heads.csv`: a head word, the last word of a core, that says what kind of document it is.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[serde(default)]
pub struct HeadLine {
    /// The word.
    #[serde(rename = "词尾")]
    pub head: String,
    /// The class (证照, 证明, 申请, 报告 …).
    #[serde(rename = "类别")]
    pub class: String,
    /// The usual source type.
    #[serde(rename = "来源类型", deserialize_with = "source_type")]
    pub source_type: Option<SourceType>,
    /// How often that is right, 0 to 1; blank where unknown.
    #[serde(rename = "把握", deserialize_with = "number")]
    pub confidence: f64,
    /// The head word that it folds into (申请书 → 申请表); blank: none.
    #[serde(rename = "折叠为")]
    pub fold: String,
    /// Anything else.
    #[serde(rename = "备注")]
    pub note: String,
}

/// `issuers.csv`: a body, by its full or usual name.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct IssuerLine {
    /// The name as written.
    #[serde(rename = "名称")]
    pub name: String,
    /// Its present name; blank: the same.
    #[serde(rename = "现名")]
    pub current: String,
    /// What kind of body it is (government, bank, hospital … in Chinese).
    #[serde(rename = "类别")]
    pub kind: String,
    /// The source type of what it issues; blank where it depends.
    #[serde(rename = "来源类型", deserialize_with = "source_type")]
    pub source_type: Option<SourceType>,
    /// The year from which the present name holds.
    #[serde(rename = "起始")]
    pub since: String,
    /// Anything else.
    #[serde(rename = "备注")]
    pub note: String,
}

/// `type_clues.csv`: a word that tells who brings a paper of a class into being.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct ClueLine {
    /// The word, anywhere in the name.
    #[serde(rename = "词")]
    pub word: String,
    /// The class of the head word, or 无 for a name without one.
    #[serde(rename = "词尾类别")]
    pub class: String,
    /// Who brings such a paper into being.
    #[serde(rename = "来源类型", deserialize_with = "source_type")]
    pub source_type: Option<SourceType>,
    /// Anything else.
    #[serde(rename = "备注")]
    pub note: String,
}

/// `regions.csv`: a place, or the shape of one.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct RegionLine {
    /// The name, or a placeholder such as `XX市`.
    #[serde(rename = "地名")]
    pub name: String,
    /// Its level (省, 市, 县, 国别, 占位 …).
    #[serde(rename = "层级")]
    pub level: String,
    /// `是` where it stays in the core (香港居民身份证): known, but never lifted.
    #[serde(rename = "不剥离", deserialize_with = "yes")]
    pub stays: bool,
    /// Anything else.
    #[serde(rename = "备注")]
    pub note: String,
}

/// `confusables.csv`: two writings that are confused by sound or by look.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct ConfusableLine {
    /// The right one, where one is.
    #[serde(rename = "正")]
    pub right: String,
    /// The wrong one.
    #[serde(rename = "误")]
    pub wrong: String,
    /// 音近, 形近 or 异体.
    #[serde(rename = "类别")]
    pub kind: String,
    /// Anything else.
    #[serde(rename = "备注")]
    pub note: String,
}

/// `variants.csv`: a variant character or word and what it is read as; equal sides protect.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct VariantLine {
    /// As written.
    #[serde(rename = "写法")]
    pub from: String,
    /// As read. The same as written: protected from being changed (乾县).
    #[serde(rename = "规范")]
    pub to: String,
    /// Anything else.
    #[serde(rename = "备注")]
    pub note: String,
}

/// `fixed_names.csv`: a name with a separator inside that is never split.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct FixedLine {
    /// The name, or the part of it that holds the separator.
    #[serde(rename = "名称")]
    pub name: String,
    /// Anything else.
    #[serde(rename = "备注")]
    pub note: String,
}

/// `placeholders.csv`: what a cell says where there is no material.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct PlaceholderLine {
    /// The whole cell, cleaned.
    #[serde(rename = "写法")]
    pub text: String,
    /// Anything else.
    #[serde(rename = "备注")]
    pub note: String,
}

/// `catchalls.csv`: a wording in the small grammar of `dictionary::phrase` that is a broad name or no material.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct CatchallLine {
    /// The wording.
    #[serde(rename = "句式")]
    pub pattern: String,
    /// 兜底 (one of the catch-alls), 非材料 (particulars or a rule).
    #[serde(rename = "类别")]
    pub kind: String,
    /// The standard it belongs to, for 兜底; blank: 其他材料.
    #[serde(rename = "归入")]
    pub standard: String,
    /// Anything else.
    #[serde(rename = "备注")]
    pub note: String,
}

/// `headers.csv`: a column header and the field it means.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct HeaderLine {
    /// The field's word ([`crate::model::Field`]).
    #[serde(rename = "字段")]
    pub field: String,
    /// The header, cleaned: no spaces, no marks of being required.
    #[serde(rename = "表头")]
    pub header: String,
    /// Anything else.
    #[serde(rename = "备注")]
    pub note: String,
}

/// `code_sets.csv`: a code of a named code set and what it means.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct CodeLine {
    /// The field's word.
    #[serde(rename = "字段")]
    pub field: String,
    /// The name of the code set.
    #[serde(rename = "码表")]
    pub set: String,
    /// The code as text.
    #[serde(rename = "代码")]
    pub code: String,
    /// The word it stands for.
    #[serde(rename = "含义")]
    pub meaning: String,
    /// Anything else.
    #[serde(rename = "备注")]
    pub note: String,
}

/// `connectors.csv`: a word or a mark that joins what stands on its sides.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct ConnectorLine {
    /// The word.
    #[serde(rename = "词")]
    pub word: String,
    /// 全部 (、 和), 任选 (或), 定语 (的), 列举 (等).
    #[serde(rename = "关系")]
    pub relation: String,
    /// Anything else.
    #[serde(rename = "备注")]
    pub note: String,
}

/// `strung.csv`: a modifier that stands with others before one head (设计、施工、监理报告).
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct StrungLine {
    /// The modifier.
    #[serde(rename = "词")]
    pub word: String,
    /// 任选 for statuses of one person, 全部 for works.
    #[serde(rename = "关系")]
    pub relation: String,
    /// Anything else.
    #[serde(rename = "备注")]
    pub note: String,
}

/// `words.csv`: a word for segmentation.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(default)]
pub struct WordLine {
    /// The word.
    #[serde(rename = "词")]
    pub word: String,
    /// Its frequency; blank: high enough to stay whole.
    #[serde(rename = "词频", deserialize_with = "count")]
    pub frequency: Option<u32>,
}

// Cells are slices of the file, so that these take none for a `String` that they would drop again.

pub(super) fn list<'de, D: Deserializer<'de>>(d: D) -> Result<Vec<String>, D::Error> {
    let text = <&str>::deserialize(d)?;
    Ok(text
        .split('|')
        .map(str::trim)
        .filter(|s| !s.is_empty())
        .map(str::to_owned)
        .collect())
}

fn yes<'de, D: Deserializer<'de>>(d: D) -> Result<bool, D::Error> {
    let text = <&str>::deserialize(d)?;
    match text.trim() {
        "" | "否" => Ok(false),
        "是" => Ok(true),
        other => Err(serde::de::Error::custom(format!(
            "应写“是”或留空，写的是“{other}”"
        ))),
    }
}

fn source_type<'de, D: Deserializer<'de>>(d: D) -> Result<Option<SourceType>, D::Error> {
    let text = <&str>::deserialize(d)?;
    match text.trim() {
        "" => Ok(None),
        word => SourceType::from_word(word).map(Some).ok_or_else(|| {
            serde::de::Error::custom(format!(
                "来源类型应为政府部门核发、申请人自备或第三方机构出具，写的是“{word}”"
            ))
        }),
    }
}

fn number<'de, D: Deserializer<'de>>(d: D) -> Result<f64, D::Error> {
    let text = <&str>::deserialize(d)?;
    match text.trim() {
        "" => Ok(0.0),
        word => word
            .parse()
            .map_err(|_| serde::de::Error::custom(format!("应为数字，写的是“{word}”"))),
    }
}

fn count<'de, D: Deserializer<'de>>(d: D) -> Result<Option<u32>, D::Error> {
    let text = <&str>::deserialize(d)?;
    match text.trim() {
        "" => Ok(None),
        word => word
            .parse()
            .map(Some)
            .map_err(|_| serde::de::Error::custom(format!("词频应为整数，写的是“{word}”"))),
    }
}
