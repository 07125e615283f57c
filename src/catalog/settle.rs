//! From decisions to a catalogue: which standard each core belongs to, and the code of each standard.
//!
//! Codes are given before people's verdicts are applied. A verdict moves its core and nothing else:
//! a draft that it empties leaves its number unused, and a standard that it calls in comes last.

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use super::codes::Codes;
use super::verdict::{Verdict, Verdicts};
use crate::dictionary::Dictionary;
use crate::matching::{Draft, Drafts, Matcher, group};
use crate::model::{Basis, Counts, Decision, Grade, Standard, StandardId, State};

/// What is known of a core besides its decision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CoreFacts {
    /// The comparison key.
    pub key: String,
    /// As shown: the commonest writing.
    pub shown: String,
    /// Rows that name it.
    pub rows: u64,
}

/// Where a core ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Index into [`Settled::standards`].
    pub standard: usize,
    /// On what.
    pub basis: Basis,
    /// How sure.
    pub grade: Grade,
    /// A sentence.
    pub evidence: String,
}

/// The catalogue, and where each core ended in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settled {
    /// The standards, by code.
    pub standards: Vec<Standard>,
    /// For each standard, the dictionary lines that speak of it, strongest first.
    pub lines: Vec<Vec<usize>>,
    /// For each core, in the order given.
    pub cores: Vec<Placed>,
}

/// A standard on its way into the catalogue.
#[derive(Debug)]
struct Slot {
    standard: Standard,
    lines: Vec<usize>,
    /// Whether an earlier catalogue brought it: it stays, whatever comes in.
    kept: bool,
    cores: usize,
}

/// Settles where each core belongs.
pub fn settle(
    matcher: &Matcher,
    dictionary: &Dictionary,
    catalogue: &[Standard],
    cores: &[CoreFacts],
    decisions: &[Decision],
    verdicts: &Verdicts,
) -> Settled {
    let mut slots: Vec<Slot> = Vec::new();
    let mut of_known: FxHashMap<StandardId, usize> = FxHashMap::default();
    for (i, _) in catalogue.iter().enumerate() {
        known_slot(
            StandardId(i as u32),
            matcher,
            dictionary,
            catalogue,
            &mut slots,
            &mut of_known,
        );
    }
    let (drafts, draft_cores) = drafts(cores, decisions);
    let groups = group(matcher, &drafts);
    let first_draft = first_draft(
        matcher,
        dictionary,
        catalogue,
        decisions,
        &mut slots,
        &mut of_known,
    );
    let leaders = groups.groups.par_iter();
    slots.par_extend(leaders.map(|leader| draft_slot(matcher, &drafts[*leader])));
    let mut member_of = vec![usize::MAX; cores.len()];
    for (i, core) in draft_cores.iter().enumerate() {
        member_of[*core] = i;
    }
    let place = |(decision, member): (&Decision, &usize)| match decision.standard {
        Some(id) => Placed {
            standard: of_known[&id],
            basis: decision.basis,
            grade: decision.grade,
            evidence: decision.evidence.clone(),
        },
        None => draft_place(decision, &groups, *member, first_draft),
    };
    let each = decisions.par_iter().zip(&member_of);
    let mut placed: Vec<Placed> = each.map(place).collect();
    give_codes(&mut slots, 0);
    let before = slots.len();
    for (i, core) in cores.iter().enumerate() {
        let Some((verdict, evidence)) = verdicts.of(&core.key) else {
            continue;
        };
        let from = placed[i].standard;
        let to = match verdict {
            Verdict::Standard(id) => known_slot(
                *id,
                matcher,
                dictionary,
                catalogue,
                &mut slots,
                &mut of_known,
            ),
            Verdict::New => own_slot(core, from, &mut slots),
        };
        if to != from && slots[from].standard.name == core.shown && slots[from].kept {
            slots[from].standard.state = State::Retired;
            slots[from].standard.replaced_by = slots[to].standard.name.clone();
        }
        placed[i] = Placed {
            standard: to,
            basis: Basis::Human,
            grade: Grade::Certain,
            evidence: evidence.clone(),
        };
    }
    give_codes(&mut slots, before);
    finish(slots, placed, cores)
}

/// The cores that stand for themselves.
fn drafts(cores: &[CoreFacts], decisions: &[Decision]) -> (Vec<Draft>, Vec<usize>) {
    let own: Vec<usize> = (0..cores.len())
        .filter(|i| decisions[*i].standard.is_none())
        .collect();
    let drafts = own
        .iter()
        .map(|i| Draft {
            key: cores[*i].key.clone(),
            shown: cores[*i].shown.clone(),
            rows: cores[*i].rows,
            open: decisions[*i].basis == Basis::Open,
        })
        .collect();
    (drafts, own)
}

/// Makes slots for all known standards that are decided for; gives the index of the first draft's.
fn first_draft(
    matcher: &Matcher,
    dictionary: &Dictionary,
    catalogue: &[Standard],
    decisions: &[Decision],
    slots: &mut Vec<Slot>,
    of_known: &mut FxHashMap<StandardId, usize>,
) -> usize {
    let mut ids: Vec<StandardId> = decisions.iter().filter_map(|d| d.standard).collect();
    ids.sort_unstable();
    ids.dedup();
    for id in ids {
        known_slot(id, matcher, dictionary, catalogue, slots, of_known);
    }
    slots.len()
}

fn draft_place(decision: &Decision, groups: &Drafts, member: usize, first_draft: usize) -> Placed {
    let (group, basis, why) = &groups.members[member];
    let joined = *basis != Basis::New && decision.basis != Basis::Open;
    Placed {
        standard: first_draft + group,
        basis: if joined { *basis } else { decision.basis },
        grade: decision.grade,
        evidence: if joined {
            why.clone()
        } else {
            decision.evidence.clone()
        },
    }
}

