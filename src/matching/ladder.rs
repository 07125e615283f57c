//! The ladder: from a core to a decision, the safest rung first.

use std::sync::{Arc, OnceLock};

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::difference::{Explained, Explainer};
use super::fold::{Folded, Folder};
use super::guard::{Effect, Guard};
use super::index::{Knowledge, Source, Tie};
use super::likeness::Likeness;
use super::neighbours::Neighbours;
use crate::dictionary::Dictionary;
use crate::model::{Basis, Candidate, Decision, Grade, Standard, StandardId};
use crate::reading::Reader;

/// How many candidates a reviewer is shown.
const CANDIDATES: usize = 3;

/// Decides cores. Holds everything that is known of names; cheap to share between threads.
#[derive(Debug)]
pub struct Matcher {
    reader: Arc<Reader>,
    knowledge: Knowledge,
    folder: Folder,
    guard: Guard,
    explainer: Explainer,
    folds: OnceLock<Folds>,
    /// The name of each standard, folded when it is first asked for.
    folded_names: Vec<OnceLock<String>>,
    neighbours: OnceLock<Neighbours>,
    likeness: OnceLock<Likeness>,
}

/// Every known name, folded: rung 3 asks for them, and all that follow.
#[derive(Debug, Default)]
struct Folds {
    /// Folded names that decide, with the standards they belong to.
    decide: FxHashMap<String, Vec<StandardId>>,
    /// The same in a fixed order, and the names as they stand, for the neighbours.
    in_order: Vec<(String, StandardId)>,
    /// Folded names of which a person must be asked.
    asked: FxHashMap<String, Tie>,
}

impl Matcher {
    /// A matcher that knows the dictionaries and an earlier catalogue.
    pub fn new(dictionary: &Dictionary, reader: Arc<Reader>, catalogue: &[Standard]) -> Self {
        let knowledge = Knowledge::new(dictionary, &reader.lexicon().cleaner, catalogue);
        Self {
            guard: Guard::new(dictionary, &reader),
            explainer: Explainer::new(dictionary, &reader),
            folder: Folder::new(dictionary, &reader),
            reader,
            folded_names: vec![OnceLock::new(); knowledge.standards.len()],
            knowledge,
            folds: OnceLock::new(),
            neighbours: OnceLock::new(),
            likeness: OnceLock::new(),
        }
    }

    /// Builds at once, on all processors, what deciding a single known name does without and many
    /// names will ask for.
    ///
    /// To be called before threads share the matcher: otherwise the first of them builds alone, and
    /// the others wait.
    pub fn prepare(&self) {
        if self.folds.get().is_none() {
            let names: Vec<&str> = self.names_to_fold().collect();
            let folded: Vec<String> = names.par_iter().map(|n| self.fold_known(n)).collect();
            // Another thread may have been quicker; it has found the same.
            let _ = self.folds.set(self.file(folded.into_iter()));
        }
        self.neighbours();
    }

    /// Builds at once what candidates for many cores are found by.
    pub fn prepare_candidates(&self) {
        self.likeness.get_or_init(|| {
            let names = self.knowledge.names();
            Likeness::new(names.map(|(name, id)| (name.to_owned(), id.0)).collect())
        });
    }

    fn folds(&self) -> &Folds {
        // Not in parallel: a thread that waits here may be one that the parallel work waits for.
        self.folds
            .get_or_init(|| self.file(self.names_to_fold().map(|name| self.fold_known(name))))
    }

    /// The names that decide, then those that a person is asked about.
    fn names_to_fold(&self) -> impl Iterator<Item = &str> {
        let asked = self.knowledge.questions().into_iter();
        let names = self.knowledge.names().map(|(name, _)| name);
        names.chain(asked.map(|(name, _)| name))
    }

