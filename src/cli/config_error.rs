//! What is wrong with `guiyi.toml`, by line and in Chinese.

use std::path::Path;

use crate::system::original;

/// How the parser's messages begin, and what that means to whoever wrote the file.
const MEANINGS: [(&str, &str); 11] = [
    ("unknown field", "没有这一项"),
    ("missing field", "缺少必须写的一项"),
    ("unknown variant", "没有这个值"),
    ("invalid type", "值的类型不对"),
    ("invalid value", "值不在范围内"),
    ("duplicate key", "写了两次"),
    (
        "string values must be quoted",
        "值应是英文双引号里的文字、数字、true 或 false",
    ),
    ("key with no value", "后面要有 = 和值"),
    ("invalid basic string", "英文双引号没有成对"),
    (
        "missing escaped value",
        "双引号里的 \\ 要写成 \\\\，或改用英文单引号",
    ),
    ("unclosed", "括号没有成对"),
];

/// What the parser expected, in our words.
const EXPECTED: [(&str, &str); 5] = [
    ("expected a sequence", "方括号里的列表，如 [\"甲\", \"乙\"]"),
    ("expected a boolean", "true 或 false"),
    ("expected usize", "0 以上的整数"),
    ("expected a string", "引号里的文字"),
    ("expected path string", "引号里的路径"),
];

/// The sentence for an error of the parser in this text.
pub fn sentence(path: &Path, text: &str, error: &toml::de::Error) -> String {
    let span = error.span().unwrap_or_default();
    let before = text.get(..span.start).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let excerpt = match text.get(span).unwrap_or_default().lines().next() {
        Some(found) if !found.trim().is_empty() => format!("“{}”", found.trim()),
        _ => String::new(),
    };
    let said = error.message();
    let known = |table: &[(&str, &'static str)], found: &dyn Fn(&str) -> bool| {
        table
            .iter()
            .find(|(m, _)| found(m))
            .map(|(_, words)| *words)
    };
    let what = match known(&MEANINGS, &|m| said.starts_with(m)) {
        Some(meaning) => meaning.to_owned(),
        None => format!("写法不对（{}）", original(said)),
    };
    // The names that might stand there follow the wrong one, each in backquotes.
    let names: Vec<&str> = said.split('`').skip(1).step_by(2).skip(1).collect();
    let missing = said
        .split('`')
        .nth(1)
        .filter(|_| said.starts_with("missing"));
    let wanted = if let Some(name) = missing {
        format!("“{name}”")
    } else if said.starts_with("unknown") && !names.is_empty() {
        format!("，可写的有：{}", names.join("、"))
    } else {
        known(&EXPECTED, &|m| said.ends_with(m))
            .map(|words| format!("，应是：{words}"))
            .unwrap_or_default()
    };
    format!(
        "{} 第 {line} 行{excerpt}：{what}{wanted}。请对照 guiyi {} --help 的选项改正",
        path.display(),
        command(before)
    )
}

/// The command whose table the text breaks off in.
fn command(before: &str) -> &'static str {
    let tables = before.lines().rev().map(str::trim_start);
    let last = tables.filter(|line| line.starts_with('[')).next();
    match last.map(|line| line.trim_start_matches(['[', ' '])) {
        Some(line) if line.starts_with("check") => "check",
        _ => "run",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_slips_are_told_in_chinese() {
        #[derive(Debug, serde::Deserialize)]
        #[serde(deny_unknown_fields, default)]
        #[derive(Default)]
        #[allow(dead_code, reason = "only ever refused")]
        struct Table {
            threads: usize,
            quiet: bool,
            dict: Vec<String>,
            out: std::path::PathBuf,
        }
        for (text, said) in [
            (
                "\nthread = 1",
                "第 2 行“thread”：没有这一项，可写的有：threads、quiet",
            ),
            (
                "threads = \"x\"",
                "第 1 行“\"x\"”：值的类型不对，应是：0 以上的整数",
            ),
            ("threads = -1", "“-1”：值不在范围内，应是：0 以上的整数"),
            ("quiet = 1", "值的类型不对，应是：true 或 false"),
            ("dict = \"a\"", "应是：方括号里的列表"),
            ("out = 1", "应是：引号里的路径"),
            ("out = 成果", "值应是英文双引号里的文字"),
            ("quiet = true\nquiet = true", "第 2 行“quiet”：写了两次"),
            ("out = \"a", "双引号没有成对"),
            ("out = \"C:\\d\"", "改用英文单引号"),
            ("out", "后面要有 = 和值"),
            ("[a", "括号没有成对"),
        ] {
            let error = toml::from_str::<Table>(text).unwrap_err();
            let sentence = sentence(Path::new("guiyi.toml"), text, &error);
            assert!(sentence.contains(said), "{text}: {sentence}");
            assert!(!sentence.contains("原文"), "{text}: {sentence}");
        }
    }
}
