//! What `guiyi check` finds, as a table: once for machines, once to be handed out and answered.

use super::line::line;

/// What a department may answer; other text may be typed as well.
pub const ANSWERS: &[&str] = &["同意", "不同意", "已改"];

line! {
    /// A line of the findings as CSV.
    FindingLine, FINDINGS, FindingTable, "findings", "问题" {
        /// The rule's id.
        rule: text = "规则", 8;
        /// 错误, 警告 or 提示.
        level: text = "级别", 8;
        /// The file as given.
        file: text = "文件", 24;
        /// The sheet; empty for CSV and TSV.
        sheet: text = "工作表", 12;
        /// The row as Excel shows it, from 1; 0 for what is said of a whole sheet or file.
        row: count = "行", 8;
        /// The column's header.
        column: text = "列", 12;
        /// The cell's text.
        text: text = "原文", 36;
        /// The first character that is meant, from 1.
        start: count = "起", 6;
        /// The last.
        end: count = "止", 6;
        /// What is wrong and what to do.
        message: text = "问题", 48;
        /// The proposed text.
        suggestion: text = "建议", 30;
    }
}

line! {
    /// A line of the 问题清单: one finding of one department, with room for its answer.
    IssueLine, ISSUES, IssueTable, "findings", "问题清单" {
        /// From 1 in each department.
        number: count = "序号", 6;
        /// The file as given.
        file: text = "文件", 22;
        /// The sheet; empty for CSV and TSV.
        sheet: text = "工作表", 12;
        /// The row as Excel shows it, from 1; 0 for what is said of a whole sheet or file.
        row: count = "行", 7;
        /// The column's header.
        column: text = "列", 12;
        /// The rule's id and name.
        rule: text = "规则", 18;
        /// 错误, 警告 or 提示.
        level: text = "级别", 7;
        /// The cell's text.
        text: text = "原文", 36;
        /// What is wrong and what to do.
        message: text = "问题", 44;
        /// The proposed text.
        suggestion: text = "建议", 30;
        /// Until when it is to be mended; blank where no date is set.
        deadline: text = "整改期限", 12;
        /// The department's answer; blank when guiyi writes it.
        answer: text = "反馈", 10
            [ANSWERS, "选同意、不同意或已改；理由写在“反馈说明”。"];
        /// Its grounds; blank when guiyi writes it.
        grounds: text = "反馈说明", 30;
    }
}
