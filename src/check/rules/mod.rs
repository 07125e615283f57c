//! The rules, by subject. Each is a small function of a name, of a row, or of the whole list.

pub mod dated;
pub mod fields;
pub mod lists;
pub mod naming;
pub mod proofs;
pub mod shape;
pub mod vague;

use super::name::{Fault, Name};

/// Asks every rule that a name alone can answer.
pub fn of_name(name: &Name<'_>) -> Vec<Fault> {
    let mut faults = Vec::new();
    shape::encoding(name, &mut faults);
    // What the catalogue itself calls a material is no fault of the department.
    if name.book.is_settled(&name.cleaner().key(name.raw)) {
        return faults;
    }
    vague::check(name, &mut faults);
    shape::check(name, &mut faults);
    naming::check(name, &mut faults);
    proofs::check(name, &mut faults);
    dated::of_name(name, &mut faults);
    faults
}
