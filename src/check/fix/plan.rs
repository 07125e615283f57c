//! What becomes of one row: its new name, the cells that are filled, the rows that it becomes.
//!
//! Each step is tried on the name and read again; one that does not read as it should is not taken.

use std::collections::BTreeSet;

use super::super::book::RuleBook;
use super::super::book::mode;
use super::super::name::{Fault, Name, places, replaced};
use super::super::rules;
use super::moves::{Cells, Leaving, Move, leaving};
use super::wording::{self, Wish};
use crate::model::{Attribute, Basis, Grade, Part, Relation, State};
use crate::pipeline::Loaded;

/// Faults of a part that only the department can mend: its name is left as it is.
const DEPARTMENTAL: [&str; 8] = ["C01", "C02", "C22", "C23", "C24", "C34", "C41", "C42"];

/// What one row becomes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Draft {
    pub name: String,
    /// Cells that are written, each as a whole.
    pub moves: Vec<Move>,
    /// The rules that this mends.
    pub rules: BTreeSet<&'static str>,
}

/// Plans rows with what is known.
#[derive(Clone, Copy)]
pub(super) struct Planner<'p> {
    pub known: &'p Loaded,
    pub book: &'p RuleBook<'p>,
}

impl Planner<'_> {
    /// The rows that a row becomes; `None` where it stays as it is.
    pub fn plan(&self, raw: &str, cells: Cells<'_>) -> Option<Vec<Draft>> {
        let mut draft = Draft {
            name: raw.to_owned(),
            ..Draft::default()
        };
        let first = Name::new(self.known, self.book, raw);
        // A placeholder has nothing to mend, and a sentence is the department's to shorten.
        if first.reading.parts().is_empty() || has(&rules::of_name(&first), "C43") {
            return None;
        }
        self.writing(&mut draft, cells.wants);
        self.words(&mut draft, cells.wants);
        self.numbering(&mut draft, cells.wants);
        let drafts = {
            let name = Name::new(self.known, self.book, &draft.name);
            let faults = rules::of_name(&name);
            match name.reading.relation() {
                Relation::Single => vec![self.single(&name, &faults, cells).unwrap_or_default()],
                Relation::All => self.several(&name, &faults, cells).unwrap_or_default(),
                Relation::Any | Relation::Mixed => Vec::new(),
            }
        };
        let mut drafts: Vec<Draft> = drafts
            .into_iter()
            .filter(|d| !d.name.is_empty())
            .map(|mut d| {
                d.rules.extend(&draft.rules);
                d
            })
            .collect();
        if drafts.is_empty() {
            drafts.push(draft);
        }
        let same = drafts.len() == 1 && drafts[0].name == raw && drafts[0].moves.is_empty();
        (!same).then_some(drafts)
    }

    /// C48: usual characters.
    fn writing(&self, draft: &mut Draft, wants: &dyn Fn(&str) -> bool) {
        let name = Name::new(self.known, self.book, &draft.name);
        let mut faults = Vec::new();
        rules::shape::encoding(&name, &mut faults);
        let written = faults.pop().map(|f| f.suggestion).filter(|s| !s.is_empty());
        let Some(written) = written.filter(|_| wants("C48")) else {
            return;
        };
        let after = Name::new(self.known, self.book, &written);
        let mut left = Vec::new();
        rules::shape::encoding(&after, &mut left);
        if left.is_empty() && reads_alike(&name, &after) {
            draft.rules.insert("C48");
            draft.name = written;
        }
    }

    /// C12: words that are always miswritten.
    fn words(&self, draft: &mut Draft, wants: &dyn Fn(&str) -> bool) {
        if !wants("C12") {
            return;
        }
        for word in self.book.words("C12", mode::HOLDS) {
            let name = Name::new(self.known, self.book, &draft.name);
            let place = places(name.cleaner(), name.raw, &word.word)
                .into_iter()
                .next();
            let Some((span, ..)) = place else { continue };
            let written = replaced(name.raw, span, &word.instead);
            let after = Name::new(self.known, self.book, &written);
            let qualifiers = |n: &Name<'_>| -> Vec<(Attribute, String)> {
                n.reading.parts().iter().flat_map(values).collect()
            };
            let parts = |n: &Name<'_>| n.reading.parts().len();
            let kept = (0..parts(&name))
                .all(|i| name.standard(i).is_none() || name.standard(i) == after.standard(i));
            if kept && parts(&name) == parts(&after) && qualifiers(&name) == qualifiers(&after) {
                draft.rules.insert("C12");
                draft.name = written;
            }
        }
    }

    /// A list number before a name of one paper, or of several of which any will do.
    fn numbering(&self, draft: &mut Draft, wants: &dyn Fn(&str) -> bool) {
        loop {
            let name = Name::new(self.known, self.book, &draft.name);
            let n = self.known.matcher.reader().numbering(name.raw);
            if n == 0 || !wants("C05") || name.reading.relation() == Relation::All {
                return;
            }
            let written: String = name.raw.chars().skip(n as usize).collect();
            let written = written.trim_matches(wording::is_separator).to_owned();
            let after = Name::new(self.known, self.book, &written);
            if !reads_alike(&name, &after) {
                return;
            }
            draft.name = written;
        }
    }

    /// A name of one paper.
    fn single(&self, name: &Name<'_>, faults: &[Fault], cells: Cells<'_>) -> Option<Draft> {
        let part = &name.reading.parts()[0];
        let instead = self.instead(name, part, 0, faults, cells.wants);
        // 提供弩单位资质证明: only before a name that is known is the verb surely one.
        let verbs =
            (cells.wants)("C10") && has(faults, "C10") && name.decisions[0].standard.is_some();
        let all = leaving(name, part, cells);
        // All at once, and where that does not read well, without the standard's name or the moves.
        let tries = [
            (&all, instead.as_ref()),
            (&all, None),
            (&Leaving::default(), instead.as_ref()),
            (&Leaving::default(), None),
        ];
        let (written, left, core) = tries.into_iter().find_map(|(left, core)| {
            let core = core.filter(|(text, _)| follows_well(name, part, left, text));
            if left.spans.is_empty() && core.is_none() && !verbs {
                return None;
            }
            let wish = Wish {
                moved: left.spans.clone(),
                core: core.map(|(text, _)| text.clone()),
                verbs,
            };
            let is_part = |w: &String| self.is_part(name, part, 0, w, left, core);
            let composed = || {
                let written = wording::composed(name, part, &wish).filter(|_| nothing_lost(name));
                written.filter(is_part)
            };
            let written = wording::reduced(name, &wish).filter(is_part);
            Some((written.or_else(composed)?, left.clone(), core))
        })?;
        let mut draft = Draft {
            moves: left.moves,
            rules: left.rules,
            name: written,
        };
        draft.rules.extend(core.map(|(_, rule)| *rule));
        let after = Name::new(self.known, self.book, &draft.name);
        if verbs && !has(&rules::of_name(&after), "C10") {
            draft.rules.insert("C10");
        }
        Some(draft)
    }

    /// A name of several papers, all of which are asked for.
    fn several(&self, name: &Name<'_>, faults: &[Fault], cells: Cells<'_>) -> Option<Vec<Draft>> {
        let broken = ["C04", "C05"].into_iter().find(|id| has(faults, id))?;
        if !(cells.wants)(broken) {
            return None;
        }
        let mut drafts = Vec::new();
        for (i, part) in self.surely_several(name)?.iter().enumerate() {
            let left = leaving(name, part, cells);
            let core = self.instead(name, part, i, faults, cells.wants);
            let tries = [core.as_ref(), None];
            let (written, renamed) = tries.into_iter().find_map(|core| {
                let core = core.filter(|(text, _)| follows_well(name, part, &left, text));
                let wish = Wish {
                    moved: left.spans.clone(),
                    core: core.map(|(text, _)| text.clone()),
                    verbs: false,
                };
                let written = wording::composed(name, part, &wish)
                    .filter(|w| self.is_part(name, part, i, w, &left, core))?;
                Some((written, core.map(|(_, rule)| *rule)))
            })?;
            let mut draft = Draft {
                name: written,
                moves: left.moves,
                rules: left.rules,
            };
            draft.rules.extend(renamed);
            draft.rules.insert(broken);
            if (cells.wants)("C10") && has(faults, "C10") {
                draft.rules.insert("C10");
            }
            drafts.push(draft);
        }
        let mut seen = BTreeSet::new();
        let distinct = drafts.iter().all(|d| seen.insert((&d.name, &d.moves)));
        distinct.then_some(drafts)
    }

    /// The parts, each with the qualifiers that are surely its own, if what stands between them surely
    /// parts them: a line end or a list number, or known papers on both sides.
    fn surely_several(&self, name: &Name<'_>) -> Option<Vec<Part>> {
        let parts = name.reading.parts();
        if !nothing_lost(name) || parts.windows(2).any(|p| p[0].span.end > p[1].span.start) {
            return None;
        }
        let bounds: Vec<Option<u32>> = parts.windows(2).map(|p| listed(name, p)).collect();
        if bounds.iter().all(Option::is_some) {
            // What stands in a line of a list is about that line.
            let bound = |i: usize| bounds.get(i).copied().flatten();
            let own = |i: usize, part: &Part| {
                let from = i.checked_sub(1).and_then(bound).unwrap_or(0);
                let to = bound(i).unwrap_or(u32::MAX);
                let mut part = part.clone();
                part.qualifiers
                    .retain(|q| from <= q.span.start && q.span.end <= to);
                part
            };
            return Some(parts.iter().enumerate().map(|(i, p)| own(i, p)).collect());
        }
        // 营业执照、税务登记证（三证合一的提供营业执照）: when is said once, and may be of all.
        let conditions = parts.iter().map(|p| p.value(Attribute::Condition));
        let mut conditions: Vec<String> = conditions.collect();
        conditions.dedup();
        if conditions.len() > 1 {
            return None;
        }
        let known = |i: usize| {
            let d = &name.decisions[i];
            // 法定代表人任职文件及身份证明: a broad name may lean on the one before it.
            let leans = i > 0 && !name.breadth(i).is_empty();
            d.standard.is_some() && d.grade == Grade::Certain && !leans
        };
        let parted = (0..bounds.len()).all(|i| bounds[i].is_some() || known(i) && known(i + 1));
        (parted && parts.iter().all(|p| leads_surely(parts, p))).then(|| parts.to_vec())
    }

    /// What is to stand for a core, with the rule that says so: C12 or C11.
    fn instead(
        &self,
        name: &Name<'_>,
        part: &Part,
        i: usize,
        faults: &[Fault],
        wants: &dyn Fn(&str) -> bool,
    ) -> Option<(String, &'static str)> {
        let inside = |q: &crate::model::Qualifier| {
            q.span.start > part.span.start && q.span.end < part.span.end
        };
        if part.qualifiers.iter().any(inside)
            || faults
                .iter()
                .any(|f| f.span == part.span && DEPARTMENTAL.contains(&f.rule))
        {
            return None;
        }
        let fault = faults
            .iter()
            .find(|f| f.span == part.span && matches!(f.rule, "C11" | "C12"))?;
        let (decision, text) = (&name.decisions[i], fault.suggestion.clone());
        if text.is_empty() || !wants(fault.rule) {
            return None;
        }
        if fault.rule == "C11" {
            let source = name.known.matcher.standard(decision.standard?);
            let mut lines = source
                .lines
                .iter()
                .map(|l| &name.known.dictionary.materials[*l].line);
            let current = lines.all(|l| l.state.is_empty() && l.broad.is_empty());
            let listed = source.catalogue.is_none_or(|c| {
                let standard = &name.known.catalogue[c];
                standard.state == State::Current && standard.broad.is_empty()
            });
            let sure = decision.basis == Basis::Alias && decision.grade == Grade::Certain;
            let holds = || {
                let mut lines = source.lines.iter();
                lines.any(|l| name.known.dictionary.materials[*l].line.holder)
            };
            // Behind whose paper it is, a name may say nothing that it does not say already.
            let held = part
                .qualifiers
                .iter()
                .any(|q| q.attribute == Attribute::Holder);
            if held && !holds() {
                return None;
            }
            if !sure || source.draft || !current || !listed {
                return None;
            }
        }
        Some((text, fault.rule))
    }

    /// Whether a text reads as one part of a name, less what left it.
    fn is_part(
        &self,
        name: &Name<'_>,
        part: &Part,
        i: usize,
        written: &str,
        left: &Leaving,
        core: Option<&(String, &'static str)>,
    ) -> bool {
        let after = Name::new(self.known, self.book, written);
        let [read] = after.reading.parts() else {
            return false;
        };
        let key = match core {
            Some((text, _)) => name.cleaner().key(text),
            None => part.key.clone(),
        };
        let before = name.decisions[i].standard;
        // A slip of a name that was not known until it was mended.
        let tied = before == after.decisions[0].standard
            || before.is_none() && core.is_some_and(|(_, rule)| *rule == "C12");
        let mut kept: Vec<(Attribute, String)> = part
            .qualifiers
            .iter()
            .filter(|q| !left.spans.contains(&q.span))
            .map(|q| (q.attribute, q.value.clone()))
            .collect();
        let mut read_values = values(read);
        kept.sort();
        read_values.sort();
        read.key == key && tied && kept == read_values
    }
}

