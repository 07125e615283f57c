//! Each command as recorded cases: what is typed, what is printed, how it ends.
//! `TRYCMD=overwrite cargo test --test cli` records them anew.

#[test]
fn recorded_commands() {
    trycmd::TestCases::new().case("tests/cmd/*.toml");
}
