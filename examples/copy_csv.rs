//! Copies a CSV file record by record with the csv crate: the floor that `benches/peers` holds
//! `guiyi map` against. Nobody who reads CSV does less.
//!
//! ```sh
//! cargo run --release --example copy_csv -- list.csv copy.csv
//! ```

use std::error::Error;
use std::fs::File;

fn main() -> Result<(), Box<dyn Error>> {
    let mut paths = std::env::args_os().skip(1);
    let (Some(from), Some(to)) = (paths.next(), paths.next()) else {
        return Err("用法：copy_csv 原文件 新文件".into());
    };
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .from_reader(File::open(from)?);
    let mut writer = csv::WriterBuilder::new()
        .flexible(true)
        .from_writer(File::create(to)?);
    let mut record = csv::ByteRecord::new();
    while reader.read_byte_record(&mut record)? {
        writer.write_byte_record(&record)?;
    }
    writer.flush()?;
    Ok(())
}
