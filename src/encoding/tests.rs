use super::*;
use encoding_rs::GBK;

const NAMES: &[&str] = &[
    "配偶户口簿",
    "监护人营业执照",
    "身份证",
    "居民身份证复印件",
    "营业执照",
    "申请表",
    "委托书",
    "公司章程",
    "食品经营许可证",
    "不动产权证书",
    "无犯罪记录证明",
    "联通",
    "税务登记证",
    "环境影响报告书",
    "照片",
    "护照",
    "授权委托书（加盖公章）",
    "可行性研究报告批复",
    "结婚证",
    "离婚证",
    "学校",
    "签证",
    "执业药师证",
    "SC证",
];

const TRADITIONAL: &[&str] = &[
    "營業執照",
    "身份證明文件",
    "戶口簿",
    "申請表",
    "授權委託書",
    "臺灣居民來往大陸通行證",
    "結婚證書",
];

fn utf16(text: &str, big: bool) -> Vec<u8> {
    text.encode_utf16()
        .flat_map(|u| {
            if big {
                u.to_be_bytes()
            } else {
                u.to_le_bytes()
            }
        })
        .collect()
}

#[test]
fn a_gbk_file_of_one_name_is_gb18030() {
    for name in NAMES {
        let bytes = GBK.encode(name).0;
        let decoded = decode(&bytes, None).unwrap();
        assert_eq!(
            (decoded.text.as_ref(), decoded.encoding),
            (*name, "GB18030")
        );
        assert_eq!(decoded.describe(), "GB18030（推断）");
    }
}

#[test]
fn big5_is_not_taken_for_gb18030() {
    for name in TRADITIONAL {
        let bytes = BIG5.encode(name).0;
        match decode(&bytes, None) {
            Ok(decoded) => assert_eq!((decoded.text.as_ref(), decoded.encoding), (*name, "Big5")),
            Err(error) => assert_eq!(error, EncodingError::Implausible, "{name}"),
        }
    }
    let list = format!("材料名稱\n{}\n", TRADITIONAL.join("\n"));
    let bytes = BIG5.encode(&list).0;
    let decoded = decode(&bytes, None).unwrap();
    assert_eq!(
        (decoded.text.as_ref(), decoded.encoding),
        (list.as_str(), "Big5")
    );
}

#[test]
fn four_byte_characters_survive() {
    let text = "材料名称\n㐀㐁身份证明\n𠮷野家营业执照\n";
    let bytes = GB18030.encode(text).0;
    assert_eq!(decode(&bytes, None).unwrap().text, text);
}

#[test]
fn marks_and_nuls_tell_utf16() {
    let text = "材料名称,份数\n身份证,1\n";
    for (big, name) in [(false, "UTF-16LE"), (true, "UTF-16BE")] {
        let bare = utf16(text, big);
        let decoded = decode(&bare, None).unwrap();
        assert_eq!(
            (decoded.text.as_ref(), decoded.encoding, decoded.how),
            (text, name, How::Guessed)
        );
        let marked = utf16(&format!("\u{feff}{text}"), big);
        let decoded = decode(&marked, None).unwrap();
        assert_eq!(
            (decoded.text.as_ref(), decoded.encoding, decoded.how),
            (text, name, How::Mark)
        );
        let decoded = decode(&marked, Some("utf-16")).unwrap();
        assert_eq!(
            (decoded.text.as_ref(), decoded.encoding, decoded.how),
            (text, name, How::Given)
        );
    }
}

#[test]
fn utf8_with_and_without_mark() {
    let decoded = decode("材料".as_bytes(), None).unwrap();
    assert_eq!(
        (decoded.text.as_ref(), decoded.describe().as_str()),
        ("材料", "UTF-8")
    );
    let decoded = decode("\u{feff}材料".as_bytes(), None).unwrap();
    assert_eq!(
        (decoded.text.as_ref(), decoded.describe().as_str()),
        ("材料", "UTF-8（带 BOM）")
    );
}

#[test]
fn one_broken_line_spoils_no_other() {
    let mut bytes = Vec::new();
    for _ in 0..20 {
        bytes.extend("居民身份证\n".as_bytes());
    }
    bytes.extend(&*GBK.encode("营业执照\n").0);
    let decoded = decode(&bytes, None).unwrap();
    assert_eq!(decoded.encoding, "UTF-8");
    assert_eq!(
        decoded.text.lines().filter(|l| *l == "居民身份证").count(),
        20
    );
    assert!(decoded.text.lines().last().unwrap().contains('\u{fffd}'));

    let mut bytes = Vec::new();
    for _ in 0..20 {
        bytes.extend(&*GBK.encode("居民身份证\n").0);
    }
    bytes.extend("营业执照,1\n".as_bytes());
    let decoded = decode(&bytes, None).unwrap();
    assert_eq!(decoded.encoding, "GB18030");
    assert_eq!(
        decoded.text.lines().filter(|l| *l == "居民身份证").count(),
        20
    );
    assert_eq!(decoded.text.lines().last(), Some("\u{fffd},1"));
}

#[test]
fn half_and_half_is_an_error() {
    let mut bytes = Vec::new();
    for _ in 0..5 {
        bytes.extend("居民身份证\n".as_bytes());
        bytes.extend(&*GBK.encode("营业执照\n").0);
    }
    let error = decode(&bytes, None).unwrap_err();
    assert!(
        matches!(
            error,
            EncodingError::Mixed {
                utf8: 5,
                other: 5,
                ..
            }
        ),
        "{error}"
    );
}

#[test]
fn noise_is_refused() {
    assert_eq!(
        decode(&[0, 1, 2, 3, 0, 0, 9], None).unwrap_err(),
        EncodingError::Binary
    );
    let noise: Vec<u8> = (0u32..4000)
        .map(|i| (i.wrapping_mul(2_654_435_761) >> 13) as u8 | 0x80)
        .collect();
    assert_eq!(
        decode(&noise, None).unwrap_err(),
        EncodingError::Implausible
    );
    assert!(
        decode(b"x", Some("klingon"))
            .unwrap_err()
            .to_string()
            .contains("klingon")
    );
    assert!(matches!(
        decode(&GBK.encode("身份证").0, Some("utf-8")),
        Err(EncodingError::Misfit { .. })
    ));
}

proptest::proptest! {
    #[test]
    fn never_panics(bytes: Vec<u8>) {
        let _ = decode(&bytes, None);
        let _ = decode(&bytes, Some("big5"));
    }
}
