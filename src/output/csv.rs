//! CSV as Excel and WPS open it right: UTF-8 with a byte order mark, lines ended as RFC 4180 says.
//!
//! Cells are exact: a name that begins with `=` stays what it is. The README says how to open such a file safely.

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;

use super::{Cell, OutputError, Table};

/// Writes a table.
///
/// # Errors
///
/// If the file cannot be written.
pub fn write_csv(path: &Path, table: &dyn Table) -> Result<(), OutputError> {
    let failed = |source| OutputError::io(path, source);
    let mut file = BufWriter::with_capacity(1 << 16, File::create(path).map_err(failed)?);
    file.write_all("\u{feff}".as_bytes()).map_err(failed)?;
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(file);
    let failed = |error: csv::Error| OutputError::io(path, error.into());
    writer.write_record(table.columns().iter().map(|c| c.header)).map_err(failed)?;
    let mut number = String::new();
    table.rows(&mut |cells| {
        for cell in cells {
            match cell {
                Cell::Text(text) => writer.write_field(text.as_bytes()).map_err(failed)?,
                Cell::Count(n) => {
                    number.clear();
                    number.push_str(&n.to_string());
                    writer.write_field(&number).map_err(failed)?;
                }
            }
        }
        writer.write_record(None::<&[u8]>).map_err(failed)
    })?;
    writer.flush().map_err(|source| OutputError::io(path, source))
}
