//! What `guiyi check` writes, held to what reads it: SARIF to types made from its schema, JUnit to the
//! vocabulary of its XSD, GitLab and GitHub to their documents, the workbook cell by cell.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use calamine::{Data, Reader, Xlsx, open_workbook};
use guiyi::check::render::{self, Format};
use guiyi::check::{Report, Selection, check};
use guiyi::pipeline::{Knowledge, Loaded, load};
use quick_xml::events::Event;
use serde_json::Value;

/// Every kind of cell that a format may stumble over.
const LIST: &str = "部门,事项名称,材料名称,材料类型,份数\n\
    公安局,开店,<其他材料>&“x”,原件,1\n\
    公安局,开店,\"提供身份证\n复印件（加盖公章）\",原件,1\n\
    公安局,\"开,店\",\"身份证、\"\"户口薄\"\"\",原件,0\n\
    公安局,开店,\"100%:其他材料,\u{1}]]>\",原件,1\n\
    ,开店,其他材料,原件,1\n\
    民政局,开店,其他材料,原件,1\n\
    民政局,开店,其他材料,原件,1\n\
    民政局,关店,营业执照,原件,1\n";

fn known() -> Loaded {
    load(&Knowledge {
        catalog: None,
        dicts: Vec::new(),
        builtin: true,
    })
    .unwrap()
}

fn report(known: &Loaded, text: &str) -> Report {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("清单.csv");
    std::fs::write(&path, text).unwrap();
    let mut report = check(known, &[path], &Selection::default()).unwrap();
    let name = "部门/清 单.csv";
    report.files = vec!["部门/好.csv".to_owned(), name.to_owned()];
    for finding in &mut report.findings {
        finding.file = name.to_owned();
    }
    report
}

fn written(known: &Loaded, report: &Report, format: Format) -> String {
    let mut out = Vec::new();
    render::write(format, report, &known.dictionary, &mut out).unwrap();
    String::from_utf8(out).unwrap()
}

#[test]
fn sarif_is_sarif() {
    let known = known();
    let report = report(&known, LIST);
    let text = written(&known, &report, Format::Sarif);
    // Made from the schema: what must be there is there, words and numbers are what they should be.
    let sarif: serde_sarif::sarif::Sarif = serde_json::from_str(&text).unwrap();
    let value: Value = serde_json::from_str(&text).unwrap();
    // And nothing is there that the schema does not know: what the types hold is all that was written.
    assert_eq!(serde_json::to_value(&sarif).unwrap(), value);

    let run = &value["runs"][0];
    let rules = run["tool"]["driver"]["rules"].as_array().unwrap();
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), report.findings.len());
    let mut fingerprints = BTreeSet::new();
    let lines: Vec<Vec<char>> = LIST.split('\n').map(|l| l.chars().collect()).collect();
    let mut placed = 0;
    for (result, finding) in results.iter().zip(&report.findings) {
        let rule = &rules[result["ruleIndex"].as_u64().unwrap() as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(rule["help"]["text"].as_str().unwrap().contains("改法"));
        let place = &result["locations"][0]["physicalLocation"];
        let uri = place["artifactLocation"]["uri"].as_str().unwrap();
        assert_eq!(uri, "%E9%83%A8%E9%97%A8/%E6%B8%85%20%E5%8D%95.csv");
        assert_eq!(place["artifactLocation"]["uriBaseId"], "%SRCROOT%");
        let print = &result["partialFingerprints"]["guiyiFinding/v1"];
        assert!(fingerprints.insert(print.as_str().unwrap().to_owned()));
        // The region is the marked text, where it stands in one line of the file.
        let number = |key: &str| place["region"][key].as_u64().map(|n| n as usize);
        let (line, start) = (number("startLine").unwrap(), number("startColumn"));
        assert!(line <= lines.len());
        if let (Some(start), true) = (start, number("endLine") == Some(line)) {
            let end = number("endColumn").unwrap();
            let found: String = lines[line - 1][start - 1..end - 1].iter().collect();
            assert_eq!(found.replace("\"\"", "\""), finding.marked());
            placed += 1;
        }
    }
    assert!(placed * 2 > results.len(), "{placed} of {}", results.len());
}

type Element = (
    &'static str,
    &'static [&'static str],
    &'static [&'static str],
    &'static [&'static str],
);

/// Element, attributes that must be there, those that may, elements inside: `junit-10.xsd` as far as a
/// check has use for it.
const JUNIT: &[Element] = &[
    (
        "testsuites",
        &[],
        &["name", "time", "tests", "failures", "errors"],
        &["testsuite"],
    ),
    (
        "testsuite",
        &["name", "tests", "failures", "errors"],
        &[
            "group",
            "time",
            "skipped",
            "timestamp",
            "hostname",
            "id",
            "package",
            "file",
        ],
        &[
            "testsuite",
            "properties",
            "testcase",
            "system-out",
            "system-err",
        ],
    ),
    (
        "testcase",
        &["name"],
        &["time", "classname", "group"],
        &["skipped", "error", "failure", "system-out", "system-err"],
    ),
    ("failure", &[], &["type", "message"], &[]),
    ("system-out", &[], &[], &[]),
];

