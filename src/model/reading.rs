//! What a raw name says: parts, each a core with its qualifiers.

use super::words;

/// A half-open range of characters (not bytes) in the raw name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
pub struct Span {
    /// First character.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
}

words! {
    /// A fact that is lifted out of a name and kept beside its core.
    Attribute {
        /// 原件, 复印件, 电子版 …
        Form = "形式",
        /// How many.
        Copies = "份数",
        /// Sealed or signed.
        Seal = "签章",
        /// Whose paper it is.
        Holder = "持有人",
        /// When it must be handed in.
        Condition = "条件",
        /// How recent or how long valid.
        Validity = "时效",
        /// A place.
        Region = "地区",
        /// Who issues it.
        Issuer = "出具单位",
        /// Size of paper, kind of photograph.
        Specification = "规格",
        /// Anything that only explains.
        Note = "说明",
    }
}

/// One qualifier with the place it was read from.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Qualifier {
    /// What it is about.
    pub attribute: Attribute,
    /// The value as kept: the dictionary's canonical wording, or the raw text where there is none.
    pub value: String,
    /// Where it stands in the raw name.
    pub span: Span,
    /// The dictionary line that knew it (`file：entry`), or the rule's name.
    pub by: String,
}

/// One document named by a raw name.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Part {
    /// The core as shown: the raw name's own characters, qualifiers and dress taken off.
    pub core: String,
    /// The core as compared: compatibility forms, variants and traditional characters made even.
    pub key: String,
    /// Alternatives share a group; the groups are all required. From 0.
    pub group: u32,
    /// Where the core stands in the raw name (hull of its characters).
    pub span: Span,
    /// The qualifiers, in the order of their place.
    pub qualifiers: Vec<Qualifier>,
}

impl Part {
    /// The values of an attribute, joined by ；, each once, in order; of two forms of which one says the
    /// other (原件及复印件, 原件), the fuller one.
    pub fn value(&self, attribute: Attribute) -> String {
        let mut seen: Vec<&str> = Vec::new();
        for q in self.qualifiers.iter().filter(|q| q.attribute == attribute) {
            if !seen.contains(&q.value.as_str()) {
                seen.push(&q.value);
            }
        }
        if attribute == Attribute::Form {
            let all = seen.clone();
            seen.retain(|v| !all.iter().any(|other| other != v && other.contains(v)));
        }
        seen.join("；")
    }
}

words! {
    /// How the parts of one name stand to each other.
    Relation {
        /// One part.
        Single = "单项",
        /// Each group has one part: all are required.
        All = "全部",
        /// One group of several parts: any one will do.
        Any = "任选",
        /// Several groups, some with alternatives.
        Mixed = "混合",
    }
}

/// What reading makes of a raw name.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub enum Outcome {
    /// One document or several.
    Parts(Vec<Part>),
    /// A placeholder: the item asks for no material. The text says which dictionary line.
    NoMaterial(String),
    /// Particulars or rules. The text says which dictionary line.
    NotMaterial(String),
}

/// A raw name, read.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize)]
pub struct Reading {
    /// The name as written.
    pub raw: String,
    /// What it says.
    pub outcome: Outcome,
    /// Characters that are neither core nor qualifier (numbering, marks, verbs, dress), with the step that took them.
    pub dress: Vec<(Span, String)>,
}

impl Reading {
    /// The parts; none for a placeholder or a non-material.
    pub fn parts(&self) -> &[Part] {
        match &self.outcome {
            Outcome::Parts(parts) => parts,
            _ => &[],
        }
    }

    /// How the parts stand to each other.
    pub fn relation(&self) -> Relation {
        let parts = self.parts();
        let groups = parts.iter().map(|p| p.group).max().map_or(0, |g| g + 1) as usize;
        match (parts.len(), groups) {
            (0 | 1, _) => Relation::Single,
            (n, g) if n == g => Relation::All,
            (_, 1) => Relation::Any,
            _ => Relation::Mixed,
        }
    }
}
