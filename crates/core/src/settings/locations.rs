//! Locations in the settings file, for checks that need the whole schema.

use std::sync::Arc;

use super::tree::Node;
use crate::source::SourceLocation;

/// The locations of keys and values, and which of them could not be read; empty where settings were not
/// read from a text.
#[derive(Debug, Clone, Default)]
pub struct Locations {
    root: Option<Arc<Node>>,
    at_fault: Vec<String>,
}

/// Settings with the same values are equal, wherever the values come from.
impl PartialEq for Locations {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Locations {
    pub(super) fn new(root: Arc<Node>, at_fault: Vec<String>) -> Self {
        Self { root: Some(root), at_fault }
    }

    /// Locations of settings of which nothing could be read.
    pub(super) fn unreadable() -> Self {
        Self { root: None, at_fault: vec![String::new()] }
    }

    /// The place of a value, by the keys that lead to it.
    pub fn value(&self, path: &[&str]) -> Option<&SourceLocation> {
        Some(&self.root.as_ref()?.get(path)?.at)
    }

    /// The place of the last of these keys.
    pub fn key(&self, path: &[&str]) -> Option<&SourceLocation> {
        self.root.as_ref()?.key(path)
    }

    /// The place of an item of a list.
    pub fn item(&self, path: &[&str], position: usize) -> Option<&SourceLocation> {
        Some(&self.root.as_ref()?.get(path)?.item(position)?.at)
    }

    /// The place of a model's name under `models`.
    pub fn model(&self, name: &str) -> Option<&SourceLocation> {
        self.key(&["models", name])
    }

    /// The place of a database's name under `databases`.
    pub fn database(&self, name: &str) -> Option<&SourceLocation> {
        self.key(&["databases", name])
    }

    /// Whether a section has a key that could not be read and has its default.
    pub fn is_at_fault(&self, section: &str) -> bool {
        let concerns = |path: &String| match path.strip_prefix(section) {
            Some(rest) => rest.is_empty() || rest.starts_with('.'),
            None => path.is_empty(),
        };
        self.at_fault.iter().any(concerns)
    }
}
