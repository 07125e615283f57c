//! What is to be said of a rule, the same in `guiyi rule`, in `docs/rules.md` and in SARIF.

use std::fmt::Write as _;

use super::Selection;
use super::book::local;
use super::finding::Level;
use super::rules::fields;
use crate::dictionary::Dictionary;
use crate::dictionary::lines::RuleLine;

/// A rule by its id. A user's line stands behind the built-in one and wins.
pub fn find<'d>(dictionary: &'d Dictionary, id: &str) -> Option<&'d RuleLine> {
    let found = dictionary.rules.iter().rfind(|e| e.line.id == id);
    found.map(|e| &e.line)
}

/// All rules, by id, each once.
pub fn all(dictionary: &Dictionary) -> Vec<&RuleLine> {
    let mut ids: Vec<&str> = dictionary.rules.iter().map(|e| &*e.line.id).collect();
    ids.sort_unstable();
    ids.dedup();
    ids.iter().filter_map(|id| find(dictionary, id)).collect()
}

/// Which rules a check asks, as what comes after it has to know.
#[derive(Clone, Copy, Debug)]
pub struct Asked<'a> {
    /// The rules.
    pub dictionary: &'a Dictionary,
    /// The choice among them.
    pub selection: &'a Selection,
}

impl Asked<'_> {
    /// Whether there is such a rule.
    pub fn is_rule(&self, id: &str) -> bool {
        find(self.dictionary, id).is_some()
    }

    /// A rule's level.
    pub fn level(&self, id: &str) -> Level {
        find(self.dictionary, id)
            .and_then(|line| Level::from_word(&line.level))
            .unwrap_or(Level::Warning)
    }

    /// Whether a rule is asked and shown.
    pub fn wants(&self, id: &str) -> bool {
        self.is_rule(id) && self.selection.wants(id, self.level(id))
    }
}

/// The facts of a rule, each with its label, in the order in which they are told.
pub fn facts(line: &RuleLine) -> Vec<(&'static str, String)> {
    let columns = fields::words(&line.id);
    let needed = if columns.is_empty() {
        "只要有材料名称".to_owned()
    } else {
        columns
    };
    let local = local::RULES.iter().find(|(id, _)| *id == line.id);
    let mut facts = vec![
        ("依据", line.ground.clone()),
        ("反例", line.bad.clone()),
        ("正例", line.good.clone()),
        ("改法", line.mend.clone()),
        ("要有的列", needed),
    ];
    if let Some((_, kind)) = local {
        let file = format!("自己的词典目录里的 local.csv，类别“{kind}”；没有就不查");
        facts.push(("要有的资料", file));
    }
    facts
}

/// All rules as a page: a table of contents, then each with its facts.
pub fn markdown(dictionary: &Dictionary) -> String {
    let rules = all(dictionary);
    let mut out = String::from(
        "# 检查规则\n\n\
         本页由 `guiyi rule --markdown` 生成，和 `guiyi rule 编号` 说的是同一份内容（`dictionaries/rules.csv`）；\
         请改词典，不要改这一页。\n\n\
         级别：错误（改了才能入库）、警告（应改）、提示。依据里写着“未核”的，没有核对过原文。\n\n\
         | 编号 | 名称 | 级别 |\n| --- | --- | --- |\n",
    );
    // Writing into a text cannot fail.
    for line in &rules {
        let (id, name, level) = (&line.id, cell(&line.name), &line.level);
        let anchor = id.to_lowercase();
        let _ = writeln!(out, "| [{id}](#{anchor}) | {name} | {level} |");
    }
    for line in &rules {
        let _ = write!(
            out,
            "\n<a id=\"{}\"></a>\n\n## {} {}（{}）\n\n",
            line.id.to_lowercase(),
            line.id,
            escaped(&line.name),
            line.level
        );
        for (label, text) in facts(line) {
            let _ = writeln!(out, "- {label}：{}", escaped(&text));
        }
    }
    out
}

/// Text that Markdown shows as it is.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if matches!(c, '\\' | '`' | '*' | '_' | '<' | '>' | '#' | '[' | ']') {
            out.push('\\');
        }
        out.push(if c == '\n' { ' ' } else { c });
    }
    out
}

/// The same within a table.
fn cell(text: &str) -> String {
    escaped(text).replace('|', "\\|")
}
