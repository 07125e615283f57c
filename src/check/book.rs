//! The dictionaries' lines about rules, laid out for asking.

use rustc_hash::{FxHashMap, FxHashSet};

use super::finding::Level;
use crate::dictionary::lines::{Entry, LocalLine, RuleLine, RuleWordLine, SupersededLine};
use crate::model::{Standard, State};
use crate::pipeline::Loaded;

/// Kinds of lines in `superseded.csv`; the words are part of the file's format.
pub mod kind {
    /// A body that is called otherwise now.
    pub const DEPARTMENT: &str = "更名部门";
    /// A certificate that is no longer issued.
    pub const ABOLISHED: &str = "废止证照";
    /// A certificate that another has taken the place of.
    pub const REPLACED: &str = "替代证照";
    /// A proof that must not be asked for.
    pub const PROOF: &str = "取消证明";
    /// A statute out of force.
    pub const LAW: &str = "废止法规";
}

/// Ways of looking in `rule_words.csv`; the words are part of the file's format.
pub mod mode {
    /// The whole core or cell.
    pub const WHOLE: &str = "整名";
    /// Somewhere in the name.
    pub const HOLDS: &str = "含有";
    /// The standard that takes the core.
    pub const STANDARD: &str = "归入";
    /// In what reading takes off.
    pub const DRESS: &str = "略去";
    /// A kind of copy.
    pub const FORM: &str = "形式";
    /// A condition that is a situation in other words, and may move to its column.
    pub const SITUATION: &str = "情形";
    /// A way to say that a material is not necessary.
    pub const OPTIONAL: &str = "非必要";
    /// A way to say that it may be handed in later.
    pub const LATER: &str = "容缺";
    /// A word of the time until when.
    pub const UNTIL: &str = "期限";
    /// Somewhere in who is to issue it.
    pub const ISSUER: &str = "出具单位";
    /// Two standards of one item, the first of which the second makes needless: `甲|乙`.
    pub const BESIDE: &str = "同列";
    /// The same by the last words of the names.
    pub const ENDS_BESIDE: &str = "尾同列";
}

/// Kinds of lines in `local.csv`; the words are part of the file's format.
pub mod local {
    /// A material that can be verified by sharing.
    pub const SHAREABLE: &str = "可共享";
    /// A proof that a commitment may stand for.
    pub const PLEDGE: &str = "告知承诺";
    /// A material that has an electronic licence, with its type code.
    pub const LICENCE: &str = "电子证照";
    /// An item, with the item that comes before it.
    pub const EARLIER: &str = "前置事项";

    /// Which rule rests on which kind.
    pub const RULES: &[(&str, &str)] = &[
        ("C25", SHAREABLE),
        ("C27", EARLIER),
        ("C28", LICENCE),
        ("C31", PLEDGE),
    ];
}

/// Effects of `contrasts.csv` that make another demand of one and the same standard.
const DEMANDS: [&str; 3] = ["A", "A?", "C"];

/// The effect of `contrasts.csv` that tells of a grade only.
const GRADE: &str = "C";

/// The rules and what they know.
#[derive(Debug)]
pub struct RuleBook<'a> {
    rules: FxHashMap<&'a str, &'a RuleLine>,
    words: FxHashMap<&'a str, FxHashMap<&'a str, Vec<&'a RuleWordLine>>>,
    old: FxHashMap<&'a str, Vec<&'a SupersededLine>>,
    local: FxHashMap<(&'a str, String), &'a LocalLine>,
    apart: Vec<(&'a str, &'a str)>,
    grades: Vec<&'a str>,
    settled: FxHashSet<String>,
    slips: FxHashSet<String>,
}

