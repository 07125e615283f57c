//! The columns by which the lines of each file are sorted and told apart.

use super::lines::*;

/// A line type with its key.
pub trait Keyed {
    /// The headers of the key's columns, in the order by which the file is sorted. None may be blank.
    const KEY: &'static [&'static str];

    /// The key's cells.
    fn key(&self) -> Vec<&str>;
}

macro_rules! keyed {
    ($($line:ident: $($column:literal = $field:ident),+;)+) => {
        $(impl Keyed for $line {
            const KEY: &'static [&'static str] = &[$($column),+];

            fn key(&self) -> Vec<&str> {
                vec![$(self.$field.as_str()),+]
            }
        })+
    };
}

keyed! {
    MaterialLine: "标准名称" = name;
    ContrastLine: "组" = group, "甲" = a, "乙" = b;
    EqualLine: "词" = word, "规范词" = canonical;
    QualifierLine: "属性" = attribute, "句式" = pattern;
    WeightlessLine: "词" = word;
    HolderLine: "角色" = role;
    HeadLine: "词尾" = head;
    IssuerLine: "名称" = name;
    RegionLine: "地名" = name;
    ConfusableLine: "正" = right, "误" = wrong;
    VariantLine: "写法" = from;
    FixedLine: "名称" = name;
    PlaceholderLine: "写法" = text;
    CatchallLine: "句式" = pattern;
    HeaderLine: "字段" = field, "表头" = header;
    CodeLine: "字段" = field, "码表" = set, "代码" = code;
    ConnectorLine: "词" = word;
    StrungLine: "词" = word;
    WordLine: "词" = word;
}
