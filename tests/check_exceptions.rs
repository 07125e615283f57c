//! What fails nobody: the baseline, exceptions in `guiyi.toml`, presets; and what was not looked at.

use std::path::Path;

use assert_cmd::Command;

/// A folder with lists and a `guiyi.toml`, and the program run in it.
struct Place(tempfile::TempDir);

impl Place {
    fn new(files: &[(&str, &str)]) -> Self {
        let place = Place(tempfile::tempdir().unwrap());
        for (name, text) in files {
            place.put(name, text);
        }
        place
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    fn put(&self, name: &str, text: &str) {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, text).unwrap();
    }

    fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path().join(name)).unwrap()
    }

    /// Exit code, stdout, stderr.
    fn run_in(&self, folder: &str, args: &str) -> (i32, String, String) {
        let run = Command::cargo_bin("guiyi")
            .unwrap()
            .current_dir(self.path().join(folder))
            .args(args.split_whitespace())
            .output()
            .unwrap();
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
        (
            run.status.code().unwrap(),
            text(run.stdout),
            text(run.stderr),
        )
    }

    fn run(&self, args: &str) -> (i32, String, String) {
        self.run_in("", args)
    }

    /// The rules that fire, with their rows, C00 left out.
    fn fired(&self, args: &str) -> Vec<(String, String)> {
        let (_, out, err) = self.run(&format!("check {args} --ignore C00 --format csv"));
        let table = out.trim_start_matches('\u{feff}');
        assert!(table.starts_with("规则"), "{out}{err}");
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let records = reader.records().map(|r| r.unwrap());
        records
            .map(|r| (r[0].to_owned(), r[4].to_owned()))
            .collect()
    }
}

fn pairs(list: &[(&str, &str)]) -> Vec<(String, String)> {
    let own = |(a, b): &(&str, &str)| ((*a).to_owned(), (*b).to_owned());
    list.iter().map(own).collect()
}

const LIST: &str = "事项名称,材料名称\n开店,其他材料\n开店,营业执照\n关店,其他材料\n关店,户口薄\n";

#[test]
fn a_baseline_lets_only_new_findings_fail() {
    let place = Place::new(&[("清单/a.csv", LIST)]);
    let (code, out, err) = place.run("check 清单 --write-baseline 基线.json");
    assert_eq!((code, err.contains("4 条")), (0, true), "{out}{err}");
    assert!(out.contains("基线里已知的 4 条"), "{out}");
    let first = place.read("基线.json");
    assert_eq!(first.lines().count(), 6, "{first}");
    // However the rows stand, the file is the same.
    let (header, rows) = LIST.split_once('\n').unwrap();
    let turned: Vec<&str> = rows.lines().rev().collect();
    place.put("清单/a.csv", &format!("{header}\n{}\n", turned.join("\n")));
    place.run("check 清单 --write-baseline 基线.json");
    assert_eq!(place.read("基线.json"), first);

    // Rows shift, and nothing is new.
    place.put(
        "清单/a.csv",
        &LIST.replace("开店,其他材料", "开店,结婚证\n开店,其他材料"),
    );
    let (code, out, _) = place.run("check 清单 --baseline 基线.json");
    assert_eq!((code, out.contains("没有列出")), (0, true), "{out}");

    // One more of a known kind in the same item is new; the last of them.
    place.put(
        "清单/a.csv",
        &LIST.replace("开店,营业执照", "开店,其他材料"),
    );
    let (code, out, _) = place.run("check 清单 --baseline 基线.json");
    assert_eq!((code, out.contains("C01 第 3 行")), (1, true), "{out}");
    assert!(!out.contains("C01 第 2 行"), "{out}");

    // The same in another item is new as well.
    place.put(
        "清单/a.csv",
        &LIST.replace("开店,营业执照", "换证,其他材料"),
    );
    assert_eq!(place.run("check 清单 --baseline 基线.json").0, 1);

    // What is mended can go.
    place.put("清单/a.csv", &LIST.replace("户口薄", "居民户口簿"));
    let (code, out, _) = place.run("check 清单 --baseline 基线.json");
    assert_eq!(code, 0);
    assert!(out.contains("基线里不再出现的 1 条"), "{out}");
    place.run("check 清单 --write-baseline 基线.json");
    let second = place.read("基线.json");
    let gone: Vec<&str> = first
        .lines()
        .filter(|l| !second.contains(l.trim_end_matches(',')))
        .collect();
    assert_eq!(gone.len(), 1, "{second}");
    assert!(gone[0].contains("户口薄"));
}

