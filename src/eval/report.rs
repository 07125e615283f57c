//! The figures as a person reads them on a terminal.

use super::figures::{Figures, Grouping, Slice, Values};
use super::score::{Agreement, Prf, Share};
use crate::model::SourceType;
use crate::output::width::{pad, pad_left};

/// How wide the labels of tables are.
const LABEL: usize = 22;

/// How wide the numbers of tables are.
const NUMBER: usize = 10;

/// How wide the columns of the confusion matrix are: the longest of its headers and two spaces.
const TYPE: usize = 16;

/// The report, line by line.
pub fn lines(f: &Figures) -> Vec<String> {
    let mut out = vec![
        head(
            "名称",
            &format!(
                "{} 个，计分 {} 个；有歧义的 {} 个一同归并，不计分",
                f.rows,
                f.scored,
                f.rows - f.scored
            ),
        ),
        head(
            "分组",
            &format!("金标准 {} 组，归成 {} 组", f.gold_groups, f.found_groups),
        ),
        String::new(),
        table("归并", &["精确率", "召回率", "F1"]),
    ];
    grouping(&mut out, "", &f.grouping);
    if !f.catch_alls.is_empty() {
        let but = format!("，不含{}", f.catch_alls.join("、"));
        grouping(&mut out, &but, &f.without_catch_alls);
    }
    out.extend([
        String::new(),
        head(
            "拆分",
            &format!("几份材料拆对 {}", share(f.splits.compounds)),
        ),
        head(
            "",
            &format!("一份材料误拆 {}", share(f.splits.wrongly_split)),
        ),
        head("", &format!("全部名称拆对 {}", share(f.splits.all))),
        String::new(),
        table("属性", &["精确率", "召回率", "F1"]),
    ]);
    values(&mut out, "形式", &f.form);
    values(&mut out, "持有人", &f.holder);
    out.extend([
        String::new(),
        head("来源类型", &format!("判对 {}", share(f.source_types.right))),
    ]);
    confusion(&mut out, f);
    out.extend([
        String::new(),
        head("待确认", &share(f.pending)),
        String::new(),
    ]);
    slices(&mut out, "按把握", &f.by_grade);
    out.push(String::new());
    slices(&mut out, "按依据", &f.by_basis);
    out.extend([
        String::new(),
        "纯：同组的计分名称都与它同属一个金标准组。几个分项的名称，按最没把握的一项计。".to_owned(),
        "对：两个名称一对，两个都属这一行的才算。B³ 按名称平均（Bagga 与 Baldwin，1998）。"
            .to_owned(),
    ]);
    out
}

fn head(label: &str, text: &str) -> String {
    format!("{}{text}", pad(label, 10))
}

fn table(label: &str, headers: &[&str]) -> String {
    wide(label, headers, NUMBER)
}

fn wide(label: &str, cells: &[&str], columns: usize) -> String {
    let cells: String = cells.iter().map(|h| pad_left(h, columns)).collect();
    format!("{}{cells}", pad(label, LABEL))
}

fn row(label: &str, cells: &[String], after: &str) -> String {
    let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
    let line = table(&format!("  {label}"), &cells);
    if after.is_empty() {
        line
    } else {
        format!("{line}  {after}")
    }
}

fn prf(p: Prf) -> [String; 3] {
    [p.precision, p.recall, p.f1].map(ratio)
}

/// Four digits, cut and not rounded: 0.9996 must not read as 1, nor 0.94996 as a target that is met.
fn ratio(value: Option<f64>) -> String {
    value.map_or_else(
        || "—".to_owned(),
        |v| format!("{:.4}", (v * 1e4 + 1e-9).floor() / 1e4),
    )
}

fn share(share: Share) -> String {
    match share.value() {
        None => "0 / 0".to_owned(),
        Some(v) => format!("{} / {}（{:.2}%）", share.part, share.whole, percent(v)),
    }
}

/// Two digits of a percentage, cut as [`ratio`] is.
fn percent(value: f64) -> f64 {
    (value * 1e4 + 1e-9).floor() / 1e2
}

fn counts(what: &str, a: Agreement) -> String {
    format!(
        "金标准 {} {what}，得出 {}，相符 {}",
        a.gold, a.found, a.agreed
    )
}

fn grouping(out: &mut Vec<String>, but: &str, g: &Grouping) {
    out.push(row(
        &format!("成对{but}"),
        &prf(g.pairs.prf()),
        &counts("对", g.pairs),
    ));
    out.push(row(
        &format!("B³{but}"),
        &prf(g.b_cubed),
        &format!("{} 个名称", g.names),
    ));
}

fn values(out: &mut Vec<String>, label: &str, v: &Values) {
    out.push(row(
        label,
        &prf(v.names.prf()),
        &format!(
            "{}；全部名称相符 {}",
            counts("个名称", v.names),
            share(v.right)
        ),
    ));
    out.push(row(
        &format!("{label}，逐值"),
        &prf(v.values.prf()),
        &counts("个值", v.values),
    ));
}

fn confusion(out: &mut Vec<String>, f: &Figures) {
    let types = SourceType::ALL.iter().map(|t| t.word());
    let headers: Vec<&str> = types.chain(["未归入"]).collect();
    out.push(wide("  金标准 → 判为", &headers, TYPE));
    for (source_type, line) in SourceType::ALL.iter().zip(&f.source_types.confusion) {
        let cells = [line.government, line.applicant, line.third_party, line.none];
        let cells = cells.map(|n| n.to_string());
        let cells: Vec<&str> = cells.iter().map(String::as_str).collect();
        out.push(wide(&format!("  {source_type}"), &cells, TYPE));
    }
}

fn slices(out: &mut Vec<String>, label: &str, slices: &[Slice]) {
    out.push(table(label, &["名称数", "纯", "纯率", "对", "对精确率"]));
    for slice in slices {
        let purity = slice.pure.value();
        let cells = [
            slice.pure.whole.to_string(),
            slice.pure.part.to_string(),
            ratio(purity),
            slice.pairs.found.to_string(),
            ratio(slice.pairs.prf().precision),
        ];
        let after = match (slice.target, purity) {
            (Some(target), Some(purity)) => {
                let met = if purity >= target { "达到" } else { "未达" };
                format!("目标 {target}，{met}")
            }
            _ => String::new(),
        };
        out.push(row(slice.word.unwrap_or("未归入"), &cells, &after));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_cut_and_nothing_is_a_dash() {
        assert_eq!(ratio(Some(0.99999)), "0.9999");
        assert_eq!(ratio(Some(0.95)), "0.9500");
        assert_eq!(ratio(Some(0.29)), "0.2900");
        assert_eq!(ratio(Some(1.0)), "1.0000");
        assert_eq!(ratio(None), "—");
        assert_eq!(share(Share { part: 1, whole: 3 }), "1 / 3（33.33%）");
        assert_eq!(share(Share::default()), "0 / 0");
    }
}
