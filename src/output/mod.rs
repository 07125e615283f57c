//! The model becomes files: one format a file. Knows nothing of how anything was decided.
