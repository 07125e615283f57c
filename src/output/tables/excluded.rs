//! Rows that are read and counted, but mapped to nothing.

use std::borrow::Cow;

use crate::output::table::Each;
use crate::output::{Cell, Column, OutputError, Table};

/// A line of `excluded.csv`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ExcludedLine<'a> {
    /// File.
    pub file: Cow<'a, str>,
    /// Sheet.
    pub sheet: Cow<'a, str>,
    /// Row.
    pub row: u32,
    /// What stands there.
    pub content: Cow<'a, str>,
    /// Which of the four kinds.
    pub kind: Cow<'a, str>,
    /// Why.
    pub reason: Cow<'a, str>,
}

/// `excluded.csv`, from whoever can give its lines one by one.
pub struct ExcludedTable<F>(pub F);

const COLUMNS: &[Column] = &[
    Column::new("来源文件", 20),
    Column::new("工作表", 12),
    Column::new("行号", 7),
    Column::new("原内容", 50),
    Column::new("类别", 12),
    Column::new("说明", 50),
];

impl<F> Table for ExcludedTable<F>
where
    F: Fn(&mut dyn FnMut(&ExcludedLine<'_>) -> Result<(), OutputError>) -> Result<(), OutputError>,
{
    fn stem(&self) -> &'static str {
        "excluded"
    }

    fn title(&self) -> &'static str {
        "未映射"
    }

    fn columns(&self) -> &'static [Column] {
        COLUMNS
    }

    fn rows(&self, each: &mut Each<'_>) -> Result<(), OutputError> {
        (self.0)(&mut |line| {
            each(&[
                text(&line.file),
                text(&line.sheet),
                line.row.into(),
                text(&line.content),
                text(&line.kind),
                text(&line.reason),
            ])
        })
    }
}

fn text<'t>(text: &'t Cow<'_, str>) -> Cell<'t> {
    Cell::Text(Cow::Borrowed(text))
}
