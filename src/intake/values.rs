//! What a column is and which code set it is written in, decided by its values.
//!
//! Headers swap their meanings between vendors (材料类型 and 材料形式), and the same code means
//! different things in different systems. So the values decide, over the whole column, and what
//! they do not decide is said and left as written.

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use super::book::{self, HeaderBook};
use super::cell;
use crate::model::Field;

/// This share of a column's values must be known words of a field to make the column that field.
const WORDS: f64 = 0.8;
/// A column with more distinct values than this is free text.
const DISTINCT: usize = 64;
/// A value longer than this many bytes is free text.
const LENGTH: usize = 60;

/// The distinct values of a column with their counts, as long as they are few and short.
#[derive(Clone, Debug, Default)]
pub(crate) struct Values {
    counts: BTreeMap<String, u64>,
    long: u64,
    free: bool,
}

impl Values {
    pub fn add(&mut self, text: &str) {
        if self.free {
            return;
        }
        let text = cell::clean(text);
        if text.is_empty() || cell::is_error(&text) {
            return;
        }
        if text.len() > LENGTH {
            self.long += 1;
            return;
        }
        if let Some(count) = self.counts.get_mut(text.as_ref()) {
            *count += 1;
        } else if self.counts.len() < DISTINCT {
            self.counts.insert(text.into_owned(), 1);
        } else {
            self.free = true;
        }
    }

    /// Whether more values can still tell anything.
    pub fn open(&self) -> bool {
        !self.free
    }

    fn total(&self) -> u64 {
        self.counts.values().sum::<u64>() + self.long
    }

    /// The share of values that are known words of a field.
    fn share(&self, book: &HeaderBook, field: Field) -> f64 {
        if self.free {
            return 0.0;
        }
        let hits: u64 = self
            .counts
            .iter()
            .filter(|(v, _)| book.is_word(field, v))
            .map(|(_, n)| n)
            .sum();
        hits as f64 / self.total().max(1) as f64
    }

    /// Where most values are codes of some set of the field: those that no set knows.
    fn strangers(&self, book: &HeaderBook, field: Field) -> Option<Vec<&str>> {
        let known = |v: &str| {
            book.sets(field)
                .any(|set| set.codes.contains_key(&book::code(v)))
        };
        let coded: u64 = self
            .counts
            .iter()
            .filter(|(v, _)| known(v))
            .map(|(_, n)| n)
            .sum();
        let strange = self
            .counts
            .keys()
            .filter(|v| !known(v) && !book.is_word(field, v));
        (coded * 2 > self.total()).then(|| strange.map(String::as_str).take(5).collect())
    }

    /// The values that are no words of the field: its codes, if it has any.
    fn codes(&self, book: &HeaderBook, field: Field) -> Vec<String> {
        let mut codes: Vec<String> = self
            .counts
            .keys()
            .filter(|v| !book.is_word(field, v))
            .map(|v| book::code(v))
            .collect();
        codes.sort_unstable();
        codes.dedup();
        codes
    }
}

/// What the values say about one field that a column may be.
enum Reading {
    /// Words of the field: nothing to decode.
    Words,
    /// Codes of a set, with their meanings.
    Decoded(String, FxHashMap<String, String>),
    /// Codes that several sets know with different meanings.
    Torn(Vec<String>, Vec<String>),
    /// Neither.
    Other,
}

fn read(values: &Values, book: &HeaderBook, field: Field) -> Reading {
    if values.free {
        return Reading::Other;
    }
    if values.share(book, field) >= WORDS {
        return Reading::Words;
    }
    let codes = values.codes(book, field);
    if codes.is_empty() || values.long > 0 {
        return Reading::Other;
    }
    let fits: Vec<_> = book
        .sets(field)
        .filter(|set| codes.iter().all(|code| set.codes.contains_key(code)))
        .collect();
    if fits.is_empty() {
        return Reading::Other;
    }
    let agree = |sets: &[&book::CodeSet]| {
        codes.iter().all(|code| {
            sets.iter()
                .all(|set| set.codes.get(code) == sets[0].codes.get(code))
        })
    };
    // {1, 2, 3} is all of one set and a part of another: the one whose every code is in use stands.
    let whole: Vec<_> = fits
        .iter()
        .copied()
        .filter(|set| set.codes.keys().all(|code| codes.contains(code)))
        .collect();
    let chosen = match () {
        () if agree(&fits) => fits[0],
        () if !whole.is_empty() && codes.len() >= 3 && agree(&whole) => whole[0],
        () => {
            let sets = fits.iter().map(|set| set.name.clone()).collect();
            return Reading::Torn(codes, sets);
        }
    };
    let meanings = codes
        .iter()
        .filter_map(|code| Some((code.clone(), chosen.codes.get(code)?.clone())));
    Reading::Decoded(chosen.name.clone(), meanings.collect())
}

