//! All files as one schema.

use std::collections::{HashMap, HashSet};
use std::mem::{Discriminant, discriminant};

use apollo_compiler::ast::{Definition, Document as Ast};
use apollo_compiler::schema::{ComponentOrigin, ExtendedType, Schema};
use apollo_compiler::{Name, Node};
use burgeon_core::Diagnostics;
use burgeon_core::appsync::SCALARS;
use burgeon_core::diagnostics::{Code, Diagnostic};

use super::{diagnostics, extensions, input_cycles};

static ORPHAN: Code = Code {
    name: "schema/extends-nothing",
    explanation: "`extend type X` adds to a type that is defined elsewhere, and no file defines \
it. Only the root types `Query`, `Mutation` and `Subscription` may be extended without a \
definition.",
};

static OPERATION: Code = Code {
    name: "schema/operation",
    explanation: "A schema holds type definitions; queries, mutations and fragments are what \
clients send to it. Remove the operation from the schema's files.",
};

static GLOBAL_RULE: Code = Code {
    name: "schema/amplify-input",
    explanation: "`input AMPLIFY { globalAuthRule: … }` is how the command line of Amplify's first \
generation opens all models to the API key. It is not part of the API. In `burgeon.yaml`, `auth: { \
sandbox: true }` has the same effect.",
};

static TAKEN: Code = Code {
    name: "schema/name-of-appsync",
    explanation: "The name is that of a scalar or a directive that AppSync or Burgeon defines, and \
the schema defines something else under it. Definitions that only repeat the known ones (editors \
need them) are allowed; `burgeon print-directives` prints them. Choose another name.",
};

static CUSTOM_SCALAR: Code = Code {
    name: "schema/custom-scalar",
    explanation: "AppSync supports GraphQL's scalars and its own (`AWSDate`, `AWSJSON`, …), and \
rejects a schema with any other. Use one of these; `AWSJSON` holds any value.",
};

pub(super) static CODES: &[&Code] = &[&ORPHAN, &OPERATION, &GLOBAL_RULE, &TAKEN, &CUSTOM_SCALAR];

/// The definitions of the directives, of the types of their arguments and of AppSync's scalars.
pub(super) struct Prelude {
    ast: Ast,
    names: HashMap<(bool, Name), Discriminant<Definition>>,
}

