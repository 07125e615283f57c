//! The knowledge of headers and code sets, from `headers.csv` and `code_sets.csv`.

use std::collections::BTreeMap;

use rustc_hash::{FxHashMap, FxHashSet};
use unicode_normalization::UnicodeNormalization;

use crate::dictionary::lines::{CodeLine, Entry, HeaderLine};
use crate::model::Field;

/// A code set: what a department's system writes instead of words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CodeSet {
    pub field: Field,
    /// The set's name as in `code_sets.csv`.
    pub name: String,
    /// Code (made even by [`code`]) to meaning.
    pub codes: BTreeMap<String, String>,
}

/// Headers and code sets, ready to be asked.
#[derive(Clone, Debug, Default)]
pub struct HeaderBook {
    aliases: FxHashMap<String, Vec<Field>>,
    sets: Vec<CodeSet>,
    words: FxHashMap<Field, FxHashSet<String>>,
}

/// A dictionary line that names no field of ours.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{file} 第 {line} 行：没有“{field}”这个字段")]
pub struct BookError {
    /// `headers.csv` or `code_sets.csv`.
    pub file: &'static str,
    /// The line, from 1.
    pub line: u32,
    /// What stands there.
    pub field: String,
}

impl HeaderBook {
    /// Compiles the lines of all layers. A header that a higher layer lists means only what that
    /// layer says; a code of a set likewise.
    pub fn new(
        headers: &[Entry<HeaderLine>],
        codes: &[Entry<CodeLine>],
    ) -> Result<Self, BookError> {
        let mut book = HeaderBook::default();
        let mut layers: FxHashMap<String, u8> = FxHashMap::default();
        for entry in headers {
            let field = field("headers.csv", entry.origin.line, &entry.line.field)?;
            let key = even(&entry.line.header);
            let layer = layers.entry(key.clone()).or_default();
            let fields = book.aliases.entry(key).or_default();
            if entry.origin.layer > *layer {
                *layer = entry.origin.layer;
                fields.clear();
            }
            if entry.origin.layer == *layer && !fields.contains(&field) {
                fields.push(field);
                fields.sort_unstable();
            }
        }
        type Layered<'l> = BTreeMap<String, (u8, &'l str)>;
        let mut sets: BTreeMap<(Field, &str), Layered<'_>> = BTreeMap::new();
        for entry in codes {
            let field = field("code_sets.csv", entry.origin.line, &entry.line.field)?;
            let words = book.words.entry(field).or_default();
            words.insert(word(&entry.line.meaning));
            let key = code(&entry.line.code);
            let set = sets.entry((field, entry.line.set.as_str())).or_default();
            let known = set.entry(key).or_insert((0, ""));
            if entry.origin.layer >= known.0 {
                *known = (entry.origin.layer, entry.line.meaning.as_str());
            }
        }
        for ((field, name), codes) in sets {
            let is_words = codes
                .iter()
                .all(|(code, (_, meaning))| !code.is_ascii() || word(code) == word(meaning));
            if is_words {
                // A set of words: nothing to decode, only wordings that show what a column is.
                let words = book.words.entry(field).or_default();
                words.extend(codes.keys().map(|code| word(code)));
                continue;
            }
            let codes = codes
                .into_iter()
                .map(|(code, (_, m))| (code, m.to_owned()))
                .collect();
            book.sets.push(CodeSet {
                field,
                name: name.to_owned(),
                codes,
            });
        }
        Ok(book)
    }

    /// The fields that a header may mean; none for an unknown one.
    pub(crate) fn fields(&self, header: &str) -> &[Field] {
        if header.is_empty() || header.len() > 200 {
            return &[];
        }
        forms(header)
            .iter()
            .find_map(|form| self.aliases.get(form))
            .map_or(&[], Vec::as_slice)
    }

    /// A header for a new column of a field that no reader can take for another field's: the field's
    /// own word, or where departments use that for other things, the first other one in Chinese.
    pub(crate) fn plain_header(&self, field: Field) -> Option<String> {
        let own = |header: &str| self.fields(header) == [field];
        if own(field.word()) {
            return Some(field.word().to_owned());
        }
        let mut headers: Vec<&String> = self.aliases.keys().filter(|h| own(h)).collect();
        headers.sort_unstable();
        headers
            .into_iter()
            .find(|h| !h.contains(|c: char| c.is_ascii_alphanumeric()))
            .cloned()
    }

    /// The code sets of a field, by name.
    pub(crate) fn sets(&self, field: Field) -> impl Iterator<Item = &CodeSet> {
        self.sets.iter().filter(move |set| set.field == field)
    }

    /// Whether the values of a field are from a known list at all.
    pub(crate) fn has_words(&self, field: Field) -> bool {
        self.words.contains_key(&field)
    }

    /// Whether a value is one of the words of a field.
    pub(crate) fn is_word(&self, field: Field, value: &str) -> bool {
        self.words
            .get(&field)
            .is_some_and(|words| words.contains(&word(value)))
    }
}

