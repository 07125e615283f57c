//! Encodings, delimiters, workbooks, and the tables we wrote ourselves.

use std::path::PathBuf;

use encoding_rs::{BIG5, GB18030, GBK};
use guiyi::intake::{self, Options, Source};
use guiyi::model::Field;
use rust_xlsxwriter::{Format, Formula, Workbook};

use crate::support::*;

const LIST: &str = "部门,材料名称,份数\n公安局,居民身份证,1\n民政局,结婚证,2\n";

fn is_the_list(given: &Given) {
    assert_eq!(given.shown(), ["2 居民身份证", "3 结婚证"]);
    assert_eq!(given.values(Field::Department), ["公安局", "民政局"]);
    assert_eq!(given.report.sheets[0].header_row, 1);
}

#[test]
fn every_usual_encoding() {
    let utf16 = |big: bool| -> Vec<u8> {
        let units = LIST.encode_utf16();
        units
            .flat_map(|u| {
                if big {
                    u.to_be_bytes()
                } else {
                    u.to_le_bytes()
                }
            })
            .collect()
    };
    let marked = [b"\xFF\xFE".to_vec(), utf16(false)].concat();
    for (bytes, encoding) in [
        (LIST.as_bytes().to_vec(), "UTF-8"),
        (format!("\u{feff}{LIST}").into_bytes(), "UTF-8（带 BOM）"),
        (GBK.encode(LIST).0.into_owned(), "GB18030（推断）"),
        (utf16(false), "UTF-16LE（推断）"),
        (utf16(true), "UTF-16BE（推断）"),
        (marked, "UTF-16LE（带 BOM）"),
    ] {
        let given = read(bytes);
        is_the_list(&given);
        assert_eq!(given.report.encoding, encoding);
    }
    let rare = "材料名称,部门\n㐀某身份证明,𠮷林局\n";
    assert_eq!(read(GB18030.encode(rare).0).shown(), ["2 㐀某身份证明"]);
    let big5 = read(
        BIG5.encode("材料名稱,部門\n營業執照,臺北市政府\n戶口簿,臺北市政府\n")
            .0,
    );
    assert_eq!(
        (big5.report.encoding.as_str(), big5.shown().len()),
        ("Big5（推断）", 2)
    );
}

#[test]
fn the_named_encoding_wins() {
    let options = Options {
        encoding: Some("gbk".into()),
        ..Options::default()
    };
    let given = try_read(&GBK.encode(LIST).0, &options).unwrap();
    is_the_list(&given);
    assert_eq!(given.report.encoding, "GB18030（指定）");
    assert!(try_read(LIST.as_bytes(), &options).is_err());
}

#[test]
fn every_delimiter() {
    for (delimiter, format) in [
        (",", "CSV"),
        ("\t", "TSV"),
        (";", "CSV（分号）"),
        ("|", "CSV（竖线）"),
    ] {
        let given = read(LIST.replace(',', delimiter));
        is_the_list(&given);
        assert_eq!(given.report.format, format);
    }
    let given = read("部门\t材料名称\n甲,乙局\t身份证,户口簿\n");
    assert_eq!(given.shown(), ["2 身份证,户口簿"]);
}

#[test]
fn a_row_in_another_encoding_is_left_out() {
    let mut bytes = LIST
        .repeat(8)
        .replace("部门,材料名称,份数\n", "")
        .into_bytes();
    bytes.splice(0..0, "部门,材料名称,份数\n".bytes());
    bytes.extend_from_slice(&GBK.encode("民政局,离婚证,2\n").0);
    let given = read(bytes);
    assert_eq!(
        given
            .shown()
            .iter()
            .filter(|line| line.ends_with("!不可读"))
            .count(),
        1
    );
    assert_eq!(given.records.len(), 17);
}

#[test]
fn a_stray_nul_spoils_its_own_row_only() {
    let body: String = (0..200).map(|i| format!("材料{i},甲局\n")).collect();
    let given = read(format!("材料名称,部门\n{body}坏\0的,乙局\n护照,丙局\n"));
    assert_eq!(given.records.len(), 202);
    assert_eq!(given.shown()[200..], ["202 !不可读", "203 护照"]);
}

/// A workbook of the old format with a merged cell, a number and a second sheet.
#[test]
fn the_old_format() {
    let given = read(include_bytes!("旧格式.xls"));
    assert_eq!(given.report.format, "XLS");
    assert_eq!(
        given.shown(),
        ["3 营业执照", "4 申请表", "5 !空行", "6 委托书"]
    );
    assert_eq!(given.values(Field::ItemName), ["开业", "开业", "停业"]);
    assert_eq!(given.values(Field::Copies), ["2", "1", ""]);
    assert!(given.notes().contains("没有材料名称列"));
}

