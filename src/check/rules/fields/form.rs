//! In what form and in how many copies: C07 C25 C36 C37.

use super::{Cells, one_number};
use crate::check::book::{local, mode};
use crate::check::name::Fault;
use crate::model::{Attribute, Field, SourceType};

/// More copies than this are not asked for without a reason.
const MANY: u64 = 5;

/// Asks the rules of this subject.
pub(super) fn check(cells: &Cells<'_>, faults: &mut Vec<(Field, Fault)>) {
    faults.extend(conflict(cells));
    faults.extend(shareable(cells));
    faults.extend(blank_form(cells));
    faults.extend(copies(cells));
}

/// C07: the name says one form, the column another.
fn conflict(cells: &Cells<'_>) -> Option<(Field, Fault)> {
    let cell = cells.row.get(Field::Form);
    let words = cells.name.book.words("C07", mode::FORM);
    // 电子版 and 电子件 are one kind.
    let kinds = |text: &str| -> Vec<&str> {
        let held = words.iter().filter(|w| text.contains(&w.word));
        held.map(|w| {
            if w.instead.is_empty() {
                &*w.word
            } else {
                &*w.instead
            }
        })
        .collect()
    };
    let column = kinds(cell);
    let parts = cells.name.reading.parts().iter();
    let said = parts
        .flat_map(|part| &part.qualifiers)
        .filter(|q| q.attribute == Attribute::Form)
        .find(|q| kinds(&q.value).iter().any(|kind| !column.contains(kind)))
        .filter(|_| !column.is_empty())?;
    let message = format!(
        "名称里要“{}”，这一格写“{cell}”：确认要哪一种，两处写一致",
        said.value
    );
    Some(cells.fault("C07", Field::Form, message, &said.value))
}

/// C25: a paper that can be verified by sharing is asked for on paper.
fn shareable(cells: &Cells<'_>) -> Option<(Field, Fault)> {
    let book = cells.name.book;
    let exempt = book
        .word("C25", mode::WHOLE, cells.get(Field::Exempt))
        .is_some();
    let optional = book
        .word("C38", mode::OPTIONAL, cells.get(Field::Necessity))
        .is_some();
    // What stands in the name asks for the same as what stands in the column.
    let said = cells.name.reading.parts().first()?.value(Attribute::Form);
    book.held("C25", cells.get(Field::Form))
        .or_else(|| book.held("C25", &said))
        .filter(|_| !exempt && !optional)?;
    let line = cells
        .standards()
        .into_iter()
        .find_map(|standard| book.local(local::SHAREABLE, standard))?;
    let message = format!(
        "“{}”可以共享核验（{}）：改为免提交，网上核验",
        line.name, line.ground
    );
    Some(cells.fault("C25", Field::Form, message, ""))
}

/// C36: the applicant is to fill in a form, and finds neither the form nor a sample.
fn blank_form(cells: &Cells<'_>) -> Option<(Field, Fault)> {
    let lexicon = cells.name.known.matcher.reader().lexicon();
    let lacking = |field| {
        let cell = cells.get(field);
        cell.is_empty() || lexicon.placeholder(&lexicon.cleaner.key(cell)).is_some()
    };
    let own = cells.said().or_else(|| cells.own_type()) == Some(SourceType::Applicant);
    let form = cells.name.reading.parts().iter().find(|part| {
        let chars: Vec<char> = part.key.chars().collect();
        lexicon.is_form(&chars)
    })?;
    if !own || !lacking(Field::Blank) || !lacking(Field::Sample) {
        return None;
    }
    let fault = Fault {
        rule: "C36",
        span: form.span,
        message: format!("“{}”要申请人填写，没有空白表格和样表：补上", form.core),
        suggestion: String::new(),
    };
    Some((Field::Name, fault))
}

/// C37: how many copies.
fn copies(cells: &Cells<'_>) -> Option<(Field, Fault)> {
    let parts = [Field::Originals, Field::Photocopies].map(|f| one_number(cells.get(f)));
    let whole = cells.get(Field::Copies);
    let sum = match parts {
        [None, None] => None,
        [a, b] => Some(a.unwrap_or(0) + b.unwrap_or(0)),
    };
    let (field, message) = match (one_number(whole), sum) {
        (Some(n), Some(sum)) if n != sum => (
            Field::Copies,
            format!("份数是 {n}，原件和复印件加起来是 {sum}：核对"),
        ),
        (Some(n), _) | (None, Some(n)) => {
            let field = if one_number(whole).is_some() {
                Field::Copies
            } else if parts[0].is_some() {
                Field::Originals
            } else {
                Field::Photocopies
            };
            let message = match n {
                0 => "份数是 0：核对".to_owned(),
                n if n > MANY => format!("份数是 {n}，多于 {MANY} 份：核对"),
                _ => return None,
            };
            (field, message)
        }
        (None, None) if whole.is_empty() => (Field::Copies, "份数是空的：补上".to_owned()),
        // Words such as 一份 are numbers to a reader.
        (None, None) => return None,
    };
    Some(cells.fault("C37", field, message, ""))
}
