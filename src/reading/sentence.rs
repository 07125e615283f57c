//! Sentences that ask for more than one paper: where one demand ends and the next begins, what only
//! explains the paper before it, and what only heads the papers after it.

use super::brackets::pairs;
use super::lexicon::Joint;
use super::piece::{Groups, Piece, Side};
use super::reader::{Reader, without_closing_marks};
use super::text::Text;
use super::wordings::Lift;
use crate::model::Attribute;

impl Reader {
    /// 身份证。申请人为单位的，应当提供营业执照 asks twice: each demand is read by itself, with the
    /// conditions before it. `None` where there is one.
    pub(super) fn demands(&self, text: &Text) -> Option<Groups> {
        let clauses = clauses(text);
        // One clause is one demand, whatever it names.
        if clauses.len() < 2 {
            return None;
        }
        let mut starts: Vec<usize> = Vec::new();
        // The first clause after the last one that names a paper: there the next demand begins.
        let mut after_paper = None;
        for (i, (a, b)) in clauses.iter().enumerate() {
            let clause = text.slice(*a, *b);
            // 申请表：填写完整的《烟草专卖许可证申请表》: a bare head word before a colon heads what follows.
            let heads = text.at(*b) == Some(':')
                && self.resolves(&clause).is_some_and(|known| known.broad)
                && self.titled(&text.from(b + 1));
            if heads {
                continue;
            }
            // Only a heading is said again: 公司章程：….
            let heading = text.slice(clauses[0].0, clauses[0].1);
            let earlier = Some(heading).filter(|_| text.at(clauses[0].1) == Some(':') && i > 0);
            if let Some(start) = after_paper
                && self.demanded(&clause).is_some_and(|d| {
                    let again = earlier.as_ref().is_some_and(|e| self.says_again(e, &d));
                    !again && self.names_document(&d)
                })
            {
                starts.push(start);
                after_paper = Some(i + 1);
            } else if self.names_document(&clause) {
                after_paper = Some(i + 1);
            }
        }
        if starts.is_empty() {
            return None;
        }
        let mut bounds: Vec<usize> = starts.iter().map(|i| clauses[*i].0).collect();
        bounds.insert(0, 0);
        bounds.push(text.len());
        let segments = bounds.windows(2).map(|w| text.slice(w[0], w[1]));
        Some(segments.flat_map(|segment| self.parts(segment)).collect())
    }

    /// Whether a demand names a paper that is named before it: 公司章程：需加盖公章，并提供最新版本的章程.
    fn says_again(&self, earlier: &Text, demand: &Text) -> bool {
        let particle = |i: &usize| self.joint_at(demand, *i) == Some(Joint::Attributive);
        let after = (1..demand.len()).rev().find(particle);
        let paper = demand.from(after.map_or(0, |i| i + 1));
        let whose = after.is_some_and(|i| self.owner_value(&demand.slice(0, i)).is_some());
        let paper = super::reader::without_marks(&paper);
        let ends = |t: &Text, end: &Text| {
            end.len() > 1 && !end.string().is_empty() && t.key().ends_with(end.key())
        };
        !whose && (ends(earlier, &paper) || earlier.len() > 2 && ends(&paper, earlier))
    }

    /// Whether a text names something by its title.
    fn titled(&self, text: &Text) -> bool {
        text.chars().iter().any(|c| c.c == '《')
    }

    /// What a clause demands, if it is a demand: a verb of handing in at its beginning, or behind whoever
    /// has to hand in (代理申请人还应当提交有代理权的证明), or behind when (有合伙协议的并应报送合伙协议).
    fn demanded(&self, clause: &Text) -> Option<Text> {
        let (mut at, mut stem) = (0, 0);
        for word in clause.words(&self.lexicon().segmenter) {
            let i = at;
            at += word.chars().count();
            let rest = clause.from(i);
            let Some((n, _)) = self.lexicon().verbs.prefix(rest.string()) else {
                let joins = self.lexicon().connector(word);
                if !matches!(joins, Some(Joint::All | Joint::Any)) {
                    stem = at;
                }
                continue;
            };
            // Who or when stands before the verb, maybe with 并 between them.
            let before = clause.slice(0, stem);
            let somebody = || self.lexicon().front.whole(before.string());
            let fits = i == 0
                || self.attributive_end(&before)
                || self.owner_value(&before).is_some()
                // 自然人应当提交…
                || somebody().is_some_and(|w| w.lift == Lift::Drop);
            return (fits && n >= 2 && n < rest.len()).then(|| rest.from(n));
        }
        None
    }

