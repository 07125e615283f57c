//! `guiyi run`: the main job.

use std::io::Write;

use crate::cli::args::RunArgs;
use crate::cli::exit::Exit;
use crate::cli::progress::Bar;
use crate::cli::settings;
use crate::output::width;
use crate::pipeline;

/// Runs the job and prints the summary.
pub fn run(args: RunArgs, stdout: &mut dyn Write, stderr: &mut dyn Write) -> anyhow::Result<Exit> {
    let settings = settings::run(args)?;
    if let (Some(config), false) = (&settings.config, settings.quiet) {
        writeln!(stderr, "使用配置 {}", config.display())?;
    }
    let bar = Bar::new(settings.progress, settings.quiet);
    let outcome = pipeline::run_for_good(&settings.options, &bar);
    bar.finish();
    let summary = outcome?;
    // Not hushed by --quiet: rows are missing.
    for skipped in &summary.skipped {
        writeln!(stderr, "警告：跳过一个文件，其中的行没有计入：{skipped}")?;
    }
    if settings.quiet {
        return Ok(Exit::Done);
    }
    for input in &summary.inputs {
        for sheet in &input.sheets {
            for note in &sheet.notes {
                let place = if sheet.name.is_empty() {
                    input.file.clone()
                } else {
                    format!("{}［{}］", input.file, sheet.name)
                };
                writeln!(stderr, "提示：{place}：{note}")?;
            }
        }
    }
    for (label, text) in summary.lines() {
        writeln!(stdout, "{}{text}", width::pad(&label, 10))?;
    }
    writeln!(
        stdout,
        "{}{}",
        width::pad("成果", 10),
        settings.options.out.display()
    )?;
    Ok(Exit::Done)
}