impl Prelude {
    /// Parses definitions that the compiler itself holds.
    pub(super) fn parse(texts: &[&'static str]) -> Self {
        let text = texts.join("\n");
        let ast = Ast::parse(text, "directives.graphql").unwrap_or_else(|broken| {
            unreachable!("the directives' own definitions are valid: {}", broken.errors)
        });
        let named = ast.definitions.iter();
        let names = named.filter_map(|one| Some((identity(one)?, discriminant(one)))).collect();
        Self { ast, names }
    }
}

/// A definition's name, and whether it is a directive's, which has a separate namespace.
fn identity(definition: &Definition) -> Option<(bool, Name)> {
    let is_directive = definition.as_directive_definition().is_some();
    Some((is_directive, definition.name()?.clone()))
}

/// Merges all files into one schema, without the prelude, and reports its errors. Returns `None`
/// if it cannot be validated.
pub(super) fn merge(
    prelude: &Prelude,
    files: Vec<Ast>,
    diagnostics: &mut Diagnostics,
) -> Option<Schema> {
    let defined: HashSet<Name> = files
        .iter()
        .flat_map(|file| &file.definitions)
        .filter(|definition| !definition.is_extension_definition())
        .filter_map(|definition| definition.name().cloned())
        .collect();

    let mut builder = Schema::builder().adopt_orphan_extensions().add_ast(&prelude.ast);
    let mut misplaced = Vec::new();
    for mut file in files {
        misplaced.extend(file.definitions.iter().flat_map(extensions::misplaced_directives));
        file.definitions.retain(|definition| belongs(definition, prelude, &defined, diagnostics));
        builder = builder.add_ast(&file);
    }
    misplaced.into_iter().for_each(|fault| diagnostics.push(fault));
    let schema = builder.build().unwrap_or_else(|broken| {
        diagnostics::report(&broken.errors, &broken.partial, diagnostics);
        broken.partial
    });
    if input_cycles::check(&schema, diagnostics) {
        return None;
    }
    let mut schema = match schema.validate() {
        Ok(valid) => valid.into_inner(),
        Err(broken) => {
            diagnostics::report(&broken.errors, &broken.partial, diagnostics);
            broken.partial
        }
    };
    for (is_directive, name) in prelude.names.keys() {
        match is_directive {
            true => drop(schema.directive_definitions.shift_remove(name)),
            false => drop(schema.types.shift_remove(name)),
        }
    }
    erase_extensions(&mut schema);
    Some(schema)
}

/// Whether a definition belongs to the schema: it is neither a repetition of the prelude, which
/// editors need in a file, nor without effect.
fn belongs(
    definition: &Definition,
    prelude: &Prelude,
    defined: &HashSet<Name>,
    diagnostics: &mut Diagnostics,
) -> bool {
    let Some(identity) = identity(definition) else {
        if definition.is_executable_definition() {
            diagnostics.push(operation(definition));
        }
        return !definition.is_executable_definition();
    };
    if definition.is_executable_definition() {
        diagnostics.push(operation(definition));
        return false;
    }
    let name = &identity.1;
    if definition.is_extension_definition() {
        let is_root = matches!(name.as_str(), "Query" | "Mutation" | "Subscription");
        if !is_root && !defined.contains(name) && !prelude.names.contains_key(&identity) {
            let candidates = defined.iter().map(Name::as_str);
            diagnostics.push(
                Diagnostic::error(&ORPHAN, format!("`{name}` is extended but not defined"))
                    .at_node(name.location(), "no such type")
                    .help(format!("write `type {name}`, without `extend`"))
                    .did_you_mean(name, candidates),
            );
            return false;
        }
        return true;
    }
    if name == "AMPLIFY" && definition.as_input_object_type_definition().is_some() {
        let message = "`AMPLIFY` is not part of the API and has no effect";
        diagnostics.push(
            Diagnostic::warning(&GLOBAL_RULE, message)
                .at_node(name.location(), "a setting of Amplify's first generation")
                .help("set `auth: { sandbox: true }` in `burgeon.yaml` if that is intended"),
        );
        return false;
    }
    match prelude.names.get(&identity) {
        Some(kind) if *kind == discriminant(definition) => false,
        Some(_) => {
            let message = format!("`{name}` is the name of something else already");
            diagnostics.push(
                Diagnostic::error(&TAKEN, message)
                    .at_node(name.location(), "AppSync or Burgeon defines it")
                    .help("choose another name"),
            );
            false
        }
        None => {
            if definition.as_scalar_type_definition().is_some() && !is_built_in(name) {
                diagnostics.push(
                    Diagnostic::error(&CUSTOM_SCALAR, format!("unknown scalar `{name}`"))
                        .at_node(name.location(), "a custom scalar")
                        .help("use one of AppSync's, for example `AWSJSON` or `String`")
                        .did_you_mean(name, SCALARS),
                );
            }
            true
        }
    }
}

fn is_built_in(scalar: &str) -> bool {
    ["Int", "Float", "String", "Boolean", "ID"].contains(&scalar)
}

fn operation(definition: &Definition) -> Diagnostic {
    Diagnostic::error(&OPERATION, "operation in a schema file")
        .at_node(definition.location(), "not a definition")
        .help("remove it from the schema's files")
}

/// Merges every extension into its type's definition.
fn erase_extensions(schema: &mut Schema) {
    let definition = || ComponentOrigin::Definition;
    let root = schema.schema_definition.make_mut();
    let roots = [&mut root.query, &mut root.mutation, &mut root.subscription];
    for name in roots.into_iter().flatten() {
        name.origin = definition();
    }
    macro_rules! erase_extensions {
        ($node:ident: $($list:ident),*) => {{
            let ty = Node::make_mut($node);
            ty.directives.0.iter_mut().for_each(|part| part.origin = definition());
            $(ty.$list.values_mut().for_each(|part| part.origin = definition());)*
        }};
    }
    for ty in schema.types.values_mut().filter(|ty| !ty.is_built_in()) {
        match ty {
            ExtendedType::Scalar(node) => erase_extensions!(node:),
            ExtendedType::Object(node) => {
                erase_extensions!(node: fields);
                node.make_mut().implements_interfaces =
                    without_extensions(&node.implements_interfaces);
            }
            ExtendedType::Interface(node) => {
                erase_extensions!(node: fields);
                node.make_mut().implements_interfaces =
                    without_extensions(&node.implements_interfaces);
            }
            ExtendedType::Union(node) => {
                erase_extensions!(node:);
                node.make_mut().members = without_extensions(&node.members);
            }
            ExtendedType::Enum(node) => erase_extensions!(node: values),
            ExtendedType::InputObject(node) => erase_extensions!(node: fields),
        }
    }
}

type Names = apollo_compiler::collections::IndexSet<apollo_compiler::schema::ComponentName>;

fn without_extensions(names: &Names) -> Names {
    names.iter().map(|name| name.name.clone().to_component(ComponentOrigin::Definition)).collect()
}
