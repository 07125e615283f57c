//! What lies in folders: results among the lists, and a person's own files among the results.

use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;

fn run(args: &[&str], out: &Path) -> Output {
    Command::cargo_bin("guiyi")
        .expect("the binary is built")
        .current_dir(env!("CARGO_MANIFEST_DIR"))
        .args(["run", "--quiet", "--out"])
        .arg(out)
        .args(args)
        .output()
        .expect("the binary runs")
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

fn temp() -> tempfile::TempDir {
    tempfile::tempdir().expect("a temporary folder can be made")
}

/// A run on one list, refused or not, and what it said.
fn again(more: &[&str], out: &Path) -> (Option<i32>, String) {
    let mut args = vec!["sample-data/公安局.csv"];
    args.extend(more);
    let output = run(&args, out);
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    (output.status.code(), said)
}

#[test]
fn filled_conclusions_are_not_lost() {
    let dir = temp();
    let out = dir.path().join("out");
    done(&["sample-data/公安局.csv"], &out);
    let path = out.join("pending.csv");
    let text = fs::read_to_string(&path).expect("written");
    let filled = text.replacen(",,,\r\n", ",新增,张三,\r\n", 1);
    assert_ne!(text, filled);
    // Filled in; made unreadable, or no longer to be known, by whatever saved it.
    let torn = filled.clone() + "证件,\"没有收尾\r\n";
    let title = filled.replacen("核心名称", "待确认清单\r\n核心名称", 1);
    for kept in [&filled, &torn, &title] {
        fs::write(&path, kept).expect("filled in");
        let (code, said) = again(&[], &out);
        assert_eq!(code, Some(2), "{said}");
        assert!(
            said.contains("pending.csv") && said.contains("--overwrite"),
            "{said}"
        );
        assert_eq!(fs::read_to_string(&path).expect("read"), *kept);
    }
    fs::write(&path, &filled).expect("filled in");
    // Other conclusions that are handed over are no reason to lose these.
    let other = dir.path().join("别的.csv");
    fs::write(&other, "核心名称,结论\n某某清单,新增\n").expect("written");
    let (code, said) = again(&["--decisions", other.to_str().expect("Unicode")], &out);
    assert_eq!(code, Some(2), "{said}");
    // The same ones under another name are.
    let copy = dir.path().join("已确认.csv");
    fs::copy(&path, &copy).expect("copied");
    let (code, said) = again(&["--decisions", copy.to_str().expect("Unicode")], &out);
    assert_eq!(code, Some(0), "{said}");
    fs::write(&path, &filled).expect("filled in");
    let (code, said) = again(&["--overwrite"], &out);
    assert_eq!(code, Some(0), "{said}");
}

/// Whatever lies in the output folder and is none of ours stays there; a filled copy of the pending
/// list is not passed over unnoticed.
#[test]
fn what_is_not_ours_stays_in_the_output_folder() {
    let dir = temp();
    let out = dir.path().join("out");
    done(&["sample-data/公安局.csv"], &out);
    let text = fs::read_to_string(out.join("pending.csv")).expect("written");
    let filled = text.replacen(",,,\r\n", ",新增,张三,\r\n", 1);
    let copy = out.join("pending-已填.csv");
    fs::write(&copy, &filled).expect("written");
    fs::write(out.join("笔记.txt"), "笔记").expect("written");
    fs::create_dir(out.join("存档")).expect("made");
    fs::write(out.join("存档/mapping.csv"), "旧").expect("written");
    let (code, said) = again(&[], &out);
    assert_eq!(code, Some(2), "{said}");
    assert!(
        said.contains("pending-已填.csv") && said.contains("--decisions"),
        "{said}"
    );
    for more in [
        &["--overwrite"][..],
        &["--decisions", copy.to_str().expect("Unicode")],
        &["--overwrite", "--write", "json"],
    ] {
        let (code, said) = again(more, &out);
        assert_eq!(code, Some(0), "{said}");
        let read = |name: &str| fs::read_to_string(out.join(name)).expect("still there");
        assert_eq!(read("pending-已填.csv"), filled);
        assert_eq!(
            (read("笔记.txt"), read("存档/mapping.csv")),
            ("笔记".into(), "旧".into())
        );
    }
}

/// The output folder may lie among the lists, and results of other runs too.
#[test]
fn results_are_not_read_as_lists() {
    let dir = temp();
    let lists = dir.path().join("清单");
    fs::create_dir(&lists).expect("made");
    fs::write(lists.join("甲.csv"), "材料名称\n身份证\n证件材料\n").expect("written");
    let lists = lists.to_str().expect("Unicode");
    let (out, other) = (Path::new(lists).join("成果"), dir.path().join("另一次"));
    done(&[lists], &out);
    let first = fs::read(out.join("summary.json")).expect("read");
    // The second run reads what the first one read, and says the same.
    done(&[lists], &out);
    assert_eq!(fs::read(out.join("summary.json")).expect("read"), first);
    // Known by their headers, whatever they are called.
    fs::rename(out.join("归一成果.xlsx"), out.join("改了名.xlsx")).expect("renamed");
    done(&[lists], &other);
    let summary = fs::read_to_string(other.join("summary.json")).expect("read");
    let summary: serde_json::Value = serde_json::from_str(&summary).expect("JSON");
    assert_eq!(summary["行数"]["读入"], 2);
    let own = [
        "catalog.csv",
        "excluded.csv",
        "mapping.csv",
        "pending.csv",
        "改了名.xlsx",
    ];
    let own = own.map(|name| format!("成果/{name}"));
    assert_eq!(summary["没有当清单读的成果"], serde_json::json!(own));
    // Named as an input, only the catalogue may be meant as a list.
    for (name, code) in [
        ("mapping.csv", 2),
        ("pending.csv", 2),
        ("excluded.csv", 2),
        ("改了名.xlsx", 2),
        ("catalog.csv", 0),
    ] {
        let file = out.join(name);
        let output = run(
            &[file.to_str().expect("Unicode")],
            &dir.path().join("第三次"),
        );
        let said = String::from_utf8_lossy(&output.stderr);
        assert_eq!(output.status.code(), Some(code), "{name}: {said}");
        assert_eq!(said.contains("--decisions"), code == 2, "{name}: {said}");
    }
}

/// Rows are missing then, so it is said even with `--quiet`; it is a failure only when nothing is left.
#[test]
fn skipped_files_are_told_and_nothing_left_is_a_failure() {
    let dir = temp();
    let out = dir.path().join("out");
    let args = ["sample-data/公安局.csv", "没有.csv", "--keep-going"];
    let output = run(&args, &out);
    let said = String::from_utf8_lossy(&output.stderr);
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(said.contains("没有.csv"), "{said}");
    let summary = fs::read_to_string(out.join("summary.json")).expect("read");
    assert!(summary.contains("没有.csv"), "{summary}");
    let output = run(&args[1..], &dir.path().join("none"));
    assert_eq!(output.status.code(), Some(2));
}

/// A list and its mended copy are one list: read in a folder, the copy would count every row twice.
#[test]
fn a_mended_copy_in_a_folder_is_no_list_of_its_own() {
    let (lists, out) = (temp(), temp());
    let write = |name: &str, text: &str| {
        fs::write(lists.path().join(name), text).expect("a list can be written");
    };
    write("甲局.csv", "材料名称\n身份证复印件\n");
    write("甲局.改.csv", "材料名称,材料类型\n居民身份证,复印件\n");
    write("乙局.改.csv", "材料名称\n营业执照\n");
    let out = out.path().join("成果");
    done(&[&lists.path().display().to_string()], &out);
    let mapping = fs::read_to_string(out.join("mapping.csv")).expect("there is a mapping");
    assert_eq!(mapping.lines().count(), 3, "{mapping}");
    assert!(mapping.contains("乙局.改.csv"), "{mapping}");
}
