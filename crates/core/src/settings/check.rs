//! Validates the settings file against the JSON Schema of [`Settings`](super::Settings).
//!
//! The types are the only description: `schemars` derives a JSON Schema from them, the check walks
//! the author's text along it, and collects all faults instead of the first one.

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value as Json};

use super::tree::{Entry, Node, Value};
use super::{Settings, codes};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::SourceLocation;

/// The JSON Schema of the settings file, without references.
pub fn schema() -> Json {
    let settings = SchemaSettings::draft2020_12().with(|how| how.inline_subschemas = true);
    let mut schema = settings.into_generator().into_root_schema_for::<Settings>().to_value();
    schema["title"] = Json::from("burgeon.yaml");
    schema
}

/// Checks a tree against the schema. What is at fault is left out of the result, which therefore
/// always deserializes; `at_fault` gets the paths of those keys.
pub(super) fn check(root: &Node, found: &mut Diagnostics, at_fault: &mut Vec<String>) -> Json {
    let mut check = Check { found, at_fault, path: vec![] };
    check.node(root, &schema()).unwrap_or_else(|| Json::Object(Map::new()))
}

struct Check<'a> {
    found: &'a mut Diagnostics,
    at_fault: &'a mut Vec<String>,
    path: Vec<String>,
}

impl Check<'_> {
    fn node(&mut self, node: &Node, schema: &Json) -> Option<Json> {
        if is_anything(schema) {
            return Some(node.to_json());
        }
        let shapes = alternatives(schema);
        let takes = |kind| shapes.iter().find(|shape| is_of_type(shape, kind)).copied();
        match &node.value {
            Value::Null | Value::Reset if takes("null").is_some() => Some(Json::Null),
            Value::Reset => None,
            // A section whose lines are all commented out.
            Value::Null if takes("object").or(takes("array")).is_some() => None,
            Value::Bool(value) if takes("boolean").is_some() => Some(Json::Bool(*value)),
            Value::Integer(value) => match takes("integer") {
                Some(shape) => self.integer(node, *value, shape),
                None => self.wrong_type(node, &shapes),
            },
            Value::Text(text) => match takes("string") {
                Some(_) => self.text(node, text, &shapes),
                None => self.wrong_type(node, &shapes),
            },
            Value::List(items) => match takes("array") {
                Some(shape) => Some(self.list(items, shape)),
                None => self.wrong_type(node, &shapes),
            },
            Value::Map(entries) => match takes("object") {
                Some(_) => self.map(node, entries, section_shape(&shapes, entries)?),
                None => self.wrong_type(node, &shapes),
            },
            _ => self.wrong_type(node, &shapes),
        }
    }

    fn integer(&mut self, node: &Node, value: i64, shape: &Json) -> Option<Json> {
        if let Some(allowed) = shape["enum"].as_array()
            && !allowed.contains(&value.into())
        {
            let allowed: Vec<String> = allowed.iter().map(Json::to_string).collect();
            let message = format!("unknown value `{value}` for {}", self.here());
            let help = format!("write one of {}", allowed.join(", "));
            self.report(&codes::UNKNOWN_VALUE, &node.at, message, "unknown value", help);
            return None;
        }
        let least = shape["minimum"].as_i64().unwrap_or(i64::MIN);
        let greatest = shape["maximum"].as_i64();
        let (label, help) = match greatest {
            _ if value < least && greatest.is_none() => {
                ("too small", format!("write {least} or more"))
            }
            None if value <= u32::MAX.into() => return Some(value.into()),
            None => ("too great", format!("write a number from {least} to {}", u32::MAX)),
            Some(greatest) if (least..=greatest).contains(&value) => return Some(value.into()),
            Some(greatest) => (
                if value < least { "too small" } else { "too great" },
                format!("write a number from {least} to {greatest}"),
            ),
        };
        let message = format!("{} cannot be {value}", self.here());
        self.report(&codes::OUT_OF_RANGE, &node.at, message, label, help);
        None
    }

    fn text(&mut self, node: &Node, text: &str, shapes: &[&Json]) -> Option<Json> {
        let words: Vec<&str> = shapes.iter().flat_map(|shape| words(shape)).collect();
        if words.is_empty() || words.contains(&text) {
            return Some(Json::String(text.to_owned()));
        }
        let message = format!("unknown value `{text}` for {}", self.here());
        let listed: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
        let diagnostic = Diagnostic::error(&codes::UNKNOWN_VALUE, message)
            .at(node.at.clone(), "unknown value")
            .help(format!("write one of {}", listed.join(", ")))
            .did_you_mean(text, words);
        self.push(diagnostic);
        None
    }

    fn list(&mut self, items: &[Node], shape: &Json) -> Json {
        let checked = items.iter().filter_map(|item| self.node(item, &shape["items"]));
        Json::Array(checked.collect())
    }

    fn map(&mut self, node: &Node, entries: &[Entry], shape: &Json) -> Option<Json> {
        let mut checked = Map::new();
        let known = shape["properties"].as_object();
        let of_any_name = Some(&shape["additionalProperties"])
            .filter(|of| of.is_object() || **of == Json::Bool(true));
        for (key, at, value) in entries {
            let Some(schema) = known.and_then(|known| known.get(key)).or(of_any_name) else {
                self.unknown_key(key, at, known);
                continue;
            };
            self.path.push(key.clone());
            if let Some(value) = self.node(value, schema) {
                checked.insert(key.clone(), value);
            }
            self.path.pop();
        }
        let required = shape["required"].as_array().into_iter().flatten();
        let mut complete = true;
        for key in required.filter_map(Json::as_str) {
            complete &= checked.contains_key(key);
            let is_given = |(present, _, value): &Entry| {
                present == key && !matches!(value.value, Value::Reset)
            };
            if !entries.iter().any(is_given) {
                let message = format!("missing key `{key}` in {}", self.section());
                let help = format!("add `{key}: …`");
                self.report(&codes::MISSING_KEY, &node.at, message, "needs one more key", help);
            }
        }
        complete.then_some(Json::Object(checked))
    }

    fn unknown_key(&mut self, key: &str, at: &SourceLocation, known: Option<&Map<String, Json>>) {
        let message = format!("unknown key `{key}` in {}", self.section());
        let known = || known.into_iter().flat_map(|known| known.keys()).map(String::as_str);
        let listed: Vec<String> = known().map(|key| format!("`{key}`")).collect();
        let diagnostic = Diagnostic::error(&codes::UNKNOWN_KEY, message)
            .at(at.clone(), "unknown key")
            .help(format!("the keys here are {}", listed.join(", ")))
            .did_you_mean(key, known());
        // The section that is meant has its defaults, which its author did not choose.
        self.path.push(crate::diagnostics::closest(key, known()).unwrap_or(key).to_owned());
        self.push(diagnostic);
        self.path.pop();
    }

    fn wrong_type(&mut self, node: &Node, shapes: &[&Json]) -> Option<Json> {
        let given = match &node.value {
            Value::Null | Value::Reset => "nothing",
            Value::Bool(_) => "a boolean",
            Value::Integer(_) | Value::Number(_) => "a number",
            Value::Text(_) => "a string",
            Value::List(_) => "a list",
            Value::Map(_) => "a section",
        };
        let mut taken: Vec<&str> = vec![];
        for shape in shapes {
            let name = match shape["type"].as_str() {
                Some("boolean") => "`true` or `false`",
                Some("integer") => "an integer",
                Some("string") => "a string",
                Some("array") => "a list",
                Some("object") => "a section",
                _ => continue,
            };
            if !taken.contains(&name) {
                taken.push(name);
            }
        }
        let message = format!("expected {} for {}, found {given}", taken.join(" or "), self.here());
        let help = match node.value {
            Value::Integer(_) | Value::Number(_) | Value::Bool(_)
                if taken.contains(&"a string") =>
            {
                "put it in quotes"
            }
            _ if taken == ["a section"] => "write its keys on separate lines, indented below it",
            _ => "see `burgeon explain settings/wrong-type`",
        };
        self.report(&codes::WRONG_TYPE, &node.at, message, "wrong type", help);
        None
    }

    fn report(
        &mut self,
        code: &'static Code,
        at: &SourceLocation,
        message: String,
        label: impl Into<String>,
        help: impl Into<String>,
    ) {
        self.push(Diagnostic::error(code, message).at(at.clone(), label).help(help));
    }

    fn push(&mut self, fault: Diagnostic) {
        self.at_fault.push(self.path.join("."));
        self.found.push(fault);
    }

    fn here(&self) -> String {
        match self.path.is_empty() {
            true => "the settings file".to_owned(),
            false => format!("`{}`", self.path.join(".")),
        }
    }

    fn section(&self) -> String {
        match self.path.is_empty() {
            true => self.here(),
            false => format!("the section {}", self.here()),
        }
    }
}

