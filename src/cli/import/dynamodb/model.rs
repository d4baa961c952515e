//! A table as a model.

use std::collections::BTreeSet;
use std::fmt::Write;

use burgeon::core::names::{capitalized, plural, uncapitalized};
use indexmap::IndexMap;

use super::super::names::{free, is_name, is_of_id};
use super::description::{Description, Index, KeyElement};
use super::types::Types;
use super::values::{Attributes, Values};

/// Arguments of lists and of the queries of indexes, beside those of keys.
const ARGUMENTS: [&str; 5] = ["filter", "limit", "nextToken", "sortDirection", "first"];

/// What a versioned data source keeps in items.
const OF_VERSIONS: [&str; 3] = ["_version", "_deleted", "_lastChangedAt"];

const TIMESTAMPS: [&str; 2] = ["createdAt", "updatedAt"];

/// A key, by the fields that it is made of.
struct Key {
    partition: String,
    /// Several are one attribute, joined by `#`.
    sort: Vec<String>,
}

/// An index that a model can have.
struct Usable<'a> {
    index: &'a Index,
    is_local: bool,
    key: Key,
    /// What it carries beside keys; `None`: everything.
    included: Option<Vec<&'a str>>,
}

/// Writes the model of a table.
pub(super) struct Writer<'a> {
    pub(super) name: &'a str,
    pub(super) table: &'a Description,
    pub(super) items: &'a Attributes,
    pub(super) is_plain: bool,
}