#[test]
fn a_baseline_keeps_what_a_check_says_nothing_about() {
    let place = Place::new(&[
        ("清单/a.csv", LIST),
        ("清单/b.csv", "材料名称\n其他材料\n"),
        ("guiyi.toml", "[check]\nbaseline = \"基线.json\"\n"),
    ]);
    place.run("check 清单 --write-baseline 基线.json");
    let all = place.read("基线.json");
    // One file, one rule, another folder: still the same findings.
    for (folder, args) in [
        ("", "check 清单/a.csv --write-baseline 基线.json"),
        ("", "check 清单 --select C12 --write-baseline 基线.json"),
        ("清单", "check b.csv --write-baseline ../基线.json"),
    ] {
        let (code, out, err) = place.run_in(folder, args);
        assert_eq!(code, 0, "{out}{err}");
        assert_eq!(place.read("基线.json"), all, "{args}");
    }
    let (code, out, _) = place.run_in("清单", "check b.csv --select C01");
    assert_eq!((code, out.contains("不再出现")), (0, false), "{out}");
    // A file that is there no more has no findings.
    std::fs::remove_file(place.path().join("清单/b.csv")).unwrap();
    let (_, out, _) = place.run("check 清单/a.csv");
    assert!(out.contains("不再出现的 2 条"), "{out}");
}

#[test]
fn a_baseline_that_is_none_is_told_and_kept() {
    let place = Place::new(&[("a.csv", LIST), ("x.json", "{\n\"version\": 1,\n oops")]);
    let (code, _, err) = place.run("check a.csv --baseline x.json");
    assert_eq!((code, err.contains("第 3 行")), (2, true), "{err}");
    let (code, _, err) = place.run("check a.csv --write-baseline x.json");
    assert_eq!(code, 2, "{err}");
    assert!(place.read("x.json").contains("oops"));
    let (code, _, err) = place.run("check a.csv --baseline 没有.json");
    assert_eq!((code, err.contains("--write-baseline")), (2, true), "{err}");
    place.put("x.json", "{\"version\": 2}");
    let (code, _, err) = place.run("check a.csv --baseline x.json");
    assert_eq!((code, err.contains("第 2 版")), (2, true), "{err}");
}

fn excepted(table: &str, args: &str) -> Vec<(String, String)> {
    let place = Place::new(&[
        ("清单/a.csv", LIST),
        ("清单/旧/b.csv", "材料名称\n其他材料\n"),
        ("guiyi.toml", table),
    ]);
    place.fired(&format!("清单 --today 2027-01-01 {args}"))
}

#[test]
fn exceptions_are_by_rule_by_path_and_by_cell() {
    let all = pairs(&[("C01", "2"), ("C01", "4"), ("C12", "5"), ("C01", "2")]);
    assert_eq!(excepted("", ""), all);
    let by = |what: &str| {
        excepted(
            &format!("[[check.suppress]]\nreason = \"会商定的\"\n{what}\n"),
            "",
        )
    };
    assert_eq!(by("rule = \"C01\""), pairs(&[("C12", "5")]));
    assert_eq!(by("path = \"清单/旧/**\""), all[..3]);
    assert_eq!(by("path = \"b.csv\""), all[..3]);
    assert_eq!(by("path = \"清单/*.csv\""), all[3..]);
    assert_eq!(
        by("rule = \"C12\"\npath = \"**/a.csv\""),
        [&all[..2], &all[3..]].concat()
    );
    let cell = "path = \"清单/a.csv\"\nuntil = \"2027-01-01\"";
    assert_eq!(
        by(&format!("{cell}\nrow = 4")),
        [&all[..1], &all[2..]].concat()
    );
    assert_eq!(by(&format!("{cell}\ntext = \"其他材料\"")), all[2..]);
    assert_eq!(
        by(&format!("{cell}\ntext = \"其他材料\"\ncolumn = \"份数\"")).len(),
        5
    );
}

