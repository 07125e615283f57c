//! Compounds: several documents in one name.
//!
//! A separator splits only where a document stands on both sides of it; what cannot stand alone
//! (设计、施工、监理报告) is joined with what follows, until it can. Names that are fixed with a
//! separator inside are never looked into.

use std::cell::OnceCell;

use super::brackets::pairs;
use super::lexicon::Joint;
use super::piece::{Groups, Piece};
use super::reader::{Reader, without_closing_marks};
use super::sentence::clauses;
use super::text::{Question, Text};
use super::wordings::{Lift, Wording};
use crate::model::Attribute;

/// How much of a wording may follow a separator inside of it, in characters.
const LONGEST_TAIL: usize = 6;

/// What a separator takes on both sides to separate.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Strength {
    /// A space, or a mark within a title: names that are known to be one paper.
    Known,
    /// A comma: plain documents, since it also parts the clauses of a sentence.
    Plain,
    /// Any other: documents.
    Any,
    /// One before a list number: nothing.
    Listed,
}

/// A separator between two stretches of a text, in characters.
#[derive(Clone, Copy, Debug)]
pub(super) struct Separator {
    pub(super) start: usize,
    pub(super) end: usize,
    pub(super) joint: Joint,
    /// What it takes on both sides.
    strength: Strength,
    /// Whether it is a mark, and no word.
    pub(super) mark: bool,
}

impl Reader {
    /// Splits a text into its documents; `None` where it is one.
    pub(super) fn split(&self, text: &Text) -> Option<Groups> {
        let separators = self.separators(text);
        if separators.is_empty() {
            return self.run_together(text);
        }
        let listed = separators.iter().all(|s| s.mark) && clauses(text).len() == 1;
        if listed && self.ends_in_example(text) {
            return None;
        }
        let (pieces, joints) = self.stretches(text, &separators);
        if pieces.len() < 2 {
            return self
                .strung(text, &separators)
                .or_else(|| self.elided(text, &separators))
                .or_else(|| self.parallel(text, &separators))
                .map(|groups| self.read_on(groups));
        }
        Some(self.group(pieces, &joints))
    }

    /// Documents that were made whole, read on: 经营人员的学历证明 is still somebody's.
    fn read_on(&self, groups: Groups) -> Groups {
        let one = |piece: Piece| {
            let mut parts = self.parts(piece.text.clone());
            match (parts.pop(), parts.pop()) {
                (Some(mut group), None) if group.len() == 1 => group.pop().unwrap_or(piece),
                _ => piece,
            }
        };
        let groups = groups.into_iter();
        groups.map(|g| g.into_iter().map(one).collect()).collect()
    }

    /// Whether a separator stands within a text.
    pub(super) fn joined_within(&self, text: &Text) -> bool {
        !self.separators(text).is_empty()
    }

