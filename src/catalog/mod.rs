//! Decisions become standard materials with codes that last.
//!
//! [`baseline`](read_baseline) reads what an earlier run published, [`Verdicts`] what people decided,
//! and [`settle`] puts them together with what matching decided.

mod baseline;
mod codes;
mod settle;
mod verdict;

pub use baseline::{CatalogError, read_baseline};
pub use settle::{CoreFacts, Placed, Settled, settle};
pub use verdict::{Verdict, Verdicts};

/// Separates several names in one cell of `catalog.csv`.
pub const LIST_MARK: &str = "；";
