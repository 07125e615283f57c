//! Arguments and `guiyi.toml` become settings; commands run; the only room that prints or exits.

mod args;
mod check_args;
mod check_config;
mod check_output;
mod check_settings;
mod commands;
mod config_error;
mod exit;
mod progress;
mod settings;

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

use crate::output::sink::{self, is_broken_pipe};
use crate::system;
use args::{Cli, Command, DictCommand};
use exit::Exit;

/// Runs the command line and says how it ended.
pub fn main() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(error) => return usage(&error),
    };
    let mut stdout = sink::stdout();
    let mut stderr = std::io::stderr();
    let outcome = dispatch(cli.command, &mut stdout, &mut stderr)
        .and_then(|exit| stdout.flush().map(|()| exit).map_err(Into::into));
    // What is left in the buffer after a failed write must not be tried again on drop.
    let (_stdout, _unwritten) = stdout.into_parts();
    match outcome {
        Ok(exit) => exit.into(),
        // The reader has had enough (`guiyi … | head`): that is no failure.
        Err(error) if is_broken_pipe(error.as_ref()) => Exit::Done.into(),
        Err(error) => {
            let _ = writeln!(stderr, "错误：{}", message(&error));
            Exit::Failure.into()
        }
    }
}

fn dispatch(
    command: Command,
    stdout: &mut dyn Write,
    stderr: &mut dyn Write,
) -> anyhow::Result<Exit> {
    match command {
        Command::Run(args) => commands::run::run(args, stdout, stderr),
        Command::Explain(args) => commands::explain::run(args, stdout),
        Command::Map(args) => commands::map::run(args, stdout, stderr),
        Command::Fingerprint(args) => commands::fingerprint::run(args.knowledge, stdout),
        Command::Check(args) => commands::check::run(args, stdout, stderr),
        Command::Rule(args) => commands::check::explain(args, stdout),
        Command::Eval(args) => commands::eval::run(args, stdout),
        Command::Dict(args) => match args.command {
            DictCommand::Check { dir } => commands::dict::check(dir.as_deref(), stdout),
        },
        Command::Completions { shell } => commands::shell::completions(shell, stdout),
        Command::Man => commands::shell::man(stdout),
    }
}

/// The whole chain of an error, each link once.
fn message(error: &anyhow::Error) -> String {
    let mut text = String::new();
    for link in error.chain() {
        let (before, link) = match link.downcast_ref::<std::io::Error>() {
            Some(error) => ("。原因：", system::reason(error)),
            None => ("：", link.to_string()),
        };
        if text.contains(&link) {
            continue;
        }
        if !text.is_empty() {
            text.push_str(before);
        }
        text.push_str(&link);
    }
    text
}

/// Help and version go to stdout and are no failure; everything else is said in Chinese.
fn usage(error: &clap::Error) -> ExitCode {
    use clap::error::{ContextKind, ErrorKind};
    if matches!(
        error.kind(),
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion
    ) {
        let mut stdout = std::io::stdout().lock();
        let _ = write!(stdout, "{}", error.render());
        return Exit::Done.into();
    }
    let context = |kind| error.get(kind).map(ToString::to_string).unwrap_or_default();
    let arg = context(ContextKind::InvalidArg);
    let what = match error.kind() {
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand | ErrorKind::MissingSubcommand => {
            "没有给出命令".to_owned()
        }
        ErrorKind::UnknownArgument => format!("不认识的参数“{arg}”"),
        ErrorKind::InvalidSubcommand => {
            format!("没有“{}”这个命令", context(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingRequiredArgument => format!("缺少参数 {arg}"),
        ErrorKind::InvalidValue if context(ContextKind::InvalidValue).is_empty() => {
            format!("{arg} 后面要有值")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            let valid = context(ContextKind::ValidValue).replace(", ", "、");
            let hint = if valid.is_empty() {
                String::new()
            } else {
                format!("，可用的有：{valid}")
            };
            format!(
                "{arg} 的值“{}”不对{hint}",
                context(ContextKind::InvalidValue)
            )
        }
        ErrorKind::ArgumentConflict => format!("{arg} 不能重复或与别的参数同用"),
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            format!("{arg} 后面的值多了或少了")
        }
        ErrorKind::InvalidUtf8 => "参数里有不是 UTF-8 的字符".to_owned(),
        kind => format!("参数有误（{}）", system::original(kind)),
    };
    let suggested = context(ContextKind::SuggestedArg);
    let suggested = if suggested.is_empty() {
        context(ContextKind::SuggestedSubcommand)
    } else {
        suggested
    };
    let hint = if suggested.is_empty() {
        String::new()
    } else {
        format!("是不是“{suggested}”？")
    };
    let _ = writeln!(
        std::io::stderr(),
        "错误：{what}。{hint}用 guiyi --help 看用法"
    );
    Exit::Failure.into()
}
