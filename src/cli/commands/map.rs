//! `guiyi map`: the catalogue frozen, one pass, one record out for each record in.

use std::fs::File;
use std::io::{Read, Write};

use anyhow::Context;

use crate::cli::args::{MapArgs, RecordFormat};
use crate::cli::exit::Exit;
use crate::cli::settings;
use crate::filter::{Columns, Filter, Format, Input};
use crate::pipeline;

/// Maps a file or standard input.
pub fn run(args: MapArgs, stdout: &mut dyn Write, _stderr: &mut dyn Write) -> anyhow::Result<Exit> {
    let knowledge = settings::knowledge_only(args.knowledge)?;
    anyhow::ensure!(
        knowledge.catalog.is_some(),
        "map 要按已有目录对照：请用 --catalog 给出 guiyi run 产出的 catalog.csv"
    );
    let stdin = args.file.as_os_str() == "-";
    let format = match args.format {
        Some(RecordFormat::Csv) => Format::Csv,
        Some(RecordFormat::Tsv) => Format::Tsv,
        Some(RecordFormat::Ndjson) => Format::Ndjson,
        None => match args
            .file
            .extension()
            .map(|e| e.to_string_lossy().to_ascii_lowercase())
            .as_deref()
        {
            Some("tsv" | "tab") => Format::Tsv,
            Some("ndjson" | "jsonl") => Format::Ndjson,
            _ => Format::Csv,
        },
    };
    let name = if stdin {
        "标准输入".to_owned()
    } else {
        args.file.display().to_string()
    };
    let stream: Box<dyn Read> = if stdin {
        Box::new(std::io::stdin().lock())
    } else {
        let file =
            File::open(&args.file).with_context(|| format!("{name}：打不开。请检查路径与权限"))?;
        Box::new(file)
    };
    let input = Input::open(stream, args.encoding.as_deref()).with_context(|| name.clone())?;
    let known = pipeline::load_for_good(&knowledge)?;
    known.matcher.prepare();
    if args.candidates > 0 {
        known.matcher.prepare_candidates();
    }
    let columns = Columns {
        wanted: settings::columns(&args.column)?
            .into_iter()
            .map(|(_, header)| header)
            .next_back(),
        header: !args.no_header,
        null: args.null,
    };
    let filter = Filter::new(known, format, columns, args.candidates);
    filter.run(input, stdout).with_context(|| name)?;
    Ok(Exit::Done)
}
