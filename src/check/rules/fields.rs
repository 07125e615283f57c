//! What the other columns of a row say: C07 C17 C18 C20 C21 C33 C37 C38.

use super::dated;
use crate::check::book::mode;
use crate::check::name::{Fault, Name};
use crate::model::{Attribute, Field, Relation, Row, SourceType, Span};

/// More copies than this are not asked for without a reason.
const MANY: u64 = 5;

/// The columns without which a rule is off: one of each group must be there.
pub const NEEDS: &[(&str, &[&[Field]])] = &[
    ("C07", &[&[Field::Form]]),
    ("C14", &[&[Field::ItemCode, Field::ItemName]]),
    ("C17", &[&[Field::Channel]]),
    ("C18", &[&[Field::Channel]]),
    ("C20", &[&[Field::Channel], &[Field::IssuedBy]]),
    ("C37", &[&[Field::Copies]]),
    ("C38", &[&[Field::Necessity]]),
];

/// Whether a list with these columns can be asked about a rule.
pub fn is_on(rule: &str, columns: &[(Field, String)]) -> bool {
    let has = |field: &Field| columns.iter().any(|(f, _)| f == field);
    NEEDS
        .iter()
        .filter(|(id, _)| *id == rule)
        .all(|(_, groups)| groups.iter().all(|group| group.iter().any(has)))
}

/// Asks the rules of this subject about a row; each fault with its column.
pub fn check(name: &Name<'_>, row: &Row, faults: &mut Vec<(Field, Fault)>) {
    // A row that names no paper has one fault already; what its other columns lack is no second one.
    if name.reading.parts().is_empty() {
        return;
    }
    form(name, row, faults);
    source(name, row, faults);
    numbers(name, row, faults);
    let mut found = Vec::new();
    dated::bodies(
        name.book,
        name.cleaner(),
        row.get(Field::IssuedBy),
        &mut found,
    );
    faults.extend(found.drain(..).map(|f| (Field::IssuedBy, f)));
    dated::laws(name.book, name.cleaner(), row.get(Field::Law), &mut found);
    faults.extend(found.into_iter().map(|f| (Field::Law, f)));
}

fn of_cell(rule: &'static str, cell: &str, message: String, suggestion: &str) -> Fault {
    let span = Span {
        start: 0,
        end: cell.chars().count() as u32,
    };
    Fault {
        rule,
        span,
        message,
        suggestion: suggestion.to_owned(),
    }
}

/// C07: the name says one form, the column another.
fn form(name: &Name<'_>, row: &Row, faults: &mut Vec<(Field, Fault)>) {
    let cell = row.get(Field::Form);
    for part in name.reading.parts() {
        for said in part
            .qualifiers
            .iter()
            .filter(|q| q.attribute == Attribute::Form)
        {
            let words = name.book.words("C07", mode::FORM);
            let knows = words.iter().any(|w| w.word == said.value);
            let other = words.iter().any(|w| cell.contains(&w.word));
            if knows && other && !cell.contains(&said.value) {
                let message = format!(
                    "名称里要“{}”，这一格写“{cell}”：确认要哪一种，两处写一致",
                    said.value
                );
                faults.push((Field::Form, of_cell("C07", cell, message, &said.value)));
                return;
            }
        }
    }
}

/// C17, C18, C20: who brings the paper into being.
fn source(name: &Name<'_>, row: &Row, faults: &mut Vec<(Field, Fault)>) {
    let channel = row.get(Field::Channel).trim();
    let alone = name.reading.parts().len() == 1;
    let known = source_type(name, 0).filter(|_| alone);
    if channel.is_empty() {
        let suggestion = known.map_or("", SourceType::word);
        let message = if suggestion.is_empty() {
            "来源渠道是空的：补上".to_owned()
        } else {
            format!("来源渠道是空的：按标准目录补“{suggestion}”")
        };
        faults.push((Field::Channel, of_cell("C17", "", message, suggestion)));
        return;
    }
    let said = SourceType::from_word(channel);
    // Of several papers that are all asked for, each is asked by itself.
    let issued = match name.reading.relation() {
        Relation::Single | Relation::All => (0..name.reading.parts().len())
            .find(|i| source_type(name, *i) == Some(SourceType::Government)),
        Relation::Any | Relation::Mixed => None,
    };
    if let (Some(part), Some(SourceType::Applicant)) = (issued, said) {
        let message = format!(
            "标准目录里“{}”由政府部门核发，这一格写“{channel}”：核对后改正",
            name.standard(part).unwrap_or_default()
        );
        let right = SourceType::Government.word();
        faults.push((
            Field::Channel,
            of_cell("C18", row.get(Field::Channel), message, right),
        ));
    }
    let issuer = row.get(Field::IssuedBy);
    if said == Some(SourceType::Government)
        && name.book.word("C20", mode::WHOLE, issuer.trim()).is_some()
    {
        let message = format!("“{}”不是机构：写明核发的部门", issuer.trim());
        faults.push((Field::IssuedBy, of_cell("C20", issuer, message, "")));
    }
}

/// What the catalogue says of a paper that a row names, where localities agree.
fn source_type(name: &Name<'_>, part: usize) -> Option<SourceType> {
    let decision = name.decisions.get(part)?;
    let source = name.known.matcher.standard(decision.standard?);
    let lines = || {
        source
            .lines
            .iter()
            .map(|l| &name.known.dictionary.materials[*l].line)
    };
    if lines().any(|l| !l.disputed.is_empty()) {
        return None;
    }
    source
        .catalogue
        .and_then(|i| name.known.catalogue[i].source_type)
        .or_else(|| lines().find_map(|l| l.source_type))
}

/// C37, C38: copies and necessity.
fn numbers(name: &Name<'_>, row: &Row, faults: &mut Vec<(Field, Fault)>) {
    let copies = row.get(Field::Copies);
    let digits: String = copies.chars().filter(char::is_ascii_digit).collect();
    let wrong = if copies.trim().is_empty() {
        Some("份数是空的：补上".to_owned())
    } else {
        match digits.parse::<u64>() {
            Ok(0) => Some("份数是 0：核对".to_owned()),
            Ok(n) if n > MANY => Some(format!("份数是 {n}，多于 {MANY} 份：核对")),
            // Words such as 一份 are numbers to a reader, and sums are another matter.
            _ => None,
        }
    };
    if let Some(message) = wrong {
        faults.push((Field::Copies, of_cell("C37", copies, message, "")));
    }
    let necessity = row.get(Field::Necessity);
    let optional = name
        .book
        .word("C38", mode::OPTIONAL, necessity.trim())
        .is_some();
    let conditional = !row.get(Field::Situation).trim().is_empty()
        || name
            .reading
            .parts()
            .iter()
            .flat_map(|p| &p.qualifiers)
            .any(|q| q.attribute == Attribute::Condition);
    let wrong = if necessity.trim().is_empty() {
        Some("必要性是空的：补上".to_owned())
    } else if optional && !conditional {
        Some(format!(
            "写“{}”而没有情形：写明什么情形下需要",
            necessity.trim()
        ))
    } else {
        None
    };
    if let Some(message) = wrong {
        faults.push((Field::Necessity, of_cell("C38", necessity, message, "")));
    }
}
