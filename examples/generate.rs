//! Makes a department's list of any size together with the true material of every name.
//!
//! ```sh
//! cargo run --release --example generate -- --names 100000 --rows 1000000 --seed 1 --out made
//! guiyi run made/list.csv --out result
//! guiyi eval made/gold.csv
//! ```
//!
//! The same arguments make the same bytes. How names are made is told in `benches/lists/mod.rs`.

#[path = "../benches/lists/mod.rs"]
mod lists;

use std::error::Error;
use std::fs;
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Parser;
use tempfile::NamedTempFile;

use lists::Rows;

/// 造一份部门清单和它的答案：清单写成 list.csv，每个名称真正是哪种材料写成 gold.csv（guiyi eval 能读）
#[derive(Debug, Parser)]
struct Args {
    /// 不同的材料名称有多少个
    #[arg(long, default_value_t = 20_000)]
    names: usize,
    /// 清单有多少行，不少于名称的个数；不给则为名称的五倍
    #[arg(long)]
    rows: Option<usize>,
    /// 种子：种子和数目相同，造出的文件逐字节相同
    #[arg(long, default_value_t = 1)]
    seed: u64,
    /// 写到哪个目录
    #[arg(long)]
    out: PathBuf,
}

fn main() -> ExitCode {
    let args = Args::parse();
    match make(&args) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            let _ = writeln!(std::io::stderr(), "没有造成：{error}");
            ExitCode::from(2)
        }
    }
}

fn make(args: &Args) -> Result<(), Box<dyn Error>> {
    let rows = Rows {
        count: args.rows.unwrap_or(args.names.saturating_mul(5)),
        seed: args.seed,
    };
    if rows.count < args.names || args.names == 0 {
        return Err("行数应不少于名称数，名称至少一个".into());
    }
    let names = lists::names(args.names, args.seed)?;
    fs::create_dir_all(&args.out)?;
    whole(&args.out.join("list.csv"), |file| rows.write(&names, file))?;
    whole(&args.out.join("gold.csv"), |file| {
        lists::write_gold(&names, file)
    })
}

/// Writes a file whole, or leaves what was there.
fn whole(
    path: &Path,
    write: impl FnOnce(&mut dyn Write) -> Result<(), Box<dyn Error>>,
) -> Result<(), Box<dyn Error>> {
    let folder = path.parent().unwrap_or(Path::new("."));
    let mut file = BufWriter::new(NamedTempFile::new_in(folder)?);
    write(&mut file)?;
    let file = file.into_inner().map_err(|e| e.into_error())?;
    file.persist(path)?;
    Ok(())
}
