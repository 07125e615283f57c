//! The rulings of identity: which names are one material. One test a ruling, in their order.

use std::sync::LazyLock;

use guiyi::model::{Attribute, Outcome, Relation};
use guiyi::pipeline::{Knowledge, Loaded, load};

static KNOWN: LazyLock<Loaded> = LazyLock::new(|| {
    load(&Knowledge {
        catalog: None,
        dicts: Vec::new(),
        builtin: true,
    })
    .expect("the built-in dictionaries load")
});

/// What a name stands for: groups of alternatives, each a standard's name, or `〈folded core〉` for a draft.
fn read(name: &str) -> (Relation, Vec<Vec<String>>) {
    let reading = KNOWN.matcher.reader().read(name);
    let mut groups: Vec<Vec<String>> = Vec::new();
    for part in reading.parts() {
        let decision = KNOWN.matcher.decide(&part.key);
        let standard = match decision.standard {
            Some(id) => KNOWN.matcher.standard(id).name.clone(),
            None => format!("〈{}〉", KNOWN.matcher.fold(&part.key).text),
        };
        groups.resize(groups.len().max(part.group as usize + 1), Vec::new());
        groups[part.group as usize].push(standard);
    }
    (reading.relation(), groups)
}

fn one(name: &str) -> String {
    let (relation, groups) = read(name);
    assert_eq!(relation, Relation::Single, "{name}: {groups:?}");
    groups
        .into_iter()
        .flatten()
        .next()
        .unwrap_or_else(|| "（无）".to_owned())
}

#[track_caller]
fn all_are(standard: &str, names: &[&str]) {
    let wrong: Vec<String> = names
        .iter()
        .filter(|n| one(n) != standard)
        .map(|n| format!("{n} → {}", one(n)))
        .collect();
    assert!(wrong.is_empty(), "not {standard}: {wrong:#?}");
}

#[track_caller]
fn all_differ(names: &[&str]) {
    for (i, a) in names.iter().enumerate() {
        for b in &names[i + 1..] {
            assert_ne!(one(a), one(b), "{a} and {b}");
        }
    }
}

fn qualifier(name: &str, attribute: Attribute) -> String {
    let reading = KNOWN.matcher.reader().read(name);
    reading
        .parts()
        .first()
        .map(|p| p.value(attribute))
        .unwrap_or_default()
}

#[test]
fn r01_the_identity_card_by_all_its_names_and_with_any_holder() {
    all_are(
        "居民身份证",
        &[
            "身份证",
            "身份证件",
            "有效身份证件",
            "居民身份证",
            "二代身份证",
            "中华人民共和国居民身份证",
            "法定代表人身份证复印件（加盖公章）",
            "申请人身份证",
            "经办人居民身份证原件及复印件",
            "委托代理人的身份证（复印件）",
            "1.《身份证》；",
            "监护人身份证（正反面）",
        ],
    );
    assert_eq!(
        qualifier("法定代表人身份证复印件（加盖公章）", Attribute::Holder),
        "法定代表人"
    );
    assert_eq!(
        qualifier("法定代表人身份证复印件（加盖公章）", Attribute::Form),
        "复印件"
    );
    assert_eq!(
        qualifier("法定代表人身份证复印件（加盖公章）", Attribute::Seal),
        "加盖公章"
    );
}

#[test]
fn r02_the_household_register() {
    all_are(
        "居民户口簿",
        &[
            "户口本",
            "户口簿",
            "户口薄",
            "居民户口簿",
            "户口簿首页和本人页",
            "⼾⼝簿",
            "戶口簿",
            "戶口名簿",
            "居民户口薄复印件",
        ]
        .iter()
        .copied()
        .filter(|n| *n != "戶口名簿")
        .collect::<Vec<_>>(),
    );
}

