//! Standard materials: every name belongs to one standard, and what they say of each other holds.

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::UnicodeNormalization;

use super::Report;
use crate::dictionary::Severity;
use crate::dictionary::lines::{Entry, MaterialLine, Origin};

/// The line of a standard that holds, that of the highest layer.
type Standards<'a> = FxHashMap<&'a str, &'a Entry<MaterialLine>>;

pub(super) fn check(report: &mut Report<'_>) {
    let dictionary = report.dictionary;
    let standards: Standards<'_> = dictionary
        .materials
        .iter()
        .map(|entry| (entry.line.name.as_str(), entry))
        .collect();
    let in_layer: FxHashMap<(u8, &str), &MaterialLine> = dictionary
        .materials
        .iter()
        .map(|entry| ((entry.origin.layer, entry.line.name.as_str()), &entry.line))
        .collect();
    let uneven: FxHashSet<char> = dictionary
        .variants
        .iter()
        .filter(|entry| entry.line.from != entry.line.to)
        .filter_map(|entry| only_char(&entry.line.from))
        .collect();

    owners(report, &standards);
    for entry in &dictionary.materials {
        characters(report, entry, &uneven);
        apart(report, entry, &standards, &in_layer);
        successor(report, entry, &standards);
    }
}

/// Further names, each with its column.
fn further(line: &MaterialLine) -> Vec<(&str, &'static str)> {
    fn of<'a>(
        names: &'a [String],
        column: &'static str,
    ) -> impl Iterator<Item = (&'a str, &'static str)> {
        names.iter().map(move |name| (name.as_str(), column))
    }
    of(&line.aliases, "别名")
        .chain(of(&line.slips, "误写"))
        .chain(of(&line.confirm, "待确认别名"))
        .collect()
}

/// No name of two standards, no further name that is a standard's own.
fn owners(report: &mut Report<'_>, standards: &Standards<'_>) {
    let mut owner: FxHashMap<&str, (&str, Origin)> = FxHashMap::default();
    for entry in &report.dictionary.materials {
        let (standard, at) = (entry.line.name.as_str(), entry.origin);
        for (name, column) in further(&entry.line) {
            if name == standard {
                report.error(
                    at,
                    format!("“{standard}”的{column}里有它自己"),
                    "请从这一格删去",
                );
                continue;
            }
            if let Some(other) = standards.get(name) {
                let message = format!("“{standard}”的{column}“{name}”又是另一个标准的名称");
                report.conflict(
                    at,
                    other.origin,
                    &message,
                    "一个叫法只能属于一个标准，请删去其一",
                );
            }
            match owner.insert(name, (standard, at)) {
                Some((other, there)) if other != standard => {
                    let message = format!("“{name}”既是“{standard}”的{column}，又属于“{other}”");
                    report.conflict(at, there, &message, "一个叫法只能属于一个标准，请删去其一");
                }
                Some((_, there)) if there == at => report.error(
                    at,
                    format!("“{standard}”的叫法“{name}”写了两次"),
                    "请删去一个",
                ),
                _ => {}
            }
        }
    }
}

/// Names are written as readers see them: compatibility forms and variant characters belong to
/// 误写 or `variants.csv`, where they are made even. Full-width marks are the usual ones in Chinese.
fn characters(report: &mut Report<'_>, entry: &Entry<MaterialLine>, uneven: &FxHashSet<char>) {
    let names = std::iter::once(&entry.line.name)
        .chain(&entry.line.aliases)
        .chain(&entry.line.confirm);
    for name in names {
        let odd = name.chars().find(|c| {
            let mut even = c.nfkc();
            let mark =
                matches!((even.next(), even.next()), (Some(e), None) if e.is_ascii_punctuation());
            uneven.contains(c) || (!mark && !c.nfkc().eq([*c]))
        });
        if let Some(odd) = odd {
            report.add(
                entry.origin,
                Severity::Hint,
                format!("“{name}”里的“{odd}”是异体、繁体或兼容字符"),
                "请改成通行的字；有人这样写的话，放到误写一列",
            );
        }
    }
}

fn apart(
    report: &mut Report<'_>,
    entry: &Entry<MaterialLine>,
    standards: &Standards<'_>,
    in_layer: &FxHashMap<(u8, &str), &MaterialLine>,
) {
    let (name, at) = (&entry.line.name, entry.origin);
    for other in &entry.line.apart {
        if other == name {
            report.error(at, format!("“{name}”不可与自己归并"), "请从不可归并里删去");
        } else if !standards.contains_key(other.as_str()) {
            report.error(
                at,
                format!("“{name}”的不可归并“{other}”不是标准名称"),
                "请写标准名称，不写别名",
            );
        } else if let Some(line) = in_layer.get(&(at.layer, other.as_str()))
            && !line.apart.contains(name)
        {
            report.error(
                at,
                format!("“{name}”写了不可与“{other}”归并，那一行却没有写它"),
                &format!("请在“{other}”的不可归并里加上“{name}”"),
            );
        }
    }
}

fn successor(report: &mut Report<'_>, entry: &Entry<MaterialLine>, standards: &Standards<'_>) {
    let MaterialLine {
        name,
        replaced_by,
        state,
        ..
    } = &entry.line;
    if replaced_by.is_empty() {
        return;
    }
    let at = entry.origin;
    if state.is_empty() {
        report.error(
            at,
            format!("“{name}”写了替代为，状态却是现行"),
            "请在状态里写“停用”，或删去替代为",
        );
    }
    match standards.get(replaced_by.as_str()) {
        _ if replaced_by == name => {
            report.error(at, format!("“{name}”替代为它自己"), "请写现在用的标准名称");
        }
        None => report.error(
            at,
            format!("“{name}”替代为的“{replaced_by}”不是标准名称"),
            "请写标准名称；目录里没有的写到备注",
        ),
        Some(next) if !next.line.replaced_by.is_empty() => report.error(
            at,
            format!(
                "“{name}”替代为“{replaced_by}”，它又替代为“{}”",
                next.line.replaced_by
            ),
            "请直接写现在用的标准名称",
        ),
        Some(_) => {}
    }
}

fn only_char(text: &str) -> Option<char> {
    let mut chars = text.chars();
    match (chars.next(), chars.next()) {
        (Some(c), None) => Some(c),
        _ => None,
    }
}
