//! Why results cannot be written, said so that a clerk knows what to do next.

use std::io;
use std::path::{Path, PathBuf};

/// Why results cannot be written.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// The output folder is a file.
    #[error("{} 是一个文件，不能作成果目录。请换一个 --out", .0.display())]
    NotAFolder(PathBuf),
    /// The system refused.
    #[error("写不了 {}：{}。成果没有写出，原来的文件没有动", path.display(), reason(source))]
    Io {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// The workbook could not be built.
    #[error("生成工作簿 {} 失败：{what}。成果没有写出；可先用 --write csv,json", path.display())]
    Workbook {
        /// The workbook.
        path: PathBuf,
        /// What the library says.
        what: String,
    },
}

impl OutputError {
    /// An error of the system at a path.
    pub fn io(path: &Path, source: io::Error) -> Self {
        Self::Io { path: path.to_owned(), source }
    }
}

fn reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::StorageFull => "磁盘满了，请清出空间或换一个 --out".to_owned(),
        io::ErrorKind::PermissionDenied => "没有权限，请检查文件夹权限，或关掉正打开着成果的 Excel、WPS".to_owned(),
        io::ErrorKind::ReadOnlyFilesystem => "磁盘是只读的，请换一个 --out".to_owned(),
        _ => error.to_string(),
    }
}
