//! Whose paper it is, who issues it, and where: what may stand before a core and is no part of it.
//!
//! A role is a holder only before a document that can have one: 法定代表人身份证 is an identity card,
//! 法定代表人身份证明书 a paper of its own. So every lift here asks what is left.

use super::lexicon::{Joint, Known};
use super::piece::{Piece, Side};
use super::reader::Reader;
use super::text::Text;
use super::wordings::Lift;
use crate::model::Attribute;

/// A relative clause longer than this is a sentence, and no holder.
const LONGEST_HOLDER: usize = 24;

impl Reader {
    /// Lifts a place off the beginning.
    pub(super) fn lift_region(&self, piece: &mut Piece) -> bool {
        let chars = plain(&piece.text);
        let Some((n, by)) = self.lexicon().region(&chars) else {
            return false;
        };
        let rest = piece.text.from(n);
        if rest.len() < 3 || !self.plausible(&rest) {
            return false;
        }
        let lifted = piece.text.slice(0, n);
        piece.lift(Attribute::Region, &lifted, "", by, Side::Front);
        piece.text = rest;
        true
    }

    /// Lifts a body off the beginning where what follows names a paper without it.
    pub(super) fn lift_issuer(&self, piece: &mut Piece) -> bool {
        let chars = plain(&piece.text);
        let Some((mut n, by)) = self.lexicon().issuer(&chars) else {
            return false;
        };
        if self.joint_at(&piece.text, n) == Some(Joint::Attributive) {
            n += 1;
        }
        let rest = piece.text.from(n.min(piece.text.len()));
        // 人民银行批准文件: without the bank nobody could tell what was approved.
        if self.resolves(&rest).is_none_or(|known| known.broad) {
            return false;
        }
        let lifted = piece.text.slice(0, n);
        piece.lift(
            Attribute::Issuer,
            &lifted,
            &self.without_attributive(&lifted).string(),
            by,
            Side::Front,
        );
        piece.text = rest;
        true
    }

    /// Lifts a holder off the beginning: a role, a list of roles, or whatever ends in one.
    pub(super) fn lift_holder(&self, piece: &mut Piece) -> bool {
        let text = piece.text.clone();
        // 甲的乙: the last attributive particle that leaves a document.
        for i in (1..text.len().saturating_sub(1)).rev() {
            if self.joint_at(&text, i) != Some(Joint::Attributive) {
                continue;
            }
            let (before, rest) = (text.slice(0, i), text.from(i + 1));
            let owner = self.owner_value(&before);
            let fits = match (&owner, self.resolves(&rest)) {
                (Some(_), Some(_)) => true,
                (Some(_), None) => self.names(&rest),
                (None, Some(known)) => !known.broad && before.len() <= 2 * LONGEST_HOLDER,
                (None, None) => false,
            };
            if !fits {
                continue;
            }
            match owner {
                Some((value, by)) => {
                    piece.lift(Attribute::Holder, &before, &value, &by, Side::Front)
                }
                None => piece.lift(Attribute::Note, &before, "", "定语", Side::Front),
            }
            piece.text = rest;
            return true;
        }
        self.lift_role(piece)
    }

    /// A holder before a name that is known whole and can have one: any text that is or ends like a role.
    pub(super) fn lift_known_holder(&self, piece: &mut Piece) -> bool {
        let text = piece.text.clone();
        for i in 1..text.len().saturating_sub(1).min(LONGEST_HOLDER + 1) {
            let (before, rest) = (text.slice(0, i), text.from(i));
            // 未满16周岁的监护人户口簿 begins with a clause, which says more than whose it is.
            let clause = (1..before.len().saturating_sub(1))
                .any(|i| self.joint_at(&before, i) == Some(Joint::Attributive));
            if clause || !self.known(&rest).is_some_and(|k| k.holder) {
                continue;
            }
            if let Some((value, by)) = self.owner_value(&before) {
                piece.lift(Attribute::Holder, &before, &value, &by, Side::Front);
                piece.text = rest;
                return true;
            }
        }
        false
    }

