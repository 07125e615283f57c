//! The small grammar of the 句式 columns.
//!
//! | written | matches |
//! | --- | --- |
//! | `N` | a number: Arabic or Chinese digits, 几 and 数, and ranges such as 1至3 |
//! | `…` | any text of one character or more, as little as will do, within a clause: it crosses no bracket and none of `,;。` |
//! | `[x]` | `x`, or nothing; `[x\|y]` is `x`, `y` or nothing |
//! | `(x\|y)` | `x` or `y` |
//! | anything else | itself, without regard to the case of ASCII letters |
//!
//! The text that a phrase is held against is cleaned (NFKC, simplified characters, no spaces), so a
//! phrase is folded by NFKC as well: a full-width `（` in a file is a bracket of the text, and a
//! full-width `Ｎ`, `［`, `｜` is likewise the letter or the mark itself.
//!
//! A phrase is expanded at once into flat sequences without branches. That makes its matcher a few
//! lines, lets a [`PhraseSet`] put all plain beginnings into one trie, and costs a fraction of what
//! building as many regular expressions does.

mod number;
mod set;

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

pub use number::arabic;
pub use set::PhraseSet;

/// A phrase may not expand into more flat sequences than this.
const MOST_FLATS: usize = 512;
/// Every further `…` multiplies the work of matching by the length of the text.
const MOST_ANY: usize = 4;

/// Why a phrase cannot be used.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum PhraseError {
    /// Nothing is written.
    #[error("句式为空，请填写句式或删去这一行")]
    Empty,
    /// A bracket has no partner.
    #[error(
        "句式“{pattern}”第{at}个字“{bracket}”没有配对，请补全；若要表示文字本身，请改用全角“{wide}”"
    )]
    Unbalanced {
        /// The phrase as written.
        pattern: String,
        /// Which character, from 1.
        at: usize,
        /// The bracket.
        bracket: char,
        /// Its full-width form, which stands for itself.
        wide: char,
    },
    /// A bar outside of brackets.
    #[error("句式“{pattern}”第{at}个字“|”不在括号内，多种写法请写成(甲|乙)")]
    StrayBar {
        /// The phrase as written.
        pattern: String,
        /// Which character, from 1.
        at: usize,
    },
    /// `()` or `(a|)`.
    #[error("句式“{pattern}”第{at}个字处有一种写法为空，可有可无的部分请写成[甲]")]
    EmptyBranch {
        /// The phrase as written.
        pattern: String,
        /// Which character, from 1.
        at: usize,
    },
    /// Everything in it is optional.
    #[error("句式“{0}”的每一部分都可省略，会匹配空文字，请至少保留一部分必有的文字")]
    MatchesNothing(String),
    /// `…` alone, or two in a row.
    #[error("句式“{0}”的“…”前后没有可依据的文字，请补上")]
    Boundless(String),
    /// More branches than can be held.
    #[error("句式“{0}”展开后超过{MOST_FLATS}种写法，请拆成几行")]
    TooMany(String),
    /// Too many `…`.
    #[error("句式“{0}”的“…”超过{MOST_ANY}处，请拆成几行")]
    TooManyAny(String),
}

/// A piece of a flat sequence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
enum Piece {
    /// This character; ASCII letters in lower case.
    Char(char),
    /// `N`
    Number,
    /// `…`
    Any,
}

type Flat = Vec<Piece>;

/// A compiled phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    /// All its writings, without branches; sorted, each once.
    flats: Vec<Flat>,
}

impl Phrase {
    /// Reads a phrase.
    ///
    /// # Errors
    /// A [`PhraseError`], whose text is a Chinese sentence for whoever wrote the dictionary.
    pub fn compile(pattern: &str) -> Result<Self, PhraseError> {
        let chars: Vec<char> = pattern.chars().filter(|c| !c.is_whitespace()).collect();
        if chars.is_empty() {
            return Err(PhraseError::Empty);
        }
        let mut parser = Parser {
            pattern,
            chars: &chars,
            at: 0,
        };
        let mut flats = parser.sequence(None)?;
        flats.sort_unstable();
        flats.dedup();
        if flats.first().is_some_and(Vec::is_empty) {
            return Err(PhraseError::MatchesNothing(pattern.to_owned()));
        }
        for flat in &flats {
            let boundless = flat.iter().all(|p| *p == Piece::Any)
                || flat.windows(2).any(|w| w == [Piece::Any, Piece::Any]);
            if boundless {
                return Err(PhraseError::Boundless(pattern.to_owned()));
            }
            if flat.iter().filter(|p| **p == Piece::Any).count() > MOST_ANY {
                return Err(PhraseError::TooManyAny(pattern.to_owned()));
            }
        }
        Ok(Self { flats })
    }

