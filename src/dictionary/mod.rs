//! The files of `dictionaries/` and the user's own, read into typed lines that know their place.

mod error;
mod key;
pub mod lines;
mod load;
mod parse;
pub mod phrase;
mod rule_lines;
mod table;
mod text;
pub mod verify;

use std::collections::BTreeMap;

use serde::Serialize;
use sha2::{Digest, Sha256};

pub use error::{DictionaryError, Problem, Severity};
pub use key::Keyed;
use lines::*;
pub use load::LoadOptions;
pub use table::Table;

/// A dictionary file that was read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DictionaryFile {
    /// The file's name as evidence shows it: `materials.csv`, or `用户词典/materials.csv`.
    pub label: String,
    /// As messages name it: the label of a built-in file, the path of a user's.
    pub path: String,
    /// 0 for built-in.
    pub layer: u8,
}

/// The one table of dictionary files: each stands here once, and everything else follows from it.
/// `$do` gets: field of [`Dictionary`], type of its lines, file name without ending.
macro_rules! for_each_file {
    ($do:ident) => {
        $do! {
            materials: MaterialLine = "materials",
            contrasts: ContrastLine = "contrasts",
            equal_words: EqualLine = "equal_words",
            rewordings: RewordingLine = "rewordings",
            qualifiers: QualifierLine = "qualifiers",
            weightless: WeightlessLine = "weightless",
            holders: HolderLine = "holders",
            heads: HeadLine = "heads",
            issuers: IssuerLine = "issuers",
            type_clues: ClueLine = "type_clues",
            regions: RegionLine = "regions",
            confusables: ConfusableLine = "confusables",
            variants: VariantLine = "variants",
            fixed_names: FixedLine = "fixed_names",
            placeholders: PlaceholderLine = "placeholders",
            catchalls: CatchallLine = "catchalls",
            headers: HeaderLine = "headers",
            code_sets: CodeLine = "code_sets",
            connectors: ConnectorLine = "connectors",
            strung: StrungLine = "strung",
            words: WordLine = "words",
            rules: RuleLine = "rules",
            rule_words: RuleWordLine = "rule_words",
            superseded: SupersededLine = "superseded",
            local: LocalLine = "local",
        }
    };
}
pub(crate) use for_each_file;

/// All dictionaries: built-in lines first, then those of each `--dict` in order.
#[derive(Clone, Debug, Default)]
pub struct Dictionary {
    /// The files that were read; [`Origin::file`] points here.
    pub files: Vec<DictionaryFile>,
    /// Standard materials.
    pub materials: Table<MaterialLine>,
    /// Contrasts.
    pub contrasts: Table<ContrastLine>,
    /// Equal words.
    pub equal_words: Table<EqualLine>,
    /// Rewordings.
    pub rewordings: Table<RewordingLine>,
    /// Wordings of qualifiers.
    pub qualifiers: Table<QualifierLine>,
    /// Weightless words.
    pub weightless: Table<WeightlessLine>,
    /// Roles.
    pub holders: Table<HolderLine>,
    /// Head words.
    pub heads: Table<HeadLine>,
    /// Bodies.
    pub issuers: Table<IssuerLine>,
    /// Words that tell who brings a paper into being.
    pub type_clues: Table<ClueLine>,
    /// Places.
    pub regions: Table<RegionLine>,
    /// Confusable writings.
    pub confusables: Table<ConfusableLine>,
    /// Variant characters.
    pub variants: Table<VariantLine>,
    /// Names never to be split.
    pub fixed_names: Table<FixedLine>,
    /// Placeholders.
    pub placeholders: Table<PlaceholderLine>,
    /// Catch-alls and non-materials.
    pub catchalls: Table<CatchallLine>,
    /// Column headers.
    pub headers: Table<HeaderLine>,
    /// Code sets.
    pub code_sets: Table<CodeLine>,
    /// Words and marks that join.
    pub connectors: Table<ConnectorLine>,
    /// Modifiers that are strung before one head.
    pub strung: Table<StrungLine>,
    /// Words for segmentation.
    pub words: Table<WordLine>,
    /// Rules of `guiyi check`.
    pub rules: Table<RuleLine>,
    /// Wordings that rules look for.
    pub rule_words: Table<RuleWordLine>,
    /// Names out of use.
    pub superseded: Table<SupersededLine>,
    /// What only a place knows.
    pub local: Table<LocalLine>,
}