    /// Files the folded texts of [`Matcher::names_to_fold`].
    fn file(&self, mut folded: impl Iterator<Item = String>) -> Folds {
        let mut folds = Folds::default();
        for (name, standard) in self.knowledge.names() {
            let text = folded.next().unwrap_or_default();
            let list = folds.decide.entry(text.clone()).or_default();
            if !list.contains(&standard) {
                list.push(standard);
                folds.in_order.push((text, standard));
            }
            // A slip at the end hides the head word, and with it the fold: names as they stand, too.
            if folds.in_order.last().is_none_or(|(text, _)| text != name) {
                folds.in_order.push((name.to_owned(), standard));
            }
        }
        for (_, tie) in self.knowledge.questions() {
            let text = folded.next().unwrap_or_default();
            folds.asked.entry(text).or_insert_with(|| tie.clone());
        }
        folds
    }

    fn fold_known(&self, name: &str) -> String {
        self.folder.fold_known(name, &self.reader).text
    }

    fn neighbours(&self) -> &Neighbours {
        self.neighbours.get_or_init(|| {
            let texts = self.folds().in_order.iter();
            Neighbours::new(texts.map(|(text, _)| text.as_str()))
        })
    }

    /// The standards that a decision can name.
    pub fn standards(&self) -> &[Source] {
        &self.knowledge.standards
    }

    /// One standard.
    pub fn standard(&self, id: StandardId) -> &Source {
        &self.knowledge.standards[id.0 as usize]
    }

    /// The names tied to standards.
    pub fn knowledge(&self) -> &Knowledge {
        &self.knowledge
    }

    /// The reader whose cores are decided.
    pub fn reader(&self) -> &Reader {
        &self.reader
    }

    /// Folds a core, given by its comparison key.
    pub fn fold(&self, key: &str) -> Folded {
        self.folder.fold(key, &self.reader)
    }

    /// The guard.
    pub fn guard(&self) -> &Guard {
        &self.guard
    }

    /// Explains the difference of two folded cores, if the guard lets them pass and it can be explained.
    pub fn difference(&self, core: &str, standard: &str) -> Option<Explained> {
        // Both must hold; that one is told by a few characters for nearly every pair.
        let segmenter = &self.reader.lexicon().segmenter;
        self.explainer
            .explain(core, standard, segmenter)
            .filter(|_| self.guard.forbids(core, standard).is_none())
    }

    /// Decides a core, given by its comparison key. Depends on nothing but what is known.
    pub fn decide(&self, key: &str) -> Decision {
        match self.knowledge.tie_of(key) {
            Some(Tie::Name(id, by)) if self.standard(*id).draft => self.again(key, *id, by),
            Some(Tie::Name(id, by)) => tied(
                *id,
                Basis::Name,
                Grade::Certain,
                format!("与标准名称相同（{by}）"),
            ),
            Some(Tie::Alias(id, by)) => {
                let grade = if self.standard(*id).draft {
                    Grade::Likely
                } else {
                    Grade::Certain
                };
                tied(
                    *id,
                    Basis::Alias,
                    grade,
                    format!("是“{}”的别名（{by}）", self.standard(*id).name),
                )
            }
            Some(tie @ Tie::Confirm(..)) => self.confirm(key, tie),
            None => self.unknown(key),
        }
    }

    /// A name of which a dictionary line says that a person must be asked.
    fn confirm(&self, key: &str, tie: &Tie) -> Decision {
        let (Tie::Name(id, by) | Tie::Alias(id, by) | Tie::Confirm(id, by)) = tie;
        self.open(
            key,
            format!(
                "词典标明“{}”的这一别名须人工确认（{by}）",
                self.standard(*id).name
            ),
            vec![(*id, format!("待确认别名（{by}）"))],
        )
    }

    /// A draft of an earlier run: if nobody has settled its question, the question stands.
    fn again(&self, key: &str, id: StandardId, by: &str) -> Decision {
        let mut decision = match self.knowledge.question_of(key) {
            Some(tie) => self.confirm(key, tie),
            None => self.unknown_but(key, Some(id)),
        };
        if decision.basis == Basis::Open {
            decision.standard = Some(id);
            return decision;
        }
        tied(
            id,
            Basis::Name,
            Grade::Likely,
            format!("与草案名称相同（{by}）"),
        )
    }