/// The slot of a known standard; made where there is none yet.
fn known_slot(
    id: StandardId,
    matcher: &Matcher,
    dictionary: &Dictionary,
    catalogue: &[Standard],
    slots: &mut Vec<Slot>,
    of_known: &mut FxHashMap<StandardId, usize>,
) -> usize {
    *of_known.entry(id).or_insert_with(|| {
        let source = matcher.standard(id);
        let old = source.catalogue.map(|i| &catalogue[i]);
        let lines: Vec<_> = source
            .lines
            .iter()
            .map(|i| &dictionary.materials[*i].line)
            .collect();
        let first = |get: fn(&crate::dictionary::lines::MaterialLine) -> &String| {
            lines
                .iter()
                .map(|l| get(l))
                .find(|s| !s.is_empty())
                .cloned()
                .unwrap_or_default()
        };
        let retired = lines.iter().any(|l| l.state == State::Retired.word());
        let mut standard = old.cloned().unwrap_or_else(|| Standard {
            code: String::new(),
            name: source.name.clone(),
            source_type: None,
            type_reason: String::new(),
            issuer: String::new(),
            aliases: Vec::new(),
            apart: Vec::new(),
            state: if retired {
                State::Retired
            } else {
                State::Current
            },
            replaced_by: String::new(),
            broad: String::new(),
            counts: Counts::default(),
        });
        standard.apart.extend(source.apart.iter().cloned());
        for (slot, value) in [
            (&mut standard.issuer, first(|l| &l.issuer)),
            (&mut standard.replaced_by, first(|l| &l.replaced_by)),
            (&mut standard.broad, first(|l| &l.broad)),
        ] {
            if slot.is_empty() {
                *slot = value;
            }
        }
        slots.push(Slot {
            standard,
            lines: source.lines.clone(),
            kept: old.is_some(),
            cores: 0,
        });
        slots.len() - 1
    })
}

fn draft_slot(matcher: &Matcher, draft: &Draft) -> Slot {
    let chars: Vec<char> = draft.key.chars().collect();
    // A bare head word (证明, 许可证) names no one paper.
    let lexicon = matcher.reader().lexicon();
    let bare = lexicon.head(&chars) == Some(chars.len()) && !lexicon.tells(&chars);
    let standard = Standard {
        code: String::new(),
        name: draft.shown.clone(),
        source_type: None,
        type_reason: String::new(),
        issuer: String::new(),
        aliases: Vec::new(),
        apart: Vec::new(),
        state: State::Draft,
        replaced_by: String::new(),
        broad: if bare {
            "泛称".to_owned()
        } else {
            String::new()
        },
        counts: Counts::default(),
    };
    Slot {
        standard,
        lines: Vec::new(),
        kept: false,
        cores: 0,
    }
}

/// The slot of a core that a person declared a material of its own.
fn own_slot(core: &CoreFacts, from: usize, slots: &mut Vec<Slot>) -> usize {
    if slots[from].standard.name == core.shown {
        if slots[from].standard.state == State::Draft {
            slots[from].standard.state = State::Current;
        }
        return from;
    }
    slots.push(Slot {
        standard: Standard {
            code: String::new(),
            name: core.shown.clone(),
            source_type: None,
            type_reason: String::new(),
            issuer: String::new(),
            aliases: Vec::new(),
            apart: Vec::new(),
            state: State::Current,
            replaced_by: String::new(),
            broad: String::new(),
            counts: Counts::default(),
        },
        lines: Vec::new(),
        kept: false,
        cores: 0,
    });
    slots.len() - 1
}

/// Gives codes to the slots from `from` on that have none: in force first, drafts last, then by name.
fn give_codes(slots: &mut [Slot], from: usize) {
    let mut codes = Codes::after(slots.iter().map(|s| s.standard.code.as_str()));
    let mut order: Vec<usize> = (from..slots.len())
        .filter(|i| slots[*i].standard.code.is_empty())
        .collect();
    order.par_sort_by_key(|i| {
        let s = &slots[*i].standard;
        (s.state == State::Draft, s.name.as_str())
    });
    for i in order {
        slots[i].standard.code = codes.give();
    }
}

fn finish(mut slots: Vec<Slot>, mut placed: Vec<Placed>, cores: &[CoreFacts]) -> Settled {
    for (place, core) in placed.iter().zip(cores) {
        let slot = &mut slots[place.standard];
        slot.cores += 1;
        if place.grade != Grade::Unconfirmed && slot.standard.name != core.shown {
            slot.standard.aliases.push(core.shown.clone());
        }
    }
    let mut keep: Vec<usize> = (0..slots.len())
        .filter(|i| slots[*i].kept || slots[*i].cores > 0)
        .collect();
    keep.sort_by(|a, b| slots[*a].standard.code.cmp(&slots[*b].standard.code));
    let mut place_of = vec![usize::MAX; slots.len()];
    for (new, old) in keep.iter().enumerate() {
        place_of[*old] = new;
    }
    for place in &mut placed {
        place.standard = place_of[place.standard];
    }
    let mut settled = Settled {
        cores: placed,
        ..Settled::default()
    };
    let mut slots: Vec<Option<Slot>> = slots.into_iter().map(Some).collect();
    for i in keep {
        let Some(Slot {
            mut standard,
            lines,
            ..
        }) = slots[i].take()
        else {
            continue;
        };
        let name = standard.name.clone();
        for list in [&mut standard.aliases, &mut standard.apart] {
            list.retain(|n| *n != name);
            list.sort_unstable();
            list.dedup();
        }
        settled.standards.push(standard);
        settled.lines.push(lines);
    }
    settled
}
