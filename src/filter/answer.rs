//! What the frozen catalogue says about one name.

use rustc_hash::FxHashMap;
use serde_json::{Map, Value, json};

use super::cache::{Cache, Known};
use crate::model::{Attribute, Basis, Grade, Relation, StandardId};
use crate::pipeline::Loaded;

/// The columns that are appended.
pub const HEADERS: [&str; 8] = [
    "标准编码",
    "标准名称",
    "来源类型",
    "关系",
    "依据",
    "把握",
    "持有人",
    "形式",
];

/// One part of a name, answered. Blank code and name where the catalogue has no standard for it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct AnswerPart {
    cells: [String; 8],
    core: String,
    group: u32,
}

/// A name, answered.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    parts: Vec<AnswerPart>,
    candidates: Vec<(String, f64)>,
    wanted: usize,
}

impl Answer {
    /// The appended cells: parts joined by ；, then the candidates.
    pub fn cells(&self) -> Vec<String> {
        let mut cells: Vec<String> = (0..HEADERS.len())
            .map(|i| {
                if HEADERS[i] == "关系" {
                    return self
                        .parts
                        .first()
                        .map(|p| p.cells[i].clone())
                        .unwrap_or_default();
                }
                let values: Vec<&str> = self.parts.iter().map(|p| p.cells[i].as_str()).collect();
                if values.iter().all(|v| v.is_empty()) {
                    String::new()
                } else {
                    values.join("；")
                }
            })
            .collect();
        for n in 0..self.wanted {
            let candidate = self.candidates.get(n);
            cells.push(candidate.map(|(name, _)| name.clone()).unwrap_or_default());
            cells.push(
                candidate
                    .map(|(_, likeness)| format!("{likeness:.3}"))
                    .unwrap_or_default(),
            );
        }
        cells
    }

    /// Adds the answer to a JSON object.
    pub fn add_to(&self, object: &mut Map<String, Value>) {
        for (header, cell) in HEADERS.iter().zip(self.cells()) {
            object.insert((*header).to_owned(), Value::String(cell));
        }
        let parts = self.parts.iter().map(|p| {
            let mut part: Map<String, Value> = Map::new();
            part.insert("组".to_owned(), json!(p.group + 1));
            part.insert("核心名称".to_owned(), json!(p.core));
            for (header, cell) in HEADERS.iter().zip(&p.cells).filter(|(h, _)| **h != "关系") {
                part.insert((*header).to_owned(), json!(cell));
            }
            Value::Object(part)
        });
        object.insert("parts".to_owned(), Value::Array(parts.collect()));
        if self.wanted > 0 {
            let list = self.candidates.iter().map(|(name, likeness)| {
                json!({ "标准名称": name, "相似": (likeness * 1000.0).round() / 1000.0 })
            });
            object.insert("候选".to_owned(), Value::Array(list.collect()));
        }
    }
}

/// Answers names from what is known.
#[derive(Debug)]
pub struct Answerer<'k> {
    known: &'k Loaded,
    /// Standards of the catalogue by what matching knows them as.
    listed: FxHashMap<StandardId, usize>,
    candidates: usize,
    /// What was decided of cores: many names are one core in other dress.
    decided: Cache<Known<Decided>>,
}

/// What a record tells of a decision.
type Decided = (Option<StandardId>, Basis, Grade);

impl<'k> Answerer<'k> {
    /// Answers with that many candidates.
    pub fn new(known: &'k Loaded, candidates: usize) -> Self {
        let listed = known
            .matcher
            .standards()
            .iter()
            .enumerate()
            .filter_map(|(i, s)| Some((StandardId(i as u32), s.catalogue?)))
            .collect();
        Self {
            known,
            listed,
            candidates,
            decided: Cache::new(),
        }
    }

    fn decide(&self, key: &str) -> Decided {
        // In one statement, so that it is let go before anything is added.
        let known = self.decided.known().get(key.as_bytes()).map(|k| k.what);
        known.unwrap_or_else(|| {
            let decision = self.known.matcher.decide(key);
            let what = (decision.standard, decision.basis, decision.grade);
            self.decided.add([Known::new(key.as_bytes(), what)]);
            what
        })
    }

    /// Answers a name.
    pub fn answer(&self, name: &str) -> Answer {
        let matcher = &self.known.matcher;
        let reading = matcher.reader().read(name);
        let relation = reading.relation();
        let parts: Vec<AnswerPart> = reading
            .parts()
            .iter()
            .map(|part| {
                let (standard, basis, grade) = self.decide(&part.key);
                let listed = standard.and_then(|id| self.listed.get(&id));
                let (code, standard, source_type, basis, grade) = match listed {
                    Some(i) => {
                        let standard = &self.known.catalogue[*i];
                        let source_type =
                            standard.source_type.map(|t| t.word()).unwrap_or_default();
                        (
                            standard.code.clone(),
                            standard.name.clone(),
                            source_type,
                            basis,
                            grade,
                        )
                    }
                    None => (
                        String::new(),
                        String::new(),
                        "",
                        Basis::Open,
                        Grade::Unconfirmed,
                    ),
                };
                AnswerPart {
                    cells: [
                        code,
                        standard,
                        source_type.to_owned(),
                        relation.word().to_owned(),
                        basis.word().to_owned(),
                        grade.word().to_owned(),
                        part.value(Attribute::Holder),
                        part.value(Attribute::Form),
                    ],
                    core: part.core.clone(),
                    group: part.group,
                }
            })
            .collect();
        let candidates = match (self.candidates, reading.parts()) {
            (n, [first, ..]) if n > 0 => matcher
                // The catalogue is frozen: what is not in it has no code, and may not be proposed.
                .nearest_of(&first.key, n, |id| self.listed.contains_key(&id))
                .into_iter()
                .map(|c| (matcher.standard(c.standard).name.clone(), c.likeness))
                .collect(),
            _ => Vec::new(),
        };
        let parts = if parts.is_empty() {
            vec![nothing()]
        } else {
            parts
        };
        Answer {
            parts,
            candidates,
            wanted: self.candidates,
        }
    }
}

/// A placeholder or no material: there is no code, and nothing to decide.
fn nothing() -> AnswerPart {
    let mut part = AnswerPart::default();
    part.cells[3] = Relation::Single.word().to_owned();
    part.cells[4] = Basis::Open.word().to_owned();
    part
}
