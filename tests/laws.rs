//! The laws of the design, as properties. Each test names its law.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use guiyi::matching::Effect;
use guiyi::model::Basis;
use guiyi::pipeline::{Knowledge, Loaded, load};
use proptest::prelude::*;

static KNOWN: LazyLock<Loaded> = LazyLock::new(|| {
    load(&Knowledge {
        catalog: None,
        dicts: Vec::new(),
        builtin: true,
    })
    .expect("the built-in dictionaries load")
});

/// All names of the dictionary that decide, with their standard; and whether a holder may precede it.
static NAMES: LazyLock<Vec<(String, String, bool)>> = LazyLock::new(|| {
    let mut names = Vec::new();
    for entry in &KNOWN.dictionary.materials {
        let line = &entry.line;
        for name in std::iter::once(&line.name)
            .chain(&line.aliases)
            .chain(&line.slips)
        {
            names.push((name.clone(), line.name.clone(), line.holder));
        }
    }
    names
});

fn standards(raw: &str) -> Vec<Option<String>> {
    let reading = KNOWN.matcher.reader().read(raw);
    reading
        .parts()
        .iter()
        .map(|p| {
            KNOWN
                .matcher
                .decide(&p.key)
                .standard
                .map(|id| KNOWN.matcher.standard(id).name.clone())
        })
        .collect()
}

/// Names that do not map to the standard they should.
fn strays(
    dress: impl Fn(&str) -> String,
    names: impl Iterator<Item = &'static (String, String, bool)>,
) -> Vec<String> {
    names
        .filter(|(name, standard, _)| standards(&dress(name)) != [Some(standard.clone())])
        .map(|(name, standard, _)| {
            format!(
                "{} → {:?}, not {standard}",
                dress(name),
                standards(&dress(name))
            )
        })
        .collect()
}

#[track_caller]
fn none(strays: Vec<String>) {
    assert!(
        strays.is_empty(),
        "{} of {}: {:#?}",
        strays.len(),
        NAMES.len(),
        &strays[..strays.len().min(40)]
    );
}

#[test]
fn a_standards_name_maps_to_itself_and_every_alias_to_its_own_standard() {
    none(strays(str::to_owned, NAMES.iter()));
}

#[test]
fn every_alias_marked_for_confirmation_is_an_open_question() {
    for entry in &KNOWN.dictionary.materials {
        for name in &entry.line.confirm {
            let reading = KNOWN.matcher.reader().read(name);
            let bases: Vec<Basis> = reading
                .parts()
                .iter()
                .map(|p| KNOWN.matcher.decide(&p.key).basis)
                .collect();
            assert_eq!(bases, [Basis::Open], "{name} of {}", entry.line.name);
        }
    }
}

#[test]
fn a_form_in_brackets_changes_no_standard() {
    none(strays(|n| format!("{n}（复印件）"), NAMES.iter()));
}

#[test]
fn title_marks_change_no_standard() {
    none(strays(|n| format!("《{n}》"), NAMES.iter()));
}

#[test]
fn an_ordinal_changes_no_standard() {
    none(strays(|n| format!("1.{n}；"), NAMES.iter()));
    none(strays(|n| format!("（二）{n}"), NAMES.iter()));
}

#[test]
fn a_holder_changes_no_standard_that_can_have_one() {
    // A longer name that the dictionary knows whole is that name's.
    let known: BTreeSet<&str> = NAMES.iter().map(|(n, ..)| n.as_str()).collect();
    let names = NAMES
        .iter()
        .filter(|(name, _, holder)| *holder && !known.contains(format!("申请人{name}").as_str()));
    none(strays(|n| format!("申请人{n}"), names));
}

#[test]
fn no_pair_that_must_stay_apart_shares_a_standard() {
    for entry in &KNOWN.dictionary.materials {
        for other in &entry.line.apart {
            let shared: Vec<String> = standards(&entry.line.name)
                .into_iter()
                .flatten()
                .filter(|s| standards(other).contains(&Some(s.clone())))
                .collect();
            assert!(
                shared.is_empty(),
                "{} and {other} share {shared:?}",
                entry.line.name
            );
        }
    }
}

#[test]
fn reading_is_idempotent_on_its_core() {
    for (name, ..) in NAMES.iter() {
        for dressed in [
            format!("有效的{name}原件及复印件（一式两份，加盖公章）"),
            format!("申请人的{name}复印件"),
        ] {
            for part in KNOWN.matcher.reader().read(&dressed).parts() {
                let again = KNOWN.matcher.reader().read(&part.core);
                let keys: Vec<&str> = again.parts().iter().map(|p| p.key.as_str()).collect();
                assert_eq!(keys, [part.key.as_str()], "{dressed} → {}", part.core);
            }
        }
    }
}

