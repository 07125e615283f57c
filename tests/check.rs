//! `guiyi check`: each rule on a list that breaks it and on one that does not; the formats on one list.

use std::path::PathBuf;

use guiyi::check::render::{self, Format};
use guiyi::check::{Level, Report, Selection, check};
use guiyi::pipeline::{Knowledge, Loaded, load};

fn known() -> Loaded {
    load(&Knowledge {
        catalog: None,
        dicts: Vec::new(),
        builtin: true,
    })
    .unwrap()
}

/// With what a place would write into its own folder.
fn local() -> Loaded {
    let dir = tempfile::tempdir().unwrap();
    let lines = "类别,名称,取值,依据\n\
        前置事项,装修,开店,\n\
        可共享,营业执照,,市共享目录\n\
        告知承诺,无犯罪记录证明,,市承诺清单\n\
        电子证照,身份证,11100000000013127D001,国家电子证照目录\n";
    std::fs::write(dir.path().join("local.csv"), lines).unwrap();
    load(&Knowledge {
        catalog: None,
        dicts: vec![dir.path().to_owned()],
        builtin: true,
    })
    .unwrap()
}

fn run(known: &Loaded, text: &[u8], selection: &Selection) -> Report {
    let dir = tempfile::tempdir().unwrap();
    let path: PathBuf = dir.path().join("清单.csv");
    std::fs::write(&path, text).unwrap();
    let mut report = check(known, &[path], selection).unwrap();
    report.files = vec!["部门/清单.csv".to_owned()];
    for finding in &mut report.findings {
        assert!(finding.file.ends_with("/清单.csv"), "{}", finding.file);
        // Where the test ran is no part of what is recorded.
        finding.file = "部门/清单.csv".to_owned();
    }
    report
}

fn fired(known: &Loaded, text: &str) -> Vec<String> {
    let report = run(known, text.as_bytes(), &Selection::default());
    report.findings.into_iter().map(|f| f.rule).collect()
}