/// The key that a model can have, or why it cannot.
fn key(table: &Description, elements: &[KeyElement]) -> Result<Key, String> {
    let of = |role: &str| elements.iter().find(|element| element.key_type == role);
    let attribute = |element: &KeyElement| {
        let name = element.attribute_name.clone();
        match table.letter(&name) {
            Some("S" | "N") => Ok(name),
            Some("B") => Err(format!("`{name}` is binary, which no key of a model is")),
            _ => Err(format!("the description does not tell the type of `{name}`")),
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
        return Err(format!("`{odd}` is no name in GraphQL"));
    }
    let mut seen = BTreeSet::new();
    let twice = key.fields().find(|field| !seen.insert(*field));
    if let Some(twice) = twice {
        return Err(format!("`{twice}` is in it twice"));
    }
    Ok(key)
}

impl Key {
    fn fields(&self) -> impl Iterator<Item = &str> {
        std::iter::once(&self.partition).chain(&self.sort).map(String::as_str)
    }

    /// `sortKeyFields: ["a", "b"]`, if there are any.
    fn sort_argument(&self) -> Option<String> {
        let sort: Vec<String> = self.sort.iter().map(|field| format!("\"{field}\"")).collect();
        (!sort.is_empty()).then(|| format!("sortKeyFields: [{}]", sort.join(", ")))
    }
}

impl Writer<'_> {
    /// The definition of the model, or why there can be none.
    pub(super) fn write(&self, types: &mut Types) -> Result<String, String> {
        let primary = key(self.table, &self.table.key_schema)?;
        let indexes = self.indexes(&primary, types);
        let mut fields: IndexMap<String, String> = IndexMap::new();
        let keys = std::iter::once(&primary).chain(indexes.iter().map(|index| &index.key));
        for field in keys.flat_map(Key::fields) {
            if !fields.contains_key(field) {
                fields.insert(field.to_owned(), self.key_type(field));
            }
        }
        self.add_others(&mut fields, types);
        let queries = self.queries(&indexes);
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
                    let _ = write!(text, " @index({})", directive(index, query.as_deref()));
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

    /// The indexes that a model can have; the others are left out.
    fn indexes(&self, primary: &Key, types: &mut Types) -> Vec<Usable<'_>> {
        let mut usable = vec![];
        for (index, is_local) in self.table.indexes() {
            let key = key(self.table, &index.key_schema).and_then(|key| {
                match primary.sort.is_empty() && key.partition == primary.partition {
                    true => Err("the primary key finds the same".to_owned()),
                    false => Ok(key),
                }
            });
            match key {
                Ok(key) => {
                    let included = self.included(index, types);
                    usable.push(Usable { index, is_local, key, included });
                }
                Err(reason) => {
                    let name = &index.index_name;
                    types.left_out.push(format!("the index `{name}` of `{}`: {reason}", self.table.table_name));
                }
            }
        }
        usable
    }

    fn included<'a>(&self, index: &'a Index, types: &mut Types) -> Option<Vec<&'a str>> {
        if index.projection.projection_type == "ALL" {
            return None;
        }
        let attributes = index.projection.non_key_attributes.iter().flatten();
        let (names, others): (Vec<&str>, Vec<&str>) =
            attributes.map(String::as_str).partition(|name| is_name(name));
        for other in others {
            let message = format!("`{other}`, which the index `{}` carries", index.index_name);
            types.left_out.push(format!("{message}: no name in GraphQL"));
        }
        Some(names)
    }

    /// The type of a field that is a key or a part of one.
    fn key_type(&self, field: &str) -> String {
        let seen = self.items.values.get(field);
        let text = || seen.and_then(|values| values.texts.as_ref()?.scalar());
        let number = || seen.and_then(|values| Some(values.numbers.as_ref()?.scalar()));
        match self.table.letter(field) {
            // Of a number of which nothing is known, all that is known is that it is one.
            Some("N") => number().unwrap_or("Float"),
            Some(_) if field == "id" || (is_of_id(field) && text().is_none()) => "ID",
            Some(_) => text().unwrap_or("String"),
            None if seen.is_some_and(|values| values.texts.is_none()) => number().unwrap_or("String"),
            None => text().unwrap_or("String"),
        }
        .to_owned()
    }

    /// Adds the attributes that are no keys.
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
                types.left_out.push(format!("`{path}` is no name in GraphQL"));
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

    /// The argument `queryField` of each index, where it needs one.
    fn queries(&self, indexes: &[Usable<'_>]) -> Vec<Option<String>> {
        let mut taken = BTreeSet::new();
        let many = plural(self.name);
        let query = |index: &Usable<'_>| {
            if index.key.fields().any(|field| ARGUMENTS.contains(&field)) {
                return Some("null".to_owned());
            }
            let words: Vec<String> = match self.is_plain {
                true => name_words(index),
                false => index.key.fields().map(capitalized).collect(),
            };
            let by = words.join(if self.is_plain { "" } else { "And" });
            if taken.insert(by) {
                return None;
            }
            let by = free(&name_words(index).concat(), &mut taken);
            let begin =
                if self.is_plain { format!("query{}", capitalized(&many)) } else { uncapitalized(&many) };
            Some(format!("\"{begin}By{by}\""))
        };
        indexes.iter().map(query).collect()
    }
}

/// The words that the name of an index is made of.
fn name_words(index: &Usable<'_>) -> Vec<String> {
    let name = index.index.index_name.as_str();
    name.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').map(capitalized).collect()
}

/// The arguments of `@index`.
fn directive(usable: &Usable<'_>, query: Option<&str>) -> String {
    // A text in JSON's quotes is one in GraphQL.
    let name = serde_json::Value::from(usable.index.index_name.as_str());
    let mut arguments = vec![format!("name: {name}")];
    arguments.extend(usable.key.sort_argument());
    arguments.extend(query.map(|query| format!("queryField: {query}")));
    match usable.included.as_deref() {
        None => {}
        Some([]) => arguments.push("projection: { type: KEYS_ONLY }".to_owned()),
        Some(names) => {
            let names: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
            let names = names.join(", ");
            arguments.push(format!("projection: {{ type: INCLUDE, nonKeyAttributes: [{names}] }}"));
        }
    }
    if usable.is_local {
        arguments.push("local: true".to_owned());
    }
    arguments.join(", ")
}
