//! Why an output could not be written, in words that tell the next step.

use std::io;
use std::path::{Path, PathBuf};

use crate::system::reason;

/// Why an output could not be written.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// The disk, or the user's share of it, is full.
    #[error(
        "磁盘空间不足，没能写完 {path}。成果没有发布，原有文件没有改动。请清出空间，或用 --out 指定别的磁盘，再运行一次"
    )]
    DiskFull {
        /// What was being written.
        path: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
    /// The user may not write there.
    #[error(
        "没有权限写 {path}。原有文件没有改动。请检查文件夹的权限；文件若正在 Excel 或 WPS 中打开，请先关闭；也可用 --out 换一个位置"
    )]
    NoPermission {
        /// What was being written.
        path: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
    /// A file stands where a folder is needed.
    #[error("{path} 是一个文件，不是文件夹。请用 --out 指定一个文件夹，或先把这个文件移开")]
    NotAFolder {
        /// The file in the way.
        path: PathBuf,
    },
    /// Something that is no file stands where a file of ours belongs.
    #[error(
        "{path} 不是普通文件，不能用成果替换它。请把它移开或改名，或用 --out 换一个位置，再运行一次"
    )]
    NotAFile {
        /// What is in the way.
        path: PathBuf,
    },
    /// Any other failure of the system.
    #[error(
        "没能写 {path}：{}。成果没有发布，原有文件没有改动。请检查这个位置，或用 --out 换一个位置，再运行一次",
        reason(source)
    )]
    Io {
        /// What was being written.
        path: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
    /// Neither the new files nor the old ones could be put in place.
    #[error(
        "发布到 {path} 时出错（{why}），又没能全部恢复原状。没有文件丢失：原有文件在 {kept} 的 {earlier} 里，新的成果在 {kept} 里。请把需要的文件移回 {path}，再删除 {kept}",
        why = reason(source),
        earlier = super::publish::EARLIER
    )]
    RollBack {
        /// The folder that was to be filled.
        path: PathBuf,
        /// The folder that holds what could not be moved back.
        kept: PathBuf,
        /// The failure that made rolling back necessary.
        source: io::Error,
    },
    /// The writer of workbooks refused: a fault of guiyi.
    #[error(
        "没能生成工作簿 {path}（原文：{reason}）。这是程序的问题，请反馈；可先用 --write csv,json 运行"
    )]
    Workbook {
        /// The workbook.
        path: PathBuf,
        /// What it said.
        reason: String,
    },
    /// A summary that cannot be put into JSON: a fault of guiyi.
    #[error(
        "没能生成 {path}（原文：{source}）。这是程序的问题，请反馈；可先用 --write csv,xlsx 运行"
    )]
    Json {
        /// The file.
        path: PathBuf,
        /// What serde said.
        source: serde_json::Error,
    },
    /// The rows themselves could not be given. The source of a table puts its own error here.
    #[error(transparent)]
    Rows(Box<dyn std::error::Error + Send + Sync>),
}

impl OutputError {
    /// The error for a failure of the system while `path` was being written.
    pub fn io(path: &Path, source: io::Error) -> Self {
        use io::ErrorKind::{PermissionDenied, QuotaExceeded, ReadOnlyFilesystem, StorageFull};
        let path = path.to_path_buf();
        match source.kind() {
            StorageFull | QuotaExceeded => Self::DiskFull { path, source },
            PermissionDenied | ReadOnlyFilesystem => Self::NoPermission { path, source },
            _ if in_use(&source) => Self::NoPermission { path, source },
            _ => Self::Io { path, source },
        }
    }

    /// The error for rows that could not be given.
    pub fn rows(error: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Self {
        Self::Rows(error.into())
    }
}

/// Whether Windows says that another program holds the file (32, `ERROR_SHARING_VIOLATION`), as
/// Excel does with an open workbook; `std` has no kind for it.
fn in_use(error: &io::Error) -> bool {
    cfg!(windows) && error.raw_os_error() == Some(32)
}