/// The schemas of which a value must fulfil one.
pub(super) fn alternatives(schema: &Json) -> Vec<&Json> {
    let of = |key: &str| schema[key].as_array();
    match of("anyOf").or(of("oneOf")) {
        Some(several) => several.iter().flat_map(alternatives).collect(),
        None => vec![schema],
    }
}

/// The shape of a section among several: the one that has its first key.
fn section_shape<'a>(shapes: &[&'a Json], entries: &[Entry]) -> Option<&'a Json> {
    let mut sections = shapes.iter().filter(|shape| is_of_type(shape, "object")).copied();
    let has_key = |shape: &&Json| {
        entries.first().is_some_and(|(key, ..)| !shape["properties"][key.as_str()].is_null())
    };
    sections.clone().find(has_key).or_else(|| sections.next())
}

/// Whether a schema allows every value.
fn is_anything(schema: &Json) -> bool {
    let restricts = ["type", "anyOf", "oneOf", "enum", "const", "properties"];
    *schema == Json::Bool(true)
        || schema
            .as_object()
            .is_some_and(|keys| !restricts.iter().any(|key| keys.contains_key(*key)))
}

/// The words that a schema of a text allows; none where any text will do.
pub(super) fn words(shape: &Json) -> Vec<&str> {
    let one = shape["const"].as_str();
    let several = shape["enum"].as_array().into_iter().flatten();
    one.into_iter().chain(several.filter_map(Json::as_str)).collect()
}

fn is_of_type(shape: &Json, kind: &str) -> bool {
    match &shape["type"] {
        Json::String(one) => one == kind,
        Json::Array(several) => several.iter().any(|one| one == kind),
        _ => false,
    }
}
