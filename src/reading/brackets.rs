//! Brackets: what stands in them is a qualifier, an alternative, a class that stays, or a note.

use super::owner::plain;
use super::piece::{Groups, Piece, Side};
use super::reader::Reader;
use super::text::Text;
use super::wordings::Lift;
use crate::model::Attribute;

/// A pair of brackets in a text: positions of the opening bracket and one past the closing one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub(super) open: usize,
    pub(super) end: usize,
    pub(super) closed: bool,
}

impl Pair {
    fn content(self, text: &Text) -> Text {
        let end = if self.closed { self.end - 1 } else { self.end };
        without_idle_spaces(text.slice(self.open + 1, end))
    }
}

/// The outermost brackets of a text. One that is never closed reaches to the end.
pub(super) fn pairs(text: &Text) -> Vec<Pair> {
    let mut pairs = Vec::new();
    let (mut depth, mut open) = (0usize, 0usize);
    for (i, c) in text.chars().iter().enumerate() {
        match c.c {
            '(' => {
                if depth == 0 {
                    open = i;
                }
                depth += 1;
            }
            ')' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    pairs.push(Pair {
                        open,
                        end: i + 1,
                        closed: true,
                    });
                }
            }
            _ => {}
        }
    }
    if depth > 0 {
        pairs.push(Pair {
            open,
            end: text.len(),
            closed: false,
        });
    }
    pairs
}

impl Reader {
    /// Lifts one pair of brackets, the last one that can be. Says whether there was one.
    pub(super) fn lift_bracket(&self, piece: &mut Piece) -> bool {
        for pair in pairs(&piece.text).into_iter().rev() {
            let rest = piece.text.without(pair.open, pair.end);
            if rest.substance() < 2 {
                // Nothing but the brackets' content is a name: the brackets are dress.
                piece.text = rest_without_marks(&piece.text, pair);
                return true;
            }
            let content = pair.content(&piece.text);
            // 房产证（或购房合同）复印件: what stands behind comes off first, and then there are two.
            let after = piece.text.from(pair.end);
            if self.leading_alternative(&content).is_some()
                && self.lexicon().back.whole(after.string()).is_some()
            {
                continue;
            }
            if let Some(whole) = self.absorbed(&piece.text, pair, &content) {
                piece.text = whole;
                return true;
            }
            if self.within_name(&piece.text, pair) || self.stays(piece, pair, &content, &rest) {
                continue;
            }
            if self.names_again(&piece.text, pair, &content) && self.known(&rest).is_some() {
                piece.lift(Attribute::Note, &content, "", "括号内说明", Side::Bracket);
            } else {
                self.keep_content(piece, &content);
            }
            piece.text = rest;
            return true;
        }
        // A closing bracket that nothing opened is a slip.
        let mut depth = 0i32;
        let stray = piece.text.chars().iter().position(|c| {
            depth += i32::from(c.c == '(') - i32::from(c.c == ')');
            depth < 0
        });
        if let Some(i) = stray {
            piece.text = piece.text.without(i, i + 1);
        }
        stray.is_some()
    }

    /// The name that a name and the brackets at its end make: 食品经营许可申请书（注销） is known as
    /// 食品经营许可注销申请书, and 营业执照（变更登记申请书） is a form.
    fn absorbed(&self, text: &Text, pair: Pair, content: &Text) -> Option<Text> {
        let before = text.slice(0, pair.open);
        if pair.end < text.len() || before.len() < 2 || self.is_qualifier(content) {
            return None;
        }
        let joined = |parts: &[&Text]| {
            let chars = parts.iter().flat_map(|t| t.chars().to_vec());
            Text::new(chars.collect())
        };
        let entry = |t: &Text| self.known(t).filter(|k| !k.broad).map(|k| k.entry);
        let own = entry(&before);
        let inserted = (2..before.len())
            .filter(|i| self.headed(&before.from(*i)))
            .map(|i| joined(&[&before.slice(0, i), content, &before.from(i)]));
        let known = std::iter::once(joined(&[content, &before]))
            .chain(inserted)
            .find(|name| entry(name).is_some_and(|e| Some(e) != own));
        let form = || {
            let chars: Vec<char> = content.chars().iter().map(|c| c.c).collect();
            let form = own.is_some() && self.plain_name(content) && self.lexicon().is_form(&chars);
            form.then(|| joined(&[&before, content]))
        };
        // 公司章程（草案）: what stands in the brackets goes on with the head word.
        let further = || {
            let whole = joined(&[&before, content]);
            let head = self.lexicon().head(plain(&whole))?;
            (head > content.len()).then_some(whole)
        };
        known.or_else(form).or_else(further)
    }