    /// The separators outside of brackets and fixed names.
    pub(super) fn separators(&self, text: &Text) -> Vec<Separator> {
        let string = text.string();
        // Asked for only where there is something to protect.
        let protected = OnceCell::new();
        let protected = || protected.get_or_init(|| self.lexicon().protected(string));
        let (brackets, titles) = (pairs(text), titles(text));
        // 被继承人有遗嘱或者遗赠扶养协议的,应当提交其原件: what is said of when asks for nothing.
        let clauses = clauses(text);
        let when: Vec<_> = clauses[..clauses.len().saturating_sub(1)]
            .iter()
            .filter(|(a, b)| self.attributive_end(&text.slice(*a, *b)))
            .collect();
        let mut out: Vec<Separator> = Vec::new();
        let (mut at, mut byte) = (0usize, 0usize);
        let parted = string.contains([' ', '\n'])
            || self
                .lexicon()
                .may_join(text.plain(), &[Joint::All, Joint::Any]);
        let words = match parted {
            true => text.words(&self.lexicon().segmenter),
            false => Vec::new(),
        };
        for word in words {
            let (start, first_byte) = (at, byte);
            at += word.chars().count();
            byte += word.len();
            // 《运营资质说明及责任承诺函》: what stands in title marks is one paper, unless both halves are known.
            let in_title = titles.iter().any(|t| t.contains(&start));
            let strength = match word {
                _ if in_title => Strength::Known,
                " " => Strength::Known,
                ";" if super::undress::numbered(&text.from(at)) => Strength::Listed,
                "," => Strength::Plain,
                _ => Strength::Any,
            };
            let joint = match word {
                " " | "\n" => Some(Joint::All),
                _ => self.lexicon().connector(word),
            };
            let Some(joint @ (Joint::All | Joint::Any)) = joint else {
                continue;
            };
            let inside = brackets.iter().any(|p| (p.open..p.end).contains(&start))
                || when.iter().any(|(a, b)| (*a..*b).contains(&start))
                || protected()
                    .iter()
                    .any(|(a, b)| (*a..*b).contains(&first_byte));
            if inside || start == 0 || at == text.len() || self.within_wording(text, start, at) {
                continue;
            }
            match out.last_mut() {
                // 或 与保险公司的合同, 以及 与申请人签订的合同: 与 begins what follows.
                Some(last)
                    if last.end == start
                        && (last.joint == Joint::Any && word != " "
                            || !last.mark && word.chars().all(char::is_alphanumeric))
                        && joint == Joint::All => {}
                // 、以及 and 、或者 are one separator; the word says how it joins.
                Some(last) if last.end == start => {
                    last.end = at;
                    last.strength = last.strength.max(strength);
                    last.mark &= !word.chars().all(char::is_alphanumeric);
                    if joint == Joint::Any {
                        last.joint = Joint::Any;
                    }
                }
                _ => out.push(Separator {
                    start,
                    end: at,
                    joint,
                    strength,
                    mark: !word.chars().all(char::is_alphanumeric),
                }),
            }
        }
        // 交强险凭证《担保许可证》: a title that begins parts what nothing else does; behind one that ends a
        // name goes on as often (《许可证》申请表).
        let starts = titles.iter().map(|t| (t.start, Strength::Plain));
        let ends = titles
            .iter()
            .filter(|t| !self.goes_on(text, t))
            .map(|t| (t.end + 1, Strength::Known));
        for (at, strength) in starts.chain(ends) {
            let parted = out.iter().any(|s| (s.start..=s.end).contains(&at));
            let inside = brackets.iter().any(|p| (p.open..p.end).contains(&at));
            if at > 0 && at < text.len() && !parted && !inside {
                out.push(Separator {
                    start: at,
                    end: at,
                    joint: Joint::All,
                    strength,
                    mark: true,
                });
            }
        }
        // 营业执照2.公司章程: a list goes on without any mark before its number.
        for (start, end) in super::undress::inner_numbers(text) {
            let parted = out.iter().any(|s| s.start <= end && start <= s.end);
            if !parted
                && !brackets
                    .iter()
                    .any(|p| (p.open..p.end).contains(&start) && p.end > end)
            {
                out.push(Separator {
                    start,
                    end,
                    joint: Joint::All,
                    strength: Strength::Plain,
                    mark: true,
                });
            }
        }
        out.sort_by_key(|s| s.start);
        out
    }

    /// 《出生医学证明》首次签发登记表: whether a title and what follows it make a name that is known.
    fn goes_on(&self, text: &Text, title: &std::ops::Range<usize>) -> bool {
        let mut chars = text.slice(title.start + 1, title.end).chars().to_vec();
        chars.extend_from_slice(text.from(title.end + 1).chars());
        self.known(&Text::new(chars)).is_some()
    }

    /// Whether a paper is named before a catch-all: 身份证及有关部门规定的其他材料 reads like one catch-all.
    pub(super) fn names_before_catchall(&self, text: &Text) -> bool {
        let catchall = |t: &Text| self.lexicon().catchalls.whole(t.string()).is_some();
        let mut start = 0;
        self.separators(text).iter().any(|separator| {
            let before = text.slice(start, separator.start);
            start = separator.end;
            catchall(&text.from(start)) && !catchall(&before) && self.stands_alone(&before)
        })
    }

    /// Whether a separator stands inside a wording (原件和复印件, 正、副本, 加盖公章或签名的), which is one
    /// qualifier.
    fn within_wording(&self, text: &Text, start: usize, end: usize) -> bool {
        let front = self.lexicon().front.prefix(text.string());
        let whole = |w: &Wording| {
            let keeps = [Attribute::Seal, Attribute::Note].map(Lift::Keep);
            keeps.contains(&w.lift)
        };
        front.is_some_and(|(n, wording)| n > end && whole(wording))
            || (end + 1..=text.len().min(end + LONGEST_TAIL)).any(|stop| {
                let head = text.slice(0, stop);
                self.lexicon()
                    .back
                    .suffix(head.string())
                    .is_some_and(|(n, _)| stop - n <= start)
            })
    }

