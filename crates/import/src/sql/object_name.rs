//! Names of tables and types.

use sqlparser::ast::ObjectName;

/// A name without the schema before it.
pub(super) fn last(name: &ObjectName) -> String {
    let part = name.0.last().and_then(|part| part.as_ident());
    part.map(|ident| ident.value.clone()).unwrap_or_default()
}
