//! Finished files take their place, whole or not at all.
//!
//! Everything is written into a staging folder beside the target. Only when all of it is complete
//! and on the disk does [`Staging::publish`] move it:
//!
//! - The target does not exist: the staging folder itself is renamed. One step, atomic.
//! - The target exists: the earlier run's files are moved aside, then the new ones in, one rename
//!   each; should one fail, all are moved back. Not a swap of the two folders, although that is
//!   only two renames: the target may be a mount point, be shared, be watched or be open in a
//!   shell, and the user's own files in it would have to be carried over one by one, so that a
//!   failure half-way would endanger what is not ours. `summary.json` goes first and comes last:
//!   should the power fail between the renames, a folder with a summary still holds one run.
//!
//! Files that an earlier run wrote and this one does not (`--write csv`) go away: a folder never
//! mixes two runs. Nothing but the names that the command may write ([`NAMES`] for a run) is ever
//! touched.

use std::fs::{self, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::OutputError;

/// The files that a run may write, in the order in which they are put in place.
pub const NAMES: [&str; 6] = [
    "mapping.csv",
    "catalog.csv",
    "pending.csv",
    "excluded.csv",
    "归一成果.xlsx",
    "summary.json",
];

/// The files in which a person may have filled in the column 结论.
const FILLABLE: [&str; 2] = ["pending.csv", "归一成果.xlsx"];

/// How the staging folder's name begins.
const PREFIX: &str = ".guiyi-";

/// Where, within the staging folder, the earlier run's files wait.
pub(super) const EARLIER: &str = ".earlier";

/// The files in `folder` in which a person may have filled in the column 结论.
///
/// The pipeline looks into them before it lets a run replace them.
pub fn earlier(folder: &Path) -> Vec<PathBuf> {
    FILLABLE
        .iter()
        .map(|name| folder.join(name))
        .filter(|path| path.is_file())
        .collect()
}

/// A folder that is filled out of sight. Dropped without [`Staging::publish`], it leaves no trace.
#[derive(Debug)]
pub struct Staging {
    /// Taken by `publish`, so that dropping removes nothing that was published.
    folder: Option<TempDir>,
    target: PathBuf,
    /// What may be written, in the order in which it is put in place.
    names: &'static [&'static str],
    /// Folders above the target that were made for it, outermost first.
    made: Vec<PathBuf>,
}

impl Staging {
    /// A staging folder for the results of a run: [`Staging::of`] with [`NAMES`].
    ///
    /// # Errors
    /// As [`Staging::of`].
    pub fn beside(target: &Path) -> Result<Self, OutputError> {
        Self::of(target, &NAMES)
    }

