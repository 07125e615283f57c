//! From a piece with what was lifted off it to a part of the reading.

use super::piece::Piece;
use super::reader::{Reader, without_marks};
use super::steps::key;
use crate::model::{Attribute, Part, Qualifier, Span};

impl Reader {
    /// A core with its qualifiers, in the order of the raw name.
    pub(super) fn part(&self, group: u32, piece: Piece, raw: &[char]) -> Part {
        let mut qualifiers: Vec<Qualifier> =
            piece.lifted.into_iter().map(|l| l.qualifier).collect();
        qualifiers.sort_by_key(|q| (q.span, q.attribute));
        // 申请人未满16周岁的交验户口簿: whose circumstances they are is whose paper it is.
        if self.known(&piece.text).is_some_and(|known| known.holder)
            && !qualifiers.iter().any(|q| q.attribute == Attribute::Holder)
            && let Some(holder) = qualifiers.iter().find_map(|q| self.whose(q))
        {
            qualifiers.push(holder);
            qualifiers.sort_by_key(|q| (q.span, q.attribute));
        }
        // 执业药师本人 comes off as two roles, and is one holder.
        qualifiers.dedup_by(|next, q| {
            let one = q.attribute == Attribute::Holder
                && next.attribute == Attribute::Holder
                && q.span.end == next.span.start
                && q.value.chars().count() == (q.span.end - q.span.start) as usize;
            if one {
                q.value.push_str(&next.value);
                q.span.end = next.span.end;
            }
            one
        });
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
        let whole = self.lexicon().back.whole(&forms.join(";"));
        // One of them must be what the two come to, or the form would be lost.
        let Some(joined) = whole.filter(|w| forms.contains(&w.canonical.as_str())) else {
            return;
        };
        // The one that says it all stays the form; what the other one says beside it is a note.
        let value = joined.canonical.clone();
        for form in qualifiers
            .iter_mut()
            .filter(|q| q.attribute == Attribute::Form && q.value != value)
        {
            form.attribute = Attribute::Note;
        }
    }

    /// The holder that a condition begins with.
    fn whose(&self, qualifier: &Qualifier) -> Option<Qualifier> {
        if qualifier.attribute != Attribute::Condition {
            return None;
        }
        let chars: Vec<char> = qualifier.value.chars().collect();
        let (n, role) = self
            .lexicon()
            .role(&chars)
            .filter(|(n, r)| r.person && *n < chars.len())?;
        Some(Qualifier {
            attribute: Attribute::Holder,
            value: chars[..n].iter().collect(),
            span: Span {
                start: qualifier.span.start,
                end: qualifier.span.start + n as u32,
            },
            by: role.by.clone(),
        })
    }
}
