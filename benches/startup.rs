//! What every command waits for: dictionaries, lexicon, matcher, and one name explained.
//!
//! `cargo bench --bench startup`; what was measured is kept in `docs/performance.md`.

use std::hint::black_box;
use std::sync::Arc;

use divan::Bencher;
use guiyi::dictionary::Dictionary;
use guiyi::explain::explain;
use guiyi::matching::Matcher;
use guiyi::pipeline::{self, Knowledge};
use guiyi::reading::{Lexicon, Reader, Segmenter};

fn main() {
    divan::main();
}

/// The built-in dictionaries, every file read.
#[divan::bench]
fn dictionaries() -> String {
    Dictionary::builtin().unwrap().fingerprint()
}

/// The segmenter with its frozen vocabulary, and a cut.
#[divan::bench]
fn segmenter(bencher: Bencher<'_, '_>) {
    let dictionary = Dictionary::builtin().unwrap();
    bencher.bench(|| {
        let segmenter = Segmenter::new(&dictionary);
        segmenter.words(black_box("居民身份证")).len()
    });
}

/// What reading knows, over files that are not read yet.
#[divan::bench]
fn lexicon(bencher: Bencher<'_, '_>) {
    bencher
        .with_inputs(|| Dictionary::builtin().unwrap())
        .bench_values(|dictionary| Lexicon::new(&dictionary).unwrap());
}

/// What matching knows, over a lexicon.
#[divan::bench]
fn matcher(bencher: Bencher<'_, '_>) {
    let dictionary = Dictionary::builtin().unwrap();
    let reader = Arc::new(Reader::new(Lexicon::new(&dictionary).unwrap()));
    bencher.bench(|| Matcher::new(&dictionary, Arc::clone(&reader), &[]));
}

/// The same with all that many names will ask for.
#[divan::bench]
fn matcher_prepared(bencher: Bencher<'_, '_>) {
    let dictionary = Dictionary::builtin().unwrap();
    let reader = Arc::new(Reader::new(Lexicon::new(&dictionary).unwrap()));
    bencher.bench(|| {
        let matcher = Matcher::new(&dictionary, Arc::clone(&reader), &[]);
        matcher.prepare();
        matcher
    });
}

/// All of `guiyi explain 身份证` but the process.
#[divan::bench]
fn explain_one_name(bencher: Bencher<'_, '_>) {
    let knowledge = Knowledge {
        catalog: None,
        dicts: Vec::new(),
        builtin: true,
    };
    bencher.bench(|| {
        let known = pipeline::load(&knowledge).unwrap();
        explain(&known, black_box("身份证"), None).unwrap()
    });
}
