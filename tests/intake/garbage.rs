//! What is no list: a clear sentence, no panic, nothing lost.

use std::io::{Cursor, Write};

use encoding_rs::GBK;
use guiyi::intake::{self, Caps, Options, Source};
use guiyi::model::Record;
use proptest::prelude::*;
use zip::write::{SimpleFileOptions, ZipWriter};

use crate::support::*;

/// A workbook whose only worksheet is the given XML.
fn workbook(sheet: &[u8]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let parts: [(&str, &[u8]); 5] = [
        ("[Content_Types].xml", br#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>"#),
        ("_rels/.rels", br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#),
        ("xl/workbook.xml", br#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="S" sheetId="1" r:id="rId1"/></sheets></workbook>"#),
        ("xl/_rels/workbook.xml.rels", br#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/></Relationships>"#),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    for (name, bytes) in parts {
        zip.start_file(name, SimpleFileOptions::default()).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn cells(inner: &str) -> Vec<u8> {
    let open = r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>"#;
    workbook(format!("{open}{inner}</sheetData></worksheet>").as_bytes())
}

fn cell(at: &str, text: &str) -> String {
    format!(r#"<c r="{at}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

#[test]
fn no_tables() {
    for (bytes, word) in [
        (&b""[..], "是空的"),
        (b"\xEF\xBB\xBF", "是空的"),
        (b" \n\n\t\n", "是空的"),
        (b"%PDF-1.7 ...", "PDF"),
        (b"\x89PNG\r\n", "图片"),
        (b"<html><table><tr><td>", "网页"),
        (b"PK\x03\x04broken", "损坏"),
        (b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 short", "Office"),
        (&[0u8, 255, 3, 0, 7, 200, 1], "二进制"),
    ] {
        let error = fails(bytes);
        assert!(error.contains(word) && error.contains("表.csv"), "{error}");
    }
    let noise: Vec<u8> = (0u32..5000)
        .map(|i| (i.wrapping_mul(2_654_435_761) >> 11) as u8)
        .collect();
    assert!(!fails(noise).is_empty());
}

#[test]
fn other_zips_and_truncated_workbooks() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("a.txt", SimpleFileOptions::default())
        .unwrap();
    assert!(fails(zip.finish().unwrap().into_inner()).contains("压缩包"));
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("content.xml", SimpleFileOptions::default())
        .unwrap();
    assert!(fails(zip.finish().unwrap().into_inner()).contains(".ods"));
    let whole = sheet(&[&["材料名称"], &["身份证"]]);
    for part in [whole.len() / 4, whole.len() / 2, whole.len() - 10] {
        assert!(fails(&whole[..part]).contains("损坏"));
    }
    assert!(fails(cells("<row r=\"1\"><c r=\"A1\"")).contains("损坏"));
}

#[test]
fn a_far_cell_is_harmless() {
    let inner = format!(
        "<row r=\"1\">{}</row><row r=\"2\">{}</row><row r=\"1048576\">{}</row>",
        cell("A1", "材料名称"),
        cell("A2", "身份证"),
        cell("XFD1048576", "远"),
    );
    let given = read(cells(&inner));
    assert_eq!(given.shown(), ["2 身份证"]);
    assert!(
        given.notes().contains("列以后有 1 个单元格没有读"),
        "{}",
        given.notes()
    );
    let inner = format!(
        "<row r=\"1\">{}</row><row r=\"1048576\">{}</row>",
        cell("A1", "材料名称"),
        cell("A1048576", "护照")
    );
    let given = read(cells(&inner));
    assert_eq!(given.shown(), ["2 !空行", "1048576 护照"]);
    let Record::Excluded(run) = &given.records[0] else {
        panic!()
    };
    assert!(
        run.reason.contains("第 2 行到第 1048575 行"),
        "{}",
        run.reason
    );
}

#[test]
fn bombs_are_refused_before_they_unfold() {
    let caps = Caps {
        sheet_bytes: 1 << 20,
        part_bytes: 1 << 16,
        ..Caps::default()
    };
    let options = Options {
        caps,
        ..Options::default()
    };
    let bomb = workbook(&vec![b' '; 8 << 20]);
    assert!(bomb.len() < 100_000);
    let error = try_read(&bomb, &options).err().unwrap().to_string();
    assert!(error.contains("解压后超过上限 1 MB"), "{error}");
    // A directory that lies about the size.
    let mut lying = bomb.clone();
    let size = (8u32 << 20).to_le_bytes();
    let places: Vec<usize> = (0..lying.len() - 4)
        .filter(|at| lying[*at..*at + 4] == size)
        .collect();
    for at in places {
        lying[at..at + 4].copy_from_slice(&100u32.to_le_bytes());
    }
    let error = try_read(&lying, &options).err().unwrap().to_string();
    assert!(
        error.contains("解压后超过上限") || error.contains("损坏"),
        "{error}"
    );
    let small = Options {
        caps: Caps {
            file_bytes: 10,
            ..Caps::default()
        },
        ..Options::default()
    };
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("大.csv");
    std::fs::write(&path, "材料名称\n身份证\n").unwrap();
    let source = Source {
        path,
        label: "大.csv".into(),
        walked: false,
    };
    let read = intake::read(&source, &small, &book(), &mut |_| {
        Ok::<(), intake::IntakeError>(())
    });
    assert!(
        read.unwrap_err()
            .to_string()
            .contains("大.csv 有 1 MB，超过上限")
    );
}

#[test]
fn a_cell_of_ten_megabytes() {
    let long = "证".repeat(3_500_000);
    for given in [
        read(format!("材料名称,部门\n身份证,甲\n{long},乙\n护照,丙\n")),
        read(cells(&format!(
            "<row r=\"1\">{}</row><row r=\"2\">{}</row><row r=\"3\">{}</row><row r=\"4\">{}</row>",
            cell("A1", "材料名称"),
            cell("A2", "身份证"),
            cell("A3", &long),
            cell("A4", "护照")
        ))),
    ] {
        assert_eq!(given.shown(), ["2 身份证", "3 !不可读", "4 护照"]);
        let Record::Excluded(out) = &given.records[1] else {
            panic!()
        };
        assert!(out.content.chars().count() <= 201 && out.reason.contains("3500000 个字"));
    }
}

#[test]
fn half_gbk_half_utf8_is_refused() {
    let mut bytes = "材料名称,部门\n身份证,公安局\n护照,移民局\n"
        .as_bytes()
        .to_vec();
    bytes.extend_from_slice(&GBK.encode("户口簿,公安局\n结婚证,民政局\n").0);
    let error = fails(bytes);
    assert!(
        error.contains("混有") && error.contains("--encoding"),
        "{error}"
    );
}

#[test]
fn an_open_quote_loses_no_row() {
    let body: String = (0..50).map(|i| format!("材料{i},甲局\n")).collect();
    let given = read(format!("材料名称,部门\n\"身份证,公安局\n{body}"));
    assert_eq!(given.records.len(), 51);
    let Record::Excluded(torn) = &given.records[0] else {
        panic!()
    };
    assert!(torn.reason.contains("第 2 行的引号"), "{}", torn.reason);
    assert_eq!(given.shown()[1], "3 材料0");
}

#[test]
fn folders_and_missing_files() {
    let folder = tempfile::tempdir().unwrap();
    let read = |path: std::path::PathBuf| {
        let source = Source {
            path,
            label: "夹".into(),
            walked: false,
        };
        intake::read(&source, &Options::default(), &book(), &mut |_| {
            Ok::<(), intake::IntakeError>(())
        })
        .unwrap_err()
        .to_string()
    };
    assert!(read(folder.path().into()).contains("是文件夹"));
    assert!(read(folder.path().join("没有")).contains("找不到"));
}

#[test]
fn an_error_of_the_taker_ends_the_reading() {
    let mut taken = 0;
    let result = intake::read_bytes(
        "a.csv",
        "材料名称\n甲\n乙\n".as_bytes(),
        &Options::default(),
        &book(),
        &mut |_| {
            taken += 1;
            Err(intake::IntakeError::Empty { file: "x".into() })
        },
    );
    assert!(result.is_err());
    assert_eq!(taken, 1);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_bytes(bytes: Vec<u8>) {
        let _ = try_read(&bytes, &Options::default());
    }

    /// Rows out = rows in, each with its place, in order.
    #[test]
    fn every_row_is_accounted_for(rows in prop::collection::vec("(|\"|甲|[a-c甲乙丙丁]{1,4}|无)(,[甲乙丙丁]{0,2})?", 0..20)) {
        let text = format!("材料名称,部门\n{}", rows.iter().map(|row| format!("{row}\n")).collect::<String>());
        let given = try_read(text.as_bytes(), &Options::default()).unwrap();
        let places: Vec<u32> = given.records.iter().map(|record| match record {
            Record::Row(row) => row.place.row,
            Record::Excluded(out) => out.place.row,
        }).collect();
        prop_assert!(places.windows(2).all(|pair| pair[0] + 1 == pair[1]));
        prop_assert!(places.len() <= rows.len());
        let names = |text: &str| text.chars().filter(|c| "甲乙丙丁".contains(*c)).count();
        if !text.contains('"') {
            let last = rows.iter().rposition(|row| !row.trim_matches(',').is_empty());
            prop_assert_eq!(places.len(), last.map_or(0, |at| at + 1));
        }
        let out: usize = given.records.iter().map(|record| match record {
            Record::Row(row) => names(&row.name) + row.fields.iter().map(|(_, text)| names(text)).sum::<usize>(),
            Record::Excluded(out) => names(&out.content),
        }).sum();
        if !text.contains('"') {
            prop_assert_eq!(out, rows.iter().map(|row| names(row)).sum::<usize>());
        }
    }
}
