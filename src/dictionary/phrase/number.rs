//! Numbers as they stand in a name: Arabic or Chinese digits, and ranges of them.

/// The digits and units of numbers, and 几 and 数, which stand where a digit does.
pub(super) fn digit(c: char) -> bool {
    c.is_ascii_digit() || value(c).is_some() || unit(c).is_some() || matches!(c, '几' | '数')
}

fn value(c: char) -> Option<u32> {
    Some(match c {
        '〇' | '○' | '零' => 0,
        '一' | '壹' => 1,
        '二' | '两' | '贰' => 2,
        '三' | '叁' => 3,
        '四' | '肆' => 4,
        '五' | '伍' => 5,
        '六' | '陆' => 6,
        '七' | '柒' => 7,
        '八' | '捌' => 8,
        '九' | '玖' => 9,
        _ => return None,
    })
}

fn unit(c: char) -> Option<u32> {
    Some(match c {
        '十' | '拾' => 10,
        '百' | '佰' => 100,
        '千' | '仟' => 1000,
        _ => return None,
    })
}

pub(super) fn point(c: char) -> bool {
    c == '.'
}

pub(super) fn range(c: char) -> bool {
    matches!(c, '-' | '~' | '—' | '–' | '至' | '到')
}

/// The places at which a number that starts at `at` may end, nearest first. Digits, of which a single
/// point may stand between two, and at most one range mark. It reads the same from either end.
pub(super) fn ends(step: impl Fn(usize) -> Option<(char, usize)>, at: usize) -> Vec<usize> {
    let mut ends = Vec::new();
    let mut place = at;
    let mut ranged = false;
    while let Some((c, next)) = step(place) {
        if digit(c) {
            place = next;
            ends.push(place);
        } else if !ends.is_empty()
            && (point(c) || range(c) && !ranged)
            && step(next).is_some_and(|(after, _)| digit(after))
        {
            ranged |= range(c);
            place = next;
        } else {
            break;
        }
    }
    ends
}

/// A plain number below ten thousand in Arabic digits: 三 → 3, 十二 → 12, 二〇二三 → 2023, 3 → 3.
/// `None` for ranges, for 几 and 数, and for what is no number.
pub fn arabic(text: &str) -> Option<String> {
    if text.is_empty() {
        return None;
    }
    if text.chars().all(|c| c.is_ascii_digit() || c == '.') {
        return Some(text.to_owned());
    }
    if text.chars().all(|c| value(c).is_some()) {
        return text
            .chars()
            .map(|c| char::from_digit(value(c)?, 10))
            .collect();
    }
    let (mut sum, mut last, mut least) = (0u32, None, u32::MAX);
    for c in text.chars() {
        if let Some(v) = value(c).filter(|v| *v > 0) {
            if last.replace(v).is_some() {
                return None;
            }
        } else if let Some(u) = unit(c) {
            // Units fall from left to right; only 十 may go without a digit, and only in front.
            if u >= least || last.is_none() && (u != 10 || sum > 0) {
                return None;
            }
            sum += last.take().unwrap_or(1) * u;
            least = u;
        } else if value(c) != Some(0) || last.is_some() {
            return None;
        }
    }
    Some((sum + last.unwrap_or(0)).to_string())
}
