//! The columns of each file, and those by which its lines are sorted and told apart.

use serde::de::value::Error as ValueError;
use serde::de::{DeserializeOwned, Deserializer, Error as _, Visitor};

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
    RewordingLine: "句式" = pattern;
    QualifierLine: "属性" = attribute, "句式" = pattern;
    WeightlessLine: "词" = word;
    HolderLine: "角色" = role;
    HeadLine: "词尾" = head;
    IssuerLine: "名称" = name;
    ClueLine: "词" = word, "词尾类别" = class;
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
    RuleLine: "编号" = id;
    RuleWordLine: "规则" = rule, "用法" = mode, "写法" = word;
    SupersededLine: "类别" = kind, "旧称" = term;
    LocalLine: "类别" = kind, "名称" = name;
}

/// The columns of a line type: the names that its serde derive gives to its fields.
pub(crate) fn columns<T: DeserializeOwned>() -> &'static [&'static str] {
    let mut found: &'static [&'static str] = &[];
    // The derive hands its field names to the deserializer, which is all that is wanted here.
    let _ = T::deserialize(FieldNames(&mut found));
    found
}

struct FieldNames<'a>(&'a mut &'static [&'static str]);

impl<'de> Deserializer<'de> for FieldNames<'_> {
    type Error = ValueError;

    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Self::Error> {
        Err(Self::Error::custom(""))
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        _: V,
    ) -> Result<V::Value, Self::Error> {
        *self.0 = fields;
        Err(Self::Error::custom(""))
    }

    serde::forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map enum identifier ignored_any
    }
}
