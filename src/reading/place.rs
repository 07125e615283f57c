//! Places and bodies at the beginning of a name.

use super::lexicon::Joint;
use super::owner::plain;
use super::piece::{Piece, Side};
use super::reader::Reader;
use crate::model::Attribute;

impl Reader {
    /// Lifts a place off the beginning.
    pub(super) fn lift_region(&self, piece: &mut Piece) -> bool {
        let chars = plain(&piece.text);
        let Some((n, by)) = self.lexicon().region(chars) else {
            return false;
        };
        let rest = piece.text.from(n);
        // 县（区）级人民政府 goes on with half a word.
        let words = rest.words(&self.lexicon().segmenter);
        let half =
            words.first().is_some_and(|w| w.chars().count() < 2) && self.known(&rest).is_none();
        if rest.len() < 3 || half || !self.plausible(&rest) {
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
        let Some((mut n, by)) = self.lexicon().issuer(chars) else {
            return false;
        };
        // 申请人 issues what it writes, and is whose paper it is.
        if self.lexicon().role(chars).is_some_and(|(m, _)| m >= n) {
            return false;
        }
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
            self.without_attributive(&lifted).string(),
            by,
            Side::Front,
        );
        piece.text = rest;
        true
    }
}
