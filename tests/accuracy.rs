//! Floors under accuracy, on the project's own labelled names: no later change loses ground unseen.
//!
//! Each floor stands a hair below what was measured when it was set. Raise it with what is gained; a
//! change that must lower one says why. `guiyi eval tests/gold/small.csv --out DIR` lists the errors.

use std::path::Path;
use std::sync::LazyLock;

use guiyi::eval::{Figures, evaluate, read_gold};
use guiyi::pipeline::{Knowledge, load};

static FIGURES: LazyLock<Figures> = LazyLock::new(|| {
    let known = load(&Knowledge {
        catalog: None,
        dicts: Vec::new(),
        builtin: true,
    })
    .expect("the built-in dictionaries load");
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/gold/small.csv");
    evaluate(&known, &read_gold(&path).expect("a sound gold")).figures
});

#[track_caller]
fn at_least(what: &str, found: Option<f64>, floor: f64) {
    let found = found.unwrap_or_else(|| panic!("{what}: nothing to measure"));
    assert!(found >= floor, "{what}: {found:.4}, was at least {floor}");
}

#[track_caller]
fn at_most(what: &str, found: Option<f64>, ceiling: f64) {
    let found = found.unwrap_or_else(|| panic!("{what}: nothing to measure"));
    assert!(
        found <= ceiling,
        "{what}: {found:.4}, was at most {ceiling}"
    );
}

#[test]
fn the_set_is_as_large_as_it_was() {
    assert_eq!((FIGURES.rows, FIGURES.scored), (201, 196));
}

#[test]
fn grouping() {
    let all = FIGURES.grouping;
    at_least("pair precision", all.pairs.prf().precision, 0.99);
    at_least("pair recall", all.pairs.prf().recall, 0.97);
    at_least("B-cubed F1", all.b_cubed.f1, 0.99);
    let rest = FIGURES.without_catch_alls;
    assert!(rest.names < all.names, "{rest:?}");
    at_least(
        "pair precision, no catch-alls",
        rest.pairs.prf().precision,
        0.99,
    );
    at_least("pair recall, no catch-alls", rest.pairs.prf().recall, 0.97);
    at_least("B-cubed F1, no catch-alls", rest.b_cubed.f1, 0.99);
}

#[test]
fn compounds() {
    at_least("compounds", FIGURES.splits.compounds.value(), 0.99);
    at_most("wrongly split", FIGURES.splits.wrongly_split.value(), 0.005);
}

#[test]
fn attributes() {
    at_least("形式", FIGURES.form.names.prf().f1, 0.97);
    at_least("持有人", FIGURES.holder.names.prf().f1, 0.96);
}

#[test]
fn source_types() {
    at_least("source types", FIGURES.source_types.right.value(), 0.99);
}

#[test]
fn grades_mean_something() {
    at_most("待确认", FIGURES.pending.value(), 0.075);
    for slice in &FIGURES.by_grade {
        if let (Some(word), Some(target)) = (slice.word, slice.target) {
            at_least(word, slice.pure.value(), target);
        }
    }
}
