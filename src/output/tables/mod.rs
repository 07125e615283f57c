//! The four tables that a run writes. Their headers are a contract.

mod catalog;
mod excluded;
mod mapping;
mod pending;

pub use catalog::{CatalogLine, CatalogTable};
pub use excluded::{ExcludedLine, ExcludedTable};
pub use mapping::{MappingLine, MappingTable};
pub use pending::{PendingLine, PendingTable};

/// Several names in one cell. A ； within a name is written as ;, which reads as the same.
fn join(names: &[String]) -> String {
    names.iter().map(|n| n.replace('；', ";")).collect::<Vec<_>>().join("；")
}
