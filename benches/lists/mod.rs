//! Departments' lists of any size, made by a seed, with the true material of every name.
//!
//! Used by `examples/generate.rs` and the benches. A list has a head of papers that everybody asks
//! for (the dictionary's standards, under all their names), a long tail of forms that only one item
//! has and no dictionary knows, and names dressed as in real lists; rows repeat names by Zipf's law.
//!
//! ```text
//! dictionaries ─ papers ─▶ bare names ─ slips ─▶ dress ─▶ slips ─▶ names with their truth ─ rows ─▶ list
//! forms.csv ────┘          noise.csv ────────────┘
//! ```
//!
//! The head grows with the square root of the number of names and the tail takes the rest, as in
//! real lists, where most names that are new in a larger list are of new forms.

mod data;
mod dress;
mod papers;
mod random;
mod rows;
mod slips;

use std::error::Error;
use std::sync::Arc;

use guiyi::dictionary::Dictionary;
use guiyi::reading::{Lexicon, Reader};
use rustc_hash::FxHashSet;

use data::{Slot, wordings};
use dress::{AROUND, Dressed, EDGES, Wardrobe};
use papers::{Forms, Paper, standards};
use random::Random;
pub use rows::{Rows, write_gold};
use slips::Slips;

/// A name of the list, with its truth as a gold file writes it.
#[derive(Clone, Debug)]
pub struct Made {
    /// The name as departments write it.
    pub name: String,
    /// The group.
    pub label: Arc<str>,
    /// The source type's code, blank where it is not scored.
    pub source_type: &'static str,
    /// Whether it is left unscored.
    pub unscored: bool,
    /// The forms that it states.
    pub form: String,
    /// The holder that it states.
    pub holder: String,
    /// What was done to the bare name, for looking at errors by cause.
    pub causes: Vec<String>,
}

/// The names of a list, the most frequent first, and the items that ask for them.
#[derive(Clone, Debug, Default)]
pub struct Names {
    /// The names, each once.
    pub made: Vec<Made>,
    /// The items' names.
    pub items: Vec<String>,
}

/// Makes this many distinct names.
///
/// # Errors
/// If a data file is broken, or so many names cannot be made.
pub fn names(count: usize, seed: u64) -> Result<Names, Box<dyn Error>> {
    let dictionary = Dictionary::builtin()?;
    let reader = Reader::new(Lexicon::new(&dictionary)?);
    let mut maker = Maker {
        wardrobe: Wardrobe::new(&dictionary, wordings()?),
        slips: Slips::new(&dictionary),
        random: Random::new(seed, 1),
        seen: FxHashSet::default(),
        made: Vec::with_capacity(count),
    };
    let standards = standards(&dictionary);
    let mut forms = Forms::new(&dictionary, &reader.lexicon().cleaner)?;

    let head = (40_000.0 * (count as f64 / 100_000.0).sqrt()).min(count as f64 * 0.45) as usize;
    let catch_all = dictionary
        .catchalls
        .iter()
        .map(|e| e.line.standard.as_str());
    let catch_all = catch_all
        .into_iter()
        .find(|s| !s.is_empty())
        .unwrap_or_default();
    maker.head(&standards, head);
    maker.several(&standards, count / 20);
    maker.lines(Slot::CatchAll, catch_all, (count / 250).min(600));
    maker.lines(Slot::NoMaterial, "", (count / 1000).min(30));
    // What is asked of the tail is what the others did not make.
    let mut throws = 0usize;
    while maker.made.len() < count {
        throws += 1;
        if throws > count.saturating_mul(20) {
            return Err(format!("only {} different names can be made", maker.made.len()).into());
        }
        if let Some(form) = forms.next(&mut maker.random, &reader.lexicon().cleaner) {
            maker.form(&form, count);
        }
    }

    let mut random = Random::new(seed, 2);
    let items = (0..(count / 12).max(1))
        .filter_map(|_| forms.item(&mut random))
        .collect();
    Ok(Names {
        made: by_frequency(maker.made, &mut random),
        items,
    })
}

/// Plain names of common papers come first, dressed names of rare forms last, with much chance.
fn by_frequency(made: Vec<Made>, random: &mut Random) -> Vec<Made> {
    let mut ranked: Vec<(f64, Made)> = made
        .into_iter()
        .map(|made| {
            let own = if made.causes.iter().any(|c| c == TAIL) {
                1.0
            } else {
                4.0
            };
            let weight = own / (1.0 + made.causes.len() as f64);
            (random.unit() / weight, made)
        })
        .collect();
    ranked.sort_by(|a, b| a.0.total_cmp(&b.0));
    ranked.into_iter().map(|(_, made)| made).collect()
}

/// What the note says of a form that no dictionary knows.
const TAIL: &str = "tail";

struct Maker {
    wardrobe: Wardrobe,
    slips: Slips,
    random: Random,
    seen: FxHashSet<String>,
    made: Vec<Made>,
}

