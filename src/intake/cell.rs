//! One cell's text: what counts as blank, as damaged, and how numbers and dates are written.

use std::borrow::Cow;

use calamine::{CellErrorType, Data, DataRef, ExcelDateTime};

/// The text of a workbook's cell; `None` where it is empty.
pub(crate) fn text<'a>(value: DataRef<'a>) -> Option<Cow<'a, str>> {
    Some(match value {
        DataRef::SharedString(text) => Cow::Borrowed(text),
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            Cow::Owned(text)
        }
        DataRef::Float(number) => Cow::Owned(self::number(number)),
        DataRef::Int(number) => Cow::Owned(number.to_string()),
        DataRef::Bool(yes) => Cow::Borrowed(truth(yes)),
        DataRef::DateTime(date) => Cow::Owned(self::date(date)),
        DataRef::Error(error) => Cow::Owned(self::error(&error)),
        DataRef::Empty => return None,
    })
}

/// The same for the old format.
pub(crate) fn owned(value: &Data) -> Option<Cow<'_, str>> {
    Some(match value {
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            Cow::Borrowed(text)
        }
        Data::Float(number) => Cow::Owned(self::number(*number)),
        Data::Int(number) => Cow::Owned(number.to_string()),
        Data::Bool(yes) => Cow::Borrowed(truth(*yes)),
        Data::DateTime(date) => Cow::Owned(self::date(*date)),
        Data::Error(error) => Cow::Owned(self::error(error)),
        Data::Empty => return None,
    })
}

fn truth(yes: bool) -> &'static str {
    if yes { "TRUE" } else { "FALSE" }
}

fn error(error: &CellErrorType) -> String {
    error.to_string()
}

/// A number as Excel shows it: 15 significant digits, no `.0`, long ones in scientific notation
/// (their last digits are lost already, and should not look as if they were not).
fn number(value: f64) -> String {
    if value.fract() == 0.0 && value.abs() < 1e15 {
        return format!("{value:.0}");
    }
    if value.abs() >= 1e15 {
        let text = format!("{value:.14E}");
        let (digits, power) = text.split_once('E').unwrap_or((&text, "0"));
        let digits = digits.trim_end_matches('0').trim_end_matches('.');
        return format!("{digits}E+{power}");
    }
    format!("{value:.14e}")
        .parse::<f64>()
        .map_or_else(|_| value.to_string(), |v| v.to_string())
}

fn date(value: ExcelDateTime) -> String {
    if value.is_duration() {
        return number(value.as_f64());
    }
    let (year, month, day, hour, minute, second, _) = value.to_ymd_hms_milli();
    if (hour, minute, second) == (0, 0, 0) {
        return format!("{year:04}-{month:02}-{day:02}");
    }
    format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
}

fn is_space(c: char) -> bool {
    c.is_whitespace()
        || c.is_control()
        || matches!(
            c,
            '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{ad}'
        )
}

/// Whether nothing can be seen in a cell: white space, zero-width characters, `&nbsp;`, `<br>`.
pub(crate) fn blank(text: &str) -> bool {
    if text.chars().all(is_space) {
        return true;
    }
    text.contains(['&', '<']) && clean(text).is_empty()
}

/// A cell of any other column than the name: entities and breaks as spaces, trimmed. Empty for
/// what databases write where there is nothing.
pub(crate) fn clean(text: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(text.trim_matches(is_space));
    if text.contains(['&', '<', '\u{a0}']) {
        let plain = text
            .replace("&nbsp;", " ")
            .replace("&NBSP;", " ")
            .replace('\u{a0}', " ");
        let plain = ["<br>", "<br/>", "<br />", "<BR>", "<BR/>"]
            .iter()
            .fold(plain, |plain, tag| plain.replace(tag, " "));
        text = Cow::Owned(plain.trim_matches(is_space).to_owned());
    }
    if matches!(
        text.as_ref(),
        "null" | "NULL" | "Null" | "None" | "\\N" | "-" | "--" | "/" | "—"
    ) {
        return Cow::Borrowed("");
    }
    text
}

/// Whether a cell holds an error of a formula instead of a value.
pub(crate) fn is_error(text: &str) -> bool {
    let text = text.trim();
    text.starts_with('#')
        && matches!(
            text,
            "#N/A"
                | "#REF!"
                | "#NAME?"
                | "#VALUE!"
                | "#DIV/0!"
                | "#NULL!"
                | "#NUM!"
                | "#SPILL!"
                | "#CALC!"
                | "#GETTING_DATA"
        )
}

/// Whether a code was ruined by scientific notation: 1.13E+25.
pub fn is_ruined(text: &str) -> bool {
    let Some((digits, power)) = text.trim().split_once(['E', 'e']) else {
        return false;
    };
    let mut parts = digits.split('.');
    let number = |part: Option<&str>| {
        part.is_some_and(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit()))
    };
    number(parts.next())
        && parts.next().is_none_or(|p| number(Some(p)))
        && parts.next().is_none()
        && power
            .strip_prefix('+')
            .is_some_and(|p| number(Some(p)) && p.len() <= 3)
}

/// Shortened to so many characters, with … where something was cut.
pub(crate) fn short(text: &str, characters: usize) -> String {
    match text.char_indices().nth(characters) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_excel_shows_them() {
        assert_eq!(number(12.0), "12");
        assert_eq!(number(0.1 + 0.2), "0.3");
        assert_eq!(number(-1.5), "-1.5");
        assert_eq!(number(1.13e25), "1.13E+25");
        assert!(is_ruined(&number(1.144e25)));
        assert!(
            is_ruined("1E+15") && !is_ruined("1.13") && !is_ruined("E+1") && !is_ruined("12E3X")
        );
    }

    #[test]
    fn blank_cells() {
        for text in [
            "",
            " \u{a0}\u{3000}",
            "\u{feff}\u{200b}",
            "&nbsp;",
            "<br>&nbsp;",
        ] {
            assert!(blank(text), "{text:?}");
        }
        for text in ["无", "/", "-", "a&b"] {
            assert!(!blank(text), "{text:?}");
        }
        assert_eq!(clean("甲&nbsp;乙<br/>丙 "), "甲 乙 丙");
        assert_eq!(clean("null"), "");
        assert_eq!(short("身份证明", 2), "身份…");
    }
}
