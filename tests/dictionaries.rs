//! The rules of the dictionaries: the built-in ones keep them, and a broken one is told.

use std::path::Path;

use guiyi::dictionary::verify::verify;
use guiyi::dictionary::{Dictionary, LoadOptions, Problem, Severity};

/// What is wrong with a user's folder of these files over the built-in dictionaries.
fn problems(files: &[(&str, &str)]) -> Vec<Problem> {
    let dir = tempfile::tempdir().unwrap();
    for (name, text) in files {
        std::fs::write(dir.path().join(name), text).unwrap();
    }
    let options = LoadOptions {
        dirs: vec![dir.path().to_owned()],
        ..LoadOptions::default()
    };
    verify(&options)
        .unwrap()
        .into_iter()
        .filter(|problem| Path::new(&problem.file).is_absolute())
        .collect()
}

/// Asserts that exactly one problem is found, in this line, of this weight, saying this.
#[track_caller]
fn one(file: &str, text: &str, line: u32, severity: Severity, said: &str) {
    let found = problems(&[(file, text)]);
    let [problem] = found.as_slice() else {
        panic!("{} problems: {found:#?}", found.len());
    };
    assert!(problem.file.ends_with(file), "{problem:?}");
    assert_eq!(
        (problem.line, problem.severity),
        (line, severity),
        "{problem:?}"
    );
    assert!(problem.message.contains(said), "{problem:?}");
}

#[test]
fn the_built_in_dictionaries_keep_every_rule() {
    let found = verify(&LoadOptions::default()).unwrap();
    let shown: Vec<String> = found.iter().map(ToString::to_string).collect();
    assert!(found.is_empty(), "{}", shown.join("\n"));
}

#[test]
fn a_sound_folder_has_no_problem() {
    let text = "标准名称,别名,不可归并\n乙乙材料,,甲甲材料\n甲甲材料,甲甲|甲甲件,乙乙材料\n";
    assert_eq!(problems(&[("materials.csv", text)]), []);
}

#[test]
fn sorted_and_unique() {
    one(
        "weightless.csv",
        "词\n乙乙\n丙丙\n",
        3,
        Severity::Hint,
        "排序",
    );
    one(
        "weightless.csv",
        "词\n乙乙\n乙乙\n",
        3,
        Severity::Error,
        "已有",
    );
}

#[test]
fn cells_are_trimmed_and_not_blank() {
    one(
        "weightless.csv",
        "词,备注\n乙乙 ,\n",
        2,
        Severity::Hint,
        "空白",
    );
    one(
        "weightless.csv",
        "词,备注\n,甲\n",
        2,
        Severity::Error,
        "空的",
    );
    one(
        "materials.csv",
        "标准名称,别名\n甲甲材料,甲甲||甲甲件\n",
        2,
        Severity::Hint,
        "空项",
    );
}

#[test]
fn a_name_has_one_owner() {
    let error = Severity::Error;
    one(
        "materials.csv",
        "标准名称,别名\n丙丙材料,甲甲\n乙乙材料,甲甲\n",
        3,
        error,
        "丙丙材料",
    );
    one(
        "materials.csv",
        "标准名称,别名\n丙丙材料,\n乙乙材料,丙丙材料\n",
        3,
        error,
        "另一个标准",
    );
    one(
        "materials.csv",
        "标准名称,别名\n丙丙材料,丙丙材料\n",
        2,
        error,
        "它自己",
    );
    one(
        "materials.csv",
        "标准名称,别名,误写\n丙丙材料,丙丙,丙丙\n",
        2,
        error,
        "两次",
    );
}

#[test]
fn a_user_may_overrule_and_is_told() {
    let told = Severity::Information;
    one(
        "materials.csv",
        "标准名称,别名\n营业执照,\n",
        2,
        told,
        "已有",
    );
    one(
        "materials.csv",
        "标准名称,别名\n我的材料,户口本\n",
        2,
        told,
        "居民户口簿",
    );
    one(
        "materials.csv",
        "标准名称,别名\n我的材料,居民户口簿\n",
        2,
        told,
        "另一个标准",
    );
}

/// A folder that began as a copy of the built-in files has nothing to tell but what was changed.
#[test]
fn a_repeated_line_is_not_told() {
    let copy = include_str!("../dictionaries/contrasts.csv");
    assert_eq!(problems(&[("contrasts.csv", copy)]), []);
    let at = copy.find(",X,").expect("a contrast that forbids");
    let changed = format!("{},F,{}", &copy[..at], &copy[at + 3..]);
    let told = problems(&[("contrasts.csv", &changed)]);
    assert!(
        !told.is_empty() && told.iter().all(|p| p.severity == Severity::Information),
        "{told:?}"
    );
    assert!(told.iter().all(|p| p.line == told[0].line), "{told:?}");
}

#[test]
fn characters_are_even() {
    one(
        "materials.csv",
        "标准名称\nＡ甲材料\n",
        2,
        Severity::Hint,
        "Ａ",
    );
    one(
        "materials.csv",
        "标准名称\n⼾甲材料\n",
        2,
        Severity::Hint,
        "⼾",
    );
    let slip = "标准名称,误写\n甲（甲）材料,⼾甲材料\n";
    assert_eq!(problems(&[("materials.csv", slip)]), []);
}

