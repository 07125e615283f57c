//! Cleaned text that still knows its raw characters.
//!
//! Every [`Char`] carries the span of the raw name it came from, so that whatever is lifted or
//! left over can be shown and accounted for in the department's own characters.
//!
//! Reading asks the same things of overlapping stretches of a name over and over. So a [`Text`] is a
//! stretch of characters that others share, and with them what was made of the characters and found
//! out about the stretches: cutting one off costs nothing, and no question is answered twice.

use std::cell::{OnceCell, RefCell};
use std::fmt;
use std::rc::Rc;

use rustc_hash::FxHashMap;

use super::lexicon::Known;
use super::segment::{Lattice, Segmenter, each_word};
use crate::model::Span;

/// A cleaned character with its raw span.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Char {
    /// The character as compared.
    pub c: char,
    /// Whether it stood as a circled or bracketed number (①, ㈠), which compatibility forms would hide.
    pub enumerator: bool,
    /// Where it stands in the raw name.
    pub span: Span,
}

/// A run of cleaned characters, not necessarily contiguous in the raw name.
#[derive(Clone, Default)]
pub struct Text {
    shared: Rc<Shared>,
    start: u32,
    end: u32,
}

/// Where a stretch begins and ends in the shared characters.
type Stretch = (u32, u32);

/// Characters and what is known of them. What is not asked for is not made.
#[derive(Default)]
struct Shared {
    chars: Vec<Char>,
    plain: OnceCell<Vec<char>>,
    string: OnceCell<Writing>,
    key: OnceCell<Writing>,
    lattice: OnceCell<Option<Lattice>>,
    /// Where words end, by the place up to which the text was cut: a handful.
    cuts: RefCell<Vec<(u32, Rc<[u32]>)>>,
    /// Stretches without what stands between two places.
    without: RefCell<FxHashMap<(Stretch, Stretch), Text>>,
    answers: RefCell<FxHashMap<(Question, Stretch), Option<Known>>>,
}

/// A string and where in it each character begins; the last place is its end.
struct Writing {
    string: String,
    places: Vec<u32>,
}

impl Writing {
    fn part(&self, start: u32, end: u32) -> &str {
        let (from, to) = (self.places[start as usize], self.places[end as usize]);
        &self.string[from as usize..to as usize]
    }
}

/// What may be asked of a stretch. All answers follow from the characters alone, and characters are
/// only ever shown to one reader.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Question {
    Plausible,
    StandsAlone,
    NamesDocument,
    KnownWhole,
    Resolves,
}

/// What can be remembered as an answer.
pub(super) trait Answer: Copy {
    /// The answer as it is remembered.
    fn kept(self) -> Option<Known>;
    /// The answer that was remembered.
    fn given(kept: Option<Known>) -> Self;
}

impl Answer for Option<Known> {
    fn kept(self) -> Option<Known> {
        self
    }

    fn given(kept: Option<Known>) -> Self {
        kept
    }
}

impl Answer for bool {
    fn kept(self) -> Option<Known> {
        self.then(Known::default)
    }

    fn given(kept: Option<Known>) -> Self {
        kept.is_some()
    }
}

impl Text {
    /// A text of these characters.
    pub fn new(chars: Vec<Char>) -> Self {
        let end = chars.len() as u32;
        let shared = Rc::new(Shared {
            chars,
            ..Shared::default()
        });
        Self {
            shared,
            start: 0,
            end,
        }
    }

    /// The texts one after another.
    pub fn joined(parts: &[&Text]) -> Self {
        let chars = parts.iter().flat_map(|t| t.chars()).copied();
        Self::new(chars.collect())
    }

