//! Roles right before a paper, with no particle between them: 法定代表人身份证, a list of roles before a paper
//! that nobody knows, and whoever a clause before a bare proof tells something of.

use super::lexicon::{Joint, Known};
use super::owner::{LONGEST_HOLDER, Owner, plain};
use super::piece::Piece;
use super::reader::Reader;
use super::text::Text;
use super::wordings::Lift;

impl Reader {
    /// A role without a particle: 法定代表人身份证, 经办人、押运人身份证.
    pub(super) fn lift_role(&self, piece: &mut Piece) -> bool {
        let text = piece.text.clone();
        let chars = plain(&text);
        let Some((n, role)) = self.lexicon().role(chars) else {
            return false;
        };
        // 理事会的 begins with no 理事, nor 驾驶人员 with 驾驶人.
        if !self.word_ends(&text, n) {
            return false;
        }
        // 执业药师本人: a person may be named twice.
        let n = match self.lexicon().role(&chars[n..]) {
            Some((m, again)) if again.person => n + m,
            _ => n,
        };
        let particle = self.joint_at(&text, n) == Some(Joint::Attributive);
        let rest = text.from(n + usize::from(particle));
        let rest_text = rest.string();
        // 法定代表人与主要负责人名单 goes on: the role is one of several, not whose paper it is.
        let first = rest
            .words(&self.lexicon().segmenter)
            .first()
            .and_then(|w| self.lexicon().connector(w));
        if first.is_some() {
            return self.lift_roles(piece);
        }
        let owner = Owner {
            start: self.quantifier(&text.slice(0, n)),
            len: n,
            role,
        };
        if owner.not_before(rest_text) {
            return false;
        }
        if self.of_a_thing(&owner, &rest) {
            return false;
        }
        let about = self.about(&rest);
        // 个人申请书, 生母书面申请报告: of what is applied for nothing is said.
        let bare = self
            .known(&rest)
            .is_some_and(|known| known.broad && !known.standard);
        let fits = match self.resolves(&rest) {
            Some(Known { holder: true, .. }) => role.person || !about || bare,
            Some(_) => !about,
            None => role.person && !about && rest.len() >= 4 && self.names(&rest),
        };
        if !fits {
            return false;
        }
        let before = text.slice(0, n);
        self.keep_owner(piece, &before, &owner);
        piece.text = rest;
        true
    }

    /// 法定代表人、主要管理人员保安师资格证书: a list of roles before a paper that may be theirs.
    fn lift_roles(&self, piece: &mut Piece) -> bool {
        let text = piece.text.clone();
        let found = (4..text.len().min(LONGEST_HOLDER)).rev().find_map(|i| {
            let (who, rest) = (text.slice(0, i), text.from(i));
            let listed = self.listed(&who);
            let people = |(a, b): &(usize, usize)| self.names_people(&who.slice(*a, *b));
            let roles = listed.len() > 1 && listed.iter().all(people);
            let owner = self
                .owner_value(&who)
                .filter(|o| (o.start, o.len) == (0, i))?;
            let words = rest.words(&self.lexicon().segmenter);
            let joins = words.first().and_then(|w| self.lexicon().connector(w));
            let clause = !self.attributives(&rest).is_empty();
            let theirs = !owner.not_before(rest.string())
                && !self.about(&rest)
                && joins.is_none()
                && !clause;
            (roles && theirs && self.word_ends(&text, i) && rest.len() >= 4 && self.names(&rest))
                .then_some((who, owner))
        });
        let Some((who, owner)) = found else {
            return false;
        };
        self.keep_owner(piece, &who, &owner);
        piece.text = text.from(who.len());
        true
    }

    /// 承办者合法成立的证明, 驾驶员、押运员取得资格的证明: of whom a clause before a bare proof tells something.
    pub(super) fn lift_subject(&self, piece: &mut Piece) -> bool {
        let text = piece.text.clone();
        let proof = |t: &Text| {
            let idle = || self.lexicon().back.whole(t.string());
            self.lexicon().is_proof(plain(t)) || idle().is_some_and(|w| w.lift == Lift::Drop)
        };
        let Some((before, _)) = self.attributives(&text).into_iter().find(|(_, r)| proof(r)) else {
            return false;
        };
        let (mut at, mut found) = (0, None);
        for word in before.words(&self.lexicon().segmenter) {
            let i = at;
            at += word.chars().count();
            let (who, said) = (before.slice(0, i), before.from(i));
            let joins = self.lexicon().connector(word).is_some();
            let issues = self.lexicon().verbs.prefix(said.string()).is_some();
            let long = said.words(&self.lexicon().segmenter).len() > 1;
            if !(2..=LONGEST_HOLDER).contains(&i) || joins || issues || !long {
                match found {
                    Some(_) => break,
                    None => continue,
                }
            }
            // 中方合作单位: it goes on as a body.
            if found.is_some() && self.role_of(&who).is_some_and(|role| role.body) {
                return false;
            }
            let roles = self
                .listed(&who)
                .iter()
                .all(|(a, b)| self.names_people(&who.slice(*a, *b)));
            if roles
                && self
                    .owner_value(&who)
                    .is_some_and(|o| o.start == 0 && o.len == i)
            {
                found = Some(who);
            } else if found.is_some() {
                break;
            }
        }
        let Some((who, owner)) = found.and_then(|w| Some((w.clone(), self.owner_value(&w)?)))
        else {
            return false;
        };
        self.keep_owner(piece, &who, &owner);
        piece.text = text.from(who.len());
        true
    }

    /// Whether a text is a role that is no body's, or a word before the ending of one.
    fn names_people(&self, text: &Text) -> bool {
        let words = text.words(&self.lexicon().segmenter);
        let whole = self.lexicon().role(plain(text));
        let whole = whole.is_some_and(|(n, _)| n == text.len());
        let plain_words =
            text.len() > 2 && words.len() < 3 && words.iter().all(|w| w.chars().count() > 1);
        let proof = || {
            let first = words.first().map(|w| w.chars().collect::<Vec<_>>());
            first.is_some_and(|w| self.lexicon().is_head(&w))
        };
        let role = self.role_of(text).is_some_and(|role| !role.body);
        role && (whole || plain_words && !proof())
    }

    /// 宗教活动场所照片: a bare head word says less than whose it is, where that is no person.
    pub(super) fn of_a_thing(&self, owner: &Owner<'_>, rest: &Text) -> bool {
        owner.role.body && self.bare_picture(rest)
    }

    pub(super) fn bare_picture(&self, text: &Text) -> bool {
        let chars = plain(text);
        self.lexicon().is_picture(chars) && !self.lexicon().tells(chars)
    }

    /// 社会团体名称预先核准通知书, 个人姓名变更申请表: in a form or a decision the role tells whom it is about,
    /// and another one makes another paper.
    pub(super) fn about(&self, rest: &Text) -> bool {
        let chars = plain(rest);
        self.lexicon().is_form(chars) || self.lexicon().is_decision(chars)
    }
}
