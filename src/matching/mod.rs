//! Distinct cores and the catalogue become a decision for each core.
//!
//! The ladder, safest rung first ([`Matcher::decide`]):
//! standard name → alias → fold → explained difference → likeness, which only proposes.
//! Before the last three stands the guard. A core is tied to a standard, never to another core's
//! standard: there are no chains. Cores that no standard takes are grouped by [`group`].

mod difference;
mod distance;
mod fold;
mod group;
mod guard;
mod index;
mod ladder;
mod likeness;
mod neighbours;

pub use group::{Draft, Drafts, group};
pub use guard::{Effect, Guard};
pub use index::{Knowledge, Source, Tie};
pub use ladder::Matcher;
pub use likeness::dice;
