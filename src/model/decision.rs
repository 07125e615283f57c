//! What matching decides about one core.

use super::words;

words! {
    /// On what a decision rests: the rung of the ladder that took the core.
    Basis {
        /// The core is a standard's own name.
        Name = "目录名",
        /// A dictionary or catalogue line says so.
        Alias = "别名",
        /// The same after folding equal words and head words.
        Fold = "折叠",
        /// Aligned, every difference is explained.
        Difference = "差异可释",
        /// A person decided.
        Human = "人工",
        /// No standard takes it: a draft of its own.
        New = "新增",
        /// An open question.
        Open = "未定",
    }
}

words! {
    /// How sure a decision is.
    Grade {
        /// Certain.
        Certain = "确定",
        /// Likely.
        Likely = "推荐",
        /// To be confirmed by a person.
        Unconfirmed = "待确认",
    }
}

/// A standard that matching knows: an index into [`crate::matching::Matcher::standards`].
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
)]
pub struct StandardId(pub u32);

/// A standard that might be meant, for a person to choose from.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Candidate {
    /// The standard.
    pub standard: StandardId,
    /// Likeness of core and nearest name of the standard, 0 to 1: Sørensen–Dice over character bigrams. It proposes, never decides.
    pub likeness: f64,
    /// Why it is a candidate, and why it did not decide.
    pub why: String,
}

/// The decision about one core.
#[derive(Clone, Debug, PartialEq, serde::Serialize)]
pub struct Decision {
    /// The standard, or `None` where the core stands for itself (a draft).
    pub standard: Option<StandardId>,
    /// What it rests on.
    pub basis: Basis,
    /// How sure it is.
    pub grade: Grade,
    /// A sentence that a clerk can read aloud.
    pub evidence: String,
    /// For an open question, why it is open; else empty.
    pub question: String,
    /// Standards that might be meant, best first.
    pub candidates: Vec<Candidate>,
}
