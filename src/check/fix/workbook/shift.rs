//! References into a sheet after rows were put in: A1, A1:B3, 3:5, and formulas that hold them.
//!
//! Ranges grow with the rows they cover, as in a spreadsheet program: a merged region over a row that
//! became three covers all three. Grammar: ECMA-376-1, 18.17.2 (cell references).

/// Rows put in behind rows.
#[derive(Clone, Debug, Default)]
pub(in crate::check::fix) struct Shift {
    /// Row from 1, how many were put in behind it, and behind it and all above.
    steps: Vec<(u32, u32, u32)>,
}

impl Shift {
    /// From rows and how many rows each has become, in order.
    pub fn new(rows: impl Iterator<Item = (u32, usize)>) -> Self {
        let mut total = 0u32;
        let mut steps = Vec::new();
        for (row, count) in rows.filter(|(_, count)| *count > 1) {
            let extra = u32::try_from(count - 1).unwrap_or(u32::MAX);
            total = total.saturating_add(extra);
            steps.push((row, extra, total));
        }
        Self { steps }
    }

    pub fn is_empty(&self) -> bool {
        self.steps.is_empty()
    }

    /// Where a row has gone; for one that has become several, the first of them.
    pub fn first(&self, row: u32) -> u32 {
        let above = self.steps.partition_point(|(r, ..)| *r < row);
        let total = above.checked_sub(1).map_or(0, |i| self.steps[i].2);
        row.saturating_add(total)
    }

    /// The last of the rows that a row has become.
    pub fn last(&self, row: u32) -> u32 {
        let own = self.steps.binary_search_by_key(&row, |(r, ..)| *r);
        self.first(row)
            .saturating_add(own.map_or(0, |i| self.steps[i].1))
    }

    /// The row that a row was, from where it has gone.
    pub fn back(&self, row: u32) -> u32 {
        let mut total = 0;
        for (r, extra, sum) in &self.steps {
            if row <= r + total {
                break;
            }
            if row <= r + total + extra {
                return *r;
            }
            total = *sum;
        }
        row - total
    }

    /// A list of references without sheets, parted by spaces.
    pub fn references(&self, list: &str) -> String {
        let moved: Vec<String> = list
            .split(' ')
            .map(|range| self.formula(range, true, ""))
            .collect();
        moved.join(" ")
    }

    /// A formula. `own`: whether references without a sheet are to this one; `sheet`: its name.
    pub fn formula(&self, formula: &str, own: bool, sheet: &str) -> String {
        let chars: Vec<char> = formula.chars().collect();
        let mut out = String::with_capacity(formula.len() + 4);
        let mut at = 0;
        // Whether the next reference is to our sheet.
        let mut ours = own;
        while at < chars.len() {
            let c = chars[at];
            let end = match c {
                '"' | '\'' => quoted(&chars, at),
                '[' => bracketed(&chars, at),
                _ if is_word(c) => at + chars[at..].iter().take_while(|c| is_word(**c)).count(),
                _ => at + 1,
            };
            let token: String = chars[at..end].iter().collect();
            let next = chars.get(end).copied();
            if next == Some('!') && c != '[' && c != '"' {
                let name = token.trim_matches('\'').replace("''", "'");
                let outside = out.ends_with(']');
                ours = !outside && !sheet.is_empty() && name.to_lowercase() == sheet.to_lowercase();
                out.push_str(&token);
                out.push('!');
                at = end + 1;
                continue;
            }
            // Only the end of a range is bound by the sheet of its beginning.
            let ranged = out.ends_with(':');
            if is_word(c) && next != Some('(') && ours {
                out.push_str(&self.reference(&token, ranged, next == Some(':')));
            } else {
                out.push_str(&token);
            }
            if is_word(c) && next != Some(':') {
                ours = own;
            }
            at = end;
        }
        out
    }

    /// One end of a reference, or any other word of a formula.
    fn reference(&self, token: &str, is_end: bool, is_start: bool) -> String {
        let bytes = token.as_bytes();
        let mut i = usize::from(bytes.first() == Some(&b'$'));
        let letters = bytes[i..]
            .iter()
            .take_while(|b| b.is_ascii_alphabetic())
            .count();
        i += letters;
        if letters > 0 && bytes.get(i) == Some(&b'$') {
            i += 1;
        }
        let (before, digits) = token.split_at(i);
        let is_cell = (1..=3).contains(&letters);
        let is_row = letters == 0 && (is_start || is_end);
        let number = digits.parse::<u32>().ok().filter(|n| *n > 0);
        match number {
            Some(row) if is_cell || is_row => {
                let moved = if is_end {
                    self.last(row)
                } else {
                    self.first(row)
                };
                format!("{before}{moved}")
            }
            _ => token.to_owned(),
        }
    }
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '$' | '_' | '.' | '\\')
}

fn quoted(chars: &[char], start: usize) -> usize {
    let mark = chars[start];
    let mut at = start + 1;
    while at < chars.len() {
        if chars[at] == mark {
            if chars.get(at + 1) != Some(&mark) {
                return at + 1;
            }
            at += 1;
        }
        at += 1;
    }
    chars.len()
}

fn bracketed(chars: &[char], start: usize) -> usize {
    let mut depth = 0i32;
    for (i, c) in chars[start..].iter().enumerate() {
        depth += i32::from(*c == '[') - i32::from(*c == ']');
        if depth == 0 {
            return start + i + 1;
        }
    }
    chars.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_follow_their_rows() {
        let shift = Shift::new([(5, 3), (8, 2)].into_iter());
        assert_eq!((shift.first(5), shift.last(5), shift.first(6)), (5, 7, 8));
        assert_eq!((shift.first(9), shift.last(8)), (12, 11));
        for row in 1..12 {
            for moved in shift.first(row)..=shift.last(row) {
                assert_eq!(shift.back(moved), row, "{moved}");
            }
        }
        for (formula, expected) in [
            ("A6", "A8"),
            ("A3:A5", "A3:A7"),
            ("SUM($B$2:$B$9)", "SUM($B$2:$B$12)"),
            ("LOG10(A9)&\"A9\"", "LOG10(A12)&\"A9\""),
            ("3:9", "3:12"),
            ("A:C", "A:C"),
            (
                "清单!A9+'清单'!A9:B9+统计!A9+A9",
                "清单!A12+'清单'!A12:B12+统计!A9+A12",
            ),
            ("[1]清单!A9", "[1]清单!A9"),
            ("表1[第9列]+9", "表1[第9列]+9"),
            ("ROW()-2", "ROW()-2"),
        ] {
            assert_eq!(shift.formula(formula, true, "清单"), expected);
        }
        assert_eq!(shift.formula("A9+清单!A9", false, "清单"), "A9+清单!A12");
        assert_eq!(shift.references("A6 B5:C9"), "A8 B5:C12");
    }
}
