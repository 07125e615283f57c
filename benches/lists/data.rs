//! The generator's own knowledge: `noise.csv` (how names are dressed) and `forms.csv` (the long tail).

use std::error::Error;

use serde::Deserialize;
use serde::de::DeserializeOwned;

/// Where a wording stands, in the order in which a name is put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Slot {
    /// Numbering and form codes.
    #[serde(rename = "编号")]
    Number,
    /// Verbs and conditions that lead to the name.
    #[serde(rename = "引导")]
    Lead,
    /// Validity, and what a photograph must look like.
    #[serde(rename = "时效")]
    Validity,
    /// A place.
    #[serde(rename = "地区")]
    Region,
    /// Who issues it.
    #[serde(rename = "出具")]
    Issuer,
    /// Whose it is.
    #[serde(rename = "持有")]
    Holder,
    /// Title marks and quotes.
    #[serde(rename = "包裹")]
    Wrap,
    /// The pages that are asked for.
    #[serde(rename = "页码")]
    Pages,
    /// Original or copy.
    #[serde(rename = "形式")]
    Form,
    /// How many.
    #[serde(rename = "份数")]
    Copies,
    /// Seal or signature.
    #[serde(rename = "签章")]
    Seal,
    /// Brackets that explain.
    #[serde(rename = "括注")]
    Bracket,
    /// The mark at the end.
    #[serde(rename = "句尾")]
    End,
    /// A whole catch-all.
    #[serde(rename = "兜底")]
    CatchAll,
    /// A whole line that is no material.
    #[serde(rename = "非材料")]
    NoMaterial,
    /// Several papers in one line.
    #[serde(rename = "并列")]
    Several,
}

/// A line of `noise.csv`.
#[derive(Clone, Debug, Deserialize)]
pub struct Wording {
    /// Why a name that wears it may be read wrongly; the gold's note.
    #[serde(rename = "成因")]
    pub cause: String,
    /// Where it stands.
    #[serde(rename = "位置")]
    pub slot: Slot,
    /// The names that it fits, see [`Wording::fits`].
    #[serde(rename = "适用", deserialize_with = "list")]
    pub only: Vec<String>,
    /// How often it is taken, among those of its place.
    #[serde(rename = "权重")]
    pub weight: u32,
    /// The wording, with alternatives and placeholders in braces.
    #[serde(rename = "写法")]
    pub text: String,
    /// The form that it states.
    #[serde(rename = "形式")]
    pub form: String,
    /// The label of several papers, over their letters.
    #[serde(rename = "标注")]
    pub label: String,
}

/// Fits every name.
pub const ANY: &str = "任意";
/// Fits names of the materials before which a holder may stand.
pub const HELD: &str = "可带持有人";
/// Fits names of the materials whose issuer is known.
pub const ISSUED: &str = "有出具单位";
/// Fits broad names.
pub const BROAD: &str = "泛称";

impl Wording {
    /// Whether it fits a name of these kinds, of which the standard's name behind `=` is one.
    pub fn fits(&self, kinds: &[String]) -> bool {
        let is = |kind: &str| kind == ANY || kinds.iter().any(|k| k == kind);
        let (not, only): (Vec<&String>, Vec<&String>) =
            self.only.iter().partition(|kind| kind.starts_with('!'));
        not.iter().all(|kind| !is(&kind[1..]))
            && (only.is_empty() || only.iter().any(|kind| is(kind)))
    }
}

/// The part that a word plays in the name of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize)]
pub enum Part {
    /// Taken off a standard's name, so that its subject is left.
    #[serde(rename = "剥去")]
    Stripped,
    /// Left out of account where two names are held to say the same.
    #[serde(rename = "略去")]
    Ignored,
    /// Before the subject.
    #[serde(rename = "定语")]
    Modifier,
    /// What is applied for.
    #[serde(rename = "程序")]
    Procedure,
    /// What is done to it.
    #[serde(rename = "动作")]
    Action,
    /// A class of the subject, in brackets.
    #[serde(rename = "类别")]
    Class,
    /// The kind of paper.
    #[serde(rename = "词尾")]
    Head,
}

/// A line of `forms.csv`.
#[derive(Clone, Debug, Deserialize)]
pub struct FormWord {
    /// Its part.
    #[serde(rename = "用法")]
    pub part: Part,
    /// The word; blank for none.
    #[serde(rename = "词")]
    pub word: String,
    /// How often it is taken.
    #[serde(rename = "权重")]
    pub weight: Option<u32>,
    /// The source type of forms with this head, as materials.csv writes it.
    #[serde(rename = "来源类型")]
    pub source_type: String,
}

/// The wordings, in the order of the file.
///
/// # Errors
/// If a line is broken.
pub fn wordings() -> Result<Vec<Wording>, Box<dyn Error>> {
    table(include_str!("noise.csv"))
}

/// The words of forms, in the order of the file.
///
/// # Errors
/// If a line is broken.
pub fn form_words() -> Result<Vec<FormWord>, Box<dyn Error>> {
    table(include_str!("forms.csv"))
}

fn table<T: DeserializeOwned>(text: &str) -> Result<Vec<T>, Box<dyn Error>> {
    let mut reader = csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .from_reader(text.as_bytes());
    Ok(reader.deserialize().collect::<Result<_, _>>()?)
}

fn list<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    let cell = String::deserialize(from)?;
    Ok(cell.split('|').map(str::to_owned).collect())
}
