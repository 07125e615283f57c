//! Examples: 甲等乙 names 乙, whatever is listed before it.

use super::brackets::pairs;
use super::lexicon::Joint;
use super::reader::Reader;
use super::sentence::clauses;
use super::text::Text;

impl Reader {
    /// 甲等乙: 乙 is the document, 甲 its example. Gives the position of 等 and what follows it.
    pub(super) fn example(&self, text: &Text) -> Option<(usize, usize)> {
        if !self.lexicon().may_join(text.plain(), &[Joint::Example]) {
            return None;
        }
        let brackets = pairs(text);
        let mut at = 0usize;
        for word in text.words(&self.lexicon().segmenter) {
            let start = at;
            at += word.chars().count();
            if self.lexicon().connector(word) != Some(Joint::Example)
                || start < 2
                || brackets.iter().any(|p| (p.open..p.end).contains(&start))
            {
                continue;
            }
            let before = text.slice(0, start);
            let last = self.separators(&before).last().map_or(0, |s| s.end);
            if self.stands_alone(&before) && self.stands_alone(&before.from(last)) {
                return Some((start, at));
            }
        }
        None
    }

    /// 经营质量管理制度、工作程序等文件目录: a list of examples that names one paper, whatever is listed.
    pub(super) fn ends_in_example(&self, text: &Text) -> bool {
        if !self.lexicon().may_join(text.plain(), &[Joint::Example]) {
            return false;
        }
        let mut at = 0;
        let words = text.words(&self.lexicon().segmenter);
        let ends: Vec<usize> = words
            .iter()
            .filter_map(|word| {
                at += word.chars().count();
                (self.lexicon().connector(word) == Some(Joint::Example)).then_some(at)
            })
            .collect();
        // One clause, whose last words tell which paper it is.
        ends.last().is_some_and(|at| {
            let paper = text.from(*at);
            let one = clauses(&paper).len() == 1 && !self.joined_within(&paper);
            let tells = self.beyond_front(&paper).len() > 3;
            one && tells && self.names(&paper) && !self.says_nothing(&paper)
        })
    }
}