    /// Whether a text is one name without a list, a verb or a mark in it.
    pub(super) fn plain_name(&self, text: &Text) -> bool {
        let string = text.string();
        let mut from = string.char_indices().map(|(i, _)| &string[i..]);
        let verb = |rest: &str| {
            self.lexicon()
                .verbs
                .prefix(rest)
                .is_some_and(|(n, _)| n > 1)
        };
        let marks = |c: char| matches!(c, ',' | ';' | '。' | ':' | '《' | '“');
        !string.contains(marks) && !self.joined_within(text) && !from.any(verb)
    }

    /// 法定代表人（负责人）身份证明书: the brackets say a role of the name in another word.
    fn names_again(&self, text: &Text, pair: Pair, content: &Text) -> bool {
        let role = |t: &Text| {
            let chars: Vec<char> = t.chars().iter().map(|c| c.c).collect();
            self.lexicon()
                .role(&chars)
                .is_some_and(|(n, _)| n == chars.len())
        };
        pair.end < text.len() && role(content) && role(&text.slice(0, pair.open))
    }

    /// Whether a name that is known holds the brackets, whatever stands around it.
    fn within_name(&self, text: &Text, pair: Pair) -> bool {
        let string = text.string();
        let opening = string
            .char_indices()
            .nth(pair.open)
            .map_or(0, |(byte, _)| byte);
        let names = self.lexicon().protected(string);
        names.iter().any(|(a, b)| (a + 1..*b).contains(&opening))
    }

    /// Whether brackets belong to the core: within a name that is known with them, around a class of
    /// the subject of a form (立案申请表（管线工程）), or where the name goes on inside of a word.
    fn stays(&self, piece: &Piece, pair: Pair, content: &Text, rest: &Text) -> bool {
        if self.is_qualifier(content) {
            return false;
        }
        let before: Vec<char> = piece.text.chars()[..pair.open]
            .iter()
            .map(|c| c.c)
            .collect();
        let at_end = pair.end == piece.text.len();
        if at_end {
            // 资质证书（一级） and 身份证（遗失证明） are other papers than 资质证书 and 身份证.
            let chars: Vec<char> = content.chars().iter().map(|c| c.c).collect();
            let other = self.known(content).is_none()
                && self.lexicon().is_proof(&chars)
                && self.names(content)
                && self.plain_name(content);
            if other || self.lexicon().is_grade(content.string()) {
                return true;
            }
            let class = content.len() <= 16
                && !content
                    .chars()
                    .iter()
                    .any(|c| matches!(c.c, ',' | ';' | '。' | ':' | '《' | '“'))
                && self.lexicon().is_class(content.string());
            return class && self.lexicon().is_form(&before);
        }
        // In the middle of a core, brackets hold a second wording of what stands before them. They
        // only go where what is left is a name that is known: else the name is what was written.
        pair.open > 0 && pair.closed && self.resolves(rest).is_none()
    }

    /// Keeps a bracket's content: the longest runs of clauses that are one wording (验原件，收复印件),
    /// and every other clause by itself.
    fn keep_content(&self, piece: &mut Piece, content: &Text) {
        let bounds = clause_bounds(content);
        let mut at = 0;
        while at < bounds.len() {
            let run = (at + 1..=bounds.len()).rev().find(|end| {
                self.keep_wording(piece, &content.slice(bounds[at].0, bounds[end - 1].1))
            });
            at = run.unwrap_or_else(|| {
                self.keep_clause(piece, &content.slice(bounds[at].0, bounds[at].1));
                at + 1
            });
        }
    }

