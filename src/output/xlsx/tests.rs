//! Workbooks, read back cell by cell.

use std::borrow::Cow;
use std::io::{Cursor, Read};

use calamine::{Data, DataRef, Reader, Xlsx};

use super::*;
use crate::output::table::{Column, Each};
use crate::output::tables::{PendingLine, PendingTable};

/// A table of one text column and one count.
struct Plain(Vec<String>);

impl Table for Plain {
    fn stem(&self) -> &str {
        "plain"
    }

    fn title(&self) -> &str {
        "映射"
    }

    fn columns(&self) -> &[Column] {
        const COLUMNS: [Column; 2] = [
            Column {
                header: "文本",
                width: 20,
                count: false,
                choices: &[],
                hint: "",
            },
            Column {
                header: "数",
                width: 8,
                count: true,
                choices: &[],
                hint: "",
            },
        ];
        &COLUMNS
    }

    fn rows(&self, each: &mut Each<'_>) -> Result<(), OutputError> {
        for (n, text) in (0..).zip(&self.0) {
            each(&[Cell::Text(Cow::Borrowed(text)), Cell::Count(n)])?;
        }
        Ok(())
    }
}

fn workbook(sheet_rows: u32, tables: &[&dyn Table]) -> Vec<u8> {
    let scratch = tempfile::tempdir().unwrap();
    let mut bytes = Vec::new();
    let summary: [SummaryLine<'_>; 3] = [
        ("合计", Cell::Blank),
        ("读入", Cell::Count(7)),
        ("说明", "=不是公式".into()),
    ];
    let path = Path::new("归一成果.xlsx");
    write(
        &mut bytes,
        path,
        scratch.path(),
        sheet_rows,
        &summary,
        tables,
    )
    .unwrap();
    assert_eq!(std::fs::read_dir(scratch.path()).unwrap().count(), 0);
    bytes
}

/// All cells of a sheet: row, column, value.
fn cells(bytes: &[u8], sheet: &str) -> Vec<(u32, u32, Data)> {
    let mut workbook = Xlsx::new(Cursor::new(bytes)).unwrap();
    let mut reader = workbook.worksheet_cells_reader(sheet).unwrap();
    let mut cells = Vec::new();
    while let Some(cell) = reader.next_cell().unwrap() {
        let (row, column) = cell.get_position();
        let value = match cell.get_value() {
            DataRef::String(s) => Data::String(s.clone()),
            DataRef::SharedString(s) => Data::String((*s).to_owned()),
            DataRef::Float(f) => Data::Float(*f),
            other => panic!("{other:?} at {row},{column}"),
        };
        cells.push((row, column, value));
    }
    cells
}

/// The texts of the first column, without the header.
fn texts(bytes: &[u8], sheet: &str) -> Vec<String> {
    cells(bytes, sheet)
        .into_iter()
        .filter(|(row, column, _)| *row > 0 && *column == 0)
        .map(|(_, _, value)| match value {
            Data::String(text) => text,
            other => panic!("{other:?} is no text"),
        })
        .collect()
}

fn plain(texts: &[&str]) -> Plain {
    Plain(texts.iter().map(|s| (*s).to_owned()).collect())
}

/// A member of the workbook, unpacked.
fn member(bytes: &[u8], name: &str) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

#[test]
fn text_is_text_and_counts_are_counts() {
    let nasty = [
        "=1+1",
        "+86",
        "@x",
        "-5",
        "00123",
        "1234567890123456789",
        "1E5",
        "TRUE",
        "2024-01-01",
        "两\n行",
        "🀄𠮷戶口簿",
        " 前后空格 ",
        "<b>&amp;</b>",
        "<r>&</b></r>",
        "https://example.com",
        "_x",
        "'引",
    ];
    let bytes = workbook(SHEET_ROWS, &[&plain(&nasty)]);
    assert_eq!(texts(&bytes, "映射"), nasty);
    for (row, column, value) in cells(&bytes, "映射") {
        if column == 1 && row > 0 {
            assert_eq!(value, Data::Float(f64::from(row - 1)));
        }
    }
    let summary = cells(&bytes, SUMMARY_TITLE);
    assert!(summary.contains(&(1, 1, Data::Float(7.0))));
    assert!(summary.contains(&(2, 1, Data::String("=不是公式".to_owned()))));
    assert!(
        !summary
            .iter()
            .any(|(row, column, _)| (*row, *column) == (0, 1))
    );
}

#[test]
fn characters_that_xml_forbids_do_not_break_the_file() {
    let all: String = ('\u{0}'..='\u{1f}')
        .chain([
            '\u{7f}',
            '\u{85}',
            '\u{fffe}',
            '\u{ffff}',
            '\u{1fffe}',
            '\u{e000}',
        ])
        .collect();
    let bytes = workbook(SHEET_ROWS, &[&plain(&[&all, "后一行", "_x0041_"])]);
    let read = texts(&bytes, "映射");
    assert_eq!(read.len(), 3);
    assert_eq!(read[1], "后一行");
    let shared = member(&bytes, "xl/sharedStrings.xml");
    let allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..);
    assert!(shared.chars().all(allowed));
    // As ECMA-376 part 1, 22.9.2.19 (ST_Xstring) writes them; Excel reads the character back.
    assert!(shared.contains("_x0000_") && shared.contains("_xFFFF_"));
    assert!(shared.contains("_x005F_x0041_"));
}

