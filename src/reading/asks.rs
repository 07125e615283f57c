//! What may be asked of a text: whether it is known, whether it names a paper, whether it says anything.

use super::brackets::pairs;
use super::lexicon::Known;
use super::piece::Piece;
use super::reader::{Reader, without_closing_marks};
use super::text::{Question, Text};
use super::wordings::{Lift, NOT_A_MATERIAL, Wording};
use crate::model::Outcome;

impl Reader {
    /// Whether a text is only words without weight (文件, 相应材料).
    pub(super) fn says_nothing(&self, text: &Text) -> bool {
        let drops = |w: &Wording| w.lift == Lift::Drop;
        if text.is_empty() || self.known(text).is_some() {
            return false;
        }
        let string = text.string();
        self.lexicon().back.whole(string).is_some_and(drops)
            || match self.lexicon().front.prefix(string) {
                Some((n, wording)) if drops(wording) => self.says_nothing(&text.from(n)),
                _ => false,
            }
    }

    /// Whether a text states that there is no material, or is none.
    pub(super) fn no_material(&self, text: &Text) -> Option<Outcome> {
        if let Some(by) = self.lexicon().placeholder(text.key()) {
            return Some(Outcome::NoMaterial(by.to_owned()));
        }
        let line = self.lexicon().catchalls.whole(text.string())?;
        (self.known(text).is_none() && line.canonical == NOT_A_MATERIAL)
            .then(|| Outcome::NotMaterial(line.by.clone()))
    }

    /// What is known of a text whole.
    pub(super) fn known(&self, text: &Text) -> Option<Known> {
        self.lexicon().known(text.key())
    }

    /// Where the longest name begins that is known to be one paper and ends at a position of a text.
    pub(super) fn known_to(&self, text: &Text, end: usize) -> Option<usize> {
        let one = |start: &usize| {
            self.known(&text.slice(*start, end))
                .is_some_and(|k| !k.broad)
        };
        (0..end.saturating_sub(1)).find(one)
    }

    pub(super) fn known_whole(&self, text: &Text) -> bool {
        self.known(text).is_some()
            || text.answer(Question::KnownWhole, || {
                self.lexicon().catchalls.whole(text.string()).is_some()
                    && !self.names_before_catchall(text)
            })
    }

    /// Whether a text could be a document: known, or ending in a head word.
    pub(super) fn plausible(&self, text: &Text) -> bool {
        text.answer(Question::Plausible, || self.may_be_document(text))
    }

    fn may_be_document(&self, text: &Text) -> bool {
        let mut piece = Piece::new(text.clone());
        while self.undress(&mut piece) {}
        if piece.text.len() < 2 {
            return false;
        }
        if self.known(&piece.text).is_some() {
            return true;
        }
        while self.undress(&mut piece)
            || self.lift_bracket(&mut piece)
            || self.lift_back(&mut piece)
        {}
        self.known(&piece.text).is_some() || self.headed(&piece.text)
    }

    /// Whether a text names a document: known, or a head word with something before it.
    pub(super) fn names(&self, text: &Text) -> bool {
        let before = before_class(text);
        self.known(text).is_some() || self.lexicon().tells(without_closing_marks(&before))
    }

    /// Whether a text ends in a head word, or is one.
    pub(super) fn headed(&self, text: &Text) -> bool {
        let before = before_class(text);
        let chars = without_closing_marks(&before);
        chars.len() >= 2 && self.lexicon().head(chars).is_some()
    }

    /// What is known of the one core that a text is read as, if it is known.
    pub(super) fn resolves(&self, text: &Text) -> Option<Known> {
        if text.len() < 2 {
            return None;
        }
        if let Some(known) = self.known(text) {
            return Some(known);
        }
        text.answer(Question::Resolves, || self.known_as_one(text))
    }

    fn known_as_one(&self, text: &Text) -> Option<Known> {
        let groups = self.parts(text.clone());
        match groups.as_slice() {
            [group] => match group.as_slice() {
                [piece] => self.known(&piece.text),
                _ => None,
            },
            _ => None,
        }
    }
}

/// A text without the brackets at its end: in 变更申请表（管线类） the head word stands before the class.
fn before_class(text: &Text) -> Text {
    let last = pairs(text).pop();
    let open = last.filter(|pair| pair.closed && pair.end == text.len() && pair.open > 1);
    open.map_or_else(|| text.clone(), |pair| text.slice(0, pair.open))
}
