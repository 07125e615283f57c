//! What reading knows: the dictionaries, compiled into look-ups for one name at a time.

use std::borrow::Cow;
use std::panic::resume_unwind;
use std::sync::{Arc, OnceLock};

use rustc_hash::FxHashMap;

use super::affixes::Affixes;
use super::finder::Finder;
use super::segment::Segmenter;
use super::steps::Cleaner;
use super::wordings::{NOT_A_MATERIAL, Wordings};
use crate::dictionary::{Dictionary, DictionaryError};
use crate::model::words;

/// A name that the dictionaries or the catalogue know whole.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known {
    /// Whether a holder may stand before it.
    pub holder: bool,
    /// Whether it is a broad name or a bundle, which names no one paper.
    pub broad: bool,
    /// The dictionary entry that knows it, counted from 1; 0 for a name of the catalogue.
    pub entry: u32,
    /// Whether it is a standard's name, and not an alias.
    pub standard: bool,
    /// Whether a person must say yes before it is that paper.
    pub asked: bool,
}

words! {
    /// How a word joins what stands on its sides.
    Joint {
        /// All of them: 、 和 及.
        All = "全部",
        /// Any one of them: 或 /.
        Any = "任选",
        /// What stands before it qualifies what follows: 的.
        Attributive = "定语",
        /// What stands before it is an example of what follows: 等.
        Example = "列举",
        /// What stands before it is who, and what follows is about what: 关于 因.
        Topic = "话题",
        /// What follows it is whom it is for: 为 (为申请人购买社会保险的清单) 同意.
        For = "对象",
    }
}

/// A role that may stand before a document.
#[derive(Clone, Debug)]
pub struct Role {
    /// Whether it is a person who applies, represents, is represented or of the family: such a role is
    /// a holder even before a document that no dictionary knows.
    pub person: bool,
    /// Whether it only points back to whoever is named before it: 本人.
    pub reflexive: bool,
    /// Whether it is a body.
    pub body: bool,
    /// Whether it is only the end of a role (…机构).
    pub ending: bool,
    /// The usual word for it; empty where it is that itself.
    pub usual: String,
    /// Beginnings of what follows, before which it is no holder.
    pub not_before: Vec<String>,
    /// File and entry.
    pub by: String,
}

/// Everything that reading looks up.
#[derive(Debug)]
pub struct Lexicon {
    /// The text steps.
    pub cleaner: Cleaner,
    /// Segmentation.
    pub segmenter: Segmenter,
    /// Wordings before a core.
    pub front: Wordings,
    /// Wordings after a core.
    pub back: Wordings,
    /// Verbs of handing in (提交, 出示), wherever they stand.
    pub verbs: Wordings,
    /// Wordings before the head word of a core.
    pub inner: Wordings,
    /// Wordings that open a clause which only explains what stands before it.
    pub clause: Wordings,
    /// Wordings within brackets.
    pub bracket: Wordings,
    /// Catch-alls and non-materials.
    pub catchalls: Wordings,
    /// Phrases that say the same as a shorter name.
    pub rewordings: Wordings,
    names: FxHashMap<String, Known>,
    /// The names that hold a separator or a bracket: none of them is taken apart.
    fixed: OnceLock<Finder>,
    fixed_names: Vec<String>,
    separators: Vec<char>,
    roles: Affixes<Arc<Role>>,
    /// The same, to be found at the end.
    roles_at_end: Affixes<Arc<Role>>,
    role_suffixes: Affixes<Role>,
    /// Head words with their class.
    pub(super) heads: Affixes<String>,
    regions: Affixes<String>,
    /// Places that are seen from somebody (所在地).
    relative: Affixes<()>,
    /// Places that tell what a paper is, and are never lifted.
    staying: Affixes<()>,
    issuers: Affixes<String>,
    placeholders: FxHashMap<String, String>,
    pub(super) grades: FxHashMap<String, ()>,
    pub(super) actions: FxHashMap<String, ()>,
    connectors: FxHashMap<String, Joint>,
    /// Those of one character.
    single_connectors: FxHashMap<char, Joint>,
    /// How the connectors join that begin with a character: most texts hold none of them.
    joins: FxHashMap<char, Vec<Joint>>,
    strung: FxHashMap<String, Joint>,
}

