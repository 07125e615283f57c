//! The frozen catalogue as a filter: exactly one record out for each record in, in order.
//!
//! A record passes through byte for byte and gets the mapping's columns appended, so that nothing a
//! user has in the others can be harmed. Memory is bounded: a few blocks of records, and a capped
//! cache of names.

mod answer;
mod blocks;
mod cache;
mod input;
mod records;

use std::io::Write;
use std::sync::Arc;

use rustc_hash::{FxHashMap, FxHashSet};
use serde_json::error::Category;

use crate::encoding::EncodingError;
use crate::model::Field;
use crate::pipeline::Loaded;
use crate::system::reason;
use answer::{Answer, Answerer, HEADERS};
use blocks::Blocks;
use cache::{Cache, Known, Tail};
pub use input::Input;
use input::Way;
use records::{Record, Records};

/// So many names of a block are found out about at a time, at most: far fewer than are remembered.
const AT_ONCE: usize = 1 << 10;

/// So many names are looked up together.
const TOGETHER: usize = 32;

/// How records are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    /// Comma-separated, quotes as in RFC 4180.
    Csv,
    /// Tab-separated, one line a record, no quotes: what Hive and Spark write.
    Tsv,
    /// One JSON object a line.
    Ndjson,
}

impl Format {
    /// What stands between two fields.
    fn separator(self) -> u8 {
        match self {
            Self::Tsv => b'\t',
            _ => b',',
        }
    }
}

/// Which column holds the name.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Columns {
    /// A header, or a column's number from 1.
    pub wanted: Option<String>,
    /// Whether the first record is a header.
    pub header: bool,
    /// How a null is written, in and out.
    pub null: Option<String>,
}

/// Why a stream cannot be mapped.
#[derive(Debug, thiserror::Error)]
pub enum FilterError {
    /// Reading or writing failed.
    #[error("读写失败：{}", reason(.0))]
    Io(#[from] std::io::Error),
    /// A workbook, a picture …
    #[error("不是文本，而是{0}；map 只读 CSV、TSV 和 NDJSON。工作簿请另存为 CSV，或改用 guiyi run")]
    NoText(&'static str),
    /// No encoding fits the beginning.
    #[error(transparent)]
    Encoding(#[from] EncodingError),
    /// Bytes that are no text in the encoding that the beginning is in.
    #[error(
        "第 {record} 条记录里有按 {encoding} 解不开的字节，做到它之前停下了。请用 --encoding 指明编码，或用编辑器改正这一条，再从头运行"
    )]
    Broken {
        /// The record, from 1, the header counted.
        record: u64,
        /// The encoding.
        encoding: &'static str,
    },
    /// The name's column is not known.
    #[error(
        "不知道哪一列是材料名称，表头是：{0}。请用 --column 材料名称=表头 指定；没有表头时加 --no-header 并写列号"
    )]
    NoColumn(String),
    /// A record grew beyond what a record can be.
    #[error("第 {0} 条记录超过 16 MB，多半是前面有引号没有成对。请检查这一条")]
    TooLong(u64),
    /// A line is no JSON object.
    #[error("第 {record} 行不是 JSON 对象：{what}。请改正，或用 --format 指明格式")]
    Json {
        /// The line, from 1.
        record: u64,
        /// What is wrong with it.
        what: String,
    },
}

/// Maps a stream of records.
#[derive(Debug)]
pub struct Filter<'k> {
    known: &'k Loaded,
    answerer: Answerer<'k>,
    format: Format,
    columns: Columns,
    candidates: usize,
    /// Headers of the name's column, as names are compared by.
    name_headers: FxHashSet<String>,
}

impl<'k> Filter<'k> {
    /// A filter over what is known; with `candidates`, that many nearest standards are added.
    pub fn new(known: &'k Loaded, format: Format, columns: Columns, candidates: usize) -> Self {
        let cleaner = &known.matcher.reader().lexicon().cleaner;
        let headers = known.dictionary.headers.iter().map(|e| &e.line);
        let name_headers = headers
            .filter(|line| line.field == Field::Name.word())
            .map(|line| cleaner.key(&line.header))
            .collect();
        Self {
            known,
            name_headers,
            answerer: Answerer::new(known, candidates),
            format,
            columns,
            candidates,
        }
    }

    /// Maps all records.
    ///
    /// # Errors
    ///
    /// If the name's column is not known, a record cannot be read, or reading or writing fails.
    pub fn run(&self, input: Input<'_>, output: &mut dyn Write) -> Result<(), FilterError> {
        match self.format {
            Format::Ndjson => self.run_json(input, output),
            Format::Csv | Format::Tsv => self.run_delimited(input, output),
        }
    }

