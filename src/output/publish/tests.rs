//! What a folder looks like before, after and when something goes wrong in between.

use std::fs;
use std::path::Path;

use super::*;

fn put(folder: &Path, name: &str, text: &str) {
    fs::write(folder.join(name), text).unwrap();
}

/// The names and contents of a folder, sorted; nothing may be hidden.
fn listing(folder: &Path) -> Vec<(String, String)> {
    let mut all: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let entry = entry.unwrap();
            let name = entry.file_name().into_string().unwrap();
            (name, fs::read_to_string(entry.path()).unwrap_or_default())
        })
        .collect();
    all.sort();
    all
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    let owned = |(a, b): &(&str, &str)| ((*a).to_owned(), (*b).to_owned());
    expected.iter().map(owned).collect()
}

#[test]
fn a_new_folder_appears_whole_with_its_parents() {
    let root = tempfile::tempdir().unwrap();
    let target = root.path().join("a/b/成果");
    let staging = Staging::beside(&target).unwrap();
    fs::write(staging.path("mapping.csv"), "m").unwrap();
    assert!(!target.exists());
    staging.publish().unwrap();
    assert_eq!(listing(&target), pairs(&[("mapping.csv", "m")]));
    assert_eq!(listing(&root.path().join("a/b")).len(), 1);
}

#[cfg(unix)]
#[test]
fn a_new_folder_has_the_permissions_of_any_new_folder() {
    use std::os::unix::fs::PermissionsExt;
    let root = tempfile::tempdir().unwrap();
    let (target, plain) = (root.path().join("out"), root.path().join("plain"));
    Staging::beside(&target).unwrap().publish().unwrap();
    fs::create_dir(&plain).unwrap();
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode(&target), mode(&plain));
}

#[test]
fn dropped_it_leaves_no_trace() {
    let root = tempfile::tempdir().unwrap();
    let staging = Staging::beside(&root.path().join("a/b/out")).unwrap();
    fs::write(staging.path("mapping.csv"), "m").unwrap();
    drop(staging);
    assert_eq!(listing(root.path()), []);
}

#[test]
fn replaces_ours_keeps_theirs_and_removes_stale_ones() {
    let root = tempfile::tempdir().unwrap();
    let target = root.path().join("out");
    fs::create_dir(&target).unwrap();
    put(&target, "mapping.csv", "old");
    put(&target, "归一成果.xlsx", "old");
    put(&target, "我的笔记.txt", "mine");
    fs::create_dir(target.join("子文件夹")).unwrap();
    let staging = Staging::beside(&target).unwrap();
    fs::write(staging.path("mapping.csv"), "new").unwrap();
    fs::write(staging.path("summary.json"), "{}").unwrap();
    staging.publish().unwrap();
    let expected = [
        ("mapping.csv", "new"),
        ("summary.json", "{}"),
        ("子文件夹", ""),
        ("我的笔记.txt", "mine"),
    ];
    assert_eq!(listing(&target), pairs(&expected));
    assert_eq!(listing(root.path()).len(), 1);
}

#[test]
fn an_abandoned_run_changes_nothing() {
    let root = tempfile::tempdir().unwrap();
    put(root.path(), "mapping.csv", "old");
    let staging = Staging::beside(root.path()).unwrap();
    fs::write(staging.path("mapping.csv"), "new").unwrap();
    drop(staging);
    assert_eq!(listing(root.path()), pairs(&[("mapping.csv", "old")]));
}

#[test]
fn a_move_that_fails_takes_back_those_before_it() {
    let root = tempfile::tempdir().unwrap();
    let at = |name: &str| root.path().join(name);
    put(root.path(), "1", "one");
    put(root.path(), "2", "two");
    put(root.path(), "3", "three");
    // A file cannot be moved onto a folder with something in it.
    fs::create_dir_all(at("folder/inside")).unwrap();
    let before = listing(root.path());
    let moves = [("1", "1'"), ("none", "x"), ("2", "1"), ("3", "folder")];
    let stuck = move_all(moves.map(|(from, to)| (at(from), at(to))).into_iter()).unwrap_err();
    assert_eq!((stuck.at, stuck.whole), (at("3"), true));
    assert_eq!(listing(root.path()), before);
}

#[test]
fn a_file_in_the_way_is_named() {
    let root = tempfile::tempdir().unwrap();
    put(root.path(), "out", "");
    for target in ["out", "out/deeper/still"] {
        let target = root.path().join(target);
        let error = Staging::beside(&target).unwrap_err();
        assert!(matches!(error, OutputError::NotAFolder { .. }), "{error}");
    }
}

#[test]
fn a_folder_with_the_name_of_a_file_is_not_ours() {
    let root = tempfile::tempdir().unwrap();
    let target = root.path().join("out");
    fs::create_dir_all(target.join("mapping.csv")).unwrap();
    put(&target, "catalog.csv", "old");
    let staging = Staging::beside(&target).unwrap();
    fs::write(staging.path("catalog.csv"), "new").unwrap();
    let error = staging.publish().unwrap_err();
    assert!(matches!(error, OutputError::NotAFile { .. }), "{error}");
    let expected = [("catalog.csv", "old"), ("mapping.csv", "")];
    assert_eq!(listing(&target), pairs(&expected));
    assert_eq!(listing(root.path()).len(), 1);
}

#[test]
fn earlier_finds_what_a_person_may_have_filled_in() {
    let root = tempfile::tempdir().unwrap();
    assert!(earlier(root.path()).is_empty());
    assert!(earlier(&root.path().join("没有")).is_empty());
    put(root.path(), "归一成果.xlsx", "");
    put(root.path(), "mapping.csv", "");
    assert_eq!(earlier(root.path()), [root.path().join("归一成果.xlsx")]);
}

#[cfg(unix)]
#[test]
fn a_link_to_a_folder_is_followed() {
    let root = tempfile::tempdir().unwrap();
    let (real, link) = (root.path().join("real"), root.path().join("link"));
    fs::create_dir(&real).unwrap();
    std::os::unix::fs::symlink(&real, &link).unwrap();
    let staging = Staging::beside(&link).unwrap();
    fs::write(staging.path("mapping.csv"), "m").unwrap();
    staging.publish().unwrap();
    assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
    assert_eq!(listing(&real), pairs(&[("mapping.csv", "m")]));
}
