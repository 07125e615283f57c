//! `guiyi check --fix` and `--diff`: nothing is lost, nothing is changed twice, and what was found differs
//! only by what was mended.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use guiyi::check::fix::{Fixes, Place, fix, write_diff};
use guiyi::check::{Report, Selection, check};
use guiyi::pipeline::{Knowledge, Loaded, load};
use proptest::prelude::*;

static KNOWN: LazyLock<Loaded> = LazyLock::new(|| {
    load(&Knowledge {
        catalog: None,
        dicts: Vec::new(),
        builtin: true,
    })
    .unwrap()
});

/// What a fix claims to mend.
const MENDABLE: [&str; 10] = [
    "C04", "C05", "C06", "C08", "C09", "C10", "C11", "C12", "C37", "C48",
];

fn mend(path: &Path) -> Fixes {
    let files = [path.to_owned()];
    fix(
        &KNOWN,
        &files,
        &guiyi::intake::Options::default(),
        &Selection::default(),
        Place::Beside,
    )
    .unwrap()
}

fn found(path: &Path) -> Report {
    check(&KNOWN, &[path.to_owned()], &Selection::default()).unwrap()
}

/// Writes a list, mends it, and gives folder and copy.
fn copy_of(name: &str, bytes: &[u8]) -> (tempfile::TempDir, PathBuf) {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join(name);
    fs::write(&path, bytes).unwrap();
    let fixes = mend(&path);
    fixes.publish(Place::Beside, false).unwrap();
    let copy = fixes.files[0].copy.clone();
    (dir, copy)
}

fn mended(text: &str) -> String {
    let (_dir, copy) = copy_of("清单.csv", text.as_bytes());
    fs::read_to_string(copy).unwrap_or_default()
}

#[test]
fn each_mending() {
    for (list, expected) in [
        // Numbering, verbs, marks.
        ("材料名称\n1.营业执照；\n", "材料名称\n营业执照\n"),
        ("材料名称\n需提供营业执照\n", "材料名称\n营业执照\n"),
        // Names: aliases, slips, characters; holders stay.
        (
            "材料名称\n法定代表人身份证\n",
            "材料名称\n法定代表人居民身份证\n",
        ),
        ("材料名称\n户口薄\n", "材料名称\n居民户口簿\n"),
        ("材料名称\n營業執照\n", "材料名称\n营业执照\n"),
        // Columns that are there, and columns that are not.
        (
            "材料名称,材料类型,受理标准\n营业执照复印件（加盖公章）,,清晰\n公司章程,原件,\n",
            "材料名称,材料类型,受理标准\n营业执照,复印件,清晰；加盖公章\n公司章程,原件,\n",
        ),
        (
            "材料名称,事项名称\n身份证复印件,开店\n公司章程,开店\n",
            "材料名称,事项名称,原件/复印件\n居民身份证,开店,复印件\n公司章程,开店,\n",
        ),
        // Codes and figures as the column has them.
        (
            "材料名称,原件/复印件,份数\n营业执照,1,1\n公司章程,2,1\n授权委托书,3,2\n居民身份证复印件两份,,\n验资报告,4,1\n",
            "材料名称,原件/复印件,份数\n营业执照,1,1\n公司章程,2,1\n授权委托书,3,2\n居民身份证,2,2\n验资报告,4,1\n",
        ),
        (
            "材料名称,情形\n委托办理的，提供授权委托书,\n",
            "材料名称,情形\n授权委托书,委托办理的\n",
        ),
        // Several papers.
        (
            "序号,材料名称,备注\n1,身份证、户口簿,\"甲,乙\"\n",
            "序号,材料名称,备注\n1,居民身份证,\"甲,乙\"\n1,居民户口簿,\"甲,乙\"\n",
        ),
        (
            "材料名称\n\"1.营业执照复印件\n2.公司章程\"\n",
            "材料名称,原件/复印件\n营业执照,复印件\n公司章程,\n",
        ),
    ] {
        assert_eq!(mended(list), expected, "{list}");
    }
}