/// Rule, header, a row that breaks it, a row that does not. Rows are parted by `⏎`.
const CASES: &[(&str, &str, &str, &str)] = &[
    ("C00", "材料名称", "营业执照", ""),
    ("C01", "材料名称", "其他材料", "消防安全检查合格证"),
    ("C01", "材料名称", "法律法规规定的其他材料", "营业执照"),
    ("C02", "材料名称", "相关证明材料", "不动产权证书"),
    ("C03", "材料名称", "资质证书等材料", "建筑业企业资质证书"),
    ("C04", "材料名称", "身份证、户口簿", "居民身份证"),
    ("C05", "材料名称", "\"1.营业执照\n2.公司章程\"", "营业执照"),
    ("C05", "材料名称", "1.营业执照2.公司章程", "营业执照"),
    (
        "C05",
        "材料名称",
        "①营业执照②公司章程",
        "\"身份证\n（复印件）\"",
    ),
    (
        "C05",
        "材料名称",
        "（1）营业执照（2）公司章程",
        "1：500地形图",
    ),
    ("C06", "材料名称", "居民身份证复印件", "居民身份证"),
    (
        "C07",
        "材料名称,材料类型",
        "居民身份证复印件,原件",
        "居民身份证复印件,复印件",
    ),
    (
        "C07",
        "材料名称,材料类型",
        "居民身份证原件及复印件,原件",
        "营业执照电子版,电子件",
    ),
    ("C03", "材料名称", "必要的检查说明", "不必要的检查说明"),
    ("C12", "材料名称", "签定的合同", "签订的合同"),
    ("C12", "材料名称", "身份证、户口薄", "身份证、户口簿"),
    ("C11", "材料名称", "户口薄、身份证", "户口薄、居民身份证"),
    (
        "C16",
        "部门,材料名称,份数",
        "甲局,身份证,1份⏎乙局,居民身份证,2",
        "甲局,身份证,1份⏎乙局,居民身份证,一份",
    ),
    (
        "C29",
        "材料名称,出具单位",
        "亲属关系证明,村委会",
        "亲属关系证明,公安局",
    ),
    (
        "C37",
        "材料名称,份数",
        "营业执照,一式十份",
        "营业执照,\"原件1份，复印件2份\"",
    ),
    (
        "C38",
        "材料名称,必要性,是否容缺",
        "营业执照,,否",
        "营业执照,必要,否",
    ),
    (
        "C39",
        "材料名称",
        "指定机构出具的检测报告",
        "股东指定的代理人授权委托书",
    ),
    ("C08", "材料名称", "营业执照（加盖公章）", "营业执照"),
    ("C09", "材料名称", "委托办理的提供委托书", "授权委托书"),
    ("C10", "材料名称", "提供营业执照", "营业执照"),
    ("C11", "材料名称", "户口本", "居民户口簿"),
    ("C11", "材料名称", "毕业证", "小学毕业证"),
    ("C12", "材料名称", "户口薄", "居民户口簿"),
    ("C12", "材料名称", "资金帐户证明", "资金账户证明"),
    (
        "C14",
        "事项名称,材料名称",
        "入学,毕业证⏎入学,毕业证书",
        "入学,小学毕业证⏎入学,初中毕业证",
    ),
    (
        "C14",
        "事项名称,材料名称",
        "开店,身份证⏎开店,居民身份证",
        "开店,居民身份证⏎开店,营业执照⏎关店,居民身份证",
    ),
    ("C13", "材料名称", "奇特物件清单之三", "营业执照"),
    (
        "C15",
        "事项名称,情形,材料名称",
        "开店,首次,身份证⏎开店,变更,居民身份证",
        "开店,首次,身份证⏎开店,变更,营业执照",
    ),
    (
        "C16",
        "部门,材料名称,份数",
        "甲局,身份证,1⏎乙局,居民身份证,2⏎丙局,身份证,1",
        "甲局,身份证,1⏎乙局,居民身份证,1",
    ),
    (
        "C19",
        "材料名称,来源渠道,出具单位",
        "居民身份证,政府部门核发,",
        "居民身份证,政府部门核发,公安机关",
    ),
    (
        "C25",
        "材料名称,材料类型",
        "营业执照,原件",
        "居民身份证,原件",
    ),
    (
        "C25",
        "材料名称,材料类型,是否免提交",
        "营业执照,原件,否",
        "营业执照,原件,是",
    ),
    (
        "C26",
        "材料名称,来源渠道,出具单位",
        "居民身份证,政府部门核发,本部门",
        "居民身份证,政府部门核发,公安局",
    ),
    (
        "C26",
        "部门,材料名称,来源渠道,出具单位",
        "市公安局,居民身份证,政府部门核发,市公安局",
        "市公安局,申请表,申请人自备,市公安局",
    ),
    ("C26", "材料名称", "本局核发的营业执照", "营业执照"),
    (
        "C27",
        "事项名称,材料名称",
        "开店,身份证⏎装修,居民身份证",
        "开店,身份证⏎装修,营业执照",
    ),
    (
        "C28",
        "材料名称,电子证照",
        "居民身份证,⏎营业执照,x",
        "居民身份证,11100000000013127D001",
    ),
    ("C29", "材料名称", "村委会出具的居住证明", "居住证"),
    ("C29", "材料名称", "居委会证明", "居民身份证"),
    (
        "C30",
        "事项名称,材料名称",
        "开店,户口簿⏎开店,亲属关系证明",
        "开店,亲属关系证明⏎关店,户口簿",
    ),
    ("C30", "材料名称", "材料真实性证明", "材料真实性承诺书"),
    (
        "C31",
        "材料名称,备注",
        "无犯罪记录证明,原件",
        "无犯罪记录证明,可以告知承诺代替",
    ),
    (
        "C32",
        "材料名称,依据",
        "营业执照,工作需要",
        "营业执照,公司法第七条",
    ),
    (
        "C35",
        "事项名称,材料名称",
        "开店,开店申请表⏎开店,开店申请报告",
        "开店,开店申请表⏎关店,关店申请报告",
    ),
    (
        "C36",
        "材料名称,来源渠道,空白表格,示例样表",
        "内资公司登记申请书,申请人自备,,无",
        "内资公司登记申请书,申请人自备,有表.docx,",
    ),
    (
        "C39",
        "材料名称,依据",
        "验资报告,无",
        "验资报告,公司法第七条",
    ),
    (
        "C39",
        "材料名称",
        "由甲乙检测有限公司出具的检测报告",
        "检测机构出具的消防设施检测报告",
    ),
    (
        "C40",
        "材料名称,来源渠道,出具单位",
        "验资报告,其他,会计师事务所",
        "验资报告,第三方机构出具,会计师事务所",
    ),
    (
        "C46",
        "事项名称,材料名称",
        "开店,无⏎关店,营业执照",
        "开店,无⏎开店,营业执照",
    ),
    (
        "C44",
        "事项名称,材料名称",
        "开店,无⏎开店,营业执照",
        "开店,无⏎关店,营业执照",
    ),
    (
        "C37",
        "材料名称,份数,原件份数,复印件份数",
        "营业执照,3,1,1",
        "营业执照,2,1,1",
    ),
    (
        "C38",
        "材料名称,必要性,填报须知",
        "营业执照,容缺后补,",
        "营业执照,容缺后补,10个工作日内补齐",
    ),
    (
        "C45",
        "事项编码,材料名称",
        "1.1E+17,营业执照",
        "110101199001011234,营业执照",
    ),
    (
        "C17",
        "材料名称,来源渠道",
        "营业执照,⏎居民身份证,政府部门核发",
        "营业执照,政府部门核发",
    ),
    (
        "C18",
        "材料名称,来源渠道",
        "居民身份证,申请人自备",
        "居民身份证,政府部门核发",
    ),
    (
        "C20",
        "材料名称,来源渠道,出具单位",
        "居民身份证,政府部门核发,无",
        "居民身份证,政府部门核发,公安机关",
    ),
    (
        "C21",
        "材料名称",
        "工商局出具的证明",
        "市场监督管理局出具的证明",
    ),
    ("C21", "材料名称", "质监局批文", "住房和城乡建设局批文"),
    ("C22", "材料名称", "组织机构代码证", "营业执照"),
    ("C23", "材料名称", "单身证明", "结婚证"),
    ("C24", "材料名称", "房屋所有权证", "不动产权证书"),
    (
        "C33",
        "材料名称,依据",
        "营业执照,《合同法》第九条",
        "营业执照,《劳动合同法》第九条",
    ),
    ("C34", "材料名称", "申请表", "内资公司登记申请书"),
    ("C37", "材料名称,份数", "营业执照,0", "营业执照,1"),
    ("C37", "材料名称,份数", "营业执照,9", "营业执照,5"),
    ("C38", "材料名称,必要性", "营业执照,非必要", "营业执照,必要"),
    ("C41", "材料名称", "身份证明", "居民身份证"),
    ("C42", "材料名称", "合同", "商品房买卖合同"),
    (
        "C43",
        "材料名称",
        "营业执照。由市场监督管理部门核发",
        "营业执照",
    ),
    ("C44", "材料名称", "无", "营业执照"),
    ("C45", "材料名称", "#REF!", "营业执照"),
    ("C47", "材料名称", "身份证号码", "居民身份证"),
    ("C48", "材料名称", "營業執照", "营业执照"),
    ("C48", "材料名称", "营业 执照", "ISO 9001 认证证书"),
];