#[test]
fn numbers_dates_errors_and_ruined_codes() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    fill(
        sheet,
        &[
            &["材料名称", "份数", "事项编码", "备注"],
            &["身份证"],
            &["户口簿"],
            &[],
        ],
    );
    sheet.write_number(1, 1, 2.0).unwrap();
    sheet.write_number(1, 2, 1.144e25).unwrap();
    let date = Format::new().set_num_format("yyyy-mm-dd");
    sheet
        .write_number_with_format(1, 3, 45943.0, &date)
        .unwrap();
    sheet
        .write_formula(3, 0, Formula::new("=NA()").set_result("#N/A"))
        .unwrap();
    let given = read(book.save_to_buffer().unwrap());
    assert_eq!(given.shown(), ["2 身份证", "3 户口簿", "4 !不可读"]);
    assert_eq!(given.values(Field::Copies), ["2", ""]);
    assert_eq!(given.values(Field::Remark), ["2025-10-13", ""]);
    assert_eq!(given.values(Field::ItemCode), ["1.144E+25", ""]);
    assert!(given.notes().contains("科学记数"), "{}", given.notes());
    let csv = read("材料名称,事项编码\n身份证,1.13E+25\n#REF!,1\n");
    assert_eq!(csv.shown(), ["2 身份证", "3 !不可读"]);
    assert!(csv.notes().contains("第 2 行起"));
}

#[test]
fn sha_and_labels_stand_in_the_report() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("甲.csv");
    std::fs::write(&path, LIST).unwrap();
    let source = Source {
        path,
        label: "局/甲.csv".into(),
        walked: false,
    };
    let mut places = Vec::new();
    let report = intake::read(&source, &Options::default(), &book(), &mut |record| {
        if let guiyi::model::Record::Row(row) = record {
            places.push(format!("{}:{}", row.place.file, row.place.row));
        }
        Ok::<(), intake::IntakeError>(())
    })
    .unwrap();
    assert_eq!(places, ["局/甲.csv:2", "局/甲.csv:3"]);
    assert_eq!(report.sha256.len(), 64);
}

#[test]
fn our_own_tables_come_back_however_saved() {
    let text =
        "\u{feff}标准编码,标准名称,别名\nCL000001,居民身份证,\"身份证,二代证\"\n\nCL000002,护照,\n";
    let same = |bytes: &[u8]| {
        let tables = intake::tables_of_bytes("catalog.csv", bytes, None, &|_| true).unwrap();
        assert_eq!(tables.len(), 1);
        assert_eq!(tables[0].header, ["标准编码", "标准名称", "别名"]);
        assert_eq!(tables[0].column("标准名称"), Some(1));
        assert_eq!(
            tables[0].rows[0],
            (
                2,
                vec![
                    "CL000001".into(),
                    "居民身份证".into(),
                    "身份证,二代证".into()
                ]
            )
        );
        assert_eq!((tables[0].rows.len(), tables[0].rows[1].0), (2, 4));
    };
    same(text.as_bytes());
    same(&GBK.encode(text.trim_start_matches('\u{feff}')).0);
    same(
        text.replace("\"身份证,二代证\"", "身份证#二代证")
            .replace(',', "\t")
            .replace('#', ",")
            .as_bytes(),
    );
    same(&sheet(&[
        &["标准编码", "标准名称", "别名"],
        &["CL000001", "居民身份证", "身份证,二代证"],
        &[],
        &["CL000002", "护照", ""],
    ]));
    let torn = intake::tables_of_bytes(
        "pending.csv",
        "核心名称,结论\n甲,\"乙\n".as_bytes(),
        None,
        &|_| true,
    );
    assert!(
        torn.unwrap_err()
            .to_string()
            .contains("第 2 行的引号没有配对")
    );
}

#[test]
fn folders_are_walked_and_labels_do_not_depend_on_the_order() {
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name);
    std::fs::create_dir_all(at("县/教育")).unwrap();
    for name in [
        "b.csv",
        "县/教育/a.xlsx",
        "县/c.tsv",
        "县/~$c.tsv",
        "县/.d.csv",
        "县/读我.txt",
        "县/教育/z.pdf",
    ] {
        std::fs::write(at(name), LIST).unwrap();
    }
    let labels = |paths: &[PathBuf]| -> Vec<String> {
        let (sources, errors) = intake::expand(paths, &at("成果"));
        assert!(errors.is_empty(), "{errors:?}");
        sources.into_iter().map(|source| source.label).collect()
    };
    assert_eq!(
        labels(&[folder.path().into()]),
        ["b.csv", "县/c.tsv", "县/教育/a.xlsx"]
    );
    assert_eq!(
        labels(&[at("县"), at("b.csv")]),
        ["县/c.tsv", "县/教育/a.xlsx", "b.csv"]
    );
    assert_eq!(
        labels(&[at("b.csv"), at("县"), at("县/../b.csv")]),
        ["b.csv", "县/c.tsv", "县/教育/a.xlsx"]
    );
    assert_eq!(labels(&[at("县/读我.txt")]), ["读我.txt"]);
    assert_eq!(labels(&[at("县/教育")]), ["a.xlsx"]);
    // Not even entered: what lies in the output folder are results.
    std::fs::create_dir(at("成果")).unwrap();
    std::fs::write(at("成果/x.csv"), LIST).unwrap();
    assert_eq!(labels(&[folder.path().into()]).len(), 3);
    assert_eq!(labels(&[at("成果")]), ["x.csv"]);
    let expand = |paths: &[PathBuf]| intake::expand(paths, &at("成果"));
    let (found, errors) = expand(&[at("没有.csv"), at("b.csv"), at("也没有.csv")]);
    assert_eq!(found.len(), 1);
    assert_eq!(errors.len(), 2);
    assert!(errors[0].to_string().contains("没有.csv"));
    std::fs::create_dir(at("空")).unwrap();
    assert!(expand(&[at("空")]).1[0].to_string().contains("没有表格"));
}
