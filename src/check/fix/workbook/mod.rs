//! A workbook written anew: the parts of the package that rows are written in or refer to; every other
//! part (styles, pictures, macros, other sheets) is carried over as it is packed.
//!
//! A workbook is edited and not rebuilt, since a department sends it on: titles, merged cells, widths,
//! number formats and other sheets must still be there. Package and relationships: ECMA-376-2.

mod legacy;
mod sheet;
mod shift;
mod xml;

use std::collections::BTreeMap;
use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipArchive, ZipWriter};

pub(super) use legacy::converted;
pub(super) use shift::Shift;

use super::{FixError, SheetPlan};
use crate::intake::SheetGrid;
use crate::system::original;
use sheet::Rewriter;
use xml::{Tag, Token};

/// A part that is rewritten is held in memory, several times over. Lists are far smaller.
const LARGEST_PART: u64 = 256 << 20;

type Archive<'b> = ZipArchive<Cursor<&'b [u8]>>;

/// Writes a mended workbook.
///
/// # Errors
/// If a part cannot be read, or is not what the format says.
pub(super) fn write(
    label: &str,
    bytes: &[u8],
    sheets: &[(&SheetGrid, &SheetPlan)],
) -> Result<Vec<u8>, FixError> {
    let fault = |detail: String| FixError::Workbook {
        file: label.to_owned(),
        detail,
    };
    let mut package = Package::open(bytes).map_err(|e| fault(original(e)))?;
    let paths = package
        .sheets()
        .ok_or_else(|| fault("工作表的清单读不出".to_owned()))?;
    for (grid, plan) in sheets {
        let named = || fault(format!("工作表“{}”读不出", grid.name));
        let path = paths.get(&grid.name).ok_or_else(named)?;
        let shift = plan.shift();
        let source = package.text(path).ok_or_else(named)?;
        let rewriter = Rewriter {
            grid,
            plan,
            shift: &shift,
        };
        let new = rewriter.rewrite(&source).ok_or_else(named)?;
        package.set(path, new);
        // A cell that had a formula may have none now, and the list of such cells must not name it.
        package.drop_calculation_chain();
        if !shift.is_empty() {
            package.follow(path, &grid.name, &shift);
        }
    }
    package.pack().map_err(|e| fault(original(e)))
}

struct Package<'b> {
    archive: Archive<'b>,
    names: Vec<String>,
    /// Parts written anew; `None` for those that go.
    changed: BTreeMap<String, Option<String>>,
}

impl<'b> Package<'b> {
    fn open(bytes: &'b [u8]) -> zip::result::ZipResult<Self> {
        let archive = ZipArchive::new(Cursor::new(bytes))?;
        let names = (0..archive.len())
            .map(|i| match archive.name_for_index(i) {
                Some(Ok(name)) => name.into_owned(),
                _ => String::new(),
            })
            .collect();
        Ok(Self {
            archive,
            names,
            changed: BTreeMap::new(),
        })
    }

    /// A part's text as it is to be written now.
    fn text(&mut self, name: &str) -> Option<String> {
        if let Some(changed) = self.changed.get(name) {
            return changed.clone();
        }
        let index = self.names.iter().position(|n| n == name)?;
        let part = self.archive.by_index(index).ok()?;
        if part.size() > LARGEST_PART {
            return None;
        }
        let mut bytes = Vec::new();
        part.take(LARGEST_PART + 1).read_to_end(&mut bytes).ok()?;
        if bytes.len() as u64 > LARGEST_PART {
            return None;
        }
        let text = String::from_utf8(bytes).ok()?;
        Some(match text.strip_prefix('\u{feff}') {
            Some(rest) => rest.to_owned(),
            None => text,
        })
    }

    fn set(&mut self, name: &str, text: String) {
        self.changed.insert(name.to_owned(), Some(text));
    }