#[test]
fn exceptions_past_their_end_or_without_use_are_findings() {
    let at = "[check]\n\n[[check.suppress]]\nrule = \"C01\"\nreason = \"会商定的\"\n";
    // The last day counts; past it all is back, and the exception is a finding at its line.
    let expired = excepted(&format!("{at}until = \"2026-12-31\"\n"), "");
    assert_eq!(expired.len(), 5);
    assert!(expired.contains(&("C91".to_owned(), "3".to_owned())));
    let unused = at.replace("C01", "C33");
    assert!(excepted(&unused, "").contains(&("C92".to_owned(), "3".to_owned())));
    // Not without use: its rule was not asked, its file was not there.
    for (table, args) in [
        (unused.as_str(), "--select C01,C92"),
        (&format!("{at}path = \"别的.csv\"\n"), ""),
    ] {
        assert!(excepted(table, args).iter().all(|(rule, _)| rule != "C92"));
    }
    // Nothing excepts from that.
    let both = format!("{unused}[[check.suppress]]\npath = \"**\"\nreason = \"x\"\n");
    assert_eq!(excepted(&both, ""), pairs(&[("C92", "3")]));
    let place = Place::new(&[("a.csv", LIST), ("guiyi.toml", at)]);
    let (code, out, _) = place.run("check a.csv");
    assert_eq!(code, 0);
    assert!(out.contains("guiyi.toml 里写明例外的 2 条"), "{out}");
}

#[test]
fn slips_in_exceptions_are_told_with_their_line() {
    for (table, said) in [
        ("rule = \"C01\"", "缺少必须写的一项“reason”"),
        ("rule = \"C01\"\nreason = \" \"", "理由"),
        ("rule = \"C00x\"\nreason = \"x\"", "没有“C00x”这条规则"),
        ("reason = \"x\"", "rule（规则编号）或 path"),
        ("row = 3\nreason = \"x\"\nrule = \"C01\"", "哪个文件"),
        ("row = 3\nreason = \"x\"\npath = \"a.csv\"", "到哪天为止"),
        ("path = \"[a\"\nreason = \"x\"", "方括号"),
        (
            "rule = \"C01\"\nreason = \"x\"\nuntil = \"明年\"",
            "不是日期",
        ),
        (
            "rule = \"C01\"\nreason = \"x\"\nuntil = \"2027-02-30\"",
            "不是日期",
        ),
        (
            "rules = \"C01\"\nreason = \"x\"",
            "没有这一项，可写的有：rule、path",
        ),
    ] {
        let place = Place::new(&[
            ("a.csv", LIST),
            (
                "guiyi.toml",
                &format!("[check]\n[[check.suppress]]\n{table}\n"),
            ),
        ]);
        let (code, out, err) = place.run("check a.csv");
        assert_eq!((code, out.as_str()), (2, ""), "{table}");
        assert!(err.contains(said), "{table}: {err}");
        assert!(
            err.contains("第 2 行") || err.contains("第 3 行"),
            "{table}: {err}"
        );
        assert!(!err.contains("原文"), "{table}: {err}");
    }
}

#[test]
fn settings_come_from_arguments_then_preset_then_table() {
    let place = Place::new(&[
        ("a.csv", LIST),
        (
            "下级/guiyi.toml",
            "[check]\nselect = [\"C12\"]\nfail-on = \"警告\"\nformat = \"json\"\noutput = [\"csv=报告.txt\"]\n\
             [check.presets.\"入库\"]\nselect = [\"C01\"]\nfail-on = \"error\"\nformat = \"human\"\n",
        ),
    ]);
    let (code, out, err) = place.run_in("下级", "check ../a.csv");
    assert_eq!(code, 1, "{err}");
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&out).unwrap()["summary"]["warning"],
        1
    );
    assert!(place.read("下级/报告.txt").contains("C12"));
    let (code, out, _) = place.run_in("下级", "check ../a.csv --preset 入库");
    assert_eq!((code, out.contains("错误 2，警告 0")), (1, true), "{out}");
    let (code, out, _) = place.run_in("下级", "check ../a.csv --preset 入库 --select C12");
    assert_eq!((code, out.contains("错误 0，警告 1")), (0, true), "{out}");
    let (code, _, err) = place.run_in("下级", "check ../a.csv --preset 出库");
    assert_eq!((code, err.contains("有的是：入库")), (2, true), "{err}");
    let (code, _, err) = place.run("check a.csv --preset 出库");
    assert_eq!(
        (code, err.contains("[check.presets.\"出库\"]")),
        (2, true),
        "{err}"
    );
}

