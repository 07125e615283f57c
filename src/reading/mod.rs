//! One raw name becomes a reading: parts, each a core with its qualifiers and spans.
