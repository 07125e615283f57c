//! Any text into reading and matching: no panic, every character accounted for, cores that stand.
//!
//! `cargo +nightly fuzz run reading -- -max_total_time=180 -max_len=400`

#![no_main]

use std::sync::LazyLock;

use guiyi::pipeline::{Knowledge, Loaded, load};
use libfuzzer_sys::fuzz_target;

static KNOWN: LazyLock<Loaded> = LazyLock::new(|| {
    load(&Knowledge { catalog: None, dicts: Vec::new(), builtin: true }).expect("the built-in dictionaries load")
});

fuzz_target!(|raw: &str| {
    let reader = KNOWN.matcher.reader();
    let reading = reader.read(raw);
    let mut covered = vec![reading.parts().is_empty(); raw.chars().count()];
    for part in reading.parts() {
        assert!(!part.core.is_empty(), "a core is never empty");
        KNOWN.matcher.decide(&part.key);
        for span in part.qualifiers.iter().map(|q| q.span).chain([part.span]) {
            covered[span.start as usize..span.end as usize].fill(true);
        }
    }
    for (span, _) in &reading.dress {
        covered[span.start as usize..span.end as usize].fill(true);
    }
    assert!(covered.iter().all(|c| *c), "every character is accounted for");
});
