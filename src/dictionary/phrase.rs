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
//! [`Phrase`] holds one phrase and tells what its `N` and `…` stand for; [`PhraseSet`] holds many in one
//! automaton and tells which of them matches. That automaton is built in a fraction of the time that as
//! many regular expressions take, and tells the longest match, which a set of them does not.

mod alphabet;
mod number;
mod set;
mod walk;

use std::ops::Range;

use unicode_normalization::UnicodeNormalization;

pub use number::arabic;
pub use set::PhraseSet;

/// Every further `…` multiplies the work of telling what it stands for by the length of the text.
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
    /// Too many `…`.
    #[error("句式“{0}”的“…”超过{MOST_ANY}处，请拆成几行")]
    TooManyAny(String),
}

/// A piece of a phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Piece {
    /// This character; ASCII letters in lower case.
    Char(char),
    /// `N`
    Number,
    /// `…`
    Any,
    /// `(a|b)`; with an empty branch, `[a|b]`.
    Either(Vec<Vec<Piece>>),
}

/// A compiled phrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Phrase {
    pieces: Vec<Piece>,
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
        let pieces = parser.sequence(None)?;
        if least(&pieces) == 0 {
            return Err(PhraseError::MatchesNothing(pattern.to_owned()));
        }
        if own(&pieces) == 0 && !holds(&pieces, &Piece::Number) {
            return Err(PhraseError::Boundless(pattern.to_owned()));
        }
        if chars.iter().filter(|c| **c == '…').count() > MOST_ANY {
            return Err(PhraseError::TooManyAny(pattern.to_owned()));
        }
        Ok(Self { pieces })
    }

    /// Whether it is the whole of `text`.
    pub fn matches(&self, text: &str) -> bool {
        self.find(text).is_some()
    }

    /// What `N` and `…` stand for where the phrase is the whole of `text`, in order.
    pub fn captures(&self, text: &str) -> Option<Vec<Range<usize>>> {
        let found = self.find(text)?;
        Some(found.into_iter().map(|(_, range)| range).collect())
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
        let (mut numbers, mut others) = (Vec::new(), Vec::new());
        for (number, range) in self.find(text)?.into_iter().rev() {
            let list = if number { &mut numbers } else { &mut others };
            list.push(text.get(range)?);
        }
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

    fn find(&self, text: &str) -> Option<Found> {
        let mut found = Vec::new();
        let rest = Rest {
            pieces: &self.pieces,
            then: None,
        };
        run(&rest, text, 0, &mut found).then_some(found)
    }
}

/// The least number of characters that the pieces match.
fn least(pieces: &[Piece]) -> usize {
    let of = |p: &Piece| match p {
        Piece::Either(branches) => branches.iter().map(|b| least(b)).min().unwrap_or(0),
        _ => 1,
    };
    pieces.iter().map(of).sum()
}

/// The least number of characters of their own, neither `N` nor `…`, that the pieces match.
fn own(pieces: &[Piece]) -> usize {
    let of = |p: &Piece| match p {
        Piece::Char(_) => 1,
        Piece::Either(branches) => branches.iter().map(|b| own(b)).min().unwrap_or(0),
        _ => 0,
    };
    pieces.iter().map(of).sum()
}

fn holds(pieces: &[Piece], piece: &Piece) -> bool {
    pieces.iter().any(|p| match p {
        Piece::Either(branches) => branches.iter().any(|b| holds(b, piece)),
        p => p == piece,
    })
}

struct Parser<'a> {
    pattern: &'a str,
    chars: &'a [char],
    at: usize,
}

impl Parser<'_> {
    /// Reads up to the bracket `close` or a bar (not past it), or to the end.
    fn sequence(&mut self, close: Option<char>) -> Result<Vec<Piece>, PhraseError> {
        let mut pieces = Vec::new();
        while let Some(&c) = self.chars.get(self.at) {
            self.at += 1;
            match c {
                '(' => pieces.push(Piece::Either(self.branches(')')?)),
                '[' => {
                    let mut branches = self.branches(']')?;
                    branches.push(Vec::new());
                    pieces.push(Piece::Either(branches));
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
                'N' => pieces.push(Piece::Number),
                '…' if pieces.last() == Some(&Piece::Any) => {
                    return Err(PhraseError::Boundless(self.pattern.to_owned()));
                }
                '…' => pieces.push(Piece::Any),
                // Start-up compiles every phrase several times, and these fold to themselves.
                '\u{4e00}'..='\u{9fff}' => pieces.push(Piece::Char(c)),
                c => pieces.extend(
                    std::iter::once(c)
                        .nfkc()
                        .filter(|c| !c.is_whitespace())
                        .map(|c| Piece::Char(c.to_ascii_lowercase())),
                ),
            }
        }
        Ok(pieces)
    }

    /// Reads `a|b` and the bracket that closes it.
    fn branches(&mut self, close: char) -> Result<Vec<Vec<Piece>>, PhraseError> {
        let open = self.at - 1;
        let mut all = Vec::new();
        loop {
            let start = self.at;
            let pieces = self.sequence(Some(close))?;
            if self.at == start && self.at < self.chars.len() {
                return Err(PhraseError::EmptyBranch {
                    pattern: self.pattern.to_owned(),
                    at: start,
                });
            }
            all.push(pieces);
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

/// What `…` does not cross: brackets, and the marks at which another clause or another paper may begin.
fn stops(c: char) -> bool {
    matches!(
        c,
        '(' | ')' | '（' | '）' | '【' | '】' | '〔' | '〕' | '；' | ';' | '，' | ',' | '。' | '\n'
    )
}

/// What was read, in order: whether as a number, and where.
type Found = Vec<(bool, Range<usize>)>;

/// What is still to be matched: the pieces of a branch, then what stands behind it.
struct Rest<'a> {
    pieces: &'a [Piece],
    then: Option<&'a Rest<'a>>,
}

/// Whether the rest is the whole of `text` from `at` on.
fn run(rest: &Rest<'_>, text: &str, at: usize, found: &mut Found) -> bool {
    let Some((piece, pieces)) = rest.pieces.split_first() else {
        return match rest.then {
            Some(then) => run(then, text, at, found),
            None => at == text.len(),
        };
    };
    let after = Rest {
        pieces,
        then: rest.then,
    };
    let step = |at: usize| {
        let c = text.get(at..)?.chars().next()?;
        Some((c.to_ascii_lowercase(), at + c.len_utf8()))
    };
    let depth = found.len();
    let try_end = |number, end, found: &mut Found| {
        found.truncate(depth);
        found.push((number, at..end));
        run(&after, text, end, found)
    };
    match piece {
        Piece::Char(c) => {
            step(at).is_some_and(|(read, next)| read == *c && run(&after, text, next, found))
        }
        Piece::Number => number::ends(step, at)
            .into_iter()
            .rev()
            .any(|end| try_end(true, end, found)),
        Piece::Any => {
            let mut end = at;
            while let Some((_, next)) = step(end).filter(|(c, _)| !stops(*c)) {
                end = next;
                if try_end(false, end, found) {
                    return true;
                }
            }
            false
        }
        Piece::Either(branches) => branches.iter().any(|branch| {
            found.truncate(depth);
            let inner = Rest {
                pieces: branch,
                then: Some(&after),
            };
            run(&inner, text, at, found)
        }),
    }
}

#[cfg(test)]
mod tests;
