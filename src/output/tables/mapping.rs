//! Every part of every row, with its evidence.

use std::borrow::Cow;

use crate::output::table::Each;
use crate::output::{Cell, Column, OutputError, Table};

/// A line of `mapping.csv`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MappingLine<'a> {
    /// File.
    pub file: Cow<'a, str>,
    /// Sheet.
    pub sheet: Cow<'a, str>,
    /// Row.
    pub row: u32,
    /// Department.
    pub department: Cow<'a, str>,
    /// Item code.
    pub item_code: Cow<'a, str>,
    /// Item.
    pub item_name: Cow<'a, str>,
    /// Situation.
    pub situation: Cow<'a, str>,
    /// The raw name.
    pub raw: Cow<'a, str>,
    /// Number of the part, from 1.
    pub part: u32,
    /// How many parts the name has.
    pub parts: u32,
    /// Number of the group, from 1.
    pub group: u32,
    /// How the parts stand to each other.
    pub relation: Cow<'a, str>,
    /// The core.
    pub core: Cow<'a, str>,
    /// The standard's code.
    pub code: Cow<'a, str>,
    /// The standard's name.
    pub standard: Cow<'a, str>,
    /// Its source type.
    pub source_type: Cow<'a, str>,
    /// On what the decision rests.
    pub basis: Cow<'a, str>,
    /// How sure it is.
    pub grade: Cow<'a, str>,
    /// The sentence a clerk can read aloud.
    pub evidence: Cow<'a, str>,
    /// Whose paper.
    pub holder: Cow<'a, str>,
    /// Form.
    pub form: Cow<'a, str>,
    /// Copies.
    pub copies: Cow<'a, str>,
    /// Seal.
    pub seal: Cow<'a, str>,
    /// Condition.
    pub condition: Cow<'a, str>,
    /// Validity.
    pub validity: Cow<'a, str>,
    /// Place.
    pub region: Cow<'a, str>,
    /// Issuer.
    pub issuer: Cow<'a, str>,
    /// Specification.
    pub specification: Cow<'a, str>,
    /// Note.
    pub note: Cow<'a, str>,
}

/// `mapping.csv`, from whoever can give its lines one by one.
pub struct MappingTable<F>(pub F);

const COLUMNS: &[Column] = &[
    Column::new("来源文件", 20),
    Column::new("工作表", 12),
    Column::new("行号", 7),
    Column::new("部门", 12),
    Column::new("事项编码", 20),
    Column::new("事项名称", 30),
    Column::new("情形", 20),
    Column::new("原名称", 40),
    Column::new("分项", 6),
    Column::new("分项数", 7),
    Column::new("组", 5),
    Column::new("关系", 12),
    Column::new("核心名称", 30),
    Column::new("标准编码", 12),
    Column::new("标准名称", 30),
    Column::new("来源类型", 12),
    Column::new("依据", 12),
    Column::new("把握", 12),
    Column::new("证据", 50),
    Column::new("持有人", 12),
    Column::new("形式", 12),
    Column::new("份数", 12),
    Column::new("签章", 12),
    Column::new("条件", 20),
    Column::new("时效", 12),
    Column::new("地区", 12),
    Column::new("出具单位", 12),
    Column::new("规格", 12),
    Column::new("说明", 30),
];

impl<F> Table for MappingTable<F>
where
    F: Fn(&mut dyn FnMut(&MappingLine<'_>) -> Result<(), OutputError>) -> Result<(), OutputError>,
{
    fn stem(&self) -> &'static str {
        "mapping"
    }

    fn title(&self) -> &'static str {
        "映射"
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
                text(&line.department),
                text(&line.item_code),
                text(&line.item_name),
                text(&line.situation),
                text(&line.raw),
                line.part.into(),
                line.parts.into(),
                line.group.into(),
                text(&line.relation),
                text(&line.core),
                text(&line.code),
                text(&line.standard),
                text(&line.source_type),
                text(&line.basis),
                text(&line.grade),
                text(&line.evidence),
                text(&line.holder),
                text(&line.form),
                text(&line.copies),
                text(&line.seal),
                text(&line.condition),
                text(&line.validity),
                text(&line.region),
                text(&line.issuer),
                text(&line.specification),
                text(&line.note),
            ])
        })
    }
}

fn text<'t>(text: &'t Cow<'_, str>) -> Cell<'t> {
    Cell::Text(Cow::Borrowed(text))
}
