//! Title rows, headers of two rows, merged cells, sheets, blank rows, one column.

use guiyi::intake::Options;
use guiyi::model::{Field, Record};
use rust_xlsxwriter::{Format, Workbook};

use crate::support::*;

#[test]
fn titles_and_notes_stand_before_the_header() {
    let given = read(
        "某局政务服务事项申请材料清单,,\n填报说明：请如实填写,,\n\n序号,* 事 项名称,材料名称（必填）\n1,开业,营业执照\n,,\n2,停业,申请表\n填表人：张三,联系电话：1,\n\n\n",
    );
    assert_eq!(
        given.shown(),
        ["5 营业执照", "6 !空行", "7 申请表", "8 !空行"]
    );
    assert_eq!(given.report.sheets[0].header_row, 4);
    assert_eq!(given.values(Field::ItemName), ["开业", "停业"]);
    let Record::Excluded(footer) = &given.records[3] else {
        panic!()
    };
    assert!(
        footer.reason.contains("空的") && footer.content.contains("填表人"),
        "{footer:?}"
    );
}

#[test]
fn quoted_line_ends_belong_to_one_record() {
    let given = read("材料名称,备注\n\"身份证\n（复印件）\",甲\n户口簿,乙\n");
    assert_eq!(given.shown(), ["2 身份证\n（复印件）", "3 户口簿"]);
}

#[test]
fn a_header_of_two_rows() {
    let below = read("事项名称,申请材料,,,备注\n,名称,材料类型,份数,\n开业,营业执照,原件,1,无\n");
    assert_eq!(below.shown(), ["3 营业执照"]);
    assert_eq!(below.values(Field::Copies), ["1"]);
    assert_eq!(below.values(Field::Remark), ["无"]);
    let details = read("序号,材料名称,份数,\n,,原件,复印件\n1,营业执照,1,2\n");
    assert_eq!(details.shown(), ["3 营业执照"]);
    // A first row that holds a word of headers is data all the same.
    let data = read("材料名称,必要性,填报须知\n营业执照,容缺后补,\n身份证,必要,原件\n");
    assert_eq!(data.shown(), ["2 营业执照", "3 身份证"]);
    let groups = read(
        "部门,事项信息,,材料信息,\n,事项名称,事项编码,材料名称,材料类型\n甲局,开业,01,营业执照,原件\n",
    );
    assert_eq!(groups.shown(), ["3 营业执照"]);
    assert_eq!(groups.values(Field::Department), ["甲局"]);
    assert_eq!(groups.values(Field::ItemCode), ["01"]);
}

#[test]
fn merged_cells_are_filled_down_for_items_only() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet();
    fill(
        sheet,
        &[
            &["某局材料清单"],
            &["事项名称", "材料名称", "来源渠道"],
            &["", "营业执照"],
            &["", ""],
            &["", "申请表"],
            &["停业", "委托书"],
            &["", "照片"],
        ],
    );
    let plain = Format::new();
    sheet
        .merge_range(0, 0, 0, 2, "某局材料清单", &plain)
        .unwrap();
    sheet.merge_range(2, 0, 4, 0, "开业", &plain).unwrap();
    sheet
        .merge_range(2, 2, 4, 2, "政府部门核发", &plain)
        .unwrap();
    let given = read(book.save_to_buffer().unwrap());
    assert_eq!(
        given.shown(),
        ["3 营业执照", "4 !空行", "5 申请表", "6 委托书", "7 照片"]
    );
    assert_eq!(given.values(Field::ItemName), ["开业", "开业", "停业", ""]);
    assert_eq!(given.values(Field::Channel), ["政府部门核发", "", "", ""]);
    // In text nothing is merged, so nothing is filled.
    let csv = read("事项名称,材料名称\n开业,营业执照\n,申请表\n");
    assert_eq!(csv.values(Field::ItemName), ["开业", ""]);
}

#[test]
fn sheets_without_materials_are_skipped_with_a_note() {
    let mut book = Workbook::new();
    fill(
        book.add_worksheet().set_name("填写说明").unwrap(),
        &[&["第一步", "填表"], &["第二步", "交表"]],
    );
    fill(
        book.add_worksheet().set_name("甲局").unwrap(),
        &[&["材料名称"], &["身份证"]],
    );
    fill(
        book.add_worksheet().set_name("乙局").unwrap(),
        &[&["序号", "申请材料"], &["1", "护照"]],
    );
    let hidden = book.add_worksheet().set_name("字典").unwrap();
    fill(hidden, &[&["材料名称"], &["原件"]]);
    hidden.set_hidden(true);
    book.add_worksheet().set_name("空").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let given = read(&bytes);
    assert_eq!(given.shown(), ["2 身份证", "2 护照"]);
    assert_eq!(given.report.sheets.len(), 5);
    for note in ["没有材料名称列", "隐藏", "空表"] {
        assert!(given.notes().contains(note), "{}", given.notes());
    }
    let only = |name: &str| Options {
        sheets: vec![name.into()],
        ..Options::default()
    };
    assert_eq!(try_read(&bytes, &only("字典")).unwrap().shown(), ["2 原件"]);
    assert_eq!(try_read(&bytes, &only("3")).unwrap().shown(), ["2 护照"]);
    let error = try_read(&bytes, &only("丙局")).err().unwrap().to_string();
    assert!(
        error.contains("丙局") && error.contains("甲局、乙局"),
        "{error}"
    );
}

