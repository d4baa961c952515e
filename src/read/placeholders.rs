//! Definitions in the place of damaged ones, so others can refer to their names.

use std::collections::HashSet;

use apollo_compiler::ast::Document as Ast;

use super::recovery::Damaged;

/// A file with a definition for each damaged one, of its name and kind; none for a name that the
/// files define, or for a definition that nothing refers to.
pub(super) fn definitions(damaged: &[Damaged], files: &[Ast]) -> Option<Ast> {
    let definitions = files.iter().flat_map(|file| &file.definitions);
    let mut defined: HashSet<&str> = definitions
        .filter(|definition| !definition.is_extension_definition())
        .filter_map(|definition| definition.name().map(|name| name.as_str()))
        .collect();
    let mut text = String::new();
    for Damaged { keyword, name } in damaged {
        let is_type = !matches!(keyword.as_str(), "extend" | "directive" | "schema");
        if is_type && defined.insert(name) {
            text += &format!("{keyword} {name}\n");
        }
    }
    if text.is_empty() { None } else { Ast::parse(text, "damaged.graphql").ok() }
}
