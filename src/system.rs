//! What the operating system and the libraries say, in words for a Chinese reader: the one place
//! where their English is turned.

use std::fmt::Display;
use std::io::{self, ErrorKind};

/// Why reading or writing failed, with the system's number for whoever is asked for help.
pub(crate) fn reason(error: &io::Error) -> String {
    let what = match error.kind() {
        ErrorKind::NotFound => "没有这个文件或文件夹",
        ErrorKind::PermissionDenied => "没有权限",
        ErrorKind::AlreadyExists => "已经有同名的文件或文件夹",
        ErrorKind::IsADirectory => "这是文件夹，不是文件",
        ErrorKind::NotADirectory => "路径中间有一段不是文件夹",
        ErrorKind::DirectoryNotEmpty => "文件夹不是空的",
        ErrorKind::StorageFull => "磁盘空间不足",
        ErrorKind::QuotaExceeded => "超出了分给您的磁盘空间",
        ErrorKind::FileTooLarge => "文件超过这个磁盘能放的大小",
        ErrorKind::ReadOnlyFilesystem => "磁盘是只读的",
        ErrorKind::ResourceBusy | ErrorKind::ExecutableFileBusy => "正被别的程序占用",
        ErrorKind::InvalidFilename => "文件名太长，或有不能用的字符",
        ErrorKind::CrossesDevices => "两处不在同一个磁盘",
        ErrorKind::StaleNetworkFileHandle
        | ErrorKind::NetworkDown
        | ErrorKind::NetworkUnreachable
        | ErrorKind::HostUnreachable => "网络盘断开了",
        ErrorKind::TimedOut => "等得太久，没有回应",
        ErrorKind::Interrupted => "被中断",
        ErrorKind::UnexpectedEof => "内容没有完，文件可能不完整",
        ErrorKind::WriteZero => "没能写完",
        ErrorKind::BrokenPipe => "接收的一方已经关闭",
        ErrorKind::InvalidData => "内容不是能读的文字（应为 UTF-8）",
        ErrorKind::OutOfMemory => "内存不足",
        ErrorKind::Unsupported => "这个系统不支持",
        _ => "读写出错",
    };
    match (error.raw_os_error(), error.get_ref()) {
        (Some(code), _) => format!("{what}（系统错误 {code}）"),
        (None, Some(inner)) => format!("{what}（{}）", original(inner)),
        (None, None) => what.to_owned(),
    }
}

/// A library's own words, marked as such: for what we have no better words for.
pub(crate) fn original(error: impl Display) -> String {
    format!("原文：{error}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_chinese_and_keeps_the_number() {
        let gone = std::fs::read("/no/such/file/anywhere").unwrap_err();
        let code = gone.raw_os_error().unwrap();
        assert_eq!(
            reason(&gone),
            format!("没有这个文件或文件夹（系统错误 {code}）")
        );
        assert_eq!(reason(&ErrorKind::StorageFull.into()), "磁盘空间不足");
        let odd = io::Error::other("odd");
        assert_eq!(reason(&odd), "读写出错（原文：odd）");
    }
}
