//! What a person must decide. The last three columns are theirs to fill in.

use std::borrow::Cow;

use crate::output::table::Each;
use crate::output::{Cell, Column, OutputError, Table};

/// A line of `pending.csv`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PendingLine<'a> {
    /// The core.
    pub core: Cow<'a, str>,
    /// Where it stands now.
    pub standard: Cow<'a, str>,
    /// What it might be, best first.
    pub candidates: [Cow<'a, str>; 3],
    /// Why it is open.
    pub reason: Cow<'a, str>,
    /// Rows.
    pub rows: u64,
    /// Departments.
    pub departments: u64,
    /// The commonest raw name.
    pub example: Cow<'a, str>,
}

/// `pending.csv`, from whoever can give its lines one by one.
pub struct PendingTable<F>(pub F);

const COLUMNS: &[Column] = &[
    Column::new("核心名称", 30),
    Column::new("现归入", 30),
    Column::new("候选一", 24),
    Column::new("候选二", 24),
    Column::new("候选三", 24),
    Column::new("理由", 40),
    Column::new("行数", 8),
    Column::new("部门数", 8),
    Column::new("示例原名称", 40),
    Column { header: "结论", width: 14, choices: &["候选一", "候选二", "候选三", "新增"] },
    Column::new("确认人", 12),
    Column::new("备注", 20),
];

impl<F> Table for PendingTable<F>
where
    F: Fn(&mut dyn FnMut(&PendingLine<'_>) -> Result<(), OutputError>) -> Result<(), OutputError>,
{
    fn stem(&self) -> &'static str {
        "pending"
    }

    fn title(&self) -> &'static str {
        "待确认"
    }

    fn columns(&self) -> &'static [Column] {
        COLUMNS
    }

    fn rows(&self, each: &mut Each<'_>) -> Result<(), OutputError> {
        (self.0)(&mut |line| {
            each(&[
                text(&line.core),
                text(&line.standard),
                text(&line.candidates[0]),
                text(&line.candidates[1]),
                text(&line.candidates[2]),
                text(&line.reason),
                line.rows.into(),
                line.departments.into(),
                text(&line.example),
                "".into(),
                "".into(),
                "".into(),
            ])
        })
    }
}

fn text<'t>(text: &'t Cow<'_, str>) -> Cell<'t> {
    Cell::Text(Cow::Borrowed(text))
}