fn field(file: &'static str, line: u32, text: &str) -> Result<Field, BookError> {
    Field::from_word(text.trim()).ok_or_else(|| BookError {
        file,
        line,
        field: text.to_owned(),
    })
}

/// A header made even: compatibility forms, no spaces, no marks of being required, small letters.
pub(crate) fn even(header: &str) -> String {
    header
        .nfkc()
        .filter(|c| !c.is_whitespace() && !c.is_control())
        .filter(|c| {
            !matches!(
                c,
                '*' | '★' | '☆' | '●' | ':' | '\u{200b}'
                    ..='\u{200f}' | '\u{feff}' | '"' | '“' | '”'
            )
        })
        .flat_map(char::to_lowercase)
        .collect()
}

/// Whether two headers are the same but for how they are dressed.
pub(crate) fn same(a: &str, b: &str) -> bool {
    let b = forms(b);
    forms(a).iter().any(|form| b.contains(form))
}

/// The ways to read a header, plainest last: as written, without numbering, without brackets.
fn forms(header: &str) -> Vec<String> {
    let full = even(header);
    let mut forms = vec![full.clone()];
    for form in [
        unnumbered(&full),
        unbracketed(&full),
        unbracketed(unnumbered(&full).as_str()),
    ] {
        if !form.is_empty() && !forms.contains(&form) {
            forms.push(form);
        }
    }
    forms
}

/// Without `1.`, `(2)`, `3、` before it.
fn unnumbered(header: &str) -> String {
    let rest = header.trim_start_matches('(');
    let digits = rest.trim_start_matches(|c: char| c.is_ascii_digit());
    if digits.len() == rest.len() {
        return header.to_owned();
    }
    let bare = digits.trim_start_matches(['.', '、', ')', ',', '-', '_']);
    if bare.len() == digits.len() {
        header.to_owned()
    } else {
        bare.to_owned()
    }
}

/// Without what stands in brackets: (必填), [选填].
fn unbracketed(header: &str) -> String {
    let mut depth = 0u32;
    let mut out = String::with_capacity(header.len());
    for c in header.chars() {
        match c {
            '(' | '[' | '【' | '<' | '〔' => depth += 1,
            ')' | ']' | '】' | '>' | '〕' => depth = depth.saturating_sub(1),
            _ if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// A code made even: `01` and `1.0` are 1, letters are small.
pub(crate) fn code(text: &str) -> String {
    let text: String = text.trim().nfkc().flat_map(char::to_lowercase).collect();
    let text = text.strip_suffix(".0").unwrap_or(&text);
    if !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit()) {
        let bare = text.trim_start_matches('0');
        return if bare.is_empty() {
            "0".to_owned()
        } else {
            bare.to_owned()
        };
    }
    text.to_owned()
}

fn word(text: &str) -> String {
    text.nfkc()
        .filter(|c| !c.is_whitespace())
        .flat_map(char::to_lowercase)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_undressed() {
        assert_eq!(even(" 材 料\n名称＊"), "材料名称");
        assert!(same("*材料名称（必填）", "材料名称"));
        assert!(same("3、材料名称", "材料名称"));
        assert!(same("(2)材料名称[选填]：", "材料名称"));
        assert!(!same("材料名称", "材料编码"));
        assert!(!same("12345", "材料名称"));
    }

    #[test]
    fn codes_are_made_even() {
        assert_eq!(code("01"), "1");
        assert_eq!(code("1.0"), "1");
        assert_eq!(code(" 10 "), "10");
        assert_eq!(code("00"), "0");
        assert_eq!(code("Y"), "y");
    }
}
