//! Against cases worked out by hand.

use proptest::prelude::*;

use super::*;

fn close(found: Option<f64>, by_hand: f64) -> bool {
    found.is_some_and(|v| (v - by_hand).abs() < 1e-12)
}

fn set(values: &[&str]) -> BTreeSet<String> {
    values.iter().map(|v| (*v).to_owned()).collect()
}

/// Gold {a b c} {d e}; tool {a b} {c d e}.
fn five() -> Contingency {
    Contingency::new(&[(0, 0), (0, 0), (0, 1), (1, 1), (1, 1)])
}

#[test]
fn pairs_by_hand() {
    // Gold ab ac bc de; tool ab cd ce de; both ab de.
    let pairs = five().pairs();
    assert_eq!((pairs.found, pairs.gold, pairs.agreed), (4, 4, 2));
    let prf = pairs.prf();
    assert!(close(prf.precision, 0.5) && close(prf.recall, 0.5) && close(prf.f1, 0.5));
}

#[test]
fn b_cubed_by_hand() {
    // Precision: a 1, b 1, c 1/3, d 2/3, e 2/3: 11/15. Recall: a 2/3, b 2/3, c 1/3, d 1, e 1: 11/15.
    let b = five().b_cubed();
    assert!(close(b.precision, 11.0 / 15.0), "{b:?}");
    assert!(close(b.recall, 11.0 / 15.0), "{b:?}");
    assert!(close(b.f1, 11.0 / 15.0), "{b:?}");
}

#[test]
fn all_in_one_group() {
    // Gold {a b} {c} {d}; tool {a b c d}: one of six pairs; precision 2/4 2/4 1/4 1/4.
    let one = Contingency::new(&[(0, 7), (0, 7), (1, 7), (2, 7)]);
    let prf = one.pairs().prf();
    assert!(close(prf.precision, 1.0 / 6.0) && close(prf.recall, 1.0) && close(prf.f1, 2.0 / 7.0));
    let b = one.b_cubed();
    assert!(close(b.precision, 0.375) && close(b.recall, 1.0) && close(b.f1, 0.75 / 1.375));
}

#[test]
fn each_alone() {
    // Gold {a b} {c}; tool {a} {b} {c}: no pair is said, so precision of pairs says nothing.
    let alone = Contingency::new(&[(0, 0), (0, 1), (1, 2)]);
    let prf = alone.pairs().prf();
    assert_eq!(prf.precision, None);
    assert!(close(prf.recall, 0.0) && close(prf.f1, 0.0));
    let b = alone.b_cubed();
    assert!(close(b.precision, 1.0) && close(b.recall, 2.0 / 3.0) && close(b.f1, 0.8));
}

#[test]
fn nothing_and_one() {
    let nothing = Contingency::new(&[]);
    assert_eq!(nothing.pairs().prf(), Prf::default());
    assert_eq!(nothing.b_cubed(), Prf::default());
    assert_eq!(Share::default().value(), None);
    let one = Contingency::new(&[(3, 9)]);
    assert_eq!(one.pairs(), Agreement::default());
    assert!(close(one.b_cubed().f1, 1.0));
    assert_eq!((one.gold_groups(), one.found_groups()), (1, 1));
}

#[test]
fn some_of_the_names() {
    let rest = five().only(|i| i != 2);
    assert_eq!(rest.rows().len(), 4);
    let pairs = rest.pairs();
    assert_eq!((pairs.found, pairs.gold, pairs.agreed), (2, 2, 2));
    let sizes = five().sizes(2);
    assert_eq!((sizes.gold, sizes.found, sizes.both), (3, 3, 1));
}

#[test]
fn sets_by_hand() {
    let none = set(&[]);
    let (a, ab, b) = (set(&["a"]), set(&["a", "b"]), set(&["b"]));
    // Right; half found; said without need; wrong; nothing to say and nothing said.
    let all = [(&a, &a), (&ab, &a), (&none, &b), (&a, &b), (&none, &none)];
    let score = sets(all);
    assert_eq!(score.right, Share { part: 2, whole: 5 });
    assert_eq!(
        score.names,
        Agreement {
            found: 4,
            gold: 3,
            agreed: 1
        }
    );
    assert_eq!(
        score.values,
        Agreement {
            found: 4,
            gold: 4,
            agreed: 2
        }
    );
    let prf = score.names.prf();
    assert!(close(prf.precision, 0.25) && close(prf.recall, 1.0 / 3.0) && close(prf.f1, 2.0 / 7.0));
    assert_eq!(sets([]).names.prf(), Prf::default());
}

#[test]
fn as_json() {
    let text = serde_json::to_string(&five().pairs()).unwrap();
    assert_eq!(
        text,
        r#"{"found":4,"gold":4,"agreed":2,"precision":0.5,"recall":0.5,"f1":0.5}"#
    );
    let text = serde_json::to_string(&Share { part: 1, whole: 3 }).unwrap();
    assert_eq!(text, r#"{"part":1,"whole":3,"share":0.333333}"#);
    let text = serde_json::to_string(&Share::default()).unwrap();
    assert_eq!(text, r#"{"part":0,"whole":0,"share":null}"#);
}

proptest! {
    /// The closed forms agree with the definitions, counted name by name and pair by pair.
    #[test]
    fn as_defined(rows in prop::collection::vec((0u32..4, 0u32..4), 1..12)) {
        let table = Contingency::new(&rows);
        let (mut found, mut gold, mut agreed) = (0, 0, 0);
        for (i, a) in rows.iter().enumerate() {
            for b in &rows[i + 1..] {
                gold += u64::from(a.0 == b.0);
                found += u64::from(a.1 == b.1);
                agreed += u64::from(a == b);
            }
        }
        prop_assert_eq!(table.pairs(), Agreement { found, gold, agreed });
        let (mut p, mut r) = (0.0, 0.0);
        for a in &rows {
            let count = |same: &dyn Fn(&(u32, u32)) -> bool| rows.iter().filter(|b| same(b)).count() as f64;
            let both = count(&|b| a == b);
            p += both / count(&|b| a.1 == b.1);
            r += both / count(&|b| a.0 == b.0);
        }
        let n = rows.len() as f64;
        let b = table.b_cubed();
        prop_assert!(close(b.precision, p / n) && close(b.recall, r / n));
    }

    /// The order of the names changes nothing, to the last digit.
    #[test]
    fn order_is_nothing(rows in prop::collection::vec((0u32..5, 0u32..5), 0..20)) {
        let mut back = rows.clone();
        back.reverse();
        prop_assert_eq!(Contingency::new(&rows).b_cubed(), Contingency::new(&back).b_cubed());
    }

    /// A grouping against itself is right; groups may be numbered in any way.
    #[test]
    fn itself_is_right(groups in prop::collection::vec(0u32..5, 1..20)) {
        let rows: Vec<_> = groups.iter().map(|g| (*g, 9 - g)).collect();
        let table = Contingency::new(&rows);
        prop_assert!(close(table.b_cubed().f1, 1.0));
        let pairs = table.pairs();
        prop_assert!(pairs.found == pairs.agreed && pairs.gold == pairs.agreed);
    }
}
