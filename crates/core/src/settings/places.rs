//! Where names stand in the settings that only the whole schema can prove wrong.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::tree::{Node, Value};
use crate::source::{Place, Source};

/// The places of the keys of `models` and `databases`; none where settings were not read from a
/// text.
#[derive(Debug, Clone, Default)]
pub struct Places {
    models: BTreeMap<String, Place>,
    databases: BTreeMap<String, Place>,
}

/// Settings that say the same are the same, wherever they say it.
impl PartialEq for Places {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Places {
    pub(super) fn read(source: &Arc<Source>, root: &Node) -> Self {
        let keys = |section: &str| match root.get(&[section]) {
            Some(Node { value: Value::Map(entries), .. }) => entries
                .iter()
                .map(|(name, at, _)| (name.clone(), Place::Text(source.clone(), at.clone())))
                .collect(),
            _ => BTreeMap::new(),
        };
        Self { models: keys("models"), databases: keys("databases") }
    }

    /// Where `models` has this name.
    pub fn model(&self, name: &str) -> Option<&Place> {
        self.models.get(name)
    }

    /// Where `databases` has this name.
    pub fn database(&self, name: &str) -> Option<&Place> {
        self.databases.get(name)
    }
}
