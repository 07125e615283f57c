//! Why a list could not be mended, in words that tell the next step.

use std::path::PathBuf;

use crate::intake::IntakeError;
use crate::pipeline::RunError;
use crate::system::reason;

/// Why a list could not be mended.
#[derive(Debug, thiserror::Error)]
pub enum FixError {
    /// A list cannot be read.
    #[error(transparent)]
    Intake(#[from] IntakeError),
    /// Several lists cannot be read, or the dictionaries cannot be used.
    #[error(transparent)]
    Run(#[from] RunError),
    /// Bytes that cannot be decoded stand where the mended text goes.
    #[error("{file} 里有解不开的字，没有改这个文件；请先统一编码后另存，再运行一次")]
    Broken {
        /// The file.
        file: String,
    },
    /// The parts of a workbook are not where they should be.
    #[error(
        "{file} 的内部结构不合规范（{detail}），没有改这个文件；请用 Excel 或 WPS 另存为 .xlsx 再运行一次"
    )]
    Workbook {
        /// The file.
        file: String,
        /// What is wrong with it.
        detail: String,
    },
    /// A file stands where the copy goes, and it is not the one that would be written.
    #[error(
        "{} 已经存在，内容和这次要写的不同，没有覆盖。请先核对，把它移开或改名；确实不要了，加 --overwrite",
        path.display()
    )]
    Exists {
        /// The copy.
        path: PathBuf,
    },
    /// A workbook of the old format cannot be written in place.
    #[error(
        "{} 是旧格式（.xls），不能就地改写：请去掉 --in-place，改后的写成旁边的 .xlsx",
        path.display()
    )]
    OldFormat {
        /// The file.
        path: PathBuf,
    },
    /// The system failed.
    #[error("没能写 {}：{}。原有文件没有改动", path.display(), reason(source))]
    Io {
        /// What was being written.
        path: PathBuf,
        /// The system's answer.
        source: std::io::Error,
    },
}
