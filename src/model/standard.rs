//! A standard material, as the catalogue lists it.

use super::words;

words! {
    /// Who brings the paper into being.
    SourceType {
        /// An administrative body, or one it empowers, issues it.
        Government = "政府部门核发",
        /// The applicant writes, signs or simply has it.
        Applicant = "申请人自备",
        /// A body that is neither: banks, hospitals, laboratories, auditors …
        ThirdParty = "第三方机构出具",
    }
}

words! {
    /// Where a standard stands in its life.
    State {
        /// In force.
        Current = "现行",
        /// Proposed by guiyi, not yet settled by a person.
        Draft = "草案",
        /// Out of use: abolished or superseded.
        Retired = "停用",
    }
}

/// How often a standard occurs in the rows of one run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Distinct raw names.
    pub names: u64,
    /// Rows; a row that names the standard twice counts once.
    pub rows: u64,
    /// Distinct items.
    pub items: u64,
    /// Distinct departments.
    pub departments: u64,
}

/// A standard material: a line of `catalog.csv`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standard {
    /// `CL` and six digits; empty until it is given.
    pub code: String,
    /// The standard name, unique.
    pub name: String,
    /// Who brings it into being; `None` until it is decided.
    pub source_type: Option<SourceType>,
    /// Why that type.
    pub type_reason: String,
    /// Who issues or writes it.
    pub issuer: String,
    /// Names that are this material, without its own.
    pub aliases: Vec<String>,
    /// Standards that it must not be merged with.
    pub apart: Vec<String>,
    /// Where it stands in its life.
    pub state: State,
    /// The standard that replaces it, if one does.
    pub replaced_by: String,
    /// `泛称` or `材料组` where the name is too broad for one paper; else empty.
    pub broad: String,
    /// How often it occurs.
    pub counts: Counts,
}