/// What only a department can know, and what a change would make worse.
#[test]
fn what_is_left_alone() {
    for name in [
        "其他材料",
        "相关证明",
        "申请表",
        "身份证明",
        "营业执照或身份证",
        "身份证、户口簿等材料",
        "死者户口簿、居民身份证",
        "法定代表人任职文件及身份证明",
        "组织机构代码证",
        "工商局出具的证明",
        "经公证的学历证书",
        "变更后的公司章程",
        "居民身份证（一式两份）",
        "《地球站技术资料申报表》（txt格式）",
        "涉及农业、林业等部门的提供同意文件",
        "无",
    ] {
        assert_eq!(
            mended(&format!("材料名称,事项名称\n{name},开店\n")),
            "",
            "{name}"
        );
    }
    // The name and the column say two things.
    let list = "材料名称,材料类型\n居民身份证复印件,原件\n";
    assert_eq!(mended(list), "");
}

#[test]
fn a_diff_is_recorded() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("清单.csv");
    let text = "序号,事项名称,材料名称,材料类型,份数\n\
        1,开店,<其他材料>,原件,1\n\
        2,开店,提供身份证复印件（加盖公章）,,1\n\
        3,开店,\"1.营业执照复印件\n2.户口薄\",,2\n\
        4,开店,营业执照,原件,1\n";
    fs::write(&path, text).unwrap();
    let fixes = mend(&path);
    let mut out = Vec::new();
    write_diff(&fixes, Place::Beside, &KNOWN.dictionary, &mut out).unwrap();
    let folder = dir.path().display().to_string();
    let out = String::from_utf8(out).unwrap().replace(&folder, "部门");
    insta::assert_snapshot!("diff", out);
    assert!(!fixes.files[0].copy.exists(), "looking writes nothing");
}

#[test]
fn a_text_keeps_its_bytes_where_it_is_not_mended() {
    // GB18030, carriage returns, a title, a blank line, a torn line, a broken character, quotes.
    let gb = |text: &str| encoding_rs::GB18030.encode(text).0.into_owned();
    let mut list = gb("某局材料清单,,\r\n\r\n序号,材料名称,备注\r\n1,身份证、户口簿,\"甲\"\r\n");
    for i in 0..30 {
        list.extend(gb(&format!("{i},营业执照,说明{i}\r\n")));
    }
    list.extend(gb("2,\"公司章程,没有配对\r\n"));
    list.extend(b"3,\xff\xff,\r\n");
    list.extend(gb("4,户口本,乙"));
    let (_dir, copy) = copy_of("清单.csv", &list);
    let new = fs::read(copy).unwrap();
    let mut expected = gb(
        "某局材料清单,,\r\n\r\n序号,材料名称,备注\r\n1,居民身份证,\"甲\"\r\n1,居民户口簿,\"甲\"\r\n",
    );
    for i in 0..30 {
        expected.extend(gb(&format!("{i},营业执照,说明{i}\r\n")));
    }
    expected.extend(gb("2,\"公司章程,没有配对\r\n"));
    expected.extend(b"3,\xff\xff,\r\n");
    expected.extend(gb("4,居民户口簿,乙"));
    assert_eq!(new, expected);

    let marked = "\u{feff}材料名称\t备注\r\n户口本\t甲\r\n";
    let (_dir, copy) = copy_of("清单.tsv", marked.as_bytes());
    let new = fs::read_to_string(copy).unwrap();
    assert_eq!(new, "\u{feff}材料名称\t备注\r\n居民户口簿\t甲\r\n");
}

/// A workbook with a title, merged items, a date, a long code, a filter, a formula and another sheet.
fn workbook() -> Vec<u8> {
    use rust_xlsxwriter::{ExcelDateTime, Format, Formula, Workbook};
    let mut book = Workbook::new();
    let plain = Format::new().set_border(rust_xlsxwriter::FormatBorder::Thin);
    let date = plain.clone().set_num_format("yyyy/mm/dd");
    let list = book.add_worksheet().set_name("清单").unwrap();
    list.merge_range(0, 0, 0, 5, "某局材料清单", &plain)
        .unwrap();
    for (column, header) in [
        "序号",
        "事项名称",
        "实施编码",
        "材料名称",
        "材料类型",
        "日期",
    ]
    .iter()
    .enumerate()
    {
        list.write_with_format(1, column as u16, *header, &plain)
            .unwrap();
    }
    list.merge_range(2, 1, 4, 1, "开店", &plain).unwrap();
    list.merge_range(5, 1, 6, 1, "关店", &plain).unwrap();
    let names = [
        "身份证、户口本",
        "营业执照复印件",
        "公司章程",
        "授权委托书",
        "验资报告（加盖公章）",
    ];
    for (i, name) in names.iter().enumerate() {
        let row = 2 + i as u32;
        list.write_formula_with_format(
            row,
            0,
            Formula::new(format!("ROW(A{})-2", row + 1)).set_result("1"),
            &plain,
        )
        .unwrap();
        list.write_with_format(row, 2, "11210100001234500X4210131001001", &plain)
            .unwrap();
        list.write_with_format(row, 3, *name, &plain).unwrap();
        let day = ExcelDateTime::from_ymd(2025, 3, 1 + i as u8).unwrap();
        list.write_datetime_with_format(row, 5, &day, &date)
            .unwrap();
    }
    list.autofilter(1, 0, 6, 5).unwrap();
    list.set_column_width(3, 40).unwrap();
    let sums = book.add_worksheet().set_name("统计").unwrap();
    sums.write_formula(0, 0, Formula::new("COUNTA(清单!D3:D7)").set_result("5"))
        .unwrap();
    book.define_name("名称", "=清单!$D$3:$D$7").unwrap();
    book.save_to_buffer().unwrap()
}

