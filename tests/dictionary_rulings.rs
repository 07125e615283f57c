//! What was ruled about names stands in the built-in dictionary.

use guiyi::dictionary::Dictionary;
use guiyi::dictionary::lines::MaterialLine;

/// The standard that owns a name, and in which column.
fn owner(dictionary: &Dictionary, name: &str) -> Option<(String, &'static str)> {
    let holds = |line: &MaterialLine| {
        let has = |names: &[String]| names.iter().any(|n| n == name);
        if line.name == name {
            Some("标准名称")
        } else if has(&line.aliases) {
            Some("别名")
        } else if has(&line.slips) {
            Some("误写")
        } else if has(&line.confirm) {
            Some("待确认别名")
        } else {
            None
        }
    };
    dictionary
        .materials
        .iter()
        .find_map(|e| holds(&e.line).map(|column| (e.line.name.clone(), column)))
}

#[test]
fn what_was_ruled_stands_in_the_dictionary() {
    let d = Dictionary::builtin().unwrap();
    let ruled = [
        (
            "居民身份证",
            "身份证 身份证件 有效身份证件 二代身份证 中华人民共和国居民身份证",
        ),
        ("居民户口簿", "户口本 户口簿 户口薄"),
        ("身份证明", "身份证明文件 有效身份证明"),
        ("申请表", "申请书 书面申请"),
        ("其他材料", "法律法规规定的其他材料 需要提交的其他文件"),
        (
            "法定代表人身份证明书",
            "法定代表人身份证明 法定代表人证明书",
        ),
        (
            "授权委托书",
            "委托书 委托授权书 授权书 个人委托书 代办委托书",
        ),
        ("委托公证书", "经公证的委托书"),
        (
            "营业执照",
            "企业法人营业执照 个体工商户营业执照 工商营业执照",
        ),
        ("毕业证书", "毕业证 毕业证明 小学毕业证"),
        ("烈士证明书", "烈士证书"),
        ("证件照片", "照片 相片"),
        ("承诺书", "承诺函"),
        ("房屋租赁合同", "租房协议"),
        ("出生医学证明", "出生证"),
        ("住所使用证明", "住所使用权证明 住所（经营场所）使用证明"),
        (
            "解除（终止）劳动合同证明",
            "解除劳动关系证明 解除劳动合同证明",
        ),
        ("企业信用报告", "企业征信报告"),
    ];
    for (standard, names) in ruled {
        for name in names.split(' ') {
            let (found, column) = owner(&d, name).unwrap_or_else(|| panic!("{name}"));
            assert_eq!(found, standard, "{name}");
            assert_ne!(column, "待确认别名", "{name}");
        }
    }
    for broad in [
        "身份证明",
        "主体资格证明",
        "资质证书",
        "学历证明",
        "相关证明材料",
        "其他材料",
        "申请表",
    ] {
        let entry = d.materials.iter().find(|e| e.line.name == broad).unwrap();
        assert!(!entry.line.broad.is_empty(), "{broad}");
    }
    for old in ["房屋所有权证", "国有土地使用证"] {
        let line = &d
            .materials
            .iter()
            .find(|e| e.line.name == old)
            .unwrap()
            .line;
        assert_eq!(
            (line.state.as_str(), line.replaced_by.as_str()),
            ("停用", "不动产权证书")
        );
    }
    for apart in ["委托代理合同", "配偶同意书", "学历证书", "居住证"] {
        assert_eq!(owner(&d, apart).unwrap().0, apart);
    }
}
