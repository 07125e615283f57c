"""Splink on DuckDB: probabilistic linkage, trained on the list itself, then connected components.

Splink is made for several columns, and its documentation says that a single column of text is not
what it is for. So it is given the whole name, its beginning and its end, pairs that share one of
three windows of five characters, and a model that it estimates by itself; links of a probability
of at least 0.95 join.
"""

import pandas
import splink.comparison_library as cl
from splink import Linker, SettingsCreator, block_on
from splink.backends.duckdb import DuckDBAPI

from names import paths, read, write

source, out = paths()
names = read(source)
table = pandas.DataFrame({"unique_id": range(len(names)), "name": names})
table["opening"] = table["name"].str[:5]
table["closing"] = table["name"].str[-5:]
middle = [n[max(0, len(n) // 2 - 2) :][:5] for n in names]
table["middle"] = middle

settings = SettingsCreator(
    link_type="dedupe_only",
    comparisons=[
        cl.JaroWinklerAtThresholds("name", [0.95, 0.9, 0.8]),
        cl.LevenshteinAtThresholds("opening", [1, 2]),
        cl.LevenshteinAtThresholds("closing", [1, 2]),
    ],
    blocking_rules_to_generate_predictions=[
        block_on("opening"),
        block_on("middle"),
        block_on("closing", "substr(name, 1, 2)"),
    ],
    retain_matching_columns=False,
)
linker = Linker(DuckDBAPI().register(table), settings, log_level=None)
training = linker.training
training.estimate_probability_two_random_records_match([block_on("opening", "closing")], recall=0.3)
training.estimate_u_using_random_sampling(max_pairs=1e6, seed=1)
training.estimate_parameters_using_expectation_maximisation(block_on("opening"), max_pairs=1e6)
training.estimate_parameters_using_expectation_maximisation(block_on("middle"), max_pairs=1e6)
pairs = linker.inference.predict(threshold_match_probability=0.95)
clusters = linker.clustering.cluster_pairwise_predictions_at_threshold(
    pairs, threshold_match_probability=0.95
)
found = clusters.as_pandas_dataframe().set_index("unique_id")["cluster_id"]
write(out, names, found.reindex(range(len(names))).tolist())
