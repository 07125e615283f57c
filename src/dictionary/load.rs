//! Which files are read, in which order, and what `--no-builtin` leaves out.

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use serde::de::DeserializeOwned;

use super::error::{DictionaryError, Severity};
use super::key::Keyed;
use super::parse::{self, Parsed, Source};
use super::table::Table;
use super::{Dictionary, DictionaryFile, Problem, for_each_file, lines::*};

/// Which dictionaries to use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LoadOptions {
    /// `false` for `--no-builtin`: no built-in materials, contrasts, equal words, names never to be
    /// split, and no source types of heads and bodies. What reads texts and tables stays.
    pub builtin_knowledge: bool,
    /// The user's folders, the later over the earlier.
    pub dirs: Vec<PathBuf>,
}

impl Default for LoadOptions {
    fn default() -> Self {
        Self {
            builtin_knowledge: true,
            dirs: Vec::new(),
        }
    }
}

macro_rules! file_table {
    ($($field:ident: $line:ty = $file:literal,)+) => {
        /// The built-in files: name without ending, and contents.
        const BUILTIN: &[(&str, &[u8])] = &[
            $(($file, include_bytes!(concat!("../../dictionaries/", $file, ".csv")))),+
        ];

        /// The built-in files, to be read when they are asked for, with the users' entries over them.
        fn tables(files: Vec<DictionaryFile>, users: &[(&'static str, Source<'_>)]) -> (Dictionary, Vec<Problem>) {
            let mut problems = Vec::new();
            let dictionary = Dictionary {
                files,
                $($field: {
                    let mut read: Parsed<$line> = Parsed::default();
                    for (_, source) in users.iter().filter(|(file, _)| *file == $file) {
                        parse::table(source, &mut read);
                    }
                    problems.append(&mut read.problems);
                    Table::new(Some(|| builtin($file).entries), read.entries)
                }),+
            };
            (dictionary, problems)
        }

        /// What is wrong with the built-in files.
        pub(crate) fn builtin_problems() -> Vec<Problem> {
            let mut problems = Vec::new();
            $(problems.append(&mut builtin::<$line>($file).problems);)+
            problems
        }
    };
}
for_each_file!(file_table);

/// Reads a built-in file.
fn builtin<T: DeserializeOwned + Keyed>(file: &str) -> Parsed<T> {
    let mut read = Parsed::default();
    let files = (0u16..).zip(BUILTIN);
    for (file, (name, bytes)) in files.filter(|(_, (name, _))| *name == file) {
        let source = Source {
            name: format!("{name}.csv"),
            bytes: Cow::Borrowed(*bytes),
            file,
            layer: 0,
        };
        parse::table(&source, &mut read);
    }
    read
}

impl Dictionary {
    /// The built-in dictionaries with the user's over them.
    ///
    /// # Errors
    /// A folder or file that cannot be read, a file that no dictionary is named by, or broken lines.
    pub fn load(options: &LoadOptions) -> Result<Self, DictionaryError> {
        let (dictionary, mut problems) = read(options)?;
        problems.retain(|problem| problem.severity == Severity::Error);
        if problems.is_empty() {
            Ok(dictionary)
        } else {
            Err(DictionaryError::Lines { problems })
        }
    }
}

/// The dictionaries, with everything that is wrong with the users' files line by line.
pub(crate) fn read(options: &LoadOptions) -> Result<(Dictionary, Vec<Problem>), DictionaryError> {
    let mut files: Vec<DictionaryFile> = BUILTIN
        .iter()
        .map(|(file, _)| DictionaryFile {
            label: format!("{file}.csv"),
            path: format!("{file}.csv"),
            layer: 0,
        })
        .collect();
    let mut users = Vec::new();
    for (i, dir) in options.dirs.iter().enumerate() {
        let layer = u8::try_from(i + 1).unwrap_or(u8::MAX);
        for (table, name, path) in user_files(dir)? {
            let bytes = std::fs::read(&path).map_err(|source| DictionaryError::Io {
                path: path.clone(),
                source,
            })?;
            let nth = if i == 0 {
                String::new()
            } else {
                (i + 1).to_string()
            };
            // Sixteen bits hold the files of some three thousand folders; beyond, labels would repeat.
            let file = u16::try_from(files.len()).unwrap_or(u16::MAX);
            let path = path.display().to_string();
            files.push(DictionaryFile {
                label: format!("用户词典{nth}/{name}"),
                path: path.clone(),
                layer,
            });
            users.push((
                table,
                Source {
                    name: path,
                    bytes: Cow::Owned(bytes),
                    file,
                    layer,
                },
            ));
        }
    }
    let (mut dictionary, problems) = tables(files, &users);
    if !options.builtin_knowledge {
        forget_knowledge(&mut dictionary);
    }
    Ok((dictionary, problems))
}

