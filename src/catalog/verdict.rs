//! What people decided about pending cores: a filled `pending.csv`, or its sheet in the workbook.

use rustc_hash::FxHashMap;

use super::baseline::CatalogError;
use crate::matching::{Matcher, Tie};
use crate::model::{Sheet, Standard, StandardId};

/// What a person decided about a core.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is a material of its own.
    New,
    /// It is this standard.
    Standard(StandardId),
}

/// The verdicts, by the core's comparison key.
#[derive(Clone, Debug, Default)]
pub struct Verdicts {
    by_key: FxHashMap<String, (Verdict, String)>,
}

impl Verdicts {
    /// Reads the lines in which 结论 is filled in.
    ///
    /// # Errors
    ///
    /// If no sheet is a pending list, or a 结论 names nothing that is known.
    pub fn read(
        file: &str,
        sheets: &[Sheet],
        matcher: &Matcher,
        catalogue: &[Standard],
    ) -> Result<Self, CatalogError> {
        let mut verdicts = Self::default();
        let mut found = false;
        for sheet in sheets {
            let (Some(core), Some(conclusion)) = (sheet.column("核心名称"), sheet.column("结论"))
            else {
                continue;
            };
            found = true;
            for (row, cells) in &sheet.rows {
                let word = sheet.cell(cells, Some(conclusion));
                let core = sheet.cell(cells, Some(core));
                if word.is_empty() {
                    continue;
                }
                let wrong = |what: String| CatalogError::Line {
                    file: sheet.label.clone(),
                    row: *row,
                    what,
                };
                let verdict = if word == "新增" {
                    Verdict::New
                } else {
                    let name = match word {
                        "候选一" | "候选二" | "候选三" => {
                            sheet.cell(cells, sheet.column(word))
                        }
                        other => other,
                    };
                    if name.is_empty() {
                        return Err(wrong(format!("“{core}”的结论是{word}，但这一行没有{word}")));
                    }
                    Verdict::Standard(find(name, matcher, catalogue).ok_or_else(|| {
                        wrong(format!(
                            "“{core}”的结论“{name}”不是候选一、候选二、候选三、新增，也不是已有的标准名称或编码（编码须同时给出 --catalog）"
                        ))
                    })?)
                };
                let by = sheet.cell(cells, sheet.column("确认人"));
                let evidence = match by {
                    "" => format!("人工确认（结论：{word}）"),
                    by => format!("{by}确认（结论：{word}）"),
                };
                let key = matcher.reader().lexicon().cleaner.key(core);
                if let Some((earlier, _)) = verdicts.by_key.get(&key)
                    && *earlier != verdict
                {
                    return Err(wrong(format!("“{core}”有两个不同的结论")));
                }
                verdicts.by_key.insert(key, (verdict, evidence));
            }
        }
        if !found {
            return Err(CatalogError::NotPending {
                file: file.to_owned(),
            });
        }
        Ok(verdicts)
    }

    /// The verdict about a core, and a sentence that says whose it is.
    pub fn of(&self, key: &str) -> Option<&(Verdict, String)> {
        self.by_key.get(key)
    }

    /// How many cores were decided.
    pub fn len(&self) -> usize {
        self.by_key.len()
    }

    /// Whether nothing was decided.
    pub fn is_empty(&self) -> bool {
        self.by_key.is_empty()
    }
}

/// The standard that a name or a code means.
fn find(name: &str, matcher: &Matcher, catalogue: &[Standard]) -> Option<StandardId> {
    // `CL000012 居民身份证` is what a person copies from a list: the code is enough.
    let code = name.split_whitespace().next().unwrap_or(name);
    if let Some(i) = catalogue.iter().position(|s| s.code == code) {
        return Some(StandardId(i as u32));
    }
    let key = matcher.reader().lexicon().cleaner.key(name);
    matcher.knowledge().tie_of(&key).and_then(|tie| match tie {
        Tie::Name(id, _) | Tie::Alias(id, _) => Some(*id),
        Tie::Confirm(..) => None,
    })
}
