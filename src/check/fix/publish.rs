//! Where mended lists go, and how they get there: whole or not at all, and over nobody's work.

use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use super::{FixError, Fixes, Mending};
use crate::intake::{Format, MENDED};

/// Endings of workbooks that can be written as they are.
const WORKBOOKS: [&str; 4] = ["xlsx", "xlsm", "xltx", "xltm"];

/// Where mended lists go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A copy beside the original.
    Beside,
    /// Over the original.
    Over,
}

/// The copy's path: beside the list, of its own kind; a workbook of the old format becomes a new one.
pub(super) fn copy_of(path: &Path, format: Format) -> PathBuf {
    let ending = path
        .extension()
        .map(|e| e.to_string_lossy().into_owned())
        .unwrap_or_default();
    let own = WORKBOOKS.iter().any(|w| ending.eq_ignore_ascii_case(w));
    let ending = match format {
        Format::Text => ending,
        _ if own => ending,
        _ => "xlsx".to_owned(),
    };
    let stem = path
        .file_stem()
        .map(|s| s.to_string_lossy().into_owned())
        .unwrap_or_default();
    let dot = if ending.is_empty() { "" } else { "." };
    path.with_file_name(format!("{stem}{MENDED}{dot}{ending}"))
}

impl Mending {
    /// Where the mended list goes.
    pub fn target(&self, place: Place) -> &Path {
        match place {
            Place::Beside => &self.copy,
            Place::Over => &self.source,
        }
    }
}

impl Fixes {
    /// Writes all mended lists; files without changes are left alone. An older copy that is another than
    /// would be written is only replaced where `overwrite` says so.
    ///
    /// # Errors
    /// Before anything is written, if something stands in the way; or if the system fails.
    pub fn publish(&self, place: Place, overwrite: bool) -> Result<(), FixError> {
        let changed = || self.files.iter().filter(|m| !m.changes.is_empty());
        for mending in changed() {
            if place == Place::Over && !mending.in_place {
                let path = mending.source.clone();
                return Err(FixError::OldFormat { path });
            }
            let path = mending.target(place);
            if place == Place::Beside && !overwrite && path.exists() && !mending.stands(path) {
                let path = path.to_owned();
                return Err(FixError::Exists { path });
            }
        }
        for mending in changed() {
            let path = mending.target(place);
            if !mending.stands(path) {
                mending.write(path)?;
            }
        }
        Ok(())
    }
}

impl Mending {
    /// Whether the file is what would be written.
    fn stands(&self, path: &Path) -> bool {
        fs::read(path).is_ok_and(|old| old == self.bytes)
    }

    fn write(&self, path: &Path) -> Result<(), FixError> {
        // Through a link, to the file it stands for.
        let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let failed = |source| FixError::Io {
            path: path.clone(),
            source,
        };
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let mut file = tempfile::NamedTempFile::new_in(folder).map_err(failed)?;
        file.write_all(&self.bytes).map_err(failed)?;
        file.as_file().sync_all().map_err(failed)?;
        // Whoever may read the list may read the mended one.
        if let Ok(original) = fs::metadata(&self.source) {
            let _ = fs::set_permissions(file.path(), original.permissions());
        }
        file.persist(path).map_err(|e| failed(e.error))?;
        Ok(())
    }
}
