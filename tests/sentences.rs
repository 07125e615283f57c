//! Names that are sentences, lists and headings: which papers they ask for, and whose. Each line is a
//! fault that was found once, or a way of writing that is easily read wrong.

use std::sync::LazyLock;

use guiyi::model::Attribute;
use guiyi::pipeline::{Knowledge, Loaded, load};

static KNOWN: LazyLock<Loaded> = LazyLock::new(|| {
    load(&Knowledge {
        catalog: None,
        dicts: Vec::new(),
        builtin: true,
    })
    .expect("the built-in dictionaries load")
});

/// Cores as `甲 + 乙｜丙`, each with its holder in brackets.
fn read(name: &str) -> String {
    let reading = KNOWN.matcher.reader().read(name);
    let mut groups: Vec<Vec<String>> = Vec::new();
    for part in reading.parts() {
        let holders: Vec<&str> = part
            .qualifiers
            .iter()
            .filter(|q| q.attribute == Attribute::Holder)
            .map(|q| q.value.as_str())
            .collect();
        let core = match holders.as_slice() {
            [] => part.key.clone(),
            some => format!("{}〔{}〕", part.key, some.join("、")),
        };
        groups.resize(groups.len().max(part.group as usize + 1), Vec::new());
        groups[part.group as usize].push(core);
    }
    groups
        .iter()
        .map(|g| g.join("｜"))
        .collect::<Vec<_>>()
        .join(" + ")
}

