//! Proofs that should not be asked for, and bodies that should not be named: C29 C30 C39.

use crate::check::book::mode;
use crate::check::name::{Fault, Name};
use crate::model::{Attribute, Span};

/// Asks the rules of this subject.
pub fn check(name: &Name<'_>, faults: &mut Vec<Fault>) {
    for part in name.reading.parts() {
        let chars: Vec<char> = part.key.chars().collect();
        let lexicon = name.known.matcher.reader().lexicon();
        let issuer = part.value(Attribute::Issuer);
        let whole = name.book.word("C29", mode::WHOLE, &issuer);
        let body = name.book.held("C29", &issuer).or(whole).or_else(|| {
            let core = name.book.held("C29", &part.key);
            core.filter(|_| lexicon.is_proof(&chars))
        });
        if let Some(body) = body {
            add(
                faults,
                "C29",
                part.span,
                format!(
                    "由“{}”证明：改由部门核验或个人承诺，确需保留的写明依据",
                    body.word
                ),
            );
        }
        if let Some(word) = name.book.held("C30", &part.key) {
            add(
                faults,
                "C30",
                part.span,
                format!("“{}”是要证明证明本身：删去，由受理部门核验", word.word),
            );
        }
        // A company may be whom a paper is about; one that is to issue it is appointed.
        let words = name.book.words("C39", mode::ISSUER);
        if let Some(word) = words.iter().find(|w| issuer.contains(&w.word)) {
            add(
                faults,
                "C39",
                part.span,
                format!(
                    "由“{issuer}”出具，指定了机构（{}）：去掉指定的机构",
                    word.word
                ),
            );
        }
    }
    for word in name.book.words("C39", mode::HOLDS) {
        let at = name.places(&word.word);
        if let Some((span, ..)) = at.into_iter().next() {
            add(
                faults,
                "C39",
                span,
                format!("“{}”指定了机构：去掉指定的机构", word.word),
            );
        }
    }
}

fn add(faults: &mut Vec<Fault>, rule: &'static str, span: Span, message: String) {
    // A rule has one finding in a place, however many parts and words bring it up.
    if faults.iter().any(|f| f.rule == rule && f.span == span) {
        return;
    }
    faults.push(Fault {
        rule,
        span,
        message,
        suggestion: String::new(),
    });
}