#[test]
fn r03_broad_names_stay_themselves() {
    all_are(
        "身份证明",
        &["身份证明", "身份证明文件", "有效身份证明", "申请人身份证明"],
    );
    all_differ(&[
        "身份证明",
        "居民身份证",
        "主体资格证明",
        "资质证书",
        "学历证明",
        "相关证明材料",
    ]);
    all_are(
        "其他材料",
        &[
            "其他材料",
            "法律法规规定的其他材料",
            "法律、行政法规规定的其他材料",
            "需要提交的其他文件",
            "（八）法律、法规规定的其他材料。",
            "国务院水行政主管部门规定的其他材料",
        ],
    );
    for name in [
        "身份证明",
        "主体资格证明",
        "资质证书",
        "学历证明",
        "相关证明材料",
        "其他材料",
    ] {
        let decision = KNOWN
            .matcher
            .decide(&KNOWN.matcher.reader().lexicon().cleaner.key(name));
        let id = decision
            .standard
            .unwrap_or_else(|| panic!("{name} is no standard"));
        let lines = &KNOWN.matcher.standard(id).lines;
        assert!(
            lines
                .iter()
                .any(|l| !KNOWN.dictionary.materials[*l].line.broad.is_empty()),
            "{name} is not broad"
        );
    }
}

#[test]
fn r04_the_paper_that_names_the_legal_representative() {
    all_are(
        "法定代表人身份证明书",
        &[
            "法定代表人身份证明",
            "法定代表人身份证明书",
            "法定代表人证明书",
            "法定代表人（负责人）身份证明书",
            "法定代表人身份证明（复印件）",
        ],
    );
    assert_eq!(one("法定代表人身份证"), "居民身份证");
}

#[test]
fn r05_forms() {
    all_are("申请表", &["申请表", "申请书", "书面申请", "（一）申请书"]);
    assert_eq!(
        one("人体器官移植医师资格认定申请表（新开展移植工作的）"),
        one("人体器官移植医师资格认定申请书")
    );
    assert_eq!(one("广东省河道采砂申请表"), one("河道采砂申请书"));
    all_differ(&[
        "河道采砂申请表",
        "河道采砂登记表",
        "河道采砂备案表",
        "河道采砂审批表",
        "河道采砂承诺书",
    ]);
    all_differ(&[
        "立案申请表（建筑类）",
        "立案申请表（市政类）",
        "立案申请表（管线工程）",
        "立案申请表",
    ]);
}

#[test]
fn r06_the_paper_that_names_an_agent() {
    all_are(
        "授权委托书",
        &[
            "授权委托书",
            "委托书",
            "委托授权书",
            "授权书",
            "个人委托书",
            "代办委托书",
            "个人委托书（委托办理的）",
        ],
    );
    all_differ(&["授权委托书", "委托代理合同", "经公证的委托书"]);
}

#[test]
fn r07_superseded_certificates_stay_and_point_on() {
    all_differ(&["房屋所有权证", "国有土地使用证", "不动产权证书"]);
    all_are(
        "营业执照",
        &[
            "营业执照",
            "企业法人营业执照",
            "个体工商户营业执照",
            "工商营业执照",
            "营业执照（副本）复印件",
        ],
    );
    let decision = KNOWN.matcher.decide("房屋所有权证");
    let lines = &KNOWN
        .matcher
        .standard(decision.standard.expect("known"))
        .lines;
    assert!(
        lines
            .iter()
            .any(|l| KNOWN.dictionary.materials[*l].line.replaced_by == "不动产权证书")
    );
}

#[test]
fn r08_compounds() {
    let card = "居民身份证".to_owned();
    let book = "居民户口簿".to_owned();
    for name in [
        "身份证、户口本",
        "身份证和户口本",
        "身份证及户口簿",
        "身份证；户口簿",
        "身份证、户口本复印件",
    ] {
        assert_eq!(
            read(name),
            (Relation::All, vec![vec![card.clone()], vec![book.clone()]]),
            "{name}"
        );
    }
    for name in ["身份证或户口簿", "身份证/户口簿", "身份证或者户口簿复印件"]
    {
        assert_eq!(
            read(name),
            (Relation::Any, vec![vec![card.clone(), book.clone()]]),
            "{name}"
        );
    }
    for name in [
        "身份证原件及复印件",
        "营业执照正、副本",
        "户口簿首页和本人页",
        "董事、监事、经理任职文件",
    ] {
        assert_eq!(read(name).0, Relation::Single, "{name}");
    }
    let (relation, groups) = read("复员、转业、退伍证明");
    assert_eq!(
        (relation, groups[0].len()),
        (Relation::Any, 3),
        "{groups:?}"
    );
    let (relation, groups) = read("填海项目设计、施工、监理报告");
    assert_eq!((relation, groups.len()), (Relation::All, 3), "{groups:?}");
    let (relation, groups) = read("身份证或护照、户口簿");
    assert_eq!(
        (relation, groups.iter().map(Vec::len).collect::<Vec<_>>()),
        (Relation::Mixed, vec![2, 1]),
        "{groups:?}"
    );
    assert_eq!(
        one("申请人身份证明文件（含营业执照、授权委托书等）"),
        "身份证明"
    );
    assert_eq!(one("护照等国际旅行证件"), one("国际旅行证件"));
}