    /// Keeps a text that is a wording. Says whether it is one.
    fn keep_wording(&self, piece: &mut Piece, text: &Text) -> bool {
        let string = text.string();
        if let Some((form, more)) = self.form_and_more(text) {
            return self.keep_wording(piece, &form) && self.keep_wording(piece, &more);
        }
        self.keep_provider(piece, text, string);
        for set in [&self.lexicon().bracket, &self.lexicon().back] {
            if let Some(wording) = set.whole(string) {
                if let Lift::Keep(attribute) = wording.lift {
                    let value = set.value(wording, string);
                    piece.lift(attribute, text, &value, &wording.by, Side::Bracket);
                }
                return true;
            }
        }
        false
    }

    /// The two wordings that a text is, the first one a form: 复印件加盖公章, 原件1份.
    fn form_and_more(&self, text: &Text) -> Option<(Text, Text)> {
        let set = &self.lexicon().bracket;
        (1..text.len()).rev().find_map(|i| {
            let (form, more) = (text.slice(0, i), text.from(i));
            let tells_form = |text: &Text| {
                set.whole(text.string())
                    .map(|w| w.lift == Lift::Keep(Attribute::Form))
            };
            (tells_form(&form) == Some(true) && tells_form(&more) == Some(false))
                .then_some((form, more))
        })
    }

    /// Who has to hand something in is whose paper it is: 学历证明（高校毕业生提供）.
    fn keep_provider(&self, piece: &mut Piece, text: &Text, string: &str) {
        let Some((n, _)) = self.lexicon().verbs.suffix(string) else {
            return;
        };
        let provider = text.slice(0, text.len() - n);
        // 由有资质认定的检验机构提供 says who issues.
        if let Some(owner) = self.owner_value(&provider)
            && (owner.start == 0 || owner.role.person)
            && !self.verb_within(&provider)
            && !piece.has(Attribute::Holder)
        {
            self.keep_owner(piece, &provider, &owner);
        }
    }

    fn keep_clause(&self, piece: &mut Piece, clause: &Text) {
        let chars: Vec<char> = clause.chars().iter().map(|c| c.c).collect();
        if let Some((n, by)) = self.lexicon().regions_only(&chars)
            && n == chars.len()
        {
            piece.lift(Attribute::Region, clause, "", by, Side::Bracket);
        } else if let Some((n, role)) = self.lexicon().role(&chars)
            && n == chars.len()
        {
            piece.lift(Attribute::Holder, clause, "", &role.by, Side::Bracket);
        } else if let Some((who, form)) = self.provided(clause) {
            self.keep_provider(piece, &who, who.string());
            self.keep_wording(piece, &form);
        } else {
            piece.lift(Attribute::Note, clause, "", "括号内说明", Side::Bracket);
        }
    }

    /// 由申请人提交原件: who hands in, with the verb, and in which form.
    fn provided(&self, clause: &Text) -> Option<(Text, Text)> {
        (2..clause.len().saturating_sub(1)).rev().find_map(|i| {
            let (who, form) = (clause.slice(0, i), clause.from(i));
            let wording = self.lexicon().back.whole(form.string())?;
            let (n, _) = self.lexicon().verbs.suffix(who.string())?;
            let fits = wording.lift == Lift::Keep(Attribute::Form)
                && self.owner_value(&who.slice(0, who.len() - n)).is_some();
            fits.then_some((who, form))
        })
    }

    /// Whether every clause of a bracket's content is a qualifier that the dictionaries know.
    fn is_qualifier(&self, content: &Text) -> bool {
        let known = |text: &Text| {
            let string = text.string();
            self.lexicon().bracket.whole(string).is_some()
                || self.lexicon().back.whole(string).is_some()
                || self.form_and_more(text).is_some()
        };
        if known(content) {
            return true;
        }
        clauses(content).iter().all(|clause| {
            let chars: Vec<char> = clause.chars().iter().map(|c| c.c).collect();
            known(clause)
                || self
                    .lexicon()
                    .regions_only(&chars)
                    .is_some_and(|(n, _)| n == chars.len())
                || self
                    .lexicon()
                    .role(&chars)
                    .is_some_and(|(n, _)| n == chars.len())
        })
    }

