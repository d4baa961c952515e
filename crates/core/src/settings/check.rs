//! Holding the settings file to the shape that the types of [`Settings`](super::Settings) give.
//!
//! The types are the one description there is: `schemars` makes a JSON Schema of them, the check
//! walks the author's text along it, and collects every fault in place of the first.

use std::ops::Range;
use std::sync::Arc;

use schemars::generate::SchemaSettings;
use serde_json::{Map, Value as Json};

use super::tree::{Node, Value};
use super::{Settings, codes};
use crate::diagnostics::{Code, Diagnostic, Diagnostics};
use crate::source::{Place, Source};

/// The JSON Schema of the settings file, without references.
pub(super) fn schema() -> Json {
    let settings = SchemaSettings::draft2020_12().with(|how| how.inline_subschemas = true);
    settings.into_generator().into_root_schema_for::<Settings>().to_value()
}

/// Checks a tree against a schema; what is at fault is left out of the result, which therefore
/// always deserializes.
pub(super) fn check(source: &Arc<Source>, root: &Node, found: &mut Diagnostics) -> Json {
    let mut check = Check { source, found, path: vec![] };
    check.node(root, &schema()).unwrap_or_else(|| Json::Object(Map::new()))
}

struct Check<'a> {
    source: &'a Arc<Source>,
    found: &'a mut Diagnostics,
    path: Vec<String>,
}

impl Check<'_> {
    fn node(&mut self, node: &Node, schema: &Json) -> Option<Json> {
        let shapes = alternatives(schema);
        let takes = |kind| shapes.iter().find(|shape| is_of_type(shape, kind)).copied();
        match &node.value {
            Value::Null if takes("null").is_some() => Some(Json::Null),
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
                Some(shape) => self.map(node, entries, shape),
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
            let message = format!("`{value}` is not a value that {} takes", self.here());
            let help = format!("write one of {}", allowed.join(", "));
            self.report(&codes::UNKNOWN_VALUE, &node.at, message, "not one of those", help);
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
        let message = format!("`{text}` is not a value that {} takes", self.here());
        let place = Place::Text(self.source.clone(), node.at.clone());
        let listed: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
        let diagnostic = Diagnostic::error(&codes::UNKNOWN_VALUE, message)
            .at(place, "not one of those")
            .help(format!("write one of {}", listed.join(", ")))
            .did_you_mean(text, words);
        self.found.push(diagnostic);
        None
    }

    fn list(&mut self, items: &[Node], shape: &Json) -> Json {
        let checked = items.iter().filter_map(|item| self.node(item, &shape["items"]));
        Json::Array(checked.collect())
    }

    fn map(
        &mut self,
        node: &Node,
        entries: &[(String, Range<usize>, Node)],
        shape: &Json,
    ) -> Option<Json> {
        let mut checked = Map::new();
        let known = shape["properties"].as_object();
        for (position, (key, at, value)) in entries.iter().enumerate() {
            let of_any_name = Some(&shape["additionalProperties"]).filter(|of| of.is_object());
            let Some(schema) = known.and_then(|known| known.get(key)).or(of_any_name) else {
                self.unknown_key(key, at, known);
                continue;
            };
            if entries[..position].iter().any(|(earlier, ..)| earlier == key) {
                let message = format!("`{key}` stands twice in {}", self.section());
                self.report(&codes::REPEATED_KEY, at, message, "the second", "keep one of them");
                continue;
            }
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
            if !entries.iter().any(|(present, ..)| present == key) {
                let message = format!("{} lacks `{key}`", self.section());
                let help = format!("add `{key}: …`");
                self.report(&codes::MISSING_KEY, &node.at, message, "needs one more key", help);
            }
        }
        complete.then_some(Json::Object(checked))
    }

    fn unknown_key(&mut self, key: &str, at: &Range<usize>, known: Option<&Map<String, Json>>) {
        let message = format!("{} has no key `{key}`", self.section());
        let known = || known.into_iter().flat_map(|known| known.keys()).map(String::as_str);
        let listed: Vec<String> = known().map(|key| format!("`{key}`")).collect();
        let diagnostic = Diagnostic::error(&codes::UNKNOWN_KEY, message)
            .at(Place::Text(self.source.clone(), at.clone()), "unknown key")
            .help(format!("its keys are {}", listed.join(", ")))
            .did_you_mean(key, known());
        self.found.push(diagnostic);
    }

    fn wrong_type(&mut self, node: &Node, shapes: &[&Json]) -> Option<Json> {
        let given = match &node.value {
            Value::Null => "nothing",
            Value::Bool(_) => "a truth value",
            Value::Integer(_) | Value::Number => "a number",
            Value::Text(_) => "a text",
            Value::List(_) => "a list",
            Value::Map(_) => "a section",
        };
        let mut taken: Vec<&str> = vec![];
        for shape in shapes {
            let name = match shape["type"].as_str() {
                Some("boolean") => "`true` or `false`",
                Some("integer") => "a whole number",
                Some("string") => "a text",
                Some("array") => "a list",
                Some("object") => "a section",
                _ => continue,
            };
            if !taken.contains(&name) {
                taken.push(name);
            }
        }
        let message = format!("{} takes {}", self.here(), taken.join(" or "));
        let help = match node.value {
            Value::Integer(_) | Value::Number | Value::Bool(_) if taken.contains(&"a text") => {
                "put it in quotes"
            }
            _ if taken == ["a section"] => {
                "write its keys on lines of their own, indented below it"
            }
            _ => "`burgeon explain settings/wrong-type` says more",
        };
        self.report(&codes::WRONG_TYPE, &node.at, message, format!("this is {given}"), help);
        None
    }

    fn report(
        &mut self,
        code: &'static Code,
        at: &Range<usize>,
        message: String,
        label: impl Into<String>,
        help: impl Into<String>,
    ) {
        let place = Place::Text(self.source.clone(), at.clone());
        self.found.push(Diagnostic::error(code, message).at(place, label).help(help));
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
