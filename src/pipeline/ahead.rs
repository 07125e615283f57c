//! Names are read while the rows that hold them still come in: rows come one after another, and the
//! other threads would wait for the last one.

use std::sync::{Arc, Mutex, PoisonError};

use rayon::Scope;

use super::intern::Interner;
use super::names::{ReadOne, read_one};
use crate::reading::Reader;

/// So many names make a task.
const BATCH: usize = 256;

/// Names that have been read before all rows were.
#[derive(Debug, Default)]
pub struct Ahead {
    batches: Mutex<Vec<Batch>>,
}

/// Names whose numbers follow one another, and what reading made of them.
type Batch = (usize, Vec<(Arc<str>, ReadOne)>);

/// Hands names to the other threads.
pub struct Scout<'a, 's, 'r> {
    ahead: &'r Ahead,
    scope: &'a Scope<'s>,
    reader: &'r Reader,
    next: usize,
}

impl Ahead {
    /// What has been read of a list of names, and by its number; `None` for the rest.
    pub fn into_slots(self, names: &Interner) -> Vec<Option<ReadOne>> {
        let mut slots = Vec::new();
        slots.resize_with(names.len(), || None);
        let batches = self
            .batches
            .into_inner()
            .unwrap_or_else(PoisonError::into_inner);
        for (first, batch) in batches {
            for (i, (name, read)) in (first..).zip(batch) {
                // A file that broke off was taken back, and its numbers given to other names.
                if names.texts().get(i).is_some_and(|n| Arc::ptr_eq(n, &name)) {
                    slots[i] = Some(read);
                }
            }
        }
        slots
    }
}

impl<'a, 's, 'r: 's> Scout<'a, 's, 'r> {
    /// A scout that hands names to the threads of a scope.
    pub fn new(ahead: &'r Ahead, scope: &'a Scope<'s>, reader: &'r Reader) -> Self {
        Self {
            ahead,
            scope,
            reader,
            next: 0,
        }
    }

    /// Looks at the names that there are by now, and hands over those that make a task.
    pub fn look(&mut self, names: &Interner) {
        self.next = self.next.min(names.len());
        if names.len() - self.next < BATCH {
            return;
        }
        let (first, ahead, reader) = (self.next, self.ahead, self.reader);
        let batch: Vec<Arc<str>> = names.texts()[first..].to_vec();
        self.next = names.len();
        self.scope.spawn(move |_| {
            let read = |name: Arc<str>| {
                let read = read_one(reader, &name);
                (name, read)
            };
            let batch = batch.into_iter().map(read).collect();
            let mut batches = ahead.batches.lock().unwrap_or_else(PoisonError::into_inner);
            batches.push((first, batch));
        });
    }
}
