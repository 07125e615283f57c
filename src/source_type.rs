//! Who brings a material into being, with the reason.
//!
//! The order of trust: a dictionary line (or the earlier catalogue), the issuer in the names, the
//! head word where it is hardly ever wrong, a word in the name that tells more than its head (资信 in a
//! 证明), the head word, the channels that rows declare. Declared channels are evidence and not truth: a blank
//! is often exported as 申请人自备, so that word weighs little; it never overrules, it is reported.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::dictionary::Dictionary;
use crate::dictionary::lines::MaterialLine;
use crate::model::{SourceType, Standard};
use crate::reading::{Finder, Reader};

/// Head words that are right less often than this wait for better evidence.
const SURE_HEAD: f64 = 0.6;

/// Head words that are right so often that a body before them does not count: 税务师事务所执业证书 is no
/// paper of the 税务师事务所.
const CERTAIN_HEAD: f64 = 0.8;

/// Head words that are right so often that no other word of the name counts.
const UNDOUBTED_HEAD: f64 = 0.95;

/// The class that a clue names for names without a head word.
const NO_HEAD: &str = "无";

/// What separates the reason from the contradiction that follows it.
const CONTRADICTION: &str = "；与来源渠道不一致：";

/// What rows and names say about a standard's source.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TypeFacts {
    /// Issuers lifted out of the names, and declared in a column of their own, with their rows.
    pub issuers: BTreeMap<String, u64>,
    /// Declared channels as written, with their rows; blank ones are left out.
    pub channels: BTreeMap<String, u64>,
}

/// A source type with its reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Judgement {
    /// The type.
    pub source_type: SourceType,
    /// Why, and what contradicts it.
    pub reason: String,
    /// Whether declared channels contradict it.
    pub contradicted: bool,
}

/// A word that tells who brings a paper of a class into being.
#[derive(Debug)]
struct Clue {
    word: String,
    class: String,
    source_type: SourceType,
    by: String,
}

/// Judges source types.
#[derive(Debug)]
pub struct Judge {
    heads: FxHashMap<String, (SourceType, f64, String)>,
    /// Words with the class of head word before which they tell, the longest first.
    clues: Vec<Clue>,
    /// The same words, to be found in names.
    words: Finder,
    classes: FxHashMap<String, String>,
    bodies: FxHashMap<String, (SourceType, String)>,
    channels: FxHashMap<String, SourceType>,
    longest: usize,
}

impl Judge {
    /// Compiles what the dictionaries say about head words, bodies and channel words.
    pub fn new(dictionary: &Dictionary, reader: &Reader) -> Self {
        let cleaner = &reader.lexicon().cleaner;
        let mut heads = FxHashMap::default();
        for entry in &dictionary.heads {
            if let Some(source_type) = entry.line.source_type {
                let by = dictionary.cite(entry.origin, &entry.line.head);
                heads.insert(
                    cleaner.key(&entry.line.head),
                    (source_type, entry.line.confidence, by),
                );
            }
        }
        let mut bodies = FxHashMap::default();
        for entry in &dictionary.issuers {
            if let Some(source_type) = entry.line.source_type {
                let by = dictionary.cite(entry.origin, &entry.line.name);
                bodies.insert(cleaner.key(&entry.line.name), (source_type, by));
            }
        }
        let mut clues: Vec<Clue> = dictionary
            .type_clues
            .iter()
            .filter_map(|e| {
                Some(Clue {
                    word: cleaner.key(&e.line.word),
                    class: e.line.class.clone(),
                    source_type: e.line.source_type?,
                    by: dictionary.cite(e.origin, &format!("{}、{}", e.line.word, e.line.class)),
                })
            })
            .collect();
        clues.sort_by(|a, b| b.word.len().cmp(&a.word.len()).then(a.by.cmp(&b.by)));
        let classes = dictionary
            .heads
            .iter()
            .map(|e| (cleaner.key(&e.line.head), e.line.class.clone()))
            .collect();
        let channels = dictionary
            .code_sets
            .iter()
            // A number that was left as it stood is one that nobody could decide about.
            .filter(|e| e.line.field == crate::model::Field::Channel.word())
            .filter(|e| !e.line.code.is_ascii())
            .filter_map(|e| {
                Some((
                    cleaner.key(&e.line.code),
                    SourceType::from_word(&e.line.meaning)?,
                ))
            })
            .collect();
        let longest = heads
            .keys()
            .chain(bodies.keys())
            .map(|k| k.chars().count())
            .max()
            .unwrap_or(0);
        Self {
            heads,
            words: Finder::new(clues.iter().map(|c| c.word.as_str())),
            clues,
            classes,
            bodies,
            channels,
            longest,
        }
    }

