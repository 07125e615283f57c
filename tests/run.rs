//! The main job, by its own command: what a clerk does with it from the first run to the next year's.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Output;

use assert_cmd::Command;

const FILES: [&str; 6] = [
    "mapping.csv",
    "catalog.csv",
    "pending.csv",
    "excluded.csv",
    "归一成果.xlsx",
    "summary.json",
];

fn guiyi(args: &[&str]) -> Output {
    Command::cargo_bin("guiyi")
        .expect("the binary is built")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(args)
        .output()
        .expect("the binary runs")
}

fn run(args: &[&str], out: &Path) -> Output {
    let mut all = vec![
        "run",
        "--out",
        out.to_str().expect("a path in Unicode"),
        "--quiet",
    ];
    all.extend(args);
    guiyi(&all)
}

#[track_caller]
fn done(args: &[&str], out: &Path) {
    let output = run(args, out);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// The lines of a CSV file, by header.
fn table(path: &Path) -> Vec<BTreeMap<String, String>> {
    let text = fs::read_to_string(path).expect("written");
    let mut reader = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    reader
        .deserialize()
        .map(|line| line.expect("a line of our own"))
        .collect()
}

fn temp() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder can be made")
}

/// The results on the sample data are recorded: what changes there is seen in review.
/// `UPDATE=1 cargo test --test run` records them anew.
#[test]
fn the_sample_data_give_the_recorded_results() {
    let dir = temp();
    let out = dir.path().join("out");
    done(&["sample-data"], &out);
    for file in FILES {
        assert!(
            fs::metadata(out.join(file)).is_ok_and(|m| m.len() > 0),
            "{file}"
        );
    }
    let recorded = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/recorded");
    for file in ["mapping.csv", "catalog.csv", "pending.csv", "excluded.csv"] {
        let now = fs::read_to_string(out.join(file)).expect("written");
        if std::env::var_os("UPDATE").is_some() {
            fs::create_dir_all(&recorded).expect("made");
            fs::write(recorded.join(file), &now).expect("recorded");
        }
        let then = fs::read_to_string(recorded.join(file)).expect("recorded");
        // Git may have made other line ends of ours. The first line that differs is enough to see.
        let differs = now.lines().zip(then.lines()).find(|(a, b)| a != b);
        assert_eq!(differs, None, "{file} changed: UPDATE=1 records it anew");
        assert_eq!(
            now.lines().count(),
            then.lines().count(),
            "{file} changed: UPDATE=1 records it anew"
        );
    }
}

#[test]
fn every_row_is_accounted_for() {
    let dir = temp();
    let out = dir.path().join("out");
    done(&["sample-data"], &out);
    let summary: serde_json::Value =
        serde_json::from_str(&fs::read_to_string(out.join("summary.json")).expect("written"))
            .expect("JSON");
    let count = |word: &str| summary["行数"][word].as_u64().expect("a count");
    assert_eq!(
        count("读入"),
        count("映射") + count("无材料") + count("空行") + count("非材料") + count("不可读")
    );
    let mapping = table(&out.join("mapping.csv"));
    let rows: std::collections::BTreeSet<_> = mapping
        .iter()
        .map(|m| (&m["来源文件"], &m["工作表"], &m["行号"]))
        .collect();
    assert_eq!(rows.len() as u64, count("映射"));
    assert_eq!(
        table(&out.join("excluded.csv")).len() as u64,
        count("读入") - count("映射")
    );
    let codes: Vec<String> = table(&out.join("catalog.csv"))
        .into_iter()
        .map(|c| c["标准编码"].clone())
        .collect();
    assert!(mapping.iter().all(|m| codes.contains(&m["标准编码"])));
}

/// Two lists with the sample data's rows, in another order.
fn shuffled(dir: &Path) -> (PathBuf, PathBuf, PathBuf, PathBuf) {
    let list = |name: &str, rows: &[&str]| {
        let path = dir.join(name);
        fs::create_dir_all(path.parent().expect("a parent")).expect("made");
        fs::write(&path, format!("事项名称,材料名称\n{}\n", rows.join("\n"))).expect("written");
        path
    };
    let a = [
        "甲,身份证",
        "甲,房屋租赁合同复印件",
        "乙,停车泊位图",
        "乙,停车泊位示意图",
        "丙,无",
        "丙,护照",
        "丁,停车泊位图纸",
    ];
    let b = [
        "戊,居民身份证或户口簿",
        "戊,食品经营许可证",
        "己,停车泊位图；身份证",
    ];
    let (mut ra, mut rb) = (a, b);
    ra.reverse();
    rb.reverse();
    (
        list("正/a.csv", &a),
        list("正/b.csv", &b),
        list("反/a.csv", &ra),
        list("反/b.csv", &rb),
    )
}