#[test]
fn junit_keeps_to_its_schema_and_its_sums() {
    let known = known();
    let report = report(&known, LIST);
    let text = written(&known, &report, Format::Junit);
    let mut reader = quick_xml::Reader::from_str(&text);
    let mut open: Vec<String> = Vec::new();
    // Tests and failures as stated and as counted, of the whole and of the suite.
    let mut stated: Vec<(u64, u64)> = Vec::new();
    let mut counted = [(0, 0); 2];
    let mut suites = 0;
    loop {
        let event = reader.read_event().unwrap();
        let (element, empty) = match &event {
            Event::Start(e) => (e, false),
            Event::Empty(e) => (e, true),
            Event::End(_) => {
                if open.pop().as_deref() == Some("testsuite") {
                    assert_eq!(stated[1], counted[1]);
                    stated.pop();
                    counted[1] = (0, 0);
                }
                continue;
            }
            Event::Eof => break,
            _ => continue,
        };
        let name = element.name().as_ref().to_owned();
        let of = |name: &str| JUNIT.iter().find(|(n, ..)| *n == name).unwrap();
        let (_, must, may, _) = of(&name);
        match open.last() {
            None => assert_eq!(name, "testsuites"),
            Some(parent) => assert!(of(parent).3.contains(&name.as_str()), "{name} in {parent}"),
        }
        let attributes: BTreeMap<String, String> = element
            .attributes()
            .map(|a| {
                let a = a.unwrap();
                let key = a.key.as_ref().to_owned();
                (
                    key,
                    quick_xml::escape::unescape(&a.value).unwrap().into_owned(),
                )
            })
            .collect();
        assert!(must.iter().all(|m| attributes.contains_key(*m)), "{name}");
        for key in attributes.keys() {
            assert!(
                must.contains(&key.as_str()) || may.contains(&key.as_str()),
                "{key}"
            );
        }
        let number = |key: &str| attributes[key].parse::<u64>().unwrap();
        match name.as_str() {
            "testsuites" | "testsuite" => {
                stated.push((number("tests"), number("failures")));
                suites += u64::from(name == "testsuite");
            }
            "testcase" => counted.iter_mut().for_each(|c| c.0 += 1),
            "failure" => counted.iter_mut().for_each(|c| c.1 += 1),
            _ => {}
        }
        if !empty {
            open.push(name);
        }
    }
    assert_eq!(stated, [counted[0]]);
    // The clean file is there too, with a case of its own.
    assert_eq!(
        (suites, counted[0].0),
        (2, report.findings.len() as u64 + 1)
    );
    assert!(!text.contains('\u{1}') && !text.contains("]]>"));
}

#[test]
fn gitlab_knows_a_finding_again_when_rows_shift() {
    let known = known();
    let prints = |text: &str| -> Vec<String> {
        let text = written(&known, &report(&known, text), Format::Gitlab);
        let issues: Vec<Value> = serde_json::from_str(&text).unwrap();
        issues
            .iter()
            .map(|issue| {
                let severity = issue["severity"].as_str().unwrap();
                assert!(["info", "minor", "major", "critical", "blocker"].contains(&severity));
                assert!(!issue["description"].as_str().unwrap().is_empty());
                assert!(issue["check_name"].as_str().unwrap().starts_with('C'));
                assert!(
                    !issue["location"]["path"]
                        .as_str()
                        .unwrap()
                        .starts_with("./")
                );
                assert!(issue["location"]["lines"]["begin"].as_u64().unwrap() >= 1);
                issue["fingerprint"].as_str().unwrap().to_owned()
            })
            .collect()
    };
    let before = prints(LIST);
    let distinct: BTreeSet<&String> = before.iter().collect();
    assert_eq!(distinct.len(), before.len());
    let (header, rows) = LIST.split_once('\n').unwrap();
    let shifted = format!("{header}\n民政局,办证,结婚证,原件,1\n{rows}");
    assert_eq!(prints(&shifted), before);
}

#[test]
fn github_commands_are_one_line_each_and_escaped() {
    let known = known();
    let report = report(&known, LIST);
    let text = written(&known, &report, Format::Github);
    assert_eq!(text.lines().count(), report.findings.len());
    for line in text.lines() {
        let rest = line.strip_prefix("::").unwrap();
        let (command, message) = rest.split_once("::").unwrap();
        let (kind, properties) = command.split_once(' ').unwrap();
        assert!(["error", "warning", "notice"].contains(&kind));
        for property in properties.split(',') {
            let (key, value) = property.split_once('=').unwrap();
            assert!(
                ["file", "line", "col", "endColumn", "title"].contains(&key),
                "{key}"
            );
            assert!(!value.is_empty() && !value.contains(':'), "{property}");
        }
        // A percent sign only as the start of what stands for another character.
        for escape in message.split('%').skip(1) {
            assert!(
                ["25", "0D", "0A"].iter().any(|e| escape.starts_with(e)),
                "{line}"
            );
        }
    }
}

