//! The indexes of tables, as those of models.

use std::collections::BTreeSet;

use burgeon_core::names::{capitalized, plural, uncapitalized};

use super::description::{Description, Index};
use super::key::{Key, key};
use crate::names::{free, is_name};

/// Arguments of lists and of the queries of indexes, in addition to those of keys.
pub(super) const ARGUMENTS: [&str; 5] = ["filter", "limit", "nextToken", "sortDirection", "first"];

/// An index that a model can have.
pub(super) struct Usable<'a> {
    name: &'a str,
    is_local: bool,
    pub(super) key: Key,
    /// The fields that it projects in addition to keys; `None`: all.
    pub(super) included: Option<Vec<&'a str>>,
}

/// The indexes of a table that a model can have; the others are left out.
pub(super) fn usable<'a>(
    table: &'a Description,
    primary: &Key,
    left_out: &mut Vec<String>,
) -> Vec<Usable<'a>> {
    let mut usable = vec![];
    for (index, is_local) in table.indexes() {
        let name = index.index_name.as_str();
        let found = key(table, &index.key_schema).and_then(|key| {
            match primary.sort.is_empty() && key.partition == primary.partition {
                true => Err("the primary key finds the same".to_owned()),
                false => Ok(key),
            }
        });
        match found {
            Ok(key) => {
                let included = included(index, left_out);
                usable.push(Usable { name, is_local, key, included });
            }
            Err(reason) => {
                left_out.push(format!("the index `{name}` of `{}`: {reason}", table.table_name));
            }
        }
    }
    usable
}

fn included<'a>(index: &'a Index, left_out: &mut Vec<String>) -> Option<Vec<&'a str>> {
    if index.projection.projection_type == "ALL" {
        return None;
    }
    let attributes = index.projection.non_key_attributes.iter().flatten();
    let (names, others): (Vec<&str>, Vec<&str>) =
        attributes.map(String::as_str).partition(|name| is_name(name));
    for other in others {
        let name = &index.index_name;
        left_out.push(format!("`{other}`, which the index `{name}` carries: no name in GraphQL"));
    }
    Some(names)
}

/// The argument `queryField` of each index, where it needs one.
pub(super) fn queries(indexes: &[Usable<'_>], model: &str, is_plain: bool) -> Vec<Option<String>> {
    let many = plural(model);
    let begin = match is_plain {
        true => format!("query{}", capitalized(&many)),
        false => uncapitalized(&many),
    };
    let mut taken = BTreeSet::new();
    let query = |index: &Usable<'_>| {
        if index.key.fields().any(|field| ARGUMENTS.contains(&field)) {
            return Some("null".to_owned());
        }
        let fields: Vec<String> = index.key.fields().map(capitalized).collect();
        let generated = if is_plain { index.words() } else { fields.join("And") };
        if taken.insert(generated) {
            return None;
        }
        Some(format!("\"{begin}By{}\"", free(&index.words(), &mut taken)))
    };
    indexes.iter().map(query).collect()
}

impl Usable<'_> {
    /// Its name as a part of the name of a query.
    fn words(&self) -> String {
        let words = self.name.split(|c: char| !c.is_ascii_alphanumeric() && c != '_');
        words.map(capitalized).collect()
    }

    /// The directive; `query` is its argument `queryField`.
    pub(super) fn directive(&self, query: Option<&str>) -> String {
        // A text in JSON's quotes is one in GraphQL.
        let mut arguments = vec![format!("name: {}", serde_json::Value::from(self.name))];
        arguments.extend(self.key.sort_argument());
        arguments.extend(query.map(|query| format!("queryField: {query}")));
        match self.included.as_deref() {
            None => {}
            Some([]) => arguments.push("projection: { type: KEYS_ONLY }".to_owned()),
            Some(names) => {
                let names: Vec<String> = names.iter().map(|name| format!("\"{name}\"")).collect();
                let names = format!("nonKeyAttributes: [{}]", names.join(", "));
                arguments.push(format!("projection: {{ type: INCLUDE, {names} }}"));
            }
        }
        if self.is_local {
            arguments.push("local: true".to_owned());
        }
        format!("@index({})", arguments.join(", "))
    }
}