#[test]
fn neither_the_order_of_rows_and_files_nor_threads_change_the_catalogue() {
    let dir = temp();
    let (a, b, ra, rb) = shuffled(dir.path());
    let text = |p: &PathBuf| p.to_str().expect("Unicode").to_owned();
    let (first, second, third) = (
        dir.path().join("1"),
        dir.path().join("2"),
        dir.path().join("3"),
    );
    done(&[&text(&a), &text(&b)], &first);
    done(&[&text(&rb), &text(&ra), "--threads", "1"], &second);
    done(&[&text(&a), &text(&b), "--threads", "1"], &third);
    for file in ["catalog.csv", "pending.csv"] {
        assert_eq!(
            fs::read(first.join(file)).expect("read"),
            fs::read(second.join(file)).expect("read"),
            "{file}"
        );
    }
    for file in FILES {
        assert_eq!(
            fs::read(first.join(file)).expect("read"),
            fs::read(third.join(file)).expect("read"),
            "{file}"
        );
    }
    let rows = |out: &Path| {
        let mut rows: Vec<Vec<String>> = table(&out.join("mapping.csv"))
            .into_iter()
            .map(|m| {
                m.into_iter()
                    .filter(|(k, _)| k != "行号")
                    .map(|(_, v)| v)
                    .collect()
            })
            .collect();
        rows.sort();
        rows
    };
    assert_eq!(rows(&first), rows(&second));
}

#[test]
fn old_codes_name_the_same_materials_when_a_department_comes_in() {
    let dir = temp();
    let (first, second, again) = (
        dir.path().join("1"),
        dir.path().join("2"),
        dir.path().join("3"),
    );
    done(&["sample-data/公安局.csv"], &first);
    let catalog = first.join("catalog.csv");
    let catalog = catalog.to_str().expect("Unicode");
    done(&["sample-data", "--catalog", catalog], &second);
    let names = |out: &Path| -> BTreeMap<String, String> {
        table(&out.join("catalog.csv"))
            .into_iter()
            .map(|c| (c["标准编码"].clone(), c["标准名称"].clone()))
            .collect()
    };
    let (old, new) = (names(&first), names(&second));
    assert!(old.iter().all(|(code, name)| new.get(code) == Some(name)));
    assert!(new.len() > old.len());
    let codes = |out: &Path| -> BTreeMap<(String, String), String> {
        table(&out.join("mapping.csv"))
            .into_iter()
            .filter(|m| m["来源文件"].ends_with("公安局.csv"))
            .map(|m| {
                (
                    (m["行号"].clone(), m["分项"].clone()),
                    m["标准编码"].clone(),
                )
            })
            .collect()
    };
    assert_eq!(codes(&first), codes(&second));
    // The catalogue of a run, handed back to the same run, changes nothing: open questions stay open.
    done(&["sample-data/公安局.csv", "--catalog", catalog], &again);
    for file in ["catalog.csv", "pending.csv"] {
        let open = |out: &Path| -> Vec<(String, String)> {
            table(&out.join(file))
                .into_iter()
                .map(|l| {
                    let get = |k: &str| l.get(k).cloned().unwrap_or_default();
                    (
                        get("标准编码") + &get("核心名称"),
                        get("标准名称") + &get("状态") + &get("现归入"),
                    )
                })
                .collect()
        };
        assert_eq!(open(&first), open(&again), "{file}");
    }
}

