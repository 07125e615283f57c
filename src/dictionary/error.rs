//! What can be wrong with a dictionary, and how it is said.

use std::fmt;
use std::path::PathBuf;

use crate::model::words;
use crate::system::reason;

words! {
    /// How heavy a problem is.
    Severity {
        /// Against a rule of the file: it must be mended.
        Error = "错误",
        /// Readable, but not tidy: it should be mended.
        Hint = "不整齐",
        /// Only said so that one knows: a user's line changes a built-in one.
        Information = "提示",
    }
}

/// Something wrong with a line of a dictionary file.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Problem {
    /// The file: its name for a built-in one, its path for a user's.
    pub file: String,
    /// The line, from 1.
    pub line: u32,
    /// How heavy it is.
    pub severity: Severity,
    /// What is wrong, in Chinese.
    pub message: String,
    /// What to do about it, in Chinese.
    pub suggestion: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} 第 {} 行：{}。{}",
            self.file, self.line, self.message, self.suggestion
        )
    }
}

/// Why the dictionaries cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum DictionaryError {
    /// A folder or file cannot be read.
    #[error("词典读不了：{}：{}。请检查路径与权限", path.display(), reason(source))]
    Io {
        /// The folder or file.
        path: PathBuf,
        /// What the system says.
        source: std::io::Error,
    },
    /// A file in a user's folder has a name that no dictionary has.
    #[error("词典文件夹里有不认识的文件：{}。认识的文件名是：{known}（也可以是 .tsv）；别的文件请移到别处", path.display())]
    UnknownFile {
        /// The file.
        path: PathBuf,
        /// The known names.
        known: String,
    },
    /// Lines that cannot be read.
    #[error("词典有 {} 处读不了：\n{}", problems.len(), list(problems))]
    Lines {
        /// The errors, in file order; never empty.
        problems: Vec<Problem>,
    },
}

/// The first problems, a line each: enough to begin with, and `dict check` lists them all.
fn list(problems: &[Problem]) -> String {
    const SHOWN: usize = 10;
    let mut lines: Vec<String> = problems
        .iter()
        .take(SHOWN)
        .map(|p| format!("  {p}"))
        .collect();
    if problems.len() > SHOWN {
        lines.push("  ……其余请用 guiyi dict check 查看".into());
    }
    lines.join("\n")
}