fn part(bytes: &[u8], name: &str) -> String {
    use std::io::Read;
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    let mut text = String::new();
    archive
        .by_name(name)
        .unwrap()
        .read_to_string(&mut text)
        .unwrap();
    text
}

#[test]
fn a_workbook_keeps_all_that_is_no_row() {
    let old = workbook();
    let (_dir, copy) = copy_of("清单.xlsx", &old);
    let new = fs::read(&copy).unwrap();
    let sheet = part(&new, "xl/worksheets/sheet1.xml");
    for kept in [
        "<mergeCell ref=\"A1:F1\"/>",
        "<mergeCell ref=\"B3:B6\"/>",
        "<mergeCell ref=\"B7:B8\"/>",
        "<autoFilter ref=\"A2:F8\"/>",
        "<f>ROW(A3)-2</f>",
        "<f>ROW(A5)-2</f>",
    ] {
        assert!(sheet.contains(kept), "{kept}\n{sheet}");
    }
    assert_eq!(part(&old, "xl/styles.xml"), part(&new, "xl/styles.xml"));
    assert!(part(&new, "xl/worksheets/sheet2.xml").contains("COUNTA(清单!D3:D8)"));
    assert!(part(&new, "xl/workbook.xml").contains("清单!$D$3:$D$8"));
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("清单.xlsx");
    fs::write(&path, &old).unwrap();
    laws(&path);
    // As a reader sees it: every row has its item, code and date.
    let mut rows = Vec::new();
    let mut book: calamine::Xlsx<_> = calamine::open_workbook(&copy).unwrap();
    use calamine::Reader;
    for row in book.worksheet_range("清单").unwrap().rows().skip(1) {
        let cells: Vec<String> = row.iter().skip(1).map(|c| c.to_string()).collect();
        rows.push(cells.join("|"));
    }
    insta::assert_snapshot!("workbook", rows.join("\n"));
    assert!(
        found(&copy)
            .findings
            .iter()
            .all(|f| !MENDABLE.contains(&f.rule.as_str()))
    );
}

#[test]
fn a_workbook_of_the_old_format_becomes_a_new_one() {
    let old = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/intake");
    let Some(path) = fs::read_dir(&old)
        .unwrap()
        .flatten()
        .map(|e| e.path())
        .find(|p| p.extension().is_some_and(|e| e == "xls"))
    else {
        panic!("{} 里没有 .xls", old.display());
    };
    let dir = tempfile::tempdir().unwrap();
    let list = dir.path().join("清单.xls");
    fs::copy(path, &list).unwrap();
    laws(&list);
    let fixes = mend(&list);
    assert_eq!(fixes.files[0].copy.extension().unwrap(), "xlsx");
    let in_place = fixes.publish(Place::Over, false);
    assert_eq!(in_place.is_err(), !fixes.files[0].changes.is_empty());
}

