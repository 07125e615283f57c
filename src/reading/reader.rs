//! The reader: the order in which a name is taken apart.

use super::lexicon::{Joint, Lexicon};
use super::piece::{Groups, Piece, share};
use super::sentence::clauses;
use super::steps::Trail;
use super::text::Text;
use super::wordings::Lift;
use crate::model::{Attribute, Outcome, Part, Qualifier, Reading, Span};

/// Names beyond this many characters are read as they stand: they are pasted pages, and reading
/// costs grow with the square of the length.
const LONGEST_NAME: usize = 600;

/// Reads names. Holds the compiled dictionaries; cheap to share between threads.
#[derive(Debug)]
pub struct Reader {
    lexicon: Lexicon,
}

impl Reader {
    /// A reader that knows what a lexicon knows.
    pub fn new(lexicon: Lexicon) -> Self {
        Self { lexicon }
    }

    /// Makes names known whole that no dictionary lists.
    pub fn know_whole(&mut self, names: &[String]) {
        self.lexicon.know_whole(names);
    }

    /// What the reader knows.
    pub fn lexicon(&self) -> &Lexicon {
        &self.lexicon
    }

    /// The text steps that changed a name, for `explain`.
    pub fn trail(&self, raw: &str) -> Vec<Trail> {
        self.lexicon.cleaner.trail(raw)
    }

    /// Reads a raw name.
    pub fn read(&self, raw: &str) -> Reading {
        let chars: Vec<char> = raw.chars().collect();
        let text = self.lexicon.cleaner.clean(raw);
        let outcome = self.outcome(&text, &chars);
        let dress = dress(&chars, &outcome);
        Reading {
            raw: raw.to_owned(),
            outcome,
            dress,
        }
    }

    fn outcome(&self, text: &Text, raw: &[char]) -> Outcome {
        let mut bare = Piece::new(text.clone());
        if let Some(by) = self.lexicon.placeholder(text.key()) {
            return Outcome::NoMaterial(by.to_owned());
        }
        while !self.known_whole(&bare.text) && self.undress(&mut bare) {}
        if bare.text.is_empty() {
            return Outcome::NoMaterial("只有标点或不可见字符".to_owned());
        }
        if let Some(outcome) = self.no_material(&bare.text) {
            return outcome;
        }
        let groups = if text.len() > LONGEST_NAME {
            vec![vec![bare]]
        } else {
            self.parts(bare.text)
        };
        // 无（内部核查） says no more than 无; and beside a document, what is none is left out.
        let mut why = None;
        let mut parts: Vec<Part> = Vec::new();
        for (group, pieces) in (0u32..).zip(groups) {
            let alone = pieces.len() == 1;
            for piece in pieces {
                // 属于农村五保供养对象的 says when, and no paper.
                let when = self.attributive_end(&piece.text) && self.known(&piece.text).is_none();
                let only_when = || Outcome::NotMaterial("只说情形，没有说是什么材料".to_owned());
                let none = self
                    .no_material(&piece.text)
                    .or_else(|| when.then(only_when));
                match (
                    none.filter(|_| !self.says_nothing(&piece.text)),
                    parts.last_mut(),
                ) {
                    // 身份证明及其联系方式: particulars beside a paper explain it.
                    (Some(Outcome::NotMaterial(_)), Some(last)) => {
                        last.qualifiers.push(note(&piece.text));
                    }
                    (Some(outcome), _) => why = Some(outcome),
                    // 身份证或者相关文件, 财务报表以及其他资料: beside a paper that is named, what names none
                    // is a note.
                    (None, Some(last))
                        if self.says_nothing(&piece.text)
                            || alone && self.lexicon.is_catchall(piece.text.string()) =>
                    {
                        last.qualifiers.push(note(&piece.text));
                    }
                    (None, _) => parts.push(self.part(group, piece, raw)),
                }
            }
        }
        if let (Some(outcome), true) = (why, parts.is_empty()) {
            return outcome;
        }
        self.join_repeated(&mut parts);
        close_gaps(&mut parts);
        Outcome::Parts(parts)
    }

    /// 本人身份证，委托的还应提交代办人身份证: one paper that is asked of two is one material with two holders.
    fn join_repeated(&self, parts: &mut Vec<Part>) {
        let entry = |part: &Part| self.lexicon.known(&part.key).map(|known| known.entry);
        let mut i = 1;
        while i < parts.len() {
            let part = &parts[i];
            let alone = |group: u32| parts.iter().filter(|p| p.group == group).count() == 1;
            let first = parts[..i].iter().position(|earlier| {
                let together = earlier.group == part.group;
                let apart = alone(earlier.group) && alone(part.group);
                let same = || entry(part).is_some_and(|e| entry(earlier) == Some(e));
                (together || apart) && (earlier.key == part.key || apart && same())
            });
            if let Some(first) = first {
                let again = parts.remove(i);
                parts[first].qualifiers.extend(again.qualifiers);
            } else {
                i += 1;
            }
        }
    }