#[test]
fn each_rule_fires_on_its_fault_and_not_on_the_mended_row() {
    let known = local();
    for (rule, header, bad, good) in CASES {
        let text = |rows: &str| format!("{header}\n{}\n", rows.replace('⏎', "\n"));
        let found = fired(&known, &text(bad));
        assert!(
            found.iter().any(|r| r == rule),
            "{rule} 没有报 {bad}：{found:?}"
        );
        if !good.is_empty() {
            let found = fired(&known, &text(good));
            assert!(
                !found.iter().any(|r| r == rule),
                "{rule} 误报 {good}：{found:?}"
            );
        }
    }
    for entry in &known.dictionary.rules {
        let id = entry.line.id.as_str();
        // About guiyi.toml, and about what was not read.
        if id > "C90" {
            continue;
        }
        assert!(CASES.iter().any(|(rule, ..)| *rule == id), "{id} 没有用例");
    }
}

#[test]
fn what_needs_local_knowledge_is_off_without_it() {
    let known = known();
    let report = run(
        &known,
        "材料名称,材料类型\n营业执照,原件\n".as_bytes(),
        &Selection::default(),
    );
    let off = report.findings.iter().find(|f| f.rule == "C00").unwrap();
    assert!(off.message.contains("local.csv"), "{}", off.message);
    assert!(!report.findings.iter().any(|f| f.rule == "C25"));
}

#[test]
fn a_row_without_a_paper_has_one_fault() {
    let found = fired(&known(), "材料名称,来源渠道\n无,\n营业执照,政府部门核发\n");
    assert_eq!(
        found.iter().filter(|r| *r != "C00").collect::<Vec<_>>(),
        ["C44"]
    );
}

