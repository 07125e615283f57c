//! Where a qualifier of a name goes: into a column, nowhere since the column says it already, or
//! nowhere since only a person can decide.

use std::collections::BTreeSet;

use super::super::book::mode;
use super::super::name::Name;
use super::wording::{is_separator, within_core};
use crate::intake::{HeaderBook, SheetGrid};
use crate::model::{Attribute, Field, Part, Qualifier, Row, Span};

/// A form or a specification of more characters says more than which form.
const LONG: usize = 12;

/// A name that no standard takes stands without the clause before it from so many characters on.
const SHORTEST: usize = 5;

/// A value that is to stand in a column, as a whole cell.
pub(super) type Move = (Field, String);

/// What leaves a part.
#[derive(Clone, Debug, Default)]
pub(super) struct Leaving {
    /// The qualifiers' places in the name.
    pub spans: Vec<Span>,
    /// What the cells become.
    pub moves: Vec<Move>,
    /// The rules that were broken by their standing in the name.
    pub rules: BTreeSet<&'static str>,
}

/// The row that the name stands in.
#[derive(Clone, Copy)]
pub(super) struct Cells<'c> {
    pub sheet: &'c SheetGrid,
    pub row: &'c Row,
    pub headers: &'c HeaderBook,
    /// Whether cells may be filled; else a qualifier goes only where its column says it already.
    pub fills: bool,
    /// Which rules to mend.
    pub wants: &'c dyn Fn(&str) -> bool,
}

/// What may leave a part, and where it goes.
pub(super) fn leaving(name: &Name<'_>, part: &Part, cells: Cells<'_>) -> Leaving {
    let mut out = Leaving::default();
    for (attribute, field, rule) in [
        (Attribute::Form, Field::Form, "C06"),
        (Attribute::Copies, Field::Copies, "C06"),
        (Attribute::Specification, Field::Specification, "C06"),
        (Attribute::Seal, Field::AcceptStandard, "C08"),
        (Attribute::Condition, Field::Situation, "C09"),
    ] {
        if !(cells.wants)(rule) {
            continue;
        }
        let said: Vec<Said<'_>> = part
            .qualifiers
            .iter()
            .filter(|q| q.attribute == attribute)
            .filter_map(|q| Said::new(name, part, q))
            .collect();
        let all = part.qualifiers.iter().filter(|q| q.attribute == attribute);
        // Half of it moved would leave the other half without its sense.
        if said.is_empty() || said.len() < all.count() {
            continue;
        }
        let Some(moved) = column(&said, field, name, part, cells) else {
            continue;
        };
        if field == Field::Copies && moved.is_some() {
            out.rules.insert("C37");
        }
        out.spans.extend(said.iter().map(|s| s.qualifier.span));
        out.moves.extend(moved.map(|text| (field, text)));
        out.rules.insert(rule);
    }
    out
}

/// A qualifier that may leave, with what is to be written of it.
struct Said<'q> {
    qualifier: &'q Qualifier,
    text: String,
}

impl<'q> Said<'q> {
    /// `None` where it must stay.
    fn new(name: &Name<'_>, part: &Part, q: &'q Qualifier) -> Option<Self> {
        let apart = |other: &Qualifier| {
            std::ptr::eq(other, q)
                || other.span.end <= q.span.start
                || q.span.end <= other.span.start
        };
        // txt格式 is read as a form and a note, and is one wording.
        let torn = |other: &Qualifier| {
            other.attribute == Attribute::Note
                && (other.span.start == q.span.end || other.span.end == q.span.start)
        };
        if within_core(part, q.span)
            || !part.qualifiers.iter().all(apart)
            || part.qualifiers.iter().any(torn)
        {
            return None;
        }
        let chars: Vec<char> = name.raw.chars().collect();
        let raw: String = chars[q.span.start as usize..q.span.end as usize]
            .iter()
            .collect();
        let text = match q.attribute {
            Attribute::Form | Attribute::Specification | Attribute::Copies => {
                form(name, part, q, &raw)?
            }
            Attribute::Seal => seal(name, part, q, &raw)?,
            Attribute::Condition => condition(name, part, q, &raw, &chars)?,
            _ => return None,
        };
        Some(Self { qualifier: q, text })
    }
}