    /// A role without a particle: 法定代表人身份证, 经办人、押运人身份证.
    fn lift_role(&self, piece: &mut Piece) -> bool {
        let text = piece.text.clone();
        let chars = plain(&text);
        let Some((n, role)) = self.lexicon().role(&chars) else {
            return false;
        };
        let particle = self.joint_at(&text, n) == Some(Joint::Attributive);
        let rest = text.from(n + usize::from(particle));
        let rest_text = rest.string();
        // 法定代表人与主要负责人名单 goes on: the role is one of several, not whose paper it is.
        let first = self
            .lexicon()
            .segmenter
            .words(&rest_text)
            .first()
            .and_then(|w| self.lexicon().connector(w));
        if first.is_some() {
            return false;
        }
        if role
            .not_before
            .iter()
            .any(|b| rest_text.starts_with(b.as_str()))
        {
            return false;
        }
        let fits = match self.resolves(&rest) {
            Some(Known { holder: true, .. }) => true,
            Some(known) => role.person || !known.broad,
            None => role.person && rest.len() >= 4 && self.names(&rest),
        };
        if !fits {
            return false;
        }
        let before = text.slice(0, n);
        let value = self.without_quantifier(&before);
        piece.lift(Attribute::Holder, &before, &value, &role.by, Side::Front);
        piece.text = rest;
        true
    }

    /// A document named by title marks at the end, with its owner or its circumstance before it.
    pub(super) fn lift_before_title(&self, piece: &mut Piece) -> bool {
        let text = piece.text.clone();
        let titles = text.chars().iter().filter(|c| c.c == '《').count();
        let Some(open) = text.chars().iter().position(|c| c.c == '《') else {
            return false;
        };
        if titles != 1 || open == 0 || text.at(text.len() - 1) != Some('》') {
            return false;
        }
        let rest = text.from(open);
        if !self.plausible(&text.slice(open + 1, text.len() - 1)) {
            return false;
        }
        let before = text.slice(0, open);
        let bare = self.without_attributive(&before);
        match self.owner_value(&bare) {
            Some((value, by)) => piece.lift(Attribute::Holder, &before, &value, &by, Side::Front),
            None => piece.lift(Attribute::Note, &before, "", "书名号前的说明", Side::Front),
        }
        piece.text = rest;
        true
    }

    /// The value and the line of a text that is a role, a list of roles, or ends in one.
    pub(super) fn owner_value(&self, text: &Text) -> Option<(String, String)> {
        let text = self.without_attributive(text);
        // 台湾居民 before an identity card says which card it is, and not whose.
        if text.len() < 2 || text.len() > LONGEST_HOLDER || self.lexicon().stays(&plain(&text)) {
            return None;
        }
        let (mut values, mut by): (Vec<String>, Option<String>) = (Vec::new(), None);
        for (a, b) in self.listed(&text) {
            let chars = plain(&text.slice(a, b));
            let whole = self
                .lexicon()
                .role(&chars)
                .filter(|(n, _)| *n == chars.len());
            let role = whole
                .map(|(_, r)| r)
                .or_else(|| self.lexicon().role_like(&chars))?;
            // As the name states it, without 所有 and 全体.
            let value = self.without_quantifier(&text.slice(a, b));
            by.get_or_insert_with(|| role.by.clone());
            if !values.contains(&value) {
                values.push(value);
            }
        }
        Some((values.join("；"), by?))
    }

    /// The stretches between connectors, without asking whether they are documents.
    fn listed(&self, text: &Text) -> Vec<(usize, usize)> {
        let string = text.string();
        let (mut out, mut start, mut at) = (Vec::new(), 0, 0);
        for word in self.lexicon().segmenter.words(&string) {
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

    /// A role without the weightless words before it.
    fn without_quantifier(&self, text: &Text) -> String {
        let mut string = text.string();
        while let Some((n, wording)) = self.lexicon().front.prefix(&string) {
            let rest: String = string.chars().skip(n).collect();
            if wording.lift != Lift::Drop || rest.chars().count() < 2 {
                break;
            }
            string = rest;
        }
        string
    }

    fn joint_at(&self, text: &Text, i: usize) -> Option<Joint> {
        self.lexicon().connector(&text.at(i)?.to_string())
    }

    /// A text without an attributive particle at its end.
    fn without_attributive(&self, text: &Text) -> Text {
        match text.len() {
            0 => text.clone(),
            n if self.joint_at(text, n - 1) == Some(Joint::Attributive) => text.slice(0, n - 1),
            _ => text.clone(),
        }
    }
}

fn plain(text: &Text) -> Vec<char> {
    text.chars().iter().map(|c| c.c).collect()
}
