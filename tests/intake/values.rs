//! Columns and code sets that the values decide, and the two dictionary files.

use guiyi::intake::HeaderBook;
use guiyi::model::Field;

use crate::support::*;

fn column(header: &str, values: &[&str]) -> Given {
    let rows: String = values
        .iter()
        .map(|value| format!("身份证,{value}\n"))
        .collect();
    read(format!("材料名称,{header}\n{rows}"))
}

#[test]
fn codes_are_decoded_where_the_values_decide() {
    let channel = |values: &[&str]| {
        let given = column("来源渠道", values);
        given
            .values(Field::Channel)
            .into_iter()
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    assert_eq!(
        channel(&["10", "20", "99"]),
        ["申请人自备", "政府部门核发", "其他"]
    );
    assert_eq!(
        channel(&["10", "20", "30"]),
        ["申请人自备", "政府部门核发", "第三方机构出具"]
    );
    assert_eq!(
        channel(&["0", "1", "2"]),
        ["申请人自备", "政府部门核发", "其他"]
    );
    assert_eq!(
        channel(&["1", "2", "3"]),
        ["申请人自备", "政府部门核发", "其他"]
    );
    assert_eq!(
        channel(&["10", "", "20"]),
        ["申请人自备", "", "政府部门核发"]
    );
    assert_eq!(
        channel(&["政府部门核发", "申请人自备"]),
        ["政府部门核发", "申请人自备"]
    );
    assert_eq!(
        channel(&["由公安局出具", "自己写"]),
        ["由公安局出具", "自己写"]
    );
    let necessity = column("必要性", &["01", "02", "03"]);
    assert_eq!(
        necessity.values(Field::Necessity),
        ["必要", "非必要", "容缺后补"]
    );
    assert_eq!(
        column("submissionrequired", &["0", "1"]).values(Field::Exempt),
        ["否", "是"]
    );
}

#[test]
fn what_the_values_do_not_decide_is_said() {
    let given = column("来源渠道", &["1", "2"]);
    assert_eq!(given.values(Field::Channel), ["1", "2"]);
    assert!(
        given.notes().contains("含义不同，按原样保留"),
        "{}",
        given.notes()
    );
    let given = column("来源渠道", &["10", "20", "77"]);
    assert_eq!(given.values(Field::Channel), ["10", "20", "77"]);
    assert!(given.notes().contains("混有 77"), "{}", given.notes());
    let given = column("来源渠道", &["10", "1", "20"]);
    assert!(
        given.notes().contains("不出自同一码表"),
        "{}",
        given.notes()
    );
    let given = column("是否必要", &["0", "1"]);
    assert_eq!(given.values(Field::Necessity), ["0", "1"]);
    assert!(!given.notes().is_empty());
}

#[test]
fn swapped_headers_are_told_by_their_values() {
    let given = read("材料名称,材料类型,材料形式\n身份证,纸质,原件\n护照,电子,复印件\n");
    assert_eq!(given.values(Field::Form), ["原件", "复印件"]);
    assert_eq!(given.values(Field::Medium), ["纸质", "电子"]);
    let usual = read("材料名称,材料类型,材料形式\n身份证,原件,纸质\n");
    assert_eq!(
        (usual.values(Field::Form)[0], usual.values(Field::Medium)[0]),
        ("原件", "纸质")
    );
    let class = column("材料类型", &["证件证书证明", "申请表格文书"]);
    assert_eq!(class.values(Field::Class)[0], "证件证书证明");
    let free = column("材料要求", &["须在有效期内", "原件核验后退回"]);
    assert_eq!(free.values(Field::AcceptStandard)[0], "须在有效期内");
    let kinds = column("材料要求", &["原件", "复印件"]);
    assert_eq!(kinds.values(Field::Form)[0], "原件");
    let unclear = column("材料类型", &["甲类", "乙类"]);
    assert!(
        unclear.notes().contains("--column 材料类型=材料类型"),
        "{}",
        unclear.notes()
    );
}

#[test]
fn the_order_of_rows_changes_no_verdict() {
    let mut values = vec!["1"; 200];
    values.push("3");
    values.push("2");
    let down = column("来源渠道", &values);
    values.reverse();
    let up = column("来源渠道", &values);
    assert_eq!(down.values(Field::Channel)[0], "申请人自备");
    assert_eq!(down.report.sheets[0].notes, up.report.sheets[0].notes);
}

#[test]
fn the_dictionary_files_are_in_order() {
    let headers: Vec<(String, String)> = header_lines()
        .into_iter()
        .map(|e| (e.line.field, e.line.header))
        .collect();
    assert!(
        headers.windows(2).all(|pair| pair[0] < pair[1]),
        "headers.csv"
    );
    let codes: Vec<(String, String, String)> = code_lines()
        .into_iter()
        .map(|e| (e.line.field, e.line.set, e.line.code))
        .collect();
    assert!(
        codes.windows(2).all(|pair| pair[0] < pair[1]),
        "code_sets.csv"
    );
    for field in Field::ALL {
        assert!(headers.iter().any(|(f, _)| f == field.word()), "{field}");
    }
}

#[test]
fn a_higher_layer_wins() {
    let mut headers = header_lines();
    let mut own = headers[0].clone();
    own.line.field = "材料名称".into();
    own.line.header = "备注".into();
    own.origin.layer = 1;
    headers.push(own.clone());
    assert!(HeaderBook::new(&headers, &code_lines()).is_ok());
    own.line.field = "没有的字段".into();
    own.origin.line = 7;
    let error = HeaderBook::new(&[own], &[]).unwrap_err();
    assert_eq!(
        error.to_string(),
        "headers.csv 第 7 行：没有“没有的字段”这个字段"
    );
}
