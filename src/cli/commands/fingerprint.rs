//! `guiyi fingerprint`: one number for all that an answer depends on, so that machines can be compared.

use std::io::Write;

use anyhow::Context;
use sha2::{Digest, Sha256};

use crate::cli::args::KnowledgeArgs;
use crate::cli::exit::Exit;
use crate::cli::settings;
use crate::pipeline;

/// Prints the fingerprint of version, dictionaries and catalogue, and what it is made of.
///
/// The catalogue counts by its bytes: one that was saved anew may say the same, but nobody has to
/// prove it.
pub fn run(args: KnowledgeArgs, stdout: &mut dyn Write) -> anyhow::Result<Exit> {
    let knowledge = settings::knowledge_only(args)?;
    let known = pipeline::load_for_good(&knowledge)?;
    let dictionary = known.dictionary.fingerprint();
    let catalogue = match &knowledge.catalog {
        None => None,
        Some(path) => {
            let bytes = std::fs::read(path)
                .with_context(|| format!("{}：打不开。请检查路径与权限", path.display()))?;
            Some(hex(Sha256::digest(bytes)))
        }
    };
    let version = env!("CARGO_PKG_VERSION");
    let all = format!(
        "{version}\n{dictionary}\n{}\n",
        catalogue.as_deref().unwrap_or("")
    );
    let (all, catalogue) = (
        hex(Sha256::digest(all)),
        catalogue.as_deref().map_or("无", |c| &c[..12]),
    );
    writeln!(
        stdout,
        "{all}  guiyi {version}，词典 {}，目录 {catalogue}",
        &dictionary[..12]
    )?;
    Ok(Exit::Done)
}

fn hex(digest: impl AsRef<[u8]>) -> String {
    digest.as_ref().iter().map(|b| format!("{b:02x}")).collect()
}
