//! What a check finds: one shape, whatever the format it is written in.

use serde::Serialize;

use crate::model::words;

words! {
    /// How grave a finding is, from the least.
    Level {
        /// For information.
        Info = "提示",
        /// Should be mended.
        Warning = "警告",
        /// Must be mended before the list can go in.
        Error = "错误",
    }
}

impl Level {
    /// The word of the machine-readable formats.
    pub const fn id(self) -> &'static str {
        match self {
            Level::Info => "info",
            Level::Warning => "warning",
            Level::Error => "error",
        }
    }
}

/// One thing to mend, with its place. The order is that of the files, then of the rows.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Finding {
    /// The file, as given.
    pub file: String,
    /// The sheet; empty for texts.
    pub sheet: String,
    /// The row as a spreadsheet shows it.
    pub row: u32,
    /// The column's header as written.
    pub column: String,
    /// The range of characters in the cell.
    pub span: [u32; 2],
    /// The rule's id.
    pub rule: String,
    /// How grave it is.
    pub severity: Level,
    /// The cell's text.
    pub text: String,
    /// What is wrong and what to do.
    pub message: String,
    /// The proposed text; empty where only the department can know.
    pub suggestion: String,
}

/// What a check comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Records read, those without a name included.
    pub rows: u64,
    /// All findings, in order.
    pub findings: Vec<Finding>,
}

impl Report {
    /// How many findings are of a level.
    pub fn count(&self, level: Level) -> usize {
        self.findings.iter().filter(|f| f.severity == level).count()
    }

    /// Whether a finding is at or over a level.
    pub fn reaches(&self, level: Level) -> bool {
        self.findings.iter().any(|f| f.severity >= level)
    }
}
