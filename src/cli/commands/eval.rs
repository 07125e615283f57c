//! `guiyi eval`: how right the main job is on names that people have labelled.

use std::io::Write;

use crate::cli::args::EvalArgs;
use crate::cli::exit::Exit;
use crate::cli::settings;
use crate::eval::{evaluate, read_gold, report, write_errors};
use crate::output::width;
use crate::pipeline;

/// Measures, prints the figures and, where asked, writes what is wrong.
pub fn run(args: EvalArgs, stdout: &mut dyn Write) -> anyhow::Result<Exit> {
    let gold = read_gold(&args.gold)?;
    let known = pipeline::load_for_good(&settings::knowledge_only(args.knowledge)?)?;
    known.matcher.prepare();
    let evaluation = evaluate(known, &gold);
    if let Some(out) = &args.out {
        write_errors(&evaluation, out)?;
    }
    if args.json {
        serde_json::to_writer_pretty(&mut *stdout, &evaluation.figures)?;
        writeln!(stdout)?;
        return Ok(Exit::Done);
    }
    for line in report::lines(&evaluation.figures) {
        writeln!(stdout, "{line}")?;
    }
    if let Some(out) = &args.out {
        writeln!(stdout, "{}{}", width::pad("错误明细", 10), out.display())?;
    }
    Ok(Exit::Done)
}
