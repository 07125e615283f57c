//! The workbook. The only file that knows `rust_xlsxwriter`.

use std::path::Path;

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder,
    Workbook, Worksheet, XlsxError,
};

use super::{Cell, Column, OutputError, Table};

/// Rows that a sheet can hold, the header counted.
pub const SHEET_ROWS: u32 = 1_048_576;

/// Characters (UTF-16 units) that a cell can hold.
const CELL_CHARS: usize = 32_767;

/// What a cut cell ends with.
const CUT: &str = "……（超过单元格上限，全文见同名 CSV）";

/// Writes a workbook: a summary sheet of labels and texts, then the tables, each on as many sheets of
/// `sheet_rows` rows as it takes. Memory does not grow with the rows.
///
/// # Errors
///
/// If the file cannot be written.
pub fn write_workbook(
    path: &Path,
    summary: &[(String, String)],
    tables: &[&dyn Table],
    sheet_rows: u32,
) -> Result<(), OutputError> {
    let failed = |error: XlsxError| match error {
        XlsxError::IoError(source) => OutputError::io(path, source),
        error => OutputError::Workbook { path: path.to_owned(), what: error.to_string() },
    };
    let mut workbook = Workbook::new();
    // No clock in any output: same input, same bytes.
    let epoch = ExcelDateTime::from_ymd(2023, 1, 1).map_err(failed)?;
    workbook.set_properties(&DocProperties::new().set_title("归一成果").set_creation_datetime(&epoch));
    write_summary(&mut workbook, summary).map_err(failed)?;
    for table in tables {
        Sheets { workbook: &mut workbook, table: *table, sheet_rows, path }.write()?;
    }
    workbook.save(path).map_err(failed)
}

fn write_summary(workbook: &mut Workbook, summary: &[(String, String)]) -> Result<(), XlsxError> {
    let sheet = workbook.add_worksheet().set_name("汇总")?;
    let bold = Format::new().set_bold();
    let wrap = Format::new().set_text_wrap();
    sheet.set_column_width(0, 14)?.set_column_width(1, 100)?;
    for (row, (label, text)) in (0u32..).zip(summary) {
        sheet.write_string_with_format(row, 0, legal(label), &bold)?;
        sheet.write_string_with_format(row, 1, legal(text), &wrap)?;
    }
    Ok(())
}

/// The sheets of one table.
struct Sheets<'w> {
    workbook: &'w mut Workbook,
    table: &'w dyn Table,
    sheet_rows: u32,
    path: &'w Path,
}

impl Sheets<'_> {
    fn write(mut self) -> Result<(), OutputError> {
        let path = self.path;
        let failed = |error: XlsxError| OutputError::Workbook { path: path.to_owned(), what: error.to_string() };
        let (table, columns, sheet_rows) = (self.table, self.table.columns(), self.sheet_rows);
        let text = Format::new().set_num_format("@");
        let mut number = 1;
        let mut row = 1;
        let mut sheet = self.begin(number).map_err(failed)?;
        table.rows(&mut |cells| {
            if row == sheet_rows {
                let full = std::mem::replace(&mut sheet, self.begin(number + 1).map_err(failed)?);
                self.end(full, row).map_err(failed)?;
                number += 1;
                row = 1;
            }
            for (column, cell) in (0u16..).zip(cells) {
                match cell {
                    Cell::Count(n) => sheet.write_number(row, column, *n as f64),
                    Cell::Text(t) if t.is_empty() => sheet.write_blank(row, column, &text),
                    Cell::Text(t) => sheet.write_string_with_format(row, column, legal(t), &text),
                }
                .map_err(failed)?;
            }
            row += 1;
            Ok(())
        })?;
        debug_assert_eq!(columns.len(), table.columns().len());
        self.end(sheet, row).map_err(failed)
    }

    /// Begins a sheet with its header.
    fn begin(&mut self, number: u32) -> Result<Worksheet, XlsxError> {
        let title = match number {
            1 => self.table.title().to_owned(),
            n => format!("{} ({n})", self.table.title()),
        };
        let mut sheet = self.workbook.new_worksheet_with_low_memory()?;
        sheet.set_name(title)?.set_freeze_panes(1, 0)?;
        let header = Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter)
            .set_border_bottom(FormatBorder::Thin)
            .set_background_color(Color::RGB(0x00DD_EBF7));
        for (i, column) in (0u16..).zip(self.table.columns()) {
            sheet.set_column_width(i, f64::from(column.width))?;
            sheet.write_string_with_format(0, i, column.header, &header)?;
        }
        Ok(sheet)
    }

    /// Ends a sheet of `rows` rows: the filter and the drop-downs reach as far as the rows do.
    fn end(&mut self, mut sheet: Worksheet, rows: u32) -> Result<(), XlsxError> {
        let columns: &[Column] = self.table.columns();
        let last = rows.saturating_sub(1);
        if let Some(width) = columns.len().checked_sub(1) {
            sheet.autofilter(0, 0, last, width as u16)?;
        }
        for (i, column) in (0u16..).zip(columns).filter(|(_, c)| !c.choices.is_empty() && last > 0) {
            // Only a warning: the name or the code of a standard may be typed as well.
            let choices = DataValidation::new()
                .allow_list_strings(column.choices)?
                .set_error_style(DataValidationErrorStyle::Information)
                .set_error_title("结论")?
                .set_error_message("可选列表里的一项，也可以写标准名称或标准编码")?;
            sheet.add_data_validation(1, i, last, i, &choices)?;
        }
        self.workbook.push_worksheet(sheet);
        Ok(())
    }
}

/// A text that a workbook can hold: no characters that XML forbids, and no longer than a cell.
fn legal(text: &str) -> String {
    let mut out: String = text
        .chars()
        .map(|c| match c {
            '\t' | '\n' => c,
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => '\u{fffd}',
            c => c,
        })
        .collect();
    if out.encode_utf16().count() > CELL_CHARS {
        let keep = CELL_CHARS - CUT.encode_utf16().count();
        let mut units = 0;
        let end = out
            .char_indices()
            .find(|(_, c)| {
                units += c.len_utf16();
                units > keep
            })
            .map_or(out.len(), |(i, _)| i);
        out.truncate(end);
        out.push_str(CUT);
    }
    out
}