/// The group of contrasts that are actions on a register.
const ACTIONS: &str = "登记阶段";

/// The group of contrasts that are grades.
const GRADES: &str = "等级";

/// The level of places that are seen from elsewhere (外地, 当地): they tell nothing of a paper.
const RELATIVE: &str = "相对";

/// The level of a place that is the whole country: 国家工作人员 are whoever works for the state.
const COUNTRY: &str = "国别";

impl Lexicon {
    /// Compiles the dictionaries for reading.
    ///
    /// # Errors
    ///
    /// If a wording's pattern cannot be compiled.
    pub fn new(dictionary: &Dictionary) -> Result<Self, DictionaryError> {
        // The lines of materials are as many characters as all others together. A thread of its own
        // and no pool: this one would wait for the pool, and the heap of its threads grows page by
        // page, each with a call of the system, where that of the main thread grows in strides.
        let cleaner = Cleaner::new(dictionary);
        let (names, rest) = std::thread::scope(|threads| {
            let rest = threads.spawn(|| Self::without_names(dictionary, &cleaner));
            let names = known_names(dictionary, &cleaner);
            let rest = rest.join();
            (names, rest.unwrap_or_else(|panic| resume_unwind(panic)))
        });
        Ok(Self { names, ..rest? })
    }

    /// Everything but the names that are known whole.
    fn without_names(dictionary: &Dictionary, cleaner: &Cleaner) -> Result<Self, DictionaryError> {
        let fixed_names: Vec<String> = dictionary
            .fixed_names
            .iter()
            .map(|e| cleaner.key(&e.line.name))
            .collect();
        let separators: Vec<char> = dictionary
            .connectors
            .iter()
            .filter_map(|e| e.line.word.chars().next())
            .chain(['('])
            .collect();

        let mut roles: Vec<(Cow<'_, str>, Arc<Role>)> = Vec::new();
        let mut role_suffixes = Vec::new();
        for entry in &dictionary.holders {
            let line = &entry.line;
            let role = Role {
                person: matches!(&*line.kind, "个人" | "自指"),
                reflexive: line.kind == "自指",
                body: line.kind == "单位",
                ending: line.role.starts_with('…'),
                usual: cleaner.key(&line.canonical),
                not_before: line.not_before.iter().map(|n| cleaner.key(n)).collect(),
                by: dictionary.cite(entry.origin, &line.role),
            };
            match line.role.strip_prefix('…') {
                Some(suffix) => role_suffixes.push((cleaner.key_of(suffix), role)),
                None => roles.push((cleaner.key_of(&line.role), Arc::new(role))),
            }
        }
        // Of two endings that are the same the first one stands.
        role_suffixes.reverse();

        let heads: Vec<(Cow<'_, str>, String)> = dictionary
            .heads
            .iter()
            .map(|e| (cleaner.key_of(&e.line.head), e.line.class.clone()))
            .collect();
        let regions: Vec<(Cow<'_, str>, String)> = dictionary
            .regions
            .iter()
            .filter(|e| !e.line.stays)
            .map(|e| {
                (
                    cleaner.key_of(&e.line.name),
                    dictionary.cite(e.origin, &e.line.name),
                )
            })
            .collect();
        let staying = |relative: bool| -> Affixes<()> {
            let places = dictionary.regions.iter();
            let keys: Vec<_> = places
                .filter(|e| e.line.stays && (e.line.level == RELATIVE) == relative)
                .filter(|e| e.line.level != COUNTRY)
                .map(|e| (cleaner.key_of(&e.line.name), ()))
                .collect();
            Affixes::at_beginning(borrowed(&keys))
        };
        let issuers: Vec<(Cow<'_, str>, String)> = dictionary
            .issuers
            .iter()
            .map(|e| {
                (
                    cleaner.key_of(&e.line.name),
                    dictionary.cite(e.origin, &e.line.name),
                )
            })
            .collect();
        let connectors: FxHashMap<String, Joint> = dictionary
            .connectors
            .iter()
            .filter_map(|e| {
                Some((
                    cleaner.key(&e.line.word),
                    Joint::from_word(&e.line.relation)?,
                ))
            })
            .collect();
        let mut joins: FxHashMap<char, Vec<Joint>> = FxHashMap::default();
        for entry in &dictionary.connectors {
            let first = cleaner.key(&entry.line.word).chars().next();
            if let (Some(c), Some(joint)) = (first, Joint::from_word(&entry.line.relation)) {
                joins.entry(c).or_default().push(joint);
            }
        }
        let strung = dictionary
            .strung
            .iter()
            .filter_map(|e| {
                Some((
                    cleaner.key(&e.line.word),
                    Joint::from_word(&e.line.relation)?,
                ))
            })
            .collect();
        let placeholders = dictionary
            .placeholders
            .iter()
            .map(|e| {
                (
                    cleaner.key(&e.line.text),
                    dictionary.cite(e.origin, &e.line.text),
                )
            })
            .collect();
        let opposed = |group: &str| -> FxHashMap<String, ()> {
            let lines = dictionary.contrasts.iter().map(|e| &e.line);
            lines
                .filter(|line| line.group == group)
                .flat_map(|line| [&line.a, &line.b])
                .map(|word| (cleaner.key(word), ()))
                .collect()
        };
        let (grades, actions) = (opposed(GRADES), opposed(ACTIONS));
        Ok(Self {
            segmenter: Segmenter::new(dictionary),
            front: Wordings::at(dictionary, cleaner, "前")?,
            back: Wordings::at(dictionary, cleaner, "后")?,
            inner: Wordings::only(dictionary, "中")?,
            clause: Wordings::only(dictionary, "分句")?,
            bracket: Wordings::at(dictionary, cleaner, "括号")?,
            verbs: Wordings::verbs(dictionary)?,
            catchalls: Wordings::catchalls(dictionary)?,
            rewordings: Wordings::rewordings(dictionary)?,
            fixed: OnceLock::new(),
            cleaner: cleaner.clone(),
            fixed_names,
            separators,
            names: FxHashMap::default(),
            roles: Affixes::at_beginning(borrowed(&roles)),
            roles_at_end: Affixes::at_end(borrowed(&roles)),
            role_suffixes: Affixes::at_end(borrowed(&role_suffixes)),
            heads: Affixes::at_end(borrowed(&heads)),
            regions: Affixes::at_beginning(borrowed(&regions)),
            relative: staying(true),
            staying: staying(false),
            issuers: Affixes::at_beginning(borrowed(&issuers)),
            placeholders,
            grades,
            actions,
            single_connectors: connectors
                .iter()
                .filter_map(|(word, joint)| {
                    let mut chars = word.chars();
                    let only = chars.next().filter(|_| chars.as_str().is_empty());
                    only.map(|c| (c, *joint))
                })
                .collect(),
            joins,
            connectors,
            strung,
        })
    }

    /// Makes names known whole that no dictionary lists.
    pub(super) fn know_whole(&mut self, names: &[String]) {
        if names.is_empty() {
            return;
        }
        for name in names {
            self.names.entry(self.cleaner.key(name)).or_default();
        }
        self.fixed = OnceLock::new();
    }

    /// What is known of a name whole, by its comparison key.
    pub fn known(&self, key: &str) -> Option<Known> {
        self.names.get(key).copied()
    }

    /// The placeholder line that a whole cell is.
    pub fn placeholder(&self, key: &str) -> Option<&str> {
        self.placeholders.get(key).map(String::as_str)
    }

    /// Whether a text is one of the catch-alls, which stand for whatever else may be asked for.
    pub fn is_catchall(&self, text: &str) -> bool {
        let line = self.catchalls.whole(text);
        line.is_some_and(|w| w.canonical != NOT_A_MATERIAL)
    }

    /// How a connector joins what stands on its sides.
    pub fn connector(&self, word: &str) -> Option<Joint> {
        self.connectors.get(word).copied()
    }

    /// Whether a connector that joins in one of these ways may stand in a text. It is asked before the
    /// text is cut into words, which most are not for this alone.
    pub fn may_join(&self, text: &[char], ways: &[Joint]) -> bool {
        let fits = |c| {
            self.joins
                .get(c)
                .is_some_and(|here| here.iter().any(|j| ways.contains(j)))
        };
        text.iter().any(fits)
    }

    /// The same for a word of one character.
    pub fn connector_char(&self, word: char) -> Option<Joint> {
        self.single_connectors.get(&word).copied()
    }

    /// How a modifier strung with others before one head divides it.
    pub fn strung(&self, word: &str) -> Option<Joint> {
        self.strung.get(word).copied()
    }

    /// Byte ranges that no separator may split, and from which no bracket is lifted.
    pub fn protected(&self, text: &str) -> Vec<(usize, usize)> {
        let fixed = self.fixed.get_or_init(|| {
            let names = self.names.keys();
            let divided = |name: &&String| {
                name.chars().count() > 2 && name.contains(self.separators.as_slice())
            };
            let all = names.filter(divided).chain(&self.fixed_names);
            Finder::new(all.map(String::as_str))
        });
        fixed.leftmost_longest(text)
    }

    /// The longest role at the beginning: its length in characters.
    pub fn role(&self, chars: &[char]) -> Option<(usize, &Role)> {
        let (n, role) = self.roles.prefix(chars)?;
        Some((n, role))
    }

    /// The role that the whole text is, or ends in.
    pub fn role_like(&self, chars: &[char]) -> Option<&Role> {
        self.role_ending(chars)
            .map(|(_, role)| role)
            .or_else(|| self.role_suffix(chars))
    }

    /// The longest role at the end: its length in characters.
    pub fn role_ending(&self, chars: &[char]) -> Option<(usize, &Role)> {
        let (n, role) = self.roles_at_end.suffix(chars)?;
        Some((n, role))
    }

    /// The role of the ending (…单位) that a text has.
    pub fn role_suffix(&self, chars: &[char]) -> Option<&Role> {
        let (_, before) = chars.split_first()?;
        self.role_suffixes.suffix(before).map(|(_, role)| role)
    }

    /// The longest place at the beginning: its length in characters, and its line.
    pub fn region(&self, chars: &[char]) -> Option<(usize, &str)> {
        self.regions.prefix(chars).map(|(n, by)| (n, by.as_str()))
    }

    /// Whether a text begins with a place that is seen from whoever stands before it.
    pub fn relative(&self, chars: &[char]) -> bool {
        self.relative.prefix(chars).is_some()
    }

    /// Whether a text begins with a place that tells what a paper is.
    pub fn stays(&self, chars: &[char]) -> bool {
        self.staying.prefix(chars).is_some()
    }

    /// The longest body at the beginning: its length in characters, and its line.
    pub fn issuer(&self, chars: &[char]) -> Option<(usize, &str)> {
        self.issuers.prefix(chars).map(|(n, by)| (n, by.as_str()))
    }
}

/// The names that the dictionaries know whole, by their comparison keys.
fn known_names(dictionary: &Dictionary, cleaner: &Cleaner) -> FxHashMap<String, Known> {
    let mut names: FxHashMap<String, Known> = FxHashMap::default();
    names.reserve(4 * dictionary.materials.len());
    for (number, entry) in (1u32..).zip(&dictionary.materials) {
        let line = &entry.line;
        let known = Known {
            holder: line.holder,
            broad: !line.broad.is_empty(),
            entry: number,
            ..Known::default()
        };
        let sure = std::iter::once(&line.name)
            .chain(&line.aliases)
            .chain(&line.slips)
            .map(|n| (n, false));
        // A name that a person must confirm is known whole, but names no one paper yet.
        for (name, asked) in sure.chain(line.confirm.iter().map(|n| (n, true))) {
            let slot = names.entry(cleaner.key(name)).or_default();
            slot.holder |= known.holder;
            slot.broad |= known.broad || asked;
            slot.asked |= asked;
            slot.entry = known.entry;
            slot.standard |= *name == line.name;
        }
    }
    names
}

/// Entries by their texts as they stand.
fn borrowed<'e, T: Clone>(entries: &'e [(Cow<'e, str>, T)]) -> impl Iterator<Item = (&'e str, T)> {
    entries.iter().map(|(key, value)| (&**key, value.clone()))
}
