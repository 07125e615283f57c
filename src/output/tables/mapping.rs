//! `mapping.csv`: what became of each row.

use super::line::line;

line! {
    /// A line of `mapping.csv`: one part of one row, in input order.
    MappingLine, MAPPING, MappingTable, "mapping", "映射" {
        /// The path below the common folder of the arguments.
        file: text = "来源文件", 24;
        /// The sheet; empty for CSV and TSV.
        sheet: text = "工作表", 12;
        /// The row as Excel shows it, from 1.
        row: count = "行号", 8;
        /// The department.
        department: text = "部门", 16;
        /// The item's code.
        item_code: text = "事项编码", 20;
        /// The item's name.
        item_name: text = "事项名称", 28;
        /// The situation.
        situation: text = "情形", 20;
        /// The name, byte for byte as the department wrote it.
        raw: text = "原名称", 36;
        /// Which part of the name, from 1.
        part: count = "分项", 6;
        /// How many parts the name has.
        parts: count = "分项数", 8;
        /// The group: its parts are alternatives. From 1.
        group: count = "组", 6;
        /// How the parts stand to each other.
        relation: text = "关系", 8;
        /// The core.
        core: text = "核心名称", 28;
        /// The code of the standard.
        code: text = "标准编码", 12;
        /// The standard's name.
        standard: text = "标准名称", 28;
        /// The source type.
        source_type: text = "来源类型", 16;
        /// What the decision rests on.
        basis: text = "依据", 10;
        /// How sure it is.
        grade: text = "把握", 8;
        /// A sentence that a clerk can read aloud.
        evidence: text = "证据", 48;
        /// Whose paper it is.
        holder: text = "持有人", 12;
        /// 原件, 复印件 …
        form: text = "形式", 14;
        /// How many copies.
        copies: text = "份数", 12;
        /// Sealed or signed.
        seal: text = "签章", 14;
        /// When it must be handed in.
        condition: text = "条件", 24;
        /// How recent or how long valid.
        validity: text = "时效", 14;
        /// A place.
        region: text = "地区", 12;
        /// Who issues it.
        issuer: text = "出具单位", 18;
        /// Size of paper, kind of photograph.
        specification: text = "规格", 12;
        /// Anything that only explains.
        note: text = "说明", 28;
    }
}