#[test]
fn successors_are_standards_and_end() {
    let error = Severity::Error;
    let head = "标准名称,状态,替代为\n";
    one(
        "materials.csv",
        &format!("{head}甲甲材料,停用,没有的\n"),
        2,
        error,
        "不是标准名称",
    );
    one(
        "materials.csv",
        &format!("{head}甲甲材料,停用,甲甲材料\n"),
        2,
        error,
        "它自己",
    );
    one(
        "materials.csv",
        &format!("{head}甲甲材料,,营业执照\n"),
        2,
        error,
        "现行",
    );
    one(
        "materials.csv",
        &format!("{head}甲甲材料,停用,税务登记证\n"),
        2,
        error,
        "又替代为",
    );
}

#[test]
fn apart_is_known_and_mutual() {
    let error = Severity::Error;
    let head = "标准名称,不可归并\n";
    one(
        "materials.csv",
        &format!("{head}甲甲材料,没有的\n"),
        2,
        error,
        "不是标准名称",
    );
    one(
        "materials.csv",
        &format!("{head}甲甲材料,甲甲材料\n"),
        2,
        error,
        "自己",
    );
    one(
        "materials.csv",
        &format!("{head}乙乙材料,\n甲甲材料,乙乙材料\n"),
        3,
        error,
        "没有写它",
    );
}

#[test]
fn columns_hold_known_words() {
    let error = Severity::Error;
    one(
        "contrasts.csv",
        "组,甲,乙,效果\n测,甲甲甲,乙乙乙,Y\n",
        2,
        error,
        "效果",
    );
    one(
        "contrasts.csv",
        "组,甲,乙,效果\n测,甲甲甲,甲甲甲,X\n",
        2,
        error,
        "甲、乙都是",
    );
    one(
        "contrasts.csv",
        "组,甲,乙,效果\n测,甲甲甲,乙乙乙,X\n测试,乙乙乙,甲甲甲,X\n",
        3,
        error,
        "不止一次",
    );
    one(
        "materials.csv",
        "标准名称,泛称\n甲甲材料,宽\n",
        2,
        error,
        "泛称",
    );
    one(
        "materials.csv",
        "标准名称,状态\n甲甲材料,现行的\n",
        2,
        error,
        "状态",
    );
    one(
        "materials.csv",
        "标准名称,来源类型\n甲甲材料,政府\n",
        2,
        error,
        "来源类型",
    );
    one("qualifiers.csv", "属性,句式\n颜色,红\n", 2, error, "属性");
    one(
        "qualifiers.csv",
        "属性,句式\n形式,(红|绿\n",
        2,
        error,
        "看不懂",
    );
    one(
        "qualifiers.csv",
        "属性,句式,位置\n形式,红红,上\n",
        2,
        error,
        "位置",
    );
    one("heads.csv", "词尾,把握\n甲甲,2\n", 2, error, "0 到 1");
    one(
        "catchalls.csv",
        "句式,类别,归入\n甲甲,兜底,没有的\n",
        2,
        error,
        "不是标准名称",
    );
    one("headers.csv", "字段,表头\n没有的,甲甲\n", 2, error, "字段");
}

#[test]
fn one_step_ends() {
    let error = Severity::Error;
    one(
        "equal_words.csv",
        "词,规范词\n甲甲,乙乙\n癸癸,甲甲\n",
        3,
        error,
        "又是",
    );
    one(
        "equal_words.csv",
        "词,规范词\n甲甲,甲甲\n",
        2,
        error,
        "它自己",
    );
    one(
        "equal_words.csv",
        "词,规范词\n癸癸,乙乙\n癸癸,甲甲\n",
        3,
        error,
        "又读作",
    );
    one(
        "variants.csv",
        "写法,规范\n甲甲,癸癸\n癸癸,壬壬\n",
        2,
        error,
        "又是",
    );
    assert_eq!(problems(&[("variants.csv", "写法,规范\n甲甲,甲甲\n")]), []);
    let cycle = problems(&[("equal_words.csv", "词,规范词\n甲甲,癸癸\n癸癸,甲甲\n")]);
    assert_eq!(cycle.len(), 2);
    one(
        "heads.csv",
        "词尾,折叠为\n甲甲甲,没有的\n",
        2,
        error,
        "没有它",
    );
}

#[test]
fn a_broken_line_is_named_and_the_rest_is_checked() {
    let found = problems(&[(
        "materials.csv",
        "标准名称,别名\n甲甲材料,甲,乙\n乙乙材料,乙乙材料\n",
    )]);
    assert_eq!(found.iter().map(|p| p.line).collect::<Vec<_>>(), [2, 3]);
}

#[test]
fn the_order_of_lines_changes_nothing_but_places() {
    let read = |text: &str| {
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("materials.csv"), text).unwrap();
        let options = LoadOptions {
            dirs: vec![dir.path().to_owned()],
            ..LoadOptions::default()
        };
        Dictionary::load(&options).unwrap().fingerprint()
    };
    assert_eq!(
        read("标准名称,别名\n甲甲材料,甲\n乙乙材料,乙\n"),
        read("别名,标准名称\n乙,乙乙材料\n甲,甲甲材料\n"),
    );
}