fn rows(book: &mut Xlsx<std::io::BufReader<std::fs::File>>, sheet: &str) -> Vec<Vec<String>> {
    let range = book.worksheet_range(sheet).unwrap();
    range
        .rows()
        .map(|row| {
            row.iter()
                .map(|cell| match cell {
                    Data::String(text) => text.clone(),
                    Data::Float(n) => n.to_string(),
                    Data::Empty => String::new(),
                    other => panic!("{other:?}"),
                })
                .collect()
        })
        .collect()
}

#[test]
fn the_workbook_says_what_the_report_says() {
    let known = known();
    let report = report(&known, LIST);
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("问题清单.xlsx");
    render::xlsx::write_file(&report, &known.dictionary, "2027-06-30", &path).unwrap();
    let mut book: Xlsx<_> = open_workbook(&path).unwrap();
    // A row that does not say whose it is falls to the file.
    assert_eq!(book.sheet_names(), ["汇总", "公安局", "民政局", "清单"]);
    let mut read = 0;
    for sheet in ["公安局", "民政局", "清单"] {
        let rows = rows(&mut book, sheet);
        assert_eq!(
            rows[0].join(","),
            "序号,文件,工作表,行,列,规则,级别,原文,问题,建议,整改期限,反馈,反馈说明"
        );
        let expected = report
            .findings
            .iter()
            .filter(|f| f.context.department == sheet);
        for (n, (row, f)) in rows[1..].iter().zip(expected.clone()).enumerate() {
            let rule = known
                .dictionary
                .rules
                .iter()
                .find(|e| e.line.id == f.rule)
                .unwrap();
            let wanted = [
                &(n + 1).to_string(),
                &f.file,
                &f.sheet,
                &f.row.to_string(),
                &f.column,
                &format!("{} {}", f.rule, rule.line.name),
                f.severity.word(),
                &f.text,
                &f.message,
                &f.suggestion,
                "2027-06-30",
                "",
                "",
            ];
            assert_eq!(row[..11], wanted[..11]);
            assert!(row[11..].iter().all(String::is_empty));
        }
        assert_eq!(rows.len() - 1, expected.count());
        read += rows.len() - 1;
    }
    assert_eq!(read, report.findings.len());
    // The three ways of counting add up to the same.
    let mut sums: BTreeMap<String, u64> = BTreeMap::new();
    let mut heading = String::new();
    for row in rows(&mut book, "汇总") {
        match row.get(1).and_then(|n| n.parse::<u64>().ok()) {
            Some(n) if heading.starts_with('按') => *sums.entry(heading.clone()).or_default() += n,
            Some(n) if row[0] == "问题" => assert_eq!(n as usize, read),
            Some(_) => {}
            None => heading.clone_from(&row[0]),
        }
    }
    let all = read as u64;
    let wanted = [("按级别", all), ("按规则", all), ("按部门", all)];
    assert_eq!(sums, wanted.map(|(k, v)| (k.to_owned(), v)).into());
    looks(&path);
}

/// Frozen, filtered, wrapped, with a drop-down for the answer.
fn looks(path: &Path) {
    let mut archive = zip::ZipArchive::new(std::fs::File::open(path).unwrap()).unwrap();
    let mut text = String::new();
    let mut sheet = archive.by_name("xl/worksheets/sheet2.xml").unwrap();
    std::io::Read::read_to_string(&mut sheet, &mut text).unwrap();
    drop(sheet);
    for part in [
        "state=\"frozen\"",
        "<autoFilter",
        "同意,不同意,已改",
        "sqref=\"L2:L",
    ] {
        assert!(text.contains(part), "{part}");
    }
    text.clear();
    let mut styles = archive.by_name("xl/styles.xml").unwrap();
    std::io::Read::read_to_string(&mut styles, &mut text).unwrap();
    assert!(text.contains("wrapText=\"1\""));
}

#[test]
fn a_workbook_without_findings_is_no_list() {
    let known = known();
    let dir = tempfile::tempdir().unwrap();
    std::fs::write(dir.path().join("好.csv"), "材料名称\n营业执照\n").unwrap();
    let files = [dir.path().to_owned()];
    let selection = Selection {
        least: Some(guiyi::check::Level::Error),
        ..Selection::default()
    };
    let report = check(&known, &files, &selection).unwrap();
    assert_eq!(report.findings, []);
    let path = dir.path().join("问题清单.xlsx");
    render::xlsx::write_file(&report, &known.dictionary, "", &path).unwrap();
    std::fs::write(
        dir.path().join("问题.csv"),
        written(&known, &report, Format::Csv),
    )
    .unwrap();
    // What a check wrote among the lists is passed over by the next one.
    let again = check(&known, &files, &selection).unwrap();
    assert_eq!((again.rows, again.files.len()), (1, 1));
}
