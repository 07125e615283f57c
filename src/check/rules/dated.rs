//! Names out of use since a date: C21 C22 C23 C24 C33.

use crate::check::book::{RuleBook, kind};
use crate::check::name::{Fault, Name, places, replaced};
use crate::dictionary::lines::SupersededLine;
use crate::model::Span;
use crate::reading::Cleaner;

/// Asks the rules of this subject about a name.
pub fn of_name(name: &Name<'_>, faults: &mut Vec<Fault>) {
    papers(name, faults);
    bodies(name.book, name.cleaner(), name.raw, faults);
    laws(name.book, name.cleaner(), name.raw, faults);
}

/// C22, C23, C24: the paper itself.
fn papers(name: &Name<'_>, faults: &mut Vec<Fault>) {
    const KINDS: [(&str, &str); 3] = [
        (kind::ABOLISHED, "C22"),
        (kind::PROOF, "C23"),
        (kind::REPLACED, "C24"),
    ];
    for (i, part) in name.reading.parts().iter().enumerate() {
        let standard = name.standard(i).unwrap_or_default();
        for (kind, rule) in KINDS {
            let lines = name.book.old(kind);
            let Some(line) = lines
                .iter()
                .find(|l| l.term == part.key || l.term == standard)
            else {
                continue;
            };
            let what = match rule {
                "C22" => "已废止",
                "C23" => "已取消",
                _ => "已被替代",
            };
            let remedy = if line.successor.is_empty() {
                "取消这一行".to_owned()
            } else {
                format!("改为“{}”", line.successor)
            };
            faults.push(Fault {
                rule,
                span: part.span,
                message: format!("“{}”{what}（{}）：{remedy}", line.term, ground(line)),
                suggestion: line.successor.clone(),
            });
            break;
        }
    }
}

/// C21: bodies that are called otherwise now.
pub fn bodies(book: &RuleBook<'_>, cleaner: &Cleaner, cell: &str, faults: &mut Vec<Fault>) {
    words(
        book,
        cleaner,
        cell,
        ("C21", kind::DEPARTMENT, "是旧称"),
        faults,
    );
}

/// C33: statutes out of force.
pub fn laws(book: &RuleBook<'_>, cleaner: &Cleaner, cell: &str, faults: &mut Vec<Fault>) {
    words(book, cleaner, cell, ("C33", kind::LAW, "已废止"), faults);
}

/// Old words in a text, the longest first; what stands inside its own successor is the new name.
fn words(
    book: &RuleBook<'_>,
    cleaner: &Cleaner,
    cell: &str,
    (rule, kind, what): (&'static str, &str, &str),
    faults: &mut Vec<Fault>,
) {
    let text = cleaner.clean(cell);
    let key = text.string();
    let lines = book.old(kind);
    if !lines.iter().any(|l| key.contains(&l.term)) {
        return;
    }
    let new: Vec<Span> = lines
        .iter()
        .filter(|l| !l.successor.is_empty() && key.contains(&l.successor))
        .flat_map(|l| places(cleaner, cell, &l.successor))
        .map(|(span, ..)| span)
        .collect();
    let mut taken: Vec<Span> = Vec::new();
    for line in lines.iter().filter(|l| key.contains(&l.term)) {
        for (span, before, after) in places(cleaner, cell, &line.term) {
            let within = |s: &Span| s.start <= span.start && span.end <= s.end;
            if new.iter().chain(&taken).any(within)
                || line.not_after.iter().any(|t| before.ends_with(t))
                || line.not_before.iter().any(|t| after.starts_with(t))
            {
                continue;
            }
            taken.push(span);
            let remedy = if line.successor.is_empty() {
                "改引现行的".to_owned()
            } else {
                format!("改为“{}”", line.successor)
            };
            faults.push(Fault {
                rule,
                span,
                message: format!("“{}”{what}（{}）：{remedy}", line.term, ground(line)),
                suggestion: if line.successor.is_empty() {
                    String::new()
                } else {
                    replaced(cell, span, &line.successor)
                },
            });
        }
    }
}

/// Since when, and who says so.
fn ground(line: &SupersededLine) -> String {
    match (line.since.is_empty(), line.source.is_empty()) {
        (false, false) => format!("{}起，{}", line.since, line.source),
        (false, true) => format!("{}起", line.since),
        (true, _) => line.source.clone(),
    }
}
