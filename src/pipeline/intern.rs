//! Texts that occur many times, held once.

use std::sync::Arc;

use rustc_hash::FxHashMap;

/// Gives every distinct text a number, in the order in which they are first seen.
#[derive(Clone, Debug, Default)]
pub struct Interner {
    ids: FxHashMap<Arc<str>, u32>,
    texts: Vec<Arc<str>>,
}

impl Interner {
    /// The number of a text.
    pub fn id(&mut self, text: &str) -> u32 {
        if let Some(id) = self.ids.get(text) {
            return *id;
        }
        let id = self.texts.len() as u32;
        let text: Arc<str> = Arc::from(text);
        self.texts.push(text.clone());
        self.ids.insert(text, id);
        id
    }

    /// The text of a number.
    pub fn text(&self, id: u32) -> &str {
        &self.texts[id as usize]
    }

    /// Forgets all texts from a number on.
    pub fn truncate(&mut self, len: usize) {
        for text in self.texts.drain(len.min(self.texts.len())..) {
            self.ids.remove(&text);
        }
    }

    /// All texts, by their number.
    pub fn texts(&self) -> &[Arc<str>] {
        &self.texts
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.texts.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.texts.is_empty()
    }
}
