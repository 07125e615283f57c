//! Every file is sorted by its key and no key stands twice: a new line has one place, and two
//! people's changes meet in the same spot. A key of a lower layer may stand again: it wins, and
//! that is told.

use rustc_hash::FxHashMap;

use super::{Report, repeats};
use crate::dictionary::key::Keyed;
use crate::dictionary::lines::{Entry, Origin};
use crate::dictionary::{Severity, for_each_file};

pub(super) fn check(report: &mut Report<'_>) {
    let dictionary = report.dictionary;
    macro_rules! each {
        ($($field:ident: $line:ty = $file:literal,)+) => {
            $(table(&dictionary.$field, report);)+
        };
    }
    for_each_file!(each);
}

fn table<T: Keyed + PartialEq>(entries: &[Entry<T>], report: &mut Report<'_>) {
    let mut before: Option<(Vec<&str>, Origin)> = None;
    let mut seen: FxHashMap<Vec<&str>, &Entry<T>> = FxHashMap::default();
    for entry in entries {
        let (key, at) = (entry.line.key(), entry.origin);
        let shown = key.join("、");
        if let Some((previous, there)) = &before
            && there.file == at.file
            && *previous > key
        {
            report.add(
                at,
                Severity::Hint,
                format!("“{shown}”没有按{}排序", T::KEY.join("、")),
                "请按字符编码从小到大排（编辑器的“行排序”，不是拼音或笔画）",
            );
        }
        if let Some(there) = seen.insert(key.clone(), entry)
            && !repeats(there, entry)
        {
            let message = format!("“{shown}”在词典里已有");
            report.conflict(at, there.origin, &message, "请并成一行");
        }
        before = Some((key, at));
    }
}