    /// Judges a standard. `key` is the comparison key of its name, `lines` the dictionary lines that speak of it.
    pub fn judge(
        &self,
        standard: &Standard,
        key: &str,
        lines: &[(&MaterialLine, String, u8)],
        facts: &TypeFacts,
    ) -> Judgement {
        let (source_type, reason) = self.decide(standard, key, lines, facts);
        let against: Vec<String> = facts
            .channels
            .iter()
            .filter(|(word, _)| self.channel(word).is_some_and(|t| t != source_type))
            .map(|(word, rows)| match self.channel(word) {
                Some(SourceType::Applicant) => format!("{rows} 行写“{word}”（常为系统默认值）"),
                _ => format!("{rows} 行写“{word}”"),
            })
            .collect();
        let contradicted = !against.is_empty();
        let reason = if contradicted {
            format!("{reason}{CONTRADICTION}{}", against.join("、"))
        } else {
            reason
        };
        Judgement {
            source_type,
            reason,
            contradicted,
        }
    }

    fn decide(
        &self,
        standard: &Standard,
        key: &str,
        lines: &[(&MaterialLine, String, u8)],
        facts: &TypeFacts,
    ) -> (SourceType, String) {
        let line = |wanted: fn(u8) -> bool| {
            lines.iter().find_map(|(line, by, layer)| {
                let source_type = line.source_type.filter(|_| wanted(*layer))?;
                let disputed = if line.disputed.is_empty() {
                    String::new()
                } else {
                    format!("；各地做法不一：{}", line.disputed)
                };
                Some((source_type, format!("词典（{by}）{disputed}")))
            })
        };
        if let Some(found) = line(|layer| layer > 0) {
            return found;
        }
        if let Some(source_type) = standard.source_type {
            let reason = standard
                .type_reason
                .split(CONTRADICTION)
                .next()
                .unwrap_or_default();
            let reason = if reason.is_empty() {
                "沿用原目录"
            } else {
                reason
            };
            return (source_type, reason.to_owned());
        }
        if let Some(found) = line(|layer| layer == 0) {
            return found;
        }
        // 登记表（停用） is a form.
        let key = key.split_once('(').map_or(
            key,
            |(before, _)| if key.ends_with(')') { before } else { key },
        );
        let head = self.head(key);
        let by_head = |least: f64| {
            head.clone()
                .filter(|(_, sure, _)| *sure >= least)
                .map(|(t, _, by)| (t, format!("词尾（{by}）")))
        };
        self.issuer(facts)
            .or_else(|| by_head(UNDOUBTED_HEAD))
            .or_else(|| self.clue(key))
            .or_else(|| by_head(CERTAIN_HEAD))
            .or_else(|| self.named_body(key))
            .or_else(|| by_head(SURE_HEAD))
            .or_else(|| self.declared(facts))
            .or_else(|| {
                head.clone()
                    .map(|(t, _, by)| (t, format!("词尾（{by}，把握较低）")))
            })
            .unwrap_or_else(|| {
                (
                    SourceType::Applicant,
                    "词典、出具单位、词尾、来源渠道都没有依据，暂按申请人自备".to_owned(),
                )
            })
    }

