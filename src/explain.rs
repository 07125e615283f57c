//! Why, why not and how: everything that led to a decision about one name, gathered for a person.

use serde::Serialize;

use crate::matching::dice;
use crate::model::{Basis, Grade, Qualifier, Reading, Relation, StandardId};
use crate::pipeline::Loaded;
use crate::reading::Trail;

/// How many runners-up are shown.
const RUNNERS_UP: usize = 3;

/// A name, explained.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Explanation {
    /// The text steps that changed something.
    pub steps: Vec<Trail>,
    /// How the parts stand to each other.
    pub relation: Relation,
    /// The reading.
    pub reading: Reading,
    /// Each part, with its decision.
    pub parts: Vec<PartExplanation>,
}

/// A qualifier, with the dictionary line that knew it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct QualifierExplanation {
    /// The qualifier.
    #[serde(flatten)]
    pub qualifier: Qualifier,
    /// File and line.
    pub place: Option<String>,
}

/// A part, explained.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PartExplanation {
    /// Its group, from 0.
    pub group: u32,
    /// The core as shown.
    pub core: String,
    /// The core as compared.
    pub key: String,
    /// Its qualifiers.
    pub qualifiers: Vec<QualifierExplanation>,
    /// Its words.
    pub words: Vec<String>,
    /// The folded core.
    pub folded: String,
    /// What folded it.
    pub folded_by: Vec<String>,
    /// The standard, with its code where it has one.
    pub standard: Option<String>,
    /// The rung that decided.
    pub basis: Basis,
    /// How sure.
    pub grade: Grade,
    /// The sentence.
    pub evidence: String,
    /// File and line of the dictionary lines that speak of the standard.
    pub places: Vec<String>,
    /// What else it might be, and why it is not.
    pub runners_up: Vec<RunnerUp>,
    /// Against the standard that was asked for.
    pub versus: Option<Versus>,
}

/// A standard that was not chosen.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RunnerUp {
    /// Its name.
    pub standard: String,
    /// Sørensen–Dice over bigrams, 0 to 1.
    pub likeness: f64,
    /// Why not.
    pub why: String,
}

/// A part against a standard.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Versus {
    /// The standard.
    pub standard: String,
    /// Whether the part is that standard.
    pub same: bool,
    /// Why, or why not.
    pub reasons: Vec<String>,
}

/// Explains a name; with a standard, also why it is or is not that one.
///
/// # Errors
///
/// If the standard is not known.
pub fn explain(
    known: &Loaded,
    name: &str,
    standard: Option<&str>,
) -> Result<Explanation, UnknownStandard> {
    let matcher = &known.matcher;
    let reader = matcher.reader();
    let asked = standard.map(|s| find(known, s)).transpose()?;
    let reading = reader.read(name);
    let parts = reading
        .parts()
        .iter()
        .map(|part| {
            let decision = matcher.decide(&part.key);
            let folded = matcher.fold(&part.key);
            let lines = decision
                .standard
                .map(|id| matcher.standard(id).lines.clone())
                .unwrap_or_default();
            let mut runners_up: Vec<RunnerUp> = decision
                .candidates
                .iter()
                .cloned()
                .chain(matcher.nearest(&part.key, RUNNERS_UP + 1))
                .filter(|c| Some(c.standard) != decision.standard)
                .map(|c| RunnerUp {
                    standard: title(known, c.standard),
                    likeness: c.likeness,
                    why: c.why,
                })
                .collect();
            let mut seen = Vec::new();
            runners_up.retain(|r| {
                !seen.contains(&r.standard) && {
                    seen.push(r.standard.clone());
                    true
                }
            });
            runners_up.truncate(RUNNERS_UP);
            PartExplanation {
                group: part.group,
                core: part.core.clone(),
                key: part.key.clone(),
                qualifiers: part
                    .qualifiers
                    .iter()
                    .map(|q| QualifierExplanation {
                        place: known.dictionary.place_of(&q.by),
                        qualifier: q.clone(),
                    })
                    .collect(),
                words: reader
                    .lexicon()
                    .segmenter
                    .words(&part.key)
                    .into_iter()
                    .map(str::to_owned)
                    .collect(),
                folded: folded.text,
                folded_by: folded.by,
                standard: decision.standard.map(|id| title(known, id)),
                basis: decision.basis,
                grade: decision.grade,
                evidence: decision.evidence.clone(),
                places: lines
                    .iter()
                    .map(|l| {
                        known
                            .dictionary
                            .place(known.dictionary.materials[*l].origin)
                    })
                    .collect(),
                runners_up,
                versus: asked
                    .map(|id| versus(known, &part.key, decision.standard, &decision.evidence, id)),
            }
        })
        .collect();
    Ok(Explanation {
        steps: reader.trail(name),
        relation: reading.relation(),
        reading,
        parts,
    })
}

/// The standard that was asked for is not known.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("没有“{0}”这个标准材料。请核对名称；写编码时要同时给出 --catalog")]
pub struct UnknownStandard(String);

fn find(known: &Loaded, standard: &str) -> Result<StandardId, UnknownStandard> {
    let by_code = known
        .catalogue
        .iter()
        .position(|s| s.code == standard)
        .map(|i| StandardId(i as u32));
    let key = known.matcher.reader().lexicon().cleaner.key(standard);
    by_code
        .or_else(|| known.matcher.knowledge().standard_of(&key))
        .ok_or_else(|| UnknownStandard(standard.to_owned()))
}

fn title(known: &Loaded, id: StandardId) -> String {
    let source = known.matcher.standard(id);
    match source.catalogue {
        Some(i) => format!("{} {}", known.catalogue[i].code, source.name),
        None => source.name.clone(),
    }
}

fn versus(
    known: &Loaded,
    key: &str,
    decided: Option<StandardId>,
    evidence: &str,
    asked: StandardId,
) -> Versus {
    let matcher = &known.matcher;
    let standard = title(known, asked);
    if decided == Some(asked) {
        return Versus {
            standard,
            same: true,
            reasons: vec![evidence.to_owned()],
        };
    }
    let name = matcher
        .reader()
        .lexicon()
        .cleaner
        .key(&matcher.standard(asked).name);
    let mut reasons = Vec::new();
    if let Some(id) = decided {
        reasons.push(format!("它归入“{}”：{evidence}", title(known, id)));
        if matcher
            .standard(asked)
            .apart
            .contains(&matcher.standard(id).name)
        {
            reasons.push(format!(
                "词典标明“{}”与“{}”不可归并",
                matcher.standard(asked).name,
                matcher.standard(id).name
            ));
        }
    }
    let (core, other) = (matcher.fold(key).text, matcher.fold(&name).text);
    if let Some(why) = matcher.guard().forbids(&core, &other) {
        reasons.push(format!("{why}，即使字面相近也不归并"));
    }
    let (left, right) = differing(&core, &other);
    reasons.push(format!(
        "去掉两边相同的部分，剩下“{left}”与“{right}”，没有词典依据说明它们相同（相似 {:.2}，相似只供参考）",
        dice(&core, &other)
    ));
    Versus {
        standard,
        same: false,
        reasons,
    }
}

/// What is left of two texts when the beginning and the end that they share are taken off.
fn differing(a: &str, b: &str) -> (String, String) {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let front = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let back = a[front..]
        .iter()
        .rev()
        .zip(b[front..].iter().rev())
        .take_while(|(x, y)| x == y)
        .count();
    (
        a[front..a.len() - back].iter().collect(),
        b[front..b.len() - back].iter().collect(),
    )
}
