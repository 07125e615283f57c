//! A fence around crates that panic where they should give an error.
//!
//! Two do, and cannot be asked otherwise: `calamine` on workbooks that are made to do harm, and
//! `rust_xlsxwriter` on a full disk. What they say is caught, and is not printed beside our own sentence.

use std::cell::Cell;
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
