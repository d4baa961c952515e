//! A table as a model.

use std::fmt::Write;

use burgeon_core::names::capitalized;
use indexmap::IndexMap;

use super::description::Description;
use super::index::{self, ARGUMENTS, Usable};
use super::key::{Key, key};
use super::types::Types;
use super::values::{Attributes, Values};
use crate::names::{is_name, is_of_id};

/// The attributes of a versioned data source in items.
const OF_VERSIONS: [&str; 3] = ["_version", "_deleted", "_lastChangedAt"];

const TIMESTAMPS: [&str; 2] = ["createdAt", "updatedAt"];

/// Writes the model of a table.
pub(super) struct Writer<'a> {
    pub(super) name: &'a str,
    pub(super) table: &'a Description,
    pub(super) items: &'a Attributes,
    pub(super) is_plain: bool,
}

impl Writer<'_> {
    /// The definition of the model, or why there can be none.
    pub(super) fn write(&self, types: &mut Types) -> Result<String, String> {
        let primary = key(self.table, &self.table.key_schema)?;
        let indexes = index::usable(self.table, &primary, &mut types.left_out);
        let mut fields: IndexMap<String, String> = IndexMap::new();
        let keys = std::iter::once(&primary).chain(indexes.iter().map(|index| &index.key));
        for field in keys.flat_map(Key::fields) {
            if !fields.contains_key(field) {
                fields.insert(field.to_owned(), self.key_type(field));
            }
        }
        self.add_others(&mut fields, types);
        let queries = index::queries(&indexes, self.name, self.is_plain);
        let mut text = format!("type {} @model{} {{\n", self.name, self.arguments(&primary));
        for (name, ty) in &fields {
            let mark = if self.is_required(name, &primary, &indexes) { "!" } else { "" };
            let _ = write!(text, "  {name}: {ty}{mark}");
            if *name == primary.partition && !self.is_id(&primary) {
                let sort = primary.sort_argument().map(|sort| format!("({sort})"));
                let _ = write!(text, " @primaryKey{}", sort.unwrap_or_default());
            }
            for (index, query) in indexes.iter().zip(&queries) {
                if index.key.partition == *name {
                    let _ = write!(text, " {}", index.directive(query.as_deref()));
                }
            }
            text.push('\n');
        }
        Ok(text + "}\n")
    }

    /// Whether the primary key is the one of a model that names none.
    fn is_id(&self, primary: &Key) -> bool {
        primary.partition == "id" && primary.sort.is_empty() && self.table.letter("id") == Some("S")
    }

    /// The type of a field that is a key or a part of one.
    fn key_type(&self, field: &str) -> String {
        let seen = self.items.values.get(field);
        let text = || seen.and_then(|values| values.texts.as_ref()?.scalar());
        let number = || seen.and_then(|values| Some(values.numbers.as_ref()?.scalar()));
        match self.table.letter(field) {
            // A number without samples has the most general type.
            Some("N") => number().unwrap_or("Float"),
            Some(_) if field == "id" || (is_of_id(field) && text().is_none()) => "ID",
            Some(_) => text().unwrap_or("String"),
            None if seen.is_some_and(|values| values.texts.is_none()) => {
                number().unwrap_or("String")
            }
            None => text().unwrap_or("String"),
        }
        .to_owned()
    }

    /// Adds the attributes that are not in a key.
    fn add_others(&self, fields: &mut IndexMap<String, String>, types: &mut Types) {
        let is_versioned = OF_VERSIONS.iter().all(|name| self.items.values.contains_key(*name));
        if is_versioned {
            types.left_out.push(format!(
                "the versions of the items in `{}`, which `conflictResolution` in the settings brings \
                 back",
                self.table.table_name
            ));
        }
        for (name, values) in &self.items.values {
            let is_known = fields.contains_key(name)
                || name == "__typename"
                || (is_versioned && OF_VERSIONS.contains(&name.as_str()))
                || self.table.letter(name).is_some();
            if is_known {
                continue;
            }
            let path = format!("{}.{name}", self.table.table_name);
            if !is_name(name) {
                types.left_out.push(format!("`{path}` is not a GraphQL name"));
                continue;
            }
            let called = format!("{}{}", self.name, capitalized(name));
            match types.of(&path, &called, values, self.are_all()) {
                Ok(ty) => {
                    let ty = if ty == "String" && is_of_id(name) { "ID".to_owned() } else { ty };
                    fields.insert(name.clone(), ty);
                }
                Err(reason) => types.left_out.push(format!("`{path}` {reason}")),
            }
        }
    }

    /// Whether what was seen is all that the table holds.
    fn are_all(&self) -> bool {
        self.items.count > 0
            && self.table.item_count.is_some_and(|count| self.items.count as u64 >= count)
    }

    /// Whether no item lacks a field, as far as can be known, and none that is found.
    fn is_required(&self, field: &str, primary: &Key, indexes: &[Usable<'_>]) -> bool {
        let is_always_there = || {
            let values = self.items.values.get(field);
            self.are_all() && values.is_some_and(|values| values.count == self.items.count)
        };
        let is_carried = |index: &Usable<'_>| {
            index.key.fields().any(|part| part == field)
                || index.included.as_ref().is_none_or(|names| names.contains(&field))
        };
        primary.fields().any(|part| part == field)
            || (is_always_there() && indexes.iter().all(is_carried))
    }

    /// The arguments of `@model`.
    fn arguments(&self, primary: &Key) -> String {
        let mut arguments = vec![];
        let is_taken = |field: &str| ARGUMENTS[..4].contains(&field);
        if !self.is_plain && !self.is_id(primary) && primary.fields().any(is_taken) {
            arguments.push("queries: { list: null }".to_owned());
        }
        let missing: Vec<&str> =
            TIMESTAMPS.into_iter().filter(|name| !self.is_timestamp(name)).collect();
        match missing.as_slice() {
            [] => {}
            [one] => arguments.push(format!("timestamps: {{ {one}: null }}")),
            _ => arguments.push("timestamps: null".to_owned()),
        }
        if self.is_plain {
            arguments.push("form: PLAIN".to_owned());
        }
        match arguments.is_empty() {
            true => String::new(),
            false => format!("({})", arguments.join(", ")),
        }
    }

    /// Whether every item has the time at which it was written, as models do.
    fn is_timestamp(&self, field: &str) -> bool {
        let scalar = |values: &Values| values.texts.as_ref().and_then(|texts| texts.scalar());
        self.items.values.get(field).is_some_and(|values| {
            values.count == self.items.count && scalar(values) == Some("AWSDateTime")
        })
    }
}