#[test]
fn a_text_too_long_for_a_cell_is_cut_and_says_so() {
    let fits = "长".repeat(32_767);
    let long = "😀".repeat(20_000);
    let bytes = workbook(SHEET_ROWS, &[&plain(&[&fits, &long])]);
    let read = texts(&bytes, "映射");
    assert_eq!(read[0], fits);
    assert!(read[1].encode_utf16().count() <= 32_767);
    assert!(read[1].starts_with("😀😀"));
    assert!(read[1].contains("原文共 20000 字") && read[1].contains("plain.csv"));
}

#[test]
fn a_long_table_goes_on_on_the_next_sheet() {
    let names: Vec<_> = (0..19).map(|n| n.to_string()).collect();
    let bytes = workbook(10, &[&Plain(names.clone())]);
    let book = Xlsx::new(Cursor::new(&bytes)).unwrap();
    assert_eq!(book.sheet_names(), ["汇总", "映射", "映射 (2)", "映射 (3)"]);
    let sheets = ["映射", "映射 (2)", "映射 (3)"];
    let read: Vec<_> = sheets.iter().flat_map(|s| texts(&bytes, s)).collect();
    assert_eq!(read, names);
    for sheet in sheets {
        assert_eq!(cells(&bytes, sheet)[0].2, Data::String("文本".to_owned()));
    }
    // Exactly full: no empty sheet follows.
    let full = workbook(10, &[&Plain(names[..9].to_vec())]);
    let book = Xlsx::new(Cursor::new(&full)).unwrap();
    assert_eq!(book.sheet_names(), ["汇总", "映射"]);
}

#[test]
fn same_input_same_bytes() {
    let table = plain(&["一", "二", "一", "<r>三</r>"]);
    let first = workbook(3, &[&table]);
    std::thread::sleep(std::time::Duration::from_millis(1100));
    assert_eq!(first, workbook(3, &[&table]));
    assert!(member(&first, "docProps/core.xml").contains("2000-01-01T00:00:00Z"));
}

#[test]
fn pending_has_frozen_header_filter_and_choices() {
    let table = PendingTable::new(|each| {
        each(PendingLine {
            core: "证件".into(),
            rows: 3,
            ..Default::default()
        })
    });
    let bytes = workbook(SHEET_ROWS, &[&table]);
    let sheet = member(&bytes, "xl/worksheets/sheet2.xml");
    assert!(
        sheet.contains(
            r#"<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>"#
        )
    );
    assert!(sheet.contains(r#"<autoFilter ref="A1:L2"/>"#));
    assert!(sheet.contains(r#"sqref="J2""#));
    assert!(sheet.contains("\"候选一,候选二,候选三,新增\""));
    assert!(
        !sheet.contains("showErrorMessage"),
        "other text may be typed"
    );
    assert!(sheet.contains("numberStoredAsText"));
    // The blank 结论 is text before anybody types: its column has the format of text, number 49.
    let styles = member(&bytes, "xl/styles.xml");
    assert!(styles.contains(r#"numFmtId="49""#));
    let column = sheet.split("<col min=\"10\"").nth(1).unwrap();
    assert!(column.split("/>").next().unwrap().contains("style="));
}

#[test]
fn an_empty_table_is_a_header() {
    let bytes = workbook(SHEET_ROWS, &[&plain(&[])]);
    assert_eq!(cells(&bytes, "映射").len(), 2);
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_named() {
    let table = Plain((0..2000).map(|n| format!("材料{n}")).collect());
    let scratch = tempfile::tempdir().unwrap();
    let path = Path::new("/dev/full");
    let full = std::fs::OpenOptions::new().write(true).open(path).unwrap();
    let error = write(full, path, scratch.path(), SHEET_ROWS, &[], &[&table]).unwrap_err();
    assert!(matches!(error, OutputError::DiskFull { .. }), "{error:?}");
}

#[test]
fn a_full_disk_under_the_scratch_file_is_named() {
    // What `.expect` and `.unwrap` make of the system's error.
    let words = |kind: io::ErrorKind| {
        let inner = io::Error::from(kind);
        format!("Couldn't write to xml file: {inner:?}")
    };
    let path = Path::new("x");
    let os = r#"Os { code: 28, kind: StorageFull, message: "No space left on device" }"#;
    let error = failed_scratch(path, format!("Couldn't write to xml file: {os}"));
    assert!(matches!(error, OutputError::DiskFull { .. }), "{error:?}");
    let error = failed_scratch(path, words(io::ErrorKind::Other));
    assert!(matches!(error, OutputError::Workbook { .. }), "{error:?}");
}

#[test]
fn an_error_of_the_rows_comes_through() {
    struct Broken;
    impl Table for Broken {
        fn stem(&self) -> &str {
            "broken"
        }
        fn title(&self) -> &str {
            "坏"
        }
        fn columns(&self) -> &[Column] {
            &[]
        }
        fn rows(&self, _each: &mut Each<'_>) -> Result<(), OutputError> {
            Err(OutputError::rows("坏了"))
        }
    }
    let scratch = tempfile::tempdir().unwrap();
    let path = Path::new("x");
    let to = Vec::new();
    let error = write(to, path, scratch.path(), SHEET_ROWS, &[], &[&Broken]).unwrap_err();
    assert_eq!(error.to_string(), "坏了");
}
