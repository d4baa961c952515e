//! The names of tables, columns and attributes as names of GraphQL.

use std::collections::BTreeSet;

use burgeon_core::names::{capitalized, uncapitalized};

/// The entry points of an API, which no model can be called like.
pub(crate) const ROOTS: [&str; 3] = ["Query", "Mutation", "Subscription"];

/// `order_lines` as `OrderLines`.
pub(crate) fn type_name(name: &str) -> String {
    name.split('_').map(capitalized).collect()
}

/// `order_number` as `orderNumber`; underscores at the start stay.
pub(crate) fn field_name(name: &str) -> String {
    let start = name.len() - name.trim_start_matches('_').len();
    name[..start].to_owned() + &uncapitalized(&type_name(&name[start..]))
}

/// Whether it can be a name in GraphQL.
pub(crate) fn is_name(name: &str) -> bool {
    burgeon_core::Name::new(name).is_ok() && !name.starts_with("__")
}

/// Whether a name is that of an id.
pub(crate) fn is_of_id(name: &str) -> bool {
    ["id", "ID"].contains(&name) || ["_id", "Id", "ID"].iter().any(|end| name.ends_with(end))
}

/// The name, or the first free name derived from it.
pub(crate) fn free(name: &str, taken: &mut BTreeSet<String>) -> String {
    let mut free = name.to_owned();
    let mut number = 1;
    while !taken.insert(free.clone()) {
        number += 1;
        free = format!("{name}{number}");
    }
    free
}