#[test]
fn one_column_needs_no_header() {
    assert_eq!(
        read("身份证\n身份证,户口簿\n\n护照\n").shown(),
        ["1 身份证", "2 身份证,户口簿", "3 !空行", "4 护照"]
    );
    assert_eq!(
        read("材料名称\n身份证,户口簿\n甲,乙\n").shown(),
        ["2 身份证,户口簿", "3 甲,乙"]
    );
    assert_eq!(
        read(sheet(&[&["身份证"], &["护照"]])).shown(),
        ["1 身份证", "2 护照"]
    );
    assert_eq!(read("身份证").shown(), ["1 身份证"]);
    let long: String = (0..100).map(|i| format!("材料{i}\n")).collect();
    assert_eq!(read(&long).records.len(), 100);
    assert_eq!(read("材料名称,部门\n").shown(), Vec::<String>::new());
}

#[test]
fn a_title_or_a_name_is_no_header() {
    let error = fails("申请材料清单\n品名,单位\n身份证,甲局\n护照,乙局\n照片,丙局\n");
    assert!(error.contains("品名、单位"), "{error}");
    let error = fails(sheet(&[
        &["申请材料清单"],
        &["品名", "单位"],
        &["身份证", "甲局"],
    ]));
    assert!(error.contains("品名、单位"), "{error}");
    assert_eq!(read("材料名称\n样表\n说明\n").shown(), ["2 样表", "3 说明"]);
    assert_eq!(
        read("材料名称,部门\n样表,\n护照,甲\n").shown(),
        ["2 样表", "3 护照"]
    );
    assert_eq!(read("身份证\n护照\n照片\n材料\n").shown().len(), 4);
    assert_eq!(
        read("材料清单\n身份证\n护照\n").shown(),
        ["2 身份证", "3 护照"]
    );
}

#[test]
fn the_header_is_repeated_on_every_page() {
    let given = read("序号,材料名称\n1,身份证\n序号,材料名称\n2,护照\n");
    assert_eq!(given.shown(), ["2 身份证", "3 !非材料", "4 护照"]);
}

#[test]
fn columns_as_told() {
    let told = |field, header: &str| Options {
        columns: vec![(field, header.into())],
        ..Options::default()
    };
    let text = "品名,单位,材料\n身份证,甲局,x\n";
    let by_header = try_read(text.as_bytes(), &told(Field::Name, "品名")).unwrap();
    assert_eq!(by_header.shown(), ["2 身份证"]);
    let by_letter = try_read(text.as_bytes(), &told(Field::Name, "A")).unwrap();
    assert_eq!(by_letter.shown(), ["2 身份证"]);
    let without = "身份证,甲局\n护照,乙局\n";
    let given = try_read(without.as_bytes(), &told(Field::Name, "1")).unwrap();
    assert_eq!(given.shown(), ["1 身份证", "2 护照"]);
    assert_eq!(
        try_read(text.as_bytes(), &told(Field::Department, "单位"))
            .unwrap()
            .values(Field::Department),
        ["甲局"]
    );
    let error = fails("品名,单位\n身份证,甲局\n护照,乙局\n");
    assert!(
        error.contains("品名、单位") && error.contains("--column 材料名称="),
        "{error}"
    );
    assert_eq!(
        read("标准名称,部门\n居民身份证,甲局\n").shown(),
        ["2 居民身份证"]
    );
}

#[test]
fn doubled_headers_and_ragged_rows() {
    let given = read(
        "材料名称,材料名称,出具单位,来源渠道说明\n身份证,x,,公安局\n护照,y,移民局,z,多\n照片\n",
    );
    assert_eq!(given.shown(), ["2 身份证", "3 护照", "4 照片"]);
    assert_eq!(given.values(Field::IssuedBy), ["公安局", "移民局", ""]);
    assert!(given.notes().contains("不止一列像材料名称") && given.notes().contains("格数多于表头"));
}

#[test]
fn names_stay_raw_and_other_cells_are_cleaned() {
    let given = read(
        "材料名称,部门,备注\n 身份证&nbsp;<br>,&nbsp;公安局<br>,null\n无,甲局,\n/,乙局,\n&nbsp;,丙局,\n",
    );
    assert_eq!(
        given.shown(),
        ["2  身份证&nbsp;<br>", "3 无", "4 /", "5 !空行"]
    );
    assert_eq!(given.values(Field::Department), ["公安局", "甲局", "乙局"]);
    assert_eq!(given.values(Field::Remark)[0], "");
}
