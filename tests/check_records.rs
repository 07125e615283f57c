//! What is kept in the repository and comes from the program: the findings of the sample lists, the page
//! of rules, and the commands of the CI examples.
//!
//! `UPDATE=1 cargo test --test check_records` writes the first two anew.

use std::path::Path;

use assert_cmd::Command;

fn guiyi(folder: &Path) -> Command {
    let mut command = Command::cargo_bin("guiyi").unwrap();
    command.current_dir(folder);
    command
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn recorded(path: &str, now: &str) {
    let path = root().join(path);
    if std::env::var_os("UPDATE").is_some() {
        std::fs::write(&path, now).unwrap();
    }
    let kept = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        kept == now,
        "{} is out of date: UPDATE=1 cargo test --test check_records, then look at what changed",
        path.display()
    );
}

#[test]
fn the_findings_of_the_sample_lists() {
    let run = guiyi(root())
        .args(["check", "sample-data", "--format", "csv"])
        .output()
        .unwrap();
    // They are as untidy as lists are.
    assert_eq!(run.status.code(), Some(1));
    recorded(
        "tests/recorded/check.csv",
        &String::from_utf8(run.stdout).unwrap(),
    );
}

#[test]
fn the_page_of_rules_says_what_the_program_says() {
    let run = guiyi(root()).args(["rule", "--markdown"]).output().unwrap();
    let page = String::from_utf8(run.stdout).unwrap();
    recorded("docs/rules.md", &page);
    let rules = guiyi(root()).arg("rule").output().unwrap();
    let rules = String::from_utf8(rules.stdout).unwrap();
    assert!(rules.lines().count() > 30);
    for line in rules.lines() {
        let (id, rest) = line.split_once(' ').unwrap();
        let (level, name) = rest.split_once(' ').unwrap();
        assert!(
            page.contains(&format!("## {id} {name}（{level}）")),
            "{line}"
        );
    }
    // One of them in full, the page against the command.
    let one = guiyi(root()).args(["rule", "C18"]).output().unwrap();
    let one = String::from_utf8(one.stdout).unwrap();
    for fact in one.lines().skip(1) {
        assert!(page.contains(&format!("- {}", fact.trim())), "{fact}");
    }
}

/// The lines of a file that run a check, the program's place left out; with what is written between
/// quotes for the shell taken as the shell would.
fn commands(text: &str) -> Vec<Vec<String>> {
    text.lines()
        .filter_map(|line| {
            let (before, args) = line.split_once(" check ")?;
            let program = before.trim_end_matches(['"', '}']);
            (program.ends_with("GUIYI") || program.ends_with("guiyi")).then(|| {
                args.replace("\"$@\"' --", "清单/甲.csv")
                    .split_whitespace()
                    .map(str::to_owned)
                    .collect()
            })
        })
        .collect()
}

#[test]
fn the_commands_of_the_ci_examples_run() {
    let dir = tempfile::tempdir().unwrap();
    std::fs::create_dir(dir.path().join("清单")).unwrap();
    std::fs::write(
        dir.path().join("清单/甲.csv"),
        "材料名称\n其他材料\n营业执照\n",
    )
    .unwrap();
    for (file, count) in [
        ("github-actions.yml", 1),
        ("gitlab-ci.yml", 1),
        ("pre-commit-config.yaml", 1),
        ("README.md", 1),
    ] {
        let text = std::fs::read_to_string(root().join("examples/ci").join(file)).unwrap();
        let commands = commands(&text);
        assert_eq!(commands.len(), count, "{file}");
        for args in commands {
            let run = guiyi(dir.path()).arg("check").args(&args).output().unwrap();
            let code = if args.iter().any(|a| a == "--write-baseline") {
                0
            } else {
                1
            };
            let err = String::from_utf8_lossy(&run.stderr);
            assert_eq!(run.status.code(), Some(code), "{file} {args:?}: {err}");
            // What is uploaded afterwards is there.
            for (_, output) in args
                .iter()
                .zip(&args[1..])
                .filter(|(a, _)| *a == "--output")
            {
                let name = output.rsplit('=').next().unwrap();
                assert!(dir.path().join(name).is_file(), "{file}: {name}");
                assert!(
                    text.matches(name).count() >= 2,
                    "{file} does not hand on {name}"
                );
            }
        }
    }
    // The settings that the README tells to write down are settings.
    let readme = std::fs::read_to_string(root().join("examples/ci/README.md")).unwrap();
    let toml = readme
        .split("```toml\n")
        .nth(1)
        .unwrap()
        .split("```")
        .next()
        .unwrap();
    std::fs::write(dir.path().join("guiyi.toml"), toml).unwrap();
    let run = guiyi(dir.path()).args(["check", "清单"]).output().unwrap();
    assert_eq!(
        run.status.code(),
        Some(0),
        "{}",
        String::from_utf8_lossy(&run.stderr)
    );
}
