//! Sentences: clauses before and after the one that names the document, and verbs in the middle.

use super::lexicon::Joint;
use super::piece::{Piece, Side};
use super::reader::Reader;
use super::sentence::clauses;
use super::text::{Question, Text};
use crate::model::Attribute;

/// What stands before a verb of handing in and is longer than this is a condition, even if it ends in a role.
const LONGEST_SUBJECT: usize = 10;

impl Reader {
    /// Keeps the one clause that names a document, and the others as condition (before) or note (after).
    pub(super) fn lift_clause(&self, piece: &mut Piece) -> bool {
        let clauses = clauses(&piece.text);
        if clauses.len() < 2 {
            return false;
        }
        let text = piece.text.clone();
        let Some(home) = clauses
            .iter()
            .position(|(a, b)| self.names_document(&text.slice(*a, *b)))
        else {
            return self.lift_backward(piece, &clauses);
        };
        for (i, (a, b)) in clauses.iter().enumerate() {
            let clause = text.slice(*a, *b);
            match i.cmp(&home) {
                std::cmp::Ordering::Less => match self.owner_value(&clause) {
                    Some(owner) => self.keep_owner(piece, &clause, &owner),
                    None => {
                        piece.lift(Attribute::Condition, &clause, "", "分句：条件", Side::Front)
                    }
                },
                std::cmp::Ordering::Equal => piece.text = clause,
                std::cmp::Ordering::Greater => {
                    piece.lift(Attribute::Note, &clause, "", "分句：说明", Side::Back);
                }
            }
        }
        true
    }

    /// 需要提交合伙人的职业资格文件的，提交相应材料: the paper stands in the condition, and what follows only
    /// points back to it.
    fn lift_backward(&self, piece: &mut Piece, clauses: &[(usize, usize)]) -> bool {
        let text = piece.text.clone();
        for (a, b) in clauses {
            let clause = text.slice(*a, *b);
            if !self.attributive_end(&clause) {
                continue;
            }
            for i in 0..clause.len() - 1 {
                let rest = clause.slice(i, clause.len() - 1);
                let Some((n, _)) = self.lexicon().verbs.prefix(rest.string()) else {
                    continue;
                };
                let paper = rest.from(n);
                if n < 2 || !self.named(&paper) {
                    continue;
                }
                let end = a + clause.len() - 1;
                for (attribute, part, side) in [
                    (Attribute::Condition, text.slice(0, a + i), Side::Front),
                    (Attribute::Note, text.from(end), Side::Back),
                ] {
                    piece.lift(attribute, &part, "", "分句：条件里的材料", side);
                }
                piece.text = paper;
                return true;
            }
        }
        false
    }

    /// Whether a clause names a document, after the wordings at its ends are taken off.
    pub(super) fn names_document(&self, clause: &Text) -> bool {
        clause.answer(Question::NamesDocument, || self.finds_document(clause))
    }

    fn finds_document(&self, clause: &Text) -> bool {
        // 判决为缺席判决的 is when, and no paper.
        let when = self.attributive_end(clause);
        let mut piece = Piece::new(clause.clone());
        while self.undress(&mut piece)
            || self.lift_bracket(&mut piece)
            || self.lift_back(&mut piece)
            || self.lift_front(&mut piece)
        {}
        !when
            && !self.only_how(&piece, clause)
            && self.plausible(&piece.text)
            && !self.says_nothing(&piece.text)
    }

    /// Whether what is left of a clause only tells in which form something is handed in: 应当提交经公证证明的复印件.
    pub(super) fn only_how(&self, piece: &Piece, clause: &Text) -> bool {
        piece.has(Attribute::Form) && self.tells_how(clause)
    }

    /// Whether a clause is a form with what is said of it, and maybe the order to hand it in.
    pub(super) fn tells_how(&self, clause: &Text) -> bool {
        let order = self.lexicon().verbs.prefix(clause.string());
        let from = order.map_or(0, |(n, _)| n);
        let said = clause.from(from);
        (2..said.len()).any(|n| {
            let ends = self.joint_at(&said, n - 1) == Some(Joint::Attributive);
            let form = || self.lexicon().back.whole(said.from(n).string());
            ends && self
                .lexicon()
                .front
                .whole(said.slice(0, n).string())
                .is_some()
                && form().is_some()
        })
    }

    /// Whether a demanded text begins with whose paper it is: 申请人的授权书.
    fn states_holder(&self, text: &Text) -> bool {
        let particle = |i: &usize| self.joint_at(text, *i) == Some(Joint::Attributive);
        (2..text.len()).find(particle).is_some_and(|i| {
            let owner = self.owner_value(&text.slice(0, i));
            owner.is_some_and(|owner| owner.role.person && !owner.role.reflexive)
        })
    }

    /// Whether a text ends in an attributive particle, so that more must follow.
    pub(super) fn attributive_end(&self, text: &Text) -> bool {
        let last = text.chars().iter().rev().find(|c| c.c != ' ');
        last.is_some_and(|c| self.lexicon().connector_char(c.c) == Some(Joint::Attributive))
    }

    /// 未满16周岁的交验户口簿: what stands before the verb is the condition.
    pub(super) fn lift_verb_clause(&self, piece: &mut Piece) -> bool {
        let text = piece.text.clone();
        for i in 2..text.len().saturating_sub(3) {
            let Some((n, _)) = self.lexicon().verbs.prefix(text.from(i).string()) else {
                continue;
            };
            let rest = text.from((i + n).min(text.len()));
            // 由银行提供的证明 is a relative clause, not an order to hand something in.
            let relative = rest
                .at(0)
                .is_some_and(|c| self.lexicon().connector_char(c) == Some(Joint::Attributive));
            // 起诉应提交起诉状: an order asks for whatever paper follows.
            let asked = || n > 2 && self.names_document(&rest);
            if n < 2 || relative || self.resolves(&rest).is_none() && !asked() {
                continue;
            }
            let before = text.slice(0, i);
            // 代理人应提交申请人的授权书: who hands in is not whose paper it is, where that is stated.
            let owner = self
                .owner_in(&before)
                .filter(|owner| owner.len <= LONGEST_SUBJECT && !self.states_holder(&rest));
            match owner {
                Some(owner) => self.keep_owner(piece, &before, &owner),
                None => piece.lift(
                    Attribute::Condition,
                    &before,
                    "",
                    "动词前的条件",
                    Side::Front,
                ),
            }
            piece.text = rest;
            return true;
        }
        false
    }
}