    /// `A（或B）`: A and B are alternatives.
    pub(super) fn bracket_alternatives(&self, piece: &Piece) -> Option<Groups> {
        let pair = *pairs(&piece.text).last()?;
        if pair.open < 2 {
            return None;
        }
        let content = pair.content(&piece.text);
        if pair.end == piece.text.len() && content.len() < 3 {
            let a = piece.text.slice(0, pair.open);
            let mut chars = a
                .slice(0, a.len().saturating_sub(content.len()))
                .chars()
                .to_vec();
            chars.extend_from_slice(content.chars());
            let b = Text::new(chars);
            let (first, second) = (self.known(&a)?, self.known(&b)?);
            // 报告书（表） are two papers, 承诺书（函） one.
            return (first.entry != second.entry).then(|| vec![vec![Piece::new(a), Piece::new(b)]]);
        }
        if pair.closed && pair.end < piece.text.len() && pair.open > content.len() {
            // 离婚判决（调解）书 are two papers, where both are known.
            let (before, after) = (piece.text.slice(0, pair.open), piece.text.from(pair.end));
            let less = before.slice(0, before.len() - content.len());
            let a = Text::joined(&[&before, &after]);
            let b = Text::joined(&[&less, &content, &after]);
            if let (Some(first), Some(second)) = (self.known(&a), self.known(&b))
                && first.entry != second.entry
            {
                return Some(vec![vec![Piece::new(a), Piece::new(b)]]);
            }
        }
        let n = self.leading_alternative(&content)?;
        if pair.end != piece.text.len() {
            let (before, after) = (piece.text.slice(0, pair.open), piece.text.from(pair.end));
            return self.bracketed(&before, &content.from(n), &after);
        }
        let (a, b) = (piece.text.slice(0, pair.open), content.from(n));
        if !self.plausible(&a) || !self.plausible(&b) {
            return None;
        }
        let mut group = Vec::new();
        for text in [a, b] {
            group.extend(self.parts(text).into_iter().flatten());
        }
        Some(vec![group])
    }
}

/// A text without a pair of brackets, but with what stands in them.
fn rest_without_marks(text: &Text, pair: Pair) -> Text {
    let text = if pair.closed {
        text.without(pair.end - 1, pair.end)
    } else {
        text.clone()
    };
    text.without(pair.open, pair.open + 1)
}

/// A bracket's content without the spaces that part no words of letters: （复印件 1份）.
fn without_idle_spaces(content: Text) -> Text {
    if content.chars().iter().all(|c| c.c != ' ') {
        return content;
    }
    let chars = content.chars().to_vec();
    let latin = |i: Option<usize>| {
        i.and_then(|i| chars.get(i))
            .is_some_and(|c| c.c.is_ascii_alphanumeric())
    };
    let mut i = 0usize;
    content.keep(|c| {
        let parts = latin(i.checked_sub(1)) && latin(Some(i + 1));
        i += 1;
        c.c != ' ' || parts
    })
}

/// The clauses of a bracket's content.
fn clauses(content: &Text) -> Vec<Text> {
    clause_bounds(content)
        .into_iter()
        .map(|(a, b)| content.slice(a, b))
        .collect()
}

/// Where the clauses of a bracket's content begin and end.
fn clause_bounds(content: &Text) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let (mut start, mut depth) = (0, 0usize);
    for (i, c) in content.chars().iter().enumerate() {
        match c.c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            ',' | ';' | '、' | '。' | '\n' if depth == 0 => {
                out.push((start, i));
                start = i + 1;
            }
            _ => {}
        }
    }
    out.push((start, content.len()));
    out.retain(|(a, b)| b > a);
    out
}