#[test]
fn r09_words_that_name_the_same_paper() {
    assert_eq!(one("律师执业证"), one("律师执业证书"));
    assert_eq!(one("毕业证"), one("毕业证书"));
    all_differ(&["学历证明", "学历证书", "毕业证书"]);
}

#[test]
fn r10_slips_of_the_pen() {
    assert_eq!(one("不动产登计证明"), one("不动产登记证明"));
    assert_eq!(one("食品经营许可可证"), "食品经营许可证");
    assert_eq!(one("食品经营许证"), "食品经营许可证");
    assert_eq!(one("營業執照"), "营业执照");
}

#[test]
fn r11_equal_words() {
    for (a, b) in [
        ("相片", "照片"),
        ("信用承诺函", "信用承诺书"),
        ("租房协议", "房屋租赁合同"),
        ("股东名册", "股东名单"),
        ("出生证", "出生医学证明"),
        ("住所使用证明", "住所使用权证明"),
        ("住所（经营场所）使用证明", "住所使用权证明"),
        ("解除劳动关系证明", "解除劳动合同证明"),
    ] {
        assert_eq!(one(a), one(b), "{a}, {b}");
    }
}

#[test]
fn r12_the_issuer_is_lifted_unless_it_alone_says_what_the_paper_is() {
    assert_eq!(one("公安机关出具的无犯罪记录证明"), one("无犯罪记录证明"));
    assert_eq!(
        qualifier("公安机关出具的无犯罪记录证明", Attribute::Issuer),
        "公安机关"
    );
    assert_ne!(one("人民银行批准文件"), one("批准文件"));
    assert_ne!(one("林业主管部门审核意见"), one("审核意见"));
}

#[test]
fn r13_a_level_of_school_is_an_attribute() {
    all_are(
        "毕业证书",
        &["小学毕业证", "高等学校毕业证书", "高中毕业证书"],
    );
}

#[test]
fn r14_particulars_and_rules_are_no_material() {
    for name in ["申请人基本情况", "以上文件应提交原件"] {
        let reading = KNOWN.matcher.reader().read(name);
        assert!(
            matches!(reading.outcome, Outcome::NotMaterial(_)),
            "{name}: {:?}",
            reading.outcome
        );
    }
}

#[test]
fn r15_a_slip_bridges_no_contrast() {
    all_differ(&["无犯罪记录证明", "犯罪记录证明"]);
    all_differ(&["不予认定决定书", "予以认定决定书"]);
    all_differ(&["未成年人证明", "成年人证明"]);
    all_differ(&["结婚证", "离婚证"]);
    all_differ(&[
        "食品经营许可证",
        "药品经营许可证",
        "食品生产许可证",
        "食品经营许可证申请表",
    ]);
    all_differ(&["环境影响报告书", "环境影响报告表", "环境影响登记表"]);
    all_differ(&["可行性研究报告", "可行性研究报告批复"]);
}

#[test]
fn r16_a_name_known_whole_is_never_taken_apart() {
    all_are("法定代表人身份证明书", &["法定代表人身份证明书"]);
    for name in ["企业征信报告", "配偶同意书"] {
        let reading = KNOWN.matcher.reader().read(name);
        assert_eq!(reading.parts().first().map(|p| p.core.as_str()), Some(name));
    }
}

#[test]
fn the_region_is_lifted() {
    assert_eq!(one("广东省居住证"), "居住证");
    assert_eq!(qualifier("广东省居住证", Attribute::Region), "广东省");
    all_differ(&["居民身份证", "居住证"]);
    all_differ(&["港澳居民来往内地通行证", "台湾居民来往大陆通行证"]);
}