#[test]
fn nobodys_work_is_lost() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("清单.csv");
    let copy = dir.path().join("清单.改.csv");
    let run = |more: &[&str]| {
        let mut command = assert_cmd::Command::cargo_bin("guiyi").unwrap();
        let output = command.arg("check").args(more).output().unwrap();
        (output.status.code().unwrap(), output)
    };
    let list = path.to_str().unwrap();
    fs::write(&path, "材料名称\n户口本\n其他材料\n").unwrap();
    assert_eq!(run(&[list, "--diff"]).0, 1);
    assert!(!copy.exists());
    // 其他材料 is left, and is an error.
    let (code, output) = run(&[list, "--fix"]);
    assert_eq!(code, 1);
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(
        said.contains("改了 1 行") && said.contains("错误 1"),
        "{said}"
    );
    let findings = String::from_utf8(output.stdout).unwrap();
    assert!(
        findings.contains("清单.改.csv") && !findings.contains("C11"),
        "{findings}"
    );
    // Again: the same bytes; a folder with both is one list.
    let first = fs::read(&copy).unwrap();
    assert_eq!(run(&[list, "--fix"]).0, 1);
    assert_eq!(fs::read(&copy).unwrap(), first);
    let report = check(&KNOWN, &[dir.path().to_owned()], &Selection::default()).unwrap();
    assert_eq!(report.rows, 2);
    // Somebody has worked on the copy.
    fs::write(&copy, "材料名称\n居民户口簿\n").unwrap();
    let (code, output) = run(&[list, "--fix"]);
    assert_eq!(code, 2);
    assert!(
        String::from_utf8(output.stderr)
            .unwrap()
            .contains("--overwrite")
    );
    assert_eq!(
        fs::read(&copy).unwrap(),
        "材料名称\n居民户口簿\n".as_bytes()
    );
    assert_eq!(run(&[list, "--fix", "--overwrite"]).0, 1);
    assert_eq!(fs::read(&copy).unwrap(), first);
    // In place, and then there is nothing more to do.
    assert_eq!(run(&[list, "--fix", "--in-place"]).0, 1);
    assert_eq!(fs::read(&path).unwrap(), first);
    assert_eq!(run(&[list, "--diff"]).0, 0);
    assert_eq!(run(&[list, "--fix", "--diff"]).0, 2);
}

/// The rules found in each row of the original, by the mended rows that came of it.
fn laws(path: &Path) {
    let before = found(path);
    let fixes = mend(path);
    let mending = &fixes.files[0];
    if mending.changes.is_empty() {
        return;
    }
    fixes.publish(Place::Beside, false).unwrap();
    let after = found(&mending.copy);
    // No row is lost: each is one, or as many as the change says.
    let more: u64 = mending
        .changes
        .iter()
        .map(|c| c.after.len() as u64 - 1)
        .sum();
    assert_eq!(after.rows, before.rows + more);
    // Twice changes nothing.
    let again = mend(&mending.copy);
    assert!(
        again.files[0].changes.is_empty(),
        "{:?}",
        again.files[0].changes
    );
    // Findings differ only by what was mended.
    let origin = |sheet: &str, row: u32| {
        let mut put_in = 0;
        for change in mending.changes.iter().filter(|c| c.sheet == sheet) {
            let extra = change.after.len() as u32 - 1;
            if row <= change.row + put_in {
                break;
            }
            if row <= change.row + put_in + extra {
                return change.row;
            }
            put_in += extra;
        }
        row - put_in
    };
    type Rules = BTreeMap<(String, u32), BTreeSet<String>>;
    let rules = |report: &Report, back: bool| {
        let mut rules = Rules::new();
        for f in report.findings.iter().filter(|f| f.rule != "C00") {
            let row = if back { origin(&f.sheet, f.row) } else { f.row };
            rules
                .entry((f.sheet.clone(), row))
                .or_default()
                .insert(f.rule.clone());
        }
        rules
    };
    let (old, new) = (rules(&before, false), rules(&after, true));
    for (at, rules) in &new {
        let known = old.get(at);
        for rule in rules {
            assert!(
                known.is_some_and(|k| k.contains(rule)),
                "{at:?} 多了 {rule}"
            );
        }
    }
    for (at, rules) in &old {
        let change = mending
            .changes
            .iter()
            .find(|c| (&c.sheet, c.row) == (&at.0, at.1));
        for rule in rules
            .iter()
            .filter(|r| !new.get(at).is_some_and(|n| n.contains(*r)))
        {
            assert!(MENDABLE.contains(&rule.as_str()), "{at:?} 少了 {rule}");
            let said = change.is_some_and(|c| c.rules.contains(&rule.as_str()));
            assert!(said, "{at:?} 少了 {rule}，没有说");
        }
    }
}

#[test]
fn the_sample_data_keep_the_laws() {
    let dir = tempfile::tempdir().unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    for entry in fs::read_dir(folder).unwrap().flatten() {
        if entry.path().extension().is_some_and(|e| e == "md") {
            continue;
        }
        let path = dir.path().join(entry.file_name());
        fs::copy(entry.path(), &path).unwrap();
        laws(&path);
    }
}

