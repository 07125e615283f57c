"""What all peers do alike: take the distinct names of a list, write the group of each."""

import csv
import sys

# The column that `examples/generate.rs` writes names in.
COLUMN = "材料名称"


def read(path):
    """The distinct names of a list, in the order in which they first stand there."""
    names = {}
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names[row[COLUMN]] = None
    return list(names)


def write(path, names, groups):
    """Writes name and group, any text or number, a line each."""
    with open(path, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["name", "group"])
        writer.writerows(zip(names, groups))


def paths():
    """The list and the file to write, from the command line."""
    if len(sys.argv) != 3:
        sys.exit(f"usage: {sys.argv[0]} LIST OUT")
    return sys.argv[1], sys.argv[2]
