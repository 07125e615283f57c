//! What people filled in must not get lost, nor be passed over unnoticed.

use std::path::Path;

use rustc_hash::FxHashSet;

use super::knowledge;
use super::options::{RunError, RunOptions};
use crate::intake::{self, IntakeError};
use crate::output::publish;

/// A core and what a person decided about it.
type Conclusion = (String, String);

/// Stops before conclusions in the output folder are replaced, or left unused beside the results.
/// Those that are handed over with this run are neither.
///
/// # Errors
///
/// If there are any, or a list in which they may stand cannot be read.
pub fn refuse_to_lose(options: &RunOptions) -> Result<(), RunError> {
    if options.overwrite {
        return Ok(());
    }
    let mut used: FxHashSet<Conclusion> = FxHashSet::default();
    for path in &options.decisions {
        used.extend(conclusions(path)?.into_iter().flatten());
    }
    let replaced = publish::earlier(&options.out);
    for path in intake::tables_in(&options.out) {
        let ours = replaced.contains(&path);
        let name = path.file_name().unwrap_or_default();
        if !ours && publish::NAMES.iter().any(|ours| name == *ours) {
            // A result in which nobody fills in anything, and maybe a large one.
            continue;
        }
        let file = path.display().to_string();
        match conclusions(&path) {
            Ok(Some(found)) => {
                let filled = found.iter().filter(|one| !used.contains(*one)).count();
                match (filled, ours) {
                    (0, _) => {}
                    (_, true) => return Err(RunError::Conclusions { file, filled }),
                    (_, false) => return Err(RunError::Unused { file, filled }),
                }
            }
            Err(IntakeError::Empty { .. }) => {}
            // Nobody knows what a person may have put there.
            Err(error) if ours => {
                let why = error.to_string();
                return Err(RunError::Unreadable { file, why });
            }
            Ok(None) if ours => {
                let why = format!("表头里没有“{}”", ASKED.join("”“"));
                return Err(RunError::Unreadable { file, why });
            }
            Ok(None) | Err(_) => {}
        }
    }
    Ok(())
}

/// The columns by which a pending list is known.
const ASKED: [&str; 2] = ["核心名称", "结论"];

/// The lines of a file in which 结论 is filled in; `None` for a file that is no pending list. A
/// conclusion that names a column (候选一) is what stands in it.
fn conclusions(path: &Path) -> Result<Option<Vec<Conclusion>>, IntakeError> {
    let is_pending = |header: &[String]| ASKED.iter().all(|h| header.iter().any(|c| c == h));
    let sheets = knowledge::sheets_where(path, &is_pending)?;
    let mut found = Vec::new();
    for sheet in &sheets {
        let [core, conclusion] = ASKED.map(|header| sheet.column(header));
        for (_, row) in &sheet.rows {
            let cell = |column| sheet.cell(row, column);
            let word = cell(conclusion);
            if !word.is_empty() {
                let decided = sheet.column(word).map_or(word, |c| cell(Some(c)));
                found.push((cell(core).to_owned(), decided.to_owned()));
            }
        }
    }
    Ok((!sheets.is_empty()).then_some(found))
}
