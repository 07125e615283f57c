//! `guiyi map` reads what departments write: any usual encoding in, UTF-8 out, and a sentence where
//! bytes are no text; and it proposes nothing that is not in the catalogue.

use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use encoding_rs::{BIG5, GB18030};

const CATALOG: &str = "标准编码,标准名称,来源类型,状态\nCL000001,居民身份证,政府部门核发,现行\nCL000002,营业执照,政府部门核发,现行\n";

fn map(input: &[u8], args: &[&str]) -> Output {
    let dir = tempfile::tempdir().expect("a temporary folder can be made");
    let catalog = dir.path().join("catalog.csv");
    std::fs::write(&catalog, CATALOG).expect("written");
    Command::cargo_bin("guiyi")
        .expect("the binary is built")
        .args(["map", "-", "--catalog"])
        .arg(&catalog)
        .args(args)
        .write_stdin(input)
        .output()
        .expect("the binary runs")
}

#[track_caller]
fn mapped(input: &[u8], args: &[&str]) -> String {
    let output = map(input, args);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(0), "{said}");
    String::from_utf8(output.stdout).expect("UTF-8")
}

#[track_caller]
fn refused(input: &[u8], args: &[&str]) -> String {
    let output = map(input, args);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert_eq!(output.status.code(), Some(2), "{said}");
    assert!(said.starts_with("错误：标准输入"), "{said}");
    said
}

fn utf16(text: &str, unit: impl Fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(unit).collect()
}

/// Long enough that its end is not in the first block, which tells the encoding.
fn long() -> String {
    let mut text = "序号,部门,材料名称\r\n".to_owned();
    for i in 0..40_000 {
        let name = if i % 2 == 0 {
            "居民身份证"
        } else {
            "\"营业执照\n复印件\""
        };
        text.push_str(&format!("{i},某某市上上下下人民政府政务服务局,{name}\r\n"));
    }
    text
}

/// Threads work on it, and nobody can tell.
#[test]
fn records_come_out_whole_and_in_their_order() {
    let text = long();
    let out = mapped(text.as_bytes(), &[]);
    let mut records = csv::ReaderBuilder::new()
        .flexible(true)
        .from_reader(out.as_bytes());
    let mut rows = 0;
    for (i, record) in records.records().enumerate() {
        let record = record.expect("a record");
        let (name, code) = match i % 2 {
            0 => ("居民身份证", "CL000001"),
            _ => ("营业执照\n复印件", "CL000002"),
        };
        assert_eq!(record[0], i.to_string());
        assert_eq!((&record[2], &record[3]), (name, code));
        rows += 1;
    }
    assert_eq!(rows, 40_000);
}

#[test]
fn every_usual_encoding_gives_what_utf8_gives() {
    let text = long();
    let expected = mapped(text.as_bytes(), &[]);
    assert_eq!(expected.matches(",CL00000").count(), 40_000);
    let marked = format!("\u{feff}{text}");
    for bytes in [
        GB18030.encode(&text).0.into_owned(),
        utf16(&marked, u16::to_le_bytes),
        utf16(&marked, u16::to_be_bytes),
        utf16(&text, u16::to_le_bytes),
    ] {
        assert_eq!(mapped(&bytes, &[]), expected);
    }
    let list = "序號,部門,材料名稱\n1,公安局戶籍科,居民身份證\n";
    let found = mapped(&BIG5.encode(list).0, &[]);
    assert!(found.contains("居民身份證,CL000001,"), "{found}");
    // A mark of UTF-8 stays where it is: bytes pass as they are.
    assert_eq!(
        mapped(marked.as_bytes(), &[]),
        format!("\u{feff}{expected}")
    );
}

#[test]
fn the_user_may_name_the_encoding() {
    let list = GB18030.encode("材料名称\n身份证\n").0.into_owned();
    let found = mapped(&list, &["--encoding", "gbk"]);
    assert!(found.contains("身份证,CL000001,居民身份证,"), "{found}");
    let tsv = GB18030.encode("1\t身份证\n").0.into_owned();
    let args = ["--format", "tsv", "--no-header", "--column", "材料名称=2"];
    assert!(mapped(&tsv, &args).starts_with("1\t身份证\tCL000001\t"));
    assert!(refused(&list, &["--encoding", "gbkk"]).contains("不认识编码“gbkk”"));
    assert!(refused(&list, &["--encoding", "utf-8"]).contains("UTF-8"));
}

#[test]
fn what_is_no_text_stops_it_with_a_sentence() {
    let workbook = std::fs::read(
        Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data/城市管理综合执法局.xlsx"),
    )
    .expect("read");
    let said = refused(&workbook, &[]);
    assert!(
        said.contains("另存为 CSV") && said.contains("guiyi run"),
        "{said}"
    );
    let old = std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/intake/旧格式.xls"))
        .expect("read");
    assert!(refused(&old, &[]).contains("guiyi run"));
    assert!(refused(b"\x00\x01\x02\x00", &[]).contains("二进制"));
}

/// Nothing turns into nonsense silently, however far down it stands.
#[test]
fn bytes_that_do_not_fit_stop_it_and_are_named() {
    let text = long();
    let gbk = |text: &str| GB18030.encode(text).0.into_owned();
    let last = 40_002;
    let mut broken = text.clone().into_bytes();
    broken.extend(gbk("40000,某局,身份证\n"));
    let said = refused(&broken, &[]);
    assert!(
        said.contains(&format!("第 {last} 条记录里有按 UTF-8")),
        "{said}"
    );
    for tail in ["40000,某局,居民身份证\n".as_bytes(), b"40000,\xff\xff,a\n"] {
        let mut broken = gbk(&text);
        broken.extend(tail);
        let said = refused(&broken, &[]);
        assert!(
            said.contains(&format!("第 {last} 条记录里有按 GB18030")),
            "{said}"
        );
    }
    let mut broken = utf16(&format!("\u{feff}{text}"), u16::to_le_bytes);
    broken.extend([0x00, 0xd8, 0x0a, 0x00]);
    let said = refused(&broken, &[]);
    assert!(
        said.contains(&format!("第 {last} 条记录里有按 UTF-16LE")),
        "{said}"
    );
}

#[test]
fn only_what_the_catalogue_holds_is_proposed() {
    let found = mapped(
        "材料名称\n身份证\n身份证明\n".as_bytes(),
        &["--candidates", "9"],
    );
    let mut lines = 0;
    for line in csv::Reader::from_reader(found.as_bytes()).records() {
        let line = line.expect("a line");
        assert_eq!((&line[9], &line[11]), ("居民身份证", ""), "{found}");
        lines += 1;
    }
    assert_eq!(lines, 2);
}
