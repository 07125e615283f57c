//! What a run does, step by step and whole, on generated names: the text steps, reading, deciding,
//! candidates, the explanation of a difference, grouping, `run` and `map`.
//!
//! `cargo bench --bench work`, or one of them: `cargo bench --bench work reading`. Each says how many
//! names (or pairs, or rows) it does a second; a whole pass takes about a minute.

#[allow(
    dead_code,
    unused_imports,
    reason = "the generator is shared by an example, a bench and a test; each uses a part of it"
)]
#[path = "lists/mod.rs"]
mod lists;

use std::hint::black_box;
use std::path::PathBuf;
use std::sync::LazyLock;

use divan::Bencher;
use divan::counter::ItemsCount;
use guiyi::filter::{Columns, Filter, Format, Input};
use guiyi::matching::{Draft, group};
use guiyi::model::{Basis, Outcome};
use guiyi::pipeline::{self, Knowledge, Loaded, RunOptions, Silent, Write};

/// Distinct names of the small steps.
const NAMES: usize = 2_000;

/// Distinct names and rows of a whole run.
const RUN: (usize, usize) = (5_000, 50_000);

fn main() {
    divan::main();
}

static KNOWN: LazyLock<Loaded> = LazyLock::new(|| {
    let known = pipeline::load(&knowledge(None)).unwrap();
    known.matcher.prepare();
    known.matcher.prepare_candidates();
    known
});

static NAMES_MADE: LazyLock<Vec<String>> = LazyLock::new(|| {
    let made = lists::names(NAMES, 1).unwrap().made;
    made.into_iter().map(|m| m.name).collect()
});

/// The distinct cores of the names.
static CORES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut cores: Vec<String> = NAMES_MADE
        .iter()
        .flat_map(|name| match KNOWN.matcher.reader().read(name).outcome {
            Outcome::Parts(parts) => parts.into_iter().map(|p| p.key).collect(),
            _ => Vec::new(),
        })
        .collect();
    cores.sort_unstable();
    cores.dedup();
    cores
});

fn knowledge(catalog: Option<PathBuf>) -> Knowledge {
    Knowledge {
        catalog,
        dicts: Vec::new(),
        builtin: true,
    }
}

/// Width, variants, traditional characters, marks: a name's comparison key.
#[divan::bench]
fn text_steps(bencher: Bencher<'_, '_>) {
    let cleaner = &KNOWN.matcher.reader().lexicon().cleaner;
    bencher
        .counter(ItemsCount::new(NAMES_MADE.len()))
        .bench(|| {
            NAMES_MADE
                .iter()
                .map(|n| cleaner.key(n).len())
                .sum::<usize>()
        });
}

/// Segmentation of the cores.
#[divan::bench]
fn segmentation(bencher: Bencher<'_, '_>) {
    let segmenter = &KNOWN.matcher.reader().lexicon().segmenter;
    bencher.counter(ItemsCount::new(CORES.len())).bench(|| {
        CORES
            .iter()
            .map(|c| segmenter.words(c).len())
            .sum::<usize>()
    });
}

/// From a raw name to its parts.
#[divan::bench(sample_count = 20)]
fn reading(bencher: Bencher<'_, '_>) {
    bencher
        .counter(ItemsCount::new(NAMES_MADE.len()))
        .bench(|| {
            for name in NAMES_MADE.iter() {
                black_box(KNOWN.matcher.reader().read(black_box(name)));
            }
        });
}

/// What a core is compared by on rung 3.
#[divan::bench(sample_count = 20)]
fn folding(bencher: Bencher<'_, '_>) {
    bencher.counter(ItemsCount::new(CORES.len())).bench(|| {
        for core in CORES.iter() {
            black_box(KNOWN.matcher.fold(black_box(core)));
        }
    });
}

/// The ladder: from a core to its decision.
#[divan::bench(sample_count = 20)]
fn deciding(bencher: Bencher<'_, '_>) {
    bencher.counter(ItemsCount::new(CORES.len())).bench(|| {
        for core in CORES.iter() {
            black_box(KNOWN.matcher.decide(black_box(core)));
        }
    });
}

/// The three most similar standards of a core, for a reviewer.
#[divan::bench(sample_count = 10)]
fn candidates(bencher: Bencher<'_, '_>) {
    let cores = &CORES[..CORES.len().min(200)];
    bencher.counter(ItemsCount::new(cores.len())).bench(|| {
        for core in cores {
            black_box(KNOWN.matcher.nearest(black_box(core), 3));
        }
    });
}

/// Whether a difference is only a slip: neighbours in the order of their characters, which is where
/// such pairs are.
#[divan::bench(sample_count = 20)]
fn differences(bencher: Bencher<'_, '_>) {
    bencher.counter(ItemsCount::new(CORES.len() - 1)).bench(|| {
        for pair in CORES.windows(2) {
            black_box(KNOWN.matcher.difference(black_box(&pair[0]), &pair[1]));
        }
    });
}

/// Cores that no standard takes, grouped among themselves: candidates by distance, and their check.
#[divan::bench(sample_count = 10)]
fn grouping(bencher: Bencher<'_, '_>) {
    let drafts: Vec<Draft> = CORES
        .iter()
        .filter(|core| KNOWN.matcher.decide(core).basis == Basis::New)
        .map(|core| Draft {
            key: core.clone(),
            shown: core.clone(),
            rows: 1,
            open: false,
        })
        .collect();
    bencher
        .counter(ItemsCount::new(drafts.len()))
        .bench(|| group(&KNOWN.matcher, &drafts));
}

/// `guiyi run --write csv,json` without the process: dictionaries, rows, names, results on disk.
#[divan::bench(sample_count = 5)]
fn run(bencher: Bencher<'_, '_>) {
    let folder = tempfile::tempdir().unwrap();
    let options = run_options(folder.path());
    bencher
        .counter(ItemsCount::new(RUN.1))
        .bench(|| pipeline::run(&options, &Silent).unwrap());
}

/// `guiyi map` of the same rows against the catalogue of that run, without the process.
#[divan::bench(sample_count = 5)]
fn map(bencher: Bencher<'_, '_>) {
    let folder = tempfile::tempdir().unwrap();
    let options = run_options(folder.path());
    pipeline::run(&options, &Silent).unwrap();
    let catalog = folder.path().join("out").join("catalog.csv");
    let known = pipeline::load(&knowledge(Some(catalog))).unwrap();
    known.matcher.prepare();
    let list = std::fs::read(&options.inputs[0]).unwrap();
    bencher.counter(ItemsCount::new(RUN.1)).bench(|| {
        let columns = Columns {
            header: true,
            ..Columns::default()
        };
        let input = Input::open(list.as_slice(), None).unwrap();
        let filter = Filter::new(&known, Format::Csv, columns, 0);
        filter.run(input, &mut std::io::sink()).unwrap();
    });
}

fn run_options(folder: &std::path::Path) -> RunOptions {
    let list = folder.join("list.csv");
    let names = lists::names(RUN.0, 1).unwrap();
    let rows = lists::Rows {
        count: RUN.1,
        seed: 1,
    };
    rows.write(&names, std::fs::File::create(&list).unwrap())
        .unwrap();
    RunOptions {
        inputs: vec![list],
        out: folder.join("out"),
        knowledge: knowledge(None),
        decisions: Vec::new(),
        columns: Vec::new(),
        sheets: Vec::new(),
        encoding: None,
        write: Write {
            csv: true,
            xlsx: false,
            json: true,
        },
        threads: None,
        keep_going: false,
        overwrite: true,
    }
}
