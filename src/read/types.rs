//! Adds the types that belong to a directive to schemas that refer to them without definitions.

use std::collections::{HashMap, HashSet};

use apollo_compiler::ast::{Definition, Document as Ast, FieldDefinition, InputValueDefinition};
use apollo_compiler::{Name, Node};

/// Adds, for each directive that a field in the files has, the types that come with it and that the
/// files do not define. Of a directive that no field has, definitions that only repeat such types for
/// an editor are left out.
pub(super) fn complete(files: &mut Vec<Ast>, types: &[(&'static str, &'static str)]) {
    for (directive, text) in types {
        if !definitions(files).any(|one| uses(one, directive)) {
            leave_out_repeated(files, text);
            continue;
        }
        let mut added = parse(text);
        let defined: HashSet<&Name> = files.iter().flat_map(defined).collect();
        let is_missing = |one: &Definition| one.name().is_none_or(|name| !defined.contains(name));
        added.definitions.retain(is_missing);
        files.push(added);
    }
}

fn parse(text: &'static str) -> Ast {
    Ast::parse(text, "types.graphql").unwrap_or_else(|broken| {
        unreachable!("the types of directives are valid: {}", broken.errors)
    })
}

fn definitions(files: &[Ast]) -> impl Iterator<Item = &Definition> {
    files.iter().flat_map(|file| &file.definitions)
}

/// Removes the definitions that only repeat those of the text, unless another one refers
/// to one of them.
fn leave_out_repeated(files: &mut [Ast], text: &'static str) {
    // Parsing is for those who have such types alone.
    let words: HashSet<&str> = text.split_ascii_whitespace().collect();
    let is_known = |one: &Definition| one.name().is_some_and(|name| words.contains(name.as_str()));
    if !definitions(files).any(is_known) {
        return;
    }
    let known = parse(text);
    let known: HashMap<&Name, &Definition> =
        known.definitions.iter().filter_map(|one| Some((one.name()?, one))).collect();
    let repeats = |one: &Definition| {
        one.name().is_some_and(|name| known.get(name).is_some_and(|own| *own == one))
    };
    let others = definitions(files).filter(|one| !repeats(one));
    if others.flat_map(names_in).all(|name| !known.contains_key(&name)) {
        files.iter_mut().for_each(|file| file.definitions.retain(|one| !repeats(one)));
    }
}

/// The types that a definition refers to, and its own name.
fn names_in(definition: &Definition) -> HashSet<Name> {
    use Definition as D;
    let mut names: HashSet<Name> = definition.name().cloned().into_iter().collect();
    let (fields, implemented): (&[Node<FieldDefinition>], &[Name]) = match definition {
        D::ObjectTypeDefinition(it) => (&it.fields, &it.implements_interfaces),
        D::ObjectTypeExtension(it) => (&it.fields, &it.implements_interfaces),
        D::InterfaceTypeDefinition(it) => (&it.fields, &it.implements_interfaces),
        D::InterfaceTypeExtension(it) => (&it.fields, &it.implements_interfaces),
        D::UnionTypeDefinition(it) => (&[], &it.members),
        D::UnionTypeExtension(it) => (&[], &it.members),
        _ => (&[], &[]),
    };
    let inputs: &[Node<InputValueDefinition>] = match definition {
        D::InputObjectTypeDefinition(it) => &it.fields,
        D::InputObjectTypeExtension(it) => &it.fields,
        D::DirectiveDefinition(it) => &it.arguments,
        _ => &[],
    };
    names.extend(implemented.iter().cloned());
    names.extend(fields.iter().map(|field| field.ty.inner_named_type().clone()));
    let inputs = inputs.iter().chain(fields.iter().flat_map(|field| &field.arguments));
    names.extend(inputs.map(|input| input.ty.inner_named_type().clone()));
    names
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
