//! Dictionaries and an earlier catalogue, loaded and compiled: what every command knows.

use std::path::Path;
use std::sync::Arc;

use super::options::{Knowledge, RunError};
use crate::catalog::read_baseline;
use crate::dictionary::{Dictionary, LoadOptions};
use crate::intake::{self, IntakeError};
use crate::matching::Matcher;
use crate::model::{Sheet, Standard};
use crate::reading::{Lexicon, Reader};

/// Everything that is known before a name is read.
#[derive(Debug)]
pub struct Loaded {
    /// The dictionaries.
    pub dictionary: Dictionary,
    /// The earlier catalogue, by code; empty where there is none.
    pub catalogue: Vec<Standard>,
    /// Reader and matcher over both.
    pub matcher: Matcher,
}

/// Loads what is to be known.
///
/// # Errors
///
/// If a dictionary or the catalogue cannot be read.
pub fn load(knowledge: &Knowledge) -> Result<Loaded, RunError> {
    let dictionary = Dictionary::load(&LoadOptions {
        builtin_knowledge: knowledge.builtin,
        dirs: knowledge.dicts.clone(),
    })?;
    let catalogue = match &knowledge.catalog {
        None => Vec::new(),
        Some(path) => read_baseline(&path.display().to_string(), &sheets(path)?)?,
    };
    let names = catalogue
        .iter()
        .flat_map(|s| std::iter::once(&s.name).chain(&s.aliases))
        .map(String::as_str);
    let reader = Arc::new(Reader::new(Lexicon::new(&dictionary, names)?));
    let matcher = Matcher::new(&dictionary, reader, &catalogue);
    Ok(Loaded {
        dictionary,
        catalogue,
        matcher,
    })
}

/// The tables of a file of ours, which a person may have saved anew.
pub(super) fn sheets(path: &Path) -> Result<Vec<Sheet>, IntakeError> {
    let file = path.display();
    let tables = intake::open_tables(path, None)?;
    Ok(tables
        .into_iter()
        .map(|table| Sheet {
            label: if table.sheet.is_empty() {
                file.to_string()
            } else {
                format!("{file}［{}］", table.sheet)
            },
            header: table.header,
            rows: table.rows,
        })
        .collect())
}
