//! What happens to the characters of a name: spaces, widths, traditional characters, broken brackets,
//! slips of the pen. None of it changes the paper.

use ferrous_opencc::{OpenCC, config::BuiltinConfig};
use guiyi::dictionary::Dictionary;

use super::random::Random;

/// The hands and machines that names pass through.
pub struct Slips {
    /// Right and wrong writings of two characters and more, and of single characters.
    confusables: Vec<(String, String)>,
    /// Words that tell papers apart: nothing is dropped from them.
    telling: Vec<String>,
    traditional: Option<OpenCC>,
}

/// What can happen, how often, and what the gold's note calls it.
const HAPPENS: [(Slip, f64, &str); 8] = [
    (Slip::Traditional, 0.012, "traditional"),
    (Slip::Confused, 0.025, "slip"),
    (Slip::Doubled, 0.006, "doubled"),
    (Slip::Dropped, 0.004, "dropped"),
    (Slip::Brackets, 0.03, "brackets"),
    (Slip::Unclosed, 0.006, "unclosed"),
    (Slip::Space, 0.025, "space"),
    (Slip::Edge, 0.01, "edge"),
];

#[derive(Clone, Copy, Debug)]
enum Slip {
    /// All in traditional characters.
    Traditional,
    /// A word of `confusables.csv` written wrongly.
    Confused,
    /// A character twice.
    Doubled,
    /// A character missing.
    Dropped,
    /// Brackets of another width or kind.
    Brackets,
    /// The last bracket missing.
    Unclosed,
    /// A space inside.
    Space,
    /// Spaces around.
    Edge,
}

impl Slips {
    /// What the dictionary says of slips.
    pub fn new(dictionary: &Dictionary) -> Self {
        let confusables = dictionary.confusables.iter().map(|e| &e.line);
        let contrasts = dictionary.contrasts.iter().map(|e| &e.line);
        Self {
            confusables: confusables
                .map(|l| (l.right.clone(), l.wrong.clone()))
                .collect(),
            telling: contrasts.flat_map(|l| [l.a.clone(), l.b.clone()]).collect(),
            traditional: OpenCC::from_config(BuiltinConfig::S2t).ok(),
        }
    }

    /// What a slip of the pen makes of the bare name, and what it is called.
    pub fn pen(&self, bare: &str, random: &mut Random) -> Option<(String, &'static str)> {
        self.happen(bare, random, |slip| {
            matches!(slip, Slip::Confused | Slip::Doubled | Slip::Dropped)
        })
    }

    /// What machines and careless hands make of the whole name.
    pub fn whole(&self, name: &str, random: &mut Random) -> Option<(String, &'static str)> {
        self.happen(name, random, |slip| {
            !matches!(slip, Slip::Confused | Slip::Doubled | Slip::Dropped)
        })
    }

    fn happen(
        &self,
        text: &str,
        random: &mut Random,
        here: impl Fn(Slip) -> bool,
    ) -> Option<(String, &'static str)> {
        let happening = HAPPENS.iter().filter(|(slip, ..)| here(*slip));
        let (slip, _, what) = happening.into_iter().find(|(_, p, _)| random.chance(*p))?;
        let slipped = self.slip(*slip, text, random)?;
        (slipped != text).then_some((slipped, *what))
    }

    fn slip(&self, slip: Slip, text: &str, random: &mut Random) -> Option<String> {
        let mut chars: Vec<char> = text.chars().collect();
        match slip {
            Slip::Traditional => return Some(self.traditional.as_ref()?.convert(text)),
            Slip::Confused => {
                let fits = |(right, _): &&(String, String)| text.contains(right.as_str());
                let fitting: Vec<_> = self.confusables.iter().filter(fits).collect();
                let (right, wrong) = random.pick(&fitting)?;
                return Some(text.replacen(right.as_str(), wrong, 1));
            }
            Slip::Doubled => {
                let at = random.below(chars.len());
                // 22 寸 is no slip of 2 寸.
                let c = *chars.get(at).filter(|c| c.is_alphabetic())?;
                chars.insert(at, c);
            }
            Slip::Dropped => {
                // What is left must still say what it is: long names, not the head, no telling word.
                if chars.len() < 9 || self.telling.iter().any(|w| text.contains(w.as_str())) {
                    return None;
                }
                chars.remove(1 + random.below(chars.len() - 5));
            }
            Slip::Brackets => {
                let pairs = [('(', ')'), ('【', '】'), ('[', ']'), ('〔', '〕')];
                let (open, close) = *random.pick(&pairs)?;
                for c in &mut chars {
                    *c = match *c {
                        '（' => open,
                        '）' => close,
                        c => c,
                    };
                }
            }
            Slip::Unclosed => {
                let last = chars.iter().rposition(|c| matches!(c, '）' | ')'))?;
                chars.remove(last);
            }
            Slip::Space => {
                let space = *random.pick(&[' ', ' ', '\u{3000}', '\u{a0}'])?;
                chars.insert(1 + random.below(chars.len() - 1), space);
            }
            Slip::Edge => {
                let space = random.pick(&["  ", "\u{3000}", "\t", "\u{200b}"])?;
                return Some([text, space].concat());
            }
        }
        Some(chars.into_iter().collect())
    }
}
