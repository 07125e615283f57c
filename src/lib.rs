//! guiyi 归一 turns departments' lists of application materials into one standard catalogue.
//!
//! Data flows one way, and everything costly happens once for each distinct name, then once for
//! each distinct core; rows only fan out again at the end:
//!
//! ```text
//! files ─ intake ─▶ rows ─(distinct)─▶ names ─ reading ─▶ parts: core + qualifiers ─(distinct)─▶ cores
//!                                                                                          │
//! mapping, catalogue, pending, excluded ◀─ output ◀─ source type ◀─ catalogue ◀─ matching ─┘
//! ```
//!
//! Each room is a module; [`pipeline`] reads from top to bottom as the picture above.
//! Knowledge (which words mean what) lives in `dictionaries/`, mechanism lives here.

pub mod catalog;
pub mod check;
pub mod cli;
pub mod dictionary;
pub mod encoding;
pub mod eval;
pub mod explain;
mod fence;
pub mod filter;
pub mod intake;
pub mod matching;
pub mod model;
pub mod output;
pub mod pipeline;
pub mod reading;
pub mod source_type;
mod system;
