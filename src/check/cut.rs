//! C93: what was not looked at. A check cut short must not look like a clean one.

use super::book::RuleBook;
use super::finding::{Context, Finding};
use crate::model::InputReport;

/// A finding for each note of intake that something was not read: hidden sheets, sheets without a
/// column of names, columns beyond the cap, cells beyond the header.
pub(super) fn short(book: &RuleBook<'_>, input: &InputReport) -> Vec<Finding> {
    let notes = input
        .sheets
        .iter()
        .flat_map(|sheet| sheet.unread.iter().map(move |note| (sheet, note)));
    notes
        .map(|(sheet, note)| Finding {
            file: input.file.clone(),
            sheet: sheet.name.clone(),
            row: sheet.header_row,
            column: String::new(),
            span: [0, 0],
            rule: "C93".to_owned(),
            severity: book.level("C93"),
            text: String::new(),
            message: format!("没有查到的部分：{note}"),
            suggestion: String::new(),
            context: Context::default(),
        })
        .collect()
}
