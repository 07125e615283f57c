//! Dictionaries and an earlier catalogue, loaded and compiled: what every command knows.

use std::path::Path;
use std::sync::Arc;

use rayon::prelude::*;

use super::options::{Knowledge, RunError};
use crate::catalog::read_baseline;
use crate::dictionary::{Dictionary, LoadOptions};
use crate::intake::{self, IntakeError};
use crate::matching::Matcher;
use crate::model::{Sheet, Standard, State};
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
    let (catalogue, lexicon) = match &knowledge.catalog {
        // Without a catalogue no pool of threads need start.
        None => (Vec::new(), Lexicon::new(&dictionary)),
        Some(path) => {
            let read = || -> Result<_, RunError> {
                Ok(read_baseline(&path.display().to_string(), &sheets(path)?)?)
            };
            let (catalogue, lexicon) = rayon::join(read, || Lexicon::new(&dictionary));
            (catalogue?, lexicon)
        }
    };
    let mut reader = Reader::new(lexicon?);
    let whole = names_to_know_whole(&reader, &catalogue);
    reader.know_whole(&whole);
    let reader = Arc::new(reader);
    let matcher = Matcher::new(&dictionary, reader, &catalogue);
    Ok(Loaded {
        dictionary,
        catalogue,
        matcher,
    })
}

/// The same for a command that ends when it has used it: it is never dropped, since taking a hundred
/// thousand texts down one by one takes as long as reading a name or two hundred.
///
/// # Errors
///
/// If a dictionary or the catalogue cannot be read.
pub fn load_for_good(knowledge: &Knowledge) -> Result<&'static Loaded, RunError> {
    Ok(Box::leak(Box::new(load(knowledge)?)))
}

/// Names that a person put into the catalogue and that reading would take apart.
///
/// All others must *not* be made known: a core of an earlier run is read as itself anyway, and once
/// it were known, names around it would be read in another way than in that run. Drafts are cores.
fn names_to_know_whole(reader: &Reader, catalogue: &[Standard]) -> Vec<String> {
    // Without a catalogue no pool of threads need start.
    if catalogue.is_empty() {
        return Vec::new();
    }
    let cleaner = &reader.lexicon().cleaner;
    catalogue
        .par_iter()
        .filter(|s| s.state != State::Draft)
        .flat_map_iter(|s| std::iter::once(&s.name).chain(&s.aliases))
        .filter(|name| {
            let key = cleaner.key(name);
            let reading = reader.read(name);
            !matches!(reading.parts(), [part] if part.key == key)
        })
        .cloned()
        .collect()
}

/// The tables of a file of ours, which a person may have saved anew.
pub(super) fn sheets(path: &Path) -> Result<Vec<Sheet>, IntakeError> {
    sheets_where(path, &|_| true)
}

/// The same, but only those whose header is wanted: a mapping of millions of rows is not held.
pub(super) fn sheets_where(
    path: &Path,
    wanted: &dyn Fn(&[String]) -> bool,
) -> Result<Vec<Sheet>, IntakeError> {
    let file = path.display();
    let tables = intake::open_tables(path, None, wanted)?;
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
