//! From a piece with what was lifted off it to a part of the reading.

use super::piece::Piece;
use super::reader::{Reader, without_marks};
use super::steps::{is_mark, key};
use super::text::{Char, Text};
use crate::model::{Attribute, Part, Qualifier, Span};

impl Reader {
    /// A core with its qualifiers, in the order of the raw name.
    pub(super) fn part(&self, group: u32, piece: Piece, raw: &[char]) -> Part {
        let mut qualifiers: Vec<Qualifier> =
            piece.lifted.into_iter().map(|l| l.qualifier).collect();
        qualifiers.sort_by_key(|q| (q.span, q.attribute));
        let core = piece.text.hull();
        // 申请人未满16周岁的交验户口簿: whose circumstances they are is whose paper it is.
        let owned = self.known(&piece.text).is_some_and(|known| known.holder);
        if !stated(&qualifiers)
            && let Some(holder) = qualifiers
                .iter()
                .filter(|q| owned || self.tells_when(q) || self.orders_at_end(q))
                .find_map(|q| self.whose(q, core))
        {
            qualifiers.push(holder);
            qualifiers.sort_by_key(|q| (q.span, q.attribute));
        }
        if !stated(&qualifiers)
            && let Some(holder) = self
                .proved(&piece.text)
                .or_else(|| self.for_whom(&piece.text))
        {
            qualifiers.push(holder);
            qualifiers.sort_by_key(|q| (q.span, q.attribute));
        }
        // 聘用单位所在地医院出具的申请人体检表: whose place it is says less than whose paper it is.
        if stated(&qualifiers) {
            let places = issuers(&qualifiers);
            qualifiers.retain(|q| q.attribute != Attribute::Holder || !within(q.span, &places));
        }
        // 执业药师本人 comes off as two roles, and is one holder.
        qualifiers.dedup_by(|next, q| {
            let one = q.attribute == Attribute::Holder
                && next.attribute == Attribute::Holder
                && q.span.end == next.span.start
                && q.value.chars().count() == (q.span.end - q.span.start) as usize;
            // 法定代表人（负责人）
            let bracket = q.attribute == Attribute::Holder
                && next.attribute == Attribute::Holder
                && next.span.start == q.span.end + 1
                && matches!(raw.get(q.span.end as usize), Some('(' | '（'))
                && matches!(raw.get(next.span.end as usize), Some(')' | '）'));
            if bracket {
                q.span.end = next.span.end + 1;
                q.value = raw[q.span.start as usize..q.span.end as usize]
                    .iter()
                    .collect();
            } else if one {
                q.value.push_str(&next.value);
                q.span.end = next.span.end;
            }
            one || bracket
        });
        // 华侨应当提交本人的护照: 本人 is whoever is named already.
        let reflexive = |q: &Qualifier| {
            let value: Vec<char> = q.value.chars().collect();
            let role = self.lexicon().role(&value);
            role.is_some_and(|(n, role)| n == value.len() && role.reflexive)
        };
        let holder = |q: &&Qualifier| q.attribute == Attribute::Holder;
        if qualifiers.iter().filter(holder).any(|q| !reflexive(q)) {
            qualifiers.retain(|q| q.attribute != Attribute::Holder || !reflexive(q));
        }
        // Whose paper it is stands as the name has it, with its own brackets and marks.
        for q in qualifiers
            .iter_mut()
            .filter(|q| q.attribute == Attribute::Holder)
        {
            let written = &raw[q.span.start as usize..q.span.end as usize];
            if written.len() == q.value.chars().count() {
                let pairs = q.value.chars().zip(written);
                q.value = pairs
                    .map(|(c, w)| if is_mark(c) { *w } else { c })
                    .collect();
            }
        }
        self.join_forms(&mut qualifiers);
        let text = without_marks(&piece.text);
        Part {
            core: text.raw(raw),
            key: key(&piece.text),
            group,
            span: text.hull(),
            qualifiers,
        }
    }

    /// 副本（复印件）: two forms that were read apart, and together are one.
    fn join_forms(&self, qualifiers: &mut [Qualifier]) {
        let forms: Vec<&str> = qualifiers
            .iter()
            .filter(|q| q.attribute == Attribute::Form)
            .map(|q| q.value.as_str())
            .collect();
        if forms.len() < 2 {
            return;
        }
        let Some(joined) = self.lexicon().back.whole(&forms.join(";")) else {
            return;
        };
        let value = joined.canonical.clone();
        // The one that says it all stays the form, or else the first one; what the other one says beside
        // it is a note.
        let said = forms.iter().position(|f| *f == value).unwrap_or(0);
        let both = qualifiers
            .iter_mut()
            .filter(|q| q.attribute == Attribute::Form);
        for (i, form) in both.enumerate() {
            if i == said {
                form.value.clone_from(&value);
            } else {
                form.attribute = Attribute::Note;
            }
        }
    }
}

/// Whether the holder is stated, and not only as the one where the issuer is.
fn stated(qualifiers: &[Qualifier]) -> bool {
    let places = issuers(qualifiers);
    qualifiers
        .iter()
        .any(|q| q.attribute == Attribute::Holder && !within(q.span, &places))
}

/// Where issuers stand.
fn issuers(qualifiers: &[Qualifier]) -> Vec<Span> {
    let issuer = qualifiers
        .iter()
        .filter(|q| q.attribute == Attribute::Issuer);
    issuer.map(|q| q.span).collect()
}

fn within(span: Span, places: &[Span]) -> bool {
    let inside = |place: &Span| place.start <= span.start && span.end <= place.end;
    places.iter().any(inside)
}

/// Characters that a qualifier keeps, as a text of their own.
pub(super) fn bare(chars: &[char]) -> Text {
    let span = Span { start: 0, end: 0 };
    Text::new(
        chars
            .iter()
            .map(|c| Char {
                c: *c,
                enumerator: false,
                span,
            })
            .collect(),
    )
}
