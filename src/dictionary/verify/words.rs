//! Words that are read as other words: one step reaches the end, so that the order of reading
//! cannot matter.

use rustc_hash::{FxHashMap, FxHashSet};

use super::{Report, repeats};
use crate::dictionary::lines::{ContrastLine, Entry, EqualLine, Origin};

pub(super) fn check(report: &mut Report<'_>) {
    let d = report.dictionary;
    let equal: Vec<Step<'_>> = d
        .equal_words
        .iter()
        .map(|e| (e.line.word.as_str(), e.line.canonical.as_str(), e.origin))
        .collect();
    one_step(report, "规范词", &equal, false);
    twice(report, &d.equal_words);

    let variants: Vec<Step<'_>> = d
        .variants
        .iter()
        .map(|e| (e.line.from.as_str(), e.line.to.as_str(), e.origin))
        .collect();
    one_step(report, "规范", &variants, true);

    let heads: Vec<Step<'_>> = d
        .heads
        .iter()
        .map(|e| (e.line.head.as_str(), e.line.fold.as_str(), e.origin))
        .collect();
    one_step(report, "折叠为", &heads, false);
    let known: FxHashSet<&str> = heads.iter().map(|(head, ..)| *head).collect();
    for (head, fold, at) in &heads {
        if !fold.is_empty() && !known.contains(fold) {
            report.error(
                *at,
                format!("“{head}”折叠为“{fold}”，词尾里没有它"),
                "请给它加一行，或改折叠为",
            );
        }
    }

    let issuers: Vec<Step<'_>> = d
        .issuers
        .iter()
        .map(|e| (e.line.name.as_str(), e.line.current.as_str(), e.origin))
        .collect();
    one_step(report, "现名", &issuers, true);

    let mut pairs: FxHashMap<(&str, &str), &Entry<ContrastLine>> = FxHashMap::default();
    for entry in &d.contrasts {
        let Entry { line, origin } = entry;
        let pair = if line.a < line.b {
            (line.a.as_str(), line.b.as_str())
        } else {
            (line.b.as_str(), line.a.as_str())
        };
        if let Some(before) = pairs.insert(pair, entry)
            && !repeats(before, entry)
        {
            let message = format!("“{}”与“{}”这一对写了不止一次", line.a, line.b);
            report.conflict(
                *origin,
                before.origin,
                &message,
                "甲、乙不分先后，请只留一行",
            );
        }
    }
}

/// A word, what it is read as (empty: itself), and where that stands.
type Step<'a> = (&'a str, &'a str, Origin);

/// No chains and no cycles: what a word is read as is not read as something else again.
/// `keeps`: a word that is read as itself is meant so.
fn one_step(report: &mut Report<'_>, column: &str, steps: &[Step<'_>], keeps: bool) {
    let next: FxHashMap<&str, (&str, Origin)> = steps
        .iter()
        .filter(|(from, to, _)| !to.is_empty() && from != to)
        .map(|(from, to, at)| (*from, (*to, *at)))
        .collect();
    for (from, to, at) in steps {
        if from == to && !keeps {
            report.error(
                *at,
                format!("“{from}”的{column}是它自己"),
                "没有别的规范写法时请删去这一行或这一格",
            );
        } else if from != to
            && let Some((end, there)) = next.get(to)
        {
            // Told of the line in the higher layer: that is the one its owner can mend.
            let (at, place) = if there.layer > at.layer {
                (*there, report.dictionary.place(*at))
            } else {
                (*at, report.dictionary.place(*there))
            };
            report.error(
                at,
                format!("“{from}”的{column}是“{to}”，而“{to}”又是“{end}”（另见 {place}）"),
                &format!("请直接写最后的{column}“{end}”；绕成圈的请删去其一"),
            );
        }
    }
}

/// A word may have several readings only where each has its condition.
fn twice(report: &mut Report<'_>, entries: &[Entry<EqualLine>]) {
    let mut first: FxHashMap<&str, &Entry<EqualLine>> = FxHashMap::default();
    for entry in entries {
        let Some(before) = first.insert(&entry.line.word, entry) else {
            continue;
        };
        let free = |e: &EqualLine| e.only_in.is_empty() && e.only_before.is_empty();
        if before.line.canonical != entry.line.canonical
            && (free(&before.line) || free(&entry.line))
        {
            let message = format!(
                "“{}”既读作“{}”又读作“{}”",
                entry.line.word, before.line.canonical, entry.line.canonical
            );
            report.conflict(
                entry.origin,
                before.origin,
                &message,
                "请只留一行，或给每一行写上仅在、仅后接",
            );
        }
    }
}