impl Maker {
    /// Names of the dictionary's papers, the first of them most often.
    fn head(&mut self, standards: &[Paper], count: usize) {
        let until = self.made.len() + count;
        for _ in 0..count * 20 {
            if self.made.len() >= until {
                break;
            }
            let paper = &standards[self.common(standards.len())];
            let label = Arc::from(paper.label.as_str());
            self.name(paper, &label, &[]);
        }
    }

    /// A place among so many, the first ones more often: about as the place to the power of -0.6.
    fn common(&mut self, of: usize) -> usize {
        ((of as f64 * self.random.unit().powf(2.5)) as usize).min(of.saturating_sub(1))
    }

    /// Names of one form: mostly one or two, now and then many.
    fn form(&mut self, form: &Paper, limit: usize) {
        let label = Arc::from(form.label.as_str());
        let names = (1.0 - self.random.unit()).powf(-1.0 / 1.6) as usize;
        for _ in 0..names.min(40) {
            if self.made.len() < limit {
                self.name(form, &label, &[TAIL]);
            }
        }
    }

    /// One name of a paper, unless it was made before.
    fn name(&mut self, paper: &Paper, label: &Arc<str>, causes: &[&str]) {
        let random = &mut self.random;
        let mut bare = paper.names[0].clone();
        let mut why: Vec<String> = causes.iter().map(|c| (*c).to_owned()).collect();
        if paper.names.len() > 1 && random.chance(0.5) {
            let which = 1 + random.below(paper.names.len() - 1);
            bare.clone_from(&paper.names[which]);
            why.push(if which < paper.right { "alias" } else { "slip" }.to_owned());
        }
        if let Some((slipped, what)) = self.slips.pen(&bare, random) {
            // A slip that is another paper's name is no slip any more.
            if !self.wardrobe.knows(&slipped) {
                bare = slipped;
                why.push(what.to_owned());
            }
        }
        if let Some(dressed) = self.wardrobe.dress(paper, &bare, &AROUND, random) {
            self.keep(dressed, label, paper.source_type, why, false);
        }
    }

    /// Lines that name several papers.
    fn several(&mut self, standards: &[Paper], count: usize) {
        let joining: FxHashSet<char> = ['、', '/', '（', '('].into_iter().collect();
        let single: Vec<&Paper> = standards
            .iter()
            .filter(|p| p.kinds.len() > 1 && !p.kinds.iter().any(|k| k == data::BROAD))
            .filter(|p| !p.names[0].chars().any(|c| joining.contains(&c)))
            .collect();
        let until = self.made.len() + count;
        for _ in 0..count * 20 {
            if self.made.len() >= until {
                break;
            }
            let three: [&Paper; 3] = [(); 3].map(|()| single[self.common(single.len())]);
            let Some((wording, text)) = self.wardrobe.line(Slot::Several, &mut self.random) else {
                break;
            };
            let (form, cause) = (wording.form.clone(), wording.cause.clone());
            let (mut name, mut label) = (text, wording.label.clone());
            for (letter, paper) in ["a", "b", "c"].into_iter().zip(three) {
                name = name.replace(&["{", letter, "}"].concat(), &paper.names[0]);
                label = replace_word(&label, letter, &paper.label);
            }
            let other = three[0].label == three[1].label || self.wardrobe.knows(&name);
            let bare = Paper::default();
            if let (false, Some(mut dressed)) = (
                other,
                self.wardrobe.dress(&bare, &name, &EDGES, &mut self.random),
            ) {
                dressed.form = form;
                let label = Arc::from(label);
                self.keep(dressed, &label, three[0].source_type, vec![cause], false);
            }
        }
    }

    /// Whole lines: catch-alls, which are one broad entry, and what is no material, which is not scored.
    fn lines(&mut self, slot: Slot, label: &str, count: usize) {
        for _ in 0..count {
            let Some((wording, text)) = self.wardrobe.line(slot, &mut self.random) else {
                break;
            };
            let cause = wording.cause.clone();
            let places: &[Slot] = if label.is_empty() { &[] } else { &EDGES };
            let bare = Paper::default();
            if let Some(dressed) = self.wardrobe.dress(&bare, &text, places, &mut self.random) {
                let truth = Arc::from(if label.is_empty() { &text } else { label });
                self.keep(dressed, &truth, "", vec![cause], label.is_empty());
            }
        }
    }

    fn keep(
        &mut self,
        dressed: Dressed,
        label: &Arc<str>,
        source_type: &'static str,
        mut causes: Vec<String>,
        unscored: bool,
    ) {
        let mut name = dressed.name;
        causes.extend(dressed.causes);
        if !unscored && let Some((slipped, what)) = self.slips.whole(&name, &mut self.random) {
            name = slipped;
            causes.push(what.to_owned());
        }
        if self.seen.insert(name.clone()) {
            self.made.push(Made {
                name,
                label: Arc::clone(label),
                source_type,
                unscored,
                form: dressed.form,
                holder: dressed.holder,
                causes,
            });
        }
    }
}

/// Replaces a letter that stands alone between spaces.
fn replace_word(label: &str, letter: &str, by: &str) -> String {
    let words = label
        .split(' ')
        .map(|word| if word == letter { by } else { word });
    words.collect::<Vec<_>>().join(" ")
}
