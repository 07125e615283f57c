//! A table as CSV: UTF-8 with BOM, as Excel and WPS need it to take Chinese for Chinese.
//!
//! Lines end in CR LF: RFC 4180 §2.1 asks for it, and it is what Excel writes, so that a filled
//! `pending.csv` comes back with the line ends it went out with. Cells are exact: nothing is put
//! before = + - @, since a changed name would map to nothing. The README says how to open the
//! files safely.

use std::fs::File;
use std::io::{self, BufWriter, Write};
use std::path::Path;

use rayon::prelude::*;

use super::OutputError;
use super::table::{Cell, Table};

/// The mark by which Excel knows UTF-8.
pub const BOM: &str = "\u{feff}";

/// Writes a table to a new file and gives the number of its rows, the header not counted.
///
/// # Errors
/// The file cannot be written, or the rows cannot be given.
pub fn write_file(table: &dyn Table, path: &Path) -> Result<u64, OutputError> {
    let file = File::create(path).map_err(|e| OutputError::io(path, e))?;
    write(table, BufWriter::with_capacity(1 << 16, file), path)
}

/// Writes a table to a writer, which messages call `path`, and gives the number of its rows.
///
/// # Errors
/// The writer fails, or the rows cannot be given.
pub fn write(table: &dyn Table, mut to: impl Write, path: &Path) -> Result<u64, OutputError> {
    header(table, &mut to, path)?;
    rows(table, to, path)
}

/// Writes a table that comes in parts, one after another, to a new file; several parts are made ready
/// at a time. Gives the number of rows. `part` is asked for each number below `parts`, and for the first
/// one even if there is none: it has the columns.
///
/// # Errors
/// The file cannot be written, or the rows cannot be given.
pub fn write_parts<T: Table>(
    parts: usize,
    part: &(dyn Fn(usize) -> T + Sync),
    path: &Path,
) -> Result<u64, OutputError> {
    let failed = |e| OutputError::io(path, e);
    let mut file = File::create(path).map_err(failed)?;
    header(&part(0), &mut file, path)?;
    let mut count = 0;
    let at_once = 2 * rayon::current_num_threads();
    for first in (0..parts).step_by(at_once) {
        let ready: Vec<_> = (first..parts.min(first + at_once))
            .into_par_iter()
            .map(|n| {
                let mut text = Vec::with_capacity(1 << 20);
                let count = rows(&part(n), &mut text, path)?;
                Ok((count, text))
            })
            .collect();
        for part in ready {
            let (rows, text) = part?;
            file.write_all(&text).map_err(failed)?;
            count += rows;
        }
    }
    Ok(count)
}

fn header(table: &dyn Table, mut to: impl Write, path: &Path) -> Result<(), OutputError> {
    to.write_all(BOM.as_bytes())
        .map_err(|e| OutputError::io(path, e))?;
    let mut to = writer(to);
    to.write_record(table.columns().iter().map(|c| c.header))
        .map_err(|e| OutputError::io(path, io_error(e)))?;
    to.flush().map_err(|e| OutputError::io(path, e))
}

fn writer<W: Write>(to: W) -> ::csv::Writer<W> {
    ::csv::WriterBuilder::new()
        .terminator(::csv::Terminator::CRLF)
        .from_writer(to)
}

fn rows(table: &dyn Table, to: impl Write, path: &Path) -> Result<u64, OutputError> {
    let mut to = writer(to);
    let failed = |e: ::csv::Error| OutputError::io(path, io_error(e));
    let mut count = 0;
    table.rows(&mut |cells| {
        for cell in cells {
            match cell {
                Cell::Text(text) => to.write_field(text.as_bytes()),
                Cell::Count(n) => to.write_field(n.to_string()),
                Cell::Blank => to.write_field(""),
            }
            .map_err(failed)?;
        }
        count += 1;
        to.write_record(None::<&[u8]>).map_err(failed)
    })?;
    to.flush().map_err(|e| OutputError::io(path, e))?;
    Ok(count)
}

/// The system's error inside a csv one, which hides it from the error chain.
fn io_error(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => error,
        other => io::Error::other(format!("{other:?}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::tables::{ExcludedLine, ExcludedTable};

    const NASTY: [&str; 8] = [
        "=1+1",
        " 空格 ",
        "引\"号,逗号",
        "两\r\n行",
        "\r",
        "00123",
        "\u{0}\u{feff}",
        "🀄戶口簿",
    ];

    fn table() -> impl Table {
        ExcludedTable::new(|each| {
            for (row, content) in (1..).zip(NASTY) {
                each(ExcludedLine {
                    row,
                    content: content.into(),
                    ..Default::default()
                })?;
            }
            Ok(())
        })
    }

    #[test]
    fn reads_back_exactly() {
        let mut bytes = Vec::new();
        let count = write(&table(), &mut bytes, Path::new("x")).unwrap();
        assert_eq!(count, NASTY.len() as u64);
        let text = String::from_utf8(bytes).unwrap();
        let text = text.strip_prefix(BOM).unwrap();
        assert!(text.starts_with("来源文件,工作表,行号,原内容,类别,说明\r\n,,1,=1+1,,\r\n"));
        let mut reader = ::csv::Reader::from_reader(text.as_bytes());
        let read: Vec<_> = reader.records().map(|r| r.unwrap()).collect();
        assert_eq!(read.len(), NASTY.len());
        for (record, content) in read.iter().zip(NASTY) {
            assert_eq!(&record[3], content);
        }
    }

    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_is_named() {
        let full = Path::new("/dev/full");
        let error = write_file(&table(), full).unwrap_err();
        assert!(matches!(error, OutputError::DiskFull { .. }), "{error:?}");
        let error = crate::output::json::write_file(&NASTY, full).unwrap_err();
        assert!(matches!(error, OutputError::DiskFull { .. }), "{error:?}");
    }

    #[test]
    fn an_error_of_the_rows_comes_through() {
        let table = ExcludedTable::new(|_| Err(OutputError::rows("坏了")));
        let error = write(&table, Vec::new(), Path::new("x")).unwrap_err();
        assert_eq!(error.to_string(), "坏了");
    }
}
