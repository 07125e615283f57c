"""How right a grouping is: pairs and B-cubed, against the gold of the generator.

As `guiyi eval` counts: names with `ambiguous` = 1 are left out, a name in no group is alone.
"""

import csv
from collections import Counter


def gold(path):
    """The true group of every scored name."""
    with open(path, encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return {row["name"]: canonical(row["standard"]) for row in rows if row["ambiguous"] != "1"}


def canonical(label):
    """A label without the order of its papers and without repetition: `A + B | C`."""
    groups = {" | ".join(sorted(set(group.split(" | ")))) for group in label.split(" + ")}
    return " + ".join(sorted(groups))


def by_file(path):
    """The grouping that a peer wrote."""
    with open(path, encoding="utf-8", newline="") as file:
        return {row["name"]: row["group"] for row in csv.DictReader(file)}


def by_mapping(path):
    """The grouping of guiyi's mapping.csv: the standards of a name's parts, with their relation."""
    parts = {}
    with open(path, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file):
            groups = parts.setdefault(row["原名称"], {})
            groups.setdefault(row["组"], set()).add(row["标准编码"])
    return {
        name: frozenset(frozenset(codes) for codes in groups.values())
        for name, groups in parts.items()
    }


def score(truth, found):
    """Precision, recall and F1 by pairs and by names (Bagga and Baldwin 1998)."""
    true, made, both = Counter(), Counter(), Counter()
    for name, group in truth.items():
        # A name that was put nowhere is a group of its own.
        label = found.get(name, ("alone", name))
        true[group] += 1
        made[label] += 1
        both[group, label] += 1
    pairs = lambda counts: sum(n * (n - 1) // 2 for n in counts.values())
    agreed = pairs(both)
    names = len(truth)
    precision = sum(n * n / made[label] for (_, label), n in both.items()) / names
    recall = sum(n * n / true[group] for (group, _), n in both.items()) / names
    return {
        "pairs": figures(ratio(agreed, pairs(made)), ratio(agreed, pairs(true))),
        "b_cubed": figures(precision, recall),
        "groups": len(made),
    }


def ratio(part, whole):
    return part / whole if whole else 1.0


def figures(precision, recall):
    f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
    return {"precision": precision, "recall": recall, "f1": f1}
