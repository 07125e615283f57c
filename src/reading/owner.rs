//! Who may own a paper: a role, a list of roles, or whatever ends in one.

use super::lexicon::{Joint, Role};
use super::piece::{Piece, Side};
use super::reader::Reader;
use super::text::Text;
use super::wordings::Lift;
use crate::model::Attribute;

/// A relative clause longer than this is a sentence, and no holder.
pub(super) const LONGEST_HOLDER: usize = 24;

/// An owner within a text.
#[derive(Clone, Debug)]
pub(super) struct Owner<'r> {
    /// Where it begins, in characters.
    pub(super) start: usize,
    /// Its length; what stands before it describes it.
    pub(super) len: usize,
    /// The role.
    pub(super) role: &'r Role,
}

impl Owner<'_> {
    /// Whether the role is no holder before a text.
    pub(super) fn not_before(&self, text: &str) -> bool {
        let begins = |b: &String| text.starts_with(b.as_str());
        self.role.not_before.iter().any(begins)
    }
}

impl Reader {
    /// 外国申请人所在国家主管部门核发的: the body is that of a place, and the place that of an owner.
    pub(super) fn keep_owner_of_place(&self, piece: &mut Piece, body: &Text) {
        let chars = plain(body);
        let owner = (2..body.len())
            .find(|i| self.lexicon().relative(&chars[*i..]))
            .map(|i| body.slice(0, i))
            .and_then(|who| Some((self.owner_in(&who)?, who)));
        if let Some((owner, who)) = owner {
            self.keep_owner(piece, &who, &owner);
        }
    }

    /// Keeps an owner, and what is said of it before it: 负有限责任的会计师事务所.
    pub(super) fn keep_owner(&self, piece: &mut Piece, text: &Text, owner: &Owner<'_>) {
        let (start, end) = (owner.start, owner.start + owner.len);
        piece.lift(
            Attribute::Note,
            &text.slice(0, start),
            "",
            "定语",
            Side::Front,
        );
        let holder = text.slice(start, end.min(text.len()));
        piece.lift(Attribute::Holder, &holder, "", &owner.role.by, Side::Front);
    }

