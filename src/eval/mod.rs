//! How right the main job is on names that people have labelled.
//!
//! ```text
//! gold file ─ gold ─▶ labelled names ─ pipeline::trial ─▶ found ─ figures (score) ─▶ report, JSON
//!                                                              └─ errors ─▶ wrong_pairs.csv, wrong_rows.csv
//! ```
//!
//! All names of the gold are worked on together, as one list, by the code of a run. Rows marked as
//! ambiguous take part but are not scored. What the figures mean is said in [`score`] and [`figures`].

mod errors;
pub mod figures;
pub mod found;
pub mod gold;
pub mod label;
pub mod report;
pub mod score;

use rustc_hash::FxHashMap;

use crate::pipeline::{Loaded, trial};
pub use errors::{NAMES, write_errors};
pub use figures::Figures;
use found::Found;
pub use gold::{GoldError, GoldRow, read_gold};
use score::Contingency;

/// A scored name with its gold and what was made of it.
#[derive(Clone, Debug, PartialEq)]
pub struct Scored {
    /// What people say.
    pub gold: GoldRow,
    /// What the tool says.
    pub found: Found,
}

/// All scored names, how they are grouped by either side, and the figures.
#[derive(Clone, Debug)]
pub struct Evaluation {
    /// The scored names, in the order of the gold.
    pub rows: Vec<Scored>,
    /// The two groupings of them.
    pub groups: Contingency,
    /// The figures.
    pub figures: Figures,
}

/// Runs the main job on the names of a gold and scores it.
pub fn evaluate(known: &Loaded, gold: &[GoldRow]) -> Evaluation {
    let tried = trial(known, gold.iter().map(|row| row.name.as_str()));
    let rows: Vec<Scored> = gold
        .iter()
        .zip(&tried.names)
        .filter(|(row, _)| !row.ambiguous)
        .map(|(row, name)| Scored {
            gold: row.clone(),
            found: Found::of(name, &tried.standards),
        })
        .collect();
    let groups = Contingency::new(&numbered(&rows));
    // The standards that the dictionary sends catch-alls to: 其他材料.
    let mut catch_alls: Vec<&str> = known
        .dictionary
        .catchalls
        .iter()
        .map(|entry| entry.line.standard.as_str())
        .filter(|standard| !standard.is_empty())
        .collect();
    catch_alls.sort_unstable();
    catch_alls.dedup();
    let figures = Figures::of(gold.len(), &rows, &groups, &catch_alls);
    Evaluation {
        rows,
        groups,
        figures,
    }
}

/// Numbers the groups of both sides. A name that was put into none is a group of its own.
fn numbered(rows: &[Scored]) -> Vec<(u32, u32)> {
    let mut gold: FxHashMap<&[Vec<String>], u32> = FxHashMap::default();
    let mut found: FxHashMap<&[Vec<usize>], u32> = FxHashMap::default();
    let mut alone = u32::MAX;
    rows.iter()
        .map(|row| {
            let next = gold.len() as u32;
            let g = *gold.entry(&row.gold.label).or_insert(next);
            let f = if row.found.label.is_empty() {
                alone -= 1;
                alone
            } else {
                let next = found.len() as u32;
                *found.entry(&row.found.label).or_insert(next)
            };
            (g, f)
        })
        .collect()
}
