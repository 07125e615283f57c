//! A dictionary file's lines, read when they are first asked for.
//!
//! No command needs all files: `check` reads no type clues, `explain` no headers, and `rule` little
//! but the rules. What a user wrote is read at once, since what is wrong with it must be said; a
//! built-in file cannot be wrong, which a test sees to.

use std::fmt;
use std::ops::Deref;
use std::sync::OnceLock;

use super::lines::Entry;

/// The entries of one dictionary file and of those that a user laid over it, in that order.
#[derive(Clone)]
pub struct Table<T> {
    /// The users' entries, until they have gone behind the built-in ones.
    users: Vec<Entry<T>>,
    /// Reads the built-in file; `None` where it does not count.
    builtin: Option<fn() -> Vec<Entry<T>>>,
    entries: OnceLock<Vec<Entry<T>>>,
}

impl<T: Clone> Table<T> {
    /// A table of a built-in file, or of none, and of entries that are read already.
    pub(super) fn new(builtin: Option<fn() -> Vec<Entry<T>>>, users: Vec<Entry<T>>) -> Self {
        Self {
            users,
            builtin,
            entries: OnceLock::new(),
        }
    }

    /// Whether it holds what the built-in file says, and nothing else.
    pub fn is_built_in(&self) -> bool {
        self.builtin.is_some() && self.users.is_empty()
    }

    /// Leaves the built-in file out.
    pub(super) fn keep_users(&mut self) {
        *self = Self::new(None, std::mem::take(&mut self.users));
    }

    /// The entries, to be changed.
    pub(super) fn entries_mut(&mut self) -> &mut [Entry<T>] {
        self.entries();
        self.entries.get_mut().map_or(&mut [], Vec::as_mut_slice)
    }

    fn entries(&self) -> &[Entry<T>] {
        self.entries.get_or_init(|| {
            let mut all = self.builtin.map_or_else(Vec::new, |read| read());
            all.extend_from_slice(&self.users);
            all
        })
    }
}

impl<T: Clone> Default for Table<T> {
    fn default() -> Self {
        Self::new(None, Vec::new())
    }
}

impl<T: Clone> Deref for Table<T> {
    type Target = [Entry<T>];

    fn deref(&self) -> &[Entry<T>] {
        self.entries()
    }
}

impl<'a, T: Clone> IntoIterator for &'a Table<T> {
    type Item = &'a Entry<T>;
    type IntoIter = std::slice::Iter<'a, Entry<T>>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl<T: Clone + fmt::Debug> fmt::Debug for Table<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.entries().fmt(f)
    }
}
