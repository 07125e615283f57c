//! A piece of a name on its way to being a core: what is left of it, and what was lifted off.

use super::text::Text;
use crate::model::{Attribute, Qualifier};

/// On which side of the core a qualifier stood. It decides which parts of a compound share it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Before the core.
    Front,
    /// After it.
    Back,
    /// In brackets.
    Bracket,
}

/// A qualifier with its side.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lifted {
    /// The qualifier.
    pub qualifier: Qualifier,
    /// Its side.
    pub side: Side,
}

/// What is left of a name, and what was lifted off it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Piece {
    /// What is left.
    pub text: Text,
    /// What was lifted.
    pub lifted: Vec<Lifted>,
}

/// The value of the condition that any one of several papers will do.
const ANY_ONE: &str = "任选其一";

/// The parts of a name: groups that are all required, each of alternatives.
pub type Groups = Vec<Vec<Piece>>;

impl Piece {
    /// A piece from which nothing has been lifted yet.
    pub fn new(text: Text) -> Self {
        Self {
            text,
            lifted: Vec::new(),
        }
    }

    /// Keeps `text` as a qualifier; without a canonical value, as it stands in the raw name.
    pub fn lift(
        &mut self,
        attribute: Attribute,
        text: &Text,
        canonical: &str,
        by: &str,
        side: Side,
    ) {
        if text.is_empty() {
            return;
        }
        let value = if canonical.is_empty() {
            text.string().to_owned()
        } else {
            canonical.to_owned()
        };
        self.lifted.push(Lifted {
            qualifier: Qualifier {
                attribute,
                value,
                span: text.hull(),
                by: by.to_owned(),
            },
            side,
        });
    }

    /// Whether something of this attribute was lifted off this very piece.
    pub fn has(&self, attribute: Attribute) -> bool {
        self.lifted
            .iter()
            .any(|l| l.qualifier.attribute == attribute)
    }
}

/// Gives the parts of a compound what was lifted off the whole of it.
///
/// What stood in front belongs to the first part, what stood behind to the last one; but a form, a
/// number of copies, a seal or a condition is said once for all parts that have none of their own.
pub fn share(groups: &mut Groups, lifted: Vec<Lifted>) {
    // 不动产权证、房屋租赁合同任选其一: what is said behind all of them tells how they are joined.
    if lifted.iter().any(|l| l.qualifier.value == ANY_ONE) {
        *groups = vec![std::mem::take(groups).into_iter().flatten().collect()];
    }
    let last = groups.iter().map(Vec::len).sum::<usize>().saturating_sub(1);
    let own: Vec<Vec<Attribute>> = groups
        .iter()
        .flatten()
        .map(|piece| piece.lifted.iter().map(|l| l.qualifier.attribute).collect())
        .collect();
    for one in lifted {
        let attribute = one.qualifier.attribute;
        let common = match one.side {
            Side::Front => attribute == Attribute::Condition,
            Side::Back | Side::Bracket => matches!(
                attribute,
                Attribute::Form
                    | Attribute::Copies
                    | Attribute::Seal
                    | Attribute::Condition
                    | Attribute::Region
            ),
        };
        let home = if one.side == Side::Front { 0 } else { last };
        for (i, piece) in groups.iter_mut().flatten().enumerate() {
            if i == home || (common && !own[i].contains(&attribute)) {
                piece.lifted.push(one.clone());
            }
        }
    }
}
