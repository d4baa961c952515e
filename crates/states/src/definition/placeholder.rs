//! Placeholders, which are filled in when a machine is deployed.

use std::collections::BTreeMap;
use std::ops::Range;

use serde_json::Value as Json;

use crate::document::{Node, Value};

/// A placeholder `${name}` in a text of a definition.
///
/// Source of truth: CloudFormation's resource reference, `AWS::StepFunctions::StateMachine`,
/// `DefinitionSubstitutions`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placeholder {
    /// Its name: letters, digits and `_`.
    pub name: String,
    /// The bytes of the placeholder in the definition, with `${` and `}`; those of the whole string if
    /// that contains escapes.
    pub span: Range<usize>,
}

/// The placeholders in all texts below a node, in their order.
pub(crate) fn all(node: &Node) -> Vec<Placeholder> {
    let mut found = Vec::new();
    let mut open = vec![node];
    while let Some(node) = open.pop() {
        match &node.value {
            Value::Scalar(_) => {
                let text = node.as_str().unwrap_or_default();
                found.extend(inside(text).map(|(name, part)| Placeholder {
                    name: name.to_owned(),
                    span: node.span_of(part),
                }));
            }
            Value::Array(items) => open.extend(items.iter().rev()),
            Value::Object(members) => open.extend(members.iter().rev().map(|(_, node)| node)),
        }
    }
    found
}

/// The names of the placeholders in a text, with their byte ranges.
fn inside(text: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    text.match_indices("${").filter_map(|(start, mark)| {
        let rest = &text[start + mark.len()..];
        let name = &rest[..rest.find('}')?];
        let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        // The mark and the closing brace around the name.
        (is_name && !name.is_empty()).then_some((name, start..start + name.len() + 3))
    })
}

/// Replaces placeholders by values, in all texts and names of members below a node.
pub(crate) fn substitute(node: &mut Node, values: &BTreeMap<String, Json>) {
    if values.is_empty() {
        return;
    }
    match &mut node.value {
        Value::Scalar(Json::String(text)) => {
            if let Some(value) = filled(text, values) {
                node.set(value);
            }
        }
        Value::Scalar(_) => {}
        Value::Array(items) => items.iter_mut().for_each(|item| substitute(item, values)),
        Value::Object(members) => {
            for (key, member) in members {
                if let Some(Json::String(name)) = filled(&key.name, values) {
                    key.name = name;
                }
                substitute(member, values);
            }
        }
    }
}

/// A text with the values of its placeholders; `None` if it has none of them.
fn filled(text: &str, values: &BTreeMap<String, Json>) -> Option<Json> {
    let whole = text.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
    if let Some(value) = whole.and_then(|name| values.get(name.trim())) {
        return Some(value.clone());
    }
    let mut made = String::new();
    let (mut rest, mut found) = (text, false);
    while let Some(start) = rest.find("${") {
        let inner = &rest[start + 2..];
        let value = inner.find('}').and_then(|end| Some((values.get(inner[..end].trim())?, end)));
        match value {
            Some((value, end)) => {
                made.push_str(&rest[..start]);
                made.push_str(&value.as_str().map_or_else(|| value.to_string(), str::to_owned));
                rest = &inner[end + 1..];
                found = true;
            }
            None => {
                made.push_str(&rest[..start + 2]);
                rest = inner;
            }
        }
    }
    made.push_str(rest);
    found.then_some(Json::String(made))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_take_the_place_of_placeholders() {
        let values = BTreeMap::from([
            ("N".to_owned(), Json::from(5)),
            ("T".to_owned(), Json::from("orders")),
        ]);
        assert_eq!(filled("${N}", &values), Some(Json::from(5)));
        assert_eq!(filled("a-${T}-${N}-${X}", &values), Some(Json::from("a-orders-5-${X}")));
        assert_eq!(filled("${X}", &values), None);
    }

    #[test]
    fn placeholders_are_names_in_braces() {
        let found: Vec<_> = inside("a${b}${c_1}-${d e}${}${f").collect();
        assert_eq!(found, [("b", 1..5), ("c_1", 5..11)]);
    }
}