    /// Number of characters.
    pub fn len(&self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether nothing is left.
    pub fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// Number of characters that are no marks.
    pub fn substance(&self) -> usize {
        self.chars()
            .iter()
            .filter(|c| !super::steps::is_mark(c.c) && !c.c.is_whitespace())
            .count()
    }

    /// The characters.
    pub fn chars(&self) -> &[Char] {
        &self.shared.chars[self.start as usize..self.end as usize]
    }

    /// The cleaned characters alone.
    pub fn plain(&self) -> &[char] {
        &self.shared.plain()[self.start as usize..self.end as usize]
    }

    /// The character at a position, if there is one.
    pub fn at(&self, i: usize) -> Option<char> {
        self.chars().get(i).map(|c| c.c)
    }

    /// The characters from `start` to before `end`.
    pub fn slice(&self, start: usize, end: usize) -> Text {
        let end = end.min(self.len());
        let start = start.min(end);
        Text {
            shared: Rc::clone(&self.shared),
            start: self.start + start as u32,
            end: self.start + end as u32,
        }
    }

    /// The characters from `start` on.
    pub fn from(&self, start: usize) -> Text {
        self.slice(start, self.len())
    }

    /// All characters but those from `start` to before `end`.
    pub fn without(&self, start: usize, end: usize) -> Text {
        if end == self.len() {
            return self.slice(0, start);
        }
        if start == 0 {
            return self.from(end);
        }
        let place = (self.stretch(), (start as u32, end as u32));
        if let Some(known) = self.shared.without.borrow().get(&place) {
            return known.clone();
        }
        let text = Text::joined(&[&self.slice(0, start), &self.from(end)]);
        let mut known = self.shared.without.borrow_mut();
        known.insert(place, text.clone());
        text
    }

    /// The characters that satisfy a condition.
    pub fn keep(&self, mut wanted: impl FnMut(&Char) -> bool) -> Text {
        // Mostly all do.
        let Some(first) = self.chars().iter().position(|c| !wanted(c)) else {
            return self.clone();
        };
        let (before, rest) = self.chars().split_at(first);
        let mut kept = Vec::with_capacity(self.len());
        kept.extend_from_slice(before);
        kept.extend(rest[1..].iter().copied().filter(|c| wanted(c)));
        Text::new(kept)
    }

    /// The cleaned characters as a string.
    pub fn string(&self) -> &str {
        self.shared.string().part(self.start, self.end)
    }

    /// The text as names are compared by: without title marks, quotes and spaces, in capital letters.
    pub fn key(&self) -> &str {
        let all = || self.shared.write(super::steps::key_of_char);
        self.shared.key.get_or_init(all).part(self.start, self.end)
    }

    /// The words of the text, in order; together they are the text.
    pub fn words<'t>(&'t self, segmenter: &Segmenter) -> Vec<&'t str> {
        let shared = &*self.shared;
        let all = || segmenter.lattice(shared.plain());
        let Some(lattice) = shared.lattice.get_or_init(all) else {
            return segmenter.words(self.string());
        };
        // What ends at the same place shares one cut, wherever it begins.
        let known = |cuts: &Vec<(u32, Rc<[u32]>)>| {
            let found = cuts.iter().find(|(end, _)| *end == self.end);
            found.map(|(_, ends)| Rc::clone(ends))
        };
        let known = known(&shared.cuts.borrow());
        let ends = known.unwrap_or_else(|| {
            let ends: Rc<[u32]> = lattice.ends(self.end as usize).into();
            shared.cuts.borrow_mut().push((self.end, Rc::clone(&ends)));
            ends
        });
        let writing = shared.string();
        let mut words = Vec::with_capacity(self.len());
        let mut at = self.start;
        each_word(shared.plain(), &ends, self.start as usize, |length| {
            let end = at + length as u32;
            words.push(writing.part(at, end));
            at = end;
        });
        words
    }

    /// The smallest raw span that holds all characters.
    pub fn hull(&self) -> Span {
        let chars = self.chars();
        let start = chars.iter().map(|c| c.span.start).min().unwrap_or(0);
        let end = chars.iter().map(|c| c.span.end).max().unwrap_or(start);
        Span { start, end }
    }

    /// The raw characters of this text, without those that cleaning or lifting took out.
    pub fn raw(&self, raw: &[char]) -> String {
        let mut out = String::with_capacity(3 * self.len());
        let mut last = None;
        for c in self.chars() {
            // One raw character may have become several (㈠ → (一)): it is shown once.
            if last != Some(c.span) {
                out.extend(&raw[c.span.start as usize..c.span.end as usize]);
                last = Some(c.span);
            }
        }
        out
    }

    /// The answer to a question about this text: what was found before, or what is found now.
    pub(super) fn answer<T: Answer>(&self, question: Question, find: impl FnOnce() -> T) -> T {
        let asked = (question, self.stretch());
        if let Some(kept) = self.shared.answers.borrow().get(&asked) {
            return T::given(*kept);
        }
        // Nothing is borrowed meanwhile: what is asked may ask the same of a part of the text.
        let found = find();
        let mut answers = self.shared.answers.borrow_mut();
        // Where one question is asked, others are.
        if answers.is_empty() {
            answers.reserve(28);
        }
        answers.insert(asked, found.kept());
        found
    }

    fn stretch(&self) -> Stretch {
        (self.start, self.end)
    }
}

impl Shared {
    fn plain(&self) -> &[char] {
        let all = || self.chars.iter().map(|c| c.c).collect();
        self.plain.get_or_init(all)
    }

    fn string(&self) -> &Writing {
        self.string.get_or_init(|| self.write(Some))
    }

    /// Writes each character as something, or leaves it out.
    fn write(&self, writing: impl Fn(char) -> Option<char>) -> Writing {
        let mut string = String::with_capacity(3 * self.chars.len());
        let mut places = Vec::with_capacity(self.chars.len() + 1);
        for ch in &self.chars {
            places.push(string.len() as u32);
            string.extend(writing(ch.c));
        }
        places.push(string.len() as u32);
        Writing { string, places }
    }
}

impl PartialEq for Text {
    fn eq(&self, other: &Self) -> bool {
        self.chars() == other.chars()
    }
}

impl Eq for Text {}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Text").field(&self.chars()).finish()
    }
}