#[test]
fn map_with_the_catalogue_gives_what_the_run_gave() {
    let dir = temp();
    let out = dir.path().join("out");
    done(&["sample-data"], &out);
    let mut expected: Vec<(String, Vec<String>)> = Vec::new();
    for line in table(&out.join("mapping.csv")) {
        match expected
            .iter_mut()
            .find(|(name, _)| *name == line["原名称"])
        {
            Some((_, codes)) if codes.len() < line["分项数"].parse().expect("a count") => {
                codes.push(line["标准编码"].clone())
            }
            Some(_) => {}
            None => expected.push((line["原名称"].clone(), vec![line["标准编码"].clone()])),
        }
    }
    let list = dir.path().join("names.csv");
    let mut writer = csv::Writer::from_path(&list).expect("made");
    writer.write_record(["序号", "材料名称"]).expect("written");
    for (i, (name, _)) in expected.iter().enumerate() {
        writer
            .write_record([&i.to_string(), name])
            .expect("written");
    }
    writer.flush().expect("written");
    let catalog = out.join("catalog.csv");
    let output = guiyi(&[
        "map",
        list.to_str().expect("Unicode"),
        "--catalog",
        catalog.to_str().expect("Unicode"),
    ]);
    assert!(
        output.status.success(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let mut reader = csv::Reader::from_reader(output.stdout.as_slice());
    let lines: Vec<BTreeMap<String, String>> =
        reader.deserialize().map(|l| l.expect("a line")).collect();
    assert_eq!(lines.len(), expected.len());
    for (line, (name, codes)) in lines.iter().zip(&expected) {
        assert_eq!(line["材料名称"], *name);
        assert_eq!(line["标准编码"], codes.join("；"), "{name}");
    }
}

#[test]
fn conclusions_are_followed_and_move_nothing_else() {
    let dir = temp();
    let (first, second) = (dir.path().join("1"), dir.path().join("2"));
    done(&["sample-data"], &first);
    let pending = fs::read_to_string(first.join("pending.csv")).expect("written");
    let mut reader = csv::Reader::from_reader(pending.trim_start_matches('\u{feff}').as_bytes());
    let header = reader.headers().expect("a header").clone();
    let place = |name: &str| header.iter().position(|h| h == name).expect("a column");
    let filled = dir.path().join("结论.csv");
    let mut writer = csv::Writer::from_path(&filled).expect("made");
    writer.write_record(&header).expect("written");
    let mut decided = BTreeMap::new();
    for (i, record) in reader.records().enumerate() {
        let mut cells: Vec<String> = record.expect("a line").iter().map(str::to_owned).collect();
        let choice = if i % 2 == 0 { "候选一" } else { "新增" };
        cells[place("结论")] = choice.to_owned();
        let standard = if i % 2 == 0 {
            &cells[place("候选一")]
        } else {
            &cells[place("核心名称")]
        };
        decided.insert(cells[place("核心名称")].clone(), standard.clone());
        writer.write_record(&cells).expect("written");
    }
    writer.flush().expect("written");
    assert!(decided.len() >= 5);
    done(
        &[
            "sample-data",
            "--decisions",
            filled.to_str().expect("Unicode"),
        ],
        &second,
    );
    let (before, after) = (
        table(&first.join("mapping.csv")),
        table(&second.join("mapping.csv")),
    );
    assert_eq!(before.len(), after.len());
    for (b, a) in before.iter().zip(&after) {
        match decided.get(&b["核心名称"]) {
            Some(standard) => assert_eq!((a["依据"].as_str(), &a["标准名称"]), ("人工", standard)),
            None => assert_eq!(b, a),
        }
    }
    assert!(table(&second.join("pending.csv")).is_empty());
}

#[test]
fn what_cannot_be_read_ends_with_a_sentence_and_leaves_nothing() {
    let dir = temp();
    let file = |name: &str, bytes: &[u8]| {
        let path = dir.path().join(name);
        fs::write(&path, bytes).expect("written");
        path.to_str().expect("Unicode").to_owned()
    };
    let noise: Vec<u8> = (0u32..4000)
        .map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8)
        .collect();
    let cases = [
        file("乱码.csv", &noise),
        file("空.csv", b""),
        file("截断.xlsx", b"PK\x03\x04\x14\x00\x06\x00"),
        file("照片.csv", b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR"),
        dir.path()
            .join("没有.csv")
            .to_str()
            .expect("Unicode")
            .to_owned(),
    ];
    for case in &cases {
        let out = dir.path().join("out");
        let output = run(&[case], &out);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(2), "{case}: {said}");
        assert!(
            said.starts_with("错误：") && !said.contains("panicked"),
            "{case}: {said}"
        );
        assert!(!out.exists(), "{case}");
    }
    // Each one is named; with --keep-going the rest is done.
    let out = dir.path().join("out");
    let output = run(&[&cases[0], "sample-data/公安局.csv", &cases[2]], &out);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(
        said.contains("乱码.csv") && said.contains("截断.xlsx"),
        "{said}"
    );
    done(&[&cases[0], "sample-data/公安局.csv", "--keep-going"], &out);
    assert!(out.join("mapping.csv").exists());
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_guiyi"))
        .args(["completions", "bash"])
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .expect("the binary runs");
    // The reader goes before the first byte comes.
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{:?}", output.status);
    assert!(
        output.stderr.is_empty(),
        "{}",
        String::from_utf8_lossy(&output.stderr)
    );
}

#[test]
fn without_the_builtin_dictionaries_any_list_of_terms_is_grouped() {
    let dir = temp();
    let list = dir.path().join("词表.csv");
    fs::write(&list, "名称\n合同协议书（复印件）\n合同协议书\n").expect("written");
    let out = dir.path().join("out");
    done(
        &[
            list.to_str().expect("Unicode"),
            "--no-builtin",
            "--column",
            "材料名称=名称",
        ],
        &out,
    );
    let catalog = table(&out.join("catalog.csv"));
    assert_eq!(catalog.len(), 1, "{catalog:?}");
    assert_eq!(catalog[0]["状态"], "草案");
}

#[test]
fn a_users_dictionary_wins_and_fuses_no_old_codes() {
    let dir = temp();
    let words = dir.path().join("词典");
    fs::create_dir(&words).expect("made");
    fs::write(words.join("materials.csv"), "标准名称,来源类型,核发或出具单位,别名\n市民身份卡,政府部门核发,公安机关,身份证|居民身份证\n")
        .expect("written");
    let list = dir.path().join("a.csv");
    fs::write(&list, "材料名称\n身份证\n居民身份证\n市民身份卡\n").expect("written");
    let (list, words) = (
        list.to_str().expect("Unicode"),
        words.to_str().expect("Unicode"),
    );
    let (plain, own, both) = (
        dir.path().join("1"),
        dir.path().join("2"),
        dir.path().join("3"),
    );
    let standards = |out: &Path| -> Vec<String> {
        table(&out.join("mapping.csv"))
            .into_iter()
            .map(|m| m["标准名称"].clone())
            .collect()
    };
    done(&[list], &plain);
    assert_eq!(
        standards(&plain),
        ["居民身份证", "居民身份证", "市民身份卡"]
    );
    done(&[list, "--dict", words], &own);
    assert_eq!(standards(&own)[0], "市民身份卡");
    // Two codes were given: the dictionary takes an alias over, but neither name.
    let catalog = plain.join("catalog.csv");
    done(
        &[
            list,
            "--dict",
            words,
            "--catalog",
            catalog.to_str().expect("Unicode"),
        ],
        &both,
    );
    assert_eq!(standards(&both), ["市民身份卡", "居民身份证", "市民身份卡"]);
}

#[test]
fn map_gives_one_record_for_each_record() {
    let dir = temp();
    let out = dir.path().join("out");
    done(&["sample-data/公安局.csv"], &out);
    let catalog = out.join("catalog.csv");
    let map = |args: &[&str], input: &str| {
        let mut all = vec!["map", "-", "--catalog", catalog.to_str().expect("Unicode")];
        all.extend(args);
        let output = Command::cargo_bin("guiyi")
            .expect("the binary is built")
            .args(&all)
            .write_stdin(input)
            .output()
            .expect("the binary runs");
        assert!(
            output.status.success(),
            "{}",
            String::from_utf8_lossy(&output.stderr)
        );
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let tsv = map(
        &[
            "--format",
            "tsv",
            "--no-header",
            "--column",
            "材料名称=2",
            "--null",
            "\\N",
        ],
        "1\t身份证\n2\t\n\n4\t\\N\r\n5\t甲\"乙",
    );
    let lines: Vec<&str> = tsv.lines().collect();
    assert_eq!(lines.len(), 5, "{tsv}");
    assert!(lines[0].starts_with("1\t身份证\tCL"), "{tsv}");
    assert!(lines[1].starts_with("2\t\t\\N\t"), "{tsv}");
    let json = map(
        &["--format", "ndjson"],
        "{\"id\":7,\"材料名称\":\"身份证、户口本\"}\n",
    );
    let value: serde_json::Value = serde_json::from_str(&json).expect("one object");
    assert_eq!(value["id"], 7);
    assert_eq!(value["parts"].as_array().map(Vec::len), Some(2));
    let csv = map(
        &["--candidates", "1"],
        "编号,材料名称\r\n1,\"身份证\n复印件\"\r\n",
    );
    assert!(
        csv.starts_with("编号,材料名称,标准编码,") && csv.contains("\"身份证\n复印件\",CL"),
        "{csv}"
    );
}
