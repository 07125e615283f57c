//! The shape of the cell: C04 C05 C43 C48.

use crate::check::name::{Fault, Name};
use crate::model::{Relation, Span};

/// Names longer than this are sentences.
const LONG: usize = 60;

/// Asks the rules of this subject but for C48.
pub fn check(name: &Name<'_>, faults: &mut Vec<Fault>) {
    if !several(name, faults) {
        compound(name, faults);
    }
    long(name, faults);
}

/// C05: line breaks or numbering inside one cell.
fn several(name: &Name<'_>, faults: &mut Vec<Fault>) -> bool {
    let parts = name.reading.parts();
    let broken = name.raw.trim().contains(['\n', '\r']);
    let numbered = parts.len() > 1
        && name.reading.dress.iter().any(|(span, text)| {
            span.start > parts[0].span.start
                && name
                    .cleaner()
                    .clean(text)
                    .chars()
                    .iter()
                    .any(|c| c.enumerator || c.c.is_ascii_digit())
        });
    // 身份证⏎（复印件） is one paper on two lines.
    let several = numbered || broken && parts.len() > 1;
    if !several {
        return false;
    }
    faults.push(Fault {
        rule: "C05",
        span: name.all(),
        message: format!(
            "一格里写了几条（读作 {} 份材料）：一份材料一行",
            parts.len().max(1)
        ),
        suggestion: name.cores(),
    });
    true
}

/// C04: two or more papers that the dictionary knows, joined in one name.
fn compound(name: &Name<'_>, faults: &mut Vec<Fault>) {
    let parts = name.reading.parts();
    let mut known: Vec<&str> = (0..parts.len()).filter_map(|i| name.standard(i)).collect();
    known.sort_unstable();
    known.dedup();
    if known.len() < 2 {
        return;
    }
    let how = match name.reading.relation() {
        Relation::Any => "任选其一的建材料组",
        Relation::Mixed => "分成几行，任选其一的建材料组",
        Relation::All | Relation::Single => "分成几行，一份材料一行",
    };
    faults.push(Fault {
        rule: "C04",
        span: name.all(),
        message: format!("一个名称里有 {} 份材料：{how}", parts.len()),
        suggestion: name.cores(),
    });
}

/// C43: a sentence for a name.
fn long(name: &Name<'_>, faults: &mut Vec<Fault>) {
    let count = name.raw.trim().chars().count();
    // A full stop at the very end is a slip, not an explanation.
    let sentence = name.raw.trim().trim_end_matches('。').contains('。');
    if count > LONG || sentence {
        faults.push(Fault {
            rule: "C43",
            span: name.all(),
            message: format!(
                "名称有 {count} 个字，夹着说明：只留材料名称，其余移到“填报须知”或“受理标准”"
            ),
            suggestion: String::new(),
        });
    }
}

/// C48: full-width letters, blanks, traditional and variant characters.
pub fn encoding(name: &Name<'_>, faults: &mut Vec<Fault>) {
    let mut written = String::new();
    let mut at: Option<Span> = None;
    for c in name.cleaner().clean(name.raw).chars() {
        let raw: String = name
            .raw
            .chars()
            .skip(c.span.start as usize)
            .take((c.span.end - c.span.start) as usize)
            .collect();
        let changed = c.c.is_alphanumeric() && !c.enumerator && raw != c.c.to_string();
        if changed {
            at = Some(at.map_or(c.span, |s| Span {
                start: s.start,
                end: c.span.end,
            }));
        }
        if changed || c.c == ' ' {
            written.push(c.c);
        } else {
            written.push_str(&raw);
        }
    }
    let written = tight(&written);
    let blanks = |text: &str| text.chars().filter(|c| is_blank(*c)).count();
    let outer = blanks(name.raw) > blanks(&written) || name.raw.contains(['\u{200b}', '\u{feff}']);
    if at.is_none() && !outer {
        return;
    }
    faults.push(Fault {
        rule: "C48",
        span: at.unwrap_or(name.all()),
        message: "有全角字符、空白或异体、繁体字：改用通行的写法".to_owned(),
        suggestion: written,
    });
}

/// White space; a line break is another rule's.
fn is_blank(c: char) -> bool {
    c.is_whitespace() && !matches!(c, '\n' | '\r')
}

/// Without outer blanks and those between characters none of which is Latin.
fn tight(text: &str) -> String {
    let chars: Vec<char> = text.trim().chars().collect();
    let latin = |c: Option<&char>| c.is_some_and(char::is_ascii);
    chars
        .iter()
        .enumerate()
        .filter(|(i, c)| {
            !is_blank(**c) || latin(chars.get(i.wrapping_sub(1))) || latin(chars.get(i + 1))
        })
        .map(|(_, c)| *c)
        .collect()
}