    fn unknown(&self, key: &str) -> Decision {
        self.unknown_but(key, None)
    }

    /// The rungs for a core that no line knows; `but` is left out of account.
    fn unknown_but(&self, key: &str, but: Option<StandardId>) -> Decision {
        let usable =
            |id: &StandardId| Some(*id) != but && !(but.is_some() && self.standard(*id).draft);
        if let Some(line) = self.reader.lexicon().catchalls.whole(key)
            && let Some(id) = self
                .knowledge
                .standard_of(&self.reader.lexicon().cleaner.key(&line.canonical))
            && usable(&id)
        {
            return tied(
                id,
                Basis::Alias,
                Grade::Certain,
                format!("属于兜底或泛称写法（{}）", line.by),
            );
        }
        // 说明 folds to 说明材料, which somebody calls 情况说明: a bare head word names no one paper.
        if !self.says_which(key) {
            return new();
        }
        let folded = self.fold(key);
        // 死亡的证明 is 死亡证明, of which a person must be asked: another alias that folds alike
        // does not answer for them.
        if let Some(tie) = self.folds().asked.get(&folded.text)
            && usable(&tie.standard())
        {
            return self.confirm(key, tie);
        }
        let same: Vec<StandardId> = self
            .folds()
            .decide
            .get(&folded.text)
            .into_iter()
            .flatten()
            .copied()
            .filter(&usable)
            .collect();
        let same: Vec<StandardId> = same
            .into_iter()
            .filter(|id| !self.contrasted(&folded.text, *id))
            .collect();
        match same.as_slice() {
            [] => {}
            [id] => {
                return tied(
                    *id,
                    Basis::Fold,
                    Grade::Certain,
                    self.fold_evidence(&folded, *id),
                );
            }
            several => {
                let candidates = several
                    .iter()
                    .map(|id| (*id, "折叠后相同".to_owned()))
                    .collect();
                return self.open(
                    key,
                    "折叠后与几个标准材料相同，不能自动取舍".to_owned(),
                    candidates,
                );
            }
        }
        let mut near = self.explained(&folded.text, &usable);
        if near.is_empty() && folded.text != key {
            near = self.explained(key, &usable);
        }
        match near.as_slice() {
            [] => {}
            [(id, why)] => {
                let evidence = format!("与“{}”的差异可以解释：{why}", self.standard(*id).name);
                return tied(*id, Basis::Difference, Grade::Likely, evidence);
            }
            _ => {
                return self.open(
                    key,
                    "与几个标准材料的差异都可以解释，不能自动取舍".to_owned(),
                    near,
                );
            }
        }
        let asked = self.asked(&folded.text, &usable);
        if !asked.is_empty() {
            return self.open(key, "与标准材料只差一个须人工判断的词".to_owned(), asked);
        }
        new()
    }

    /// Whether a core is more than a head word.
    fn says_which(&self, key: &str) -> bool {
        let chars: Vec<char> = key.chars().collect();
        let lexicon = self.reader.lexicon();
        lexicon.head(&chars).is_none_or(|n| n < chars.len()) || lexicon.tells(&chars)
    }

    /// Whether opposed words keep a folded core from a standard, whatever alias led to it.
    fn contrasted(&self, folded: &str, id: StandardId) -> bool {
        let name = self.folded_name(id);
        matches!(self.guard.contrast(folded, name), Some((Effect::Forbid, _)))
    }

    /// The name of a standard, folded.
    fn folded_name(&self, id: StandardId) -> &str {
        self.folded_names[id.0 as usize].get_or_init(|| {
            let name = &self.standard(id).name;
            self.fold(&self.reader.lexicon().cleaner.key_of(name)).text
        })
    }

    fn fold_evidence(&self, folded: &Folded, id: StandardId) -> String {
        let name = &self.standard(id).name;
        if folded.by.is_empty() {
            return format!("与“{name}”去掉无实义的字后相同");
        }
        let mut by = folded.by.clone();
        by.dedup();
        format!(
            "与“{name}”按等义词、同义词尾折叠后相同（{}）",
            by.join("；")
        )
    }