    /// The parts of a text: each lift is tried in order, and after each one all are tried again,
    /// until the text is known whole, is split, or nothing more comes off.
    pub(super) fn parts(&self, text: Text) -> Groups {
        let mut piece = Piece::new(text);
        loop {
            // A name known whole is never taken apart, not even its numbers (1:500地形图).
            if self.known_whole(&piece.text) {
                if !self.lift_role_of_alias(&mut piece) {
                    self.keep_holder_of_name(&mut piece);
                }
                return vec![vec![piece]];
            }
            if self.undress(&mut piece) || self.lift_known_holder(&mut piece) {
                continue;
            }
            if let Some(rest) = self.without_leading_connector(&piece.text) {
                piece.text = rest;
                continue;
            }
            if self.lift_after_colon(&mut piece) {
                continue;
            }
            if let Some(groups) = self.demands(&piece.text) {
                return shared(groups, piece);
            }
            if self.lift_explanation(&mut piece) || self.lift_heading(&mut piece) {
                continue;
            }
            if let Some(groups) = self.bracket_alternatives(&piece) {
                return shared(groups, piece);
            }
            if self.lift_bracket(&mut piece) || self.lift_back(&mut piece) {
                continue;
            }
            if let Some((start, end)) = self.example(&piece.text) {
                let rest = piece.text.from(end);
                let stop = clauses(&rest).first().map_or(0, |(_, b)| *b);
                // 诊断证明、检验报告等原件和复印件 goes on with their form, and names no other paper.
                if self
                    .lexicon
                    .back
                    .whole(rest.slice(0, stop).string())
                    .is_some()
                {
                    piece.text = piece.text.without(start, end);
                    continue;
                }
                if self.names(&rest) {
                    let example = piece.text.slice(0, end);
                    // 建设单位的营业执照等身份证明: what is named as an example tells whose it is.
                    let particles = self.attributives(&example);
                    let owner = particles.last().and_then(|(who, _)| {
                        let owner = self.owner_value(who)?;
                        Some((who.clone(), owner))
                    });
                    if let Some((who, owner)) = owner {
                        self.keep_owner(&mut piece, &who, &owner);
                    }
                    piece.lift(
                        Attribute::Note,
                        &example,
                        "",
                        "举例",
                        super::piece::Side::Front,
                    );
                    piece.text = rest;
                    continue;
                } else if rest.is_empty() {
                    piece.text = piece.text.slice(0, start);
                    continue;
                }
            }
            if let Some(groups) = self.split(&piece.text) {
                return shared(groups, piece);
            }
            let lifted = self.lift_inner(&mut piece)
                || self.lift_front(&mut piece)
                || self.lift_before_title(&mut piece)
                || self.lift_clause(&mut piece)
                || self.lift_verb_clause(&mut piece)
                || self.lift_region(&mut piece)
                || self.lift_issuer(&mut piece)
                || self.lift_holder(&mut piece);
            if lifted {
                continue;
            }
            let plain = without_marks(&piece.text);
            let marks = (
                piece.text.at(0),
                piece.text.at(piece.text.len().wrapping_sub(1)),
            );
            let title = marks == (Some('《'), Some('》')) && self.joined_within(&piece.text);
            if plain.len() < piece.text.len() && !plain.is_empty() {
                piece.text = plain;
                // What stands in title marks has been found to be one paper, but for a mark at its end.
                if !title || super::undress::undress(&piece.text, true).is_some() {
                    continue;
                }
            }
            return vec![vec![piece]];
        }
    }

    /// Takes numbering and marks off both ends. Says whether there were any.
    pub(super) fn undress(&self, piece: &mut Piece) -> bool {
        if !super::undress::dressed(&piece.text) {
            return false;
        }
        // 《资质说明及承诺函》: the marks tell that it is one paper.
        let has = |mark| piece.text.chars().iter().any(|c| c.c == mark);
        let keep_title = has('《') && has('》') && self.joined_within(&piece.text);
        match super::undress::undress(&piece.text, keep_title) {
            Some(less) => {
                piece.text = less;
                true
            }
            // Only a name that is known without them shows that the figures were a list number.
            None => match super::undress::doubtful_numbering(&piece.text) {
                Some(n)
                    if self.known_whole(&piece.text.from(n))
                        || self.begins_measured(&piece.text.from(n)) =>
                {
                    piece.text = piece.text.from(n);
                    true
                }
                _ => self.lettered(piece),
            },
        }
    }

    /// Whether a text begins with a measure of a picture, or with a time: 二寸免冠照片.
    fn begins_measured(&self, text: &Text) -> bool {
        let wording = self.lexicon.front.prefix(text.string());
        wording.is_some_and(|(n, w)| {
            let measure = Lift::Keep(Attribute::Specification);
            (w.lift == measure || w.lift == Lift::Keep(Attribute::Validity))
                && n > 1
                && self.plausible(&text.from(n))
        })
    }

