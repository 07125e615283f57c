//! `pending.csv`: what a person must decide.

use super::line::line;

/// What the drop-down of 结论 offers; the name or the code of a standard may be typed as well.
pub const CONCLUSIONS: &[&str] = &["候选一", "候选二", "候选三", "新增"];

line! {
    /// A line of `pending.csv`: one open question, most rows first.
    PendingLine, PENDING, PendingTable, "pending", "待确认" {
        /// The core in question.
        core: text = "核心名称", 28;
        /// What it stands under until then.
        placed: text = "现归入", 28;
        /// The best candidate.
        first: text = "候选一", 24;
        /// The second.
        second: text = "候选二", 24;
        /// The third.
        third: text = "候选三", 24;
        /// Why it is open.
        reason: text = "理由", 40;
        /// How many rows hang on it.
        rows: count = "行数", 8;
        /// How many departments.
        departments: count = "部门数", 8;
        /// Names as departments wrote them.
        examples: text = "示例原名称", 40;
        /// The person's answer; blank when guiyi writes it.
        conclusion: text = "结论", 20
            [CONCLUSIONS, "选候选一、候选二、候选三或新增；也可直接填标准名称或标准编码。"];
        /// Who answered; blank when guiyi writes it.
        confirmed_by: text = "确认人", 12;
        /// The person's remark; blank when guiyi writes it.
        remark: text = "备注", 24;
    }
}
