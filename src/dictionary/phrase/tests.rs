use proptest::prelude::*;
use regex::Regex;

use super::*;

fn phrase(pattern: &str) -> Phrase {
    Phrase::compile(pattern).expect("a good phrase")
}

fn set(patterns: &[&str]) -> PhraseSet {
    PhraseSet::new(patterns.iter().map(|p| phrase(p)).collect())
}

#[test]
fn numbers_of_all_kinds() {
    let p = phrase("一式N份");
    for good in [
        "一式3份",
        "一式三份",
        "一式两份",
        "一式叁份",
        "一式十二份",
        "一式数份",
        "一式2至3份",
        "一式2-3份",
    ] {
        assert!(p.matches(good), "{good}");
    }
    for bad in ["一式份", "一式多份", "一式3份表", "一式-3份", "一式3-份"] {
        assert!(!p.matches(bad), "{bad}");
    }
}

#[test]
fn any_text_crosses_no_bracket() {
    let p = phrase("涉及…的");
    assert!(p.matches("涉及危险化学品的"));
    assert!(!p.matches("涉及的"));
    assert!(!p.matches("涉及(危险化学品)的"));
    assert!(!p.matches("涉及甲的;乙的"));
    assert!(!p.matches("涉及甲,乙的"));
    assert!(phrase("涉及…，…的").matches("涉及甲,乙的"));
}

#[test]
fn optional_parts_alternatives_and_folding() {
    let p = phrase("[须|需]加盖(公章|印章)（一份）");
    assert!(p.matches("加盖公章(一份)"));
    assert!(p.matches("需加盖印章(一份)"));
    assert!(!p.matches("须需加盖印章(一份)"));
    assert!(phrase("PDF格式").matches("pdf格式"));
    assert!(phrase("ＣＮＡＳ章").matches("cnas章"));
}

#[test]
fn longest_wins_at_either_end() {
    let s = set(&["原件", "复印件", "原件及复印件", "N份", "一式N份"]);
    assert_eq!(
        s.match_suffix("身份证原件及复印件"),
        Some(("原件及复印件".len(), 2))
    );
    assert_eq!(s.match_prefix("复印件原件"), Some(("复印件".len(), 1)));
    assert_eq!(
        s.match_suffix("申请表一式三份"),
        Some(("一式三份".len(), 4))
    );
    assert_eq!(s.match_suffix("申请表12份"), Some(("12份".len(), 3)));
    assert_eq!(s.match_suffix("申请表"), None);
    assert_eq!(s.match_whole("原件"), Some(0));
    assert_eq!(s.match_whole("原件1"), None);
}

#[test]
fn any_text_is_as_short_as_will_do_from_either_end() {
    let s = set(&["如为…的"]);
    assert_eq!(
        s.match_prefix("如为企业的提供章程的"),
        Some(("如为企业的".len(), 0))
    );
    assert_eq!(
        s.match_suffix("如为甲如为乙的"),
        Some(("如为乙的".len(), 0))
    );
}

#[test]
fn the_more_definite_phrase_wins() {
    let s = set(&["…的", "委托N人的", "委托…的", "委托三人的", "委托三人的"]);
    assert_eq!(s.match_whole("委托三人的"), Some(3));
    assert_eq!(s.match_whole("委托四人的"), Some(1));
    assert_eq!(s.match_whole("委托他人的"), Some(2));
    assert_eq!(s.match_whole("变更的"), Some(0));
}

#[test]
fn values_are_filled_in() {
    assert_eq!(
        phrase("[最]近N个月[内][的]").value("近N个月", "最近三个月内的"),
        "近3个月"
    );
    assert_eq!(phrase("N至N份").value("", "三至五份"), "三至五份");
    assert_eq!(
        phrase("由…出具").value("出具：…", "由医院出具"),
        "出具：医院"
    );
    assert_eq!(phrase("盖章").value("加盖公章", "盖章"), "加盖公章");
    assert_eq!(phrase("近半年").value("近N个月", "近半年"), "近半年");
}

#[test]
fn arabic_numbers() {
    for (text, number) in [
        ("三", "3"),
        ("十", "10"),
        ("十二", "12"),
        ("二十", "20"),
        ("一百零五", "105"),
        ("二〇二三", "2023"),
        ("3.5", "3.5"),
    ] {
        assert_eq!(arabic(text).as_deref(), Some(number), "{text}");
    }
    for text in ["", "几", "数", "1至3", "三至五", "十百", "百"] {
        assert_eq!(arabic(text), None, "{text}");
    }
}

