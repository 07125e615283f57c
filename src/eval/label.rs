//! The group of a name: the papers it names and how they stand to each other.
//!
//! A label is a list of groups, all of which are asked for, each a list of alternatives. In the gold
//! it is written `A + B | C`: ` | ` (any one) binds closer than ` + ` (all).

/// Reads a label as the gold writes it. Empty places are passed over.
pub fn parse(text: &str) -> Vec<Vec<String>> {
    text.split(" + ")
        .map(|group| {
            group
                .split(" | ")
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .map(str::to_owned)
                .collect::<Vec<_>>()
        })
        .filter(|group| !group.is_empty())
        .collect()
}

/// A label as the gold writes it.
pub fn write<T: AsRef<str>>(label: &[Vec<T>]) -> String {
    let groups: Vec<String> = label
        .iter()
        .map(|group| {
            let parts: Vec<&str> = group.iter().map(AsRef::as_ref).collect();
            parts.join(" | ")
        })
        .collect();
    groups.join(" + ")
}

/// A label without what says nothing of the group: order, and papers that are named twice (the
/// identity cards of two people are one material).
pub fn canonical<T: Ord>(mut label: Vec<Vec<T>>) -> Vec<Vec<T>> {
    for group in &mut label {
        group.sort_unstable();
        group.dedup();
    }
    label.sort_unstable();
    label.dedup();
    label
}

/// The shape of a compound: the sizes of its groups, smallest first. `A + B | C` is `[1, 2]`.
pub fn shape<T>(label: &[Vec<T>]) -> Vec<usize> {
    let mut sizes: Vec<usize> = label.iter().map(Vec::len).collect();
    sizes.sort_unstable();
    sizes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn any_binds_closer_than_all() {
        let label = parse("甲 + 乙 | 丙");
        assert_eq!(label, [vec!["甲"], vec!["乙", "丙"]]);
        assert_eq!(shape(&label), [1, 2]);
        assert_eq!(write(&label), "甲 + 乙 | 丙");
        assert_eq!(shape(&parse("甲")), [1]);
        assert_eq!(shape(&parse("")), [0usize; 0]);
        // Without spaces they belong to the name.
        assert_eq!(parse("C+D|E"), [vec!["C+D|E"]]);
    }

    #[test]
    fn order_and_repetition_say_nothing() {
        assert_eq!(
            canonical(parse("乙 | 甲 + 丙")),
            canonical(parse("丙 + 甲 | 乙"))
        );
        assert_eq!(canonical(parse("甲 + 甲")), parse("甲"));
        assert_eq!(canonical(parse("甲 | 甲")), parse("甲"));
        assert_ne!(canonical(parse("甲 + 乙")), canonical(parse("甲 | 乙")));
    }
}