/// The dictionary's wording, unless the department's own says more.
fn form(name: &Name<'_>, part: &Part, q: &Qualifier, raw: &str) -> Option<String> {
    let plain: String = raw.chars().filter(|c| !c.is_whitespace()).collect();
    let length = plain.chars().count();
    let reader = name.known.matcher.reader();
    if q.value == plain || q.attribute == Attribute::Copies {
        return (length <= LONG).then_some(plain);
    }
    // 特殊工种经历材料原件: what stands before the form may be the end of a name that nobody knows.
    if plain.ends_with(&q.value) && !is_known(name, part) {
        return None;
    }
    if length <= q.value.chars().count() {
        return Some(q.value.clone());
    }
    // 及电子文件 says that the paper is asked for too.
    (length <= LONG && !reader.joins(&plain) && !reader.binds(&plain)).then_some(plain)
}

/// Whether a standard takes the part.
fn is_known(name: &Name<'_>, part: &Part) -> bool {
    name.known.matcher.decide(&part.key).standard.is_some()
}

/// A seal in its own words. One whose signatory stands before it in the name stays with them.
fn seal(name: &Name<'_>, part: &Part, q: &Qualifier, raw: &str) -> Option<String> {
    let reader = name.known.matcher.reader();
    let follows =
        |other: &Qualifier| other.span.end == q.span.start && other.attribute != Attribute::Form;
    if part.qualifiers.iter().any(follows) {
        return None;
    }
    let mut text = raw.trim_matches(is_separator).to_owned();
    if reader.binds(&text) {
        text.pop();
    }
    (!text.is_empty()).then_some(text)
}

/// A condition that is a clause of its own: at the beginning, before a verb or a comma, or alone in
/// brackets. 变更后的章程 is another paper than 章程, whatever the situation.
fn condition(
    name: &Name<'_>,
    part: &Part,
    q: &Qualifier,
    raw: &str,
    chars: &[char],
) -> Option<String> {
    let reader = name.known.matcher.reader();
    let (start, end) = (q.span.start as usize, q.span.end as usize);
    let before = start.checked_sub(1).and_then(|i| chars.get(i));
    let after = chars.get(end);
    let open = |c: Option<&char>| c.is_some_and(|c| matches!(c, '(' | '（'));
    let close = |c: Option<&char>| c.is_some_and(|c| matches!(c, ')' | '）'));
    let text = reader.without_verbs(raw);
    let bracketed = open(before) && close(after);
    let numbering = reader.numbering(name.raw) as usize;
    let clause = text.chars().count() < raw.trim().chars().count()
        || after.is_some_and(|c| is_separator(*c))
        || reader.hands_in(&chars[end..].iter().take(4).collect::<String>());
    // 涉及农业部门的提供同意文件: a short name may lean on what stands before it, and a long one may be
    // the rest of a sentence.
    let length = part.core.chars().count();
    let headed = || name.known.matcher.reader().is_headed(&part.core);
    let stands = is_known(name, part) || (SHORTEST..=LONG).contains(&length) && headed();
    let leads = start == numbering && clause && stands;
    if !(bracketed || leads) {
        return None;
    }
    if name.book.word("C09", mode::SITUATION, &q.value).is_some() {
        return Some(q.value.clone());
    }
    // The dictionary's words for fixed wordings (任选其一, 可承诺) name no situation.
    let open_ended = q.by.contains('…') || q.value == raw;
    (open_ended && reader.binds(&text) && !reader.hands_in(&text)).then_some(text)
}

