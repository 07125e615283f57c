//! JSON, indented, with a line end at the end.

use std::path::Path;

use serde::Serialize;

use super::OutputError;

/// Writes a value.
///
/// # Errors
///
/// If the file cannot be written.
pub fn write_json(path: &Path, value: &impl Serialize) -> Result<(), OutputError> {
    let failed = |source| OutputError::io(path, source);
    let mut text = serde_json::to_vec_pretty(value).map_err(|e| failed(e.into()))?;
    text.push(b'\n');
    std::fs::write(path, text).map_err(failed)
}
