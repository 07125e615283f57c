//! The numbers of a run, as `summary.json` holds them and the terminal shows them.

use std::collections::BTreeMap;

use serde::Serialize;

use super::facts::Facts;
use super::inputs::Inputs;
use super::ledger::Ledger;
use super::names::{NameRead, NamesRead};
use crate::catalog::Settled;
use crate::model::{Basis, ExclusionKind, Grade, InputReport, SourceType, State};

/// The version of the format of `summary.json`.
pub const FORMAT: u32 = 1;

/// The numbers of a run. Holds no clock and no path of a machine: same input, same bytes.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Summary {
    /// Format of this file.
    #[serde(rename = "格式版本")]
    pub format: u32,
    /// Version of guiyi.
    #[serde(rename = "guiyi 版本")]
    pub version: String,
    /// Fingerprint of the dictionaries.
    #[serde(rename = "词典指纹")]
    pub dictionary: String,
    /// Where every row went.
    #[serde(rename = "行数")]
    pub rows: RowSum,
    /// Names, cores, standards.
    #[serde(rename = "归并")]
    pub reduction: Reduction,
    /// Standards that occur, by source type.
    #[serde(rename = "标准材料按来源类型")]
    pub by_type: BTreeMap<SourceType, u64>,
    /// All standards, by state.
    #[serde(rename = "标准材料按状态")]
    pub by_state: BTreeMap<State, u64>,
    /// Cores by basis.
    #[serde(rename = "核心名称按依据")]
    pub by_basis: BTreeMap<Basis, u64>,
    /// Cores by grade.
    #[serde(rename = "核心名称按把握")]
    pub by_grade: BTreeMap<Grade, u64>,
    /// Cores that a person must decide.
    #[serde(rename = "待确认核心名称")]
    pub pending: u64,
    /// Standards whose declared channels contradict their type.
    #[serde(rename = "来源渠道与类型不一致的标准材料")]
    pub contradictions: u64,
    /// The inputs.
    #[serde(rename = "输入")]
    pub inputs: Vec<InputReport>,
    /// Files that could not be read and were passed over (`--keep-going`), with the reason.
    #[serde(rename = "跳过的文件", skip_serializing_if = "Vec::is_empty")]
    pub skipped: Vec<String>,
    /// Results of guiyi that lay in a folder of lists and were left alone.
    #[serde(rename = "没有当清单读的成果", skip_serializing_if = "Vec::is_empty")]
    pub own: Vec<String>,
}

/// 读入 = 映射 + 无材料 + 空行 + 非材料 + 不可读.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct RowSum {
    /// Records read.
    #[serde(rename = "读入")]
    pub read: u64,
    /// Rows in the mapping.
    #[serde(rename = "映射")]
    pub mapped: u64,
    /// Placeholders.
    #[serde(rename = "无材料")]
    pub no_material: u64,
    /// Blank rows.
    #[serde(rename = "空行")]
    pub blank: u64,
    /// Particulars and rules.
    #[serde(rename = "非材料")]
    pub not_material: u64,
    /// Rows that could not be read.
    #[serde(rename = "不可读")]
    pub unreadable: u64,
}

impl RowSum {
    /// Whether every row is accounted for.
    pub fn adds_up(&self) -> bool {
        self.read
            == self.mapped + self.no_material + self.blank + self.not_material + self.unreadable
    }

    fn exclude(&mut self, kind: ExclusionKind) {
        match kind {
            ExclusionKind::NoMaterial => self.no_material += 1,
            ExclusionKind::Blank => self.blank += 1,
            ExclusionKind::NotMaterial => self.not_material += 1,
            ExclusionKind::Unreadable => self.unreadable += 1,
        }
    }
}

/// From names to standards.
#[derive(Clone, Copy, Debug, Default, PartialEq, Serialize)]
pub struct Reduction {
    /// Distinct raw names that are mapped.
    #[serde(rename = "不同名称")]
    pub names: u64,
    /// Distinct cores.
    #[serde(rename = "不同核心名称")]
    pub cores: u64,
    /// Standards that occur.
    #[serde(rename = "标准材料")]
    pub standards: u64,
    /// How many fewer standards than names, in per cent of the names, to one decimal.
    #[serde(rename = "压减率（%，(不同名称−标准材料)/不同名称）")]
    pub reduction: f64,
}