    /// What a part is related to: identifier, kind (the last word of its address), part.
    fn relations(&mut self, part: &str) -> Vec<(String, String, String)> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let Some(text) = self.text(&format!("{folder}/_rels/{file}.rels")) else {
            return Vec::new();
        };
        let relation = |tag: &Tag| {
            let kind = tag.get("Type")?;
            let kind = kind.rsplit('/').next()?.to_owned();
            let target = tag.get("Target")?;
            Some((tag.get("Id")?, kind, resolved(folder, &target)))
        };
        opened(&text).iter().filter_map(relation).collect()
    }

    fn workbook(&mut self) -> Option<String> {
        let root = self.relations("");
        let main = root
            .into_iter()
            .find(|(_, kind, _)| kind == "officeDocument");
        let usual = || self.names.iter().find(|n| *n == "xl/workbook.xml").cloned();
        main.map(|(_, _, part)| part).or_else(usual)
    }

    /// The parts of the sheets by their names.
    fn sheets(&mut self) -> Option<BTreeMap<String, String>> {
        let workbook = self.workbook()?;
        let relations = self.relations(&workbook);
        let text = self.text(&workbook)?;
        let sheet = |tag: &Tag| {
            let id = tag.get("id")?;
            let (_, _, part) = relations.iter().find(|(i, ..)| *i == id)?;
            Some((tag.get("name")?, part.clone()))
        };
        let tags = opened(&text);
        Some(
            tags.iter()
                .filter(|t| t.local() == "sheet")
                .filter_map(sheet)
                .collect(),
        )
    }

    /// Spreadsheet programs make the chain anew; one that names a cell without a formula is damage to them.
    fn drop_calculation_chain(&mut self) {
        let Some(workbook) = self.workbook() else {
            return;
        };
        let chain = self.relations(&workbook).into_iter();
        let Some((_, _, part)) = chain.into_iter().find(|(_, kind, _)| kind == "calcChain") else {
            return;
        };
        let (folder, file) = workbook.rsplit_once('/').unwrap_or(("", &workbook));
        let relations = format!("{folder}/_rels/{file}.rels");
        let is_chain = |tag: &Tag| {
            tag.get("Type").is_some_and(|t| t.ends_with("/calcChain"))
                || tag
                    .get("PartName")
                    .is_some_and(|p| p.trim_start_matches('/') == part)
        };
        for name in [relations.as_str(), "[Content_Types].xml"] {
            if let Some(text) = self.text(name)
                && let Some(text) = without(&text, &is_chain)
            {
                self.set(name, text);
            }
        }
        self.changed.insert(part, None);
    }

    /// Moves along what stands in other parts and refers to a sheet's rows. A part that cannot be read
    /// is left as it is: notes and drawings may be off by rows then, and no cell is.
    fn follow(&mut self, path: &str, sheet: &str, shift: &Shift) {
        for (_, kind, part) in self.relations(path) {
            let Some(text) = self.text(&part) else {
                continue;
            };
            let new = match kind.as_str() {
                "comments" | "threadedComment" | "table" => anchored(&text, shift),
                "drawing" | "vmlDrawing" => drawn(&text, shift),
                _ => None,
            };
            if let Some(new) = new {
                self.set(&part, new);
            }
        }
        let others: Vec<String> = self
            .names
            .iter()
            .filter(|n| {
                *n != path
                    && (n.ends_with("workbook.xml")
                        || n.contains("/worksheets/sheet")
                        || n.contains("/charts/chart"))
                    && n.ends_with(".xml")
            })
            .cloned()
            .collect();
        for part in others {
            let Some(text) = self.text(&part) else {
                continue;
            };
            let refers = |within: &str, text: &str| {
                matches!(
                    within,
                    "f" | "formula" | "formula1" | "formula2" | "definedName"
                )
                .then(|| shift.formula(text, false, sheet))
            };
            if let Some(new) = xml::rewritten(&text, &refers, &|_, _| None, &[])
                && new != text
            {
                self.set(&part, new);
            }
        }
    }

    fn pack(mut self) -> zip::result::ZipResult<Vec<u8>> {
        let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        for index in 0..self.archive.len() {
            let name = self.names[index].as_str();
            match self.changed.get(name) {
                None => writer.raw_copy_file(self.archive.by_index_raw(index)?)?,
                Some(None) => {}
                Some(Some(text)) => {
                    writer.start_file(name, options)?;
                    writer.write_all(text.as_bytes())?;
                }
            }
        }
        Ok(writer.finish()?.into_inner())
    }
}

/// The opening tags of an XML text; none where it is none.
fn opened(text: &str) -> Vec<Tag> {
    let tokens = xml::tokens(text).unwrap_or_default().into_iter();
    tokens
        .filter_map(|t| match t {
            Token::Open(tag, _) => Some(tag),
            _ => None,
        })
        .collect()
}

/// A part's name from where it is related to.
fn resolved(folder: &str, target: &str) -> String {
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut path: Vec<&str> = folder.split('/').filter(|p| !p.is_empty()).collect();
    for step in target.split('/') {
        match step {
            "." | "" => {}
            ".." => drop(path.pop()),
            step => path.push(step),
        }
    }
    path.join("/")
}

/// Without the empty elements that satisfy a condition.
fn without(text: &str, gone: &dyn Fn(&Tag) -> bool) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    for token in xml::tokens(text)? {
        match &token {
            Token::Open(tag, _) if tag.empty && gone(tag) => {}
            other => out.push_str(other.raw()),
        }
    }
    Some(out)
}

/// Notes and tables, which say their cells in an attribute.
fn anchored(text: &str, shift: &Shift) -> Option<String> {
    let attribute = |tag: &Tag, name: &str| Some(shift.references(&tag.get(name)?));
    xml::rewritten(text, &|_, _| None, &attribute, &["ref"])
}

/// Drawings, which count rows from 0 in texts: `row` in DrawingML, `Row` and `Anchor` in VML.
fn drawn(text: &str, shift: &Shift) -> Option<String> {
    let moved = |row: &str| -> Option<String> {
        let row: u32 = row.trim().parse().ok()?;
        Some((shift.first(row.saturating_add(1)) - 1).to_string())
    };
    let text_of = |within: &str, text: &str| match within {
        "row" | "Row" => moved(text),
        "Anchor" => {
            // Left column, offset, top row, offset, right column, offset, bottom row, offset.
            let mut parts: Vec<String> = text.split(',').map(|p| p.trim().to_owned()).collect();
            for i in [2, 6] {
                let part = parts.get_mut(i)?;
                *part = moved(part)?;
            }
            Some(parts.join(", "))
        }
        _ => None,
    };
    xml::rewritten(text, &text_of, &|_, _| None, &[])
}