    /// Standards whose difference to a folded core is explained.
    fn explained(
        &self,
        folded: &str,
        usable: &impl Fn(&StandardId) -> bool,
    ) -> Vec<(StandardId, String)> {
        let mut found: Vec<(StandardId, String)> = Vec::new();
        for i in self.neighbours().of(folded) {
            let (name, id) = &self.folds().in_order[i as usize];
            if usable(id)
                && !found.iter().any(|(f, _)| f == id)
                && let Some(explained) = self.difference(folded, name)
                && !self.contrasted(folded, *id)
            {
                found.push((*id, explained.why));
            }
        }
        found
    }

    /// Standards that differ from a folded core only by words of which a person must be asked.
    fn asked(
        &self,
        folded: &str,
        usable: &impl Fn(&StandardId) -> bool,
    ) -> Vec<(StandardId, String)> {
        let mut found: Vec<(StandardId, String)> = Vec::new();
        for (text, by) in self.guard.exchanges(folded) {
            for id in self.folds().decide.get(&text).into_iter().flatten() {
                if usable(id) && !found.iter().any(|(f, _)| f == id) {
                    found.push((*id, format!("只差一个须判断的词（{by}）")));
                }
            }
        }
        found
    }

    /// An open question: a draft of its own, with candidates for a person to choose from.
    fn open(&self, key: &str, question: String, first: Vec<(StandardId, String)>) -> Decision {
        let mut candidates: Vec<Candidate> = first
            .into_iter()
            .map(|(standard, why)| Candidate {
                standard,
                likeness: self.likeness_to(key, standard),
                why,
            })
            .collect();
        candidates.sort_by(|a, b| {
            b.likeness
                .total_cmp(&a.likeness)
                .then(a.standard.cmp(&b.standard))
        });
        candidates.truncate(CANDIDATES);
        Decision {
            standard: None,
            basis: Basis::Open,
            grade: Grade::Unconfirmed,
            evidence: question.clone(),
            question,
            candidates,
        }
    }

    fn likeness_to(&self, key: &str, id: StandardId) -> f64 {
        super::likeness::dice(
            key,
            &self.reader.lexicon().cleaner.key(&self.standard(id).name),
        )
    }

    /// The standards most like a core, for a person to look at: likeness proposes, and never decides.
    pub fn nearest(&self, key: &str, limit: usize) -> Vec<Candidate> {
        self.nearest_of(key, limit, |_| true)
    }

    /// The same among some of the standards only: those of a frozen catalogue, say.
    pub fn nearest_of(
        &self,
        key: &str,
        limit: usize,
        wanted: impl Fn(StandardId) -> bool,
    ) -> Vec<Candidate> {
        let names = self.knowledge.names().map(|(name, id)| (name, id.0));
        let wanted = |id| wanted(StandardId(id));
        let nearest = match self.likeness.get() {
            Some(index) => index.nearest(key, limit, wanted),
            None => super::likeness::nearest(names, key, limit, wanted),
        };
        let folded = self.fold(key).text;
        nearest
            .into_iter()
            .map(|(id, likeness)| {
                let standard = StandardId(id);
                let why = self
                    .guard
                    .forbids(&folded, self.folded_name(standard))
                    .unwrap_or_else(|| "只是相似，差异没有词典依据".to_owned());
                Candidate {
                    standard,
                    likeness,
                    why,
                }
            })
            .collect()
    }
}

/// A core that no standard takes.
fn new() -> Decision {
    Decision {
        standard: None,
        basis: Basis::New,
        grade: Grade::Likely,
        evidence: "标准材料中没有这一名称，单列为新材料".to_owned(),
        question: String::new(),
        candidates: Vec::new(),
    }
}

fn tied(standard: StandardId, basis: Basis, grade: Grade, evidence: String) -> Decision {
    Decision {
        standard: Some(standard),
        basis,
        grade,
        evidence,
        question: String::new(),
        candidates: Vec::new(),
    }
}