    /// The stretches that can stand alone, and the joints between them.
    fn stretches(&self, text: &Text, separators: &[Separator]) -> (Vec<Text>, Vec<Separator>) {
        let mut pieces: Vec<(usize, usize)> = Vec::new();
        let mut joints = Vec::new();
        let mut start = 0;
        for (i, separator) in separators.iter().enumerate() {
            let stretch = text.slice(start, separator.start);
            let next = separators.get(i + 1).map_or(text.len(), |s| s.start);
            let following = text.slice(separator.end, next);
            // 收养人与被收养人合影照片: a word parts nothing where what stands before it is no document.
            let beyond = || {
                let mark = separators[i + 1..].iter().find(|s| s.mark);
                text.slice(separator.end, mark.map_or(text.len(), |s| s.start))
            };
            let follows = || self.stands_alone(&following) || self.stands_alone(&beyond());
            let stands = match separator.strength {
                Strength::Known => {
                    let one = |t: &Text| self.resolves(t).is_some_and(|known| !known.broad);
                    one(&stretch) && one(&following)
                }
                Strength::Plain => self.stands_alone(&stretch) && follows(),
                Strength::Any => self.stands_explained(&stretch),
                Strength::Listed => true,
            };
            if stands {
                pieces.push((start, separator.start));
                joints.push(*separator);
                start = separator.end;
            }
        }
        // Nothing follows the last stretch that a bare head word could be a modifier of.
        let last = text.from(start);
        let listed = joints
            .last()
            .is_some_and(|s| s.strength == Strength::Listed);
        let particulars = || self.no_material(&last).is_some();
        if listed
            || !pieces.is_empty() && particulars()
            || self.stands_explained(&last)
            || (!pieces.is_empty() && self.headed(&last))
        {
            pieces.push((start, text.len()));
        } else if let Some(last) = pieces.last_mut() {
            // What follows the last document is no document: the two are one stretch.
            last.1 = text.len();
            joints.pop();
        }
        (
            pieces.into_iter().map(|(a, b)| text.slice(a, b)).collect(),
            joints,
        )
    }

    /// Whether a stretch is a document, maybe with a clause behind it that tells more of it:
    /// 承诺书,承诺书应当包括车辆数量.
    fn stands_explained(&self, stretch: &Text) -> bool {
        let clauses = clauses(stretch);
        self.stands_alone(stretch)
            || matches!(&clauses[..], [(a, b), (c, d), ..] if {
                let (paper, said) = (stretch.slice(*a, *b), stretch.slice(*c, *d));
                let head = self.lexicon().head(without_closing_marks(&paper)).unwrap_or(0);
                let again = head > 1 && said.string().starts_with(paper.from(paper.len() - head).string());
                again && self.stands_alone(&paper)
            })
    }

    /// Whether a stretch names a document by itself.
    pub(super) fn stands_alone(&self, stretch: &Text) -> bool {
        // 履行风险评估程序的 says when.
        if self.attributive_end(stretch) {
            return false;
        }
        stretch.answer(Question::StandsAlone, || self.is_document(stretch))
    }

    fn is_document(&self, stretch: &Text) -> bool {
        let mut piece = Piece::new(stretch.clone());
        loop {
            if self.known(&piece.text).is_some() {
                return true;
            }
            let less = self.undress(&mut piece)
                || self.lift_bracket(&mut piece)
                || self.lift_back(&mut piece);
            if !less {
                break;
            }
        }
        if self.only_how(&piece, stretch) {
            return false;
        }
        let chars = without_closing_marks(&piece.text);
        // A bare short head word (设计, 登记) may be a modifier of what follows; a copy of it (合同副本) is a paper.
        let least = if piece.has(Attribute::Form) { 2 } else { 3 };
        match self.lexicon().head(chars) {
            Some(_) => chars.len() >= least,
            // 组织机构代码复印件: of what is copied there is a paper.
            None if piece.has(Attribute::Form)
                && chars.len() > 2
                && self.plain_name(&piece.text) =>
            {
                true
            }
            // 申请人劳动能力鉴定结论 has no head word, and is known all the same.
            None => self
                .known_to(&piece.text, piece.text.len())
                .is_some_and(|start| {
                    let before = piece.text.slice(0, start);
                    let front = self.lexicon().front.prefix(before.string());
                    front.is_some_and(|(n, _)| n == start) || self.owner_value(&before).is_some()
                }),
        }
    }

