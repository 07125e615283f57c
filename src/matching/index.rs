//! What is known of names before any core is looked at: which name is tied to which standard.
//!
//! Ties are laid in order of precedence, and the first one stands: a catalogue standard's own name,
//! the user's dictionaries, the catalogue's aliases, the built-in dictionary. So a new dictionary can
//! add names to an old code, but never fuse two of them.

use std::sync::Arc;

use rustc_hash::FxHashMap;

use crate::dictionary::Dictionary;
use crate::dictionary::lines::{Entry, MaterialLine};
use crate::model::{Standard, StandardId, State};
use crate::reading::Cleaner;

/// A standard that matching can tie a core to.
#[derive(Clone, Debug, Default)]
pub struct Source {
    /// The standard's name.
    pub name: String,
    /// The line of the earlier catalogue that brought it: an index into what was given.
    pub catalogue: Option<usize>,
    /// The dictionary lines that speak of it: indices into [`Dictionary::materials`], strongest first.
    pub lines: Vec<usize>,
    /// Names of standards that it must not be merged with.
    pub apart: Vec<String>,
    /// Whether it is a draft of an earlier run.
    pub draft: bool,
}

/// How a name is tied to a standard, with the file and entry that say so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Tie {
    /// It is the standard's name.
    Name(StandardId, Arc<str>),
    /// It is an alias.
    Alias(StandardId, Arc<str>),
    /// It is probably this standard; a person must say yes.
    Confirm(StandardId, Arc<str>),
}

impl Tie {
    /// The standard that the name is tied to.
    pub fn standard(&self) -> StandardId {
        match self {
            Tie::Name(id, _) | Tie::Alias(id, _) | Tie::Confirm(id, _) => *id,
        }
    }
}

/// All known standards and the names tied to them.
#[derive(Debug, Default)]
pub struct Knowledge {
    /// The standards; [`StandardId`] points here.
    pub standards: Vec<Source>,
    ties: FxHashMap<Arc<str>, Tie>,
    /// Names of which a person must say yes, whatever else they are tied to.
    questions: FxHashMap<String, Tie>,
    /// Names in the order in which they were tied, with the standard of those that decide.
    order: Vec<(Arc<str>, Option<StandardId>)>,
}

impl Knowledge {
    /// Lays the ties of an earlier catalogue and of the dictionaries.
    pub fn new(dictionary: &Dictionary, cleaner: &Cleaner, catalogue: &[Standard]) -> Self {
        let mut knowledge = Self::default();
        knowledge.catalogue_names(cleaner, catalogue);
        let mut layers: Vec<u8> = dictionary
            .materials
            .iter()
            .map(|e| e.origin.layer)
            .collect();
        layers.sort_unstable();
        layers.dedup();
        for layer in layers.iter().rev().filter(|l| **l > 0) {
            knowledge.dictionary(dictionary, cleaner, *layer);
        }
        for (i, standard) in catalogue.iter().enumerate() {
            let by: Arc<str> = format!("原目录：{} {}", standard.code, standard.name).into();
            for alias in &standard.aliases {
                knowledge.tie(
                    &cleaner.key_of(alias),
                    Tie::Alias(StandardId(i as u32), Arc::clone(&by)),
                );
            }
        }
        knowledge.dictionary(dictionary, cleaner, 0);
        knowledge
    }

    /// How a name is tied, by its comparison key.
    pub fn tie_of(&self, key: &str) -> Option<&Tie> {
        self.ties.get(key)
    }

    /// The question that a dictionary line asks about a name, if one does.
    pub fn question_of(&self, key: &str) -> Option<&Tie> {
        self.questions.get(key)
    }

    /// All names that a dictionary line asks about, by their characters, with the standard that is asked about.
    pub fn questions(&self) -> Vec<(&str, &Tie)> {
        let mut all: Vec<(&str, &Tie)> = self
            .questions
            .iter()
            .map(|(k, t)| (k.as_str(), t))
            .collect();
        all.sort_unstable_by_key(|(key, _)| *key);
        all
    }