/// For every `X` contrast, no name with the one side maps to a standard with the other, but by its
/// exact name or alias.
#[test]
fn no_contrast_is_bridged() {
    let matcher = &KNOWN.matcher;
    for contrast in KNOWN
        .dictionary
        .contrasts
        .iter()
        .filter(|c| c.line.effect == "X")
    {
        for (a, b) in [
            (&contrast.line.a, &contrast.line.b),
            (&contrast.line.b, &contrast.line.a),
        ] {
            for (name, ..) in NAMES
                .iter()
                .filter(|(n, ..)| n.contains(a.as_str()) && !n.contains(b.as_str()))
            {
                let exchanged = name.replacen(a.as_str(), b, 1);
                let decision = matcher.decide(&matcher.reader().lexicon().cleaner.key(&exchanged));
                let Some(id) = decision.standard else {
                    continue;
                };
                let by_line = matches!(decision.basis, Basis::Name | Basis::Alias);
                let standard = &matcher.standard(id).name;
                // 申请书 and 申请表 are one word here: what folding makes equal is shared.
                let fold = |name: &str| {
                    matcher
                        .fold(&matcher.reader().lexicon().cleaner.key(name))
                        .text
                };
                let (exchanged, standard) = (fold(&exchanged), fold(standard));
                assert!(
                    by_line
                        || !matches!(
                            matcher.guard().contrast(&exchanged, &standard),
                            Some((Effect::Forbid, _))
                        ),
                    "{exchanged} → {standard} by {}",
                    decision.basis
                );
            }
        }
    }
}

/// A name that is most like a standard, and differs by a word that nothing explains, stays its own.
#[test]
fn likeness_never_decides() {
    let mut alike = 0;
    for (name, ..) in NAMES.iter().step_by(20) {
        let key = KNOWN
            .matcher
            .reader()
            .lexicon()
            .cleaner
            .key(&format!("琉璃瓦{name}"));
        alike += usize::from(!KNOWN.matcher.nearest(&key, 1).is_empty());
        let decision = KNOWN.matcher.decide(&key);
        let catchall = decision.evidence.contains("catchalls.csv");
        assert!(
            decision.standard.is_none() || catchall,
            "{key}: {}",
            decision.evidence
        );
    }
    assert!(
        alike > 100,
        "likeness proposed something for {alike} names only"
    );
}

fn fragments() -> impl Strategy<Value = String> {
    let words = prop::sample::select(vec![
        "身份证",
        "户口簿",
        "营业执照",
        "申请表",
        "承诺书",
        "证明",
        "复印件",
        "原件",
        "加盖公章",
        "一式三份",
        "申请人",
        "法定代表人",
        "的",
        "、",
        "和",
        "或",
        "及",
        "等",
        "（",
        "）",
        "《",
        "》",
        "(",
        ")",
        "；",
        "：",
        "，",
        "。",
        "1.",
        "①",
        "（一）",
        "如有",
        "提供",
        "近三个月",
        "广东省",
        "市场监督管理局",
        "出具的",
        "房屋租赁",
        "食品经营",
        "许可证",
        " ",
        "\u{200b}",
        "證",
        "⼾",
        "&nbsp;",
        "<br>",
        "A4",
        "2寸",
        "照片",
        "其他材料",
    ]);
    prop::collection::vec(words, 0..9).prop_map(|w| w.concat())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn no_text_makes_reading_panic(raw in any::<String>()) {
        KNOWN.matcher.reader().read(&raw);
    }

    #[test]
    fn every_character_is_accounted_for(raw in fragments()) {
        let reading = KNOWN.matcher.reader().read(&raw);
        let n = raw.chars().count();
        let mut covered = vec![reading.parts().is_empty(); n];
        for part in reading.parts() {
            prop_assert!(!part.core.is_empty());
            for span in part.qualifiers.iter().map(|q| q.span).chain([part.span]) {
                covered[span.start as usize..span.end as usize].fill(true);
            }
        }
        for (span, text) in &reading.dress {
            let shown: String = raw.chars().skip(span.start as usize).take((span.end - span.start) as usize).collect();
            prop_assert_eq!(&shown, text);
            covered[span.start as usize..span.end as usize].fill(true);
        }
        prop_assert!(covered.iter().all(|c| *c), "{:?}", reading);
    }

    #[test]
    fn cores_are_fixed_points(raw in fragments()) {
        for part in KNOWN.matcher.reader().read(&raw).parts() {
            let again = KNOWN.matcher.reader().read(&part.core);
            let keys: Vec<&str> = again.parts().iter().map(|p| p.key.as_str()).collect();
            prop_assert_eq!(keys, [part.key.as_str()], "{} → {}", raw, part.core);
        }
    }

    #[test]
    fn every_ascii_text_is_a_fixed_point_of_simplifying(raw in "[ -~]{0,20}") {
        let cleaner = &KNOWN.matcher.reader().lexicon().cleaner;
        prop_assert!(cleaner.clean(&raw).string().is_ascii() || raw.contains(['"', '\'', '`', '<', '>', '&']));
    }
}
