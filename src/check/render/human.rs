//! Findings for a person at a terminal: by file, each cell shown with the span marked below it.

use std::io::{self, Write};

use super::{Finding, Report, place};
use crate::check::{Aside, Level};
use crate::output::width;

/// Writes the findings and what they come to.
pub fn write(report: &Report, to: &mut dyn Write) -> io::Result<()> {
    let mut file: Option<&str> = None;
    for f in &report.findings {
        if file != Some(&f.file) {
            if file.is_some() {
                writeln!(to)?;
            }
            writeln!(to, "{}", f.file)?;
            file = Some(&f.file);
        }
        one(f, to)?;
    }
    if file.is_some() {
        writeln!(to)?;
    }
    let [error, warning, info] =
        [Level::Error, Level::Warning, Level::Info].map(|l| report.count(l));
    writeln!(
        to,
        "共 {} 行：错误 {error}，警告 {warning}，提示 {info}",
        report.rows
    )?;
    aside(&report.aside, to)
}

/// What was put aside, a line each; nothing where nothing was.
pub fn aside(aside: &Aside, to: &mut dyn Write) -> io::Result<()> {
    for (count, before, behind) in [
        (aside.known, "基线里已知的", "，没有列出"),
        (aside.excepted, "guiyi.toml 里写明例外的", "，没有列出"),
        (
            aside.mended,
            "基线里不再出现的",
            "，可用 --write-baseline 重写基线去掉",
        ),
    ] {
        if count > 0 {
            writeln!(to, "{before} {count} 条{behind}")?;
        }
    }
    Ok(())
}

fn one(f: &Finding, to: &mut dyn Write) -> io::Result<()> {
    writeln!(
        to,
        "  {} {} {}：{}",
        f.severity,
        f.rule,
        place(f),
        f.message
    )?;
    if !f.text.is_empty() {
        let (text, before, marked) = shown(&f.text, f.span);
        writeln!(to, "    {text}")?;
        if marked > 0 {
            writeln!(to, "    {}{}", " ".repeat(before), "^".repeat(marked))?;
        }
    }
    if !f.suggestion.is_empty() {
        writeln!(to, "    改为：{}", line(&f.suggestion))?;
    }
    Ok(())
}

/// The cell on one line, the columns before the span and those of the span.
fn shown(text: &str, [start, end]: [u32; 2]) -> (String, usize, usize) {
    let chars: Vec<char> = text.chars().collect();
    let end = (end as usize).min(chars.len());
    let start = (start as usize).min(end);
    let part = |range: &[char]| line(&range.iter().collect::<String>());
    (
        line(text),
        width::width(&part(&chars[..start])),
        width::width(&part(&chars[start..end])),
    )
}

/// Line breaks made visible, other control characters left out.
fn line(text: &str) -> String {
    text.replace('\n', "⏎")
        .chars()
        .filter(|c| !c.is_control())
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_stands_below_its_characters() {
        assert_eq!(
            shown("a身份证复印件", [4, 7]),
            ("a身份证复印件".to_owned(), 7, 6)
        );
        assert_eq!(shown("短", [3, 9]), ("短".to_owned(), 2, 0));
    }
}
