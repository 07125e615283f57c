//! What does not belong in a name, and names that are not the standard's: C06 C08 C09 C10 C11 C12 C13.

use crate::check::book::mode;
use crate::check::name::{Fault, Name, replaced};
use crate::model::{Attribute, Basis, Field, Span};

/// Asks the rules of this subject.
pub fn check(name: &Name<'_>, faults: &mut Vec<Fault>) {
    qualifiers(name, faults);
    verbs(name, faults);
    slips(name, faults);
    aliases(name, faults);
    unknown(name, faults);
}

/// C06, C08, C09: qualifiers that have a column of their own.
fn qualifiers(name: &Name<'_>, faults: &mut Vec<Fault>) {
    let mut seen: Vec<Span> = Vec::new();
    for q in name.reading.parts().iter().flat_map(|p| &p.qualifiers) {
        let (rule, column) = match q.attribute {
            Attribute::Form => ("C06", Field::Form),
            Attribute::Copies => ("C06", Field::Copies),
            Attribute::Specification => ("C06", Field::Specification),
            Attribute::Seal => ("C08", Field::AcceptStandard),
            Attribute::Condition => ("C09", Field::Situation),
            _ => continue,
        };
        // Parts of one name may share a qualifier.
        if seen.contains(&q.span) {
            continue;
        }
        seen.push(q.span);
        faults.push(Fault {
            rule,
            span: q.span,
            message: format!("{}“{}”写进了名称：移到“{column}”一列", q.attribute, q.value),
            suggestion: name.cores(),
        });
    }
}

/// C10: verbs around the name.
fn verbs(name: &Name<'_>, faults: &mut Vec<Fault>) {
    for (span, text) in &name.reading.dress {
        let verb = name
            .book
            .words("C10", mode::DRESS)
            .iter()
            .find(|w| text.contains(&w.word));
        let Some(verb) = verb else { continue };
        let Some(at) = text.find(&verb.word) else {
            continue;
        };
        let start = span.start + text[..at].chars().count() as u32;
        faults.push(Fault {
            rule: "C10",
            span: Span {
                start,
                end: start + verb.word.chars().count() as u32,
            },
            message: format!("“{}”是动词：去掉它，只留材料名称", verb.word),
            suggestion: name.cores(),
        });
        return;
    }
}

/// C12: slips of the pen that the dictionaries know.
fn slips(name: &Name<'_>, faults: &mut Vec<Fault>) {
    for (i, part) in name.reading.parts().iter().enumerate() {
        if name.book.is_slip(&part.key)
            && let Some(standard) = name.standard(i)
        {
            faults.push(Fault {
                rule: "C12",
                span: part.span,
                message: format!("“{}”有错字：应是“{standard}”", part.core),
                suggestion: standard.to_owned(),
            });
            continue;
        }
        let knowledge = name.known.matcher.knowledge();
        if knowledge.tie_of(&part.key).is_some() {
            continue;
        }
        for line in name.known.dictionary.confusables.iter().map(|e| &e.line) {
            if line.wrong.chars().count() < 2 || !part.key.contains(&line.wrong) {
                continue;
            }
            let right = part.key.replacen(&line.wrong, &line.right, 1);
            // Only where the mended name is one that is known: elsewhere it may be no slip.
            if knowledge.standard_of(&right).is_some() {
                faults.push(Fault {
                    rule: "C12",
                    span: part.span,
                    message: format!("“{}”疑似错字：应是“{}”", line.wrong, line.right),
                    suggestion: right,
                });
                break;
            }
        }
    }
    for word in name.book.words("C12", mode::HOLDS) {
        let slipped = faults.iter().any(|f| f.rule == "C12");
        if let Some((span, ..)) = name.words_at(&word.word).into_iter().next()
            && !slipped
        {
            faults.push(Fault {
                rule: "C12",
                span,
                message: format!("“{}”应写“{}”", word.word, word.instead),
                suggestion: replaced(name.raw, span, &word.instead),
            });
        }
    }
}

/// C13: papers that the catalogue does not have.
fn unknown(name: &Name<'_>, faults: &mut Vec<Fault>) {
    for (i, part) in name.reading.parts().iter().enumerate() {
        let decision = &name.decisions[i];
        let vague = |f: &Fault| {
            f.span == part.span && matches!(f.rule, "C01" | "C02" | "C12" | "C34" | "C42")
        };
        if decision.standard.is_some() || faults.iter().any(vague) {
            continue;
        }
        let near: Vec<String> = decision
            .candidates
            .iter()
            .take(2)
            .map(|c| format!("“{}”", name.known.matcher.standard(c.standard).name))
            .collect();
        let message = if near.is_empty() {
            format!("目录里没有“{}”：核对；确是新材料的，申请新增", part.core)
        } else {
            format!(
                "目录里没有“{}”：看看是不是{}；都不是的，申请新增",
                part.core,
                near.join("或")
            )
        };
        faults.push(Fault {
            rule: "C13",
            span: part.span,
            message,
            suggestion: String::new(),
        });
    }
}

/// C11: a known name that is not the standard's own.
fn aliases(name: &Name<'_>, faults: &mut Vec<Fault>) {
    for (i, part) in name.reading.parts().iter().enumerate() {
        let vague = |f: &Fault| {
            f.span == part.span && matches!(f.rule, "C01" | "C02" | "C12" | "C34" | "C42")
        };
        if name.decisions[i].basis != Basis::Alias || faults.iter().any(vague) {
            continue;
        }
        if let Some(standard) = name.standard(i)
            && !name.book.says_grade(&part.key, standard)
        {
            faults.push(Fault {
                rule: "C11",
                span: part.span,
                message: format!("“{}”的标准名称是“{standard}”：采用标准名称", part.core),
                suggestion: standard.to_owned(),
            });
        }
    }
}
