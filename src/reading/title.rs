//! A paper named by title marks at the end of a name: what stands before it is whose it is, or when it is
//! asked for.

use super::piece::{Piece, Side};
use super::reader::Reader;
use super::text::Text;
use super::wordings::Lift;
use crate::model::Attribute;

impl Reader {
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
        let mut bare = self.without_attributive(&before);
        // 房地产开发企业原《资质证书》
        let idle = bare.len().saturating_sub(1);
        let word = self.lexicon().front.whole(bare.from(idle).string());
        if word.is_some_and(|w| w.lift == Lift::Drop) {
            bare = bare.slice(0, idle);
        }
        // 交强险凭证《担保许可证》 names two.
        if bare.len() == before.len() && self.names(&bare) {
            return false;
        }
        let said = |piece: &mut Piece, text: &Text| {
            piece.lift(Attribute::Note, text, "", "书名号前的说明", Side::Front);
        };
        match (self.owner_value(&bare), self.demand_at(&bare)) {
            (Some(owner), _) => self.keep_owner(piece, &before, &owner),
            // 涉及…的产品,需提供生产厂商的《…》; 残疾人需提供《…》: whose it is stands behind the order, or
            // before it.
            (None, Some((start, end))) => {
                let (who, whose) = (bare.slice(0, start), before.from(end));
                let owns = |t: &Text| {
                    let ends = t.len().saturating_sub(1);
                    let mark = t.at(ends) == Some(',');
                    let t = if mark { t.slice(0, ends) } else { t.clone() };
                    self.owner_value(&self.without_attributive(&t))
                };
                match (owns(&whose), owns(&who)) {
                    (Some(owner), _) => {
                        said(piece, &before.slice(0, end));
                        self.keep_owner(piece, &whose, &owner);
                    }
                    (None, Some(owner)) if whose.is_empty() => {
                        self.keep_owner(piece, &who, &owner);
                        said(piece, &before.from(start));
                    }
                    _ => said(piece, &before),
                }
            }
            (None, None) => said(piece, &before),
        }
        piece.text = rest;
        true
    }

    /// Where a text orders something to be handed in.
    pub(super) fn demand_at(&self, text: &Text) -> Option<(usize, usize)> {
        (0..text.len()).find_map(|at| {
            let (n, _) = self.lexicon().verbs.prefix(text.from(at).string())?;
            (n > 2).then_some((at, at + n))
        })
    }
}