/// What a column turns out to be.
#[derive(Clone, Debug, Default)]
pub(crate) struct Verdict {
    /// The field, or `None` where the values do not decide between several.
    pub field: Option<Field>,
    /// Code to word; empty where nothing is to be decoded.
    pub decode: FxHashMap<String, String>,
    /// What a person should know.
    pub note: Option<String>,
}

/// Decides for a column which of the candidate fields it is. `title` names the column in notes.
pub(crate) fn decide(
    title: &str,
    candidates: &[Field],
    values: &Values,
    book: &HeaderBook,
) -> Verdict {
    let Some(&first) = candidates.first() else {
        return Verdict::default();
    };
    if !values.free && values.total() == 0 {
        return Verdict {
            field: Some(first),
            ..Verdict::default()
        };
    }
    let readings: Vec<(Field, Reading)> = candidates
        .iter()
        .map(|f| (*f, read(values, book, *f)))
        .collect();
    let of_words: Vec<Field> = readings
        .iter()
        .filter(|(_, r)| matches!(r, Reading::Words))
        .map(|(f, _)| *f)
        .collect();
    let fitting: Vec<&(Field, Reading)> = readings
        .iter()
        .filter(|(_, r)| !matches!(r, Reading::Other))
        .collect();
    let chosen = match (of_words.as_slice(), fitting.as_slice()) {
        ([one], _) => Some(*one),
        ([], [one]) => Some(one.0),
        ([], []) if candidates.len() == 1 => Some(first),
        // Free text: the field that is not bound to a list of words.
        ([], []) => candidates.iter().copied().find(|f| !book.has_words(*f)),
        _ => None,
    };
    let Some(field) = chosen else {
        let names: Vec<&str> = candidates.iter().map(|f| f.word()).collect();
        let note = format!(
            "列“{title}”的值看不出是{}，没有采用；需要时请用 --column {}={title} 指明",
            names.join("还是"),
            first.word(),
        );
        return Verdict {
            note: Some(note),
            ..Verdict::default()
        };
    };
    let mut verdict = Verdict {
        field: Some(field),
        ..Verdict::default()
    };
    match readings
        .into_iter()
        .find(|(f, _)| *f == field)
        .map(|(_, r)| r)
    {
        Some(Reading::Decoded(set, meanings)) => {
            verdict.note = Some(format!("列“{title}”按码表“{set}”译成文字"));
            verdict.decode = meanings;
        }
        Some(Reading::Torn(codes, sets)) => {
            verdict.note = Some(format!(
                "列“{title}”的代码 {} 在码表{}里含义不同，按原样保留；请核对后把代码换成文字",
                codes.join("、"),
                sets.iter()
                    .map(|s| format!("“{s}”"))
                    .collect::<Vec<_>>()
                    .join(""),
            ));
        }
        Some(Reading::Other) if !values.free && values.strangers(book, field).is_some() => {
            let strange = values.strangers(book, field).unwrap_or_default();
            verdict.note = Some(match strange.is_empty() {
                true => format!("列“{title}”的代码不出自同一码表，按原样保留"),
                false => format!(
                    "列“{title}”的代码里混有 {}，对应不上任何码表，按原样保留",
                    strange.join("、")
                ),
            });
        }
        Some(Reading::Other) if book.has_words(field) => {
            let likely = Field::ALL
                .iter()
                .find(|f| **f != field && values.share(book, **f) >= WORDS);
            if let Some(likely) = likely.filter(|_| values.share(book, field) < 1.0 - WORDS) {
                verdict.note = Some(format!(
                    "列“{title}”按表头作{field}，值却像{likely}；如不对请用 --column 指明"
                ));
            }
        }
        _ => {}
    }
    verdict
}
