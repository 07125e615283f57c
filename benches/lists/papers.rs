//! The papers that names are made for: the dictionary's standards, and forms that no dictionary knows.
//!
//! Truth comes before number. A form is left out where it might be a paper of the dictionary, or
//! another form, in other words; so every label that the generator writes is a material of its own.

use std::error::Error;

use guiyi::dictionary::Dictionary;
use guiyi::dictionary::lines::EqualLine;
use guiyi::eval::gold::code;
use guiyi::model::SourceType;
use guiyi::reading::Cleaner;
use rustc_hash::{FxHashMap, FxHashSet};

use super::data::{BROAD, FormWord, HELD, ISSUED, Part, form_words};
use super::random::Random;

/// A material and the ways in which its bare name is written.
#[derive(Clone, Debug, Default)]
pub struct Paper {
    /// The gold's label.
    pub label: String,
    /// The gold's source type, blank where it is not scored.
    pub source_type: &'static str,
    /// The usual name first.
    pub names: Vec<String>,
    /// What wordings must fit, see [`super::data::Wording::fits`].
    pub kinds: Vec<String>,
    /// Bodies that issue it.
    pub issuers: Vec<String>,
    /// How many of the names' first are right writings; the others are slips.
    pub right: usize,
}

/// All that forms are made of.
pub struct Forms {
    words: Vec<FormWord>,
    subjects: Vec<String>,
    /// Other words for a word before a head, and for heads.
    equal: FxHashMap<String, Vec<EqualLine>>,
    classes: Classes,
    same: Same,
    /// Every form's key and every name of the dictionary.
    taken: FxHashSet<String>,
}

/// The standards of the dictionary, those with many names first: they are what everybody asks for.
pub fn standards(dictionary: &Dictionary) -> Vec<Paper> {
    let classes = Classes::new(dictionary);
    // 申请人 stands among the issuers too, but issues nothing to itself.
    let bodies = dictionary.issuers.iter().map(|e| &e.line);
    let bodies: FxHashSet<&str> = bodies
        .filter(|l| l.source_type.is_some_and(|t| t != SourceType::Applicant))
        .map(|l| l.name.as_str())
        .collect();
    let roles = dictionary.holders.iter().map(|e| e.line.role.as_str());
    let roles: Vec<&str> = roles.collect();
    let mut papers: Vec<Paper> = dictionary
        .materials
        .iter()
        .map(|entry| {
            let line = &entry.line;
            let mut names = vec![line.name.clone()];
            // Whether 单位在职证明 states a holder is for no generator to say.
            let plain = |alias: &&String| !roles.iter().any(|role| alias.starts_with(role));
            names.extend(line.aliases.iter().filter(plain).cloned());
            let right = names.len();
            names.extend(line.slips.iter().cloned());
            let issuers: Vec<String> = line
                .issuer
                .split('/')
                .filter(|body| bodies.contains(body))
                .map(str::to_owned)
                .collect();
            let mut kinds = vec![format!("={}", line.name)];
            kinds.extend(classes.of(&line.name));
            let flags = [
                (line.holder, HELD),
                (!issuers.is_empty(), ISSUED),
                (!line.broad.is_empty(), BROAD),
            ];
            kinds.extend(flags.iter().filter(|(is, _)| *is).map(|(_, k)| (*k).into()));
            // Where localities differ, people would not label it.
            let source_type = line.source_type.filter(|_| line.disputed.is_empty());
            Paper {
                label: line.name.clone(),
                source_type: source_type.map_or("", code),
                names,
                kinds,
                issuers,
                right,
            }
        })
        .collect();
    papers
        .sort_by(|a, b| (b.names.len(), a.label.as_str()).cmp(&(a.names.len(), b.label.as_str())));
    papers
}

impl Forms {
    /// What forms are made of; `papers` are those of the dictionary.
    ///
    /// # Errors
    /// If `forms.csv` is broken.
    pub fn new(dictionary: &Dictionary, cleaner: &Cleaner) -> Result<Self, Box<dyn Error>> {
        let words = form_words()?;
        let same = Same::new(dictionary, cleaner, &words);
        let mut taken = FxHashSet::default();
        for entry in &dictionary.materials {
            let line = &entry.line;
            let names = [&line.aliases, &line.slips, &line.confirm];
            let names = names.into_iter().flatten().chain([&line.name]);
            taken.extend(names.map(|name| same.key(cleaner, name)));
        }
        let mut equal: FxHashMap<String, Vec<EqualLine>> = FxHashMap::default();
        for entry in &dictionary.equal_words {
            let line = &entry.line;
            // Whether the other word stands there depends on the subject: too doubtful.
            if line.only_in.is_empty() {
                let list = equal.entry(line.canonical.clone()).or_default();
                list.push(line.clone());
            }
        }
        let subjects = subjects(dictionary, cleaner, &words, &same);
        Ok(Self {
            words,
            subjects,
            equal,
            classes: Classes::new(dictionary),
            same,
            taken,
        })
    }

