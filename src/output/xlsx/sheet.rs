//! One sheet: header, rows, and what is put around them when the last row is known.

use std::borrow::Cow;

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, Format, FormatAlign, FormatBorder, IgnoreError,
    Workbook, Worksheet, XlsxError,
};

use super::{SUMMARY_TITLE, SummaryLine};
use crate::output::table::{Cell, Column, Table};

/// What a cell can hold, in UTF-16 units, as Excel counts (Excel specifications and limits).
const CELL_UNITS: usize = 32_767;

/// Where the summary stands with no text cut.
const SUMMARY_WHOLE: &str = "summary.csv（--write csv）";

/// How cells look.
pub struct Styles {
    text: Format,
    header: Format,
    heading: Format,
    wrapped: Format,
}

impl Styles {
    pub fn new() -> Self {
        // The built-in format 49, `@`: text.
        let text = Format::new().set_num_format_index(49);
        Self {
            header: text
                .clone()
                .set_bold()
                .set_text_wrap()
                .set_align(FormatAlign::VerticalCenter)
                .set_background_color("#DDEBF7")
                .set_border_bottom(FormatBorder::Thin),
            heading: text.clone().set_bold(),
            wrapped: text
                .clone()
                .set_text_wrap()
                .set_align(FormatAlign::Left)
                .set_align(FormatAlign::Top),
            text,
        }
    }
}

/// A sheet that takes rows.
pub struct Sheet {
    sheet: Worksheet,
    columns: Vec<Column>,
    whole: String,
    rows: u32,
}

impl Sheet {
    /// Opens the `number`th sheet of a table, from 1, and writes its header.
    pub fn open(
        workbook: &mut Workbook,
        styles: &Styles,
        table: &dyn Table,
        number: u32,
    ) -> Result<Self, XlsxError> {
        let mut sheet = workbook.new_worksheet_with_low_memory()?;
        let title = table.title();
        match number {
            1 => sheet.set_name(title)?,
            n => sheet.set_name(format!("{title} ({n})"))?,
        };
        sheet.set_freeze_panes(1, 0)?;
        for (c, column) in (0..).zip(table.columns()) {
            sheet.set_column_width(c, column.width.max(4))?;
            if !column.count {
                // Also for cells that are blank now: what is typed into 结论 stays text.
                let style = if table.wrapped() {
                    &styles.wrapped
                } else {
                    &styles.text
                };
                sheet.set_column_format(c, style)?;
            }
            sheet.write_string_with_format(0, c, column.header, &styles.header)?;
        }
        Ok(Self {
            sheet,
            columns: table.columns().to_vec(),
            whole: table.whole(),
            rows: 1,
        })
    }

    /// Rows so far, the header counted.
    pub fn rows(&self) -> u32 {
        self.rows
    }

    /// Writes the next row.
    pub fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), XlsxError> {
        debug_assert_eq!(cells.len(), self.columns.len());
        for (c, cell) in (0..).zip(cells) {
            match cell {
                Cell::Text(text) => {
                    let text = fitted(text, &self.whole);
                    // A look-up of the column's format is cheaper than one of a given format.
                    write_text(&mut self.sheet, self.rows, c, &text, None)?;
                }
                Cell::Count(n) => {
                    self.sheet.write_number(self.rows, c, *n as f64)?;
                }
                Cell::Blank => {}
            }
        }
        self.rows += 1;
        Ok(())
    }

    /// Puts filters and drop-downs on the finished sheet and adds it to the workbook.
    pub fn close(mut self, workbook: &mut Workbook) -> Result<(), XlsxError> {
        let last_row = self.rows - 1;
        if let Some(last) = self.columns.len().checked_sub(1) {
            let last = u16::try_from(last).unwrap_or(u16::MAX);
            self.sheet.autofilter(0, 0, last_row, last)?;
            if last_row > 0 {
                // Else every code would bear a green corner that offers to make it a number.
                let stored_as_text = IgnoreError::NumberStoredAsText;
                self.sheet
                    .ignore_error_range(1, 0, last_row, last, stored_as_text)?;
            }
        }
        for (c, column) in (0..).zip(&self.columns) {
            if last_row > 0 && !column.choices.is_empty() {
                // The choices are an offer: a standard's name or code may be typed as well.
                let choices = DataValidation::new()
                    .allow_list_strings(column.choices)?
                    .set_error_style(DataValidationErrorStyle::Information)
                    .show_error_message(false)
                    .set_input_title(column.header)?
                    .set_input_message(column.hint)?;
                self.sheet
                    .add_data_validation(1, c, last_row, c, &choices)?;
            }
        }
        workbook.push_worksheet(self.sheet);
        Ok(())
    }
}

