//! `guiyi dict check`: whether dictionaries keep their own rules.

use std::io::Write;
use std::path::Path;

use crate::cli::exit::Exit;
use crate::dictionary::verify::verify;
use crate::dictionary::{LoadOptions, Severity};

/// Checks the built-in dictionaries, or a folder of the user's over them.
pub fn check(dir: Option<&Path>, stdout: &mut dyn Write) -> anyhow::Result<Exit> {
    let options = LoadOptions {
        dirs: dir.iter().map(|d| d.to_path_buf()).collect(),
        ..LoadOptions::default()
    };
    let problems = verify(&options)?;
    for problem in &problems {
        writeln!(stdout, "{}：{problem}", problem.severity)?;
    }
    let errors = problems
        .iter()
        .filter(|p| p.severity == Severity::Error)
        .count();
    let hints = problems
        .iter()
        .filter(|p| p.severity == Severity::Hint)
        .count();
    let what = dir.map_or_else(|| "内置词典".to_owned(), |d| d.display().to_string());
    writeln!(
        stdout,
        "{what}：错误 {errors} 处，不整齐 {hints} 处，提示 {} 处",
        problems.len() - errors - hints
    )?;
    Ok(if errors + hints > 0 {
        Exit::Findings
    } else {
        Exit::Done
    })
}
