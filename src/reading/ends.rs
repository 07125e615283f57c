//! Wordings at the ends of a core: form, copies, seal, validity, specification, verbs, weightless words.

use super::lexicon::Joint;
use super::owner::{Owner, plain};
use super::piece::{Piece, Side};
use super::reader::Reader;
use super::sentence::clauses;
use super::text::Text;
use super::wordings::{Lift, Wording};
use crate::model::Attribute;

impl Reader {
    /// Lifts the longest wording at the end of a piece. Says whether there was one.
    pub(super) fn lift_back(&self, piece: &mut Piece) -> bool {
        let text = piece.text.string();
        let Some((n, wording)) = self.lexicon().back.suffix(text) else {
            return false;
        };
        let at = piece.text.len() - n;
        let rest = piece.text.slice(0, at);
        // 首页 is a page of 户口簿, and the end of a name in 住院病历首页. A form is one behind anything.
        if wording.lift != Lift::Keep(Attribute::Form)
            && self
                .known_to(&piece.text, piece.text.len())
                .is_some_and(|start| start < at)
        {
            return false;
        }
        // 材料 says nothing behind 户籍证明, and is the document in 出资材料. A form or a number of
        // copies is one behind anything.
        let fits = match wording.lift {
            // 可以作为证据的文件 is a paper, and 可以作为证据 is none.
            Lift::Drop => {
                let open = n > 1 && self.attributive_end(&rest);
                self.plausible(&rest) && !(open && self.resolves(&rest).is_none())
            }
            // 标准 tells of a photograph, and is the paper in 企业标准.
            Lift::Keep(Attribute::Specification) => self.plausible(&rest),
            // 经证明无误的副本 is the paper itself.
            Lift::Keep(_) if self.attributive_end(&rest) => {
                self.plausible(&rest.slice(0, rest.len() - 1))
            }
            Lift::Keep(_) => rest.len() >= 2,
        };
        if !fits || ends_open(&rest) || self.ends_in_connector(&rest) {
            return false;
        }
        // 身份证明,应当提交经公证的复印件: the form is that clause's, which names no paper.
        if self.attributive_end(&rest)
            && let [_, .., (a, b)] = clauses(&piece.text)[..]
            && self.tells_how(&piece.text.slice(a, b))
        {
            return false;
        }
        self.take(piece, rest, at, at + n, wording, Side::Back);
        true
    }

    /// Lifts the longest wording at the beginning of a piece. Says whether there was one.
    pub(super) fn lift_front(&self, piece: &mut Piece) -> bool {
        if self.lift_form_code(piece) {
            return true;
        }
        let text = piece.text.string();
        let Some((n, wording)) = self.lexicon().front.prefix(text) else {
            return false;
        };
        let rest = piece.text.from(n);
        let fits = match (wording.lift, n) {
            // 其 is a word before 国籍证明, and none in 其他.
            (Lift::Drop, 1) if self.word_ends(&piece.text, 1) && self.named(&rest) => true,
            // One character proves nothing (本科, 原产地): what follows must be known, or titled.
            // 本人与单位签订的合同 does not begin with 本.
            (_, 1) => {
                rest.at(0) == Some('《')
                    || self.known(&rest).is_some()
                    || self.word_ends(&piece.text, 1) && self.resolves(&rest).is_some()
            }
            // 补充提供的资料 is no order to hand 的资料 in.
            _ if self.attributive_end(&rest.slice(0, 1)) => false,
            // 所有 is a word before 股东, and none in 所有权证.
            (Lift::Keep(Attribute::Specification), _) => self.plausible(&rest),
            // 电子 is a form before 照片, and none in 电子商务合同.
            (Lift::Keep(Attribute::Form), 2) => self.resolves(&rest).is_some(),
            // 需要提交资格文件的，提交相应材料 points back to the paper in the condition.
            (Lift::Keep(Attribute::Condition), _) if self.says_nothing(&rest) => false,
            // 符合规划要求的证明文件 proves just that.
            (Lift::Keep(Attribute::Condition), n)
                if self.attributive_end(&piece.text.slice(0, n)) =>
            {
                self.names(&rest) || self.resolves(&rest).is_some_and(|known| !known.broad)
            }
            // 户籍所在地证明 is about the place.
            (Lift::Keep(Attribute::Region), _) => self.names(&rest),
            // 消防部门出具的意见: without the body nobody could tell what it is.
            (Lift::Keep(Attribute::Issuer | Attribute::Note), _) => self.named(&rest),
            (Lift::Keep(Attribute::Holder), _) => {
                let owner = self.named_owner(wording, &piece.text.slice(0, n));
                self.named(&rest) && owner.is_some()
            }
            (_, n) => self.plausible(&rest) && (n > 3 || self.word_ends(&piece.text, n)),
        };
        if !fits {
            return false;
        }
        self.take(piece, rest, 0, n, wording, Side::Front);
        true
    }

    /// Who is named in a wording, if that can own a paper: 与免税店签署的 names only the other party.
    fn named_owner(&self, wording: &Wording, text: &Text) -> Option<(Text, Owner<'_>)> {
        let string = text.string();
        let value = self.lexicon().front.value(wording, string);
        let at = string[..string.find(&value)?].chars().count();
        let who = text.slice(at, at + value.chars().count());
        Some((who.clone(), self.owner_value(&who)?))
    }