    /// a户口簿, 2转让双方身份证: a letter or figure that numbers with no mark behind it, where a known paper
    /// follows. Of B超报告 and 2寸照片 it is the first half of a word.
    fn lettered(&self, piece: &mut Piece) -> bool {
        let word = |t: &Text| {
            let words = t.words(&self.lexicon.segmenter);
            words.first().map_or(0, |w| w.chars().count())
        };
        if let Some(n) = super::undress::dashed_numbering(&piece.text) {
            // 3-6个月银行流水 begins with a range, and 2-1发行申请报告 with the number of a file.
            let rest = piece.text.from(n);
            let range = self.lexicon.front.prefix(piece.text.string()).is_some();
            let numbers = !range && word(&rest) > 1 && self.names(&self.beyond_front(&rest));
            if numbers {
                piece.text = rest;
            }
            return numbers;
        }
        let letter = matches!(piece.text.at(0), Some('a'..='z' | '1'..='9'))
            && piece.text.at(1).is_some_and(|c| !c.is_ascii());
        if !letter || word(&piece.text) != 1 {
            return false;
        }
        let rest = piece.text.from(1);
        let numbers = word(&rest) > 1 && self.resolves(&rest).is_some();
        if numbers {
            piece.text = rest;
        }
        numbers
    }
}

impl Lexicon {
    /// Whether a text is a place, or several places joined by marks: its length in characters, and a line.
    pub(super) fn regions_only(&self, chars: &[char]) -> Option<(usize, &str)> {
        let (mut n, by) = self.region(chars)?;
        while n < chars.len() {
            let joined = usize::from(matches!(chars[n], '/' | '、' | ','));
            let (more, _) = self.region(&chars[n + joined..])?;
            n += joined + more;
        }
        Some((n, by))
    }

    /// Whether what stands in brackets behind a form is a class of its subject.
    ///
    /// A class is a short noun: it ends in no particle and begins with no connector.
    pub(super) fn is_class(&self, content: &str) -> bool {
        let (Some(first), Some(last)) = (content.chars().next(), content.chars().next_back())
        else {
            return false;
        };
        self.connector_char(last) != Some(Joint::Attributive)
            && self.connector_char(first).is_none()
    }
}

/// Numbers the groups without gaps.
fn close_gaps(parts: &mut [Part]) {
    let (mut last, mut number) = (None, 0);
    for part in parts {
        if last.is_some_and(|l| l != part.group) {
            number += 1;
        }
        last = Some(part.group);
        part.group = number;
    }
}

fn shared(mut groups: Groups, piece: Piece) -> Groups {
    share(&mut groups, piece.lifted);
    groups
}

/// The characters of a text without the marks that close a title, so that its head word shows.
pub(super) fn without_closing_marks(text: &Text) -> &[char] {
    let mut chars = text.plain();
    while let [before @ .., '》' | '”'] = chars {
        chars = before;
    }
    chars
}

/// A text without title marks, quotes, and the spaces between Chinese characters.
pub(super) fn without_marks(text: &Text) -> Text {
    let chars = text.chars();
    let mut i = 0usize;
    text.keep(|c| {
        let word = |j: Option<usize>| {
            j.and_then(|j| chars.get(j))
                .is_some_and(|c| c.c.is_ascii_alphanumeric())
        };
        let joins = c.c == ' ' && word(i.checked_sub(1)) && word(Some(i + 1));
        i += 1;
        joins || !matches!(c.c, '《' | '》' | '“' | '”' | ' ' | '\n')
    })
}

/// What names no paper beside one that does.
fn note(text: &Text) -> Qualifier {
    Qualifier {
        attribute: Attribute::Note,
        value: text.string().to_owned(),
        span: text.hull(),
        by: "不成其为材料".to_owned(),
    }
}

/// The raw characters that are in no core and in no qualifier.
fn dress(raw: &[char], outcome: &Outcome) -> Vec<(Span, String)> {
    let Outcome::Parts(parts) = outcome else {
        return Vec::new();
    };
    let mut covered = vec![false; raw.len()];
    for part in parts {
        let spans = part
            .qualifiers
            .iter()
            .map(|q| q.span)
            .chain(std::iter::once(part.span));
        for span in spans {
            covered[span.start as usize..span.end as usize].fill(true);
        }
    }
    let mut out: Vec<(Span, String)> = Vec::new();
    let mut i = 0;
    while i < raw.len() {
        let n = covered[i..]
            .iter()
            .take_while(|c| **c == covered[i])
            .count();
        if !covered[i] {
            let span = Span {
                start: i as u32,
                end: (i + n) as u32,
            };
            out.push((span, raw[i..i + n].iter().collect()));
        }
        i += n;
    }
    out
}
