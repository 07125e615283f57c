//! Dress is nothing: the ways in which lists dress a name, each on a sample of all names and aliases.
//!
//! A law with a margin: a dressed name may happen to be, or to hold, another one (一、二类… is no list
//! number). Each dress must leave nearly all names where they were.

use std::sync::LazyLock;

use guiyi::pipeline::{Knowledge, Loaded, load};

static KNOWN: LazyLock<Loaded> = LazyLock::new(|| {
    load(&Knowledge {
        catalog: None,
        dicts: Vec::new(),
        builtin: true,
    })
    .expect("the built-in dictionaries load")
});

/// `{}` is the name.
const DRESSES: &[&str] = &[
    "1.{}",
    "1、{}",
    "（一）{}；",
    "(1){}",
    "1 、 {}",
    "①{}",
    "★{}",
    "《{}》",
    "《{}》复印件",
    "〈{}〉",
    "A01008《{}》",
    "{}复印件",
    "{}的复印件",
    "{}及其复印件",
    "{}原件及复印件",
    "{}的原件和复印件",
    "{}（原件）",
    "{}（ 原件 ）",
    "{}（原件、复印件各1份）",
    "{}（原件1份，复印件1份）",
    "{}（验原件，收复印件）",
    "{}复印件（原件备查）",
    "{}正本复印件",
    "{}扫描件",
    "{}电子版",
    "{}（PDF格式电子版）",
    "{}（电子证照）",
    "{}原件（审核后退回）",
    "{}2份",
    "{}（一式三份）",
    "{}，一式两份",
    "{}（加盖公章）",
    "{}复印件（加盖公章）",
    "{}复印件并加盖公章",
    "{}（复印件加盖公章）",
    "加盖公章的{}复印件",
    "{}（法定代表人签字）",
    "{}（须签字并盖章）",
    "{}（限变更时提供）",
    "{}（委托他人办理的提供）",
    "{}（如有）",
    "委托他人办理的，还应提交{}",
    "属于变更的，提交{}",
    "涉及国有资产的，需提交{}",
    "提交{}",
    "交验{}",
    "出示{}原件",
    "有效的{}",
    "合法有效的{}",
    "有效期内的{}",
    "近三个月的{}",
    "相关{}",
    "{}（广州市）",
    "{}（深圳市/广州市）",
    "{}(详见附件）",
    "{}（复印件",
    "【{}】",
    "“{}”",
    "{}（可在网上下载）",
    "{}（A4纸打印）",
    "{}（必要）",
];

fn sample() -> Vec<(String, String)> {
    let lines = KNOWN.dictionary.materials.iter().map(|e| &e.line);
    lines
        .flat_map(|line| {
            let names = std::iter::once(&line.name).chain(&line.aliases);
            names.map(|n| (n.clone(), line.name.clone()))
        })
        .filter(|(name, _)| (4..=14).contains(&name.chars().count()))
        .step_by(23)
        .collect()
}

fn standard(name: &str) -> Option<String> {
    let reading = KNOWN.matcher.reader().read(name);
    match reading.parts() {
        [part] => {
            let id = KNOWN.matcher.decide(&part.key).standard?;
            Some(KNOWN.matcher.standard(id).name.clone())
        }
        _ => None,
    }
}

#[test]
fn no_dress_moves_a_name() {
    let names = sample();
    assert!(names.len() > 300, "{}", names.len());
    let mut wrong = Vec::new();
    for dress in DRESSES {
        let moved: Vec<String> = names
            .iter()
            .map(|(name, own)| (dress.replace("{}", name), own))
            .filter(|(dressed, own)| standard(dressed).as_ref() != Some(*own))
            .map(|(dressed, own)| format!("{dressed}（{own}）"))
            .collect();
        if moved.len() * 100 > names.len() {
            wrong.push(format!(
                "{dress}: {} of {}: {:?}",
                moved.len(),
                names.len(),
                &moved[..3]
            ));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
