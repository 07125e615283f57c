//! The rules that the dictionaries are held to: `guiyi dict check`.
//!
//! The same rules hold for the built-in files and for a user's folder over them. What is wrong
//! within one layer is an error; where a user's line changes what a built-in one says, that is only
//! told, since it is what a user's dictionary is for.

mod columns;
mod materials;
mod order;
mod words;

use super::lines::{Entry, Origin};
use super::load::{self, LoadOptions};
use super::{Dictionary, DictionaryError, Problem, Severity};

/// Reads the dictionaries and checks every rule. The problems are sorted by file and line; none
/// means that all is well. With folders in `options` the built-in files are checked too, so that a
/// conflict is seen from whichever side it can be mended.
///
/// # Errors
/// Only where a folder or file cannot be read or no dictionary is named by it; a broken line is a
/// problem among the others.
pub fn verify(options: &LoadOptions) -> Result<Vec<Problem>, DictionaryError> {
    let (dictionary, mut problems) = load::read(options)?;
    problems.append(&mut load::builtin_problems());
    let mut report = Report {
        dictionary: &dictionary,
        problems,
    };
    order::check(&mut report);
    columns::check(&mut report);
    materials::check(&mut report);
    words::check(&mut report);
    let mut problems = report.problems;
    problems.sort();
    problems.dedup();
    Ok(problems)
}

/// Whether a line says just what a line of another layer says: a user's folder may begin as a copy
/// of the built-in one, and there is nothing to tell about that.
fn repeats<T: PartialEq>(one: &Entry<T>, other: &Entry<T>) -> bool {
    one.origin.layer != other.origin.layer && one.line == other.line
}

/// The dictionaries under check and what was found so far.
struct Report<'a> {
    dictionary: &'a Dictionary,
    problems: Vec<Problem>,
}

impl Report<'_> {
    fn add(&mut self, at: Origin, severity: Severity, message: String, suggestion: &str) {
        let file = self
            .dictionary
            .files
            .get(usize::from(at.file))
            .map(|file| file.path.clone())
            .unwrap_or_default();
        self.problems.push(Problem {
            file,
            line: at.line,
            severity,
            message,
            suggestion: suggestion.to_owned(),
        });
    }

    fn error(&mut self, at: Origin, message: String, suggestion: &str) {
        self.add(at, Severity::Error, message, suggestion);
    }

    /// Two lines disagree. Within a layer it is an error of the later line; across layers the
    /// higher one wins, and that is told.
    fn conflict(&mut self, one: Origin, other: Origin, message: &str, suggestion: &str) {
        let (low, high) = if (one.layer, one.file, one.line) < (other.layer, other.file, other.line)
        {
            (one, other)
        } else {
            (other, one)
        };
        let place = self.dictionary.place(low);
        if low.layer == high.layer {
            self.error(high, format!("{message}（另见 {place}）"), suggestion);
        } else {
            self.add(
                high,
                Severity::Information,
                format!("{message}（{place} 与此不同）"),
                "以用户词典这一行为准；不是有意的请改",
            );
        }
    }
}
