//! What a check finds: one shape, whatever the format it is written in.

use serde::Serialize;

use crate::intake::Spot;
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
    /// What stands around it.
    #[serde(skip)]
    pub context: Context,
}

/// What stands around a finding: no part of what is said of it, but of how it is known again, handed
/// out and shown.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Context {
    /// Whose list it is: what the row says, or else the file's name without its ending.
    pub department: String,
    /// The row's item: its code, or else its name.
    pub item: String,
    /// The row's material, as written.
    pub material: String,
    /// In a text file: from where to where the marked text stands, or only its line where that
    /// cannot be told. Nothing for workbooks.
    pub spots: Option<(Spot, Option<Spot>)>,
}

impl Finding {
    /// The part of the cell that is meant.
    pub fn marked(&self) -> String {
        let [start, end] = self.span.map(|n| n as usize);
        let end = end.max(start);
        self.text.chars().take(end).skip(start).collect()
    }

    /// The line of the file: the physical line of a text, the row of a worksheet; at least 1.
    pub fn line(&self) -> u32 {
        let spot = self.context.spots.as_ref();
        spot.map_or(self.row, |(spot, _)| spot.line).max(1)
    }
}

/// What a check comes to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Records read, those without a name included.
    pub rows: u64,
    /// The files that were read, in order.
    pub files: Vec<String>,
    /// All findings, in order.
    pub findings: Vec<Finding>,
    /// What was found and is not among the findings, and why.
    pub aside: Aside,
}

/// How many findings were put aside.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Aside {
    /// Excepted in `guiyi.toml`.
    pub excepted: usize,
    /// Known from the baseline.
    pub known: usize,
    /// In the baseline, and found no more.
    pub mended: usize,
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
