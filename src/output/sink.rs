//! Writing to standard output: buffered, and at peace with a reader that has had enough.

use std::error::Error;
use std::io::{self, BufWriter, StdoutLock};

/// Standard output behind a large buffer, locked for as long as it is held.
///
/// Flush it at the end: an error at drop is lost.
pub fn stdout() -> BufWriter<StdoutLock<'static>> {
    BufWriter::with_capacity(1 << 16, io::stdout().lock())
}

/// Whether somewhere in the chain of an error stands a closed pipe: `guiyi … | head` is no failure.
///
/// csv and serde_json hide the system's error from the chain, so they are asked by themselves.
pub fn is_broken_pipe(error: &(dyn Error + 'static)) -> bool {
    let mut next = Some(error);
    while let Some(error) = next {
        if io_kind(error) == Some(io::ErrorKind::BrokenPipe) {
            return true;
        }
        next = error.source();
    }
    false
}

/// What kind of failure of the system this one error is, if it is one.
fn io_kind(error: &(dyn Error + 'static)) -> Option<io::ErrorKind> {
    if let Some(error) = error.downcast_ref::<io::Error>() {
        // An io::Error may wrap another error, which `source` passes over.
        return match error.get_ref().and_then(|inner| io_kind(inner)) {
            Some(kind) => Some(kind),
            None => Some(error.kind()),
        };
    }
    if let Some(error) = error.downcast_ref::<csv::Error>() {
        return match error.kind() {
            csv::ErrorKind::Io(error) => io_kind(error),
            _ => None,
        };
    }
    if let Some(error) = error.downcast_ref::<super::OutputError>() {
        // Transparent, so `source` passes over the error inside.
        return match error {
            super::OutputError::Rows(inner) => io_kind(inner.as_ref()),
            _ => None,
        };
    }
    error
        .downcast_ref::<serde_json::Error>()
        .and_then(serde_json::Error::io_error_kind)
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::output::OutputError;

    fn pipe() -> io::Error {
        io::ErrorKind::BrokenPipe.into()
    }

    #[test]
    fn a_closed_pipe_is_found_through_every_wrapper() {
        assert!(is_broken_pipe(&pipe()));
        assert!(is_broken_pipe(&io::Error::other(pipe())));
        assert!(is_broken_pipe(&csv::Error::from(pipe())));
        assert!(is_broken_pipe(&serde_json::Error::io(pipe())));
        assert!(is_broken_pipe(&OutputError::io(Path::new("x"), pipe())));
        assert!(is_broken_pipe(&OutputError::rows(csv::Error::from(pipe()))));
        let chain = anyhow::Error::new(OutputError::io(Path::new("x"), pipe())).context("读取");
        assert!(is_broken_pipe(chain.as_ref()));
    }

    #[test]
    fn other_failures_are_not_a_closed_pipe() {
        let full = io::Error::from(io::ErrorKind::StorageFull);
        assert!(!is_broken_pipe(&OutputError::io(Path::new("x"), full)));
    }
}
