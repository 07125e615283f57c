//! Columns that may hold only certain words, and columns that name an entry of another file.

use rustc_hash::FxHashSet;

use super::Report;
use crate::dictionary::lines::{Entry, Origin};
use crate::dictionary::phrase::Phrase;
use crate::model::{Attribute, Field};

/// The words of the columns, which are part of the files' format as their headers are.
mod allowed {
    pub const EFFECT: &[&str] = &["X", "X?", "F", "A", "A?", "C", "=", "?"];
    pub const BROAD: &[&str] = &["", "泛称", "材料组"];
    pub const STATE: &[&str] = &["", "停用"];
    pub const VERB: &str = "动词";
    pub const PLACE_OF_QUALIFIER: &[&str] = &["前", "中", "后", "括号", "分句"];
    pub const PLACE_OF_WEIGHTLESS: &[&str] = &["前", "后", "中"];
    pub const HOLDER: &[&str] = &["个人", "单位", "身份", "自指"];
    pub const CONFUSED_BY: &[&str] = &["音近", "形近", "异体"];
    pub const CATCHALL: &[&str] = &["兜底", "非材料"];
    pub const LEVEL: &[&str] = &["错误", "警告", "提示"];
    pub const MODE: &[&str] = &[
        "整名",
        "含有",
        "归入",
        "略去",
        "形式",
        "情形",
        "非必要",
        "容缺",
        "期限",
        "出具单位",
        "同列",
        "尾同列",
    ];
    pub const LOCAL: &[&str] = &["可共享", "告知承诺", "电子证照", "前置事项"];
    pub const SUPERSEDED: &[&str] = &["更名部门", "废止证照", "替代证照", "取消证明", "废止法规"];
}

pub(super) fn check(report: &mut Report<'_>) {
    let d = report.dictionary;
    for Entry { line, origin } in &d.contrasts {
        word(report, *origin, "效果", &line.effect, allowed::EFFECT);
        if line.a == line.b {
            report.error(*origin, format!("甲、乙都是“{}”", line.a), "两边要不同");
        }
    }
    for Entry { line, origin } in &d.materials {
        word(report, *origin, "泛称", &line.broad, allowed::BROAD);
        word(report, *origin, "状态", &line.state, allowed::STATE);
    }
    let mut attributes: Vec<&str> = Attribute::ALL.iter().map(|a| a.word()).collect();
    attributes.push(allowed::VERB);
    for Entry { line, origin } in &d.qualifiers {
        word(report, *origin, "属性", &line.attribute, &attributes);
        words(
            report,
            *origin,
            "位置",
            &line.position,
            allowed::PLACE_OF_QUALIFIER,
        );
        pattern(report, *origin, &line.pattern);
    }
    for Entry { line, origin } in &d.rewordings {
        pattern(report, *origin, &line.pattern);
    }
    for Entry { line, origin } in &d.weightless {
        words(
            report,
            *origin,
            "位置",
            &line.position,
            allowed::PLACE_OF_WEIGHTLESS,
        );
    }
    for Entry { line, origin } in &d.holders {
        word(report, *origin, "类别", &line.kind, allowed::HOLDER);
    }
    for Entry { line, origin } in &d.heads {
        if !(0.0..=1.0).contains(&line.confidence) {
            report.error(
                *origin,
                format!("把握“{}”不在 0 到 1 之间", line.confidence),
                "请写 0 到 1 的小数，或留空",
            );
        }
    }
    for Entry { line, origin } in &d.confusables {
        word(report, *origin, "类别", &line.kind, allowed::CONFUSED_BY);
        if line.right == line.wrong {
            report.error(*origin, format!("正、误都是“{}”", line.right), "两边要不同");
        }
    }
    let standards: FxHashSet<&str> = d.materials.iter().map(|e| e.line.name.as_str()).collect();
    for Entry { line, origin } in &d.catchalls {
        word(report, *origin, "类别", &line.kind, allowed::CATCHALL);
        pattern(report, *origin, &line.pattern);
        if !line.standard.is_empty() && !standards.contains(line.standard.as_str()) {
            report.error(
                *origin,
                format!("归入的“{}”不是标准名称", line.standard),
                "请写 materials.csv 里的标准名称",
            );
        }
    }
    let fields: Vec<&str> = Field::ALL.iter().map(|f| f.word()).collect();
    for Entry { line, origin } in &d.headers {
        word(report, *origin, "字段", &line.field, &fields);
    }
    for Entry { line, origin } in &d.rules {
        word(report, *origin, "级别", &line.level, allowed::LEVEL);
    }
    let rules: FxHashSet<&str> = d.rules.iter().map(|e| e.line.id.as_str()).collect();
    for Entry { line, origin } in &d.rule_words {
        word(report, *origin, "用法", &line.mode, allowed::MODE);
        if !rules.contains(line.rule.as_str()) {
            report.error(
                *origin,
                format!("没有“{}”这条规则", line.rule),
                "请写 rules.csv 里的编号",
            );
        }
    }
    for Entry { line, origin } in &d.superseded {
        word(report, *origin, "类别", &line.kind, allowed::SUPERSEDED);
    }
    for Entry { line, origin } in &d.local {
        word(report, *origin, "类别", &line.kind, allowed::LOCAL);
    }
    for Entry { line, origin } in &d.code_sets {
        word(report, *origin, "字段", &line.field, &fields);
        if line.meaning.is_empty() {
            report.error(*origin, "含义是空的".into(), "请写代码代表的词");
        }
    }
}

fn word(report: &mut Report<'_>, at: Origin, column: &str, cell: &str, known: &[&str]) {
    if !known.contains(&cell) {
        let shown: Vec<&str> = known
            .iter()
            .map(|word| {
                if word.is_empty() {
                    "（留空）"
                } else {
                    word
                }
            })
            .collect();
        report.error(
            at,
            format!("“{column}”一格不认识“{cell}”"),
            &format!("可写：{}", shown.join("、")),
        );
    }
}

fn words(report: &mut Report<'_>, at: Origin, column: &str, cells: &[String], known: &[&str]) {
    for cell in cells {
        word(report, at, column, cell, known);
    }
}

/// A wording in the small grammar. The grammar's own compiler judges it.
fn pattern(report: &mut Report<'_>, at: Origin, wording: &str) {
    if let Err(message) = pattern_error(wording) {
        report.error(
            at,
            format!("句式“{wording}”看不懂：{message}"),
            "请照本文件开头的句式说明改",
        );
    }
}

/// What the grammar's compiler says against a wording.
fn pattern_error(wording: &str) -> Result<(), String> {
    Phrase::compile(wording)
        .map(|_| ())
        .map_err(|e| e.to_string())
}