/// The dictionary files of a user's folder, by name: table, file name, path.
fn user_files(dir: &Path) -> Result<Vec<(&'static str, String, PathBuf)>, DictionaryError> {
    let failed = |source| DictionaryError::Io {
        path: dir.to_owned(),
        source,
    };
    let mut found = Vec::new();
    for entry in std::fs::read_dir(dir).map_err(failed)? {
        let path = entry.map_err(failed)?.path();
        let name = path
            .file_name()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
        // Hidden files, office lock files and a README may lie beside the dictionaries.
        if name.starts_with(['.', '~']) || name.to_ascii_lowercase().starts_with("readme") {
            continue;
        }
        let lower = name.to_ascii_lowercase();
        let table = lower
            .strip_suffix(".csv")
            .or_else(|| lower.strip_suffix(".tsv"))
            .and_then(|stem| BUILTIN.iter().find(|(file, _)| *file == stem));
        match table {
            Some((file, _)) => found.push((*file, name, path)),
            None => {
                return Err(DictionaryError::UnknownFile {
                    path,
                    known: BUILTIN
                        .iter()
                        .map(|(file, _)| format!("{file}.csv"))
                        .collect::<Vec<_>>()
                        .join("、"),
                });
            }
        }
    }
    found.sort();
    Ok(found)
}

fn forget_knowledge(dictionary: &mut Dictionary) {
    dictionary.materials.keep_users();
    dictionary.contrasts.keep_users();
    dictionary.equal_words.keep_users();
    dictionary.rewordings.keep_users();
    dictionary.fixed_names.keep_users();
    dictionary.type_clues.keep_users();
    let builtin = |origin: Origin| origin.layer == 0;
    for head in dictionary.heads.entries_mut() {
        if builtin(head.origin) {
            head.line.source_type = None;
            head.line.confidence = 0.0;
        }
    }
    for issuer in dictionary.issuers.entries_mut() {
        if builtin(issuer.origin) {
            issuer.line.source_type = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(files: &[(&str, &str)]) -> (tempfile::TempDir, LoadOptions) {
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in files {
            std::fs::write(dir.path().join(name), text).unwrap();
        }
        let options = LoadOptions {
            dirs: vec![dir.path().to_owned()],
            ..LoadOptions::default()
        };
        (dir, options)
    }

    #[test]
    fn a_users_folder_may_hold_any_subset() {
        let (_dir, options) = with(&[
            ("materials.tsv", "标准名称\t别名\n甲证\t甲|乙\n"),
            ("README.md", "x"),
            (".hidden", "x"),
            ("~$materials.csv", "x"),
        ]);
        let got = Dictionary::load(&options).unwrap();
        let last = got.materials.last().unwrap();
        assert_eq!(last.origin.layer, 1);
        assert_eq!(got.entry_label(last.origin), "用户词典/materials.tsv");
        assert_eq!(got.place(last.origin), "用户词典/materials.tsv 第 2 行");
        let bare = Dictionary::load(&LoadOptions {
            builtin_knowledge: false,
            ..options
        })
        .unwrap();
        assert_eq!(bare.materials.len(), 1);
    }

    #[test]
    fn an_unknown_file_is_refused_with_the_known_names() {
        let (_dir, options) = with(&[("material.csv", "标准名称\n")]);
        let said = Dictionary::load(&options).unwrap_err().to_string();
        assert!(said.contains("material.csv") && said.contains("materials.csv、contrasts.csv"));
        let gone = LoadOptions {
            dirs: vec![_dir.path().join("no")],
            ..LoadOptions::default()
        };
        assert!(matches!(
            Dictionary::load(&gone),
            Err(DictionaryError::Io { .. })
        ));
    }

    #[test]
    fn broken_lines_stop_loading() {
        let (_dir, options) = with(&[("heads.csv", "词尾,把握\n证,多\n")]);
        let said = Dictionary::load(&options).unwrap_err().to_string();
        assert!(said.contains("heads.csv 第 2 行"), "{said}");
    }

    #[test]
    fn the_fingerprint_is_of_what_is_said() {
        let print = |text: &str| {
            let (_dir, options) = with(&[("weightless.csv", text)]);
            Dictionary::load(&options).unwrap().fingerprint()
        };
        let one = print("词,备注\n甲,\n乙,\n");
        assert_eq!(
            one,
            print("\u{feff}# 说明\r\n词,备注\r\n\r\n乙,\r\n甲,\r\n")
        );
        assert_ne!(one, print("词,备注\n甲,\n丙,\n"));
        assert_ne!(one, Dictionary::builtin().unwrap().fingerprint());
    }
}
