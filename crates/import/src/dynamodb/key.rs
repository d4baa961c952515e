//! The keys of tables and indexes, by the fields that they are made of.

use std::collections::BTreeSet;

use super::description::{Description, KeyElement};
use crate::names::is_name;

/// A key, by the fields that it is made of.
pub(super) struct Key {
    pub(super) partition: String,
    /// Several are one attribute, joined by `#`.
    pub(super) sort: Vec<String>,
}

/// The key that a model can have, or why it cannot.
pub(super) fn key(table: &Description, elements: &[KeyElement]) -> Result<Key, String> {
    let of = |role: &str| elements.iter().find(|element| element.key_type == role);
    let attribute = |element: &KeyElement| {
        let name = element.attribute_name.clone();
        match table.letter(&name) {
            Some("S" | "N") => Ok(name),
            Some("B") => Err(format!("`{name}` is binary, which no key of a model is")),
            _ => Err(format!("the description has no type for `{name}`")),
        }
    };
    let partition = of("HASH").ok_or_else(|| "it has no partition key".to_owned())?;
    let partition = attribute(partition)?;
    let Some(sort) = of("RANGE") else { return named(partition, vec![]) };
    let sort = attribute(sort)?;
    // A model's sort key of several fields is one text.
    let is_joined = sort.contains('#') && table.letter(&sort) == Some("S");
    let sort = match is_joined {
        true => sort.split('#').map(str::to_owned).collect(),
        false => vec![sort],
    };
    named(partition, sort)
}

fn named(partition: String, sort: Vec<String>) -> Result<Key, String> {
    let key = Key { partition, sort };
    if let Some(odd) = key.fields().find(|field| !is_name(field)) {
        return Err(format!("`{odd}` is not a GraphQL name"));
    }
    let mut seen = BTreeSet::new();
    let twice = key.fields().find(|field| !seen.insert(*field));
    if let Some(twice) = twice {
        return Err(format!("`{twice}` is in it twice"));
    }
    Ok(key)
}

impl Key {
    /// The partition's field, then the others.
    pub(super) fn fields(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.partition).chain(&self.sort).map(String::as_str)
    }

    /// `sortKeyFields: ["a", "b"]`, if there are any.
    pub(super) fn sort_argument(&self) -> Option<String> {
        let sort: Vec<String> = self.sort.iter().map(|field| format!("\"{field}\"")).collect();
        (!sort.is_empty()).then(|| format!("sortKeyFields: [{}]", sort.join(", ")))
    }
}
