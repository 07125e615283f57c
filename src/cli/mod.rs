//! Arguments and `guiyi.toml` become settings; commands run; the only room that prints or exits.

/// Runs the command line and says how it ended.
pub fn main() -> std::process::ExitCode {
    std::process::ExitCode::SUCCESS
}
