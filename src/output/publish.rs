//! Whole or not at all: results are written beside the output folder, then put in its place.

use std::fs;
use std::path::{Path, PathBuf};

use super::OutputError;

/// The workbook.
pub const WORKBOOK: &str = "归一成果.xlsx";

/// All files that a run may write. The ones that it does not write this time are taken away, so that
/// a folder never mixes two runs.
pub const FILES: [&str; 6] = ["mapping.csv", "catalog.csv", "pending.csv", "excluded.csv", WORKBOOK, "summary.json"];

/// A folder beside the output folder, in which results are written. Dropped without being published,
/// it is gone.
#[derive(Debug)]
pub struct Staging {
    dir: PathBuf,
    staged: tempfile::TempDir,
}

impl Staging {
    /// Makes the folder, on the same disk as the output folder, so that renaming is all there is to do.
    ///
    /// # Errors
    ///
    /// If the output folder is a file, or its parent cannot be written to.
    pub fn beside(dir: &Path) -> Result<Self, OutputError> {
        if dir.exists() && !dir.is_dir() {
            return Err(OutputError::NotAFolder(dir.to_owned()));
        }
        let parent = match dir.parent() {
            Some(parent) if !parent.as_os_str().is_empty() => parent.to_owned(),
            _ => PathBuf::from("."),
        };
        fs::create_dir_all(&parent).map_err(|e| OutputError::io(&parent, e))?;
        let mut builder = tempfile::Builder::new();
        builder.prefix(".guiyi-");
        let staged = builder.tempdir_in(&parent).map_err(|e| OutputError::io(&parent, e))?;
        Ok(Self { dir: dir.to_owned(), staged })
    }

    /// Where a result is to be written.
    pub fn path(&self, name: &str) -> PathBuf {
        self.staged.path().join(name)
    }

    /// Puts the results in the place of the output folder.
    ///
    /// A folder that is there may hold the user's own files beside ours, so it is not swapped whole:
    /// our earlier files are moved aside, the new ones moved in, and if any of that fails, all of it
    /// is moved back.
    ///
    /// # Errors
    ///
    /// If a file cannot be moved; then the output folder is as it was.
    pub fn publish(self) -> Result<(), OutputError> {
        let failed = |path: &Path| {
            let path = path.to_owned();
            move |e| OutputError::io(&path, e)
        };
        if !self.dir.exists() {
            let staged = self.staged.keep();
            open_to_others(&staged);
            return fs::rename(&staged, &self.dir).map_err(|e| {
                let _ = fs::remove_dir_all(&staged);
                OutputError::io(&self.dir, e)
            });
        }
        let aside = self.path(".earlier");
        fs::create_dir(&aside).map_err(failed(&aside))?;
        let mut moved: Vec<(PathBuf, PathBuf)> = Vec::new();
        let mut shift = |from: PathBuf, to: PathBuf| -> Result<(), OutputError> {
            fs::rename(&from, &to).map_err(failed(&to))?;
            moved.push((from, to));
            Ok(())
        };
        let swapped = (|| {
            for name in FILES.iter().filter(|n| self.dir.join(n).exists()) {
                shift(self.dir.join(name), aside.join(name))?;
            }
            for name in FILES.iter().filter(|n| self.path(n).exists()) {
                shift(self.path(name), self.dir.join(name))?;
            }
            Ok(())
        })();
        if swapped.is_err() {
            for (from, to) in moved.into_iter().rev() {
                let _ = fs::rename(to, from);
            }
        }
        swapped
    }
}

/// A temporary folder is its owner's alone; results are as readable as any file the user makes.
#[cfg(unix)]
fn open_to_others(dir: &Path) {
    use std::os::unix::fs::PermissionsExt;
    // The mode that the process would have given: that of a file just made, made searchable.
    let mode = fs::read_dir(dir)
        .ok()
        .and_then(|mut entries| entries.next()?.ok()?.metadata().ok())
        .map_or(0o755, |m| m.permissions().mode() & 0o777 | 0o700 | (m.permissions().mode() & 0o444) >> 2);
    let _ = fs::set_permissions(dir, fs::Permissions::from_mode(mode));
}

#[cfg(not(unix))]
fn open_to_others(_: &Path) {}

#[cfg(test)]
mod tests {
    use super::*;

    fn stage(dir: &Path, name: &str, text: &str) -> Staging {
        let staging = Staging::beside(dir).expect("a temporary folder can be made");
        fs::write(staging.path(name), text).expect("and written to");
        staging
    }

    #[test]
    fn results_replace_earlier_ones_and_leave_other_files_alone() {
        let root = tempfile::tempdir().expect("temporary folder");
        let dir = root.path().join("深/成果");
        stage(&dir, "mapping.csv", "1").publish().expect("published");
        fs::write(dir.join("我的笔记.txt"), "x").expect("written");
        stage(&dir, "catalog.csv", "2").publish().expect("published");
        let mut names: Vec<String> = fs::read_dir(&dir)
            .expect("read")
            .map(|e| e.expect("entry").file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        assert_eq!(names, ["catalog.csv", "我的笔记.txt"]);
        assert_eq!(fs::read_dir(dir.parent().expect("parent")).expect("read").count(), 1);
    }

    #[test]
    fn nothing_is_left_of_results_that_were_not_published() {
        let root = tempfile::tempdir().expect("temporary folder");
        drop(stage(&root.path().join("out"), "mapping.csv", "1"));
        assert_eq!(fs::read_dir(root.path()).expect("read").count(), 0);
    }

    #[test]
    fn a_failed_move_leaves_the_earlier_results() {
        let root = tempfile::tempdir().expect("temporary folder");
        let dir = root.path().join("out");
        stage(&dir, "mapping.csv", "1").publish().expect("published");
        let staging = stage(&dir, "mapping.csv", "2");
        // A folder that is not empty stands where a file is to be moved.
        fs::write(staging.path(".earlier"), "x").expect("written");
        assert!(staging.publish().is_err());
        assert_eq!(fs::read_to_string(dir.join("mapping.csv")).expect("read"), "1");
    }

    #[test]
    fn a_file_is_no_output_folder() {
        let file = tempfile::NamedTempFile::new().expect("temporary file");
        assert!(matches!(Staging::beside(file.path()), Err(OutputError::NotAFolder(_))));
    }
}
