//! Traps that were found once, each by what it did.

use std::sync::LazyLock;

use guiyi::matching::{Draft, group};
use guiyi::pipeline::{Knowledge, Loaded, load};

static KNOWN: LazyLock<Loaded> = LazyLock::new(|| {
    load(&Knowledge {
        catalog: None,
        dicts: Vec::new(),
        builtin: true,
    })
    .expect("the built-in dictionaries load")
});

fn clean(raw: &str) -> String {
    KNOWN
        .matcher
        .reader()
        .lexicon()
        .cleaner
        .clean(raw)
        .string()
        .to_owned()
}

fn words(text: &str) -> Vec<&str> {
    KNOWN.matcher.reader().lexicon().segmenter.words(text)
}

/// The simplifier knows no place names, and leaves some variants alone.
#[test]
fn variants_that_the_simplifier_gets_wrong() {
    for (raw, expected) in [
        ("乾县房产证明", "乾县房产证明"),
        ("帳戶", "账户"),
        ("中华人民共和囯", "中华人民共和国"),
        ("戸口簿", "户口簿"),
    ] {
        assert_eq!(clean(raw), expected);
    }
}

/// Compatibility forms make ① a 1, and with it a part of the name.
#[test]
fn circled_numbers_are_no_part_of_a_name() {
    for raw in ["①身份证", "㈠身份证", "⑴身份证"] {
        let reading = KNOWN.matcher.reader().read(raw);
        assert_eq!(
            reading.parts().first().map(|p| p.core.as_str()),
            Some("身份证"),
            "{raw}"
        );
    }
}

/// The general dictionary cuts 法定代表 / 人, and a hidden Markov model invents 无犯 / 罪.
#[test]
fn the_domains_words_stay_whole() {
    assert_eq!(words("法定代表人身份证"), ["法定代表人", "身份证"]);
    assert!(!words("无犯罪记录证明").contains(&"无犯"));
}

/// One character apart, and two documents.
#[test]
fn a_card_is_no_certificate_of_identity() {
    let standard = |name: &str| KNOWN.matcher.decide(name).standard;
    assert_ne!(standard("身份证"), standard("身份证明"));
    assert!(standard("身份证").is_some() && standard("身份证明").is_some());
}

/// A slip of a slip does not pull a third name in.
#[test]
fn drafts_are_not_chained() {
    let draft = |name: &str, rows| Draft {
        key: name.to_owned(),
        shown: name.to_owned(),
        rows,
        open: false,
    };
    // 登计 is a slip of 登记, and so is 登纪; the two are no slips of each other.
    let drafts = [
        draft("停车泊位登记清样", 9),
        draft("停车泊位登计清样", 2),
        draft("停车泊位登计清祥", 1),
    ];
    let groups = group(&KNOWN.matcher, &drafts);
    for (i, (joined, ..)) in groups.members.iter().enumerate() {
        let leader = groups.groups[*joined];
        let same = leader == i
            || KNOWN
                .matcher
                .difference(&drafts[i].key, &drafts[leader].key)
                .is_some();
        assert!(
            same,
            "{} joined {}, which it does not match",
            drafts[i].key, drafts[leader].key
        );
    }
}

/// Bytes are no characters: 证 for 照 is one edit, and not three.
#[test]
fn likeness_counts_characters() {
    let nearest = KNOWN.matcher.nearest("营业执照牌", 1);
    assert_eq!(
        nearest
            .first()
            .map(|c| KNOWN.matcher.standard(c.standard).name.as_str()),
        Some("营业执照")
    );
}

/// A role before a connector is one of several, and not whose paper it is.
#[test]
fn no_core_begins_with_a_connector() {
    for raw in [
        "企业法定代表人与主要负责人名单",
        "校长、教师的资格证明文件",
        "转让人与受让人签订的转让合同",
    ] {
        for part in KNOWN.matcher.reader().read(raw).parts() {
            assert!(
                !part.core.starts_with(['与', '的', '、', '及', '和']),
                "{raw} → {}",
                part.core
            );
        }
    }
}

/// Another alias that folds alike does not answer a question that a person must answer.
#[test]
fn what_folds_to_a_question_is_a_question() {
    for raw in ["任职文件", "任职的文件"] {
        let reading = KNOWN.matcher.reader().read(raw);
        let key = reading
            .parts()
            .first()
            .map(|p| p.key.clone())
            .unwrap_or_default();
        assert_eq!(
            KNOWN.matcher.decide(&key).basis,
            guiyi::model::Basis::Open,
            "{raw}"
        );
    }
}