impl<'a> RuleBook<'a> {
    /// Lays out the dictionaries. A user's line stands over a built-in one of the same key.
    pub fn new(known: &'a Loaded) -> Self {
        let d = &known.dictionary;
        let key = |text: &str| known.matcher.reader().lexicon().cleaner.key(text);
        let rules = d
            .rules
            .iter()
            .map(|e| (e.line.id.as_str(), &e.line))
            .collect();
        let mut words: FxHashMap<&str, FxHashMap<&str, Vec<&RuleWordLine>>> = FxHashMap::default();
        for Entry { line, .. } in &d.rule_words {
            words
                .entry(&line.rule)
                .or_default()
                .entry(&line.mode)
                .or_default()
                .push(line);
        }
        let mut by_term: FxHashMap<(&str, &str), &SupersededLine> = FxHashMap::default();
        for Entry { line, .. } in &d.superseded {
            by_term.insert((&line.kind, &line.term), line);
        }
        let mut lines: Vec<&SupersededLine> = by_term.into_values().collect();
        // The longest term is the one that is meant; then by text, so that no hash order shows.
        lines.sort_by(|a, b| {
            b.term
                .len()
                .cmp(&a.term.len())
                .then_with(|| a.term.cmp(&b.term))
        });
        let mut old: FxHashMap<&str, Vec<&SupersededLine>> = FxHashMap::default();
        for line in lines {
            old.entry(line.kind.as_str()).or_default().push(line);
        }
        let local = d
            .local
            .iter()
            .map(|e| ((e.line.kind.as_str(), local_key(known, &e.line)), &e.line))
            .collect();
        let current = |s: &&Standard| s.state == State::Current && s.broad.is_empty();
        let settled = d
            .materials
            .iter()
            .filter(|e| e.line.state.is_empty() && e.line.broad.is_empty())
            .map(|e| key(&e.line.name))
            .chain(known.catalogue.iter().filter(current).map(|s| key(&s.name)))
            .collect();
        let slips = d
            .materials
            .iter()
            .flat_map(|e| &e.line.slips)
            .map(|s| key(s))
            .collect();
        Self {
            rules,
            words,
            old,
            local,
            apart: d
                .contrasts
                .iter()
                .filter(|e| DEMANDS.contains(&e.line.effect.as_str()))
                .map(|e| (e.line.a.as_str(), e.line.b.as_str()))
                .collect(),
            grades: d
                .contrasts
                .iter()
                .filter(|e| e.line.effect == GRADE)
                .flat_map(|e| [e.line.a.as_str(), e.line.b.as_str()])
                .collect(),
            settled,
            slips,
        }
    }

    /// Whether two names of one standard ask for two papers all the same: 小学毕业证, 初中毕业证.
    pub fn are_two(&self, one: &str, other: &str) -> bool {
        let sides = |a: &str, b: &str| {
            one.contains(a) && !one.contains(b) && other.contains(b) && !other.contains(a)
        };
        self.apart.iter().any(|(a, b)| sides(a, b) || sides(b, a))
    }

    /// Whether a name tells a grade that its standard does not: 小学毕业证 is a 毕业证书, and says more.
    pub fn says_grade(&self, name: &str, standard: &str) -> bool {
        let tells = |word: &str| name.contains(word) && !standard.contains(word);
        self.grades.iter().any(|word| tells(word))
    }

    /// What the user's folder says of a material or an item.
    pub fn local(&self, kind: &'static str, name: &str) -> Option<&'a LocalLine> {
        self.local.get(&(kind, name.to_owned())).copied()
    }

    /// Whether the user's folder says anything of a kind.
    pub fn has_local(&self, kind: &str) -> bool {
        self.local.keys().any(|(k, _)| *k == kind)
    }

    /// The wording of a rule that stands in a text.
    pub fn held(&self, rule: &str, text: &str) -> Option<&'a RuleWordLine> {
        self.words(rule, mode::HOLDS)
            .iter()
            .find(|w| text.contains(&w.word))
            .copied()
    }

    /// A rule by its id.
    pub fn rule(&self, id: &str) -> Option<&'a RuleLine> {
        self.rules.get(id).copied()
    }

    /// A rule's level.
    pub fn level(&self, id: &str) -> Level {
        self.rule(id)
            .and_then(|r| Level::from_word(&r.level))
            .unwrap_or(Level::Warning)
    }

    /// The wordings of a rule.
    pub fn words(&self, rule: &str, mode: &str) -> &[&'a RuleWordLine] {
        self.words
            .get(rule)
            .and_then(|by_mode| by_mode.get(mode))
            .map_or(&[], Vec::as_slice)
    }

    /// The wording of a rule that is this text.
    pub fn word(&self, rule: &str, mode: &str, text: &str) -> Option<&'a RuleWordLine> {
        self.words(rule, mode)
            .iter()
            .find(|w| w.word == text)
            .copied()
    }

    /// Names out of use of a kind, the longest first.
    pub fn old(&self, kind: &str) -> &[&'a SupersededLine] {
        self.old.get(kind).map_or(&[], Vec::as_slice)
    }

    /// Whether a key is the name of a standard in force that is not too broad: no fault of a name.
    pub fn is_settled(&self, key: &str) -> bool {
        self.settled.contains(key)
    }

    /// Whether a key is a slip of the pen that a material's line knows.
    pub fn is_slip(&self, key: &str) -> bool {
        self.slips.contains(key)
    }
}

/// What a line of `local.csv` is found by: an item as written, a material by its standard's name.
fn local_key(known: &Loaded, line: &LocalLine) -> String {
    let key = known.matcher.reader().lexicon().cleaner.key(&line.name);
    if line.kind == local::EARLIER {
        return line.name.trim().to_owned();
    }
    match known.matcher.knowledge().standard_of(&key) {
        Some(id) => known.matcher.standard(id).name.clone(),
        None => key,
    }
}