    /// Lifts what stands behind a colon and only tells more of the paper before it: 身份证明：身份证、护照等,
    /// 公司章程：需加盖公章，并提供最新版本的章程. What a condition asks for there is asked for.
    pub(super) fn lift_after_colon(&self, piece: &mut Piece) -> bool {
        let text = piece.text.clone();
        let brackets = pairs(&text);
        let colon = text.chars().iter().enumerate().position(|(i, c)| {
            c.c == ':' && !brackets.iter().any(|p| (p.open..p.end).contains(&i))
        });
        let Some(i) = colon.filter(|i| *i > 1 && i + 1 < text.len()) else {
            return false;
        };
        let (paper, said) = (text.slice(0, i), text.from(i + 1));
        let bare = self.known(&paper).is_some_and(|known| known.broad) && self.titled(&said);
        let asks = || {
            let clauses = clauses(&said);
            let when = |(a, b): &(usize, usize)| self.attributive_end(&said.slice(*a, *b));
            clauses.iter().any(when)
        };
        let names_one = || {
            let proof = self.lexicon().is_proof(without_closing_marks(&paper));
            self.names_document(&paper)
                && !self.joined_within(&paper)
                && (self.says_again(&paper, &said)
                    || match self.resolves(&paper) {
                        // 身份证件：身份证或临时身份证 tells which, 身份证明：身份证、护照等 only for instance.
                        Some(known) => known.broad || !self.joined_within(&said),
                        None => proof,
                    })
        };
        if bare || asks() || !names_one() {
            return false;
        }
        piece.lift(Attribute::Note, &said, "", "冒号后的说明", Side::Back);
        piece.text = paper;
        true
    }

    /// Lifts a clause that only explains the paper before it, with all that follows it to the end of the
    /// sentence: 安全工作方案，包括….
    pub(super) fn lift_explanation(&self, piece: &mut Piece) -> bool {
        let text = piece.text.clone();
        let brackets = pairs(&text);
        let opening = (1..text.len().saturating_sub(1)).find(|i| {
            let mark = text.at(*i);
            let ends = matches!(mark, Some(',' | ';' | '。' | ':' | ' ' | '》' | ')'));
            let inside = brackets.iter().any(|p| (p.open..p.end - 1).contains(i));
            ends && !inside
                && self
                    .lexicon()
                    .clause
                    .prefix(text.from(i + 1).string())
                    .is_some()
                && self.plausible(&text.slice(0, i + 1))
        });
        let Some(i) = opening else {
            return false;
        };
        let stop = (i + 1..text.len())
            .find(|j| matches!(text.at(*j), Some(';' | '。')))
            .unwrap_or(text.len());
        let note = text.slice(i + 1, stop);
        let by = self
            .lexicon()
            .clause
            .prefix(note.string())
            .map_or(String::new(), |(_, wording)| wording.by.clone());
        piece.lift(Attribute::Note, &note, "", &by, Side::Back);
        piece.text = text.without(i + 1, stop);
        true
    }

    /// Lifts a heading: what stands before a colon that papers follow (合规材料：《支付业务许可证》).
    pub(super) fn lift_heading(&self, piece: &mut Piece) -> bool {
        let text = piece.text.clone();
        let brackets = pairs(&text);
        let colon = text.chars().iter().enumerate().position(|(i, c)| {
            c.c == ':' && !brackets.iter().any(|p| (p.open..p.end).contains(&i))
        });
        let Some(i) = colon.filter(|i| *i > 0) else {
            return false;
        };
        let rest = text.from(i + 1);
        // 注册建造师:执业资格证书、身份证
        let theirs = || {
            let heading = self.owner_value(&text.slice(0, i));
            heading.is_some() && self.names_document(&rest)
        };
        if !self.titled(&rest) && self.resolves(&rest).is_none() && !theirs() {
            return false;
        }
        // 客运公司：… and 发行方合规材料：… say whose papers follow.
        let heading = text.slice(0, i);
        let owned = (2..=heading.len()).rev().find_map(|n| {
            let (who, what) = (heading.slice(0, n), heading.from(n));
            let fits = what.is_empty() || self.headed(&what) || self.says_nothing(&what);
            fits.then(|| self.owner_value(&who))
                .flatten()
                .map(|o| (who, o))
        });
        match owned {
            Some((who, owner)) => self.keep_owner(piece, &who, &owner),
            None => piece.lift(
                Attribute::Condition,
                &text.slice(0, i),
                "",
                "冒号前的说明",
                Side::Front,
            ),
        }
        piece.text = rest;
        true
    }
}

/// Where the clauses of a text begin and end, in characters; marks within brackets part nothing.
pub(super) fn clauses(text: &Text) -> Vec<(usize, usize)> {
    let brackets = pairs(text);
    let mut out = Vec::new();
    let mut start = 0;
    for (i, c) in text.chars().iter().enumerate() {
        let ends = matches!(c.c, ',' | ';' | '。' | ':' | '\n' | '!' | '?');
        if ends && !brackets.iter().any(|p| (p.open..p.end).contains(&i)) {
            out.push((start, i));
            start = i + 1;
        }
    }
    out.push((start, text.len()));
    out.retain(|(a, b)| b > a);
    out
}
