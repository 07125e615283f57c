//! Bytes to text, by the encoding ladder.
