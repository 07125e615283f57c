//! The standard materials.

use std::borrow::Cow;

use crate::output::table::Each;
use crate::output::{Cell, Column, OutputError, Table};

/// A line of `catalog.csv`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CatalogLine<'a> {
    /// The code.
    pub code: Cow<'a, str>,
    /// The name.
    pub name: Cow<'a, str>,
    /// The source type.
    pub source_type: Cow<'a, str>,
    /// Why that type.
    pub type_reason: Cow<'a, str>,
    /// What happens next.
    pub handling: Cow<'a, str>,
    /// Who issues it.
    pub issuer: Cow<'a, str>,
    /// Its other names.
    pub aliases: &'a [String],
    /// What it must not be merged with.
    pub apart: &'a [String],
    /// Where it stands in its life.
    pub state: Cow<'a, str>,
    /// What replaces it.
    pub replaced_by: Cow<'a, str>,
    /// Whether it is too broad for one paper.
    pub broad: Cow<'a, str>,
    /// Distinct raw names.
    pub names: u64,
    /// Rows.
    pub rows: u64,
    /// Items.
    pub items: u64,
    /// Departments.
    pub departments: u64,
}

/// `catalog.csv`, from whoever can give its lines one by one.
pub struct CatalogTable<F>(pub F);

const COLUMNS: &[Column] = &[
    Column::new("标准编码", 12),
    Column::new("标准名称", 30),
    Column::new("来源类型", 12),
    Column::new("类型依据", 40),
    Column::new("办理方式", 30),
    Column::new("核发或出具单位", 20),
    Column::new("别名", 50),
    Column::new("不可归并", 40),
    Column::new("状态", 12),
    Column::new("替代为", 12),
    Column::new("泛称", 12),
    Column::new("名称数", 8),
    Column::new("行数", 8),
    Column::new("事项数", 8),
    Column::new("部门数", 8),
];

impl<F> Table for CatalogTable<F>
where
    F: Fn(&mut dyn FnMut(&CatalogLine<'_>) -> Result<(), OutputError>) -> Result<(), OutputError>,
{
    fn stem(&self) -> &'static str {
        "catalog"
    }

    fn title(&self) -> &'static str {
        "标准材料目录"
    }

    fn columns(&self) -> &'static [Column] {
        COLUMNS
    }

    fn rows(&self, each: &mut Each<'_>) -> Result<(), OutputError> {
        (self.0)(&mut |line| {
            each(&[
                text(&line.code),
                text(&line.name),
                text(&line.source_type),
                text(&line.type_reason),
                text(&line.handling),
                text(&line.issuer),
                super::join(line.aliases).into(),
                super::join(line.apart).into(),
                text(&line.state),
                text(&line.replaced_by),
                text(&line.broad),
                line.names.into(),
                line.rows.into(),
                line.items.into(),
                line.departments.into(),
            ])
        })
    }
}

fn text<'t>(text: &'t Cow<'_, str>) -> Cell<'t> {
    Cell::Text(Cow::Borrowed(text))
}