    /// A form that is neither in the dictionary nor was made before; `None` if this throw is none.
    pub fn next(&mut self, random: &mut Random, cleaner: &Cleaner) -> Option<Paper> {
        let subject = random.pick(&self.subjects)?.clone();
        let modifier = self.word(Part::Modifier, random)?.word.clone();
        let procedure = self.word(Part::Procedure, random)?.word.clone();
        let action = self.word(Part::Action, random)?.word.clone();
        let class = self.word(Part::Class, random)?.word.clone();
        let head = self.word(Part::Head, random)?.clone();
        // Nobody writes 登记登记表, and 登记表 after it may stand for either.
        if !procedure.is_empty() && head.word.starts_with(&procedure) {
            return None;
        }
        let stem = [modifier.as_str(), &subject, &procedure].concat();
        let label = [&stem, &action, &head.word, &class]
            .map(String::as_str)
            .concat();
        if !self.taken.insert(self.same.key(cleaner, &label)) {
            return None;
        }
        let mut names = vec![label.clone()];
        for other in self.others(&head.word, "") {
            names.push([&stem, &action, other, &class].map(String::as_str).concat());
        }
        for other in self.others(&action, &head.word) {
            // 备案 + 许可延续 speaks of another procedure than 备案 + 延续.
            let mut procedures = self.words.iter().filter(|w| w.part == Part::Procedure);
            let another = procedures.any(|w| !w.word.is_empty() && other.contains(&w.word));
            if !another {
                names.push(
                    [&stem, other, &head.word, &class]
                        .map(String::as_str)
                        .concat(),
                );
            }
        }
        let mut kinds = vec![format!("={label}")];
        kinds.extend(self.classes.of(&head.word));
        let source_type = SourceType::from_word(&head.source_type).map_or("", code);
        Some(Paper {
            right: names.len(),
            label,
            source_type,
            names,
            kinds,
            issuers: Vec::new(),
        })
    }

    /// Subjects with what is applied for, for the names of items.
    pub fn item(&self, random: &mut Random) -> Option<String> {
        let subject = random.pick(&self.subjects)?;
        let procedure = &self.word(Part::Procedure, random)?.word;
        let action = &self.word(Part::Action, random)?.word;
        Some([subject.as_str(), procedure, action].concat())
    }

    fn word(&self, part: Part, random: &mut Random) -> Option<&FormWord> {
        random.pick_by(&self.words, |w| match w.part == part {
            true => w.weight.unwrap_or(0),
            false => 0,
        })
    }

    /// Words that say the same as a word before what follows it.
    fn others<'s>(&'s self, word: &str, next: &'s str) -> impl Iterator<Item = &'s String> {
        let lines = self.equal.get(word).map_or(&[][..], Vec::as_slice);
        let fits = move |line: &&EqualLine| {
            (line.only_before.is_empty()
                || line
                    .only_before
                    .iter()
                    .any(|w| next.starts_with(w.as_str())))
                && !line.not_before.iter().any(|w| next.starts_with(w.as_str()))
        };
        lines.iter().filter(fits).map(|line| &line.word)
    }
}

