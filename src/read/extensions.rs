//! The extensions that may have directives.

use apollo_compiler::ast::{Definition, Directive, FieldDefinition};
use apollo_compiler::{Name, Node};
use burgeon_core::appsync;
use burgeon_core::diagnostics::{Code, Diagnostic};

static DIRECTIVE: Code = Code {
    name: "schema/directive-in-extension",
    explanation: "A directive of Burgeon in `extend type …` would change a type from another place: the \
definition would not show that it is a model, or its rules. Only fields of `extend type Query`, \
`Mutation` and `Subscription` may have directives. Move the directive, or the field with it, to the \
definition of the type.",
};

pub(super) static CODES: &[&Code] = &[&DIRECTIVE];

/// The diagnostics of an extension's directives that belong to the definition.
pub(super) fn misplaced_directives(definition: &Definition) -> Vec<Diagnostic> {
    let (name, directives, fields): (&Name, &[Node<Directive>], &[Node<FieldDefinition>]) =
        match definition {
            Definition::ObjectTypeExtension(ty) => (&ty.name, &ty.directives, &ty.fields),
            Definition::InterfaceTypeExtension(ty) => (&ty.name, &ty.directives, &ty.fields),
            _ => return vec![],
        };
    let is_root = matches!(name.as_str(), "Query" | "Mutation" | "Subscription");
    let of_fields = fields.iter().filter(|_| !is_root).flat_map(|field| field.directives.iter());
    let foreign = |directive: &&Node<Directive>| !appsync::keeps(&directive.name);
    let fault = |directive: &Node<Directive>| {
        let message = format!("`@{}` is in an extension of `{name}`", directive.name);
        Diagnostic::error(&DIRECTIVE, message)
            .at_node(directive.location(), "not in an extension")
            .at_node(name.location(), format!("an extension of `{name}`"))
            .help(format!("move it to the definition of `{name}`"))
    };
    directives.iter().chain(of_fields).filter(foreign).map(fault).collect()
}
