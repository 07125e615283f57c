//! Codes: `CL` and six digits, given once and never again.

/// The number of a code.
pub fn parse_code(code: &str) -> Option<u32> {
    let digits = code.strip_prefix("CL")?;
    (digits.len() >= 6 && digits.bytes().all(|b| b.is_ascii_digit()))
        .then(|| digits.parse().ok())?
}

/// The code of a number. Beyond 999,999 it grows a digit rather than repeat itself.
pub fn code(number: u32) -> String {
    format!("CL{number:06}")
}

/// Gives codes one after the other, from the first that no earlier catalogue used.
#[derive(Debug)]
pub struct Codes {
    last: u32,
}

impl Codes {
    /// Goes on after the highest of these codes.
    pub fn after<'c>(codes: impl IntoIterator<Item = &'c str>) -> Self {
        Self {
            last: codes.into_iter().filter_map(parse_code).max().unwrap_or(0),
        }
    }

    /// The next code.
    pub fn give(&mut self) -> String {
        self.last += 1;
        code(self.last)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_go_on_after_the_highest() {
        let mut codes = Codes::after(["CL000007", "CL000003"]);
        assert_eq!(codes.give(), "CL000008");
        assert_eq!(Codes::after([]).give(), "CL000001");
        assert_eq!(parse_code("CL00001"), None);
        assert_eq!(parse_code("XL000001"), None);
    }
}
