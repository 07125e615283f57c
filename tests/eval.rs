//! `guiyi eval` beside `guiyi run`: the same answers, the same manners.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;
use std::sync::LazyLock;

use assert_cmd::Command;
use guiyi::eval::{GoldRow, evaluate, read_gold};
use guiyi::pipeline::{Knowledge, Loaded, load};

static KNOWN: LazyLock<Loaded> = LazyLock::new(|| {
    load(&Knowledge {
        catalog: None,
        dicts: Vec::new(),
        builtin: true,
    })
    .expect("the built-in dictionaries load")
});

fn gold_file(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/gold")
        .join(name)
}

fn small() -> Vec<GoldRow> {
    read_gold(&gold_file("small.csv")).expect("a sound gold")
}

fn guiyi(args: &[&Path]) -> Output {
    Command::cargo_bin("guiyi")
        .expect("the binary is built")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(args)
        .output()
        .expect("the binary runs")
}

fn table(path: &Path) -> Vec<BTreeMap<String, String>> {
    let text = fs::read_to_string(path).expect("written");
    let text = text.strip_prefix('\u{feff}').expect("a BOM for Excel");
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    reader
        .deserialize()
        .map(|line| line.expect("a line of our own"))
        .collect()
}

/// What is measured is what a run does: each name has the standards that the mapping gives it.
#[test]
fn the_answers_are_those_of_a_run() {
    let gold = small();
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let list = folder.path().join("list.csv");
    let mut writer = csv::Writer::from_path(&list).expect("writable");
    writer.write_record(["材料名称"]).expect("writable");
    for row in &gold {
        writer.write_record([&row.name]).expect("writable");
    }
    writer.flush().expect("writable");
    drop(writer);
    let out = folder.path().join("out");
    let ran = guiyi(&["run".as_ref(), &list, "--out".as_ref(), &out]);
    assert!(
        ran.status.success(),
        "{}",
        String::from_utf8_lossy(&ran.stderr)
    );

    let mut by_name: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for line in table(&out.join("mapping.csv")) {
        let parts = by_name.entry(line["原名称"].clone()).or_default();
        parts.push(format!("{} {}", line["组"], line["标准名称"]));
    }
    let evaluation = evaluate(&KNOWN, &gold);
    assert_eq!(evaluation.figures.scored as usize, evaluation.rows.len());
    for row in &evaluation.rows {
        let mapped = by_name.get(&row.gold.name).cloned().unwrap_or_default();
        let mut found = Vec::new();
        for (group, parts) in (1..).zip(row.found.standards.split(" + ")) {
            found.extend(parts.split(" | ").map(|part| format!("{group} {part}")));
        }
        found.retain(|part| part != "1 ");
        assert_eq!(found, mapped, "{}", row.gold.name);
    }
}

#[test]
fn the_order_of_the_gold_changes_no_figure() {
    let mut gold = small();
    let forwards = evaluate(&KNOWN, &gold).figures;
    gold.reverse();
    assert_eq!(evaluate(&KNOWN, &gold).figures, forwards);
}

#[test]
fn errors_are_written_whole_and_nothing_else_is_touched() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let out = folder.path().join("a/errors");
    let gold = gold_file("tiny.csv");
    let args = ["eval".as_ref(), gold.as_path(), "--out".as_ref(), &out];
    let first = guiyi(&args);
    assert!(
        first.status.success(),
        "{}",
        String::from_utf8_lossy(&first.stderr)
    );
    fs::write(out.join("mapping.csv"), "of a run").expect("writable");
    assert_eq!(guiyi(&args).stdout, first.stdout);
    let mut names: Vec<String> = fs::read_dir(&out)
        .expect("there")
        .map(|entry| {
            entry
                .expect("there")
                .file_name()
                .to_string_lossy()
                .into_owned()
        })
        .collect();
    names.sort();
    assert_eq!(names, ["mapping.csv", "wrong_pairs.csv", "wrong_rows.csv"]);

    let pairs = table(&out.join("wrong_pairs.csv"));
    let [pair] = pairs.as_slice() else {
        panic!("{pairs:?}")
    };
    assert_eq!(pair["错误"], "误并");
    assert_eq!(
        (&*pair["名称甲"], &*pair["名称乙"]),
        ("营业执照", "营业执照正本")
    );
    assert_eq!(pair["归入甲"], pair["归入乙"]);
    let rows = table(&out.join("wrong_rows.csv"));
    let row = rows
        .iter()
        .find(|r| r["名称"] == "营业执照正本")
        .expect("its label is wrong");
    assert_eq!((&*row["行号"], &*row["错误"]), ("9", "误并、来源类型"));
    assert_eq!((&*row["归入组名称数"], &*row["共有名称数"]), ("2", "1"));
}

#[test]
fn a_file_in_the_way_of_the_errors_is_named() {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let out = folder.path().join("file");
    fs::write(&out, "mine").expect("writable");
    let gold = gold_file("tiny.csv");
    let args = ["eval".as_ref(), gold.as_path(), "--out".as_ref(), &out];
    let ended = guiyi(&args);
    assert_eq!(ended.status.code(), Some(2));
    assert!(ended.stdout.is_empty());
    let said = String::from_utf8_lossy(&ended.stderr);
    assert!(said.contains("是一个文件，不是文件夹"), "{said}");
    assert_eq!(fs::read_to_string(&out).expect("there"), "mine");
}
