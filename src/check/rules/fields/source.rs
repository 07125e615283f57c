//! Who brings the paper into being: C17 C18 C19 C20 C26 C29 C40.

use super::Cells;
use crate::check::book::mode;
use crate::check::name::Fault;
use crate::model::{Attribute, Field, Relation, SourceType};

/// Asks the rules of this subject.
pub(super) fn check(cells: &Cells<'_>, faults: &mut Vec<(Field, Fault)>) {
    if cells.get(Field::Channel).is_empty() {
        faults.push(missing(cells));
    } else {
        faults.extend(contradiction(cells));
        faults.extend(issuer(cells));
    }
    faults.extend(own_paper(cells));
    faults.extend(village(cells));
}

/// C29: a village or street committee is to certify it.
fn village(cells: &Cells<'_>) -> Option<(Field, Fault)> {
    let (book, issuer) = (cells.name.book, cells.get(Field::IssuedBy));
    let body = book
        .held("C29", issuer)
        .or_else(|| book.word("C29", mode::WHOLE, issuer))?;
    let lexicon = cells.name.known.matcher.reader().lexicon();
    // Where the name says it too, one finding is enough.
    let proof = cells.name.reading.parts().iter().any(|part| {
        let chars: Vec<char> = part.key.chars().collect();
        lexicon.is_proof(&chars) && part.value(Attribute::Issuer).is_empty()
    });
    let message = format!(
        "由“{}”证明：改由部门核验或个人承诺，确需保留的写明依据",
        body.word
    );
    proof.then(|| cells.fault("C29", Field::IssuedBy, message, ""))
}

/// C17: no channel.
fn missing(cells: &Cells<'_>) -> (Field, Fault) {
    let suggestion = cells.own_type().map_or("", SourceType::word);
    let message = if suggestion.is_empty() {
        "来源渠道是空的：补上".to_owned()
    } else {
        format!("来源渠道是空的：按标准目录补“{suggestion}”")
    };
    cells.fault("C17", Field::Channel, message, suggestion)
}

/// C18: the catalogue says that government issues it.
fn contradiction(cells: &Cells<'_>) -> Option<(Field, Fault)> {
    let parts = cells.name.reading.parts().len();
    // Of several papers that are all asked for, each is asked by itself.
    let issued = match cells.name.reading.relation() {
        Relation::Single | Relation::All => {
            (0..parts).find(|i| cells.source_type(*i) == Some(SourceType::Government))
        }
        Relation::Any | Relation::Mixed => None,
    }?;
    if cells.said() != Some(SourceType::Applicant) {
        return None;
    }
    let message = format!(
        "标准目录里“{}”由政府部门核发，这一格写“{}”：核对后改正",
        cells.name.standard(issued).unwrap_or_default(),
        cells.get(Field::Channel)
    );
    let right = SourceType::Government.word();
    Some(cells.fault("C18", Field::Channel, message, right))
}

/// C19, C20, C40: what stands beside the channel.
fn issuer(cells: &Cells<'_>) -> Option<(Field, Fault)> {
    let book = cells.name.book;
    let (channel, issuer) = (cells.get(Field::Channel), cells.get(Field::IssuedBy));
    let other = book.word("C19", mode::WHOLE, channel).is_some();
    let by_others = matches!(
        cells.said(),
        Some(SourceType::Government | SourceType::ThirdParty)
    );
    let nobody = book.word("C20", mode::WHOLE, issuer).is_some();
    if issuer.is_empty() && (other || by_others) {
        let known = catalogued_issuer(cells);
        let message = if known.is_empty() {
            format!("来源渠道是“{channel}”，没有写由谁出具：补上")
        } else {
            format!("来源渠道是“{channel}”，没有写由谁出具：按标准目录补“{known}”")
        };
        return Some(cells.fault("C19", Field::IssuedBy, message, known));
    }
    if nobody && (other || cells.said() == Some(SourceType::Government)) {
        let message = format!("“{issuer}”不是机构：写明核发或出具的单位");
        return Some(cells.fault("C20", Field::IssuedBy, message, ""));
    }
    if book.word("C40", mode::WHOLE, channel).is_some()
        && let Some(word) = book.held("C40", issuer)
    {
        let right = SourceType::ThirdParty.word();
        let message = format!(
            "“{issuer}”是第三方机构（{}）：来源渠道改为“{right}”",
            word.word
        );
        return Some(cells.fault("C40", Field::Channel, message, right));
    }
    None
}

/// Who issues the row's one paper, as the catalogue has it.
fn catalogued_issuer<'a>(cells: &Cells<'a>) -> &'a str {
    let decided = match &cells.name.decisions[..] {
        [decision] => decision.standard,
        _ => None,
    };
    let Some(source) = decided.map(|id| cells.name.known.matcher.standard(id)) else {
        return "";
    };
    let known = cells.name.known;
    let own = source.catalogue.map(|i| known.catalogue[i].issuer.as_str());
    let lines = source.lines.iter();
    own.into_iter()
        .chain(lines.map(|l| known.dictionary.materials[*l].line.issuer.as_str()))
        .find(|issuer| !issuer.is_empty())
        .unwrap_or_default()
}

/// C26: a department asks for what it has issued itself.
fn own_paper(cells: &Cells<'_>) -> Option<(Field, Fault)> {
    if cells.said().or_else(|| cells.own_type()) != Some(SourceType::Government) {
        return None;
    }
    let cleaner = cells.name.cleaner();
    let department = cells.get(Field::Department);
    let own = |issuer: &str| {
        cells.name.book.word("C26", mode::WHOLE, issuer).is_some()
            || !issuer.is_empty()
                && !department.is_empty()
                && cleaner.key(issuer) == cleaner.key(department)
    };
    let issuer = cells.get(Field::IssuedBy);
    if own(issuer) {
        let message = format!("由“{issuer}”核发的，本部门自己能查：取消，由内部核查");
        return Some(cells.fault("C26", Field::IssuedBy, message, ""));
    }
    let said = cells
        .name
        .reading
        .parts()
        .iter()
        .flat_map(|part| &part.qualifiers)
        .find(|q| q.attribute == Attribute::Issuer && own(&q.value))?;
    let fault = Fault {
        rule: "C26",
        span: said.span,
        message: format!("由“{}”核发的，本部门自己能查：取消，由内部核查", said.value),
        suggestion: String::new(),
    };
    Some((Field::Name, fault))
}