/// Names of the sample data, as the names of a list's rows are put together from.
static NAMES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("sample-data");
    let mut names: Vec<String> = Vec::new();
    for file in ["公安局.csv", "市场监督管理局.csv", "住房和城乡建设局.csv"] {
        let bytes = fs::read(folder.join(file)).unwrap();
        let text = guiyi::encoding::decode(&bytes, None)
            .unwrap()
            .text
            .into_owned();
        let mut reader = csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .from_reader(text.as_bytes());
        names.extend(
            reader
                .records()
                .flatten()
                .filter_map(|r| r.iter().nth(4).or(r.get(2)).map(str::to_owned))
                .filter(|n| !n.trim().is_empty()),
        );
    }
    names
});

fn name() -> impl Strategy<Value = String> {
    let known = || (0..NAMES.len()).prop_map(|i| NAMES[i].clone());
    let before = prop::sample::select(vec![
        "",
        "1.",
        "（二）",
        "③",
        "提供",
        "需提交",
        "委托办理的，提供",
        "法定代表人",
        "近期",
        " ",
        "申请人的",
    ]);
    let after = prop::sample::select(vec![
        "",
        "复印件",
        "原件",
        "（加盖公章）",
        "（原件及复印件，一式两份）",
        "（如有）",
        "；",
        "。",
        "等材料",
        "（涉及变更的）",
        "２份",
        "（本人签字",
        "\n",
    ]);
    let joint = prop::sample::select(vec!["", "、", "及", "或", "\n2.", "；2、", "和"]);
    (before, known(), after, joint, known()).prop_map(|(before, name, after, joint, other)| {
        if joint.is_empty() {
            format!("{before}{name}{after}")
        } else {
            format!("{before}{name}{joint}{other}{after}")
        }
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    /// Lists of any names and columns keep the laws.
    #[test]
    fn any_list_keeps_the_laws(
        rows in prop::collection::vec(
            (name(), prop::sample::select(vec!["", "原件", "复印件", "清晰"]), 0..3u32), 1..12),
        columns in prop::sample::subsequence(vec!["材料类型", "份数", "受理标准", "情形", "来源渠道", "必要性"], 0..=6),
    ) {
        let mut writer = csv::Writer::from_writer(Vec::new());
        let mut header = vec!["事项名称", "材料名称"];
        header.extend(&columns);
        writer.write_record(&header).unwrap();
        for (name, cell, item) in &rows {
            let mut record = vec![format!("事项{item}"), name.clone()];
            record.extend(columns.iter().map(|c| match *c {
                "份数" => item.to_string(),
                "来源渠道" if *item > 0 => "申请人自备".to_owned(),
                "必要性" => "必要".to_owned(),
                _ => (*cell).to_owned(),
            }));
            writer.write_record(&record).unwrap();
        }
        let dir = tempfile::tempdir().unwrap();
        let path = dir.path().join("清单.csv");
        fs::write(&path, writer.into_inner().unwrap()).unwrap();
        laws(&path);
    }
}

/// Faults that were found once: a fact dropped, one row that stopped all others, a verb of the name itself.
#[test]
fn nothing_is_dropped_and_no_row_stops_the_others() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("清单.csv");
    let list = "部门,事项名称,材料名称,材料类型,份数\n\
        甲局,甲1,营业执照,,2\n\
        乙局,乙1,1.营业执照;2.公司章程,,2\n\
        丙局,丙1,营业执照,,0\n\
        丁局,丁1,公司章程复印件,,1\n\
        丁局,丁3,提供弩单位资质证明,,1\n\
        丁局,丁4,营业执照（副本）复印件,,1\n";
    std::fs::write(&path, list).unwrap();
    let fixes = mend(&path);
    let rows: Vec<u32> = fixes.files[0].changes.iter().map(|c| c.row).collect();
    assert!(rows.contains(&5), "{rows:?}");
    assert!(!rows.contains(&6), "{rows:?}");
    let copy = fixes.files[0].changes.iter().find(|c| c.row == 7);
    let said = |cells: &[(String, String)]| cells.iter().any(|(_, text)| text.contains("副本"));
    assert!(
        copy.is_none_or(|c| c.after.iter().all(|r| said(r))),
        "{copy:?}"
    );
}