impl Dictionary {
    /// The built-in dictionaries.
    ///
    /// # Errors
    /// [`DictionaryError::Lines`] where a built-in line is broken, which a test rules out.
    pub fn builtin() -> Result<Self, DictionaryError> {
        Self::load(&LoadOptions::default())
    }

    /// The file that an entry stands in, as evidence names it: `materials.csv`,
    /// `用户词典/materials.csv`, and from the second `--dict` on `用户词典2/materials.csv`.
    pub fn entry_label(&self, origin: Origin) -> String {
        self.label(origin).to_owned()
    }

    fn label(&self, origin: Origin) -> &str {
        self.files
            .get(usize::from(origin.file))
            .map_or("", |file| file.label.as_str())
    }

    /// An entry as evidence names it: the file and the entry, so that moving a line changes no output.
    pub fn cite(&self, origin: Origin, entry: &str) -> String {
        // Start-up cites every line once: formatting would be dear.
        [self.label(origin), "：", entry].concat()
    }

    /// The file and line of an entry that evidence cites, if it is one.
    pub fn place_of(&self, cited: &str) -> Option<String> {
        let (label, entry) = cited.split_once('：')?;
        let mut found = None;
        macro_rules! look {
            ($($field:ident: $line:ty = $file:literal,)+) => {
                $(for e in &self.$field {
                    let key = e.line.key();
                    let named = key.contains(&entry) || (key.len() == 3 && format!("{}/{}", key[1], key[2]) == entry);
                    if named && self.label(e.origin) == label {
                        found = Some(self.place(e.origin));
                    }
                })+
            };
        }
        for_each_file!(look);
        found.map(|place| format!("{place}：{entry}"))
    }

    /// An error that names a line which was read but cannot be used.
    pub fn broken_line(&self, origin: Origin, message: String) -> DictionaryError {
        let problem = Problem {
            file: self.entry_label(origin),
            line: origin.line,
            severity: Severity::Error,
            message,
            suggestion: "请改正这一行".to_owned(),
        };
        DictionaryError::Lines {
            problems: vec![problem],
        }
    }

    /// The file and line of an entry: `materials.csv 第 12 行`. For `explain` only, since moving a
    /// line must change no other output.
    pub fn place(&self, origin: Origin) -> String {
        format!("{} 第 {} 行", self.label(origin), origin.line)
    }

    /// SHA-256 of what all lines say, lower-case hexadecimal. Line numbers, the order of the lines
    /// and the way the files were saved do not enter.
    pub fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        macro_rules! add {
            ($($field:ident: $line:ty = $file:literal,)+) => {
                $(add_entries(&mut hash, $file, &self.$field);)+
            };
        }
        for_each_file!(add);
        hash.finalize().iter().map(|b| format!("{b:02x}")).collect()
    }
}

fn add_entries<T: Serialize>(hash: &mut Sha256, file: &str, entries: &[Entry<T>]) {
    let mut layers: BTreeMap<u8, Vec<String>> = BTreeMap::new();
    for entry in entries {
        // A line is texts, lists and numbers: nothing that JSON cannot say.
        let text = serde_json::to_string(&entry.line).unwrap_or_default();
        layers.entry(entry.origin.layer).or_default().push(text);
    }
    for (layer, mut texts) in layers {
        texts.sort_unstable();
        hash.update(format!("{file} {layer} {}\n", texts.len()));
        for text in texts {
            hash.update(text);
            hash.update("\n");
        }
    }
}