    /// Makes a staging folder beside `target`, and the folders above it where they are missing.
    /// `names` are the files that the command may write; no others are touched.
    ///
    /// It fails early where the target could not be filled in the end. Where the target exists and
    /// nothing can be made beside it, or what is beside it is another file system (a mount point),
    /// the staging folder stands in the target.
    ///
    /// # Errors
    /// The target is a file, or may not be written.
    pub fn of(target: &Path, names: &'static [&'static str]) -> Result<Self, OutputError> {
        let failed = |e| OutputError::io(target, e);
        if target.exists() {
            if !target.is_dir() {
                return Err(OutputError::NotAFolder {
                    path: target.to_path_buf(),
                });
            }
            // Beside what a link points to, not beside the link; and `.` has no parent.
            let target = fs::canonicalize(target).map_err(failed)?;
            let beside = target.parent().and_then(|parent| {
                let folder = make_staging(parent).ok()?;
                probe(folder.path(), &target).ok()?;
                Some(folder)
            });
            let folder = match beside {
                Some(folder) => folder,
                None => make_staging(&target).map_err(failed)?,
            };
            return Ok(Self {
                folder: Some(folder),
                target,
                names,
                made: Vec::new(),
            });
        }
        let target = std::path::absolute(target).map_err(failed)?;
        let mut staging = Self {
            folder: None,
            made: Vec::new(),
            target,
            names,
        };
        // From here on, dropping `staging` takes back what was made.
        let parent = staging.make_parents()?;
        let folder = make_staging(&parent).map_err(|e| OutputError::io(&parent, e))?;
        staging.folder = Some(folder);
        Ok(staging)
    }

    /// Where a file of that name is to be written.
    pub fn path(&self, name: &str) -> PathBuf {
        debug_assert!(
            self.names.contains(&name),
            "{name} would never be published"
        );
        match &self.folder {
            Some(folder) => folder.path().join(name),
            None => self.target.join(name),
        }
    }

    /// Puts the files in their place.
    ///
    /// # Errors
    /// They cannot be put there; then all is as it was before.
    pub fn publish(mut self) -> Result<(), OutputError> {
        let Some(folder) = self.folder.take() else {
            return Ok(());
        };
        settle(folder.path(), self.names)?;
        if self.target.exists() {
            self.replace(folder)
        } else {
            self.rename(folder)
        }
    }

    /// Makes the missing folders above the target, and gives the one directly above.
    fn make_parents(&mut self) -> Result<PathBuf, OutputError> {
        let parent = match self.target.parent() {
            Some(parent) => parent.to_path_buf(),
            None => self.target.clone(),
        };
        let missing: Vec<_> = parent.ancestors().take_while(|p| !p.exists()).collect();
        if let Some(first) = parent.ancestors().find(|p| p.exists())
            && !first.is_dir()
        {
            return Err(OutputError::NotAFolder {
                path: first.to_path_buf(),
            });
        }
        for folder in missing.into_iter().rev() {
            match fs::create_dir(folder) {
                Ok(()) => self.made.push(folder.to_path_buf()),
                // Another run was quicker.
                Err(e) if e.kind() == io::ErrorKind::AlreadyExists => {}
                Err(e) => return Err(OutputError::io(folder, e)),
            }
        }
        Ok(parent)
    }

    fn rename(mut self, folder: TempDir) -> Result<(), OutputError> {
        fs::rename(folder.path(), &self.target).map_err(|e| OutputError::io(&self.target, e))?;
        // Its name is gone: there is nothing left to remove.
        let _ = folder.keep();
        self.made.clear();
        Ok(())
    }

    fn replace(mut self, folder: TempDir) -> Result<(), OutputError> {
        for name in self.names {
            let path = self.target.join(name);
            // A folder or a device of that name is none of ours. A link to a file is replaced.
            if path.exists() && !path.is_file() {
                return Err(OutputError::NotAFile { path });
            }
        }
        let aside = folder.path().join(EARLIER);
        fs::create_dir(&aside).map_err(|e| OutputError::io(&aside, e))?;
        let out = self
            .names
            .iter()
            .rev()
            .map(|name| (self.target.join(name), aside.join(name)));
        let into = self
            .names
            .iter()
            .map(|name| (folder.path().join(name), self.target.join(name)));

        match move_all(out.chain(into)) {
            Ok(()) => {
                self.made.clear();
                Ok(())
            }
            Err(Stuck { at, whole, source }) if whole => {
                // Named by its place in the target, which is where the user looks.
                let name = at.file_name().unwrap_or_default();
                Err(OutputError::io(&self.target.join(name), source))
            }
            Err(Stuck { source, .. }) => Err(OutputError::RollBack {
                path: self.target.clone(),
                kept: folder.keep(),
                source,
            }),
        }
    }
}

/// A move that failed.
#[derive(Debug)]
struct Stuck {
    /// What could not be moved.
    at: PathBuf,
    /// Whether all moves before it were taken back.
    whole: bool,
    source: io::Error,
}

/// Makes each move (from, to) in order; what is not there is passed over. Should one fail, those
/// before it are taken back, last first.
fn move_all(moves: impl Iterator<Item = (PathBuf, PathBuf)>) -> Result<(), Stuck> {
    let mut done: Vec<(PathBuf, PathBuf)> = Vec::new();
    for (from, to) in moves {
        match fs::rename(&from, &to) {
            Ok(()) => done.push((from, to)),
            Err(e) if e.kind() == io::ErrorKind::NotFound => {}
            Err(source) => {
                let mut whole = true;
                for (from, to) in done.iter().rev() {
                    whole &= fs::rename(to, from).is_ok();
                }
                let at = from;
                return Err(Stuck { at, whole, source });
            }
        }
    }
    Ok(())
}

impl Drop for Staging {
    fn drop(&mut self) {
        // The staging folder first: it stands in the folders that were made.
        drop(self.folder.take());
        for folder in self.made.iter().rev() {
            // Only an empty one goes; another run may have put something there.
            let _ = fs::remove_dir(folder);
        }
    }
}

/// Makes a staging folder in `parent`.
fn make_staging(parent: &Path) -> io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix(PREFIX);
    // It may become the target itself, which is not private as scratch folders are: the user's
    // umask says who may read it.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o777));
    builder.tempdir_in(parent)
}

/// Tries, with an empty file, whether files can be renamed from the one folder into the other.
fn probe(from: &Path, to: &Path) -> io::Result<()> {
    let file = tempfile::Builder::new()
        .prefix(PREFIX)
        .tempfile_in(from)?
        .into_temp_path();
    let Some(name) = file.file_name() else {
        return Ok(());
    };
    let landed = to.join(name);
    fs::rename(&file, &landed)?;
    fs::remove_file(landed)
}

/// Waits until the disk has the files: some file systems say only now that they are full, and a
/// rename may overtake the contents.
fn settle(folder: &Path, names: &[&str]) -> Result<(), OutputError> {
    for name in names {
        let path = folder.join(name);
        match OpenOptions::new().write(true).open(&path) {
            Ok(file) => file.sync_all().map_err(|e| OutputError::io(&path, e))?,
            Err(e) if e.kind() == io::ErrorKind::NotFound => {}
            Err(e) => return Err(OutputError::io(&path, e)),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
