//! What becomes of one row: its new name, the cells that are filled, the rows that it becomes.
//!
//! Each step is tried on the name and read again; one that does not read as it should is not taken.

use std::collections::BTreeSet;

use super::super::book::RuleBook;
use super::super::name::{Fault, Name, places, replaced};
use super::super::book::mode;
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
            let place = places(name.cleaner(), name.raw, &word.word).into_iter().next();
            let Some((span, ..)) = place else { continue };
            let written = replaced(name.raw, span, &word.instead);
            let after = Name::new(self.known, self.book, &written);
            let qualifiers = |n: &Name<'_>| -> Vec<(Attribute, String)> {
                n.reading.parts().iter().flat_map(values).collect()
            };
            let parts = |n: &Name<'_>| n.reading.parts().len();
            let kept = (0..parts(&name)).all(|i| {
                name.standard(i).is_none() || name.standard(i) == after.standard(i)
            });
            if kept && parts(&name) == parts(&after) && qualifiers(&name) == qualifiers(&after) {
                draft.rules.insert("C12");
                draft.name = written;
            }
        }
    }

    /// A name of one paper.
    fn single(&self, name: &Name<'_>, faults: &[Fault], cells: Cells<'_>) -> Option<Draft> {
        let part = &name.reading.parts()[0];
        let instead = self.instead(name, 0, faults, cells.wants);
        let mut left = leaving(name, part, cells);
        let verbs = (cells.wants)("C10") && has(faults, "C10");
        let numbering = (cells.wants)("C05");
        // All at once, and where that does not read well, without the standard's name or the moves.
        let whole = [true, false].into_iter().find_map(|all| {
            if !all {
                left = Leaving::default();
            }
            let wish = |core: Option<&(String, &'static str)>| Wish {
                moved: left.spans.clone(),
                core: core.map(|(text, _)| text.clone()),
                verbs,
                numbering,
            };
            let tries = [instead.as_ref(), None];
            tries.into_iter().find_map(|core| {
                let written = wording::reduced(name, &wish(core))
                    .filter(|w| self.is_part(name, 0, w, &left, core))
                    .or_else(|| {
                        let written = wording::composed(name, 0, &wish(core));
                        let kept = written.filter(|_| !left.spans.is_empty() || core.is_some());
                        kept.filter(|w| self.is_part(name, 0, w, &left, core))
                            .filter(|_| nothing_lost(name))
                    })?;
                Some((written, core.map(|(_, rule)| *rule)))
            })
        });
        let (written, renamed) = whole?;
        let mut draft = Draft {
            moves: left.moves,
            rules: left.rules,
            name: written,
        };
        draft.rules.extend(renamed);
        let after = Name::new(self.known, self.book, &draft.name);
        if verbs && !has(&rules::of_name(&after), "C10") {
            draft.rules.insert("C10");
        }
        Some(draft)
    }

    /// A name of several papers, all of which are asked for.
    fn several(
        &self,
        name: &Name<'_>,
        faults: &[Fault],
        cells: Cells<'_>,
    ) -> Option<Vec<Draft>> {
        let broken = ["C04", "C05"].into_iter().find(|id| has(faults, id))?;
        if !(cells.wants)(broken) || !self.is_surely_several(name) {
            return None;
        }
        let mut drafts = Vec::new();
        for (i, part) in name.reading.parts().iter().enumerate() {
            let left = leaving(name, part, cells);
            let core = self.instead(name, i, faults, cells.wants);
            let tries = [core.as_ref(), None];
            let (written, renamed) = tries.into_iter().find_map(|core| {
                let wish = Wish {
                    moved: left.spans.clone(),
                    core: core.map(|(text, _)| text.clone()),
                    ..Wish::default()
                };
                let written = wording::composed(name, i, &wish)
                    .filter(|w| self.is_part(name, i, w, &left, core))?;
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

    /// Whether what stands between the parts surely parts them: a line end or a list number, or known
    /// papers on both sides.
    fn is_surely_several(&self, name: &Name<'_>) -> bool {
        let parts = name.reading.parts();
        let known = |i: usize| {
            let d = &name.decisions[i];
            d.standard.is_some() && matches!(d.grade, Grade::Certain)
        };
        let listed = |i: usize| {
            let gap = parts[i].span.end..parts[i + 1].span.start;
            name.reading.dress.iter().any(|(span, text)| {
                let inside = gap.start <= span.start && span.end <= gap.end;
                let numbered = || {
                    let text = name.cleaner().clean(text);
                    text.chars().iter().any(|c| c.enumerator || c.c.is_ascii_digit())
                };
                inside && (text.contains(['\n', '\r']) || numbered())
            })
        };
        let whole = parts.windows(2).all(|p| p[0].span.end <= p[1].span.start);
        whole
            && (0..parts.len() - 1).all(|i| known(i) && known(i + 1) || listed(i))
            && nothing_lost(name)
    }

    /// What is to stand for a core, with the rule that says so: C12 or C11.
    fn instead(
        &self,
        name: &Name<'_>,
        i: usize,
        faults: &[Fault],
        wants: &dyn Fn(&str) -> bool,
    ) -> Option<(String, &'static str)> {
        let part = &name.reading.parts()[i];
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
        i: usize,
        written: &str,
        left: &Leaving,
        core: Option<&(String, &'static str)>,
    ) -> bool {
        let after = Name::new(self.known, self.book, written);
        let ([read], part) = (after.reading.parts(), &name.reading.parts()[i]) else {
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
        parts
            .map(|p| (p.key.clone(), p.group, values(p)))
            .collect()
    };
    said(a) == said(b)
}

fn has(faults: &[Fault], rule: &str) -> bool {
    faults.iter().any(|f| f.rule == rule)
}
