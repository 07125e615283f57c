//! A name without what has moved to columns, in the department's own characters.

use super::super::book::mode;
use super::super::name::Name;
use crate::model::{Attribute, Part, Qualifier, Span};

/// What a character of a raw name is to its reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Core,
    Kept,
    Moved,
    Dress,
}

/// What is to become of a part.
#[derive(Clone, Debug, Default)]
pub(super) struct Wish {
    /// Spans of the qualifiers that go.
    pub moved: Vec<Span>,
    /// What stands for the core; the core itself where nothing does.
    pub core: Option<String>,
    /// Whether verbs go.
    pub verbs: bool,
}

/// The places of a core's own characters; `None` where they cannot be told.
fn core_places(chars: &[char], part: &Part) -> Option<Vec<usize>> {
    let mut places = Vec::new();
    let mut at = part.span.start as usize;
    for c in part.core.chars() {
        loop {
            let inside = |q: &Qualifier| (q.span.start as usize..q.span.end as usize).contains(&at);
            if at >= part.span.end as usize {
                return None;
            }
            if chars[at] == c && !part.qualifiers.iter().any(inside) {
                break;
            }
            at += 1;
        }
        places.push(at);
        at += 1;
    }
    Some(places)
}

/// Whether a qualifier stands inside the core, so that the core would close over its gap.
pub(super) fn within_core(part: &Part, span: Span) -> bool {
    span.start > part.span.start && span.end < part.span.end
}

/// The name of the only part, all but what is to go as it was.
pub(super) fn reduced(name: &Name<'_>, wish: &Wish) -> Option<String> {
    let [part] = name.reading.parts() else {
        return None;
    };
    let chars: Vec<char> = name.raw.chars().collect();
    let mut roles = vec![Role::Dress; chars.len()];
    for q in &part.qualifiers {
        let moved = wish.moved.contains(&q.span);
        let role = if moved { Role::Moved } else { Role::Kept };
        roles[q.span.start as usize..q.span.end as usize].fill(role);
    }
    let core = core_places(&chars, part)?;
    for at in &core {
        roles[*at] = Role::Core;
    }
    let mut cut: Vec<bool> = roles.iter().map(|r| *r == Role::Moved).collect();
    for run in runs(&roles) {
        let touches = |at: Option<usize>, role: Role| at.and_then(|i| roles.get(i)) == Some(&role);
        let before = run.start.checked_sub(1);
        // What only joined the name and the qualifier says nothing without the qualifier; and words
        // without weight behind a core belong to the old name.
        let idle = touches(before, Role::Moved)
            || touches(Some(run.end), Role::Moved)
            || wish.core.is_some() && touches(before, Role::Core);
        let text: String = chars[run.clone()].iter().collect();
        if idle || wish.verbs && has_verb(name, &text) {
            for i in run {
                cut[i] = !is_paired(chars[i]);
            }
        }
    }
    let mut text = String::new();
    for (i, c) in chars.iter().enumerate() {
        match (&wish.core, roles[i]) {
            (Some(instead), Role::Core) => {
                if core.first() == Some(&i) {
                    text.push_str(instead);
                }
            }
            _ if cut[i] => {}
            _ => text.push(*c),
        }
    }
    tidy(&text)
}

/// The name of one part of several: its core between the qualifiers that stay with it.
pub(super) fn composed(name: &Name<'_>, part: &Part, wish: &Wish) -> Option<String> {
    let chars: Vec<char> = name.raw.chars().collect();
    let raw = |s: Span| -> String { chars[s.start as usize..s.end as usize].iter().collect() };
    let (mut before, mut after) = (String::new(), Vec::new());
    let mut kept: Vec<&Qualifier> = part
        .qualifiers
        .iter()
        .filter(|q| !wish.moved.contains(&q.span))
        .collect();
    kept.dedup_by_key(|q| q.span);
    for q in kept {
        let apart = |other: &Qualifier| {
            other.span == q.span || other.span.end <= q.span.start || q.span.end <= other.span.start
        };
        let shared = q.attribute == Attribute::Note && !is_own(name.reading.parts(), part, q.span);
        if !part.qualifiers.iter().all(apart) || within_core(part, q.span) || shared {
            return None;
        }
        if q.span.end <= part.span.start {
            before.push_str(&raw(q.span));
        } else {
            after.push(raw(q.span));
        }
    }
    let core = wish.core.as_deref().unwrap_or(&part.core);
    let behind = if after.is_empty() {
        String::new()
    } else {
        format!("（{}）", after.join("；"))
    };
    tidy(&format!("{before}{core}{behind}"))
}