#[test]
fn names_of_standards_in_force_have_no_fault() {
    let known = known();
    let mut text = String::from("标准名称\n");
    for line in known.dictionary.materials.iter().map(|e| &e.line) {
        if line.state.is_empty() && line.broad.is_empty() {
            text.push_str(&format!("\"{}\"\n", line.name.replace('"', "\"\"")));
        }
    }
    let found = run(&known, text.as_bytes(), &Selection::default()).findings;
    let faults: Vec<_> = found.iter().filter(|f| f.rule != "C00").collect();
    let first = &faults[..faults.len().min(5)];
    assert!(faults.is_empty(), "{}: {first:?}", faults.len());
}

#[test]
fn every_row_is_counted_and_no_finding_is_capped() {
    let known = known();
    let text = format!("材料名称\n{}", "其他材料\n".repeat(10_000));
    let report = run(&known, text.as_bytes(), &Selection::default());
    assert_eq!((report.rows, report.count(Level::Error)), (10_000, 10_000));
    let gbk = encoding_rs::GB18030
        .encode("材料名称\n其他材料\n营业执照\n")
        .0;
    let report = run(&known, &gbk, &Selection::default());
    assert_eq!((report.rows, report.count(Level::Error)), (2, 1));
}

#[test]
fn selection_narrows_and_severity_cuts_off() {
    let known = known();
    let count = |selection: Selection| {
        let text = "材料名称\n其他材料\n提供户口本\n";
        run(&known, text.as_bytes(), &selection).findings.len()
    };
    let all = count(Selection::default());
    let one = |id: &str| vec![id.to_owned()];
    assert_eq!(
        count(Selection {
            select: one("C01"),
            ..Selection::default()
        }),
        1
    );
    assert_eq!(
        count(Selection {
            ignore: one("C01"),
            ..Selection::default()
        }),
        all - 1
    );
    assert_eq!(
        count(Selection {
            least: Some(Level::Error),
            ..Selection::default()
        }),
        1
    );
}

#[test]
fn one_list_in_every_format() {
    let known = known();
    let text = "序号,事项名称,材料名称,材料类型,份数\n\
        1,开店,<其他材料>,原件,1\n\
        2,开店,提供身份证复印件（加盖公章）,原件,1\n\
        3,开店,身份证、户口薄,原件,0\n\
        4,开店,营业执照,原件,1\n";
    let report = run(&known, text.as_bytes(), &Selection::default());
    for (name, format) in [
        ("human", Format::Human),
        ("json", Format::Json),
        ("csv", Format::Csv),
        ("github", Format::Github),
        ("gitlab", Format::Gitlab),
        ("sarif", Format::Sarif),
        ("junit", Format::Junit),
    ] {
        let mut out = Vec::new();
        render::write(format, &report, &known.dictionary, &mut out).unwrap();
        // A snapshot keeps no BOM and no carriage returns.
        let out = String::from_utf8(out).unwrap();
        let out = out.trim_start_matches('\u{feff}').replace("\r\n", "\n");
        insta::assert_snapshot!(name, out);
    }
}

#[test]
fn exit_codes() {
    let dir = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| {
        let path = dir.path().join(name);
        std::fs::write(&path, text).unwrap();
        path
    };
    let clean = write("好.csv", "材料名称\n营业执照\n");
    let warned = write("警告.csv", "材料名称\n户口本\n");
    let wrong = write("错.csv", "材料名称\n其他材料\n");
    let code = |args: &[&std::ffi::OsStr]| {
        let run = assert_cmd::Command::cargo_bin("guiyi")
            .unwrap()
            .arg("check")
            .args(args)
            .output();
        run.unwrap().status.code()
    };
    assert_eq!(code(&[clean.as_ref()]), Some(0));
    assert_eq!(code(&[warned.as_ref()]), Some(0));
    assert_eq!(
        code(&[warned.as_ref(), "--fail-on".as_ref(), "警告".as_ref()]),
        Some(1)
    );
    assert_eq!(code(&[wrong.as_ref()]), Some(1));
    assert_eq!(code(&[dir.path().join("没有.csv").as_ref()]), Some(2));
    assert_eq!(
        code(&[clean.as_ref(), "--select".as_ref(), "C99".as_ref()]),
        Some(2)
    );
    let report = dir.path().join("报告.sarif");
    assert_eq!(
        code(&[
            wrong.as_ref(),
            "--quiet".as_ref(),
            "--output".as_ref(),
            report.as_ref()
        ]),
        Some(1)
    );
    let text = std::fs::read_to_string(report).unwrap();
    assert_eq!(
        serde_json::from_str::<serde_json::Value>(&text).unwrap()["version"],
        "2.1.0"
    );
}
