//! `guiyi explain`: how one name is read, where it goes, and why; with a standard, why it is or is not that one.

use std::io::Write;

use serde::Serialize;

use crate::cli::args::ExplainArgs;
use crate::cli::exit::Exit;
use crate::cli::settings;
use crate::explain::{Explanation, PartExplanation, Versus, explain};
use crate::model::{Outcome, Span};
use crate::output::width;
use crate::pipeline;

/// Explains a name.
pub fn run(args: ExplainArgs, stdout: &mut dyn Write) -> anyhow::Result<Exit> {
    let known = pipeline::load_for_good(&settings::knowledge_only(args.knowledge)?)?;
    let explanation = explain(known, &args.name, args.standard.as_deref())?;
    if args.json {
        write_json(&explanation, stdout)?;
    } else {
        write_text(&explanation, stdout)?;
    }
    Ok(Exit::Done)
}

fn write_json(explanation: &impl Serialize, stdout: &mut dyn Write) -> anyhow::Result<()> {
    serde_json::to_writer_pretty(&mut *stdout, explanation)?;
    writeln!(stdout)?;
    Ok(())
}

fn line(stdout: &mut dyn Write, label: &str, text: &str) -> std::io::Result<()> {
    writeln!(stdout, "  {}{text}", width::pad(label, 10))
}

fn write_text(explanation: &Explanation, stdout: &mut dyn Write) -> std::io::Result<()> {
    writeln!(stdout, "名称：{}", explanation.reading.raw)?;
    for step in &explanation.steps {
        line(
            stdout,
            "文本",
            &format!(
                "{}（{}）→ {}",
                step.what,
                step.id,
                step.after.replace('\n', "⏎")
            ),
        )?;
    }
    match &explanation.reading.outcome {
        Outcome::NoMaterial(by) => line(stdout, "读作", &format!("没有材料（{by}）"))?,
        Outcome::NotMaterial(by) => line(stdout, "读作", &format!("不是材料（{by}）"))?,
        Outcome::Parts(parts) => {
            line(
                stdout,
                "读作",
                &format!("{}，{} 个分项", explanation.relation, parts.len()),
            )?;
        }
    }
    for (span, text) in &explanation.reading.dress {
        line(
            stdout,
            "略去",
            &format!("“{}”{}", text.replace('\n', "⏎"), range(*span)),
        )?;
    }
    for (i, part) in explanation.parts.iter().enumerate() {
        writeln!(stdout, "分项 {}（第 {} 组）", i + 1, part.group + 1)?;
        write_part(part, stdout)?;
    }
    Ok(())
}

fn write_part(part: &PartExplanation, stdout: &mut dyn Write) -> std::io::Result<()> {
    line(stdout, "核心名称", &part.core)?;
    for q in &part.qualifiers {
        let place = q.place.as_deref().unwrap_or(&q.qualifier.by);
        line(
            stdout,
            q.qualifier.attribute.word(),
            &format!(
                "{}{}（{place}）",
                q.qualifier.value,
                range(q.qualifier.span)
            ),
        )?;
    }
    line(stdout, "分词", &part.words.join(" / "))?;
    if part.folded != part.key {
        line(
            stdout,
            "折叠",
            &format!("{}（{}）", part.folded, part.folded_by.join("；")),
        )?;
    }
    line(
        stdout,
        "归入",
        part.standard.as_deref().unwrap_or("（单列为新材料）"),
    )?;
    line(stdout, "依据", &format!("{}，{}", part.basis, part.grade))?;
    line(stdout, "证据", &part.evidence)?;
    for place in &part.places {
        line(stdout, "词典行", place)?;
    }
    for candidate in &part.runners_up {
        line(
            stdout,
            "其次",
            &format!(
                "{}（相似 {:.2}）：{}",
                candidate.standard, candidate.likeness, candidate.why
            ),
        )?;
    }
    if let Some(Versus {
        standard,
        same,
        reasons,
    }) = &part.versus
    {
        let verdict = if *same { "是" } else { "不是" };
        line(stdout, "对照", &format!("{verdict}“{standard}”"))?;
        for reason in reasons {
            line(stdout, "", reason)?;
        }
    }
    Ok(())
}

fn range(span: Span) -> String {
    format!("［第 {}–{} 字］", span.start + 1, span.end)
}