    /// Whether it is the whole of `text`.
    pub fn matches(&self, text: &str) -> bool {
        self.captures(text).is_some()
    }

    /// What `N` and `…` stand for where the phrase is the whole of `text`, in order.
    pub fn captures(&self, text: &str) -> Option<Vec<Range<usize>>> {
        self.find(text).map(|(_, found)| found)
    }

    fn find(&self, text: &str) -> Option<(&Flat, Vec<Range<usize>>)> {
        self.flats.iter().find_map(|flat| {
            let mut found = Vec::new();
            run(flat, Walk::forward(text), 0, true, &mut found)?;
            Some((flat, found))
        })
    }

    /// The value to keep for `text`, of which the phrase is the whole: `canonical`, with each `N` in it
    /// replaced by the number read (in Arabic digits where it is plain) and each `…` by the text read.
    /// Where `canonical` is empty, or asks for more than was read, the text as it is.
    pub fn value(&self, canonical: &str, text: &str) -> String {
        if !canonical.contains(['N', '…']) {
            let kept = if canonical.is_empty() {
                text
            } else {
                canonical
            };
            return kept.to_owned();
        }
        self.filled(canonical, text)
            .unwrap_or_else(|| text.to_owned())
    }

    fn filled(&self, canonical: &str, text: &str) -> Option<String> {
        let (flat, captures) = self.find(text)?;
        let (mut numbers, mut others) = (Vec::new(), Vec::new());
        let open = flat.iter().filter(|p| !matches!(p, Piece::Char(_)));
        for (piece, range) in open.zip(captures) {
            let read = text.get(range)?;
            match piece {
                Piece::Number => numbers.push(read),
                _ => others.push(read),
            }
        }
        numbers.reverse();
        others.reverse();
        let mut out = String::new();
        for c in canonical.chars() {
            match c {
                'N' => {
                    let number = numbers.pop()?;
                    out.push_str(&arabic(number).unwrap_or_else(|| number.to_owned()));
                }
                '…' => out.push_str(others.pop()?),
                c => out.push(c),
            }
        }
        Some(out)
    }
}

struct Parser<'a> {
    pattern: &'a str,
    chars: &'a [char],
    at: usize,
}

