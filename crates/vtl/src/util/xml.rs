//! `$util.xml`: XML as maps.

use quick_xml::escape::resolve_xml_entity;
use quick_xml::events::{BytesStart, Event};
use quick_xml::{Reader, XmlVersion};
use serde_json::{Map, Value as Json};

use super::arguments::{boolean, text};
use super::json;
use crate::state::{Interrupt, State};
use crate::utility::{Function, Namespace};
use crate::value::Value;

/// `$util.xml`.
pub static XML: Namespace = Namespace {
    name: "util.xml",
    page: Some("xml-helpers-in-utils-xml"),
    functions: &[
        Function::new("toMap", 1..=1, "an XML document as a map", to_map),
        Function::new(
            "toJsonString",
            1..=2,
            "an XML document as JSON, optionally as a JSON string",
            to_json_string,
        ),
    ],
    children: &[],
};

fn to_map(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    let document = parse(state, text(args, 0)?)?;
    state.value(&document)
}

fn to_json_string(state: &mut State<'_>, args: &[Value]) -> Result<Value, Interrupt> {
    let document = parse(state, text(args, 0)?)?;
    let encoded = args.len() > 1 && boolean(args, 1)?;
    if encoded {
        return json::print_json(state, &document.to_string().into());
    }
    json::print_json(state, &document)
}

/// An element that is not closed yet.
#[derive(Default)]
struct Element {
    name: String,
    /// Its attributes and children.
    parts: Map<String, Json>,
    text: String,
}

impl Element {
    /// Adds an attribute or child. Those of one name become a list.
    fn add(&mut self, name: String, value: Json) {
        match self.parts.get_mut(&name) {
            None => {
                self.parts.insert(name, value);
            }
            Some(Json::Array(values)) => values.push(value),
            Some(first) => *first = Json::Array(vec![first.take(), value]),
        }
    }

    /// Its value: its text, if it contains only text.
    fn value(mut self) -> Json {
        let text = self.text.trim();
        if self.parts.is_empty() {
            return scalar(text);
        }
        if !text.is_empty() {
            let text = scalar(text);
            self.add("content".into(), text);
        }
        Json::Object(self.parts)
    }
}

fn parse(state: &mut State<'_>, xml: &str) -> Result<Json, Interrupt> {
    state.allocate(xml.len() * 4)?;
    let mut reader = Reader::from_str(xml);
    reader.config_mut().expand_empty_elements = true;
    let mut open = vec![Element::default()];
    loop {
        let depth = open.len();
        let Some(element) = open.last_mut() else {
            break;
        };
        match reader.read_event().map_err(fault)? {
            Event::Start(_) if depth > state.limits.depth => {
                return Err(Interrupt::limit("the document is nested too deeply"));
            }
            Event::Start(start) => open.push(begin(&start)?),
            Event::Text(text) => element.text.push_str(&text.xml10_content()),
            Event::CData(data) => element.text.push_str(&data.xml10_content()),
            Event::GeneralRef(reference) => match reference.resolve_char_ref().map_err(fault)? {
                Some(c) => element.text.push(c),
                None => {
                    let text = resolve_xml_entity(&reference)
                        .ok_or_else(|| fault(format!("unknown entity `{}`", &*reference)))?;
                    element.text.push_str(text);
                }
            },
            Event::End(_) => {
                if let (Some(element), Some(parent)) = (open.pop(), open.last_mut()) {
                    let name = element.name.clone();
                    parent.add(name, element.value());
                }
            }
            Event::Eof => break,
            _ => {}
        }
    }
    match (open.pop(), open.is_empty()) {
        (Some(root), true) if root.text.trim().is_empty() => match root.parts.len() {
            1 => Ok(Json::Object(root.parts)),
            _ => Err(fault("it has to have one root element")),
        },
        (Some(_), true) => Err(fault("there is text outside of the root element")),
        (element, _) => {
            let name = element.map(|e| e.name).unwrap_or_default();
            Err(fault(format!("`{name}` is not closed")))
        }
    }
}

fn begin(start: &BytesStart<'_>) -> Result<Element, Interrupt> {
    let mut element = Element { name: start.name().as_ref().into(), ..Element::default() };
    // The parser's check for duplicates compares each with all others.
    for attribute in start.attributes().with_checks(false) {
        let attribute = attribute.map_err(fault)?;
        let name: &str = attribute.key.as_ref();
        let value = attribute.normalized_value(XmlVersion::Implicit1_0).map_err(fault)?;
        if element.parts.insert(name.into(), scalar(&value)).is_some() {
            return Err(fault(format!("there are two attributes `{name}`")));
        }
    }
    Ok(element)
}

fn fault(error: impl std::fmt::Display) -> Interrupt {
    Interrupt::exception(format!("the text is not XML: {error}"))
}

/// A number or boolean if the text is just how it is written, otherwise the text.
fn scalar(text: &str) -> Json {
    match serde_json::from_str(text) {
        Ok(json @ (Json::Number(_) | Json::Bool(_) | Json::Null)) if text.trim() == text => json,
        _ => text.into(),
    }
}
