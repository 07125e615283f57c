//! Lists made by the generator of `examples/generate.rs`: the same bytes for the same seed, and a
//! truth that the program meets.

#[allow(
    dead_code,
    unused_imports,
    reason = "the generator is shared by an example, a bench and a test; each uses a part of it"
)]
#[path = "../benches/lists/mod.rs"]
mod lists;

use std::collections::BTreeSet;

use guiyi::eval::{evaluate, read_gold};
use guiyi::pipeline::{Knowledge, load};

fn rows(names: &lists::Names, count: usize, seed: u64) -> Vec<u8> {
    let mut out = Vec::new();
    lists::Rows { count, seed }.write(names, &mut out).unwrap();
    out
}

#[test]
fn the_same_seed_makes_the_same_list() {
    let (one, two) = (lists::names(400, 7).unwrap(), lists::names(400, 7).unwrap());
    assert_eq!(rows(&one, 900, 7), rows(&two, 900, 7));
    let other = lists::names(400, 8).unwrap();
    assert_ne!(rows(&one, 900, 7), rows(&other, 900, 8));
}

#[test]
fn every_name_stands_in_the_list_and_once_among_the_names() {
    let names = lists::names(500, 3).unwrap();
    let distinct: BTreeSet<&str> = names.made.iter().map(|m| m.name.as_str()).collect();
    assert_eq!(distinct.len(), 500);
    let list = rows(&names, 800, 3);
    let mut reader = csv::Reader::from_reader(list.as_slice());
    let read: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(read.len(), 800);
    let listed: BTreeSet<&str> = read.iter().map(|row| &row[3]).collect();
    assert_eq!(listed, distinct);
    assert!(
        lists::Rows {
            count: 499,
            seed: 3
        }
        .write(&names, Vec::new())
        .is_err()
    );
}

/// What is measured at scale is only worth something if most of it is right at all.
#[test]
fn the_truth_is_met() {
    let names = lists::names(3000, 1).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("gold.csv");
    lists::write_gold(&names, &mut std::fs::File::create(&path).unwrap()).unwrap();
    let gold = read_gold(&path).unwrap();
    let known = load(&Knowledge {
        catalog: None,
        dicts: Vec::new(),
        builtin: true,
    })
    .unwrap();
    let figures = evaluate(&known, &gold).figures;
    // In so short a list one wrong name of a large group costs a hundredth of the pairs.
    let (pairs, names) = (figures.grouping.pairs.prf(), figures.grouping.b_cubed);
    assert!(pairs.precision.is_some_and(|p| p > 0.99), "{pairs:?}");
    assert!(pairs.f1.is_some_and(|f1| f1 > 0.9), "{pairs:?}");
    assert!(names.f1.is_some_and(|f1| f1 > 0.97), "{names:?}");
    let right = figures.splits;
    assert!(
        right.compounds.value().is_some_and(|share| share > 0.97),
        "{right:?}"
    );
}
