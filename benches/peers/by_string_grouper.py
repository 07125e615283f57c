"""string_grouper: TF-IDF over n-grams, a sparse product, connected components.

Its defaults fold names to ASCII, which leaves nothing of Chinese, and take 3-grams; 2-grams suit
names of a dozen characters. The similarity is its default of 0.8.
"""

import pandas
from string_grouper import group_similar_strings

from names import paths, read, write

source, out = paths()
names = read(source)
groups = group_similar_strings(
    pandas.Series(names, dtype=str),
    ngram_size=2,
    min_similarity=0.8,
    normalize_to_ascii=False,
    ignore_index=True,
)
write(out, names, groups)
