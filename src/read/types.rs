//! Types that come with a directive: schemas may speak of them without defining them.

use std::collections::HashSet;

use apollo_compiler::ast::{Definition, Document as Ast, FieldDefinition};
use apollo_compiler::{Name, Node};

/// Adds, for each directive that a field in the files has, the types that come with it and that the
/// files do not define.
pub(super) fn complete(files: &mut Vec<Ast>, types: &[(&'static str, &'static str)]) {
    for (directive, text) in types {
        if !files.iter().flat_map(|file| &file.definitions).any(|one| uses(one, directive)) {
            continue;
        }
        let mut added = Ast::parse(*text, "types.graphql").unwrap_or_else(|broken| {
            unreachable!("the types of directives are valid: {}", broken.errors)
        });
        let defined: HashSet<&Name> = files.iter().flat_map(defined).collect();
        let is_missing = |one: &Definition| one.name().is_none_or(|name| !defined.contains(name));
        added.definitions.retain(is_missing);
        files.push(added);
    }
}

/// The types that a file defines.
fn defined(file: &Ast) -> impl Iterator<Item = &Name> {
    let definitions = file
        .definitions
        .iter()
        .filter(|one| !one.is_extension_definition() && one.as_directive_definition().is_none());
    definitions.filter_map(|definition| definition.name())
}

/// Whether a field has a directive.
fn uses(definition: &Definition, directive: &str) -> bool {
    let fields: &[Node<FieldDefinition>] = match definition {
        Definition::ObjectTypeDefinition(object) => &object.fields,
        Definition::ObjectTypeExtension(object) => &object.fields,
        Definition::InterfaceTypeDefinition(interface) => &interface.fields,
        Definition::InterfaceTypeExtension(interface) => &interface.fields,
        _ => &[],
    };
    fields.iter().any(|field| field.directives.has(directive))
}
