//! Placeholders, which are filled in when a machine is deployed.

use std::ops::Range;

use crate::document::{Node, Value};

/// A placeholder `${name}` in a text of a definition.
///
/// Source of truth: CloudFormation's resource reference, `AWS::StepFunctions::StateMachine`,
/// `DefinitionSubstitutions`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Placeholder {
    /// Its name: letters, digits and `_`.
    pub name: String,
    /// The bytes of the definition at which it stands, with `${` and `}`; the whole text around it
    /// if that is written with escapes.
    pub span: Range<usize>,
}

/// The placeholders in all texts below a node, in their order.
pub(super) fn all(node: &Node) -> Vec<Placeholder> {
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

/// The names of the placeholders in a text, with the bytes at which they stand.
fn inside(text: &str) -> impl Iterator<Item = (&str, Range<usize>)> {
    text.match_indices("${").filter_map(|(start, mark)| {
        let rest = &text[start + mark.len()..];
        let name = &rest[..rest.find('}')?];
        let is_name = name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        // The mark and the closing brace around the name.
        (is_name && !name.is_empty()).then_some((name, start..start + name.len() + 3))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn placeholders_are_names_in_braces() {
        let found: Vec<_> = inside("a${b}${c_1}-${d e}${}${f").collect();
        assert_eq!(found, [("b", 1..5), ("c_1", 5..11)]);
    }
}
