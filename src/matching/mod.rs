//! Distinct cores and the catalogue become a decision for each core.
