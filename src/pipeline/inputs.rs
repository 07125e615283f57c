//! All inputs into one ledger: what is read, what is passed over, and why.

use super::knowledge::Loaded;
use super::ledger::Ledger;
use super::options::{Progress, RunError, RunOptions};
use crate::intake::{self, IntakeError, OwnTable};
use crate::model::InputReport;
use crate::output::table::Column;
use crate::output::tables::{CATALOG, EXCLUDED, FINDINGS, ISSUES, MAPPING, PENDING};

/// The inputs of a run.
#[derive(Debug, Default)]
pub struct Inputs {
    /// How each file was read.
    pub reports: Vec<InputReport>,
    /// Files that could not be read and were passed over, each with the reason.
    pub skipped: Vec<String>,
    /// Results of guiyi that were met in a folder and left alone.
    pub own: Vec<String>,
}

/// Reads all rows of all inputs. Files that cannot be read end the run, each of them named, unless
/// they are to be passed over. `seen` is shown the ledger after each row.
pub fn read_rows(
    options: &RunOptions,
    known: &Loaded,
    progress: &dyn Progress,
    seen: &mut dyn FnMut(&Ledger),
) -> Result<(Ledger, Inputs), RunError> {
    let (sources, mut failed) = intake::expand(&options.inputs, &options.out);
    if !failed.is_empty() && !options.keep_going {
        return Err(RunError::Inputs(failed));
    }
    let book = intake::HeaderBook::new(&known.dictionary.headers, &known.dictionary.code_sets)?;
    let how = |own| intake::Options {
        encoding: options.encoding.clone(),
        sheets: options.sheets.clone(),
        columns: options.columns.clone(),
        own,
        ..intake::Options::default()
    };
    // A catalogue that is named as an input may be meant as a list; one that lies about is not.
    let (named, walked) = (how(own_tables(false)), how(own_tables(true)));
    let (mut ledger, mut inputs, mut own) = (Ledger::default(), Inputs::default(), Vec::new());
    for source in &sources {
        // A file that breaks off half-way must leave nothing behind in the ledger.
        let mark = ledger.mark();
        let how = if source.walked { &walked } else { &named };
        let read: Result<InputReport, IntakeError> =
            intake::read(source, how, &book, &mut |record| {
                progress.tick(1);
                ledger.add(record);
                seen(&ledger);
                Ok(())
            });
        match read {
            Ok(report) => inputs.reports.push(report),
            Err(error @ IntakeError::Own { .. }) if source.walked => {
                inputs.own.push(source.label.clone());
                own.push(error);
            }
            Err(error) => {
                ledger.back_to(mark);
                failed.push(error);
            }
        }
    }
    if !failed.is_empty() && !options.keep_going {
        return Err(RunError::Inputs(failed));
    }
    if inputs.reports.is_empty() {
        failed.append(&mut own);
        return Err(RunError::NothingRead(failed));
    }
    inputs.skipped = failed.iter().map(ToString::to_string).collect();
    Ok((ledger, inputs))
}

/// Results of a run that are no lists; a catalogue of ours may be one.
pub fn own_results() -> Vec<OwnTable> {
    own_tables(false)
}

/// The tables of ours that are no lists.
fn own_tables(catalogue_too: bool) -> Vec<OwnTable> {
    let own = |file: &str, columns: &[Column]| OwnTable {
        file: file.to_owned(),
        headers: columns.iter().map(|c| c.header).collect(),
    };
    let mut tables = vec![
        own("mapping.csv", MAPPING),
        own("pending.csv", PENDING),
        own("excluded.csv", EXCLUDED),
        own("guiyi check 写的 .csv", FINDINGS),
        own("guiyi check 写的 .xlsx", ISSUES),
    ];
    if catalogue_too {
        tables.push(own("catalog.csv", CATALOG));
    }
    tables
}
