//! The run, which reads from top to bottom as the flow.

mod ahead;
mod conclusions;
mod facts;
mod inputs;
mod intern;
mod knowledge;
mod ledger;
mod names;
mod options;
mod pending;
mod publish;
mod summary;
mod trial;

use std::sync::OnceLock;

use rayon::prelude::*;

pub use inputs::own_results;
pub use knowledge::{Loaded, load, load_for_good};
pub use options::{Knowledge, Progress, RunError, RunOptions, Silent, Stage, Write};
pub use summary::{Reduction, RowSum, Summary};
pub use trial::{Trial, TrialName, TrialPart, trial};

use crate::catalog::{Settled, Verdicts, settle};
use crate::model::{Decision, Sheet};
use crate::source_type::Judge;
use ahead::{Ahead, Scout};
use facts::Facts;
use ledger::Ledger;
use names::NamesRead;
use publish::Results;

/// Turns departments' lists into a standard catalogue, a mapping of every row, and what a person
/// must still confirm; writes them whole into the output folder, or nothing.
///
/// # Errors
///
/// If an input, a dictionary, the catalogue or the decisions cannot be read, if the output folder
/// holds conclusions that would be lost, or if the results cannot be written.
pub fn run(options: &RunOptions, progress: &dyn Progress) -> Result<Summary, RunError> {
    let (summary, _) = in_threads(options.threads, || run_here(options, progress))??;
    Ok(summary)
}

/// The same for a command that ends with it: what was read and found is never dropped, since taking a million
/// names down one by one takes seconds.
///
/// # Errors
///
/// As [`run`].
pub fn run_for_good(options: &RunOptions, progress: &dyn Progress) -> Result<Summary, RunError> {
    let (summary, used) = in_threads(options.threads, || run_here(options, progress))??;
    std::mem::forget(used);
    Ok(summary)
}

/// What a run has used, until it is dropped.
type Used = (Loaded, Ledger, Found);

fn run_here(options: &RunOptions, progress: &dyn Progress) -> Result<(Summary, Used), RunError> {
    conclusions::refuse_to_lose(options)?;
    progress.stage(Stage::Dictionaries, None);
    let known = load(&options.knowledge)?;
    let verdicts = verdicts(options, &known)?;

    progress.stage(Stage::Rows, None);
    let (ahead, fingerprint) = (Ahead::default(), OnceLock::new());
    let reader = known.matcher.reader();
    let (ledger, inputs) = rayon::in_place_scope(|scope| {
        scope.spawn(|_| known.matcher.prepare());
        scope.spawn(|_| drop(fingerprint.set(known.dictionary.fingerprint())));
        let mut scout = Scout::new(&ahead, scope, reader);
        let mut seen = |ledger: &Ledger| scout.look(&ledger.names);
        inputs::read_rows(options, &known, progress, &mut seen)
    })?;

    let found = work(&known, &ledger, ahead, &verdicts, progress);
    let summary = Summary::count(
        fingerprint.get_or_init(|| known.dictionary.fingerprint()),
        &ledger,
        &found.read,
        &found.settled,
        &found.facts,
        found.contradictions,
        inputs,
    );
    debug_assert!(summary.rows.adds_up());

    progress.stage(Stage::Results, None);
    let results = Results {
        ledger: &ledger,
        read: &found.read,
        settled: &found.settled,
        facts: &found.facts,
        decisions: &found.decisions,
        matcher: &known.matcher,
        summary: &summary,
    };
    publish::write(options, &results)?;
    Ok((summary, (known, ledger, found)))
}

/// What the rows of a ledger come to.
struct Found {
    read: NamesRead,
    decisions: Vec<Decision>,
    settled: Settled,
    facts: Facts,
    contradictions: u64,
}

/// From rows to a catalogue with source types: the middle of the flow, the same for a run and a trial.
fn work(
    known: &Loaded,
    ledger: &Ledger,
    ahead: Ahead,
    verdicts: &Verdicts,
    progress: &dyn Progress,
) -> Found {
    progress.stage(Stage::Names, Some(ledger.names.len() as u64));
    let tick = |n| progress.tick(n);
    let read = names::read_names(ledger, ahead, known.matcher.reader(), &tick);

    progress.stage(Stage::Cores, Some(read.cores.len() as u64));
    let decisions: Vec<_> = read
        .cores
        .par_iter()
        .map(|core| {
            progress.tick(1);
            known.matcher.decide(&core.key)
        })
        .collect();

    progress.stage(Stage::Catalogue, None);
    let mut settled = settle(
        &known.matcher,
        &known.dictionary,
        &known.catalogue,
        &read.cores,
        &decisions,
        verdicts,
    );
    let facts = facts::gather(ledger, &read, &settled);
    let contradictions = judge(known, &mut settled, &facts);
    Found {
        read,
        decisions,
        settled,
        facts,
        contradictions,
    }
}

/// Runs work on a number of threads; on all cores where none is given.
fn in_threads<T: Send>(
    threads: Option<usize>,
    work: impl FnOnce() -> T + Send,
) -> Result<T, RunError> {
    let pool = rayon::ThreadPoolBuilder::new()
        .num_threads(threads.unwrap_or(0))
        .build()
        .map_err(RunError::Threads)?;
    Ok(pool.install(work))
}

fn verdicts(options: &RunOptions, known: &Loaded) -> Result<Verdicts, RunError> {
    let mut sheets: Vec<Sheet> = Vec::new();
    for path in &options.decisions {
        sheets.extend(knowledge::sheets(path)?);
    }
    let Some(first) = options.decisions.first() else {
        return Ok(Verdicts::default());
    };
    Ok(Verdicts::read(
        &first.display().to_string(),
        &sheets,
        &known.matcher,
        &known.catalogue,
    )?)
}

/// Gives every standard its source type; counts those that declared channels contradict.
fn judge(known: &Loaded, settled: &mut Settled, facts: &Facts) -> u64 {
    let judge = Judge::new(&known.dictionary, known.matcher.reader());
    let cleaner = &known.matcher.reader().lexicon().cleaner;
    let Settled {
        standards, lines, ..
    } = settled;
    standards
        .par_iter_mut()
        .zip(lines)
        .zip(&facts.sources)
        .zip(&facts.counts)
        .map(|(((standard, lines), sources), counts)| {
            let lines: Vec<_> = lines
                .iter()
                .map(|l| {
                    let entry = &known.dictionary.materials[*l];
                    (
                        &entry.line,
                        known.dictionary.cite(entry.origin, &entry.line.name),
                        entry.origin.layer,
                    )
                })
                .collect();
            let key = cleaner.key(&standard.name);
            let judgement = judge.judge(standard, &key, &lines, sources);
            standard.source_type = Some(judgement.source_type);
            standard.type_reason = judgement.reason;
            standard.counts = *counts;
            u64::from(judgement.contradicted)
        })
        .sum()
}
