//! Names that do not say which paper is meant: C01 C02 C03 C34 C41 C42 C47.

use crate::check::book::mode;
use crate::check::name::{Fault, Name};
use crate::model::{Basis, Outcome};

/// How `materials.csv` marks a bundle of which any one will do; the word is part of the file's format.
const BUNDLE: &str = "材料组";

/// Asks the rules of this subject.
pub fn check(name: &Name<'_>, faults: &mut Vec<Fault>) {
    match &name.reading.outcome {
        // Whether that is a fault, only the rest of the item can tell.
        Outcome::NoMaterial(_) => {}
        Outcome::NotMaterial(_) => whole(
            name,
            faults,
            "C47",
            "这是填写项或说明，不是一份材料：移到申请表的填写项，或删去这一行",
        ),
        Outcome::Parts(parts) => {
            for i in 0..parts.len() {
                part(name, i, faults);
            }
        }
    }
    if !faults.iter().any(|f| matches!(f.rule, "C01" | "C02")) {
        loose(name, faults);
    }
}

fn whole(name: &Name<'_>, faults: &mut Vec<Fault>, rule: &'static str, message: &str) {
    faults.push(Fault {
        rule,
        span: name.all(),
        message: message.to_owned(),
        suggestion: String::new(),
    });
}

fn part(name: &Name<'_>, i: usize, faults: &mut Vec<Fault>) {
    let part = &name.reading.parts()[i];
    let standard = name.standard(i).unwrap_or_default();
    let mut add = |rule, message: String| {
        faults.push(Fault {
            rule,
            span: part.span,
            message,
            suggestion: String::new(),
        });
    };
    let core = &part.core;
    let takes = |rule| {
        name.book.word(rule, mode::STANDARD, standard).is_some()
            || name.book.word(rule, mode::WHOLE, &part.key).is_some()
    };
    if takes("C01") {
        add(
            "C01",
            format!("“{core}”是兜底条款：逐项写明需要的材料，或取消这一行"),
        );
    } else if takes("C02") {
        add(
            "C02",
            format!("“{core}”没有写明是什么证明：写明证明的名称和开具单位"),
        );
    } else if takes("C34") {
        add(
            "C34",
            format!("“{core}”没有写明办什么事：写成“事项名称＋{core}”"),
        );
    } else if name.reading.parts().len() == 1 && takes("C42") {
        add("C42", format!("“{core}”太宽泛：加上限定，写明是哪一种"));
    } else if name.breadth(i) == BUNDLE && name.decisions[i].basis == Basis::Name {
        add(
            "C41",
            format!("“{core}”可以是几种材料：列出成员，注明任选其一"),
        );
    }
}

fn loose(name: &Name<'_>, faults: &mut Vec<Fault>) {
    let mut taken: Option<u32> = None;
    for word in name.book.words("C03", mode::HOLDS) {
        for (span, ..) in name.words_at(&word.word) {
            if taken.is_some_and(|t| t == span.start) {
                continue;
            }
            taken = Some(span.start);
            faults.push(Fault {
                rule: "C03",
                span,
                message: format!("“{}”没有边界：去掉它，把需要的材料逐份列出", word.word),
                suggestion: String::new(),
            });
        }
    }
}
