//! Any bytes into intake: no panic, no hang, every record with a place, every record counted.
//!
//! `cargo +nightly fuzz run intake -- -max_total_time=180 -max_len=65536`

#![no_main]

use std::sync::LazyLock;

use guiyi::dictionary::lines::{Entry, Origin};
use guiyi::intake::{self, Caps, HeaderBook, IntakeError, Options};
use guiyi::model::Record;
use libfuzzer_sys::fuzz_target;

fn lines<T: for<'de> serde::Deserialize<'de>>(text: &str) -> Vec<Entry<T>> {
    let text = text.trim_start_matches('\u{feff}');
    let mut reader = csv::ReaderBuilder::new().comment(Some(b'#')).from_reader(text.as_bytes());
    reader.deserialize().flatten().map(|line| Entry { line, origin: Origin::default() }).collect()
}

static BOOK: LazyLock<HeaderBook> = LazyLock::new(|| {
    // A panic inside the workbook reader is fenced off by intake and is not ours; one that gets out
    // still ends the run, since libFuzzer's wrapper catches and aborts.
    std::panic::set_hook(Box::new(|_| {}));
    let headers = lines(include_str!("../../dictionaries/headers.csv"));
    let codes = lines(include_str!("../../dictionaries/code_sets.csv"));
    HeaderBook::new(&headers, &codes).unwrap_or_default()
});

fuzz_target!(|bytes: &[u8]| {
    let caps = Caps { sheet_bytes: 4 << 20, part_bytes: 1 << 20, ..Caps::default() };
    let options = Options { caps, ..Options::default() };
    let (mut count, mut last) = (0u64, (String::new(), 0));
    let report = intake::read_bytes("模糊", bytes, &options, &BOOK, &mut |record| {
        let place = match &record {
            Record::Row(row) => &row.place,
            Record::Excluded(out) => &out.place,
        };
        assert!(place.row > 0);
        let here = (place.sheet.to_string(), place.row);
        assert!(here.0 != last.0 || here.1 > last.1, "rows go forward");
        (count, last) = (count + 1, here);
        Ok::<(), IntakeError>(())
    });
    if let Ok(report) = report {
        assert_eq!(count, report.sheets.iter().map(|sheet| sheet.rows).sum::<u64>());
    }
    let _ = intake::tables_of_bytes("模糊", bytes, None, &|_| true);
});
