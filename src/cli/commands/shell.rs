//! `guiyi completions` and `guiyi man`: generated from the arguments themselves.

use std::io::Write;

use clap::CommandFactory;

use crate::cli::args::Cli;
use crate::cli::exit::Exit;

/// Writes a completion script.
pub fn completions(shell: clap_complete::Shell, stdout: &mut dyn Write) -> anyhow::Result<Exit> {
    // Generated into memory: clap's generator would panic on a closed pipe.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Cli::command(), "guiyi", &mut script);
    stdout.write_all(&script)?;
    Ok(Exit::Done)
}

/// Writes the manual page: the command and, one after the other, its subcommands.
pub fn man(stdout: &mut dyn Write) -> anyhow::Result<Exit> {
    let mut page = Vec::new();
    let command = Cli::command();
    clap_mangen::Man::new(command.clone()).render(&mut page)?;
    for sub in command.get_subcommands().filter(|c| !c.is_hide_set()) {
        let man = clap_mangen::Man::new(sub.clone());
        man.render_synopsis_section(&mut page)?;
        man.render_description_section(&mut page)?;
        man.render_options_section(&mut page)?;
    }
    stdout.write_all(&page)?;
    Ok(Exit::Done)
}
