//! A bare name is dressed as real lists dress it; what is said about it is kept for the gold.

use guiyi::dictionary::Dictionary;
use guiyi::eval::gold::VALUE_MARK;
use rustc_hash::FxHashSet;

use super::data::{Slot, Wording};
use super::papers::Paper;
use super::random::Random;

/// A name as a list holds it, with its truth.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Dressed {
    /// The name.
    pub name: String,
    /// The forms that it states.
    pub form: String,
    /// The holder that it states.
    pub holder: String,
    /// What was done to it.
    pub causes: Vec<String>,
}

/// How often a name wears something of a place, the places in the order of a name.
const WORN: [(Slot, f64); 13] = [
    (Slot::Number, 0.16),
    (Slot::Lead, 0.05),
    (Slot::Validity, 0.06),
    (Slot::Region, 0.10),
    (Slot::Issuer, 0.06),
    (Slot::Holder, 0.25),
    (Slot::Wrap, 0.12),
    (Slot::Pages, 0.15),
    (Slot::Form, 0.30),
    (Slot::Copies, 0.12),
    (Slot::Seal, 0.07),
    (Slot::Bracket, 0.12),
    (Slot::End, 0.12),
];

/// All places around a name.
pub const AROUND: [Slot; 13] = {
    let mut places = [Slot::Number; 13];
    let mut i = 0;
    while i < WORN.len() {
        places[i] = WORN[i].0;
        i += 1;
    }
    places
};

/// The places around a line that is no single name.
pub const EDGES: [Slot; 2] = [Slot::Number, Slot::End];

/// Everything that names are dressed in.
pub struct Wardrobe {
    wordings: Vec<Wording>,
    /// Roles, and what they must not stand before.
    holders: Vec<(String, Vec<String>)>,
    /// Places with their level.
    regions: Vec<(String, String)>,
    /// Names that brackets give as examples.
    examples: Vec<String>,
    /// Every name that the dictionary knows whole.
    known: FxHashSet<String>,
}

impl Wardrobe {
    /// A wardrobe of the wordings, and of the dictionary's roles, places and papers.
    pub fn new(dictionary: &Dictionary, wordings: Vec<Wording>) -> Self {
        let holders = dictionary.holders.iter().map(|e| &e.line);
        let regions = dictionary.regions.iter().map(|e| &e.line);
        let mut known = FxHashSet::default();
        let mut examples = Vec::new();
        for entry in &dictionary.materials {
            let line = &entry.line;
            let names = [&line.aliases, &line.slips, &line.confirm];
            known.extend(names.into_iter().flatten().chain([&line.name]).cloned());
            if line.broad.is_empty() {
                examples.push(line.name.clone());
            }
        }
        Self {
            wordings,
            // Some are sentence patterns (…人), not roles as they stand.
            holders: holders
                .filter(|l| l.role.chars().all(char::is_alphabetic))
                .map(|l| (l.role.clone(), l.not_before.clone()))
                .collect(),
            // A place that stays in the core tells which paper it is.
            regions: regions
                .filter(|l| !l.stays)
                .map(|l| (l.name.clone(), l.level.clone()))
                .collect(),
            examples,
            known,
        }
    }

    /// Puts a bare name of a paper into clothes of some places, or into none; `None` if the whole is
    /// another paper's name.
    pub fn dress(
        &self,
        paper: &Paper,
        bare: &str,
        places: &[Slot],
        random: &mut Random,
    ) -> Option<Dressed> {
        let mut dressed = Dressed {
            name: bare.to_owned(),
            ..Dressed::default()
        };
        let (mut front, mut back) = (String::new(), String::new());
        for (slot, chance) in WORN {
            if !places.contains(&slot) || !random.chance(chance) {
                continue;
            }
            let fitting = |w: &Wording| match w.slot == slot && w.fits(&paper.kinds) {
                true => w.weight,
                false => 0,
            };
            let Some(wording) = random.pick_by(&self.wordings, fitting) else {
                continue;
            };
            let Some((text, holder)) = self.fill(&wording.text, paper, bare, random) else {
                continue;
            };
            match slot {
                Slot::Wrap => match text.split_once(NAME) {
                    // Title marks do not stand in title marks.
                    Some((before, after)) if !text.chars().any(|c| bare.contains(c)) => {
                        front.push_str(before);
                        back.push_str(after);
                    }
                    _ => continue,
                },
                Slot::Number
                | Slot::Lead
                | Slot::Validity
                | Slot::Region
                | Slot::Issuer
                | Slot::Holder => front.push_str(&text),
                _ => back.push_str(&text),
            }
            if !wording.form.is_empty() {
                if !dressed.form.is_empty() {
                    dressed.form.push(VALUE_MARK);
                }
                dressed.form.push_str(&wording.form);
            }
            if let Some(holder) = holder {
                dressed.holder = holder;
            }
            dressed.causes.push(wording.cause.clone());
        }
        dressed.name = [front.as_str(), bare, &back].concat();
        let parts = [[&front, bare].concat(), [bare, &back].concat()];
        let another = |name: &String| name != bare && self.known.contains(name);
        let changed = another(&dressed.name) || parts.iter().any(another);
        (!changed).then_some(dressed)
    }

    /// Whether the dictionary knows a name whole.
    pub fn knows(&self, name: &str) -> bool {
        self.known.contains(name)
    }

    /// A wording of a whole line, its alternatives chosen.
    pub fn line(&self, slot: Slot, random: &mut Random) -> Option<(&Wording, String)> {
        let wording = random.pick_by(&self.wordings, |w| match w.slot == slot {
            true => w.weight,
            false => 0,
        })?;
        let (text, _) = self.fill(&wording.text, &Paper::default(), "", random)?;
        Some((wording, text))
    }

    /// Fills the braces of a wording: the text, and the holder that it names. [`NAME`] stands where
    /// the name goes. `None` where a word would change what the name says.
    fn fill(
        &self,
        text: &str,
        paper: &Paper,
        bare: &str,
        random: &mut Random,
    ) -> Option<(String, Option<String>)> {
        let (mut out, mut holder) = (String::new(), None);
        let mut rest = text;
        while let Some((before, after)) = rest.split_once('{') {
            let (inside, after) = after.split_once('}')?;
            out.push_str(before);
            match inside {
                "name" => out.push(NAME),
                "n" => out.push_str(&(1 + random.zipf(20)).to_string()),
                "issuer" => out.push_str(random.pick(&paper.issuers)?),
                "paper" => out.push_str(random.pick(&self.examples)?),
                "holder" => {
                    let (role, not_before) = random.pick(&self.holders)?;
                    let changes = not_before
                        .iter()
                        .any(|next| bare.starts_with(next.as_str()))
                        || self.known.contains(&[role, bare].concat());
                    if changes {
                        return None;
                    }
                    out.push_str(role);
                    holder = Some(role.clone());
                }
                "a" | "b" | "c" => {
                    out.push('{');
                    out.push_str(inside);
                    out.push('}');
                }
                alternatives => {
                    if let Some(levels) = alternatives.strip_prefix("region:") {
                        let of_level = |(_, level): &(String, String)| {
                            u32::from(levels.split('|').any(|l| l == level))
                        };
                        out.push_str(&random.pick_by(&self.regions, of_level)?.0);
                        rest = after;
                        continue;
                    }
                    let all: Vec<&str> = alternatives.split('|').collect();
                    out.push_str(random.pick(&all)?);
                }
            }
            rest = after;
        }
        out.push_str(rest);
        Some((out, holder))
    }
}

/// Where the name goes in a wording that wraps it: a character that no name holds.
const NAME: char = '\u{0}';
