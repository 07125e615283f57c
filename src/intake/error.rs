//! What can be wrong with a file as a whole, said so that a clerk knows what to do next.

use crate::encoding::EncodingError;
use crate::system::reason;

/// A file, or an argument, that cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// There is no such file.
    #[error("找不到文件 {file}；请核对路径和文件名")]
    Missing {
        /// The path as given.
        file: String,
    },
    /// The file may not be read.
    #[error("没有权限读取 {file}；请核对文件权限，或复制到自己的文件夹再读")]
    Denied {
        /// The path as given.
        file: String,
    },
    /// Reading failed half-way.
    #[error("读取 {file} 时出错：{}；请核对磁盘或网络盘后重试", reason(source))]
    Io {
        /// The path as given.
        file: String,
        /// What the system said.
        source: std::io::Error,
    },
    /// A folder stands where a file should.
    #[error("{file} 是文件夹，这里要的是一个表格文件；请写到具体的文件")]
    Directory {
        /// The path as given.
        file: String,
    },
    /// A folder without a table.
    #[error("文件夹 {folder} 里没有表格（.csv .tsv .xlsx .xlsm .xls）；其他文件请直接写出文件名")]
    NoTables {
        /// The path as given.
        folder: String,
    },
    /// More bytes than the cap.
    #[error("{file} 有 {size} MB，超过上限 {cap} MB；请拆成几个文件")]
    TooLarge {
        /// The file's label.
        file: String,
        /// Its size in megabytes, rounded up.
        size: u64,
        /// The cap in megabytes.
        cap: u64,
    },
    /// A workbook that unpacks to more than the cap: too long, or made to do harm.
    #[error(
        "{file} 解压后超过上限 {cap} MB（{part}），可能是损坏或恶意的文件；请另存为 CSV 或拆小后再读"
    )]
    Unpacked {
        /// The file's label.
        file: String,
        /// The part of the workbook.
        part: String,
        /// The cap in megabytes.
        cap: u64,
    },
    /// Nothing in it.
    #[error("{file} 是空的，没有任何内容；请核对是否导出成功")]
    Empty {
        /// The file's label.
        file: String,
    },
    /// A known kind of file that is no table we read.
    #[error("{file} 不是可读的表格：{what}；{advice}")]
    Format {
        /// The file's label.
        file: String,
        /// What it is.
        what: &'static str,
        /// What to do.
        advice: &'static str,
    },
    /// A result of an earlier run.
    #[error(
        "{file} 是 guiyi 自己写出的成果（列与 {like} 相同），不是部门清单，没有读；要沿用其中的编码请用 --catalog 交回，填好的结论请用 --decisions 交回"
    )]
    Own {
        /// The file's label.
        file: String,
        /// The file that a run writes with these columns.
        like: String,
    },
    /// A workbook with a password.
    #[error("{file} 有打开密码；请在 Excel 或 WPS 里去掉密码后另存")]
    Encrypted {
        /// The file's label.
        file: String,
    },
    /// A workbook that is broken.
    #[error(
        "{file} 打不开，文件可能不完整或已损坏（{detail}）；请用 Excel 或 WPS 打开后另存为 .xlsx"
    )]
    Damaged {
        /// The file's label.
        file: String,
        /// What the reader found.
        detail: String,
    },
    /// Text that cannot be decoded.
    #[error("{file}：{source}")]
    Encoding {
        /// The file's label.
        file: String,
        /// Why.
        source: EncodingError,
    },
    /// `--sheet` names none of the sheets.
    #[error("{file} 里没有工作表“{wanted}”；有的是：{found}。请改 --sheet")]
    NoSheet {
        /// The file's label.
        file: String,
        /// The sheet asked for.
        wanted: String,
        /// The sheets there are.
        found: String,
    },
    /// No column says which material.
    #[error(
        "{file} 里找不到材料名称列；{found}。请用 --column 材料名称=表头 指明（也可写列号，如 --column 材料名称=B）"
    )]
    NoName {
        /// The file's label.
        file: String,
        /// The headers found, sheet by sheet.
        found: String,
    },
}

impl IntakeError {
    /// From a system error on a path.
    pub(crate) fn io(file: &str, source: std::io::Error) -> Self {
        let file = file.to_owned();
        match source.kind() {
            std::io::ErrorKind::NotFound => IntakeError::Missing { file },
            std::io::ErrorKind::PermissionDenied => IntakeError::Denied { file },
            std::io::ErrorKind::IsADirectory => IntakeError::Directory { file },
            _ => IntakeError::Io { file, source },
        }
    }
}

/// Bytes as megabytes, rounded up.
pub(crate) fn megabytes(bytes: u64) -> u64 {
    bytes.div_ceil(1 << 20)
}
