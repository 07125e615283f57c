//! One dictionary file to typed lines, forgiving what Excel, WPS and editors do to it on saving.
//!
//! Comments stand before the header and begin with `#`; saved from a spreadsheet they may be quoted
//! or trailed by commas. Below the header only `#` followed by a blank is a comment, so that a
//! placeholder such as `#N/A` can be an entry.

use std::borrow::Cow;

use serde::de::DeserializeOwned;
use serde::de::value::{BorrowedStrDeserializer, Error as ValueError, MapDeserializer};

use super::error::{Problem, Severity};
use super::key::{Keyed, columns};
use super::lines::{Entry, Origin};
use super::text::{Records, decode};

/// A file to be read: its bytes, its name for messages, and the origin that its entries get.
pub(crate) struct Source<'a> {
    /// The name in messages: the label of a built-in file, the path of a user's.
    pub name: String,
    /// The bytes as they stand on disk.
    pub bytes: Cow<'a, [u8]>,
    /// Index into [`super::Dictionary::files`].
    pub file: u16,
    /// The layer of its entries.
    pub layer: u8,
}

/// The entries of some files, and what is wrong with them.
pub(crate) struct Parsed<T> {
    /// The lines that could be read, in file order.
    pub entries: Vec<Entry<T>>,
    /// Lines that could not (errors), and cells that were read all the same (hints).
    pub problems: Vec<Problem>,
}

impl<T> Default for Parsed<T> {
    fn default() -> Self {
        Self {
            entries: Vec::new(),
            problems: Vec::new(),
        }
    }
}

/// Reads one file into `out`; a broken line is a problem and the next lines are read all the same.
pub(crate) fn table<T: DeserializeOwned + Keyed>(source: &Source<'_>, out: &mut Parsed<T>) {
    let Some(text) = decode(&source.bytes) else {
        out.problems.push(source.problem(
            1,
            Severity::Error,
            "既不是 UTF-8，也不是 GBK/GB18030 编码".into(),
            "请另存为“CSV UTF-8（逗号分隔）”后再用".into(),
        ));
        return;
    };
    let mut records = Records::new(&text);
    let mut header: Option<Vec<&'static str>> = None;
    let mut record = Vec::new();
    while let Some(line) = records.next(&mut record) {
        if record.iter().all(|cell| cell.trim().is_empty()) || is_comment(&record[0]) {
            continue;
        }
        let Some(header) = &header else {
            match read_header::<T>(source, line, &record) {
                Ok(found) => header = Some(found),
                Err(problem) => {
                    out.problems.push(problem);
                    return;
                }
            }
            continue;
        };
        match read_line::<T>(source, line, header, &record, &mut out.problems) {
            Ok(found) => out.entries.push(Entry {
                line: found,
                origin: Origin {
                    file: source.file,
                    line,
                    layer: source.layer,
                },
            }),
            Err(problem) => out.problems.push(problem),
        }
    }
    if header.is_none() {
        out.problems.push(source.problem(
            1,
            Severity::Error,
            "没有表头".into(),
            format!("请在说明之后加一行表头：{}", columns::<T>().join(",")),
        ));
    }
}

/// Below the header, `#` and a blank: `#N/A` may be an entry.
fn is_comment(first: &str) -> bool {
    first
        .trim_start()
        .strip_prefix('#')
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(char::is_whitespace))
}

fn read_header<T: DeserializeOwned + Keyed>(
    source: &Source<'_>,
    line: u32,
    record: &[Cow<'_, str>],
) -> Result<Vec<&'static str>, Problem> {
    let known = columns::<T>();
    let wrong = |message: String| {
        source.problem(
            line,
            Severity::Error,
            message,
            format!("本文件的列是：{}", known.join(",")),
        )
    };
    let mut cells: Vec<&str> = record.iter().map(|cell| cell.trim()).collect();
    while cells.last() == Some(&"") {
        cells.pop();
    }
    let mut header = Vec::with_capacity(cells.len());
    for cell in cells {
        let Some(column) = known.iter().find(|column| **column == cell) else {
            return Err(wrong(format!("不认识的列“{cell}”")));
        };
        if header.contains(column) {
            return Err(wrong(format!("列“{cell}”出现了两次")));
        }
        header.push(*column);
    }
    for column in T::KEY {
        if !header.contains(column) {
            return Err(wrong(format!("缺少列“{column}”")));
        }
    }
    Ok(header)
}

