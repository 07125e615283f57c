//! Keeps what the crates below say about a full disk away from the user's terminal; panics are caught
//! by `crate::fence`.

use std::io::{self, Write};

/// A writer that fails once, then takes everything and keeps nothing.
///
/// `zip` tries to finish a file that has failed when it is dropped, and prints to stderr that it
/// could not. The first failure was handed up by then; a second one is no news.
pub struct Settled<W> {
    inner: W,
    failed: bool,
}

impl<W: Write> Settled<W> {
    /// Wraps a writer.
    pub fn new(inner: W) -> Self {
        let failed = false;
        Self { inner, failed }
    }

    fn noted<T>(&mut self, result: io::Result<T>) -> io::Result<T> {
        if let Err(error) = &result {
            self.failed = error.kind() != io::ErrorKind::Interrupted;
        }
        result
    }
}

impl<W: Write> Write for Settled<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.failed {
            return Ok(bytes.len());
        }
        let result = self.inner.write(bytes);
        self.noted(result)
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.failed {
            return Ok(());
        }
        let result = self.inner.flush();
        self.noted(result)
    }
}
