//! What was found out about names, for all threads, so that none is read twice.

use std::hash::Hasher;
use std::sync::{Mutex, PoisonError};

use rustc_hash::{FxHashMap, FxHasher};

/// How many distinct names are remembered; of a part that is full, all are forgotten.
const NAMES: usize = 1 << 18;

/// So many parts, each with a lock of its own, that two threads hardly ever want the same.
const PARTS: usize = 64;

/// The names of one part, with what was found out about each.
type Part<T> = Mutex<FxHashMap<Box<[u8]>, T>>;

/// Names with what was found out about each.
#[derive(Debug)]
pub struct Cache<T> {
    parts: Vec<Part<T>>,
}

impl<T> Cache<T> {
    /// An empty cache.
    pub fn new() -> Self {
        let parts = std::iter::repeat_with(Mutex::default);
        Self {
            parts: parts.take(PARTS).collect(),
        }
    }

    /// Uses what is known of a name; finds it where it is not known yet.
    pub fn with<U>(&self, name: &[u8], find: impl FnOnce() -> T, used: impl FnOnce(&T) -> U) -> U {
        let mut hasher = FxHasher::default();
        hasher.write(name);
        let part = &self.parts[hasher.finish() as usize % PARTS];
        let lock = || part.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(name) {
            return used(known);
        }
        // Not under the lock: another thread may find the same meanwhile, which harms nothing.
        let found = find();
        let result = used(&found);
        let mut part = lock();
        if part.len() >= NAMES / PARTS {
            part.clear();
        }
        part.insert(name.into(), found);
        result
    }
}
