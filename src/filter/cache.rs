//! What was found out about names, for all threads, so that none is read twice.

use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use rustc_hash::FxHashMap;

/// How many distinct names are remembered; then all are forgotten, and it begins anew.
const NAMES: usize = 1 << 18;

/// Names with what was found out about each.
#[derive(Debug)]
pub struct Cache<T> {
    known: RwLock<Names<T>>,
}

/// Names with what was found out about each.
type Names<T> = FxHashMap<Box<[u8]>, T>;

impl<T> Cache<T> {
    /// An empty cache.
    pub fn new() -> Self {
        Self {
            known: RwLock::default(),
        }
    }

    /// All that is known, while nothing is added. Many names may be asked of it at once; what each of
    /// them waits for from memory comes in together.
    pub fn known(&self) -> RwLockReadGuard<'_, Names<T>> {
        self.known.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds what was found.
    pub fn add(&self, found: impl IntoIterator<Item = (Box<[u8]>, T)>) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= NAMES {
            known.clear();
        }
        known.extend(found);
    }
}
