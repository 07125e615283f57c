//! A fault becomes a finding: its place, its rule's level, and which rules could not be asked at all.

use super::book::{RuleBook, local};
use super::finding::{Context, Finding};
use super::name::Fault;
use super::rules::fields;
use super::{Level, Selection};
use crate::model::{Exclusion, ExclusionKind, Field, InputReport, Row};

/// A list, as what is found in it needs it.
#[derive(Clone, Copy)]
pub struct Place<'a> {
    /// The rules.
    pub book: &'a RuleBook<'a>,
    /// What intake says of the list.
    pub input: &'a InputReport,
}

impl Place<'_> {
    /// The columns of a sheet.
    fn columns(&self, sheet: &str) -> &[(Field, String)] {
        self.input
            .sheets
            .iter()
            .find(|s| s.name == sheet)
            .map_or(&[], |s| &s.columns)
    }

    /// A column's header as written.
    fn header(&self, sheet: &str, field: Field) -> String {
        let columns = self.columns(sheet);
        let own = columns.iter().find(|(f, _)| *f == field);
        // A catalogue has its standard names where a list has its names.
        let own = own.or_else(|| {
            columns
                .iter()
                .find(|(f, _)| field == Field::Name && *f == Field::StandardName)
        });
        own.map_or_else(|| field.word().to_owned(), |(_, header)| header.clone())
    }

    /// A fault with its place, unless the list lacks the rule's column, or the fault's own.
    pub fn of(&self, row: &Row, field: Field, fault: Fault) -> Option<Finding> {
        let sheet = &row.place.sheet;
        let columns = self.columns(sheet);
        let there = field == Field::Name || columns.iter().any(|(f, _)| *f == field);
        (there && fields::is_on(fault.rule, columns)).then(|| Finding {
            file: row.place.file.to_string(),
            sheet: sheet.to_string(),
            row: row.place.row,
            column: self.header(sheet, field),
            span: [fault.span.start, fault.span.end],
            rule: fault.rule.to_owned(),
            severity: self.book.level(fault.rule),
            text: row.get(field).to_owned(),
            message: fault.message,
            suggestion: fault.suggestion,
            context: Context::of(row),
        })
    }

    /// C44, C45: rows that have something in them and no name, or cannot be read.
    pub fn passed_over(&self, excluded: &Exclusion) -> Option<Finding> {
        let rule = match excluded.kind {
            ExclusionKind::Blank if excluded.content.is_empty() => return None,
            ExclusionKind::Unreadable => "C45",
            _ => "C44",
        };
        Some(Finding {
            file: excluded.place.file.to_string(),
            sheet: excluded.place.sheet.to_string(),
            row: excluded.place.row,
            column: self.header(&excluded.place.sheet, Field::Name),
            span: [0, excluded.content.chars().count() as u32],
            rule: rule.to_owned(),
            severity: self.book.level(rule),
            text: excluded.content.clone(),
            message: excluded.reason.clone(),
            suggestion: String::new(),
            context: Context::default(),
        })
    }

    /// C00: which rules could not be asked, in one line a sheet.
    pub fn rules_off(&self, selection: &Selection) -> Vec<Finding> {
        let sheets = self
            .input
            .sheets
            .iter()
            .filter(|s| s.header_row > 0 || s.rows > 0);
        sheets
            .filter_map(|sheet| {
                let message = self.off(&sheet.columns, selection)?;
                Some(Finding {
                    file: self.input.file.clone(),
                    sheet: sheet.name.clone(),
                    row: sheet.header_row,
                    column: String::new(),
                    span: [0, 0],
                    rule: "C00".to_owned(),
                    severity: self.book.level("C00"),
                    text: String::new(),
                    message,
                    suggestion: String::new(),
                    context: Context::default(),
                })
            })
            .collect()
    }

    /// What is missing for the rules that are off.
    fn off(&self, columns: &[(Field, String)], selection: &Selection) -> Option<String> {
        let wanted = |id: &str| selection.wants(id, Level::Error);
        // By what is missing, in the order of the rules: several rules want the same columns.
        let mut lacking: Vec<(String, Vec<&str>)> = Vec::new();
        for (id, _) in fields::NEEDS {
            if wanted(id) && !fields::is_on(id, columns) {
                let words = fields::words(id);
                match lacking.iter_mut().find(|(known, _)| *known == words) {
                    Some((_, ids)) => ids.push(id),
                    None => lacking.push((words, vec![id])),
                }
            }
        }
        let unknown: Vec<&str> = local::RULES
            .iter()
            .filter(|(id, kind)| {
                wanted(id) && fields::is_on(id, columns) && !self.book.has_local(kind)
            })
            .map(|(id, _)| *id)
            .collect();
        let mut said = Vec::new();
        if !lacking.is_empty() {
            let lacking = lacking
                .iter()
                .map(|(words, ids)| format!("{}（要有{words}）", ids.join("、")));
            let lacking: Vec<String> = lacking.collect();
            said.push(format!("清单缺列，没有检查：{}", lacking.join("；")));
        }
        if !unknown.is_empty() {
            said.push(format!(
                "没有本地资料（自己的词典目录里的 local.csv），没有检查：{}",
                unknown.join("、")
            ));
        }
        (!said.is_empty()).then(|| said.join("。"))
    }
}