    /// The owner in a text that is a role, a list of roles, or ends in one, and tells nothing but whose
    /// the paper is: 台湾居民 before an identity card says which card it is.
    pub(super) fn owner_value(&self, text: &Text) -> Option<Owner<'_>> {
        (!self.lexicon().stays(plain(text)))
            .then(|| self.owner_in(text))
            .flatten()
    }

    pub(super) fn owner_in(&self, text: &Text) -> Option<Owner<'_>> {
        let text = self.without_attributive(&without_colon(text));
        let after_colon = (0..text.len()).rev().find(|i| text.at(*i) == Some(':'));
        if let Some(i) = after_colon {
            return self.owner_in(&text.from(i + 1)).map(|owner| Owner {
                start: owner.start + i + 1,
                ..owner
            });
        }
        let marked = text
            .chars()
            .iter()
            .any(|c| matches!(c.c, ' ' | ',' | ';' | '。' | '《' | '》' | '“' | '”'));
        if text.len() < 2 || text.len() > LONGEST_HOLDER || marked {
            return None;
        }
        // 自然人 tells no more than that it is somebody.
        let nobody = self.lexicon().front.whole(text.string());
        if nobody.is_some_and(|w| w.lift == Lift::Drop) {
            return None;
        }
        // As the name states it, but without 所有 and 全体, and without what only describes it.
        let whole = self
            .lexicon()
            .role(plain(&text))
            .is_some_and(|(n, _)| n == text.len());
        let described = (!whole)
            .then(|| {
                (1..text.len().saturating_sub(1))
                    .rev()
                    .find(|i| self.joint_at(&text, *i) == Some(Joint::Attributive))
            })
            .flatten()
            // 军人、登记备案的国家工作人员: what stands before the particle is not only a description.
            .filter(|i| self.listed(&text.slice(0, *i)).len() == 1 || !self.begins_list(&text))
            // 当事人的工作人员 are somebody's; 申请人的法定代表人 is one that everybody knows.
            .filter(|i| {
                let person = |t: &Text| {
                    let role = self.lexicon().role(plain(t));
                    role.is_some_and(|(n, role)| n == t.len() && role.person)
                };
                let (whose, who) = (text.slice(0, *i), text.from(*i + 1));
                let own = self.lexicon().role(plain(&who));
                let known = own.is_some_and(|(_, role)| role.person);
                !person(&whose) || known
            })
            .map_or(0, |i| i + 1);
        // 持证人 is a role, and no 证人 with something before it.
        let quantifier = self.quantifier(&text.from(described));
        let start = match (whole, quantifier) {
            (true, 1) => 0,
            _ => described + quantifier,
        };
        let named = text.from(start);
        let items = self.listed(&named);
        // 与回收拆解企业的合作协议: a party that one deals with is not whose paper it is.
        let (first, last) = (items.first()?, items.last()?);
        // 经营资质以及与商户的合作协议: a second joining word opens the party.
        let party = items.windows(2).any(|pair| {
            let joint = named.slice(pair[0].1, pair[1].0);
            let words = joint.words(&self.lexicon().segmenter);
            words.len() > 1 && joint.string().chars().all(char::is_alphanumeric)
        });
        if party
            || first.0 > 0
            || last.1 < named.len()
            || (!whole && self.acts(&named))
            || self.gives_example(&named)
            || self.orders(&named)
            || self.verb_beyond_first(&named)
            || self.is_for_somebody(&named)
            || self.states(&named)
        {
            return None;
        }
        // 道路测试、示范应用单位: what stands before the last mark may only describe it, if it is no paper.
        // 本人婚姻状况和抚养教育被收养人的能力: nor is it one that tells something of somebody.
        let described = |(a, b): &(usize, usize)| {
            let item = named.slice(*a, *b);
            let role = self.lexicon().role(plain(&item));
            let somebody = || role.is_some_and(|(n, _)| self.word_ends(&item, n));
            self.role_of(&item).is_some() || !self.stands_alone(&item) && !somebody()
        };
        if !items.iter().all(described) {
            return None;
        }
        let mut roles = items
            .iter()
            .map(|(a, b)| self.role_of(&named.slice(*a, *b)));
        let last = roles.next_back().flatten()?;
        let first = roles.next().flatten().unwrap_or(last);
        // 清算组全体成员 is 清算组; and of 申请人法定代表人 it is the second whose paper it is.
        let (mut start, mut len) = (start, named.len());
        if let Some((n, role)) = self.lexicon().role(plain(&named)).filter(|(n, _)| *n < len) {
            let rest = named.from(n);
            let people = self.lexicon().role(plain(&rest));
            let particle = self.joint_at(&rest, 0) == Some(Joint::Attributive);
            if self.quantifier(&rest) > 0 && !particle {
                len = n;
            } else if role.person
                && people.is_some_and(|(m, p)| p.person && m == rest.len() && !p.reflexive)
            {
                // 经办人本人 is one who is named twice.
                (start, len) = (start + n, rest.len());
            }
        }
        // 公司法定代表人: the body only says whose person it is.
        if let (Some((n, role)), 1) = (self.lexicon().role(plain(&named)), items.len()) {
            let own = named.len().saturating_sub(role.usual.chars().count());
            let whose = self.lexicon().role(plain(&named.slice(0, own)));
            if n == named.len()
                && !role.usual.is_empty()
                && named.string().ends_with(&role.usual)
                && whose.is_some_and(|(m, _)| m > 0 && m == own)
            {
                (start, len) = (start + own, named.len() - own);
            }
        }
        Some(Owner {
            start,
            len,
            role: first,
        })
    }

    /// Whether a text begins with a role and goes on with a verb of one character, and is no owner:
    /// 原告为公民.
    fn states(&self, text: &Text) -> bool {
        let Some((n, _)) = self
            .lexicon()
            .role(plain(text))
            .filter(|(n, _)| *n < text.len())
        else {
            return false;
        };
        let rest = text.from(n);
        let verb = rest.words(&self.lexicon().segmenter).first().copied();
        verb.is_some_and(|w| {
            let joint = self.lexicon().connector(w);
            w.chars().count() == 1 && matches!(joint, None | Some(Joint::For))
        }) && rest.len() > 1
            && self.word_ends(text, n)
    }

    /// Whether a text begins with a role that is one of several.
    fn begins_list(&self, text: &Text) -> bool {
        let first = self.listed(text).first().copied();
        first.is_some_and(|(a, b)| {
            let item = text.slice(a, b);
            let item = plain(&item);
            let role = self.lexicon().role(item);
            b < text.len() && role.is_some_and(|(n, _)| n == item.len())
        })
    }

    /// The role that a text is, or ends in.
    pub(super) fn role_of(&self, text: &Text) -> Option<&Role> {
        let chars = plain(text);
        let whole = self
            .lexicon()
            .role(chars)
            .filter(|(n, _)| *n == chars.len());
        // 收养子女 ends in no 养子女.
        let begins = |n: usize| n == chars.len() || self.word_ends(text, chars.len() - n);
        whole
            .map(|(_, r)| r)
            .or_else(|| {
                self.lexicon()
                    .role_ending(chars)
                    .filter(|(n, _)| begins(*n))
                    .map(|(_, r)| r)
            })
            .or_else(|| self.lexicon().role_suffix(chars))
    }

    /// Whether a text names a document by itself: 有效证明 says no more than 证明.
    pub(super) fn named(&self, text: &Text) -> bool {
        self.known(text).is_some() || self.names(&self.beyond_front(text))
    }

    /// Whether a text may be what somebody owns: a document, or a certificate of whatever kind
    /// (机组人员的执照).
    pub(super) fn owned(&self, text: &Text) -> bool {
        self.named(text) || self.lexicon().is_certificate(plain(text))
    }

    /// A text without the wordings at its beginning.
    pub(super) fn beyond_front(&self, text: &Text) -> Text {
        let mut text = text.clone();
        while let Some((n, _)) = self.lexicon().front.prefix(text.string()) {
            if n >= text.len() {
                break;
            }
            text = text.from(n);
        }
        text
    }

    /// Whether a text begins with an action, and is no owner: 变更企业负责人.
    pub(super) fn acts(&self, text: &Text) -> bool {
        let first = text.words(&self.lexicon().segmenter).first().copied();
        first.is_some_and(|word| self.lexicon().is_action(word))
    }

    /// Whether a text orders something to be handed in (合作社应当提交…), and is no owner.
    pub(super) fn orders(&self, text: &Text) -> bool {
        let string = text.string();
        let mut at = string.char_indices().map(|(i, _)| &string[i..]);
        at.any(|rest| {
            self.lexicon()
                .verbs
                .prefix(rest)
                .is_some_and(|(n, _)| n > 2)
        })
    }

    /// Whether somebody hands something in within a text: 代理人申请应持患者. 提供弩单位 are who provide them.
    fn verb_beyond_first(&self, text: &Text) -> bool {
        let words = text.words(&self.lexicon().segmenter);
        let first = words.first().map_or(0, |w| w.chars().count());
        self.verb_within(&text.from(first))
    }

    /// Whether a text says for whom something is: 律师事务所给代表机构拟任代表.
    fn is_for_somebody(&self, text: &Text) -> bool {
        if !self.lexicon().may_join(plain(text), &[Joint::For]) {
            return false;
        }
        let words = text.words(&self.lexicon().segmenter);
        let mut beyond = words.into_iter().skip(1);
        beyond.any(|w| self.lexicon().connector(w) == Some(Joint::For))
    }

    /// Whether a text holds a word that makes what stands before it an example.
    pub(super) fn gives_example(&self, text: &Text) -> bool {
        if !self.lexicon().may_join(plain(text), &[Joint::Example]) {
            return false;
        }
        let words = text.words(&self.lexicon().segmenter);
        words
            .into_iter()
            .any(|w| self.lexicon().connector(w) == Some(Joint::Example))
    }

    /// The stretches between connectors, without asking whether they are documents.
    pub(super) fn listed(&self, text: &Text) -> Vec<(usize, usize)> {
        let (mut out, mut start, mut at) = (Vec::new(), 0, 0);
        if !text.is_empty()
            && !self
                .lexicon()
                .may_join(plain(text), &[Joint::All, Joint::Any])
        {
            return vec![(0, text.len())];
        }
        for word in text.words(&self.lexicon().segmenter) {
            let first = at;
            at += word.chars().count();
            if matches!(
                self.lexicon().connector(word),
                Some(Joint::All | Joint::Any)
            ) {
                if first > start {
                    out.push((start, first));
                }
                start = at;
            }
        }
        if text.len() > start {
            out.push((start, text.len()));
        }
        out
    }

    /// How many characters of weightless words stand before a role.
    pub(super) fn quantifier(&self, text: &Text) -> usize {
        let mut at = 0;
        while let Some((n, wording)) = self.lexicon().front.prefix(text.from(at).string()) {
            // 自然人、法人或者其他组织: what is listed is weighed.
            let listed = matches!(self.joint_at(text, at + n), Some(Joint::All | Joint::Any));
            // 本人及经办人 begins with no 本.
            let role = self.lexicon().role(plain(&text.from(at)));
            let half = n == 1 && role.is_some_and(|(_, role)| role.person);
            if wording.lift != Lift::Drop || at + n + 2 > text.len() || listed || half {
                break;
            }
            at += n;
        }
        // 本单位从业人员: after 本, the body only says whose people they are.
        match self.lexicon().role(plain(&text.from(at))) {
            Some((n, role)) if at > 0 && !role.person => {
                let people = text.from(at + n);
                let one = self.listed(&people) == [(0, people.len())];
                let inner = one && self.lexicon().role_like(plain(&people)).is_some();
                if inner { at + n } else { at }
            }
            _ => at,
        }
    }

    pub(super) fn joint_at(&self, text: &Text, i: usize) -> Option<Joint> {
        self.lexicon().connector_char(text.at(i)?)
    }

    /// A text without an attributive particle at its end.
    pub(super) fn without_attributive(&self, text: &Text) -> Text {
        match text.len() {
            0 => text.clone(),
            n if self.joint_at(text, n - 1) == Some(Joint::Attributive) => text.slice(0, n - 1),
            _ => text.clone(),
        }
    }
}

/// A text without a colon at its end.
fn without_colon(text: &Text) -> Text {
    match text.len() {
        n if n > 0 && text.at(n - 1) == Some(':') => text.slice(0, n - 1),
        _ => text.clone(),
    }
}

pub(super) fn plain(text: &Text) -> &[char] {
    text.plain()
}
