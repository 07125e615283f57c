//! `catalog.csv`: the standard material catalogue.

use super::line::line;

line! {
    /// A line of `catalog.csv`: one standard material, in the order of codes.
    CatalogLine, CATALOG, CatalogTable, "catalog", "标准材料目录" {
        /// Its code, given once and for good.
        code: text = "标准编码", 12;
        /// Its name.
        name: text = "标准名称", 32;
        /// Who brings the paper into being.
        source_type: text = "来源类型", 16;
        /// Why that is its source type.
        type_reason: text = "类型依据", 40;
        /// The handling that follows from the source type.
        handling: text = "办理方式", 24;
        /// Who issues or writes it.
        issuer: text = "核发或出具单位", 24;
        /// Its other names.
        aliases: text = "别名", 48;
        /// Standards that it must not be merged with.
        apart: text = "不可归并", 28;
        /// 现行, 草案 or 停用.
        state: text = "状态", 8;
        /// The standard that replaces it.
        replaced_by: text = "替代为", 20;
        /// Whether the name is too broad to be one paper.
        broad: text = "泛称", 8;
        /// How many distinct names are this material.
        names: count = "名称数", 8;
        /// How many rows.
        rows: count = "行数", 8;
        /// In how many items.
        items: count = "事项数", 8;
        /// In how many departments.
        departments: count = "部门数", 8;
    }
}