fn read_line<T: DeserializeOwned + Keyed>(
    source: &Source<'_>,
    line: u32,
    header: &[&'static str],
    record: &[Cow<'_, str>],
    problems: &mut Vec<Problem>,
) -> Result<T, Problem> {
    let wrong = |message: String, remedy: &str| {
        source.problem(line, Severity::Error, message, remedy.into())
    };
    if let Some(extra) = record
        .iter()
        .skip(header.len())
        .find(|c| !c.trim().is_empty())
    {
        return Err(wrong(
            format!("单元格比表头多，多出来的是“{}”", shorten(extra)),
            "单元格里有逗号时，整个单元格要加英文双引号；列表用 | 分隔",
        ));
    }
    let mut cells: Vec<(&str, &str)> = Vec::with_capacity(header.len());
    for (i, &column) in header.iter().enumerate() {
        let raw = record.get(i).map_or("", |cell| &**cell);
        let cell = trimmed(raw);
        if cell.is_empty() {
            if T::KEY.contains(&column) {
                return Err(wrong(format!("“{column}”是空的"), "请补上，或删去这一行"));
            }
            continue;
        }
        let tidy = Tidy::of(cell);
        if tidy.broken {
            return Err(wrong(
                format!("“{column}”一格里有换行：“{}”", shorten(cell)),
                "请去掉换行；若不是有意的，多半是前面的英文双引号没有成对",
            ));
        }
        if cell.len() != raw.len()
            || (tidy.blanks && cell.split('|').any(|item| item != item.trim()))
        {
            problems.push(source.problem(
                line,
                Severity::Hint,
                format!("“{column}”一格首尾或 | 两旁有空白：“{}”", shorten(raw)),
                "请删去空白".into(),
            ));
        }
        if tidy.empty_item {
            problems.push(source.problem(
                line,
                Severity::Hint,
                format!("“{column}”一格的列表里有空项：“{}”", shorten(cell)),
                "请删去多余的 |".into(),
            ));
        }
        cells.push((column, cell));
    }
    // Serde's own map of texts: csv's deserializer checks every cell's UTF-8 once more, which was a
    // third of the time.
    let read = |cells: &[(&str, &str)]| {
        let slice = BorrowedStrDeserializer::<ValueError>::new;
        let cells = cells
            .iter()
            .map(|&(column, cell)| (slice(column), slice(cell)));
        T::deserialize(MapDeserializer::new(cells))
    };
    read(&cells).map_err(|error| {
        // The error does not know its column; alone, only the guilty cell fails.
        let (column, error) = cells
            .iter()
            .find_map(|&cell| read(&[cell]).err().map(|error| (cell.0, error)))
            .unwrap_or(("", error));
        wrong(
            format!("“{column}”一格读不出：{error}"),
            "请照本文件开头的说明改",
        )
    })
}

/// A cell without the white space around it. Most cells begin and end in a mark of ASCII or an
/// ideograph, which the bytes tell.
fn trimmed(cell: &str) -> &str {
    let bytes = cell.as_bytes();
    let plain = |byte: Option<&u8>| matches!(byte, Some(b'!'..=b'~'));
    // Such a byte begins a character of three, none of which is white.
    let wide = |byte: Option<&u8>| matches!(byte, Some(0xe4..=0xe9));
    let third_last = bytes.len().checked_sub(3).and_then(|i| bytes.get(i));
    let begins = plain(bytes.first()) || wide(bytes.first());
    let ends = plain(bytes.last()) || wide(third_last);
    if begins && ends { cell } else { cell.trim() }
}

/// What a cell must be looked at for, found in one pass: start-up waits for it.
#[derive(Default)]
struct Tidy {
    /// It holds a line break.
    broken: bool,
    /// It holds a list with an empty item.
    empty_item: bool,
    /// It may hold white space: ASCII, or one of the marks that share a first byte with U+3000.
    blanks: bool,
}

impl Tidy {
    fn of(cell: &str) -> Self {
        let mut found = Self::default();
        // Without a way out in its midst the compiler makes this loop sixteen bytes wide.
        let odd = |odd, byte: u8| {
            odd | (byte <= b' ') | (byte == b'|') | (byte == 0xc2) | (byte == 0xe2) | (byte == 0xe3)
        };
        if !cell.bytes().fold(false, odd) {
            return found;
        }
        let mut before = b'|';
        for byte in cell.bytes() {
            found.broken |= byte == b'\n';
            found.empty_item |= byte == b'|' && before == b'|';
            found.blanks |= byte <= b' ' || matches!(byte, 0xc2 | 0xe2 | 0xe3);
            before = byte;
        }
        found.empty_item |= before == b'|';
        found
    }
}

/// The beginning of a cell, for a message.
fn shorten(cell: &str) -> String {
    let clean: String = cell
        .chars()
        .take(30)
        .map(|c| if c == '\n' { '⏎' } else { c })
        .collect();
    if cell.chars().nth(30).is_some() {
        clean + "…"
    } else {
        clean
    }
}

impl Source<'_> {
    fn problem(
        &self,
        line: u32,
        severity: Severity,
        message: String,
        suggestion: String,
    ) -> Problem {
        Problem {
            file: self.name.clone(),
            line,
            severity,
            message,
            suggestion,
        }
    }
}

#[cfg(test)]
mod tests {
    use encoding_rs::GB18030;

    use super::*;
    use crate::dictionary::lines::{HeadLine, MaterialLine, PlaceholderLine};

    fn read<T: DeserializeOwned + Keyed>(bytes: &[u8]) -> Parsed<T> {
        let mut out = Parsed::default();
        let source = Source {
            name: "t.csv".into(),
            bytes: Cow::Borrowed(bytes),
            file: 0,
            layer: 0,
        };
        table(&source, &mut out);
        out
    }

    const PLAIN: &str = "\u{feff}# 标准材料，一行一个\n# 列表用 | 分隔\n标准名称,来源类型,别名\n居民身份证,政府部门核发,身份证|二代身份证\n营业执照,,\n";

    #[test]
    fn columns_are_the_headers() {
        assert_eq!(columns::<PlaceholderLine>(), ["写法", "备注"]);
        assert_eq!(columns::<MaterialLine>().len(), 13);
    }

    #[test]
    fn every_way_of_saving_reads_the_same() {
        let plain = read::<MaterialLine>(PLAIN.as_bytes());
        assert!(plain.problems.is_empty(), "{:?}", plain.problems);
        assert_eq!(plain.entries.len(), 2);
        assert_eq!(plain.entries[0].origin.line, 4);
        assert_eq!(plain.entries[0].line.aliases, ["身份证", "二代身份证"]);

        let excel = "\u{feff}\"# 标准材料，一行一个\",,\r\n# 列表用 | 分隔,,\r\n标准名称,来源类型,别名\r\n居民身份证,政府部门核发,身份证|二代身份证\r\n营业执照,,\r\n,,\r\n";
        let tsv = PLAIN.replace(',', "\t");
        let bare = PLAIN.trim_start_matches('\u{feff}');
        let gbk = GB18030.encode(bare).0.into_owned();
        let utf16: Vec<u8> = [0xff, 0xfe]
            .into_iter()
            .chain(bare.encode_utf16().flat_map(u16::to_le_bytes))
            .collect();
        for bytes in [excel.as_bytes(), tsv.as_bytes(), &gbk, &utf16] {
            let other = read::<MaterialLine>(bytes);
            assert!(other.problems.is_empty(), "{:?}", other.problems);
            assert_eq!(other.entries, plain.entries);
        }
    }

    #[test]
    fn lines_are_counted_through_blanks_comments_and_crlf() {
        let text = "# 说明\r\n\r\n写法,备注\r\n\r\n无,\r\n# 注,\r\n\r\n#N/A,\r\n";
        let got: Vec<_> = read::<PlaceholderLine>(text.as_bytes())
            .entries
            .into_iter()
            .map(|e| (e.line.text, e.origin.line))
            .collect();
        assert_eq!(got, [("无".to_owned(), 5), ("#N/A".to_owned(), 8)]);
    }

    #[test]
    fn broken_lines_are_named_and_the_rest_is_read() {
        let text = "标准名称,来源类型,可带持有人\n甲证,政府,\n乙证,,\n丙证,,对\n,申请人自备,\n丁证,,,多\n 戊证,,\n";
        let got = read::<MaterialLine>(text.as_bytes());
        let names: Vec<_> = got.entries.iter().map(|e| e.line.name.as_str()).collect();
        assert_eq!(names, ["乙证", "戊证"]);
        let said: Vec<_> = got.problems.iter().map(|p| (p.line, p.severity)).collect();
        let error = Severity::Error;
        assert_eq!(
            said,
            [
                (2, error),
                (4, error),
                (5, error),
                (6, error),
                (7, Severity::Hint)
            ]
        );
        assert!(got.problems[0].message.contains("来源类型"));
        assert!(got.problems[1].message.contains("可带持有人"));
    }

    #[test]
    fn quoted_lines_among_bare_ones_keep_their_place() {
        for end in ["\n", "\r\n"] {
            let text = [
                "写法,备注",
                "\"无\",\"甲,\"\"乙\"\"\"",
                "暂无,",
                "\"没有\",",
                "空,",
            ]
            .join(end);
            let got: Vec<_> = read::<PlaceholderLine>(text.as_bytes())
                .entries
                .into_iter()
                .map(|e| (e.line.text, e.line.note, e.origin.line))
                .collect();
            let want = [
                ("无", "甲,\"乙\"", 2),
                ("暂无", "", 3),
                ("没有", "", 4),
                ("空", "", 5),
            ];
            assert_eq!(got, want.map(|(t, n, l)| (t.to_owned(), n.to_owned(), l)));
        }
    }

    #[test]
    fn an_open_quotation_mark_is_found() {
        let got = read::<HeadLine>("词尾,备注\n证,\"没有收尾\n书,\n表,\n".as_bytes());
        assert_eq!(got.problems[0].line, 2);
        assert!(got.problems[0].message.contains("换行"));
    }

    #[test]
    fn a_wrong_header_says_the_right_one() {
        for text in [
            "",
            "# 只有说明\n",
            "名字\n甲\n",
            "备注\n甲\n",
            "写法,写法\n",
        ] {
            let got = read::<PlaceholderLine>(text.as_bytes());
            assert_eq!(got.problems.len(), 1, "{text}");
            assert!(got.problems[0].suggestion.contains("写法,备注"), "{text}");
        }
        assert!(
            !read::<PlaceholderLine>(&[0xff, 0x00, 0x80])
                .problems
                .is_empty()
        );
    }
}