/// What the column's cell becomes; `Some(None)` where it says it already, `None` where a person decides.
fn column(
    said: &[Said<'_>],
    field: Field,
    name: &Name<'_>,
    part: &Part,
    cells: Cells<'_>,
) -> Option<Option<String>> {
    let mut texts: Vec<&str> = Vec::new();
    for s in said {
        if !texts.contains(&s.text.as_str()) {
            texts.push(&s.text);
        }
    }
    let text = texts.join("；");
    let columns = cells.sheet.columns_of(field);
    let row = cells.row.place.row;
    let [column] = columns.as_slice() else {
        // A column of 份数 that only some rows fill would be a fault of all the others.
        let new = columns.is_empty()
            && cells.fills
            && field != Field::Copies
            && cells.sheet.header_row > 0
            && cells.headers.plain_header(field).is_some()
            && !has_header(cells, field);
        return new.then_some(Some(text));
    };
    let current = cells.row.get(field).trim();
    let free = cells.fills && !cells.sheet.is_merged(row, *column);
    let write = |text: &str| {
        let written = cells.sheet.written(*column, text);
        free.then_some(written).flatten().map(Some)
    };
    match field {
        Field::AcceptStandard | Field::Situation => {
            let missing: Vec<&str> = texts
                .iter()
                .copied()
                .filter(|t| !current.contains(t))
                .collect();
            match (current.is_empty(), missing.is_empty()) {
                (_, true) => Some(None),
                (true, _) => write(&text),
                (false, _) => write(&format!("{current}；{}", missing.join("；"))),
            }
        }
        Field::Copies => copies(said, *column, current, cells, &write),
        Field::Form => {
            let value = part.value(Attribute::Form);
            if current.is_empty() {
                let alike = || write_alike(name, part, &value, *column, cells, free);
                return write(&text).or_else(|| (text == value).then(alike).flatten());
            }
            let same = current == text || text == value && form_of(name, part, current) == value;
            same.then_some(None)
        }
        _ if current.is_empty() => write(&text),
        _ => (current == text).then_some(None),
    }
}

/// A code that means the form in other words (原件和复印件 for 原件及复印件).
fn write_alike(
    name: &Name<'_>,
    part: &Part,
    value: &str,
    column: usize,
    cells: Cells<'_>,
    free: bool,
) -> Option<Option<String>> {
    let code = cells
        .sheet
        .written_if(column, &|meaning| form_of(name, part, meaning) == value)?;
    free.then_some(Some(code))
}

/// What a cell says of the form, in the dictionary's words.
fn form_of(name: &Name<'_>, part: &Part, cell: &str) -> String {
    let reading = name
        .known
        .matcher
        .reader()
        .read(&format!("{}{cell}", part.core));
    match reading.parts() {
        [read] if read.key == part.key => read.value(Attribute::Form),
        _ => String::new(),
    }
}

/// Copies, as the column is written: figures alone where it has figures alone.
fn copies(
    said: &[Said<'_>],
    column: usize,
    current: &str,
    cells: Cells<'_>,
    write: &dyn Fn(&str) -> Option<Option<String>>,
) -> Option<Option<String>> {
    let [said] = said else { return None };
    let number = figures(&said.qualifier.value);
    if !current.is_empty() {
        let same = current == said.text || number.is_some() && figures(current) == number;
        return same.then_some(None);
    }
    let mut others = cells
        .sheet
        .rows
        .iter()
        .filter(|(row, _)| **row >= cells.sheet.first)
        .filter_map(|(_, cells)| cells.get(column))
        .map(|c| c.trim())
        .filter(|c| !c.is_empty())
        .peekable();
    let plain = others.peek().is_some() && others.all(|c| c.bytes().all(|b| b.is_ascii_digit()));
    match (plain, number) {
        (true, Some(number)) => write(&number),
        (true, None) => None,
        (false, _) => write(&said.text),
    }
}

/// The one figure of a text such as 2, 2份 and 一式2份, whose other characters are no figures.
fn figures(text: &str) -> Option<String> {
    let mut runs = text
        .split(|c: char| !c.is_ascii_digit())
        .filter(|run| !run.is_empty());
    let one = runs.next()?.trim_start_matches('0');
    (runs.next().is_none() && !one.is_empty() && text.chars().count() <= one.len() + 3)
        .then(|| one.to_owned())
}

/// Whether a header of the sheet may mean the field, though its values did not tell.
fn has_header(cells: Cells<'_>, field: Field) -> bool {
    let rows = [
        cells.sheet.header_row,
        cells.sheet.header_row.saturating_sub(1),
    ];
    rows.iter()
        .filter_map(|row| cells.sheet.rows.get(row))
        .flatten()
        .any(|header| cells.headers.fields(header).contains(&field))
}
