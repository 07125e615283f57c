//! What several documents share is said once: a head behind strung modifiers (设计、施工、监理报告), an end or a
//! beginning (香港或澳门居民身份证), a head behind parallel halves (资金来源及资金到位证明).

use super::lexicon::Joint;
use super::owner::plain;
use super::piece::{Groups, Piece};
use super::reader::{Reader, without_closing_marks};
use super::split::Separator;
use super::text::Text;
use super::wordings::Lift;

impl Reader {
    /// Modifiers strung before one head: statuses of one person are alternatives, works are all of them.
    pub(super) fn strung(&self, text: &Text, separators: &[Separator]) -> Option<Groups> {
        let first = text.slice(0, separators[0].start);
        let last = text.from(separators[separators.len() - 1].end);
        let (subject, head_word) = self.strung_end(&first)?;
        let (joint, mut tail) = self.strung_start(&last)?;
        // 勘察、设计、施工等合同
        let example =
            |t: &Text| self.lexicon().connector(t.slice(0, 1).string()) == Some(Joint::Example);
        let modifier = last.len() - tail.len();
        if example(&tail) {
            tail = tail.from(1);
        }
        if !self.stands_alone(&last) || head_word.1 != joint {
            return None;
        }
        let mut modifiers = vec![head_word.0];
        for pair in separators.windows(2) {
            let middle = text.slice(pair[0].end, pair[1].start);
            if self.lexicon().strung(middle.string()) != Some(joint) {
                return None;
            }
            modifiers.push(middle);
        }
        modifiers.push(last.slice(0, modifier));
        let parts = modifiers
            .into_iter()
            .map(|modifier| Piece::new(Text::joined(&[&subject, &modifier, &tail])));
        Some(match joint {
            Joint::Any => vec![parts.collect()],
            _ => parts.map(|p| vec![p]).collect(),
        })
    }

    /// 香港或澳门居民身份证: what the alternatives share is said once, behind them or before them. They are
    /// only told apart where both are names that are known.
    pub(super) fn elided(&self, text: &Text, separators: &[Separator]) -> Option<Groups> {
        let [separator] = separators else {
            return None;
        };
        if separator.joint != Joint::Any {
            return None;
        }
        let first = text.slice(0, separator.start);
        self.completed(&first, &text.from(separator.end))
    }

    /// Two alternatives of which the first one lacks its end, and the second one maybe its beginning.
    fn completed(&self, first: &Text, second: &Text) -> Option<Groups> {
        let joined = |a: &Text, b: &Text| Text::joined(&[a, b]);
        let known = |t: &Text| self.known(t).is_some();
        let a = (1..second.len())
            .map(|i| joined(first, &second.from(i)))
            .find(known)?;
        let b = (0..first.len())
            .map(|i| joined(&first.slice(0, i), second))
            .find(known)?;
        Some(vec![vec![Piece::new(a), Piece::new(b)]])
    }

    /// 增值税普通（或专用）发票: the alternative stands in brackets within the name.
    pub(super) fn bracketed(
        &self,
        before: &Text,
        alternative: &Text,
        after: &Text,
    ) -> Option<Groups> {
        self.completed(before, &Text::joined(&[alternative, after]))
    }

    /// A text that ends in a strung modifier: what stands before it, the modifier, its joint.
    fn strung_end(&self, text: &Text) -> Option<(Text, (Text, Joint))> {
        (0..text.len()).find_map(|i| {
            let word = text.from(i);
            let joint = self.lexicon().strung(word.string())?;
            Some((text.slice(0, i), (word, joint)))
        })
    }

    /// A text that begins with a strung modifier: its joint, and what follows it.
    fn strung_start(&self, text: &Text) -> Option<(Joint, Text)> {
        (1..text.len()).rev().find_map(|n| {
            let joint = self.lexicon().strung(text.slice(0, n).string())?;
            Some((joint, text.from(n)))
        })
    }

    /// 完税或免税凭证, 资金来源及资金到位证明: two halves of one shape before one head. They are of one shape
    /// where one word stands for another (完税 and 免税), or both begin with the same word.
    ///
    /// A form that is for either (变更或者注销申请表) is one form.
    pub(super) fn parallel(&self, text: &Text, separators: &[Separator]) -> Option<Groups> {
        let [separator] = separators else {
            return None;
        };
        let (first, last) = (text.slice(0, separator.start), text.from(separator.end));
        let closed = without_closing_marks(&last).len() < last.len();
        if separator.mark || closed || self.lexicon().is_form(plain(&last)) {
            return None;
        }
        let (before, behind) = (first.string(), last.string());
        let before = self.lexicon().segmenter.words(before);
        let behind = self.lexicon().segmenter.words(behind);
        let (one, other) = (before.last()?, behind.first()?);
        let width = |word: &str| word.chars().count();
        let headed = (1..last.len())
            .rev()
            .filter(|i| self.lexicon().is_head(plain(&last.from(*i))))
            // 所有权或者使用权材料: a head that says nothing parts nothing.
            .filter(|i| {
                let idle = self.lexicon().back.whole(last.from(*i).string());
                idle.is_none_or(|w| w.lift != Lift::Drop)
            });
        let particle =
            |t: &Text| (0..t.len()).any(|i| self.joint_at(t, i) == Some(Joint::Attributive));
        let twins = before.len() > 1
            && before.first() == behind.first()
            && width(other) > 1
            && !particle(&first)
            && !particle(&last);
        let head = headed.into_iter().find_map(|i| {
            let own = last.slice(0, i);
            let own = own.string();
            let own = self.lexicon().segmenter.words(own);
            // 资格证明 may be one word, and is 资格 before the head all the same.
            let other = own.first()?;
            // 法定代表人或者主要负责人身份证明书 is that of whoever it is.
            let person = |w: &str| {
                let chars: Vec<char> = w.chars().collect();
                let role = self.lexicon().role(&chars);
                role.is_some_and(|(n, _)| n == chars.len())
            };
            let swapped = width(one) > 1 && width(one) == width(other) && !person(one);
            let head = last.from(i);
            // 内部审计情况和内部控制制度: only a 证明 is of nothing until it says of what.
            let proof = twins && own.len() > 1 && self.lexicon().is_proof(plain(&head));
            // 死亡或者宣告死亡证明 has its word twice.
            let either = swapped
                && separator.joint == Joint::Any
                && own == [*other]
                && !head.string().starts_with(one);
            (proof || either).then_some(head)
        })?;
        let shared = match twins {
            true => Text::default(),
            false => first.slice(0, first.len() - width(one)),
        };
        let joined = |a: &Text, b: &Text| Piece::new(Text::joined(&[a, b]));
        let halves = [joined(&first, &head), joined(&shared, &last)];
        Some(match separator.joint {
            Joint::Any => vec![halves.into()],
            _ => halves.map(|half| vec![half]).into(),
        })
    }
}
