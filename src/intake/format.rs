//! What kind of file it is, by its first bytes and not by its extension.

use std::io::{Cursor, Read};

use super::{Caps, IntakeError, error::megabytes};
use crate::system::original;

/// A kind of file that can be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Text,
    Xlsx,
    Xls,
}

/// How a ZIP archive begins, which a workbook is; and a file of the old Office.
const ZIPPED: [&[u8]; 2] = [b"PK\x03\x04", b"PK\x05\x06"];
const COMPOUND: &[u8] = b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";

const SAVE_AS: &str = "请用 Excel 或 WPS 打开后另存为 .xlsx 再读";

/// Signatures of what departments send by mistake, with the word for it and what to do.
const OTHERS: &[(&[u8], &str, &str)] = &[
    (b"%PDF", "PDF 文件", "请向提供方索取表格，或转成 .xlsx 再读"),
    (b"\x89PNG", "图片", "请索取表格原件"),
    (b"\xFF\xD8\xFF", "图片", "请索取表格原件"),
    (b"GIF8", "图片", "请索取表格原件"),
    (
        b"{\\rtf",
        "RTF 文档",
        "请把其中的表格复制到 Excel 另存为 .xlsx",
    ),
    (b"7z\xBC\xAF\x27\x1C", "压缩包", "请解压后再读"),
    (b"Rar!", "压缩包", "请解压后再读"),
    (b"\x1F\x8B", "压缩包", "请解压后再读"),
    (b"\x7FELF", "程序文件", "请核对文件"),
    (b"MZ\x90", "程序文件", "请核对文件"),
    (b"SQLite format 3", "数据库文件", "请导出为 CSV 再读"),
];

/// Tells the format, or says which other kind of file it is. Workbooks are checked against the
/// caps before anything of them is unpacked.
pub(crate) fn detect(file: &str, bytes: &[u8], caps: &Caps) -> Result<Format, IntakeError> {
    let other = |what, advice| {
        Err(IntakeError::Format {
            file: file.to_owned(),
            what,
            advice,
        })
    };
    if bytes.is_empty() {
        return Err(IntakeError::Empty {
            file: file.to_owned(),
        });
    }
    if ZIPPED.iter().any(|magic| bytes.starts_with(magic)) {
        return zipped(file, bytes, caps);
    }
    if bytes.starts_with(COMPOUND) {
        return compound(file, bytes);
    }
    match foreign(bytes) {
        Some((what, advice)) => other(what, advice),
        None => Ok(Format::Text),
    }
}

/// What a stream is that is no text, by how it begins.
pub fn no_text(start: &[u8]) -> Option<&'static str> {
    if ZIPPED.iter().any(|magic| start.starts_with(magic)) || start.starts_with(COMPOUND) {
        return Some("工作簿或别的 Office 文件、压缩包");
    }
    foreign(start).map(|(what, _)| what)
}

/// What is neither a workbook nor a text, and what to do with it.
fn foreign(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    if let Some((_, what, advice)) = OTHERS.iter().find(|(magic, ..)| bytes.starts_with(magic)) {
        return Some((what, advice));
    }
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(512)]).to_ascii_lowercase();
    let start = start.trim_start_matches('\u{feff}').trim_start();
    ["<html", "<!doctype", "<table", "<?xml", "<meta"]
        .iter()
        .any(|tag| start.starts_with(tag))
        .then_some(("网页或 XML 格式的表格（扩展名可能是 .xls）", SAVE_AS))
}

/// A file of the old Office: which one is told by the names of its streams (UTF-16).
fn compound(file: &str, bytes: &[u8]) -> Result<Format, IntakeError> {
    let has = |name: &str| {
        let name: Vec<u8> = name.encode_utf16().flat_map(u16::to_le_bytes).collect();
        // The directory stands anywhere in the file, its entries at multiples of 128 bytes.
        bytes.chunks(128).any(|entry| entry.starts_with(&name))
    };
    if has("EncryptedPackage") {
        return Err(IntakeError::Encrypted {
            file: file.to_owned(),
        });
    }
    if has("Workbook") || has("Book") {
        return Ok(Format::Xls);
    }
    let what = if has("WordDocument") {
        "Word 文档（.doc）"
    } else {
        "Office 97 的其他文件"
    };
    Err(IntakeError::Format {
        file: file.to_owned(),
        what,
        advice: SAVE_AS,
    })
}

fn zipped(file: &str, bytes: &[u8], caps: &Caps) -> Result<Format, IntakeError> {
    let damaged = |detail: String| IntakeError::Damaged {
        file: file.to_owned(),
        detail,
    };
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| damaged(original(e)))?;
    let names: Vec<String> = archive
        .file_names()
        .flatten()
        .map(|name| name.replace('\\', "/"))
        .collect();
    let has = |prefix: &str| names.iter().any(|name| name.starts_with(prefix));
    let what = match () {
        () if has("xl/workbook.xml") || has("xl/worksheets/") && !has("xl/workbook.bin") => None,
        () if has("xl/workbook.bin") => Some("二进制工作簿（.xlsb）"),
        () if has("word/") => Some("Word 文档（.docx）"),
        () if has("ppt/") => Some("演示文稿（.pptx）"),
        () if has("content.xml") => Some("OpenDocument 文件（.ods 等）"),
        () => {
            let (what, advice) = ("压缩包", "请解压后再读");
            return Err(IntakeError::Format {
                file: file.to_owned(),
                what,
                advice,
            });
        }
    };
    if let Some(what) = what {
        return Err(IntakeError::Format {
            file: file.to_owned(),
            what,
            advice: SAVE_AS,
        });
    }
    let bomb = |part: &str, cap: u64| IntakeError::Unpacked {
        file: file.to_owned(),
        part: part.to_owned(),
        cap: megabytes(cap),
    };
    let mut total = 0u64;
    for index in 0..archive.len() {
        let part = match archive.name_for_index(index) {
            Some(Ok(name)) => name.into_owned(),
            _ => String::new(),
        };
        let mut entry = archive.by_index(index).map_err(|e| damaged(original(e)))?;
        // Worksheets are streamed; every other part may end up in memory, often several times over.
        let cap = if part.contains("worksheets/") {
            caps.sheet_bytes
        } else {
            caps.part_bytes
        };
        let mut size = entry.size();
        // The directory may lie; deflate packs 1,032 to 1 at best, so most parts need no counting.
        if size <= cap && entry.compressed_size().saturating_mul(1032) > cap {
            size = count(&mut entry, cap).map_err(|e| damaged(original(e)))?;
        }
        total = total.saturating_add(size);
        if size > cap || total > caps.sheet_bytes.saturating_mul(4) {
            return Err(bomb(&part, cap));
        }
    }
    Ok(Format::Xlsx)
}

/// How many bytes come out, counted no further than just beyond the cap.
fn count(entry: &mut impl Read, cap: u64) -> std::io::Result<u64> {
    std::io::copy(&mut entry.take(cap.saturating_add(1)), &mut std::io::sink())
}