/// Whether a span belongs to one part alone: between its neighbours' cores.
pub(super) fn is_own(parts: &[Part], part: &Part, span: Span) -> bool {
    let others = || parts.iter().filter(|p| p.span != part.span);
    let shared = others().any(|p| p.qualifiers.iter().any(|q| q.span == span));
    let from = others()
        .map(|p| p.span.end)
        .filter(|end| *end <= part.span.start)
        .max();
    let to = others()
        .map(|p| p.span.start)
        .filter(|start| *start >= part.span.end)
        .min();
    !shared && from.is_none_or(|f| f <= span.start) && to.is_none_or(|t| span.end <= t)
}

/// Whether a text that reading took off holds a verb that C10 looks for.
pub(super) fn has_verb(name: &Name<'_>, text: &str) -> bool {
    name.book
        .words("C10", mode::DRESS)
        .iter()
        .any(|w| text.contains(&w.word))
}

fn runs(roles: &[Role]) -> Vec<std::ops::Range<usize>> {
    let mut out = Vec::new();
    let mut at = 0;
    while at < roles.len() {
        let n = roles[at..].iter().take_while(|r| **r == roles[at]).count();
        if roles[at] == Role::Dress {
            out.push(at..at + n);
        }
        at += n;
    }
    out
}

/// Marks that come in pairs: one of them alone must not go.
fn is_paired(c: char) -> bool {
    is_open(c) || is_close(c)
}

fn is_open(c: char) -> bool {
    matches!(c, '(' | '（' | '[' | '［' | '【' | '〔' | '《' | '“')
}

fn is_close(c: char) -> bool {
    matches!(c, ')' | '）' | ']' | '］' | '】' | '〕' | '》' | '”')
}

pub(super) fn is_separator(c: char) -> bool {
    c.is_whitespace() || matches!(c, ',' | '，' | ';' | '；' | '、' | '。' | ':' | '：')
}

/// Without empty brackets, and without separators that part nothing; `None` where nothing is left or
/// brackets do not pair.
fn tidy(text: &str) -> Option<String> {
    let mut chars: Vec<char> = text.chars().collect();
    loop {
        let at = |i: usize| chars.get(i).copied();
        let idle = (0..chars.len()).find_map(|i| {
            let (before, c) = (i.checked_sub(1).and_then(at), chars[i]);
            let after = at(i + 1);
            if is_open(c) && after.is_some_and(is_close) {
                return Some(i..i + 2);
            }
            let parts = before.is_some_and(|b| !is_open(b) && !is_separator(b))
                && after.is_some_and(|a| !is_close(a));
            let stray = before.is_none() && is_close(c) || after.is_none() && is_open(c);
            (is_separator(c) && !parts || stray).then_some(i..i + 1)
        });
        match idle {
            Some(range) => drop(chars.drain(range)),
            None => break,
        }
    }
    // 《申请表》 whole is the form by its title.
    let inner = chars
        .len()
        .checked_sub(2)
        .map(|n| chars.iter().skip(1).take(n));
    if chars.first() == Some(&'《')
        && chars.last() == Some(&'》')
        && inner.is_some_and(|mut i| i.all(|c| !matches!(c, '《' | '》')))
    {
        chars = chars[1..chars.len() - 1].to_vec();
    }
    let mut depth = 0i32;
    for c in &chars {
        depth += i32::from(is_open(*c)) - i32::from(is_close(*c));
        if depth < 0 {
            return None;
        }
    }
    (depth == 0 && !chars.is_empty()).then(|| chars.into_iter().collect())
}

#[cfg(test)]
mod tests {
    use super::tidy;

    #[test]
    fn what_is_left_is_tidy() {
        for (text, expected) in [
            ("营业执照（，）", Some("营业执照")),
            ("营业执照（；有效期内）、", Some("营业执照（有效期内）")),
            ("《申请表》", Some("申请表")),
            ("《甲》和《乙》", Some("《甲》和《乙》")),
            ("营业执照（", Some("营业执照")),
            ("（甲", None),
            ("（）", None),
        ] {
            assert_eq!(tidy(text).as_deref(), expected, "{text}");
        }
    }
}