/// Fills the summary sheet.
pub fn summary(
    sheet: &mut Worksheet,
    styles: &Styles,
    lines: &[SummaryLine<'_>],
) -> Result<(), XlsxError> {
    sheet.set_name(SUMMARY_TITLE)?;
    sheet.set_column_width(0, 28)?;
    sheet.set_column_width(1, 60)?;
    for (r, (label, value)) in (0..).zip(lines) {
        let label_style = match value {
            Cell::Blank => &styles.heading,
            _ => &styles.text,
        };
        write_text(
            sheet,
            r,
            0,
            &fitted(label, SUMMARY_WHOLE),
            Some(label_style),
        )?;
        match value {
            Cell::Text(text) => {
                write_text(
                    sheet,
                    r,
                    1,
                    &fitted(text, SUMMARY_WHOLE),
                    Some(&styles.wrapped),
                )?;
            }
            Cell::Count(n) => {
                let left = Format::new().set_align(FormatAlign::Left);
                sheet.write_number_with_format(r, 1, *n as f64, &left)?;
            }
            Cell::Blank => {}
        }
    }
    Ok(())
}

/// Writes a text; none leaves the cell alone. Characters that XML forbids become `_xHHHH_`, which
/// Excel reads back as the character.
fn write_text(
    sheet: &mut Worksheet,
    row: u32,
    column: u16,
    text: &str,
    format: Option<&Format>,
) -> Result<(), XlsxError> {
    if text.starts_with("<r>") && text.ends_with("</r>") {
        // The crate takes such a text for its own rich text and would put it into the file as it
        // is. As true rich text of one piece it is escaped; but `_x` is not, so that is done here.
        let escaped = text.replace("_x", "_x005F_x");
        let piece = [(&Format::default(), escaped.as_str())];
        match format {
            Some(format) => sheet.write_rich_string_with_format(row, column, &piece, format)?,
            None => sheet.write_rich_string(row, column, &piece)?,
        };
        return Ok(());
    }
    match format {
        Some(format) => sheet.write_string_with_format(row, column, text, format)?,
        None => sheet.write_string(row, column, text)?,
    };
    Ok(())
}

/// The text as far as a cell can hold it; where it is cut, the cell says so and where the rest is.
fn fitted<'t>(text: &'t str, whole: &str) -> Cow<'t, str> {
    // A UTF-16 unit takes at least a byte of UTF-8.
    if text.len() <= CELL_UNITS || text.encode_utf16().count() <= CELL_UNITS {
        return Cow::Borrowed(text);
    }
    let total = text.chars().count();
    let mark =
        format!("……〔原文共 {total} 字，超出单元格能容纳的 {CELL_UNITS} 字，全文见 {whole}〕");
    let mut room = CELL_UNITS - mark.encode_utf16().count();
    let end = text
        .char_indices()
        .find(|(_, c)| match room.checked_sub(c.len_utf16()) {
            Some(rest) => {
                room = rest;
                false
            }
            None => true,
        })
        .map_or(text.len(), |(at, _)| at);
    Cow::Owned(format!("{}{mark}", &text[..end]))
}
