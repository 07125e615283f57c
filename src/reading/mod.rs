//! One raw name becomes a reading: parts, each a core with its qualifiers and spans.
//!
//! ```text
//! raw ─ steps ─▶ text ─ reader ─▶ undress · known whole? · brackets · back · front · split · owner ─▶ parts
//! ```
//!
//! [`Reader::read`] tells the order. Nothing is thrown away: core, qualifiers and dress together
//! account for every character of the raw name.

mod affixes;
mod asks;
mod brackets;
mod clause;
mod elided;
mod ends;
mod example;
mod finder;
mod heads;
mod holder;
mod known_holder;
mod lexicon;
mod owner;
mod part;
mod piece;
mod place;
mod reader;
mod role;
mod segment;
mod sentence;
mod simplify;
mod split;
mod steps;
mod text;
mod title;
mod trim;
mod undress;
mod whose;
mod wordings;

pub use affixes::Affixes;
pub use finder::Finder;
pub use lexicon::Lexicon;
pub use reader::Reader;
pub use segment::Segmenter;
pub use steps::{Cleaner, STEPS, Step, Trail};