#[test]
fn the_workbook_wants_a_file_and_a_true_date() {
    let place = Place::new(&[("a.csv", LIST)]);
    let (code, _, err) = place.run("check a.csv --format xlsx");
    assert_eq!(
        (code, err.contains("--output 问题清单.xlsx")),
        (2, true),
        "{err}"
    );
    let (code, out, _) =
        place.run("check a.csv --format xlsx --output q.xlsx --deadline 2027-06-30");
    assert_eq!((code, out.as_str()), (1, ""));
    assert!(place.path().join("q.xlsx").is_file());
    let (code, _, err) = place.run("check a.csv --output q.xlsx --deadline 下月");
    assert_eq!((code, err.contains("不是日期")), (2, true), "{err}");
}

#[test]
fn what_was_not_looked_at_is_a_finding() {
    use rust_xlsxwriter::Workbook;
    let place = Place::new(&[("宽.csv", "序号,材料名称\n1,营业执照,多的\n2,居民身份证\n")]);
    assert_eq!(place.fired("宽.csv"), pairs(&[("C93", "1")]));
    let mut book = Workbook::new();
    for (name, header) in [
        ("清单", "材料名称"),
        ("说明", "填表说明"),
        ("藏", "材料名称"),
    ] {
        let sheet = book.add_worksheet();
        sheet.set_name(name).unwrap();
        sheet.write(0, 0, header).unwrap();
        sheet.write(1, 0, "营业执照").unwrap();
        // A lone column without a header may be a list; two of another kind are none.
        sheet.write(0, 1, "页").unwrap();
        sheet.write(1, 1, "1").unwrap();
        sheet.set_hidden(name == "藏");
    }
    book.add_worksheet();
    book.save(place.path().join("簿.xlsx")).unwrap();
    let (code, out, _) = place.run("check 簿.xlsx");
    assert_eq!(code, 0, "{out}");
    assert!(
        out.contains("C93 ［说明］：没有查到的部分：没有材料名称列"),
        "{out}"
    );
    assert!(
        out.contains("C93 ［藏］：没有查到的部分：隐藏的工作表"),
        "{out}"
    );
    assert_eq!(out.matches("C93").count(), 2, "{out}");
    assert_eq!(place.run("check 簿.xlsx --fail-on 警告").0, 1);
    // As the message says, the hidden one is read where it is named.
    let (_, out, _) = place.run("check 簿.xlsx --sheet 藏 --fail-on 警告");
    assert!(out.contains("共 1 行") && !out.contains("C93"), "{out}");
    let (code, out, err) = place.run("check 簿.xlsx --sheet 说明 --column 材料名称=填表说明");
    assert!(code == 0 && out.contains("共 1 行"), "{out}{err}");
}

#[test]
fn lists_of_every_condition_have_all_rows_accounted_for() {
    let place = Place::new(&[
        (
            "多.csv",
            &format!("材料名称\n{}", "其他材料\n".repeat(10_000)),
        ),
        ("空.csv", ""),
        ("只有表头.csv", "事项名称,材料名称\n"),
        (
            "引号.csv",
            "事项名称,材料名称\n开店,\"其他材料\n开店,营业执照\n开店,户口薄\n",
        ),
    ]);
    let gbk = encoding_rs::GB18030
        .encode("材料名称\n其他材料\n营业执照\n")
        .0;
    std::fs::write(place.path().join("国标.csv"), gbk).unwrap();
    for (file, code, summary) in [
        ("多.csv", 1, "共 10000 行：错误 10000，警告 0"),
        ("只有表头.csv", 0, "共 0 行：错误 0，警告 0"),
        ("引号.csv", 1, "共 3 行：错误 1，警告 1"),
        ("国标.csv", 1, "共 2 行：错误 1，警告 0"),
    ] {
        let (found, out, err) = place.run(&format!("check {file}"));
        assert!(
            out.contains(summary),
            "{file}: {}{err}",
            out.lines().last().unwrap_or("")
        );
        assert_eq!(found, code, "{file}");
    }
    let (code, out, err) = place.run("check 空.csv");
    assert_eq!((code, out.as_str()), (2, ""));
    assert!(err.contains("是空的"), "{err}");
    // Each of many faults of one kind is its own, in every format.
    let (_, out, _) = place.run("check 多.csv --format gitlab");
    let issues: Vec<serde_json::Value> = serde_json::from_str(&out).unwrap();
    let prints: std::collections::BTreeSet<_> = issues
        .iter()
        .map(|i| i["fingerprint"].to_string())
        .collect();
    assert_eq!(prints.len(), issues.len());
    // A known one of ten thousand is one of ten thousand.
    place.run("check 多.csv --write-baseline 基线.json");
    assert!(place.read("基线.json").contains("\"count\":10000"));
}
