//! Why and when it is asked for: C28 C31 C32 C38 C39.

use super::Cells;
use crate::check::book::{local, mode};
use crate::check::name::Fault;
use crate::model::{Attribute, Field, SourceType};

/// The columns in which a list tells how a demand is met.
const NOTES: [Field; 4] = [
    Field::ExemptMode,
    Field::AcceptStandard,
    Field::FillNotes,
    Field::Remark,
];

/// Asks the rules of this subject.
pub(super) fn check(cells: &Cells<'_>, faults: &mut Vec<(Field, Fault)>) {
    faults.extend(licence(cells));
    faults.extend(pledge(cells));
    faults.extend(ground(cells));
    faults.extend(necessity(cells));
}

/// C28: a paper with an electronic licence, and none named.
fn licence(cells: &Cells<'_>) -> Option<(Field, Fault)> {
    let book = cells.name.book;
    let cell = cells.get(Field::ELicence);
    if !cell.is_empty() && book.word("C32", mode::WHOLE, cell).is_none() {
        return None;
    }
    let line = cells
        .standards()
        .into_iter()
        .find_map(|standard| book.local(local::LICENCE, standard))?;
    let message = format!("“{}”有电子证照：补上证照类型代码", line.name);
    Some(cells.fault("C28", Field::ELicence, message, &line.value))
}

/// C31: a proof that a commitment may stand for, and nobody says so.
fn pledge(cells: &Cells<'_>) -> Option<(Field, Fault)> {
    let book = cells.name.book;
    let told = NOTES
        .iter()
        .any(|f| book.held("C31", cells.get(*f)).is_some());
    let line = cells
        .standards()
        .into_iter()
        .find_map(|standard| book.local(local::PLEDGE, standard))
        .filter(|_| !told)?;
    let message = format!(
        "“{}”实行告知承诺（{}）：注明可以告知承诺代替",
        line.name, line.ground
    );
    let whole = cells.name.all();
    let fault = Fault {
        rule: "C31",
        span: whole,
        message,
        suggestion: String::new(),
    };
    Some((Field::Name, fault))
}

/// C32, and C39 for what a third party is paid for: no legal ground.
fn ground(cells: &Cells<'_>) -> Option<(Field, Fault)> {
    let cell = cells.get(Field::Law);
    if !cell.is_empty() && cells.name.book.word("C32", mode::WHOLE, cell).is_none() {
        return None;
    }
    let third = cells.said().or_else(|| cells.own_type()) == Some(SourceType::ThirdParty);
    let rule = if third { "C39" } else { "C32" };
    let what = if third {
        "要第三方机构出具，"
    } else {
        ""
    };
    let message = if cell.is_empty() {
        format!("{what}依据是空的：补上法规名称和条款，没有依据的取消")
    } else {
        format!("{what}“{cell}”不是依据：补上法规名称和条款，没有依据的取消")
    };
    Some(cells.fault(rule, Field::Law, message, ""))
}

/// C38: whether it is necessary, and if not always, when.
fn necessity(cells: &Cells<'_>) -> Option<(Field, Fault)> {
    let book = cells.name.book;
    let (cell, later) = (cells.get(Field::Necessity), cells.get(Field::Deferrable));
    let optional = book.word("C38", mode::OPTIONAL, cell).is_some();
    let conditional = !cells.get(Field::Situation).is_empty()
        || cells
            .name
            .reading
            .parts()
            .iter()
            .flat_map(|p| &p.qualifiers)
            .any(|q| q.attribute == Attribute::Condition);
    if cell.is_empty() {
        let message = "必要性是空的：补上".to_owned();
        return Some(cells.fault("C38", Field::Necessity, message, ""));
    }
    if optional && !conditional {
        let message = format!("写“{cell}”而没有情形：写明什么情形下需要");
        return Some(cells.fault("C38", Field::Necessity, message, ""));
    }
    // 是 in 必要性 means necessary, and in 是否容缺 that it may come later.
    let deferred = |cell: &str, whole: bool| {
        let words = book.words("C38", mode::LATER);
        words
            .iter()
            .any(|w| cell == w.word && (whole || w.word.chars().count() > 1))
    };
    let (field, deferred) = match (deferred(later, true), deferred(cell, false)) {
        (true, _) => (Field::Deferrable, later),
        (_, true) => (Field::Necessity, cell),
        _ => return None,
    };
    let until = NOTES
        .iter()
        .chain(&[Field::Necessity, Field::Deferrable])
        .any(|f| {
            let words = book.words("C38", mode::UNTIL);
            words.iter().any(|w| cells.get(*f).contains(&w.word))
        });
    (!until).then(|| {
        let message = format!("写“{deferred}”而没有补交期限：写明什么时候补齐");
        cells.fault("C38", field, message, "")
    })
}