    fn group(&self, pieces: Vec<Text>, joints: &[Separator]) -> Groups {
        // 甲、乙或丙 is any one of three: the last joint speaks for the marks before it. But in
        // 甲或乙、丙 the mark binds looser: (甲 or 乙) and 丙; and so does a word: 甲、乙和丙或丁 asks for
        // 甲, for 乙, and for one of two.
        let any_of_all = joints.len() > 1
            && joints.last().is_some_and(|s| s.joint == Joint::Any)
            && joints[..joints.len() - 1]
                .iter()
                .all(|s| s.joint == Joint::All && s.mark);
        let mut groups: Groups = Vec::new();
        for (i, text) in pieces.into_iter().enumerate() {
            let before = groups.last().and_then(|group| group.last());
            let text = match before {
                Some(before) => self.continued(&before.text, text),
                None => text,
            };
            let parts = self.parts(text);
            let alternative = i > 0 && (any_of_all || joints[i - 1].joint == Joint::Any);
            match groups.last_mut() {
                Some(group) if alternative && parts.len() == 1 => {
                    group.extend(parts.into_iter().flatten())
                }
                _ => groups.extend(parts),
            }
        }
        groups
    }

    /// 照片及回执: a bare head word that is a known paper only together with the one before it.
    fn continued(&self, before: &Text, text: Text) -> Text {
        let bare = !self.names(&text);
        let mut chars = before.chars().to_vec();
        chars.extend_from_slice(text.chars());
        let whole = Text::new(chars);
        if bare && self.known(&whole).is_some() {
            return whole;
        }
        text
    }

    /// 身份证户口本: certificates with nothing between them, each known by itself.
    fn run_together(&self, text: &Text) -> Option<Groups> {
        let certificate = |t: &Text| {
            self.known(t).is_some_and(|k| !k.broad)
                && self.lexicon().is_certificate(without_closing_marks(t))
        };
        (2..text.len().saturating_sub(1)).find_map(|i| {
            let (first, rest) = (text.slice(0, i), text.from(i));
            if !certificate(&first) {
                return None;
            }
            let mut groups = vec![vec![Piece::new(first)]];
            if certificate(&rest) {
                groups.push(vec![Piece::new(rest)]);
            } else {
                groups.extend(self.run_together(&rest)?);
            }
            Some(groups)
        })
    }

    /// The length of a word at the beginning that opens an alternative.
    pub(super) fn leading_alternative(&self, text: &Text) -> Option<usize> {
        let n = (1..=text.len().min(4))
            .rev()
            .find(|n| self.lexicon().connector(text.slice(0, *n).string()) == Some(Joint::Any))?;
        (n < text.len()).then_some(n)
    }

    /// A text without a word at its beginning that joins it to nothing: 或者继承证明. A word of one character
    /// may be a preposition (与第三方的协议).
    pub(super) fn without_leading_connector(&self, text: &Text) -> Option<Text> {
        let first = text.len().min(1);
        if !self
            .lexicon()
            .may_join(&text.plain()[..first], &[Joint::All, Joint::Any])
        {
            return None;
        }
        let word = text.words(&self.lexicon().segmenter).first().copied()?;
        let (n, joint) = (word.chars().count(), self.lexicon().connector(word)?);
        let joins = joint == Joint::Any || joint == Joint::All && n > 1;
        (joins && word.chars().all(char::is_alphanumeric) && self.plausible(&text.from(n)))
            .then(|| text.from(n))
    }
}

/// Where titles stand in a text: from the opening mark to the closing one, the outermost ones.
fn titles(text: &Text) -> Vec<std::ops::Range<usize>> {
    let mut titles = Vec::new();
    let (mut depth, mut open) = (0usize, 0usize);
    for (i, c) in text.chars().iter().enumerate() {
        match c.c {
            '《' => {
                if depth == 0 {
                    open = i;
                }
                depth += 1;
            }
            '》' if depth > 0 => {
                depth -= 1;
                if depth == 0 {
                    titles.push(open..i);
                }
            }
            _ => {}
        }
    }
    titles
}