    /// The standard of a name, whichever way it is tied but for confirmation.
    pub fn standard_of(&self, key: &str) -> Option<StandardId> {
        match self.ties.get(key)? {
            Tie::Name(id, _) | Tie::Alias(id, _) => Some(*id),
            Tie::Confirm(..) => None,
        }
    }

    /// All names that decide, with their standard, in the order in which they were tied.
    pub fn names(&self) -> impl Iterator<Item = (&str, StandardId)> + Clone {
        self.order
            .iter()
            .filter_map(|(key, standard)| Some((&**key, (*standard)?)))
    }

    fn tie(&mut self, key: &str, tie: Tie) {
        if !key.is_empty() && !self.ties.contains_key(key) {
            let key: Arc<str> = key.into();
            let decides = match &tie {
                Tie::Name(id, _) | Tie::Alias(id, _) => Some(*id),
                Tie::Confirm(..) => None,
            };
            self.order.push((Arc::clone(&key), decides));
            self.ties.insert(key, tie);
        }
    }

    fn catalogue_names(&mut self, cleaner: &Cleaner, catalogue: &[Standard]) {
        self.standards.reserve(catalogue.len());
        self.ties.reserve(catalogue.len());
        self.order.reserve(catalogue.len());
        for (i, standard) in catalogue.iter().enumerate() {
            self.standards.push(Source {
                name: standard.name.clone(),
                catalogue: Some(i),
                apart: standard.apart.clone(),
                draft: standard.state == State::Draft,
                ..Source::default()
            });
        }
        // A name that a person has since given to another standard: the old code is retired and
        // points there, and that standard lists the name.
        let handed_over = |standard: &Standard| {
            standard.state == State::Retired
                && catalogue.iter().any(|other| {
                    other.name == standard.replaced_by && other.aliases.contains(&standard.name)
                })
        };
        for (i, standard) in catalogue.iter().enumerate() {
            if !handed_over(standard) {
                let by: Arc<str> = format!("原目录：{} {}", standard.code, standard.name).into();
                self.tie(
                    &cleaner.key_of(&standard.name),
                    Tie::Name(StandardId(i as u32), by),
                );
            }
        }
    }

    fn dictionary(&mut self, dictionary: &Dictionary, cleaner: &Cleaner, layer: u8) {
        // By name, so that the order of the lines changes nothing, not even the numbers within.
        let mut lines: Vec<(usize, &Entry<MaterialLine>)> = dictionary
            .materials
            .iter()
            .enumerate()
            .filter(|(_, e)| e.origin.layer == layer)
            .collect();
        lines.sort_by(|a, b| a.1.line.name.cmp(&b.1.line.name));
        let mut targets = Vec::with_capacity(lines.len());
        let count = |e: &MaterialLine| 1 + e.aliases.len() + e.slips.len() + e.confirm.len();
        let names = lines.iter().map(|(_, e)| count(&e.line)).sum();
        self.ties.reserve(names);
        self.order.reserve(names);
        for (i, entry) in &lines {
            let key = cleaner.key_of(&entry.line.name);
            let target = self.standard_of(&key).unwrap_or_else(|| {
                self.standards.push(Source {
                    name: entry.line.name.clone(),
                    ..Source::default()
                });
                StandardId(self.standards.len() as u32 - 1)
            });
            let by: Arc<str> = dictionary.cite(entry.origin, &entry.line.name).into();
            self.tie(&key, Tie::Name(target, Arc::clone(&by)));
            let source = &mut self.standards[target.0 as usize];
            source.lines.push(*i);
            source.apart.extend(entry.line.apart.iter().cloned());
            targets.push((target, by));
        }
        // Aliases after all names of the layer: no alias may take a name that is a standard's own.
        for ((_, entry), (target, by)) in lines.iter().zip(targets) {
            for alias in entry.line.aliases.iter().chain(&entry.line.slips) {
                self.tie(&cleaner.key_of(alias), Tie::Alias(target, Arc::clone(&by)));
            }
            for alias in &entry.line.confirm {
                let (key, question) = (cleaner.key(alias), Tie::Confirm(target, Arc::clone(&by)));
                self.questions
                    .entry(key.clone())
                    .or_insert_with(|| question.clone());
                self.tie(&key, question);
            }
        }
    }
}
