//! Wordings as they can stand in a column of their own.

use super::lexicon::Joint;
use super::reader::Reader;
use super::steps::is_mark;
use super::undress::strip_numbering;

impl Reader {
    /// How many characters a list number takes at the beginning of a raw name; 0 for none.
    pub fn numbering(&self, raw: &str) -> u32 {
        let text = self.lexicon().cleaner.clean(raw);
        let rest = strip_numbering(&text);
        if rest.len() == text.len() {
            return 0;
        }
        rest.hull().start
    }

    /// A raw wording without the verbs of handing in at its end (委托他人办理的，应当提供), and without the
    /// marks at both ends.
    pub fn without_verbs(&self, raw: &str) -> String {
        let chars: Vec<char> = raw.chars().collect();
        let mut text = self.lexicon().cleaner.clean(raw);
        loop {
            let marks = text.chars().iter().rev().take_while(|c| idle(c.c)).count();
            let (n, _) = match self.lexicon().verbs.suffix(text.string()) {
                _ if marks > 0 => (marks, ()),
                Some((n, _)) if n < text.len() => (n, ()),
                _ => break,
            };
            text = text.slice(0, text.len() - n);
        }
        let start = text.chars().iter().take_while(|c| idle(c.c)).count();
        let span = text.from(start).hull();
        chars[span.start as usize..span.end as usize]
            .iter()
            .collect()
    }

    /// Whether a raw wording ends in the particle that binds it to what follows.
    pub fn binds(&self, raw: &str) -> bool {
        let text = self.lexicon().cleaner.clean(raw);
        let last = text.chars().last().map(|c| c.c);
        last.is_some_and(|c| self.lexicon().connector_char(c) == Some(Joint::Attributive))
    }

    /// Whether a raw wording begins with a word that joins it to what stands before.
    pub fn joins(&self, raw: &str) -> bool {
        let text = self.lexicon().cleaner.clean(raw);
        let joint = (1..=2.min(text.len())).any(|n| {
            self.lexicon()
                .connector(text.slice(0, n).string())
                .is_some()
        });
        joint || text.at(0).is_some_and(is_mark)
    }

    /// Whether a core ends in a word that tells a kind of document, with more before it.
    pub fn is_headed(&self, core: &str) -> bool {
        let text = self.lexicon().cleaner.clean(core);
        let chars: Vec<char> = text.chars().iter().map(|c| c.c).collect();
        self.lexicon().head(&chars).is_some_and(|n| n < chars.len())
    }

    /// Whether a raw wording holds a verb of handing in.
    pub fn hands_in(&self, raw: &str) -> bool {
        let text = self.lexicon().cleaner.clean(raw);
        let string = text.string();
        string.char_indices().any(|(i, _)| {
            self.lexicon()
                .verbs
                .prefix(&string[i..])
                .is_some_and(|(n, _)| n > 1)
        })
    }
}

fn idle(c: char) -> bool {
    c.is_whitespace() || (is_mark(c) && !matches!(c, '(' | ')' | '《' | '》' | '“' | '”'))
}
