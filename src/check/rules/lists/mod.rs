//! What only the list as a whole can say, or all lists together.

mod codes;
mod differing;
mod earlier;
mod empty;
mod repeats;
mod together;

use super::super::book::RuleBook;
use super::super::lists::Line;
use super::super::name::Fault;
use crate::model::Field;

/// A fault of a line, by its place among the lines, with its column.
pub type OfLine = (usize, Field, Fault);

/// Asks every rule that needs more than one row.
pub fn check(book: &RuleBook<'_>, lines: &[Line<'_>]) -> Vec<OfLine> {
    let mut faults = Vec::new();
    empty::check(lines, &mut faults);
    repeats::check(book, lines, &mut faults);
    differing::check(book, lines, &mut faults);
    together::check(book, lines, &mut faults);
    earlier::check(book, lines, &mut faults);
    codes::check(lines, &mut faults);
    faults
}
