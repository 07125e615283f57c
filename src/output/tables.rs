//! The four tables of a run, the two of an evaluation and the two of a check, as views over lines that somebody else gives.
//!
//! Each file declares its line once: field, header, width. The headers are a contract with
//! everybody who reads the files.
//!
//! ```
//! use guiyi::output::{OutputError, table::Table, tables::{ExcludedLine, ExcludedTable}};
//!
//! let names = ["无", "/"];
//! let table = ExcludedTable::new(|each| {
//!     for (row, name) in (2..).zip(&names) {
//!         each(ExcludedLine { row, content: (*name).into(), ..Default::default() })?;
//!     }
//!     Ok::<(), OutputError>(())
//! });
//! let mut rows = 0;
//! table.rows(&mut |_cells| { rows += 1; Ok(()) }).unwrap();
//! assert_eq!((table.stem(), rows), ("excluded", 2));
//! ```

mod catalog;
mod excluded;
mod finding;
mod line;
mod mapping;
mod pending;
mod wrong;

pub use catalog::{CATALOG, CatalogLine, CatalogTable};
pub use excluded::{EXCLUDED, ExcludedLine, ExcludedTable};
pub use finding::{ANSWERS, FINDINGS, FindingLine, FindingTable, ISSUES, IssueLine, IssueTable};
pub use mapping::{MAPPING, MappingLine, MappingTable};
pub use pending::{CONCLUSIONS, PENDING, PendingLine, PendingTable};
pub use wrong::{
    WRONG_PAIRS, WRONG_ROWS, WrongPairLine, WrongPairTable, WrongRowLine, WrongRowTable,
};

#[cfg(test)]
mod tests {
    use super::*;
    use crate::output::table::Column;

    fn headers(columns: &[Column]) -> String {
        let headers: Vec<_> = columns.iter().map(|c| c.header).collect();
        headers.join(",")
    }

    #[test]
    fn headers_are_the_contract() {
        assert_eq!(
            headers(MAPPING),
            "来源文件,工作表,行号,部门,事项编码,事项名称,情形,原名称,分项,分项数,组,关系,核心名称,\
             标准编码,标准名称,来源类型,依据,把握,证据,持有人,形式,份数,签章,条件,时效,地区,\
             出具单位,规格,说明"
        );
        assert_eq!(
            headers(CATALOG),
            "标准编码,标准名称,来源类型,类型依据,办理方式,核发或出具单位,别名,不可归并,状态,替代为,\
             泛称,名称数,行数,事项数,部门数"
        );
        assert_eq!(
            headers(PENDING),
            "核心名称,现归入,候选一,候选二,候选三,理由,行数,部门数,示例原名称,结论,确认人,备注"
        );
        assert_eq!(headers(EXCLUDED), "来源文件,工作表,行号,原内容,类别,说明");
        assert_eq!(
            headers(FINDINGS),
            "规则,级别,文件,工作表,行,列,原文,起,止,问题,建议"
        );
        assert_eq!(
            headers(ISSUES),
            "序号,文件,工作表,行,列,规则,级别,原文,问题,建议,整改期限,反馈,反馈说明"
        );
        assert_eq!(
            headers(WRONG_PAIRS),
            "错误,行号甲,名称甲,行号乙,名称乙,金标准甲,金标准乙,核心名称甲,核心名称乙,归入甲,归入乙,\
             依据甲,依据乙,把握甲,把握乙,证据甲,证据乙"
        );
        assert_eq!(
            headers(WRONG_ROWS),
            "行号,名称,错误,金标准,归入,核心名称,金标准组名称数,归入组名称数,共有名称数,金标准形式,形式,\
             金标准持有人,持有人,金标准来源类型,来源类型,依据,把握,证据"
        );
    }

    #[test]
    fn cells_stand_under_their_headers() {
        use crate::output::table::{Cell, Table};
        let table = PendingTable::new(|each| {
            each(PendingLine {
                core: "证件".into(),
                rows: 7,
                remark: "x".into(),
                ..Default::default()
            })
        });
        let mut seen = 0;
        table
            .rows(&mut |cells| {
                assert_eq!(cells.len(), table.columns().len());
                assert_eq!(cells[0], Cell::from("证件"));
                assert_eq!(cells[1], Cell::Blank);
                assert_eq!(cells[6], Cell::Count(7));
                assert_eq!(cells[11], Cell::from("x"));
                seen += 1;
                Ok(())
            })
            .unwrap();
        assert_eq!(seen, 1);
    }
}
