//! Words for a standard material.

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
