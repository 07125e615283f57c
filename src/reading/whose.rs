//! Whose a paper is where only what stands around it tells: the condition under which it is asked for, or the
//! core itself.

use super::lexicon::Joint;
use super::owner::{LONGEST_HOLDER, plain};
use super::part::bare;
use super::reader::Reader;
use super::text::Text;
use crate::model::{Attribute, Qualifier, Span};

impl Reader {
    /// Whether a qualifier is a condition that binds to what follows: 股东为事业法人的.
    pub(super) fn tells_when(&self, qualifier: &Qualifier) -> bool {
        let binds = |c| self.lexicon().connector_char(c) == Some(Joint::Attributive);
        qualifier.attribute == Attribute::Condition && qualifier.value.chars().any(binds)
    }

    /// Whether a qualifier ends in an order: 国家工作人员还应当提交.
    pub(super) fn orders_at_end(&self, qualifier: &Qualifier) -> bool {
        let verb = self.lexicon().verbs.suffix(&qualifier.value);
        qualifier.attribute == Attribute::Condition && verb.is_some_and(|(n, _)| n > 2)
    }

    /// The holder that a condition, or a note before the core, begins with: 申请人未满16周岁的, 残疾人需提供,
    /// and （迁入户提供） wherever it stands.
    pub(super) fn whose(&self, qualifier: &Qualifier, core: Span) -> Option<Qualifier> {
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
                // 在法定劳动年龄内尚未就业的家庭成员: a long description says less than the last words.
                let text = bare(who);
                let last = || {
                    let particles = self.attributives(&text);
                    particles.first().map_or(0, |(before, _)| before.len() + 1)
                };
                let from = if who.len() > LONGEST_HOLDER {
                    last()
                } else {
                    0
                };
                let owner = self.owner_value(&text.from(from))?;
                let start = from + owner.start;
                Some((
                    start..(start + owner.len).min(who.len()),
                    owner.role.by.clone(),
                ))
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

    /// Of whom a core in other words is the proof: 证明申请人合法身份的文件 is 申请人合法身份证明.
    pub(super) fn proved(&self, core: &Text) -> Option<Qualifier> {
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
        if !self.lexicon().may_join(plain(core), &[Joint::For]) {
            return None;
        }
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
}
