//! Six names, counted by hand.

use super::*;
use crate::eval::gold::values;
use crate::eval::numbered;

struct Case {
    gold: &'static str,
    found: Vec<Vec<usize>>,
    decided: Option<(Grade, Basis)>,
    form: (&'static str, &'static str),
    source_type: (Option<SourceType>, Option<SourceType>),
}

fn scored(cases: Vec<Case>) -> Vec<Scored> {
    (2u32..)
        .zip(cases)
        .map(|(row, case)| Scored {
            gold: GoldRow {
                row,
                name: format!("名称{row}"),
                label: label::canonical(label::parse(case.gold)),
                source_type: case.source_type.0,
                ambiguous: false,
                form: values(case.form.0),
                holder: values(""),
            },
            found: Found {
                shape: label::shape(&case.found),
                label: label::canonical(case.found),
                decided: case.decided,
                form: values(case.form.1),
                source_type: case.source_type.1,
                ..Found::default()
            },
        })
        .collect()
}

fn case(gold: &'static str, found: Vec<Vec<usize>>, grade: Grade, basis: Basis) -> Case {
    Case {
        gold,
        found,
        decided: Some((grade, basis)),
        form: ("", ""),
        source_type: (None, None),
    }
}

fn figures() -> Figures {
    use {Basis as B, Grade as G, SourceType as T};
    let rows = scored(vec![
        Case {
            form: ("复印件", "复印件"),
            source_type: (Some(T::Government), Some(T::Government)),
            ..case("证", vec![vec![0]], G::Certain, B::Name)
        },
        // Of two people: one material, named twice.
        case("证", vec![vec![0], vec![0]], G::Certain, B::Alias),
        // Drawn into the group of the two above.
        Case {
            form: ("原件", ""),
            source_type: (Some(T::Government), Some(T::Applicant)),
            ..case("证明", vec![vec![0]], G::Likely, B::Fold)
        },
        // Split wrongly, and waiting.
        case("表", vec![vec![1], vec![2]], G::Unconfirmed, B::Open),
        // A compound, split right, its order of no account.
        case("乙 | 甲 + 丙", vec![vec![5], vec![4, 3]], G::Likely, B::New),
        // A catch-all that was taken for no material.
        Case {
            gold: "其他材料",
            found: Vec::new(),
            decided: None,
            form: ("", "原件"),
            source_type: (Some(T::Applicant), None),
        },
    ]);
    let groups = Contingency::new(&numbered(&rows));
    Figures::of(8, &rows, &groups, &["其他材料"])
}

#[test]
fn groups_and_splits() {
    let f = figures();
    assert_eq!(
        (f.rows, f.scored, f.gold_groups, f.found_groups),
        (8, 6, 5, 4)
    );
    let pairs = f.grouping.pairs;
    assert_eq!((pairs.found, pairs.gold, pairs.agreed), (3, 1, 1));
    assert_eq!(f.catch_alls, ["其他材料"]);
    assert_eq!(f.without_catch_alls.names, 5);
    // Precision 2/3 2/3 1/3 1 1 1 and, without the catch-all, one 1 less; recall is 1.
    let close = |found: Option<f64>, hand: f64| found.is_some_and(|v| (v - hand).abs() < 1e-12);
    assert!(close(f.grouping.b_cubed.precision, (5.0 / 3.0 + 3.0) / 6.0));
    assert!(close(
        f.without_catch_alls.b_cubed.precision,
        (5.0 / 3.0 + 2.0) / 5.0
    ));
    assert!(close(f.grouping.b_cubed.recall, 1.0));
    assert_eq!(f.splits.compounds, Share { part: 1, whole: 1 });
    assert_eq!(f.splits.wrongly_split, Share { part: 1, whole: 5 });
    // All but the form that was split and the catch-all that has no part.
    assert_eq!(f.splits.all, Share { part: 4, whole: 6 });
}

#[test]
fn attributes_types_and_grades() {
    let f = figures();
    let form = f.form.names;
    assert_eq!((form.found, form.gold, form.agreed), (2, 2, 1));
    assert_eq!(f.form.right, Share { part: 4, whole: 6 });
    assert_eq!(f.holder.right, Share { part: 6, whole: 6 });
    assert_eq!(f.source_types.right, Share { part: 1, whole: 3 });
    let government = &f.source_types.confusion[0];
    assert_eq!(
        (government.gold, government.government, government.applicant),
        ("government", 1, 1)
    );
    assert_eq!(f.source_types.confusion[1].none, 1);
    assert_eq!(f.pending, Share { part: 1, whole: 6 });
    let grades: Vec<_> = f
        .by_grade
        .iter()
        .map(|s| {
            (
                s.word,
                s.pure.part,
                s.pure.whole,
                s.pairs.found,
                s.pairs.agreed,
            )
        })
        .collect();
    assert_eq!(
        grades,
        [
            (Some("确定"), 0, 2, 1, 1),
            (Some("推荐"), 1, 2, 0, 0),
            (Some("待确认"), 1, 1, 0, 0),
            (None, 1, 1, 0, 0),
        ]
    );
    let bases: Vec<_> = f.by_basis.iter().map(|s| (s.word, s.pure.part)).collect();
    assert_eq!(
        bases,
        [
            (Some("目录名"), 0),
            (Some("别名"), 0),
            (Some("折叠"), 0),
            (Some("新增"), 1),
            (Some("未定"), 1),
            (None, 1),
        ]
    );
}

#[test]
fn no_scored_name_gives_no_figure() {
    let f = Figures::of(3, &[], &Contingency::new(&[]), &["其他材料"]);
    assert_eq!((f.rows, f.scored), (3, 0));
    assert_eq!(f.grouping.b_cubed, Prf::default());
    assert!(f.by_grade.is_empty() && f.catch_alls.is_empty());
    assert!(crate::eval::report::lines(&f).len() > 10);
}
