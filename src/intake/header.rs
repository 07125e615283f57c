//! Where the header stands: the row that names the most columns, one row or two.

use super::book::{self, HeaderBook};
use super::{Options, cell};
use crate::model::Field;

/// A record's number and its cells.
pub(crate) type Row = (u32, Vec<String>);

/// A header row that was found: the upper row of the two where there are two.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Header {
    /// Index of the (upper) row.
    pub at: usize,
    pub two: bool,
}

/// A column letter or number as a user writes it: `B` and `2` are the second.
pub(crate) fn letter(text: &str) -> Option<usize> {
    let text = text.trim();
    if let Ok(number) = text.parse::<usize>() {
        return number.checked_sub(1).filter(|n| *n < 16_384);
    }
    if text.is_empty() || text.len() > 3 || !text.bytes().all(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    let number = text.bytes().fold(0usize, |n, b| {
        n * 26 + usize::from(b.to_ascii_uppercase() - b'A') + 1
    });
    Some(number - 1)
}

/// The letter that Excel shows above a column.
pub(crate) fn letters(index: usize) -> String {
    let mut rest = index + 1;
    let mut out = Vec::new();
    while rest > 0 {
        out.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    out.iter().rev().collect()
}

/// How many cells of a row are not blank.
pub(crate) fn filled(row: &[String]) -> usize {
    row.iter().filter(|c| !cell::blank(c)).count()
}

/// What the best header row is worth, for telling delimiters.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Score {
    /// The cells that name a column.
    pub known: usize,
    /// All its cells.
    pub width: usize,
    /// Whether one of them is the very word 材料名称, or the header that the user told.
    pub exact: bool,
}

pub(crate) fn score(head: &[Row], book: &HeaderBook, options: &Options) -> Option<Score> {
    let header = find(head, book, options)?;
    let row = &head[header.at + usize::from(header.two)].1;
    let given = |c: &String| options.columns.iter().any(|(_, h)| book::same(c, h));
    let known = row
        .iter()
        .filter(|c| !book.fields(c).is_empty() || given(c))
        .count();
    let exact = row
        .iter()
        .any(|c| book::even(c) == Field::Name.word() || given(c));
    Some(Score {
        known,
        width: row.len(),
        exact,
    })
}

/// Finds the header row, or says that there is none. The best row names the most columns; the
/// earliest of equals.
pub(crate) fn find(head: &[Row], book: &HeaderBook, options: &Options) -> Option<Header> {
    let given = |text: &str| {
        options
            .columns
            .iter()
            .any(|(_, header)| book::same(text, header))
    };
    let given_name = |text: &str| {
        options
            .columns
            .iter()
            .any(|(field, header)| *field == Field::Name && book::same(text, header))
    };
    let by_letter = options
        .columns
        .iter()
        .any(|(f, h)| *f == Field::Name && letter(h).is_some());
    let mut best: Option<(usize, bool, usize)> = None;
    for (index, (_, row)) in head.iter().enumerate() {
        let known = |c: &&String| given(c) || !book.fields(c).is_empty();
        let score = row.iter().filter(known).count();
        let names = |c: &String| {
            given_name(c)
                || book
                    .fields(c)
                    .iter()
                    .any(|f| matches!(f, Field::Name | Field::StandardName))
        };
        let has_name = row.iter().any(names);
        let exact = row
            .iter()
            .any(|c| given_name(c) || book::even(c) == Field::Name.word());
        // One known word alone may be a title or even data: believed near the top only, so that no
        // row of a list without a header is taken for one.
        let believed = match score {
            0 => false,
            1 if is_title(head, index) && !exact => false,
            1 => has_name && (index < 3 || exact && index < 10),
            _ => has_name || by_letter,
        };
        if believed && best.is_none_or(|(s, e, _)| (score, exact) > (s, e)) {
            best = Some((score, exact, index));
        }
    }
    let (_, _, at) = best?;
    // Headers of two rows: groups above, or details below.
    if at > 0 && adjacent(head, at - 1) && covers(&head[at - 1].1, &head[at].1, book) {
        return Some(Header {
            at: at - 1,
            two: true,
        });
    }
    let two = adjacent(head, at) && details(&head[at].1, &head[at + 1].1, book);
    Some(Header { at, two })
}

/// Whether a row is alone in having one cell: 申请材料清单 above a table whose header is not known.
fn is_title(head: &[Row], index: usize) -> bool {
    let below = &head[index + 1..];
    let wide = below.iter().filter(|(_, row)| filled(row) > 1).count();
    filled(&head[index].1) == 1 && wide > 0 && wide * 2 >= below.len()
}

fn adjacent(head: &[Row], at: usize) -> bool {
    head.get(at + 1)
        .is_some_and(|(number, _)| *number == head[at].0 + 1)
}

/// Whether the upper row names a column that the lower one leaves blank.
fn covers(upper: &[String], lower: &[String], book: &HeaderBook) -> bool {
    filled(upper) > 1
        && upper.iter().enumerate().any(|(column, text)| {
            !book.fields(text).is_empty()
                && lower.get(column).is_none_or(|below| cell::blank(below))
        })
}

/// Whether the lower row details the header above it: known words, or short words under blanks.
fn details(upper: &[String], lower: &[String], book: &HeaderBook) -> bool {
    let count = filled(lower);
    let is_name = |column: usize| {
        let above = upper.get(column);
        above.is_some_and(|text| book.fields(text).contains(&Field::Name))
    };
    // A known word in the column of the names alone may be a name: 样表, 说明.
    let known: Vec<usize> = (0..lower.len())
        .filter(|column| !book.fields(&lower[*column]).is_empty())
        .collect();
    // A detail stands under a blank or a group. Under a header that says all, it is data that happens
    // to be a word of headers: 容缺后补 under 必要性.
    let detail = |column: usize| {
        let above = upper.get(column);
        !is_name(column) && above.is_none_or(|text| book.fields(text).is_empty())
    };
    if known.iter().any(|column| detail(*column)) && known.len() * 2 >= count {
        return true;
    }
    let name_is_blank = upper.iter().enumerate().any(|(column, text)| {
        book.fields(text).contains(&Field::Name)
            && lower.get(column).is_none_or(|below| cell::blank(below))
    });
    let short =
        |c: &&String| c.trim().chars().count() <= 8 && !c.contains(|c: char| c.is_ascii_digit());
    let under_blank = lower.iter().enumerate().any(|(column, text)| {
        !cell::blank(text) && upper.get(column).is_some_and(|above| cell::blank(above))
    });
    let starts_blank = lower.first().is_none_or(|c| cell::blank(c));
    count > 0
        && name_is_blank
        && starts_blank
        && under_blank
        && lower.iter().filter(|c| !cell::blank(c)).all(|c| short(&c))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn letters_and_numbers_of_columns() {
        assert_eq!(
            (
                letter("B"),
                letter("aa"),
                letter("2"),
                letter("材料"),
                letter("0")
            ),
            (Some(1), Some(26), Some(1), None, None)
        );
        assert_eq!(
            (letters(0), letters(26), letters(701)),
            ("A".into(), "AA".into(), "ZZ".into())
        );
    }
}