#[test]
fn faults_are_named_in_chinese() {
    for bad in [
        "",
        " ",
        "(甲",
        "甲)",
        "甲]",
        "[甲)",
        "甲|乙",
        "()",
        "(甲|)",
        "[]",
        "[甲]",
        "…",
        "甲……",
        "[甲]…",
        "甲…甲…甲…甲…甲…甲",
    ] {
        let error = Phrase::compile(bad).expect_err(bad).to_string();
        assert!(error.contains("句式"), "{error}");
    }
}

/// The same grammar as a regular expression, by plain replacement.
fn oracle(pattern: &str) -> String {
    let mut out = String::new();
    for c in pattern.chars() {
        match c {
            'N' => out.push_str(
                r"(?:[0-9一二三](?:\.?[0-9一二三])*(?:[-至][0-9一二三](?:\.?[0-9一二三])*)?)",
            ),
            '…' => out.push_str(r"(?:[^()（）【】〔〕;；,，。\n]+?)"),
            '(' | '[' => out.push_str("(?:"),
            ']' => out.push_str(")?"),
            c => out.push(c),
        }
    }
    out
}

/// Phrases over few letters, so that texts over the same letters often match.
fn patterns() -> impl Strategy<Value = String> {
    let leaf = prop_oneof![
        4 => "[甲乙丙]{1,2}",
        1 => Just("N".to_owned()),
        1 => Just("…".to_owned()),
    ];
    let piece = leaf.prop_recursive(2, 8, 3, |inner| {
        prop_oneof![
            inner.clone().prop_map(|x| format!("[{x}]")),
            (inner.clone(), inner.clone()).prop_map(|(x, y)| format!("({x}|{y})")),
            (inner.clone(), inner).prop_map(|(x, y)| format!("{x}{y}")),
        ]
    });
    proptest::collection::vec(piece, 1..4).prop_map(|p| p.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn whole_matches_are_those_of_a_regex(pattern in patterns(), text in "[甲乙丙一2(;至.]{0,7}") {
        let Ok(phrase) = Phrase::compile(&pattern) else { return Ok(()) };
        let regex = Regex::new(&format!("^(?:{})$", oracle(&pattern))).unwrap();
        prop_assert_eq!(phrase.matches(&text), regex.is_match(&text));
        let set = PhraseSet::new(vec![phrase]);
        prop_assert_eq!(set.match_whole(&text).is_some(), regex.is_match(&text));
    }

    #[test]
    fn ends_are_the_longest_that_a_regex_allows(
        patterns in proptest::collection::vec(patterns(), 1..5),
        text in "[甲乙丙一2(]{0,7}",
    ) {
        // `…` takes as little as will do, so "the longest" is only that of phrases without it.
        let kept: Vec<(Phrase, Regex)> = patterns
            .iter()
            .filter(|p| !p.contains('…'))
            .filter_map(|p| Some((
                Phrase::compile(p).ok()?,
                Regex::new(&format!("^(?:{})$", oracle(p))).unwrap(),
            )))
            .collect();
        let bounds: Vec<usize> = (0..=text.len()).filter(|i| text.is_char_boundary(*i)).collect();
        let fits = |part: &str| kept.iter().any(|(_, r)| r.is_match(part));
        let prefix = bounds.iter().copied().filter(|i| fits(&text[..*i])).max();
        let suffix = bounds.iter().filter(|i| fits(&text[**i..])).map(|i| text.len() - i).max();
        let set = PhraseSet::new(kept.iter().map(|(p, _)| p.clone()).collect());
        prop_assert_eq!(set.match_prefix(&text).map(|m| m.0), prefix);
        prop_assert_eq!(set.match_suffix(&text).map(|m| m.0), suffix);
    }

    #[test]
    fn what_is_found_at_an_end_is_a_whole_match(
        patterns in proptest::collection::vec(patterns(), 1..5),
        text in "[甲乙丙一2(;]{0,9}",
    ) {
        let phrases: Vec<Phrase> = patterns.iter().filter_map(|p| Phrase::compile(p).ok()).collect();
        let set = PhraseSet::new(phrases);
        if let Some((len, index)) = set.match_prefix(&text) {
            prop_assert!(set.get(index).unwrap().matches(&text[..len]));
        }
        if let Some((len, index)) = set.match_suffix(&text) {
            prop_assert!(set.get(index).unwrap().matches(&text[text.len() - len..]));
        }
    }

    #[test]
    fn nothing_written_makes_it_panic(pattern in ".{0,12}", text in ".{0,12}") {
        if let Ok(phrase) = Phrase::compile(&pattern) {
            let set = PhraseSet::new(vec![phrase]);
            set.match_prefix(&text);
            set.match_suffix(&text);
            set.match_whole(&text);
        }
    }
}
