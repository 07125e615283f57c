//! XML as a row of tags and texts, each with its own characters, so that what is not changed comes out
//! as it went in.

use quick_xml::Reader;
use quick_xml::escape::{escape, unescape};
use quick_xml::events::{BytesStart, Event};

/// An opening tag, or an empty element.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Tag {
    /// With its prefix.
    pub name: String,
    /// Names with prefix, values as escaped.
    attributes: Vec<(String, String)>,
    pub empty: bool,
}

/// A piece of XML with its characters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Token<'x> {
    Open(Tag, &'x str),
    /// Name without prefix.
    Close(String, &'x str),
    /// Text, entities and character data.
    Text(&'x str),
    /// Declarations, comments.
    Other(&'x str),
}

impl<'x> Token<'x> {
    /// As it stands.
    pub fn raw(&self) -> &'x str {
        match self {
            Token::Open(_, raw) | Token::Close(_, raw) | Token::Text(raw) | Token::Other(raw) => {
                raw
            }
        }
    }
}

impl Tag {
    fn new(start: &BytesStart<'_>, empty: bool) -> Option<Self> {
        let attributes = start
            .attributes()
            .with_checks(false)
            .map(|a| a.map(|a| (a.key.as_ref().to_owned(), a.value.into_owned())))
            .collect::<Result<Vec<_>, _>>()
            .ok()?;
        Some(Self {
            name: start.name().as_ref().to_owned(),
            attributes,
            empty,
        })
    }

    /// An empty element.
    pub fn element(name: String) -> Self {
        Self {
            name,
            attributes: Vec::new(),
            empty: true,
        }
    }

    /// The name without its prefix.
    pub fn local(&self) -> &str {
        local(&self.name)
    }

    /// The prefix with its colon; empty where there is none.
    pub fn prefix(&self) -> &str {
        &self.name[..self.name.len() - self.local().len()]
    }

    /// The value of an attribute by its name without prefix.
    pub fn get(&self, name: &str) -> Option<String> {
        let (_, value) = self.attributes.iter().find(|(key, _)| local(key) == name)?;
        unescape(value).ok().map(|v| v.into_owned())
    }

    /// Sets an attribute.
    pub fn set(&mut self, name: &str, value: &str) {
        let value = escape(value).into_owned();
        match self
            .attributes
            .iter_mut()
            .find(|(key, _)| local(key) == name)
        {
            Some((_, old)) => *old = value,
            None => self.attributes.push((name.to_owned(), value)),
        }
    }

    /// Takes an attribute away.
    pub fn remove(&mut self, name: &str) {
        self.attributes.retain(|(key, _)| local(key) != name);
    }

    pub fn write(&self, out: &mut String) {
        out.push('<');
        out.push_str(&self.name);
        for (key, value) in &self.attributes {
            // A quote of the other kind may stand in the value as it is.
            let mark = if value.contains('"') { '\'' } else { '"' };
            out.push(' ');
            out.push_str(key);
            out.push('=');
            out.push(mark);
            out.push_str(value);
            out.push(mark);
        }
        out.push_str(if self.empty { "/>" } else { ">" });
    }
}

fn local(name: &str) -> &str {
    name.rsplit(':').next().unwrap_or(name)
}

/// Takes XML apart; `None` where it is none.
pub(super) fn tokens(xml: &str) -> Option<Vec<Token<'_>>> {
    let mut reader = Reader::from_str(xml);
    reader.config_mut().check_end_names = true;
    let mut out = Vec::new();
    let mut from = 0usize;
    loop {
        let event = reader.read_event().ok()?;
        let to = usize::try_from(reader.buffer_position()).ok()?;
        let raw = xml.get(from..to)?;
        from = to;
        out.push(match event {
            Event::Start(start) => Token::Open(Tag::new(&start, false)?, raw),
            Event::Empty(start) => Token::Open(Tag::new(&start, true)?, raw),
            Event::End(end) => Token::Close(local(end.name().as_ref()).to_owned(), raw),
            Event::Text(_) | Event::CData(_) | Event::GeneralRef(_) => Token::Text(raw),
            Event::Eof => return Some(out),
            _ => Token::Other(raw),
        });
    }
}

/// A text of XML as a person reads it; `None` where it is not plain.
pub(super) fn plain(raw: &str) -> Option<String> {
    if raw.contains("<![") {
        return None;
    }
    unescape(raw).ok().map(|text| text.into_owned())
}

/// A text as XML, without the characters that XML cannot hold.
pub(super) fn escaped(text: &str) -> String {
    let allowed = |c: char| !c.is_control() || matches!(c, '\t' | '\n' | '\r');
    let text: String = text.chars().filter(|c| allowed(*c)).collect();
    escape(text.as_str()).into_owned()
}

/// Rewrites the text of elements by their name without prefix, and attributes by theirs; all else stays.
pub(super) fn rewritten(
    xml: &str,
    text: &dyn Fn(&str, &str) -> Option<String>,
    attribute: &dyn Fn(&Tag, &str) -> Option<String>,
    names: &[&str],
) -> Option<String> {
    let mut out = String::with_capacity(xml.len() + xml.len() / 16);
    let mut open: Vec<String> = Vec::new();
    let mut waiting = String::new();
    for token in tokens(xml)? {
        if let Token::Text(raw) = token {
            waiting.push_str(raw);
            continue;
        }
        if !waiting.is_empty() {
            let within = open.last().map_or("", String::as_str);
            let new = plain(&waiting).and_then(|t| text(within, &t));
            out.push_str(&new.map_or_else(|| waiting.clone(), |t| escaped(&t)));
            waiting.clear();
        }
        match &token {
            Token::Open(tag, raw) => {
                let mut new = tag.clone();
                for name in names {
                    if let Some(value) = attribute(tag, name) {
                        new.set(name, &value);
                    }
                }
                if new == *tag {
                    out.push_str(raw);
                } else {
                    new.write(&mut out);
                }
                if !tag.empty {
                    open.push(tag.local().to_owned());
                }
            }
            Token::Close(_, raw) => {
                open.pop();
                out.push_str(raw);
            }
            other => out.push_str(other.raw()),
        }
    }
    out.push_str(&waiting);
    Some(out)
}