/// Where a line of a list ends between two parts: before its line end or the next list number.
fn listed(name: &Name<'_>, pair: &[Part]) -> Option<u32> {
    let gap = pair[0].span.end..pair[1].span.start;
    let found = name.reading.dress.iter().find(|(span, text)| {
        let numbered = || {
            let text = name.cleaner().clean(text);
            text.chars()
                .iter()
                .any(|c| c.enumerator || c.c.is_ascii_digit())
        };
        gap.start <= span.start
            && span.end <= gap.end
            && (text.contains(['\n', '\r']) || numbered())
    });
    found.map(|(span, _)| span.start)
}

/// Whether what stands before a core is surely about that part: 死者户口簿、身份证 does not say whose the
/// second one is.
fn leads_surely(parts: &[Part], part: &Part) -> bool {
    let leading = part
        .qualifiers
        .iter()
        .filter(|q| q.span.end <= part.span.start && q.attribute != Attribute::Form);
    leading.into_iter().all(|q| {
        let everywhere = parts
            .iter()
            .all(|p| p.qualifiers.iter().any(|other| other.span == q.span));
        let followed = || {
            let later = parts.iter().filter(|p| p.span.start >= part.span.end);
            later.into_iter().all(|p| {
                p.qualifiers.iter().any(|other| {
                    other.attribute == q.attribute && wording::is_own(parts, p, other.span)
                })
            })
        };
        everywhere || wording::is_own(parts, part, q.span) && followed()
    })
}

