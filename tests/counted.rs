//! A list that was counted before it came here says what the rows said, and a fingerprint says on what
//! answers depend.

use std::fs;
use std::path::Path;

use assert_cmd::Command;

fn guiyi(args: &[&str]) -> std::process::Output {
    Command::cargo_bin("guiyi")
        .expect("the binary is built")
        .args(args)
        .output()
        .expect("the binary runs")
}

/// Runs a list and returns the catalogue and the summary.
fn run(folder: &Path, list: &str) -> (String, String) {
    let (input, out) = (folder.join("list.csv"), folder.join("out"));
    fs::write(&input, list).expect("written");
    let (input, out_text) = (input.display().to_string(), out.display().to_string());
    let done = guiyi(&["run", &input, "--out", &out_text, "--overwrite", "--quiet"]);
    assert_eq!(done.status.code(), Some(0), "{done:?}");
    let read = |name: &str| fs::read_to_string(out.join(name)).expect("there");
    (read("catalog.csv"), read("summary.json"))
}

#[test]
fn counts_weigh_as_the_rows_they_stand_for() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    // Which writing names the new standard, and which channel weighs more, depends on how many rows.
    let counted = "材料名称,来源渠道,出现次数\n《甲乙丙资料表》,申请人自备,1\n甲乙丙资料表格,申请人自备,3\n\
                   丁戊己意见,政府部门核发,2\n丁戊己意见,申请人自备,1\n身份证,,4\n";
    let mut rows = "材料名称,来源渠道\n".to_owned();
    for line in counted.lines().skip(1) {
        let (row, times) = line.rsplit_once(',').expect("a count");
        for _ in 0..times.parse().expect("a number") {
            rows.push_str(row);
            rows.push('\n');
        }
    }
    let (one, _) = run(folder.path(), counted);
    let (other, _) = run(folder.path(), &rows);
    assert_eq!(one, other);
    assert!(one.contains("甲乙丙"), "{one}");
}

#[test]
fn a_count_that_is_none_is_told_of() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let list = "材料名称,出现次数\n身份证,2\n户口簿,许多\n护照,0\n结婚证,\n";
    let (_, summary) = run(folder.path(), list);
    assert!(
        summary.contains("出现次数列有 2 格不是正整数，这些行按一行计"),
        "{summary}"
    );
}

#[test]
fn a_fingerprint_is_of_version_dictionaries_and_catalogue() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let print = |args: &[&str]| {
        let done = guiyi(&[&["fingerprint"], args].concat());
        assert_eq!(done.status.code(), Some(0), "{done:?}");
        String::from_utf8(done.stdout).expect("UTF-8")
    };
    let catalog = folder.path().join("catalog.csv");
    let path = catalog.display().to_string();
    let header = "标准编码,标准名称,来源类型,状态\nCL000001,居民身份证,政府部门核发,现行\n";
    fs::write(&catalog, header).expect("written");
    let (bare, one) = (print(&[]), print(&["--catalog", &path]));
    assert_eq!(bare, print(&[]));
    assert!(bare.ends_with("目录 无\n"), "{bare}");
    assert_eq!(bare.lines().count(), 1);
    fs::write(
        &catalog,
        format!("{header}CL000002,营业执照,政府部门核发,现行\n"),
    )
    .expect("written");
    let two = print(&["--catalog", &path]);
    assert_ne!(one.split_once("  "), two.split_once("  "));
    assert_ne!(bare, print(&["--no-builtin"]));
    assert_eq!(
        guiyi(&["fingerprint", "--catalog", "没有.csv"])
            .status
            .code(),
        Some(2)
    );
}