fn check(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(name, wanted)| read(name) != *wanted)
        .map(|(name, wanted)| format!("{name}\n  wanted {wanted}\n  read   {}", read(name)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_demand_of_a_sentence_is_read() {
    check(&[
        (
            "身份证或者其他有效身份证明，代理申请人还应当提交授权委托书；",
            "身份证｜有效身份证明 + 授权委托书〔代理申请人〕",
        ),
        (
            "申请人为个人的，应当提供身份证。申请人为单位的，应当提供营业执照、公司章程；",
            "身份证〔申请人〕 + 营业执照〔申请人〕 + 公司章程",
        ),
        (
            "企业章程，属于中外合资企业的，还应当提供合资企业合同",
            "企业章程 + 合资企业合同",
        ),
        (
            "事务所章程，有合伙协议的并应报送合伙协议",
            "事务所章程 + 合伙协议",
        ),
        (
            "法律规定需要提交从业人员职业资格证书的，提交相应材料",
            "职业资格证书〔从业人员〕",
        ),
        ("判决为缺席判决的，应当提交传票送达证明", "传票送达证明"),
        ("申请人是个人的，其国籍证明", "国籍证明〔申请人〕"),
        ("属于农村五保供养对象的；", ""),
        ("或者继承证明文件", "继承证明"),
        (
            "劳动合同、缴费凭证和职称证书或者学历证书",
            "劳动合同 + 缴费凭证 + 职称证书｜学历证书",
        ),
    ]);
}

#[test]
fn no_paper_is_lost_beside_a_catchall_or_an_explanation() {
    check(&[
        ("身份证及有关部门规定的其他材料", "身份证"),
        ("起诉状及法院要求的其他材料", "起诉状"),
        (
            "需要提供的与事故调查有关的其他材料",
            "需要提供的与事故调查有关的其他材料",
        ),
        (
            "机动车行驶证、车辆技术等级评定结论复印件;拟投入车辆的承诺书,承诺书应当包括车辆数量、类型等内容",
            "机动车行驶证 + 车辆技术等级评定结论 + 拟投入车辆的承诺书",
        ),
        (
            "诊断证明、检查检验报告等原件和复印件，完整有效的病历",
            "诊断证明 + 检查检验报告 + 病历",
        ),
        ("申请人身份证明复印件及其联系方式", "身份证明〔申请人〕"),
        (
            "单位名称预先核准通知书及复印件或营业执照副本及复印件",
            "单位名称预先核准通知书｜营业执照",
        ),
        ("加盖公章或签名的《授权委托书》原件", "授权委托书"),
    ]);
}

#[test]
fn list_numbers_without_a_mark() {
    check(&[
        ("a户口簿、身份证", "户口簿 + 身份证"),
        ("d、身份证复印件或营业执照复印件", "身份证｜营业执照"),
        ("2转让双方的身份证明", "身份证明〔转让双方〕"),
        ("1.1.2 法定代表人身份证", "身份证〔法定代表人〕"),
        ("2寸照片", "照片"),
        ("B超报告", "B超报告"),
        ("A类申请表", "A类申请表"),
    ]);
}

#[test]
fn what_only_explains_is_a_note() {
    check(&[
        (
            "安全工作方案，包括人员名单、岗位职责和应急预案",
            "安全工作方案",
        ),
        ("捐赠协议，载明捐赠人姓名和捐赠用途等证明材料", "捐赠协议"),
        (
            "《税务师事务所登记证书》 适用于提供税务服务",
            "税务师事务所登记证书",
        ),
        (
            "管理制度，包括考勤制度；劳务派遣协议样本",
            "管理制度 + 劳务派遣协议样本",
        ),
        ("身份证或者相关文件", "身份证"),
        ("财务报表、审计报告以及其他相关资料", "财务报表 + 审计报告"),
    ]);
}

#[test]
fn headings_and_titles() {
    check(&[
        (
            "客运公司：《道路运输经营许可证》",
            "道路运输经营许可证〔客运公司〕",
        ),
        ("委托办理：《授权委托书》", "授权委托书"),
        (
            "交强险凭证《融资担保许可证》",
            "交强险凭证 + 融资担保许可证",
        ),
        ("《店铺资质说明及责任承诺函》", "店铺资质说明及责任承诺函"),
        ("《营业执照》申请表", "营业执照申请表"),
    ]);
}

#[test]
fn alternatives_that_share_their_words() {
    check(&[
        ("香港或澳门居民身份证", "香港居民身份证｜澳门居民身份证"),
        ("增值税普通（或专用）发票", "增值税普通发票｜专用发票"),
        (
            "不动产权证、房屋租赁合同任选其一",
            "不动产权证｜房屋租赁合同",
        ),
        ("照片及回执", "照片 + 照片回执"),
        (
            "房屋所有权证（或不动产权证书）复印件",
            "房屋所有权证｜不动产权证书",
        ),
        ("身份证户口本结婚证", "身份证 + 户口本 + 结婚证"),
    ]);
}

#[test]
fn whose_paper_it_is() {
    check(&[
        ("第一代居民身份证", "第一代居民身份证"),
        ("持证人残疾人证复印件", "残疾人证〔持证人〕"),
        ("户口簿居民身份证", "户口簿 + 居民身份证"),
        ("单位法定代表人的身份证明", "法定代表人身份证明〔单位〕"),
        (
            "道路测试、示范应用单位的身份证明",
            "身份证明〔道路测试、示范应用单位〕",
        ),
        (
            "涉及生产许可管理范围的产品,需提供生产厂商的《工业产品生产许可证》",
            "工业产品生产许可证〔生产厂商〕",
        ),
        ("经办人需提供《居民身份证》", "居民身份证〔经办人〕"),
        ("校长、教师的资格证书", "资格证书〔校长、教师〕"),
        (
            "负有限责任的会计师事务所的验资报告",
            "验资报告〔会计师事务所〕",
        ),
        ("国外亲属有效的定居证明", "定居证明〔国外亲属〕"),
        (
            "清算组负责人签署的注销登记申请书",
            "注销登记申请书〔清算组负责人〕",
        ),
        ("学历证明（应届毕业生提供）", "学历证明〔应届毕业生〕"),
        ("代理人授权委托书", "授权委托书〔代理人〕"),
        // A form or a decision is about whom it names.
        ("个人姓名变更申请表", "个人姓名变更申请表"),
        ("社会团体名称预先核准通知书", "社会团体名称预先核准通知书"),
        // Nor is a party, an issuer or an office a holder.
        ("承租方与出租方签订的房屋租赁合同", "房屋租赁合同"),
        ("与省税务局签订的服务协议", "服务协议"),
        ("林业主管部门的审核意见", "林业主管部门的审核意见"),
        ("消防部门出具的意见", "消防部门出具的意见"),
        ("交验外国人体检表", "外国人体检表"),
    ]);
}

#[test]
fn dress_never_hides_the_end_of_a_known_name() {
    check(&[
        ("有效的企业标准2份", "企业标准"),
        (
            "提交电视剧制作许可证（乙种）复印件",
            "电视剧制作许可证(乙种)",
        ),
        ("★身份证及其复印件", "身份证"),
        ("身份证（复印件加盖公章）", "身份证"),
        ("承诺书（可在网上下载）", "承诺书"),
        ("相片电子回执", "相片回执"),
        // Nor do brackets hide another paper.
        ("食品经营许可申请书（注销）", "食品经营许可注销申请书"),
        ("营业执照（变更登记申请书）", "营业执照变更登记申请书"),
        ("建筑业企业资质证书（一级）", "建筑业企业资质证书(一级)"),
        ("环境影响报告书（表）", "环境影响报告书｜环境影响报告表"),
        ("户籍所在地派出所证明", "派出所证明"),
        ("村（居）民委员会的意见", "村(居)民委员会的意见"),
        ("补充提供的资料", "补充提供的资料"),
        (
            "法律规定可以作为证据的有关文件",
            "法律规定可以作为证据的有关文件",
        ),
    ]);
}