/// Whether a standard's name can stand where the core stood: between what stays of the name.
fn follows_well(name: &Name<'_>, part: &Part, left: &Leaving, instead: &str) -> bool {
    let chars: Vec<char> = name.raw.chars().collect();
    let raw = |q: &crate::model::Qualifier| -> String {
        chars[q.span.start as usize..q.span.end as usize]
            .iter()
            .collect()
    };
    part.qualifiers
        .iter()
        .filter(|q| !left.spans.contains(&q.span))
        .all(|q| {
            let text = raw(q);
            let behind = q.span.start >= part.span.end;
            match q.attribute {
                // 附送中文译本 names a paper of what is said before it.
                Attribute::Condition | Attribute::Note if !behind => false,
                // 出院小结（记录） and 报告书（表） say a part of the name anew.
                Attribute::Note => text.chars().count() > 1 && !instead.contains(&text),
                // 被探望外国人居留证件 is not 被探望外国人外国人居留许可.
                _ => {
                    behind
                        || !(2..=instead.chars().count()).any(|n| {
                            let start: String = instead.chars().take(n).collect();
                            text.ends_with(&start)
                        })
                }
            }
        })
}

/// Whether all that reading took off is numbering, marks and verbs: what a name composed anew leaves out.
fn nothing_lost(name: &Name<'_>) -> bool {
    name.reading.dress.iter().all(|(_, text)| {
        let rest = name.known.matcher.reader().without_verbs(text);
        let text = name.cleaner().clean(&rest);
        let words: Vec<char> = text
            .chars()
            .iter()
            .filter(|c| !c.enumerator && c.c.is_alphabetic())
            .map(|c| c.c)
            .collect();
        words.len() <= 1
    })
}

fn values(part: &Part) -> Vec<(Attribute, String)> {
    let values = part.qualifiers.iter();
    values.map(|q| (q.attribute, q.value.clone())).collect()
}

/// Whether two names say the same to reading.
fn reads_alike(a: &Name<'_>, b: &Name<'_>) -> bool {
    let said = |n: &Name<'_>| -> Vec<_> {
        let parts = n.reading.parts().iter();
        parts.map(|p| (p.key.clone(), p.group, values(p))).collect()
    };
    said(a) == said(b)
}

fn has(faults: &[Fault], rule: &str) -> bool {
    faults.iter().any(|f| f.rule == rule)
}
