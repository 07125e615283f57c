//! The `guiyi` command: parse, run, say how it ended.

fn main() -> std::process::ExitCode {
    guiyi::cli::main()
}
