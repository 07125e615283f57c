//! Decisions become standard materials with codes that last.
