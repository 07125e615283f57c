//! What the last word of a name tells: the class of the paper, and whether it is more than a last word.

use super::lexicon::Lexicon;

/// The class of head words of forms to be filled in.
const FORMS: &str = "申请表单";

/// The class of head words of certificates.
const CERTIFICATES: &str = "证照";

/// The class of head words of what a body decides.
const DECISIONS: &str = "批文";

/// The classes of head words of what is said or certified about something.
const PROOFS: [&str; 2] = ["证明", "承诺声明委托"];

/// The class of head words of pictures.
const PICTURES: &str = "影像照片";

impl Lexicon {
    /// The longest head word at the end: its length in characters.
    pub fn head(&self, chars: &[char]) -> Option<usize> {
        let n = self.heads.suffix(chars).map(|(n, _)| n)?;
        // 首席代表 is a person, whatever 表 means elsewhere.
        (n > 1 || self.role_like(chars).is_none()).then_some(n)
    }

    /// Whether a text is a head word with something that tells which paper it is. 资格证书 and 推荐函 have
    /// it; 证书 has not, nor has 证明文件, where both halves only say that it is a paper.
    pub fn tells(&self, chars: &[char]) -> bool {
        let len = chars.len();
        let head = |from: usize, to: usize| self.is_head(&chars[from..to]);
        self.head(chars).is_some_and(|n| {
            let start = len - n;
            n < len || n > 2 && (start + 1..len).any(|i| head(i, len) && !head(start, i))
        })
    }

    /// Whether a text is a head word.
    pub fn is_head(&self, chars: &[char]) -> bool {
        self.heads
            .suffix(chars)
            .is_some_and(|(n, _)| n == chars.len())
    }

    /// Whether the longest head word at the end is that of a form of application.
    pub fn is_form(&self, chars: &[char]) -> bool {
        self.class(chars) == Some(FORMS)
    }

    /// Whether the longest head word at the end is that of what a body decides.
    pub fn is_decision(&self, chars: &[char]) -> bool {
        self.class(chars) == Some(DECISIONS)
    }

    /// Whether the longest head word at the end is that of a certificate.
    pub fn is_certificate(&self, chars: &[char]) -> bool {
        self.class(chars) == Some(CERTIFICATES)
    }

    /// Whether the longest head word at the end is that of what is said or certified about something.
    pub fn is_proof(&self, chars: &[char]) -> bool {
        self.class(chars)
            .is_some_and(|class| PROOFS.contains(&class))
    }

    /// Whether the longest head word at the end is that of a picture.
    pub fn is_picture(&self, chars: &[char]) -> bool {
        self.class(chars) == Some(PICTURES)
    }

    /// Whether a text is a grade, which makes another paper.
    pub fn is_grade(&self, text: &str) -> bool {
        self.grades.contains_key(text)
    }

    /// Whether a word is an action on a register.
    pub fn is_action(&self, word: &str) -> bool {
        self.actions.contains_key(word)
    }

    fn class(&self, chars: &[char]) -> Option<&str> {
        self.heads.suffix(chars).map(|(_, class)| class.as_str())
    }
}
