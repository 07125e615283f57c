//! A workbook of the old format as one of the new: values, merged cells, and the sheets in their order.
//!
//! Nothing writes the old format, and the reader gives no styles: those are lost, and the summary says so.

use std::io::Cursor;

use calamine::{Data, Reader, SheetType, SheetVisible, Xls};
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatBorder, Workbook, XlsxError};

use crate::check::fix::FixError;
use crate::fence;
use crate::system::original;

/// Width of columns in characters: names are long, and widths of the old file cannot be read.
const WIDTH: f64 = 18.0;

/// The same workbook in the new format.
///
/// # Errors
/// If it cannot be read or written.
pub(in crate::check::fix) fn converted(label: &str, bytes: &[u8]) -> Result<Vec<u8>, FixError> {
    let fault = |detail: String| FixError::Workbook {
        file: label.to_owned(),
        detail,
    };
    let written = fence::caught(|| {
        let mut book = Xls::new(Cursor::new(bytes)).map_err(original)?;
        copy(&mut book)
    });
    match written {
        Ok(Ok(bytes)) => Ok(bytes),
        Ok(Err(detail)) => Err(fault(detail)),
        Err(_) => Err(fault("内部结构不合规范".to_owned())),
    }
}

fn copy(book: &mut Xls<Cursor<&[u8]>>) -> Result<Vec<u8>, String> {
    let mut out = Workbook::new();
    // Any date would do, if it is always the same.
    let fixed = ExcelDateTime::from_ymd(2000, 1, 1).map_err(original)?;
    out.set_properties(&DocProperties::new().set_creation_datetime(&fixed));
    let sheets: Vec<_> = book.sheets_metadata().to_vec();
    for sheet in sheets.iter().filter(|s| s.typ == SheetType::WorkSheet) {
        let range = book.worksheet_range(&sheet.name).map_err(original)?;
        let merges = book
            .merge_cells_by_sheet_name(&sheet.name)
            .unwrap_or_default();
        let to = out.add_worksheet();
        to.set_name(&sheet.name).map_err(original)?;
        to.set_hidden(sheet.visible != SheetVisible::Visible);
        self::sheet(to, &range, &merges).map_err(original)?;
    }
    out.save_to_buffer().map_err(original)
}

fn sheet(
    to: &mut rust_xlsxwriter::Worksheet,
    range: &calamine::Range<Data>,
    merges: &[calamine::Dimensions],
) -> Result<(), XlsxError> {
    let plain = Format::new().set_border(FormatBorder::Thin).set_text_wrap();
    let (top, left) = range.start().unwrap_or_default();
    let last = range.end().map_or(0, |(_, column)| column);
    to.set_column_range_width(0, u16::try_from(last).unwrap_or(0), WIDTH)?;
    for m in merges.iter().filter(|m| m.start != m.end) {
        let columns = (u16::try_from(m.start.1), u16::try_from(m.end.1));
        if let (Ok(first), Ok(last)) = columns {
            to.merge_range(m.start.0, first, m.end.0, last, "", &plain)?;
        }
    }
    for (row, column, value) in range.used_cells() {
        let row = top.saturating_add(u32::try_from(row).unwrap_or(u32::MAX));
        let Ok(column) = u16::try_from((left as usize).saturating_add(column)) else {
            continue;
        };
        match value {
            Data::Empty => {}
            Data::Int(n) => drop(to.write_with_format(row, column, *n, &plain)?),
            Data::Float(n) => drop(to.write_with_format(row, column, *n, &plain)?),
            Data::Bool(b) => drop(to.write_with_format(row, column, *b, &plain)?),
            Data::DateTime(date) if date.is_duration() => {
                let format = plain.clone().set_num_format("[h]:mm:ss");
                to.write_number_with_format(row, column, date.as_f64(), &format)?;
            }
            // By its day and not by its number, which counts from another year in some files.
            Data::DateTime(date) => {
                let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
                let day = ExcelDateTime::from_ymd(year, month, day)?;
                let (date, format) = match (hour, minute, second) {
                    (0, 0, 0) => (day, "yyyy-mm-dd"),
                    _ => (
                        day.and_hms(hour.into(), minute, second)?,
                        "yyyy-mm-dd hh:mm:ss",
                    ),
                };
                let format = plain.clone().set_num_format(format);
                to.write_datetime_with_format(row, column, &date, &format)?;
            }
            // As texts: an error of a formula, too, is a value now.
            other => drop(to.write_string_with_format(row, column, other.to_string(), &plain)?),
        }
    }
    Ok(())
}
