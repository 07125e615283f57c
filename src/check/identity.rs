//! What makes a finding the same one after rows have shifted.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::finding::Finding;

/// All that a finding is known by: everything but its row, its level and its wording.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(default)]
pub struct Identity {
    /// The file, with `/`.
    pub file: String,
    /// The sheet; empty for texts.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub sheet: String,
    /// The row's item: its code, or else its name.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub item: String,
    /// The row's material, as written.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub material: String,
    /// The column's header.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub column: String,
    /// The cell's text.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// The rule.
    pub rule: String,
    /// The part of the cell that is meant; of a finding about no cell its message without numbers.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub about: String,
}

impl Identity {
    /// Of a finding.
    pub fn of(f: &Finding) -> Self {
        let of_no_cell = f.column.is_empty() && f.text.is_empty();
        // How many rows or columns are concerned may change without anything new being wrong.
        let message = || f.message.chars().filter(|c| !c.is_numeric()).collect();
        Self {
            file: f.file.clone(),
            sheet: f.sheet.clone(),
            item: f.context.item.clone(),
            material: f.context.material.clone(),
            column: f.column.clone(),
            text: f.text.clone(),
            rule: f.rule.clone(),
            about: if of_no_cell { message() } else { f.marked() },
        }
    }
}

/// A fingerprint for each finding, in their order: hexadecimal SHA-256, each once in a report, the same
/// wherever the row stands.
pub(super) fn fingerprints(findings: &[Finding]) -> Vec<String> {
    let mut seen: FxHashMap<Identity, u32> = FxHashMap::default();
    findings
        .iter()
        .map(|f| {
            let identity = Identity::of(f);
            let nth = seen.entry(identity.clone()).or_default();
            *nth += 1;
            let mut hash = Sha256::new();
            for part in [
                &identity.file,
                &identity.sheet,
                &identity.item,
                &identity.material,
                &identity.column,
                &identity.text,
                &identity.rule,
                &identity.about,
            ] {
                // With its length, so that no text can pass for the end of one and the start of the next.
                hash.update((part.len() as u64).to_le_bytes());
                hash.update(part.as_bytes());
            }
            hash.update(nth.to_le_bytes());
            hash.finalize().iter().map(|b| format!("{b:02x}")).collect()
        })
        .collect()
}
