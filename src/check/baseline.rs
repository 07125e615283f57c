//! What is known already: findings that were there when a list was taken over, and fail nobody.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};

use super::finding::Report;
use super::identity::Identity;
use super::{place, rule, suppress};
use crate::system::{original, reason};

/// The version of the file's format.
const VERSION: u32 = 1;

/// Why a baseline cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    /// It cannot be read.
    #[error("读不了基线 {}：{}。请核对 --baseline，或先用 --write-baseline 写一份", file.display(), reason(source))]
    Io {
        /// The file.
        file: PathBuf,
        /// The system's answer.
        source: io::Error,
    },
    /// It is no baseline.
    #[error("{} 第 {line} 行不是基线的写法（{}）。请核对是不是这个文件；要重写请先把它移开，再用 --write-baseline", file.display(), original(what))]
    Json {
        /// The file.
        file: PathBuf,
        /// The line, from 1.
        line: usize,
        /// What the reader said.
        what: String,
    },
    /// It was written by another version.
    #[error("{} 是第 {found} 版的基线，这个程序只认第 {VERSION} 版。请先把它移开，再用 --write-baseline 重写", file.display())]
    Version {
        /// The file.
        file: PathBuf,
        /// The version it states.
        found: u32,
    },
}

/// Known findings, each with how often it was found. Files are named by the way from the baseline's
/// folder, so that it does not matter where a check is run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    folder: PathBuf,
    counts: BTreeMap<Identity, u64>,
}

#[derive(Deserialize, Serialize)]
struct Line {
    #[serde(flatten)]
    identity: Identity,
    count: u64,
}

#[derive(Deserialize)]
struct Document {
    version: u32,
    #[serde(default)]
    findings: Vec<Line>,
}

impl Baseline {
    /// Reads a baseline.
    ///
    /// # Errors
    /// If it cannot be read or is none.
    pub fn read(path: &Path) -> Result<Self, BaselineError> {
        let file = || path.to_path_buf();
        let text = std::fs::read_to_string(path).map_err(|source| BaselineError::Io {
            file: file(),
            source,
        })?;
        let document: Document = serde_json::from_str(text.trim_start_matches('\u{feff}'))
            .map_err(|error| BaselineError::Json {
                file: file(),
                line: error.line(),
                what: error.to_string(),
            })?;
        if document.version != VERSION {
            return Err(BaselineError::Version {
                file: file(),
                found: document.version,
            });
        }
        let mut counts = BTreeMap::new();
        for line in document.findings {
            *counts.entry(line.identity).or_default() += line.count;
        }
        Ok(Self {
            folder: folder(path),
            counts,
        })
    }

    /// What a baseline at `path` is after a check: what was found, and of `earlier` all that this check
    /// says nothing about, since its file was not among the inputs or its rule was not asked.
    pub fn of(
        report: &Report,
        path: &Path,
        earlier: Option<&Baseline>,
        asked: &rule::Asked<'_>,
    ) -> Self {
        let mut new = Self {
            folder: folder(path),
            counts: BTreeMap::new(),
        };
        let files = new.files(report);
        for (identity, count) in earlier.into_iter().flat_map(|b| &b.counts) {
            if !new.covers(identity, &files, asked) {
                new.counts.insert(identity.clone(), *count);
            }
        }
        for finding in &report.findings {
            if !suppress::is_about_exceptions(&finding.rule) {
                *new.counts
                    .entry(new.key(Identity::of(finding)))
                    .or_default() += 1;
            }
        }
        new
    }

    /// How many findings it knows.
    pub fn count(&self) -> u64 {
        self.counts.values().sum()
    }

    /// Puts the known findings of a report aside. Of more findings of one kind than are known, the
    /// last are the new ones.
    pub fn apply(&self, report: &mut Report, asked: &rule::Asked<'_>) {
        let mut left = self.counts.clone();
        let before = report.findings.len();
        report.findings.retain(|finding| {
            if suppress::is_about_exceptions(&finding.rule) {
                return true;
            }
            match left.get_mut(&self.key(Identity::of(finding))) {
                Some(count) if *count > 0 => {
                    *count -= 1;
                    false
                }
                _ => true,
            }
        });
        report.aside.known += before - report.findings.len();
        let files = self.files(report);
        let mended: u64 = left
            .iter()
            .filter(|(identity, _)| self.covers(identity, &files, asked))
            .map(|(_, count)| count)
            .sum();
        report.aside.mended += usize::try_from(mended).unwrap_or(usize::MAX);
    }

    /// Writes it: sorted, a finding a line, so that what changed is what a comparison shows.
    ///
    /// # Errors
    /// If the writer fails.
    pub fn write(&self, to: &mut dyn Write) -> io::Result<()> {
        write!(to, "{{\"version\": {VERSION}, \"findings\": [")?;
        for (n, (identity, count)) in self.counts.iter().enumerate() {
            let line = Line {
                identity: identity.clone(),
                count: *count,
            };
            let comma = if n == 0 { "" } else { "," };
            write!(to, "{comma}\n{}", serde_json::to_string(&line)?)?;
        }
        writeln!(to, "\n]}}")
    }

    fn key(&self, identity: Identity) -> Identity {
        Identity {
            file: place::below(&self.folder, &identity.file),
            ..identity
        }
    }

    /// The files of a report as the baseline names them.
    fn files(&self, report: &Report) -> BTreeSet<String> {
        let files = report.files.iter();
        files.map(|f| place::below(&self.folder, f)).collect()
    }

    /// Whether a check of these files can say of a finding that it is gone: its file was checked or is
    /// there no more, and its rule was asked or is none any more.
    fn covers(
        &self,
        identity: &Identity,
        files: &BTreeSet<String>,
        asked: &rule::Asked<'_>,
    ) -> bool {
        let (file, id) = (&identity.file, &identity.rule);
        (files.contains(file) || !self.folder.join(file).exists())
            && (asked.wants(id) || !asked.is_rule(id))
    }
}

fn folder(path: &Path) -> PathBuf {
    path.parent().unwrap_or(Path::new("")).to_path_buf()
}
