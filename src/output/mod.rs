//! The model becomes files: one format a file. Knows nothing of how anything was decided.

mod csv;
mod error;
mod json;
mod publish;
mod table;
pub mod tables;
mod xlsx;

pub use self::csv::write_csv;
pub use error::OutputError;
pub use json::write_json;
pub use publish::{FILES, Staging, WORKBOOK};
pub use table::{Cell, Column, Table};
pub use xlsx::{SHEET_ROWS, write_workbook};
