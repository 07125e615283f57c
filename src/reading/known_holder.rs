//! Holders of names that the dictionaries know whole: before such a name, or within it.

use super::brackets::{Pair, pairs};
use super::lexicon::Joint;
use super::owner::{LONGEST_HOLDER, Owner, plain};
use super::piece::{Piece, Side};
use super::reader::Reader;
use super::text::Text;
use crate::model::Attribute;

impl Reader {
    /// A holder before a name that is known whole and can have one: any text that is or ends like a role.
    pub(super) fn lift_known_holder(&self, piece: &mut Piece) -> bool {
        let text = piece.text.clone();
        let (mut paper, mut standard) = (None, false);
        for i in 1..text.len().saturating_sub(1).min(LONGEST_HOLDER + 1) {
            let (before, rest) = (text.slice(0, i), text.from(i));
            let Some(known) = self.known(&rest) else {
                continue;
            };
            // 广东省居民户口簿 is that of a place.
            if paper.is_none()
                && self
                    .lexicon()
                    .region(plain(&before))
                    .is_some_and(|(n, _)| n == i)
            {
                return false;
            }
            // The longest name that is known tells which paper it is, and a shorter one of the same paper
            // maybe whose: 交验外国人体检表 is no 体检表 of 外国人.
            // Nor is 第一代居民身份证 that of a 居民: the standard's own name is not cut into.
            if *paper.get_or_insert(known.entry) != known.entry || standard {
                return false;
            }
            standard = known.standard;
            // 未满16周岁的监护人户口簿 begins with a clause, which says more than whose it is.
            let clause = !self.attributives(&before).is_empty();
            let Some(owner) = self
                .owner_value(&before)
                .filter(|_| known.holder && !clause)
            else {
                continue;
            };
            let issues = owner.role.ending && owner.not_before(rest.string());
            // 一般纳税人申请表: nor is the form of which nothing is said but for whom it is.
            let listed = self.listed(&before);
            let exact = listed.iter().all(|(a, b)| {
                let item = before.slice(*a, *b);
                let role = self.lexicon().role(plain(&item));
                role.is_some_and(|(n, _)| n == item.len())
            });
            let theirs = owner.role.person && (exact || !known.broad);
            if !theirs && self.about(&rest) || self.of_a_thing(&owner, &rest) || issues {
                return false;
            }
            if let Some(pair) = self.role_again(&before, &rest) {
                let again = before.slice(pair.open + 1, pair.end - 1);
                piece.lift(Attribute::Note, &again, "", "括号内说明", Side::Bracket);
                piece.text = text.without(pair.open, pair.end);
                return true;
            }
            if let Some((at, paper)) = self.paper_of_role(&before, &rest) {
                // It is that of the role all the same; who stands before it only says of which body.
                piece.lift(Attribute::Note, &text.slice(0, at), "", "定语", Side::Front);
                let role = text.slice(at, before.len());
                if let Some(owner) = self.owner_value(&role) {
                    self.keep_owner(piece, &role, &owner);
                }
                piece.text = paper;
                return true;
            }
            self.keep_owner(piece, &before, &owner);
            piece.text = rest;
            return true;
        }
        false
    }

    /// 法定代表人（负责人）身份证明: without the brackets, a role and the name make another paper.
    fn role_again(&self, before: &Text, rest: &Text) -> Option<Pair> {
        let at_end = |p: &Pair| p.closed && p.end == before.len();
        let pair = pairs(before).pop().filter(at_end)?;
        let paper = Text::joined(&[&before.slice(0, pair.open), rest]);
        let known = self.known(&paper)?;
        (Some(known.entry) != self.known(rest).map(|k| k.entry)).then_some(pair)
    }

    /// 单位法定代表人的身份证明: without the particle, a role and the name make another paper. Gives where the role begins, and the paper.
    fn paper_of_role(&self, before: &Text, rest: &Text) -> Option<(usize, Text)> {
        let role = self.without_attributive(before);
        if role.len() == before.len() {
            return None;
        }
        (0..role.len()).find_map(|at| {
            let paper = Text::joined(&[&role.from(at), rest]);
            let other = self.known(&paper).map(|k| k.entry) != self.known(rest).map(|k| k.entry);
            let owned = at == 0 || self.owner_value(&role.slice(0, at)).is_some();
            (other && owned && self.known(&paper).is_some()).then_some((at, paper))
        })
    }

    /// A role at the beginning of a name that is known whole, and known as the same paper without it:
    /// 代理人授权委托书 is an alias of 授权委托书, and tells whose it is.
    pub(super) fn lift_role_of_alias(&self, piece: &mut Piece) -> bool {
        let text = piece.text.clone();
        let Some(known) = self.known(&text).filter(|k| k.entry > 0 && !k.asked) else {
            return false;
        };
        let Some((n, role)) = self.lexicon().role(plain(&text)) else {
            return false;
        };
        let particle = self.joint_at(&text, n) == Some(Joint::Attributive);
        let rest = text.from(n + usize::from(particle));
        let owner = Owner {
            start: 0,
            len: n,
            role,
        };
        let same = self
            .known(&rest)
            .is_some_and(|k| k.entry == known.entry && !k.asked);
        if known.standard || owner.not_before(rest.string()) || !same {
            return false;
        }
        piece.lift(
            Attribute::Holder,
            &text.slice(0, n),
            "",
            &role.by,
            Side::Front,
        );
        piece.text = rest;
        true
    }

    /// Whose a name that is known whole says it is, though it is part of the name: 法定代表人任职文件,
    /// 校长、教师、财会人员的资格证明文件.
    pub(super) fn keep_holder_of_name(&self, piece: &mut Piece) {
        let text = piece.text.clone();
        if piece.has(Attribute::Holder) {
            return;
        }
        let theirs = |owner: &Owner<'_>, rest: &Text| {
            !owner.role.body && owner.start == 0 && !owner.not_before(rest.string())
        };
        for (before, rest) in self.attributives(&text) {
            if let Some(owner) = self.owner_value(&before)
                && theirs(&owner, &rest)
                && self.named(&rest)
            {
                self.keep_owner(piece, &before, &owner);
                return;
            }
        }
        let Some((n, role)) = self.lexicon().role(plain(&text)) else {
            return;
        };
        let (before, rest) = (text.slice(0, n), text.from(n));
        let owner = Owner {
            start: 0,
            len: n,
            role,
        };
        let words = rest.words(&self.lexicon().segmenter);
        let joins = words.first().and_then(|w| self.lexicon().connector(w));
        if role.person
            && joins.is_none()
            && theirs(&owner, &rest)
            && self.word_ends(&text, n)
            && !self.about(&rest)
            && self.named(&rest)
        {
            self.keep_owner(piece, &before, &owner);
        }
    }
}
