//! From a piece with what was lifted off it to a part of the reading.

use super::lexicon::Joint;
use super::owner::{LONGEST_HOLDER, plain};
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

    /// Of whom a core in other words is the proof: 证明申请人合法身份的文件 is 申请人合法身份证明.
    fn proved(&self, core: &Text) -> Option<Qualifier> {
        let wordings = &self.lexicon().rewordings;
        let wording = wordings.whole(core.string())?;
        let name: Vec<char> = wordings.value(wording, core.string()).chars().collect();
        let (n, role) = self.lexicon().role(&name)?;
        let (who, rest) = name.split_at(n);
        let rest: String = rest.iter().collect();
        if role.not_before.iter().any(|b| rest.starts_with(b)) {
            return None;
        }
        let at = (0..core.len()).find(|i| plain(&core.from(*i)).starts_with(who))?;
        Some(Qualifier {
            attribute: Attribute::Holder,
            value: who.iter().collect(),
            span: core.slice(at, at + n).hull(),
            by: role.by.clone(),
        })
    }

    /// For whom a core says that something is done: 为申请人购买社会保险的清单, 同意申请人兼职的说明.
    pub(super) fn for_whom(&self, core: &Text) -> Option<Qualifier> {
        let mut at = 0;
        core.words(&self.lexicon().segmenter)
            .into_iter()
            .find_map(|word| {
                at += word.chars().count();
                let joint = self.lexicon().connector(word);
                let rest = core.from(at);
                let (n, role) = self.lexicon().role(plain(&rest))?;
                let fits = joint == Some(Joint::For)
                    && !role.body
                    && n + 2 < rest.len()
                    && self.word_ends(&rest, n)
                    && self.joint_at(&rest, n).is_none();
                let who = rest.slice(0, n);
                fits.then(|| Qualifier {
                    attribute: Attribute::Holder,
                    value: who.string().to_owned(),
                    span: who.hull(),
                    by: role.by.clone(),
                })
            })
    }

    /// Whether a qualifier is a condition that binds to what follows: 股东为事业法人的.
    fn tells_when(&self, qualifier: &Qualifier) -> bool {
        let binds = |c| self.lexicon().connector_char(c) == Some(Joint::Attributive);
        qualifier.attribute == Attribute::Condition && qualifier.value.chars().any(binds)
    }

    /// Whether a qualifier ends in an order: 国家工作人员还应当提交.
    fn orders_at_end(&self, qualifier: &Qualifier) -> bool {
        let verb = self.lexicon().verbs.suffix(&qualifier.value);
        qualifier.attribute == Attribute::Condition && verb.is_some_and(|(n, _)| n > 2)
    }

    /// The holder that a condition, or a note before the core, begins with: 申请人未满16周岁的, 残疾人需提供,
    /// and （迁入户提供） wherever it stands.
    fn whose(&self, qualifier: &Qualifier, core: Span) -> Option<Qualifier> {
        let before = qualifier.span.end <= core.start;
        let chars: Vec<char> = match qualifier.attribute {
            Attribute::Condition => qualifier.value.chars().collect(),
            Attribute::Note if before => qualifier.value.chars().collect(),
            _ => return None,
        };
        let handed_in = self
            .lexicon()
            .verbs
            .suffix(&qualifier.value)
            .and_then(|(n, _)| {
                let clause = chars.get(..chars.len() - n)?;
                let mut who = clause;
                // 住院患者,需提供
                while let [before @ .., ',' | ' '] = who {
                    who = before;
                }
                // 有委托代理人的,应提交 says when.
                let when = who.len() < clause.len() && self.attributive_end(&bare(who));
                if when {
                    return None;
                }
                let owner = self.owner_value(&bare(who))?;
                let end = (owner.start + owner.len).min(who.len());
                Some((owner.start..end, owner.role.by.clone()))
            });
        let (who, by) = handed_in.or_else(|| {
            let (n, by) = self.who_acts(&chars, self.orders_at_end(qualifier))?;
            Some((0..n, by))
        })?;
        let at = |i: usize| qualifier.span.start + i as u32;
        Some(Qualifier {
            attribute: Attribute::Holder,
            value: chars[who.clone()].iter().collect(),
            span: Span {
                start: at(who.start),
                end: at(who.end),
            },
            by,
        })
    }

    /// Whether something is handed in within a text: 其他组织不能提供组织机构.
    pub(super) fn verb_within(&self, text: &Text) -> bool {
        let mut at = 0;
        text.words(&self.lexicon().segmenter).iter().any(|word| {
            let i = at;
            at += word.chars().count();
            let verb = self.lexicon().verbs.prefix(text.from(i).string());
            // 提供方 is no 提供.
            let something = |n: usize| self.word_ends(text, i + n) && i + n + 1 < text.len();
            verb.is_some_and(|(n, _)| n > 1 && something(n))
        })
    }

    /// The person or persons that a clause begins with, where the clause goes on with what they do or are:
    /// its length, and the line. Bodies count where they are ordered to hand something in.
    fn who_acts(&self, clause: &[char], bodies: bool) -> Option<(usize, String)> {
        let string: String = clause.iter().collect();
        let words = self.lexicon().segmenter.words(&string);
        let (mut at, mut found) = (0, None);
        for word in words {
            at += word.chars().count();
            if at >= clause.len().min(LONGEST_HOLDER) {
                break;
            }
            // 申请人与用人单位签订的: the first of two is the one who hands in.
            let goes_on = match self.lexicon().connector_char(clause[at]) {
                None | Some(Joint::Topic | Joint::For) => true,
                Some(Joint::All) => {
                    let rest: String = clause[at..].iter().collect();
                    let with = self.lexicon().front.prefix(&rest);
                    with.is_some_and(|(n, _)| n + at == clause.len())
                }
                _ => false,
            };
            let who = bare(&clause[..at]);
            // 农民工或外来务工人员申请的: the last one may be named by what it ends in.
            let listed = self.listed(&who);
            let persons = listed.iter().enumerate().all(|(i, (a, b))| {
                let item = who.slice(*a, *b);
                let role = self.lexicon().role(plain(&item));
                let exact = role.is_some_and(|(n, role)| n == item.len() && (bodies || !role.body));
                let named = || {
                    let acts = self.verb_within(&item);
                    !acts && self.role_of(&item).is_some_and(|role| !role.body)
                };
                exact || i > 0 && named()
            });
            if goes_on
                && persons
                && let Some(owner) = self.owner_value(&who)
                && (owner.start, owner.len) == (0, at)
            {
                found = Some((at, owner.role.by.clone()));
            }
        }
        found
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
fn bare(chars: &[char]) -> Text {
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
