//! Two papers of one item of which one is enough: C30 C35.

use std::collections::BTreeMap;

use super::OfLine;
use crate::check::book::{RuleBook, mode};
use crate::check::lists::{Item, Line};
use crate::check::name::Fault;
use crate::model::{Attribute, Field, Part};

/// A paper that an item asks for.
#[derive(Clone, Copy)]
struct Paper<'a> {
    line: usize,
    row: u32,
    material: &'a str,
    part: &'a Part,
}

/// Asks both rules of every item and situation.
pub fn check(book: &RuleBook<'_>, lines: &[Line<'_>], faults: &mut Vec<OfLine>) {
    let mut items: BTreeMap<(Item<'_>, &str), Vec<Paper<'_>>> = BTreeMap::new();
    for (i, line) in lines.iter().enumerate() {
        let Some(item) = line.item() else { continue };
        let papers = items
            .entry((item, line.cell(Field::Situation)))
            .or_default();
        for (n, part) in line.name.reading.parts().iter().enumerate() {
            papers.push(Paper {
                line: i,
                row: line.row.place.row,
                material: line.material(n),
                part,
            });
        }
    }
    let pairs = |rule, mode| {
        let words = book.words(rule, mode).iter();
        words
            .filter_map(|w| w.word.split_once('|'))
            .collect::<Vec<_>>()
    };
    let (beside, ends) = (pairs("C30", mode::BESIDE), pairs("C35", mode::ENDS_BESIDE));
    for papers in items.values() {
        for paper in papers {
            let holder = paper.part.value(Attribute::Holder);
            let proven = beside.iter().find_map(|(needless, enough)| {
                let other = papers
                    .iter()
                    .find(|p| p.material == *enough && p.part.value(Attribute::Holder) == holder)?;
                (paper.material == *needless).then_some(other)
            });
            if let Some(other) = proven {
                let message = format!(
                    "“{}”能证明的，第 {} 行的“{}”已经证明：删去这一项",
                    paper.part.core, other.row, other.material
                );
                faults.push(of(paper, "C30", message));
            }
            let double = ends.iter().find_map(|(needless, enough)| {
                let other = papers
                    .iter()
                    .find(|p| p.line != paper.line && p.part.key.ends_with(enough))?;
                paper.part.key.ends_with(needless).then_some(other)
            });
            if let Some(other) = double {
                let message = format!(
                    "同一事项第 {} 行已有“{}”：“{}”说的是同一件事，只留一份",
                    other.row, other.part.core, paper.part.core
                );
                faults.push(of(paper, "C35", message));
            }
        }
    }
}

fn of(paper: &Paper<'_>, rule: &'static str, message: String) -> OfLine {
    let fault = Fault {
        rule,
        span: paper.part.span,
        message,
        suggestion: String::new(),
    };
    (paper.line, Field::Name, fault)
}
