//! `wrong_pairs.csv` and `wrong_rows.csv`: where an evaluation found the tool and its gold to differ.

use super::line::line;

line! {
    /// A line of `wrong_pairs.csv`: two names that only one of gold and tool puts into one group.
    WrongPairLine, WRONG_PAIRS, WrongPairTable, "wrong_pairs", "错对" {
        /// 误并 (together here, apart in the gold) or 漏并 (the other way round).
        error: text = "错误", 8;
        /// The row of the first name in the gold.
        row_a: count = "行号甲", 8;
        /// The first name.
        name_a: text = "名称甲", 36;
        /// The row of the second name.
        row_b: count = "行号乙", 8;
        /// The second name.
        name_b: text = "名称乙", 36;
        /// The gold group of the first name.
        gold_a: text = "金标准甲", 28;
        /// The gold group of the second name.
        gold_b: text = "金标准乙", 28;
        /// What the first name was read as.
        core_a: text = "核心名称甲", 28;
        /// What the second name was read as.
        core_b: text = "核心名称乙", 28;
        /// The standards of the first name.
        standard_a: text = "归入甲", 28;
        /// The standards of the second name.
        standard_b: text = "归入乙", 28;
        /// On what the first name's decision rests.
        basis_a: text = "依据甲", 10;
        /// On what the second name's decision rests.
        basis_b: text = "依据乙", 10;
        /// How sure the first one is.
        grade_a: text = "把握甲", 8;
        /// How sure the second one is.
        grade_b: text = "把握乙", 8;
        /// The sentence about the first name.
        evidence_a: text = "证据甲", 48;
        /// The sentence about the second name.
        evidence_b: text = "证据乙", 48;
    }
}

line! {
    /// A line of `wrong_rows.csv`: a name that differs from its gold in anything that is scored.
    WrongRowLine, WRONG_ROWS, WrongRowTable, "wrong_rows", "错行" {
        /// The row in the gold.
        row: count = "行号", 8;
        /// The name.
        name: text = "名称", 36;
        /// In what it differs.
        error: text = "错误", 16;
        /// Its gold group.
        gold: text = "金标准", 28;
        /// Its standards.
        standard: text = "归入", 28;
        /// What it was read as.
        core: text = "核心名称", 28;
        /// How many scored names the gold puts into its group.
        gold_names: count = "金标准组名称数", 10;
        /// How many scored names it was grouped with, itself counted.
        found_names: count = "归入组名称数", 10;
        /// How many are in both.
        both_names: count = "共有名称数", 10;
        /// The form by the gold.
        gold_form: text = "金标准形式", 14;
        /// The form as read.
        form: text = "形式", 14;
        /// The holder by the gold.
        gold_holder: text = "金标准持有人", 14;
        /// The holder as read.
        holder: text = "持有人", 14;
        /// The source type by the gold.
        gold_source_type: text = "金标准来源类型", 16;
        /// The source type of the first part.
        source_type: text = "来源类型", 16;
        /// On what the decision rests.
        basis: text = "依据", 10;
        /// How sure it is.
        grade: text = "把握", 8;
        /// The sentence about it.
        evidence: text = "证据", 48;
    }
}