impl Summary {
    /// Counts a run.
    #[allow(
        clippy::too_many_arguments,
        reason = "one argument for each stage of the run that is counted"
    )]
    pub fn count(
        dictionary: &str,
        ledger: &Ledger,
        read: &NamesRead,
        settled: &Settled,
        facts: &Facts,
        contradictions: u64,
        inputs: Inputs,
    ) -> Self {
        let mut rows = RowSum {
            read: ledger.read(),
            ..RowSum::default()
        };
        for (_, exclusion) in &ledger.excluded {
            rows.exclude(exclusion.kind);
        }
        for row in &ledger.rows {
            match &read.names[row.name as usize] {
                NameRead::Parts(..) => rows.mapped += 1,
                NameRead::Excluded(kind, _) => rows.exclude(*kind),
            }
        }
        let names = read
            .names
            .iter()
            .filter(|n| matches!(n, NameRead::Parts(..)))
            .count() as u64;
        let mut by_type = BTreeMap::new();
        let mut by_state = BTreeMap::new();
        let mut standards = 0;
        for (standard, counts) in settled.standards.iter().zip(&facts.counts) {
            *by_state.entry(standard.state).or_default() += 1;
            if counts.rows > 0 {
                standards += 1;
                if let Some(source_type) = standard.source_type {
                    *by_type.entry(source_type).or_default() += 1;
                }
            }
        }
        let (mut by_basis, mut by_grade) = (BTreeMap::new(), BTreeMap::new());
        for core in &settled.cores {
            *by_basis.entry(core.basis).or_default() += 1;
            *by_grade.entry(core.grade).or_default() += 1;
        }
        let reduction = Reduction {
            names,
            cores: settled.cores.len() as u64,
            standards,
            reduction: percent(names.saturating_sub(standards), names),
        };
        let pending = by_grade.get(&Grade::Unconfirmed).copied().unwrap_or(0);
        Self {
            format: FORMAT,
            version: env!("CARGO_PKG_VERSION").to_owned(),
            dictionary: dictionary.to_owned(),
            rows,
            reduction,
            by_type,
            by_state,
            by_basis,
            by_grade,
            pending,
            contradictions,
            inputs: inputs.reports,
            skipped: inputs.skipped,
            own: inputs.own,
        }
    }

    /// The summary in a dozen lines: label and text, for the terminal and the workbook.
    pub fn lines(&self) -> Vec<(String, String)> {
        let r = &self.rows;
        let line = |label: &str, text: String| (label.to_owned(), text);
        let mut lines = vec![
            line("输入文件", format!("{} 个", self.inputs.len())),
            line(
                "读入",
                format!(
                    "{} 行 = 映射 {} + 无材料 {} + 空行 {} + 非材料 {} + 不可读 {}",
                    r.read, r.mapped, r.no_material, r.blank, r.not_material, r.unreadable
                ),
            ),
            line(
                "不同名称",
                format!(
                    "{} 个 → 核心名称 {} 个",
                    self.reduction.names, self.reduction.cores
                ),
            ),
            line(
                "标准材料",
                format!(
                    "{} 个（比不同名称少 {:.1}%）",
                    self.reduction.standards, self.reduction.reduction
                ),
            ),
            line("来源类型", counted(&self.by_type)),
            line("目录状态", counted(&self.by_state)),
            line("归并依据", counted(&self.by_basis)),
            line("把握", counted(&self.by_grade)),
            line(
                "待确认",
                format!("{} 个核心名称，见 pending.csv", self.pending),
            ),
            line(
                "来源矛盾",
                format!(
                    "{} 个标准材料的类型与来源渠道不一致，见 catalog.csv 类型依据",
                    self.contradictions
                ),
            ),
            line("词典指纹", self.dictionary.chars().take(16).collect()),
            line("版本", format!("guiyi {}", self.version)),
        ];
        if !self.skipped.is_empty() {
            let text = format!(
                "{} 个读不了，其中的行没有计入：{}",
                self.skipped.len(),
                self.skipped.join("。")
            );
            lines.push(line("跳过文件", text));
        }
        if !self.own.is_empty() {
            let text = format!(
                "{} 个是 guiyi 自己写出的成果，没有当清单读：{}",
                self.own.len(),
                self.own.join("、")
            );
            lines.push(line("未读成果", text));
        }
        lines
    }
}

fn counted<K: std::fmt::Display>(map: &BTreeMap<K, u64>) -> String {
    match map.is_empty() {
        true => "无".to_owned(),
        false => map
            .iter()
            .map(|(k, n)| format!("{k} {n}"))
            .collect::<Vec<_>>()
            .join("，"),
    }
}

/// A share in per cent, rounded to one decimal; 0 of nothing.
fn percent(part: u64, whole: u64) -> f64 {
    if whole == 0 {
        return 0.0;
    }
    (part as f64 * 1000.0 / whole as f64).round() / 10.0
}