    /// Whether a text ends in a word that joins: 护照及签证页 is two.
    fn ends_in_connector(&self, text: &Text) -> bool {
        let last = text.words(&self.lexicon().segmenter).pop();
        let word = last.filter(|word| word.chars().all(char::is_alphanumeric));
        let joint = word.and_then(|word| self.lexicon().connector(word));
        matches!(joint, Some(Joint::All | Joint::Any))
    }

    /// Whether a word ends after a number of characters.
    pub(super) fn word_ends(&self, text: &Text, n: usize) -> bool {
        let mut at = 0;
        text.words(&self.lexicon().segmenter)
            .into_iter()
            .any(|word| {
                at += word.chars().count();
                at == n
            })
    }

    /// Lifts a wording before the head word of a piece: 相片电子回执. Says whether there was one.
    pub(super) fn lift_inner(&self, piece: &mut Piece) -> bool {
        let text = piece.text.clone();
        let found = (1..text.len().saturating_sub(1)).find_map(|i| {
            let (n, wording) = self.lexicon().inner.prefix(text.from(i).string())?;
            let head: Vec<char> = text.chars()[i + n..].iter().map(|c| c.c).collect();
            self.lexicon().is_head(&head).then_some((i, n, wording))
        });
        let Some((i, n, wording)) = found else {
            return false;
        };
        if let Lift::Keep(attribute) = wording.lift {
            let lifted = text.slice(i, i + n);
            let value = self.lexicon().inner.value(wording, lifted.string());
            piece.lift(attribute, &lifted, &value, &wording.by, Side::Back);
        }
        piece.text = text.without(i, i + n);
        true
    }

    fn take(
        &self,
        piece: &mut Piece,
        rest: Text,
        start: usize,
        end: usize,
        wording: &Wording,
        side: Side,
    ) {
        let lifted = piece.text.slice(start, end);
        if let (Lift::Keep(Attribute::Holder), Side::Front) = (wording.lift, side) {
            if let Some((who, owner)) = self.named_owner(wording, &lifted) {
                self.keep_owner(piece, &who, &owner);
            }
        } else if let Lift::Keep(attribute) = wording.lift {
            let set = if side == Side::Front {
                &self.lexicon().front
            } else {
                &self.lexicon().back
            };
            let canonical = set.value(wording, lifted.string());
            if attribute == Attribute::Issuer
                && side == Side::Front
                && let Some((from, to)) = self.handing_in(&lifted)
            {
                // 营利性医疗机构还需提供工商部门颁发的: who hands in, and who issues.
                let (who, whole) = (lifted.slice(0, from), lifted.slice(0, to));
                match self.owner_value(&who) {
                    Some(owner) => self.keep_owner(piece, &who, &owner),
                    None => piece.lift(Attribute::Condition, &whole, "", &wording.by, side),
                }
                piece.text = piece.text.from(to);
                return;
            }
            piece.lift(attribute, &lifted, &canonical, &wording.by, side);
            // 双方签字的: who signs is whose paper it is.
            if attribute == Attribute::Seal
                && side == Side::Front
                && let Some((n, role)) = self.lexicon().role(plain(&lifted))
            {
                let who = lifted.slice(0, n);
                piece.lift(Attribute::Holder, &who, "", &role.by, side);
            }
            if attribute == Attribute::Issuer && side == Side::Front {
                self.keep_owner_of_place(piece, &lifted);
            }
        }
        piece.text = rest;
    }

    /// Where a text orders something to be handed in, or says who hands it in: 低保家庭提供民政部门核发的.
    fn handing_in(&self, text: &Text) -> Option<(usize, usize)> {
        let order = self.demand_at(text).filter(|(from, _)| *from > 1);
        order.or_else(|| {
            (2..text.len()).find_map(|at| {
                let (n, _) = self.lexicon().verbs.prefix(text.from(at).string())?;
                let goes_on = self.joint_at(text, at + n).is_none();
                let somebody = n > 1 && goes_on && self.owner_value(&text.slice(0, at)).is_some();
                somebody.then_some((at, at + n))
            })
        })
    }

    /// Lifts a form's code (A01008) off the beginning.
    fn lift_form_code(&self, piece: &mut Piece) -> bool {
        let letters = piece
            .text
            .chars()
            .iter()
            .take_while(|c| c.c.is_ascii_alphabetic())
            .count();
        let digits = piece.text.chars()[letters..]
            .iter()
            .take_while(|c| c.c.is_ascii_digit())
            .count();
        let n = letters + digits;
        if !(1..=4).contains(&letters) || digits < 3 || n >= piece.text.len() {
            return false;
        }
        let rest = piece.text.from(n);
        if !self.plausible(&rest) {
            return false;
        }
        let code = piece.text.slice(0, n);
        piece.lift(Attribute::Note, &code, "", "表单编号", Side::Front);
        piece.text = rest;
        true
    }
}

/// Whether a text ends where more must follow: within brackets, or on a mark that joins.
fn ends_open(text: &Text) -> bool {
    let opened = text.chars().iter().filter(|c| c.c == '(').count();
    let closed = text.chars().iter().filter(|c| c.c == ')').count();
    opened > closed
        || text
            .at(text.len().wrapping_sub(1))
            .is_some_and(|c| matches!(c, '、' | '/'))
}