    /// The type of the body that the names or a column name most often.
    fn issuer(&self, facts: &TypeFacts) -> Option<(SourceType, String)> {
        let mut named: Vec<(&String, u64)> = facts
            .issuers
            .iter()
            .map(|(name, rows)| (name, *rows))
            .collect();
        named.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(b.0)));
        for (name, _) in named {
            if let Some((source_type, by)) = self.body(name) {
                return Some((*source_type, format!("出具单位“{name}”（{by}）")));
            }
        }
        None
    }

    /// A body at the beginning of the core: 人民银行批准文件.
    fn named_body(&self, key: &str) -> Option<(SourceType, String)> {
        let (n, (source_type, by)) = longest_prefix(&self.bodies, self.longest, key)?;
        (n < key.len()).then(|| (*source_type, format!("名称中的单位（{by}）")))
    }

    /// The longest word in a name that tells; of equals the one nearest to the head word.
    fn clue(&self, key: &str) -> Option<(SourceType, String)> {
        let class =
            longest_suffix(&self.classes, self.longest, key).map_or(NO_HEAD, String::as_str);
        let mut best: Option<(usize, usize, &Clue)> = None;
        for (number, at, _) in self.words.everywhere(key) {
            let clue = &self.clues[number as usize];
            if clue.class == class
                && best.is_none_or(|(len, place, _)| (clue.word.len(), at) > (len, place))
            {
                best = Some((clue.word.len(), at, clue));
            }
        }
        best.map(|(_, _, clue)| {
            let reason = format!("名称中的“{}”（{}）", clue.word, clue.by);
            (clue.source_type, reason)
        })
    }

    fn body(&self, name: &str) -> Option<&(SourceType, String)> {
        let chars: Vec<(usize, char)> = name.char_indices().collect();
        let from = chars.len().saturating_sub(self.longest);
        (from..chars.len())
            .find_map(|i| self.bodies.get(&name[chars[i].0..]))
            .or_else(|| longest_prefix(&self.bodies, self.longest, name).map(|(_, b)| b))
    }

    fn head(&self, key: &str) -> Option<(SourceType, f64, String)> {
        longest_suffix(&self.heads, self.longest, key).cloned()
    }

    /// The channel that most rows declare, 申请人自备 only where nothing else is declared.
    fn declared(&self, facts: &TypeFacts) -> Option<(SourceType, String)> {
        let mut rows: BTreeMap<SourceType, u64> = BTreeMap::new();
        for (word, n) in &facts.channels {
            if let Some(source_type) = self.channel(word) {
                *rows.entry(source_type).or_default() += n;
            }
        }
        let strong = rows
            .iter()
            .filter(|(t, _)| **t != SourceType::Applicant)
            .max_by_key(|(t, n)| (**n, std::cmp::Reverse(**t)));
        let (source_type, n) = strong.or_else(|| rows.iter().next())?;
        Some((*source_type, format!("来源渠道（{n} 行写{source_type}）")))
    }

    fn channel(&self, word: &str) -> Option<SourceType> {
        SourceType::from_word(word).or_else(|| self.channels.get(word).copied())
    }
}

fn longest_suffix<'m, T>(
    map: &'m FxHashMap<String, T>,
    longest: usize,
    text: &str,
) -> Option<&'m T> {
    let starts: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
    let from = starts.len().saturating_sub(longest);
    starts[from..].iter().find_map(|i| map.get(&text[*i..]))
}

fn longest_prefix<'m, T>(
    map: &'m FxHashMap<String, T>,
    longest: usize,
    text: &str,
) -> Option<(usize, &'m T)> {
    let mut ends: Vec<usize> = text
        .char_indices()
        .map(|(i, c)| i + c.len_utf8())
        .take(longest)
        .collect();
    while let Some(end) = ends.pop() {
        if let Some(value) = map.get(&text[..end]) {
            return Some((end, value));
        }
    }
    None
}

/// What happens next with a material of a type, by the practice that the seed project set.
pub fn handling(source_type: SourceType) -> &'static str {
    match source_type {
        SourceType::Government => "共享核验免于提交",
        SourceType::Applicant => "表单电子化或一人一档/一企一档复用",
        SourceType::ThirdParty => "政府购买服务或中介超市提供",
    }
}
