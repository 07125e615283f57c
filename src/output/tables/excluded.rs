//! `excluded.csv`: the rows that are mapped to nothing.

use super::line::line;

line! {
    /// A line of `excluded.csv`: one row that is read and counted, but not mapped.
    ExcludedLine, EXCLUDED, ExcludedTable, "excluded", "未映射" {
        /// The path below the common folder of the arguments.
        file: text = "来源文件", 24;
        /// The sheet; empty for CSV and TSV.
        sheet: text = "工作表", 12;
        /// The row as Excel shows it, from 1.
        row: count = "行号", 8;
        /// What stands there.
        content: text = "原内容", 48;
        /// 无材料, 空行, 非材料 or 不可读.
        kind: text = "类别", 10;
        /// Why.
        reason: text = "说明", 48;
    }
}
