//! A row of a department's list, with its place as the user sees it.

use std::sync::Arc;

use super::words;

/// Where a row stands: what a user needs to find it again in Excel or an editor.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Place {
    /// The path below the common folder of the arguments, with `/` on every system.
    pub file: Arc<str>,
    /// The sheet's name; empty for CSV and TSV.
    pub sheet: Arc<str>,
    /// The row as Excel shows it, from 1. In CSV and TSV the record's number, header and preamble counted.
    pub row: u32,
}

words! {
    /// What a column of a list says. The word is also the name used in `headers.csv` and in `--column`.
    Field {
        /// The material's name: the one column that no list can be without.
        Name = "材料名称",
        /// The department whose list it is.
        Department = "部门",
        /// The item's code, an opaque text.
        ItemCode = "事项编码",
        /// The item's name.
        ItemName = "事项名称",
        /// The situation of the item in which the material is asked for.
        Situation = "情形",
        /// The declared source channel (来源渠道), decoded to its word where a code set is known.
        Channel = "来源渠道",
        /// The declared issuer, or the explanation of the source channel.
        IssuedBy = "出具单位",
        /// The list's own code of the material.
        MaterialCode = "材料编码",
        /// The standard material's name, where the list already has one.
        StandardName = "标准材料名称",
        /// The standard material's code, where the list already has one.
        StandardCode = "标准材料编码",
        /// 原件, 复印件 …
        Form = "材料类型",
        /// 证件证书证明, 申请表格文书 …
        Class = "材料分类",
        /// 纸质, 电子 …
        Medium = "材料形式",
        /// 必要, 非必要, 容缺后补.
        Necessity = "必要性",
        /// Whether it may be handed in later.
        Deferrable = "是否容缺",
        /// How many copies.
        Copies = "份数",
        /// How many of them are originals.
        Originals = "原件份数",
        /// How many of them are photocopies.
        Photocopies = "复印件份数",
        /// Size of paper, kind of photograph.
        Specification = "规格",
        /// Notes on filling it in.
        FillNotes = "填报须知",
        /// What the desk checks.
        AcceptStandard = "受理标准",
        /// The blank form.
        Blank = "空白表格",
        /// The sample.
        Sample = "示例样表",
        /// The legal ground for asking.
        Law = "依据",
        /// Whether submission is waived.
        Exempt = "是否免提交",
        /// How submission is waived.
        ExemptMode = "免交方式",
        /// The electronic licence that goes with it.
        ELicence = "电子证照",
        /// The data source (数源) it can be verified with.
        DataSource = "数源",
        /// A data field (字段) of the material.
        DataField = "字段",
        /// The level or place of the department.
        Region = "地区",
        /// For how many rows the row stands, where a list was counted before it came here; blank: one.
        Times = "出现次数",
        /// Remarks.
        Remark = "备注",
        /// A running number; known only so that it is not taken for anything else.
        Number = "序号",
    }
}

/// One row that states a material, or states that there is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Where it stands.
    pub place: Place,
    /// The material's name, byte for byte as the department wrote it (outer white space too).
    pub name: String,
    /// The other known columns that are not blank, in column order; at most one value per field.
    pub fields: Vec<(Field, String)>,
}

impl Row {
    /// The text of a column, or the empty text where the list has none.
    pub fn get(&self, field: Field) -> &str {
        if field == Field::Name {
            return &self.name;
        }
        self.fields
            .iter()
            .find(|(f, _)| *f == field)
            .map_or("", |(_, text)| text.as_str())
    }

    /// For how many rows it stands: one, unless its list says more.
    pub fn times(&self) -> u32 {
        times(self.get(Field::Times)).unwrap_or(1)
    }
}

/// The number that a cell of [`Field::Times`] states; `None` where it is no number of rows.
pub fn times(text: &str) -> Option<u32> {
    text.trim().parse().ok().filter(|times| *times > 0)
}

words! {
    /// Why a row is in `excluded.csv` and not in `mapping.csv`.
    ExclusionKind {
        /// A placeholder: the item asks for no material.
        NoMaterial = "无材料",
        /// Nothing in the row, or nothing in its name.
        Blank = "空行",
        /// Particulars or rules, which are no material.
        NotMaterial = "非材料",
        /// The row could not be read.
        Unreadable = "不可读",
    }
}

/// A row that is read and counted, but mapped to nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Exclusion {
    /// Where it stands.
    pub place: Place,
    /// What stands there, as far as it could be read.
    pub content: String,
    /// Which of the four kinds it is.
    pub kind: ExclusionKind,
    /// A sentence for the user: why.
    pub reason: String,
}

/// What intake makes of one row of a file: never nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Record {
    /// A row with a name.
    Row(Row),
    /// A row without one, or one that cannot be read.
    Excluded(Exclusion),
}
