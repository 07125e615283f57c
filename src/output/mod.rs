//! The model becomes files: one format a file. Knows nothing of how anything was decided.
#[derive(Debug, thiserror::Error)] #[error("x")] pub struct OutputError;
