//! Keeps what the crates below say about a full disk away from the user's terminal.
//!
//! In the low memory mode of `rust_xlsxwriter` rows are written to a scratch file with `.expect(…)`, so that a full
//! disk panics. There is no way to ask for an error instead (as of 0.102), hence this.

use std::cell::Cell;
use std::io::{self, Write};
use std::panic::{self, AssertUnwindSafe};
use std::sync::Once;

thread_local! {
    /// Whether a panic of this thread is one that `caught` will report itself.
    static EXPECTED: Cell<bool> = const { Cell::new(false) };
}

/// Runs `work`; a panic in it comes back as its message, and nothing is said on stderr.
pub fn caught<T>(work: impl FnOnce() -> T) -> Result<T, String> {
    static HOOK: Once = Once::new();
    // The hook belongs to the whole process: all other panics go on to the one before.
    HOOK.call_once(|| {
        let before = panic::take_hook();
        panic::set_hook(Box::new(move |info| {
            if !EXPECTED.get() {
                before(info);
            }
        }));
    });
    let outer = EXPECTED.replace(true);
    // The workbook that panicked is dropped while unwinding, so that nobody sees it half done.
    let result = panic::catch_unwind(AssertUnwindSafe(work));
    EXPECTED.set(outer);
    result.map_err(|payload| {
        payload
            .downcast_ref::<String>()
            .cloned()
            .or_else(|| payload.downcast_ref::<&str>().map(|s| (*s).to_owned()))
            .unwrap_or_else(|| "原因不明".to_owned())
    })
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_comes_back_as_its_message() {
        assert_eq!(caught(|| 1), Ok(1));
        assert_eq!(caught(|| -> u8 { panic!("{}", 2) }), Err("2".to_owned()));
        assert_eq!(caught(|| -> u8 { panic!("full") }), Err("full".to_owned()));
        assert!(!EXPECTED.get());
    }
}