/// What forms are about, taken from the standards' names; no two of them may say the same.
fn subjects(
    dictionary: &Dictionary,
    cleaner: &Cleaner,
    words: &[FormWord],
    same: &Same,
) -> Vec<String> {
    let stripped: Vec<&str> = words
        .iter()
        .filter(|w| w.part == Part::Stripped)
        .map(|w| w.word.as_str())
        .collect();
    let joins = |text: &str| {
        let mut joining = dictionary.connectors.iter().map(|e| e.line.word.as_str());
        joining.any(|word| text.contains(word))
    };
    // 宗教教职人员情况说明 is a 情况说明 to one reader and a form to another.
    let roles = dictionary.holders.iter().map(|e| e.line.role.as_str());
    let bodies = dictionary.issuers.iter().map(|e| e.line.name.as_str());
    let somebody: Vec<&str> = roles.chain(bodies).collect();
    let mut seen = FxHashSet::default();
    let mut found: Vec<String> = Vec::new();
    for entry in &dictionary.materials {
        let mut subject = entry.line.name.as_str();
        while let Some(rest) = stripped.iter().find_map(|word| subject.strip_suffix(word)) {
            subject = rest;
        }
        let length = subject.chars().count();
        let plain = subject
            .chars()
            .all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
        let whole = subject.len() == entry.line.name.len();
        if whole || !plain || !(3..=9).contains(&length) || joins(subject) {
            continue;
        }
        if somebody.iter().any(|who| subject.ends_with(who)) {
            continue;
        }
        if seen.insert(same.key(cleaner, subject)) {
            found.push(subject.to_owned());
        }
    }
    // Two subjects that differ only by words which do not always keep names apart (城镇, 农村) may be
    // one material to one reader and two to another: such a truth is no truth.
    let keys: FxHashSet<String> = found.iter().map(|s| same.key(cleaner, s)).collect();
    let doubtful = |subject: &String| {
        let soft = dictionary.contrasts.iter().map(|e| &e.line);
        soft.filter(|line| line.effect != "X").any(|line| {
            [(&line.a, &line.b), (&line.b, &line.a)]
                .iter()
                .any(|(from, to)| {
                    subject.contains(from.as_str())
                        && keys.contains(&same.key(cleaner, &subject.replace(from.as_str(), to)))
                })
        })
    };
    found.retain(|subject| !doubtful(subject));
    found
}

/// The classes of head words.
struct Classes(FxHashMap<String, String>);

impl Classes {
    fn new(dictionary: &Dictionary) -> Self {
        let heads = dictionary.heads.iter().map(|e| &e.line);
        Self(heads.map(|l| (l.head.clone(), l.class.clone())).collect())
    }

    /// The class of the longest head word that a name ends with.
    fn of(&self, name: &str) -> Option<String> {
        let ends = name.char_indices().map(|(at, _)| &name[at..]);
        ends.filter_map(|end| self.0.get(end)).next().cloned()
    }
}

/// What may be the same in other words: more than is, so that no truth depends on it.
struct Same {
    /// Words and what they are read as, by their first character and the longest first; blank where
    /// they say nothing.
    words: FxHashMap<char, Vec<(Vec<char>, String)>>,
}

impl Same {
    fn new(dictionary: &Dictionary, cleaner: &Cleaner, words: &[FormWord]) -> Self {
        let equal = dictionary.equal_words.iter().map(|e| &e.line);
        let equal = equal.map(|l| (l.word.as_str(), l.canonical.as_str()));
        let light = dictionary
            .weightless
            .iter()
            .map(|e| (e.line.word.as_str(), ""));
        let folds = dictionary.heads.iter().map(|e| &e.line);
        let folds = folds.filter(|l| !l.fold.is_empty());
        let folds = folds.map(|l| (l.head.as_str(), l.fold.as_str()));
        let ignored = words.iter().filter(|w| w.part == Part::Ignored);
        let ignored = ignored.map(|w| (w.word.as_str(), ""));
        // What says nothing says nothing in what a word is read as, either.
        let silent: Vec<&str> = words
            .iter()
            .filter(|w| w.part == Part::Ignored)
            .map(|w| w.word.as_str())
            .collect();
        let mut all: Vec<(Vec<char>, String)> = equal
            .chain(light)
            .chain(folds)
            .chain(ignored)
            .map(|(from, to)| {
                let to = silent
                    .iter()
                    .fold(cleaner.key(to), |to, w| to.replace(w, ""));
                (cleaner.key(from).chars().collect(), to)
            })
            .collect();
        all.sort_by(|a, b| (b.0.len(), a).cmp(&(a.0.len(), b)));
        let mut by_first: FxHashMap<char, Vec<(Vec<char>, String)>> = FxHashMap::default();
        for (from, to) in all {
            if let Some(first) = from.first() {
                by_first.entry(*first).or_default().push((from, to));
            }
        }
        Self { words: by_first }
    }

    /// A key that names of one material share, and some others too.
    fn key(&self, cleaner: &Cleaner, name: &str) -> String {
        let chars: Vec<char> = cleaner.key(name).chars().collect();
        let mut key = String::with_capacity(name.len());
        let mut at = 0;
        while at < chars.len() {
            let words = self.words.get(&chars[at]).map_or(&[][..], Vec::as_slice);
            match words.iter().find(|(from, _)| chars[at..].starts_with(from)) {
                Some((from, to)) => {
                    key.push_str(to);
                    at += from.len();
                }
                None => {
                    key.push(chars[at]);
                    at += 1;
                }
            }
        }
        // 砍伐城市树木 says what 城市树木砍伐 says.
        let mut chars: Vec<char> = key.chars().collect();
        chars.sort_unstable();
        chars.into_iter().collect()
    }
}
