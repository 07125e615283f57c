//! The files of `dictionaries/` and the user's own, read into typed lines that know their place.

pub mod lines;
pub mod phrase;

use lines::*;

/// A dictionary file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DictionaryFile {
    /// The file's name as evidence shows it: `materials.csv`, or `用户词典/materials.csv`.
    pub label: String,
    /// 0 for built-in.
    pub layer: u8,
}

/// All dictionaries: built-in lines first, then those of each `--dict` in order.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    /// The files that were read; [`Origin::file`] points here.
    pub files: Vec<DictionaryFile>,
    /// Standard materials.
    pub materials: Vec<Entry<MaterialLine>>,
    /// Contrasts.
    pub contrasts: Vec<Entry<ContrastLine>>,
    /// Equal words.
    pub equal_words: Vec<Entry<EqualLine>>,
    /// Wordings of qualifiers.
    pub qualifiers: Vec<Entry<QualifierLine>>,
    /// Weightless words.
    pub weightless: Vec<Entry<WeightlessLine>>,
    /// Roles.
    pub holders: Vec<Entry<HolderLine>>,
    /// Head words.
    pub heads: Vec<Entry<HeadLine>>,
    /// Bodies.
    pub issuers: Vec<Entry<IssuerLine>>,
    /// Places.
    pub regions: Vec<Entry<RegionLine>>,
    /// Confusable writings.
    pub confusables: Vec<Entry<ConfusableLine>>,
    /// Variant characters.
    pub variants: Vec<Entry<VariantLine>>,
    /// Names never to be split.
    pub fixed_names: Vec<Entry<FixedLine>>,
    /// Placeholders.
    pub placeholders: Vec<Entry<PlaceholderLine>>,
    /// Catch-alls and non-materials.
    pub catchalls: Vec<Entry<CatchallLine>>,
    /// Column headers.
    pub headers: Vec<Entry<HeaderLine>>,
    /// Code sets.
    pub code_sets: Vec<Entry<CodeLine>>,
    /// Words for segmentation.
    pub words: Vec<Entry<WordLine>>,
    /// SHA-256 over all files' contents in order, lower-case hexadecimal.
    pub fingerprint: String,
}
