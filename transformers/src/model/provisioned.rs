//! The operations of a table in the form of AppSync's console.
//!
//! Source of truth: AppSync's developer guide, "Provision from schema" and "Import from Amazon
//! DynamoDB", and what the console makes.

use apollo_compiler::Node;
use apollo_compiler::ast::Directive;
use burgeon_core::api::{ApiShape, Caller, Model};
use burgeon_core::appsync::base_scalar;
use burgeon_core::names::{capitalized, name};
use burgeon_core::schema::{
    ExtendedType, InputValueDefinition, ObjectType, Schema, Type, field, input_object, input_value,
    named, object,
};
use burgeon_core::{Diagnostic, Diagnostics, Expanding, Name, Settings};

use super::codes;

/// Arguments that a subscription has at most.
///
/// Source of truth: AppSync's quotas, "Number of conditions per subscription filter".
const SUBSCRIPTION_ARGUMENTS: usize = 5;

/// Reports a model that is to have the plain form and cannot.
pub(super) fn check(
    model: &Model,
    directive: &Node<Directive>,
    settings: &Settings,
    diagnostics: &mut Diagnostics,
) {
    let reason = match model.form {
        ApiShape::Amplify => return,
        ApiShape::Provisioned if model.is_relational() => "it is kept in a relational database",
        ApiShape::Provisioned if settings.conflict_resolution.is_some() => {
            "not supported with `conflictResolution`"
        }
        ApiShape::Provisioned => return,
    };
    diagnostics.push(
        Diagnostic::error(&codes::NO_PLAIN_FORM, format!("`{}` has no plain form", model.name))
            .at_node(directive.location(), reason)
            .help("remove `form: PLAIN`"),
    );
}

/// The type of a page of a model.
pub(super) fn connection(model: &Name) -> ExtendedType {
    let fields = [
        field(name("items"), named(model.clone()).list()),
        field(name("nextToken"), named(name("String"))),
    ];
    object(name(&format!("{model}Connection")), fields)
}

/// The input that filters lists of a model, with those that it is made of in the schema.
pub(super) fn filter_input(api: &mut Expanding<'_>, object: &ObjectType) -> ExtendedType {
    let mut fields = vec![];
    for field in object.fields.values() {
        let Some(scalar) = compared_as(&api.schema, &field.ty) else { continue };
        let compared = scalar_filter(scalar);
        fields.push(input_value(field.name.clone(), named(compared.name().clone())));
        api.add_type(compared);
    }
    input_object(filter_name(&object.name), fields)
}

/// The scalar that values of a type are compared as, if they can be.
fn compared_as(schema: &Schema, ty: &Type) -> Option<&'static str> {
    let inner = ty.inner_named_type();
    let is_enum = || schema.types.get(inner).is_some_and(ExtendedType::is_enum);
    base_scalar(inner).or_else(|| is_enum().then_some("String"))
}

fn scalar_filter(scalar: &'static str) -> ExtendedType {
    let mut operators = vec!["ne", "eq"];
    if scalar != "Boolean" {
        operators.extend(["le", "lt", "ge", "gt", "contains", "notContains"]);
    }
    let operand = |operator| input_value(name(operator), named(name(scalar)));
    let mut fields: Vec<_> = operators.into_iter().map(operand).collect();
    if scalar != "Boolean" {
        fields.push(input_value(name("between"), named(name(scalar)).list()));
    }
    if matches!(scalar, "String" | "ID") {
        fields.push(operand("beginsWith"));
    }
    input_object(filter_name(scalar), fields)
}

fn filter_name(of: &str) -> Name {
    name(&format!("Table{}FilterInput", capitalized(of)))
}

/// The arguments of a subscription: it publishes objects whose fields have their values.
/// `declared` is the type as it is written in the schema.
pub(super) fn subscription_arguments(
    schema: &Schema,
    model: &Model,
    object: &ObjectType,
    declared: &ObjectType,
) -> Vec<InputValueDefinition> {
    let keys = model.key.fields().map(|part| &part.name);
    let others = declared.fields.keys().filter(|field| !model.key.contains(field));
    let argument = |field: &Name| {
        let ty = &object.fields.get(field)?.ty;
        // The filter that rules make of it is kept under this name.
        let is_usable = !ty.is_list() && field != "filter" && compared_as(schema, ty).is_some();
        is_usable.then(|| input_value(field.clone(), named(ty.inner_named_type().clone())))
    };
    keys.chain(others).filter_map(argument).take(SUBSCRIPTION_ARGUMENTS).collect()
}

/// The arguments of a subscription that rules do not use: AppSync compares them itself, in
/// addition to the rules' filter.
pub(super) fn compared(model: &Model, arguments: &[InputValueDefinition]) -> Vec<Name> {
    let is_ruled = |argument: &Name| {
        let mut named = model.policy.ruled_callers().filter_map(Caller::naming);
        named.any(|naming| naming.field == *argument)
    };
    let names = arguments.iter().map(|argument| &argument.name);
    names.filter(|argument| !is_ruled(argument)).cloned().collect()
}
