//! The words that all rooms share: rows, readings, decisions, standard materials.
//!
//! Nothing here does anything but hold and name data; it depends on no other room.

mod decision;
mod reading;
mod report;
mod row;
mod sheet;
mod standard;
mod words;

pub use decision::{Basis, Candidate, Decision, Grade, StandardId};
pub use reading::{Attribute, Outcome, Part, Qualifier, Reading, Relation, Span};
pub use report::{InputReport, SheetReport};
pub use row::{Exclusion, ExclusionKind, Field, Place, Record, Row, times};
pub use sheet::Sheet;
pub use standard::{Counts, SourceType, Standard, State};
pub(crate) use words::words;
