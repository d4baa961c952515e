//! Templates and values from text.

mod functions;
mod node;
mod sections;

use crate::Template;
use node::Node;

/// Why a text is not a template that this crate can hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{}{reason}", if path.is_empty() { String::new() } else { format!("{path}: ") })]
pub struct ReadError {
    /// The path of keys, separated by dots; empty for the whole text.
    pub path: String,
    /// The reason.
    pub reason: String,
}

impl ReadError {
    fn new(reason: impl Into<String>) -> Self {
        Self { path: String::new(), reason: reason.into() }
    }

    /// The error, seen from the value that holds the place under a key.
    fn within(mut self, key: &str) -> Self {
        self.path = match self.path.is_empty() {
            true => key.to_owned(),
            false => format!("{key}.{}", self.path),
        };
        self
    }

    fn expected(what: &str, found: &Node) -> Self {
        Self::new(format!("expected {what}, found {}", found.kind()))
    }
}

/// Reads a template from YAML, with functions in their short or long form.
///
/// # Errors
///
/// The text is not YAML, or has sections, functions or values that [`Template`] does not have.
pub fn from_yaml(text: &str) -> Result<Template, ReadError> {
    sections::template(Node::from_yaml(text)?)
}

/// Reads a template from JSON.
///
/// # Errors
///
/// The text is not JSON, or has sections, functions or values that [`Template`] does not have.
pub fn from_json(text: &str) -> Result<Template, ReadError> {
    sections::template(Node::from_json(text)?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn errors_name_the_place() {
        let error = |text: &str| from_yaml(text).unwrap_err().to_string();
        assert_eq!(
            error("Resources: { A: { Type: X, Properties: { B: [{ C: 1.5 }] } } }"),
            "Resources.A.Properties.B.0.C: expected a value, found a fraction"
        );
        assert_eq!(error("Resources: { A-B: { Type: X } }").split(':').next(), Some("Resources"));
        assert_eq!(
            error("Resources: { A: { Type: X, Kind: Y } }"),
            "Resources.A: unknown key `Kind`"
        );
        assert_eq!(
            error("Resources: { A: { Type: X, Properties: { B: !Cidr [a, 1, 2] } } }"),
            "Resources.A.Properties.B: unknown function `Fn::Cidr`"
        );
        assert_eq!(error("Rules: {}"), "unknown section `Rules`");
        assert_eq!(error("- a"), "expected a map, found a list");
        assert!(from_json("{").is_err());
    }
}
