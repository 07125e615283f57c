//! Freezes the vocabulary of the built-in dictionaries, so that no start waits for its 60,000 words.
//!
//! It does what `Segmenter::new` does with dictionaries that a user has added to, and a test holds
//! the two together: a column that gives words there must be named here.

#[path = "src/reading/segment/vocabulary.rs"]
#[allow(dead_code, reason = "the library uses the rest")]
mod vocabulary;

use std::collections::BTreeSet;
use std::error::Error;
use std::path::{Path, PathBuf};

use vocabulary::Vocabulary;

/// Files and their columns whose words segmentation keeps whole.
const WHOLE: [(&str, &str); 8] = [
    ("heads", "词尾"),
    ("holders", "角色"),
    ("issuers", "名称"),
    ("contrasts", "甲"),
    ("contrasts", "乙"),
    ("equal_words", "词"),
    ("equal_words", "规范词"),
    ("weightless", "词"),
];

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-changed=build.rs");
    println!("cargo:rerun-if-changed=src/reading/segment/vocabulary.rs");
    let mut vocabulary = Vocabulary::default();
    let mut whole = BTreeSet::new();
    for row in rows("words", &["词", "词频"])? {
        match row[1].parse() {
            Ok(frequency) => vocabulary.add(&row[0], frequency),
            Err(_) => drop(whole.insert(row[0].clone())),
        }
    }
    for (file, column) in WHOLE {
        for row in rows(file, &[column])? {
            let word = row[0].trim_start_matches('…');
            if (2..=8).contains(&word.chars().count()) {
                whole.insert(word.to_owned());
            }
        }
    }
    for word in &whole {
        vocabulary.add_whole(word);
    }
    let out = std::env::var_os("OUT_DIR").ok_or("OUT_DIR is not set")?;
    std::fs::write(Path::new(&out).join("vocabulary.bin"), vocabulary.freeze())?;
    Ok(())
}

/// Some columns of a dictionary file, as its rows have them.
fn rows(file: &str, columns: &[&str]) -> Result<Vec<Vec<String>>, Box<dyn Error>> {
    let path = PathBuf::from(format!("dictionaries/{file}.csv"));
    println!("cargo:rerun-if-changed={}", path.display());
    let text = std::fs::read_to_string(&path)?;
    let mut reader = csv::ReaderBuilder::new()
        .comment(Some(b'#'))
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(text.trim_start_matches('\u{feff}').as_bytes());
    let header = reader.headers()?.clone();
    let places = columns
        .iter()
        .map(|column| {
            let place = header.iter().position(|h| h == *column);
            place.ok_or_else(|| format!("{}: no column {column}", path.display()))
        })
        .collect::<Result<Vec<_>, _>>()?;
    let mut rows = Vec::new();
    for record in reader.records() {
        let record = record?;
        let cell = |place: &usize| record.get(*place).unwrap_or_default().to_owned();
        rows.push(places.iter().map(cell).collect());
    }
    Ok(rows)
}
