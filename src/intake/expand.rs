//! From arguments to files: folders are walked, and each file gets the label that outputs show.

use std::path::{Path, PathBuf};

use rustc_hash::FxHashSet;
use walkdir::WalkDir;

use super::IntakeError;

/// In a folder, only these are taken for tables. `.txt` is too often a read-me; it can be named.
const TABLES: [&str; 6] = ["csv", "tsv", "xlsx", "xlsm", "xls", "et"];

/// What stands before the ending of a mended copy's name: 清单.xlsx is mended in 清单.改.xlsx.
pub(crate) const MENDED: &str = ".改";

/// A file to be read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// Where it is.
    pub path: PathBuf,
    /// The path below the common folder of the arguments, with `/` on every system.
    pub label: String,
    /// Whether it was only met in a folder, and not named.
    pub walked: bool,
}

/// The files of the arguments, in their order, and by path within a folder. A file that is reached
/// twice is read once. Labels do not depend on the order of the arguments. All that is wrong is
/// told at once. Below a folder, the output folder is not entered: what lies there are results.
pub fn expand(paths: &[PathBuf], out: &Path) -> (Vec<Source>, Vec<IntakeError>) {
    let out = std::fs::canonicalize(out).ok();
    let mut errors = Vec::new();
    let mut found: Vec<(PathBuf, PathBuf, bool)> = Vec::new();
    let mut bases: Vec<PathBuf> = Vec::new();
    for path in paths {
        match one(path, out.as_deref()) {
            Ok((base, files)) => {
                bases.push(base);
                let walked = path.is_dir();
                found.extend(files.into_iter().map(|(path, full)| (path, full, walked)));
            }
            Err(error) => errors.push(error),
        }
    }
    let common = common(&bases);
    let mut sources: Vec<(PathBuf, Source)> = Vec::new();
    for (path, full, walked) in found {
        let label = label(&full, &common);
        let real = std::fs::canonicalize(&full).unwrap_or(full);
        let source = Source {
            path,
            label,
            walked,
        };
        sources.push((real, source));
    }
    // Of several ways to one file the least label stands, whichever came first.
    let mut seen: FxHashSet<PathBuf> = FxHashSet::default();
    let mut distinct: Vec<Source> = Vec::new();
    for (real, source) in &sources {
        if seen.insert(real.clone()) {
            let same = || sources.iter().filter(|(r, _)| r == real).map(|(_, s)| s);
            let least = same().min_by(|a, b| a.label.cmp(&b.label));
            distinct.push(Source {
                walked: same().all(|s| s.walked),
                ..least.unwrap_or(source).clone()
            });
        }
    }
    (distinct, errors)
}

/// The folder an argument stands for, and its files: each as to be opened, and in full.
type Found = (PathBuf, Vec<(PathBuf, PathBuf)>);

fn one(path: &Path, out: Option<&Path>) -> Result<Found, IntakeError> {
    let shown = path.display().to_string();
    let io = |error| IntakeError::io(&shown, error);
    let kind = std::fs::metadata(path).map_err(io)?;
    if !kind.is_dir() {
        let parent = path
            .parent()
            .filter(|p| !p.as_os_str().is_empty())
            .unwrap_or(Path::new("."));
        let base = std::fs::canonicalize(parent).map_err(io)?;
        let full = path
            .file_name()
            .map_or_else(|| base.clone(), |name| base.join(name));
        return Ok((base, vec![(path.to_owned(), full)]));
    }
    let base = std::fs::canonicalize(path).map_err(io)?;
    let mut files = Vec::new();
    let walk = WalkDir::new(&base).sort_by_file_name().into_iter();
    let entered = |entry: &walkdir::DirEntry| {
        entry.depth() == 0 || !left_alone(entry.file_name()) && Some(entry.path()) != out
    };
    for entry in walk.filter_entry(entered) {
        let entry = entry.map_err(|error| {
            let at = error
                .path()
                .map_or_else(|| shown.clone(), |p| p.display().to_string());
            // Out of the walker's wrapping, so that the system's number is not lost.
            let error = error
                .into_io_error()
                .unwrap_or_else(|| std::io::ErrorKind::Other.into());
            IntakeError::io(&at, error)
        })?;
        if is_table(entry.path()) && entry.path().is_file() && !is_mended_copy(entry.path()) {
            let below = entry.path().strip_prefix(&base).unwrap_or(entry.path());
            files.push((path.join(below), entry.path().to_owned()));
        }
    }
    if files.is_empty() {
        return Err(IntakeError::NoTables { folder: shown });
    }
    Ok((base, files))
}

/// The tables that stand in a folder itself, by name; none where there is no such folder.
pub fn tables_in(folder: &Path) -> Vec<PathBuf> {
    let walk = WalkDir::new(folder).min_depth(1).max_depth(1);
    walk.sort_by_file_name()
        .into_iter()
        .flatten()
        .filter(|entry| !left_alone(entry.file_name()))
        .map(walkdir::DirEntry::into_path)
        .filter(|path| is_table(path) && path.is_file())
        .collect()
}

/// Hidden files, and the lock files that Office keeps beside an open workbook.
fn left_alone(name: &std::ffi::OsStr) -> bool {
    let name = name.to_string_lossy();
    name.starts_with('.') || name.starts_with("~$")
}

fn is_table(path: &Path) -> bool {
    path.extension()
        .is_some_and(|e| TABLES.iter().any(|t| e.eq_ignore_ascii_case(t)))
}

fn common(bases: &[PathBuf]) -> PathBuf {
    let Some((first, rest)) = bases.split_first() else {
        return PathBuf::new();
    };
    rest.iter().fold(first.clone(), |common, base| {
        let shared = common
            .components()
            .zip(base.components())
            .take_while(|(a, b)| a == b);
        shared.map(|(component, _)| component).collect()
    })
}

fn label(full: &Path, common: &Path) -> String {
    let below = full.strip_prefix(common).unwrap_or(full);
    let parts: Vec<String> = below
        .iter()
        .map(|part| part.to_string_lossy().into_owned())
        .collect();
    parts.join("/")
}
/// Whether a file is a mended copy with its original still beside it: the same list once more.
fn is_mended_copy(path: &Path) -> bool {
    let stem = path.file_stem().map(|s| s.to_string_lossy().into_owned());
    let Some(original) = stem.as_deref().and_then(|s| s.strip_suffix(MENDED)) else {
        return false;
    };
    let folder = match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    };
    tables_in(folder).iter().any(|p| {
        p.file_stem()
            .is_some_and(|s| s.to_string_lossy() == original)
    })
}
