//! Whose paper it is: what may stand before a core and is no part of it.
//!
//! A role is a holder only before a document that can have one: 法定代表人身份证 is an identity card,
//! 法定代表人身份证明书 a paper of its own. So every lift here asks what is left.

use super::lexicon::Joint;
use super::owner::{LONGEST_HOLDER, plain};
use super::piece::{Piece, Side};
use super::reader::Reader;
use super::text::Text;
use crate::model::Attribute;

impl Reader {
    /// Lifts a holder off the beginning: a role, a list of roles, or whatever ends in one; else a relative
    /// clause before a name that is known.
    pub(super) fn lift_holder(&self, piece: &mut Piece) -> bool {
        self.lift_owner(piece)
            || self.lift_role(piece)
            || self.lift_topic_owner(piece)
            || self.lift_relative(piece)
            || self.lift_subject(piece)
    }

    /// Where a text has an attributive particle with something on both sides, the last one first: what
    /// stands before it, and what follows.
    pub(super) fn attributives(&self, text: &Text) -> Vec<(Text, Text)> {
        (1..text.len().saturating_sub(1))
            .rev()
            .filter(|i| self.joint_at(text, *i) == Some(Joint::Attributive))
            .map(|i| (text.slice(0, i), text.from(i + 1)))
            .collect()
    }

    /// 甲的乙: the last attributive particle that leaves a document.
    fn lift_owner(&self, piece: &mut Piece) -> bool {
        for (before, rest) in self.attributives(&piece.text.clone()) {
            // 法定代表人的身份证明 is 法定代表人身份证明, a paper of its own.
            let whole = Text::joined(&[&before, &rest]);
            if self.known(&whole).is_some() {
                // The particle tells that it is that of somebody all the same.
                if let Some(owner) = self.owner_value(&before).filter(|o| o.role.person) {
                    self.keep_owner(piece, &before, &owner);
                }
                piece.text = whole;
                return true;
            }
            let Some(owner) = self.owner_value(&before) else {
                continue;
            };
            // 林业主管部门的审核意见 names the body that decides.
            // 审计机构的审计报告: the body that writes it is not whose paper it is.
            if owner.role.ending && owner.not_before(rest.string()) {
                continue;
            }
            // 被告的行为已经损害公共利益的证明: the particle belongs to a clause, which is not theirs.
            if self.tells_of_something(&rest) {
                continue;
            }
            let decided = self.lexicon().is_decision(plain(&rest)) && !owner.role.person;
            let named = match self.resolves(&rest) {
                Some(known) => !(decided && known.broad),
                None => !decided && self.owned(&rest),
            };
            if named {
                self.keep_owner(piece, &before, &owner);
                piece.text = rest;
                return true;
            }
        }
        false
    }

    /// Whether a clause that no wording knows stands before a paper: 行为已经损害公共利益的证明.
    fn tells_of_something(&self, text: &Text) -> bool {
        let rest = self.beyond_front(text);
        self.attributives(&rest)
            .first()
            .is_some_and(|(clause, paper)| {
                let words = clause.words(&self.lexicon().segmenter);
                let one = words.iter().all(|w| self.lexicon().connector(w).is_none());
                let named = self.resolves(paper).is_some_and(|known| !known.broad);
                words.len() > 2 && one && !named && self.owner_value(clause).is_none()
            })
    }

    /// A relative clause before a name that is known.
    fn lift_relative(&self, piece: &mut Piece) -> bool {
        for (before, rest) in self.attributives(&piece.text.clone()) {
            // 计量器具的照片 is no 照片 of a person.
            let known = self.resolves(&rest).is_some_and(|known| !known.broad);
            // 主办单位的经营资质以及与商户的合作协议: what is joined so names something of its own.
            let joined = before
                .words(&self.lexicon().segmenter)
                .iter()
                .any(|w| w.chars().count() > 1 && self.lexicon().connector(w) == Some(Joint::All));
            if !joined && known && !self.bare_picture(&rest) && before.len() <= 2 * LONGEST_HOLDER {
                piece.lift(Attribute::Note, &before, "", "定语", Side::Front);
                piece.text = rest;
                return true;
            }
        }
        false
    }

    fn all_are_roles(&self, text: &Text) -> bool {
        let listed = self.listed(text);
        listed
            .iter()
            .all(|(a, b)| self.role_of(&text.slice(*a, *b)).is_some())
    }

    /// A holder before a word that opens what the paper is about (非居民对有关事项的书面说明), or before
    /// a wording (国外亲属有效的定居证明).
    fn lift_topic_owner(&self, piece: &mut Piece) -> bool {
        let text = piece.text.clone();
        let mut at = 0;
        let words = text.words(&self.lexicon().segmenter);
        // 与当事人有劳动关系的证明 is not theirs.
        let joins = words.first().and_then(|w| self.lexicon().connector(w));
        // 所在公司为申请人购买社会保险的清单 is that of whom it is for.
        if joins.is_some() || self.for_whom(&text).is_some() {
            return false;
        }
        for word in words {
            let i = at;
            at += word.chars().count();
            if !(2..=LONGEST_HOLDER).contains(&i) {
                continue;
            }
            // 承租方与出租方签订的合同 is one of both parties.
            let joint = self.lexicon().connector(word);
            let topic = matches!(joint, Some(Joint::Topic | Joint::For));
            if matches!(joint, Some(Joint::All | Joint::Any)) {
                continue;
            }
            let rest = text.from(i);
            let opens = topic || self.lexicon().front.prefix(rest.string()).is_some();
            let before = text.slice(0, i);
            let particle = self.joint_at(&text, i) == Some(Joint::Attributive);
            if !opens || particle || !self.owned(&rest) {
                continue;
            }
            // 承租方与出租方签订的合同: several before a wording are its parties.
            if let Some(owner) = self.owner_in(&before)
                && (self.listed(&before).len() == 1 || topic && self.all_are_roles(&before))
                && !owner.not_before(rest.string())
            {
                self.keep_owner(piece, &before, &owner);
                piece.text = rest;
                return true;
            }
        }
        false
    }
}