    fn run_delimited(&self, input: Input<'_>, output: &mut dyn Write) -> Result<(), FilterError> {
        let mut blocks = Blocks::new(input, self.format);
        let Some(mut block) = blocks.next()? else {
            return Ok(());
        };
        let mut records = Records::new(&block, blocks.way(), self.format);
        let Some(first) = records.next()? else {
            return Ok(());
        };
        let (column, is_header) = self.column(&first)?;
        let mut before = 0;
        if is_header {
            let mut line = Vec::new();
            append(&mut line, &first, &self.headers());
            output.write_all(&line)?;
            before = 1;
            block = records.rest().to_vec();
        }
        let tails: Cache<Tail> = Cache::new();
        blocks.each(Some(block), before, output, |records, out| {
            self.map_block(column, &tails, records, out)
        })
    }

    /// Appends to each record of a block what is known of its name; what is not known is found out for
    /// many records at a time, so that threads seldom wait for each other.
    fn map_block(
        &self,
        column: usize,
        tails: &Cache<Tail>,
        records: &mut Records<'_>,
        out: &mut Vec<u8>,
    ) -> Result<(), FilterError> {
        let mut more = true;
        while more {
            // A record whose name is not known leaves a gap, so that none is taken apart twice.
            let mut gaps: Vec<(usize, usize)> = Vec::new();
            let mut unknown: FxHashMap<Box<[u8]>, usize> = FxHashMap::default();
            let mut error = None;
            let from = out.len();
            let known = tails.known();
            more = loop {
                if unknown.len() >= AT_ONCE || error.is_some() {
                    break error.is_none();
                }
                let mut batch: Vec<Record<'_>> = Vec::with_capacity(TOGETHER);
                while batch.len() < TOGETHER {
                    match records.next() {
                        Ok(Some(record)) => batch.push(record),
                        Ok(None) => break,
                        // All before it is written first.
                        Err(met) => {
                            error = Some(met);
                            break;
                        }
                    }
                }
                if batch.is_empty() && error.is_none() {
                    break false;
                }
                // All are looked up before any is written: what each waits for from memory comes in together.
                let names: Vec<_> = batch.iter().map(|record| record.field(column)).collect();
                let found: Vec<_> = names.iter().map(|name| known.get(name.as_ref())).collect();
                for ((record, name), tail) in batch.iter().zip(&names).zip(found) {
                    out.extend_from_slice(record.body());
                    if let Some(tail) = tail {
                        out.extend_from_slice(tail.bytes());
                    } else {
                        let next = unknown.len();
                        let number = unknown.entry(name.as_ref().into()).or_insert(next);
                        gaps.push((out.len(), *number));
                    }
                    out.extend_from_slice(record.end());
                }
            };
            drop(known);
            if !gaps.is_empty() {
                let mut names: Vec<(Box<[u8]>, usize)> = unknown.into_iter().collect();
                names.sort_unstable_by_key(|(_, number)| *number);
                // Found out before others must wait.
                let found: Vec<Tail> = names
                    .iter()
                    .map(|(name, _)| Tail::new(name, &self.tail(&String::from_utf8_lossy(name))))
                    .collect();
                fill(out, from, &gaps, &found);
                tails.add(found);
            }
            if let Some(error) = error {
                return Err(error);
            }
        }
        Ok(())
    }

    /// The column of the name, and whether the first record is a header.
    fn column(&self, first: &Record<'_>) -> Result<(usize, bool), FilterError> {
        let cells: Vec<String> = (0..first.len())
            .map(|i| {
                String::from_utf8_lossy(&first.field(i))
                    .trim()
                    .trim_start_matches('\u{feff}')
                    .to_owned()
            })
            .collect();
        let number = self
            .columns
            .wanted
            .as_ref()
            .and_then(|w| w.parse::<usize>().ok())
            .filter(|n| *n > 0);
        if !self.columns.header {
            return match (number, cells.len()) {
                (Some(n), _) => Ok((n - 1, false)),
                (None, 1) => Ok((0, false)),
                _ => Err(FilterError::NoColumn("（没有表头）".to_owned())),
            };
        }
        if let Some(wanted) = &self.columns.wanted {
            let place = cells
                .iter()
                .position(|c| c == wanted)
                .or(number.map(|n| n - 1));
            return place
                .map(|p| (p, true))
                .ok_or_else(|| FilterError::NoColumn(cells.join("、")));
        }
        match (cells.iter().position(|c| self.is_name(c)), cells.len()) {
            (Some(place), _) => Ok((place, true)),
            // A single column without a known header is a bare list of names.
            (None, 1) => Ok((0, false)),
            _ => Err(FilterError::NoColumn(cells.join("、"))),
        }
    }

    /// Whether a header is one that the dictionaries know the name's column by.
    fn is_name(&self, header: &str) -> bool {
        let cleaner = &self.known.matcher.reader().lexicon().cleaner;
        self.name_headers.contains(&*cleaner.key_of(header))
    }

