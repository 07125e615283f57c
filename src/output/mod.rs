//! The model becomes files: one format a file. Knows nothing of how anything was decided.
//!
//! A [`table::Table`] streams its rows; [`csv`] and [`xlsx`] each ask for them anew and hold none,
//! so that millions of rows need no more memory than one. [`publish`] puts the finished files in
//! their place, whole or not at all.

pub mod csv;
mod error;
pub mod json;
pub mod publish;
pub mod sink;
pub mod table;
pub mod tables;
pub mod width;
pub mod xlsx;

pub use error::OutputError;
