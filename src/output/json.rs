//! A summary as JSON: indented, UTF-8 without BOM (RFC 8259 §8.1), ending in one line feed.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use serde::Serialize;

use super::OutputError;

/// Writes a value to a new file.
///
/// # Errors
/// The file cannot be written, or the value has no JSON form.
pub fn write_file(value: &impl Serialize, path: &Path) -> Result<(), OutputError> {
    let file = File::create(path).map_err(|e| OutputError::io(path, e))?;
    write(value, BufWriter::new(file), path)
}

/// Writes a value to a writer, which messages call `path`.
///
/// # Errors
/// The writer fails, or the value has no JSON form.
pub fn write(value: &impl Serialize, mut to: impl Write, path: &Path) -> Result<(), OutputError> {
    serde_json::to_writer_pretty(&mut to, value).map_err(|e| {
        if e.is_io() {
            OutputError::io(path, e.into())
        } else {
            OutputError::Json {
                path: path.to_path_buf(),
                source: e,
            }
        }
    })?;
    to.write_all(b"\n")
        .and_then(|()| to.flush())
        .map_err(|e| OutputError::io(path, e))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plain_utf8_with_a_final_line_feed() {
        let mut bytes = Vec::new();
        let value = serde_json::json!({"读入": 3, "映射": 2});
        write(&value, &mut bytes, Path::new("x")).unwrap();
        let text = String::from_utf8(bytes).unwrap();
        assert_eq!(text, "{\n  \"读入\": 3,\n  \"映射\": 2\n}\n");
    }
}