    fn headers(&self) -> Vec<u8> {
        let more = (1..=self.candidates).flat_map(|n| [format!("候选{n}"), format!("候选{n}相似")]);
        self.cells(
            HEADERS
                .iter()
                .map(|h| (*h).to_owned())
                .chain(more)
                .collect(),
        )
    }

    fn tail(&self, name: &str) -> Vec<u8> {
        self.cells(self.answer(name).cells())
    }

    fn answer(&self, name: &str) -> Answer {
        let null = self.columns.null.as_deref() == Some(name);
        self.answerer.answer(if null { "" } else { name })
    }

    /// Cells as they are appended to a record: each with its separator before it.
    fn cells(&self, cells: Vec<String>) -> Vec<u8> {
        let mut out = Vec::new();
        for cell in cells {
            let cell = match &self.columns.null {
                Some(null) if cell.is_empty() => null.clone(),
                _ => cell,
            };
            match self.format {
                Format::Tsv => {
                    out.push(b'\t');
                    out.extend(cell.replace(['\t', '\n', '\r'], " ").into_bytes());
                }
                _ => {
                    out.push(b',');
                    if cell.contains([',', '"', '\n', '\r']) {
                        out.extend(format!("\"{}\"", cell.replace('"', "\"\"")).into_bytes());
                    } else {
                        out.extend(cell.into_bytes());
                    }
                }
            }
        }
        out
    }

    fn run_json(&self, input: Input<'_>, output: &mut dyn Write) -> Result<(), FilterError> {
        let answers: Cache<Known<Arc<Answer>>> = Cache::new();
        Blocks::new(input, Format::Ndjson).each(None, 0, output, |records, out| {
            while let Some(record) = records.next()? {
                let mut object = self.object(&record, records.number())?;
                let key = self.name_key(&object)?;
                let name = object.get(&key).and_then(|v| v.as_str());
                let name = name.unwrap_or_default();
                let what = |known: &Known<_>| Arc::clone(&known.what);
                // In one statement, so that it is let go before anything is added.
                let known = answers.known().get(name.as_bytes()).map(what);
                let answer = known.unwrap_or_else(|| {
                    let answer = Arc::new(self.answer(name));
                    answers.add([Known::new(name.as_bytes(), Arc::clone(&answer))]);
                    answer
                });
                answer.add_to(&mut object);
                serde_json::to_writer(&mut *out, &object).map_err(std::io::Error::from)?;
                out.extend_from_slice(record.end());
            }
            Ok(())
        })
    }

    /// The object that a line is.
    fn object(&self, record: &Record<'_>, number: u64) -> Result<Object, FilterError> {
        serde_json::from_slice(record.body()).map_err(|error| FilterError::Json {
            record: number,
            what: match error.classify() {
                Category::Eof => "没有写完".to_owned(),
                Category::Data => "是别的 JSON 值".to_owned(),
                _ => format!("第 {} 个字节处写法不对", error.column()),
            },
        })
    }

    /// The key under which an object holds the name.
    fn name_key(&self, object: &Object) -> Result<String, FilterError> {
        if let Some(key) = &self.columns.wanted {
            return Ok(key.clone());
        }
        let known = object.keys().find(|key| self.is_name(key)).cloned();
        known.ok_or_else(|| {
            FilterError::NoColumn(object.keys().cloned().collect::<Vec<_>>().join("、"))
        })
    }
}

/// A line of NDJSON.
type Object = serde_json::Map<String, serde_json::Value>;

/// Fills gaps in what stands from `from` on: each where a tail is missing, and which one.
fn fill(out: &mut Vec<u8>, from: usize, gaps: &[(usize, usize)], tails: &[Tail]) {
    let gapped = out.split_off(from);
    let more: usize = gaps.iter().map(|(_, i)| tails[*i].bytes().len()).sum();
    out.reserve(gapped.len() + more);
    let mut at = 0;
    for (gap, i) in gaps {
        out.extend_from_slice(&gapped[at..gap - from]);
        out.extend_from_slice(tails[*i].bytes());
        at = gap - from;
    }
    out.extend_from_slice(&gapped[at..]);
}

/// Appends a record with what is added to it.
fn append(out: &mut Vec<u8>, record: &Record<'_>, tail: &[u8]) {
    out.extend_from_slice(record.body());
    out.extend_from_slice(tail);
    out.extend_from_slice(record.end());
}

impl FilterError {
    /// The same with so many records before those that it counts.
    fn behind(self, before: u64) -> Self {
        match self {
            Self::Broken { record, encoding } => Self::Broken {
                record: record + before,
                encoding,
            },
            Self::TooLong(record) => Self::TooLong(record + before),
            Self::Json { record, what } => Self::Json {
                record: record + before,
                what,
            },
            other => other,
        }
    }
}
