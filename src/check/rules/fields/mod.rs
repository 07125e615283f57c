//! What the other columns of a row say.

mod form;
mod ground;
mod source;

use super::dated;
use crate::check::name::{Fault, Name};
use crate::model::{Field, Row, SourceType, Span};

/// The columns without which a rule is off: one of each group must be there.
pub const NEEDS: &[(&str, &[&[Field]])] = &[
    ("C07", &[&[Field::Form]]),
    ("C14", &[&[Field::ItemCode, Field::ItemName]]),
    (
        "C15",
        &[&[Field::ItemCode, Field::ItemName], &[Field::Situation]],
    ),
    ("C16", &[&[Field::Copies, Field::Form, Field::Channel]]),
    ("C17", &[&[Field::Channel]]),
    ("C18", &[&[Field::Channel]]),
    ("C19", &[&[Field::Channel], &[Field::IssuedBy]]),
    ("C20", &[&[Field::Channel], &[Field::IssuedBy]]),
    ("C25", &[&[Field::Form]]),
    ("C27", &[&[Field::ItemCode, Field::ItemName]]),
    ("C28", &[&[Field::ELicence]]),
    (
        "C31",
        &[&[
            Field::ExemptMode,
            Field::AcceptStandard,
            Field::FillNotes,
            Field::Remark,
        ]],
    ),
    ("C32", &[&[Field::Law]]),
    ("C35", &[&[Field::ItemCode, Field::ItemName]]),
    ("C36", &[&[Field::Blank, Field::Sample]]),
    (
        "C37",
        &[&[Field::Copies, Field::Originals, Field::Photocopies]],
    ),
    ("C38", &[&[Field::Necessity, Field::Deferrable]]),
    ("C40", &[&[Field::Channel], &[Field::IssuedBy]]),
    ("C46", &[&[Field::ItemCode, Field::ItemName]]),
];

/// Whether a list with these columns can be asked about a rule.
pub fn is_on(rule: &str, columns: &[(Field, String)]) -> bool {
    let has = |field: &Field| columns.iter().any(|(f, _)| f == field);
    NEEDS
        .iter()
        .filter(|(id, _)| *id == rule)
        .all(|(_, groups)| groups.iter().all(|group| group.iter().any(has)))
}

/// What a rule needs of a list, in words; empty where it needs but the names.
pub fn words(rule: &str) -> String {
    let groups = NEEDS.iter().filter(|(id, _)| *id == rule);
    let words: Vec<String> = groups
        .flat_map(|(_, groups)| groups.iter())
        .map(|group| {
            let words: Vec<&str> = group.iter().map(|f| f.word()).collect();
            words.join("或")
        })
        .collect();
    words.join("、")
}

/// Asks the rules of this subject about a row; each fault with its column.
pub fn check(name: &Name<'_>, row: &Row, faults: &mut Vec<(Field, Fault)>) {
    // A row that names no paper has one fault already; what its other columns lack is no second one.
    if name.reading.parts().is_empty() {
        return;
    }
    let cells = Cells { name, row };
    form::check(&cells, faults);
    source::check(&cells, faults);
    ground::check(&cells, faults);
    let mut found = Vec::new();
    let issuer = row.get(Field::IssuedBy);
    dated::bodies(name.book, name.cleaner(), issuer, &mut found);
    faults.extend(found.drain(..).map(|f| (Field::IssuedBy, f)));
    dated::laws(name.book, name.cleaner(), row.get(Field::Law), &mut found);
    faults.extend(found.into_iter().map(|f| (Field::Law, f)));
}

/// A row's cells beside what its name says.
struct Cells<'a> {
    name: &'a Name<'a>,
    row: &'a Row,
}

impl<'a> Cells<'a> {
    /// A cell without blanks around it.
    fn get(&self, field: Field) -> &'a str {
        self.row.get(field).trim()
    }

    /// A fault of a whole cell.
    fn fault(
        &self,
        rule: &'static str,
        field: Field,
        message: String,
        suggestion: &str,
    ) -> (Field, Fault) {
        let span = Span {
            start: 0,
            end: self.row.get(field).chars().count() as u32,
        };
        let fault = Fault {
            rule,
            span,
            message,
            suggestion: suggestion.to_owned(),
        };
        (field, fault)
    }

    /// The standards that the row's parts are, each once.
    fn standards(&self) -> Vec<&'a str> {
        let mut names: Vec<&str> = (0..self.name.reading.parts().len())
            .filter_map(|i| self.name.standard(i))
            .collect();
        names.dedup();
        names
    }

    /// What the channel says, where it is one of the three types.
    fn said(&self) -> Option<SourceType> {
        SourceType::from_word(self.get(Field::Channel))
    }

    /// What the catalogue says of a part, where localities agree.
    fn source_type(&self, part: usize) -> Option<SourceType> {
        let known = self.name.known;
        let decision = self.name.decisions.get(part)?;
        let source = known.matcher.standard(decision.standard?);
        let lines = || {
            let lines = source.lines.iter();
            lines.map(|l| &known.dictionary.materials[*l].line)
        };
        if lines().any(|l| !l.disputed.is_empty()) {
            return None;
        }
        source
            .catalogue
            .and_then(|i| known.catalogue[i].source_type)
            .or_else(|| lines().find_map(|l| l.source_type))
    }

    /// The same of the one paper that a row names.
    fn own_type(&self) -> Option<SourceType> {
        let alone = self.name.reading.parts().len() == 1;
        alone.then(|| self.source_type(0)).flatten()
    }
}

/// The number of a cell that holds just one, in digits of any width or as a Chinese numeral up to ten.
/// 原件1份，复印件2份 is another matter.
pub(super) fn one_number(cell: &str) -> Option<u64> {
    const NUMERALS: &str = "零一二三四五六七八九十";
    let digit = |c: char| match c {
        '０'..='９' => char::from_u32('0' as u32 + (c as u32 - '０' as u32)),
        c => c.is_ascii_digit().then_some(c),
    };
    let text: String = cell.chars().map(|c| digit(c).unwrap_or(c)).collect();
    let mut runs = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|run| !run.is_empty());
    match (runs.next(), runs.next()) {
        (Some(run), None) => run.parse().ok(),
        (Some(_), Some(_)) => None,
        (None, _) => {
            // 一式十份: the last numeral counts.
            let numerals: Vec<usize> = cell
                .chars()
                .filter_map(|c| NUMERALS.chars().position(|n| n == c))
                .collect();
            numerals.last().map(|n| *n as u64)
        }
    }
}
