//! Findings as a table that Excel and WPS open: UTF-8 with BOM, CR LF.

use std::io::{self, Write};

use super::Report;
use crate::output::csv::BOM;

const HEADER: [&str; 11] = [
    "规则",
    "级别",
    "文件",
    "工作表",
    "行",
    "列",
    "原文",
    "起",
    "止",
    "问题",
    "建议",
];

/// Writes it.
pub fn write(report: &Report, to: &mut dyn Write) -> io::Result<()> {
    to.write_all(BOM.as_bytes())?;
    let mut table = ::csv::WriterBuilder::new()
        .terminator(::csv::Terminator::CRLF)
        .from_writer(to);
    table.write_record(HEADER)?;
    for f in &report.findings {
        let (row, start, end) = (
            f.row.to_string(),
            (f.span[0] + 1).to_string(),
            f.span[1].to_string(),
        );
        table.write_record([
            &f.rule,
            f.severity.word(),
            &f.file,
            &f.sheet,
            &row,
            &f.column,
            &f.text,
            &start,
            &end,
            &f.message,
            &f.suggestion,
        ])?;
    }
    table.flush()
}
