"""RapidFuzz: the similarity of every pair (normalised indel, at least 0.8), then connected components.

All pairs are compared, in blocks so that the matrix fits in memory, on all cores: no pair is missed.
"""

import numpy
from rapidfuzz import fuzz, process
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from names import paths, read, write

BLOCK = 512

source, out = paths()
names = read(source)
left, right = [], []
for start in range(0, len(names), BLOCK):
    block = names[start : start + BLOCK]
    scores = process.cdist(
        block, names[start:], scorer=fuzz.ratio, score_cutoff=80, dtype=numpy.uint8, workers=-1
    )
    rows, columns = numpy.nonzero(scores)
    left.append(rows + start)
    right.append(columns + start)
left, right = numpy.concatenate(left), numpy.concatenate(right)
links = coo_array(
    (numpy.ones(len(left), dtype=numpy.uint8), (left, right)), shape=(len(names), len(names))
)
_, groups = connected_components(links, directed=False)
write(out, names, groups.tolist())