impl Parser<'_> {
    /// Reads up to the bracket `close` (not past it), or to the end, and gives all writings.
    fn sequence(&mut self, close: Option<char>) -> Result<Vec<Flat>, PhraseError> {
        let mut flats: Vec<Flat> = vec![Vec::new()];
        while let Some(&c) = self.chars.get(self.at) {
            self.at += 1;
            match c {
                '(' => {
                    let branches = self.branches(')')?;
                    self.append(&mut flats, &branches)?;
                }
                '[' => {
                    let mut branches = self.branches(']')?;
                    branches.push(Vec::new());
                    self.append(&mut flats, &branches)?;
                }
                ')' | ']' | '|' if close.is_some_and(|b| c == b || c == '|') => {
                    self.at -= 1;
                    break;
                }
                ')' | ']' => return Err(self.unbalanced(self.at - 1)),
                '|' => {
                    return Err(PhraseError::StrayBar {
                        pattern: self.pattern.to_owned(),
                        at: self.at,
                    });
                }
                'N' => push(&mut flats, Piece::Number),
                '…' => push(&mut flats, Piece::Any),
                c => {
                    for folded in std::iter::once(c).nfkc().filter(|c| !c.is_whitespace()) {
                        push(&mut flats, Piece::Char(folded.to_ascii_lowercase()));
                    }
                }
            }
        }
        Ok(flats)
    }

    /// Reads `a|b` and the bracket that closes it.
    fn branches(&mut self, close: char) -> Result<Vec<Flat>, PhraseError> {
        let open = self.at - 1;
        let mut all = Vec::new();
        loop {
            let start = self.at;
            let flats = self.sequence(Some(close))?;
            if self.at == start && self.at < self.chars.len() {
                return Err(PhraseError::EmptyBranch {
                    pattern: self.pattern.to_owned(),
                    at: start,
                });
            }
            all.extend(flats);
            match self.chars.get(self.at) {
                Some('|') => self.at += 1,
                Some(_) => {
                    self.at += 1;
                    return Ok(all);
                }
                None => return Err(self.unbalanced(open)),
            }
        }
    }

    fn append(&self, flats: &mut Vec<Flat>, branches: &[Flat]) -> Result<(), PhraseError> {
        if flats.len() * branches.len() > MOST_FLATS {
            return Err(PhraseError::TooMany(self.pattern.to_owned()));
        }
        *flats = flats
            .iter()
            .flat_map(|f| branches.iter().map(move |b| [f.as_slice(), b].concat()))
            .collect();
        Ok(())
    }

    fn unbalanced(&self, at: usize) -> PhraseError {
        let bracket = self.chars.get(at).copied().unwrap_or('(');
        // The full-width forms of ASCII stand at a fixed distance from it.
        let wide = char::from_u32(bracket as u32 + 0xFEE0).unwrap_or(bracket);
        PhraseError::Unbalanced {
            pattern: self.pattern.to_owned(),
            at: at + 1,
            bracket,
            wide,
        }
    }
}

fn push(flats: &mut [Flat], piece: Piece) {
    for flat in flats {
        flat.push(piece);
    }
}

/// Reads a text from the one end or from the other. Places are bytes read from that end.
#[derive(Clone, Copy)]
struct Walk<'a> {
    text: &'a str,
    backward: bool,
}

impl<'a> Walk<'a> {
    fn forward(text: &'a str) -> Self {
        Self {
            text,
            backward: false,
        }
    }

    fn backward(text: &'a str) -> Self {
        Self {
            text,
            backward: true,
        }
    }

    /// The character at a place (ASCII letters in lower case), and the next place.
    fn step(self, at: usize) -> Option<(char, usize)> {
        let c = if self.backward {
            self.text.get(..self.text.len() - at)?.chars().next_back()?
        } else {
            self.text.get(at..)?.chars().next()?
        };
        Some((c.to_ascii_lowercase(), at + c.len_utf8()))
    }

    /// The bytes of the text between two places.
    fn range(self, from: usize, to: usize) -> Range<usize> {
        let len = self.text.len();
        if self.backward {
            len - to..len - from
        } else {
            from..to
        }
    }
}

/// What `…` does not cross: brackets, and the marks at which another clause or another paper may begin.
fn stops(c: char) -> bool {
    matches!(
        c,
        '(' | ')' | '（' | '）' | '【' | '】' | '〔' | '〕' | '；' | ';' | '，' | ',' | '。' | '\n'
    )
}

/// Matches from a place on; gives the place after it. `whole`: the end must be that of the text.
fn run(
    pieces: &[Piece],
    walk: Walk<'_>,
    at: usize,
    whole: bool,
    found: &mut Vec<Range<usize>>,
) -> Option<usize> {
    let Some((piece, rest)) = pieces.split_first() else {
        return (!whole || at == walk.text.len()).then_some(at);
    };
    let depth = found.len();
    match piece {
        Piece::Char(c) => {
            let (read, next) = walk.step(at)?;
            if read != *c {
                return None;
            }
            run(rest, walk, next, whole, found)
        }
        Piece::Number => number::ends(|place| walk.step(place), at)
            .into_iter()
            .rev()
            .find_map(|end| {
                found.truncate(depth);
                found.push(walk.range(at, end));
                run(rest, walk, end, whole, found)
            }),
        Piece::Any => {
            let mut end = at;
            while let Some((c, next)) = walk.step(end) {
                if stops(c) {
                    return None;
                }
                end = next;
                found.truncate(depth);
                found.push(walk.range(at, end));
                if let Some(done) = run(rest, walk, end, whole, found) {
                    return Some(done);
                }
            }
            None
        }
    }
}

#[cfg(test)]
mod tests;
