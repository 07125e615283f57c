//! What was found out about names, for all threads, so that none is read twice.

use std::borrow::Borrow;
use std::hash::{Hash, Hasher};
use std::sync::{PoisonError, RwLock, RwLockReadGuard};

use rustc_hash::FxHashSet;

/// How many distinct names are remembered; then all are forgotten, and it begins anew.
const NAMES: usize = 1 << 18;

/// Names, each with what was found out about it.
#[derive(Debug)]
pub struct Cache<N> {
    known: RwLock<FxHashSet<N>>,
}

impl<N: Named> Cache<N> {
    /// An empty cache.
    pub fn new() -> Self {
        Self {
            known: RwLock::default(),
        }
    }

    /// All that is known, while nothing is added. Many names may be asked of it at once; what each of
    /// them waits for from memory comes in together.
    pub fn known(&self) -> RwLockReadGuard<'_, FxHashSet<N>> {
        self.known.read().unwrap_or_else(PoisonError::into_inner)
    }

    /// Adds what was found.
    pub fn add(&self, found: impl IntoIterator<Item = N>) {
        let mut known = self.known.write().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= NAMES {
            known.clear();
        }
        known.extend(found);
    }
}

/// What is known by a name alone.
pub trait Named: Borrow<[u8]> + Eq + Hash {}

impl<N: Borrow<[u8]> + Eq + Hash> Named for N {}

/// A name with something that is known of it.
#[derive(Debug)]
pub struct Known<T> {
    name: Box<[u8]>,
    /// What is known.
    pub what: T,
}

impl<T> Known<T> {
    /// What is known of a name.
    pub fn new(name: &[u8], what: T) -> Self {
        let name = name.into();
        Self { name, what }
    }
}

impl<T> Borrow<[u8]> for Known<T> {
    fn borrow(&self) -> &[u8] {
        &self.name
    }
}

/// A name and what is appended to its records. They stand side by side, since of most rows nothing takes
/// as long as fetching these from memory.
#[derive(Debug)]
pub struct Tail {
    text: Box<[u8]>,
    name: usize,
}

impl Tail {
    /// What is appended to the records of a name.
    pub fn new(name: &[u8], tail: &[u8]) -> Self {
        Self {
            text: [name, tail].concat().into(),
            name: name.len(),
        }
    }

    /// What is appended.
    pub fn bytes(&self) -> &[u8] {
        &self.text[self.name..]
    }
}

impl Borrow<[u8]> for Tail {
    fn borrow(&self) -> &[u8] {
        &self.text[..self.name]
    }
}

/// Compares and hashes a type by its name, as [`Borrow`] asks.
macro_rules! by_name {
    ($([$($generic:ident)?] $type:ty),+) => {$(
        impl$(<$generic>)? PartialEq for $type {
            fn eq(&self, other: &Self) -> bool {
                let (one, two): (&[u8], &[u8]) = (self.borrow(), other.borrow());
                one == two
            }
        }

        impl$(<$generic>)? Eq for $type {}

        impl$(<$generic>)? Hash for $type {
            fn hash<H: Hasher>(&self, state: &mut H) {
                let name: &[u8] = self.borrow();
                name.hash(state);
            }
        }
    )+};
}

by_name!([T] Known<T>, [] Tail);
