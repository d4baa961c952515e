//! Turns `@versioned(…)` into a [`Counter`].

use apollo_compiler::Node;
use apollo_compiler::ast::{Directive, Type};
use burgeon_core::api::{Counter, KeyField, Model};
use burgeon_core::arguments::strings;
use burgeon_core::schema::{ExtendedType, ObjectType};
use burgeon_core::stage::DeclaredParts;
use burgeon_core::{Declaring, Diagnostic, Name};

use super::codes;
use crate::custom_field::place_of;
use crate::requirements::dynamodb_model;

/// Adds a counter to each model with `@versioned`.
pub(super) fn counters(api: &mut Declaring<'_>) {
    let DeclaredParts { schema, models, diagnostics, settings, .. } = api.parts();
    for ty in schema.types.values() {
        let ExtendedType::Object(object) = ty else { continue };
        let Some(directive) = object.directives.get("versioned") else { continue };
        let place = directive.location();
        let model = match dynamodb_model(models, ty, directive, place, &codes::STORE) {
            Ok(model) => model,
            Err(fault) => {
                diagnostics.push(fault);
                continue;
            }
        };
        if settings.conflict_resolution.is_some() {
            diagnostics.push(two_counts(object, directive));
            continue;
        }
        match counter(model, object, directive) {
            Err(fault) => diagnostics.push(*fault),
            Ok(counter) => {
                model.policy.unruled.extend([counter.field.clone(), counter.expected.clone()]);
                model.counter = Some(counter);
            }
        }
    }
}

fn counter(
    model: &Model,
    object: &ObjectType,
    directive: &Node<Directive>,
) -> Result<Counter, Box<Diagnostic>> {
    let text = |argument: &str, default: &str| match strings(directive, argument).as_deref() {
        Some([given]) => given.text.clone(),
        _ => default.to_owned(),
    };
    let field_text = text("versionField", "version");
    let Some(field) = field_name(&field_text) else {
        return Err(field_fault(directive, no_name(&field_text)));
    };
    let at = format!("`{}.{field}`", object.name);
    if model.key.contains(&field) {
        return Err(field_fault(directive, format!("{at} is part of the key and cannot count")));
    }
    let is_composite = |sort: &[KeyField]| sort.len() > 1 && sort.iter().any(|p| p.name == field);
    if model.indexes.iter().any(|index| is_composite(&index.key.sort)) {
        // The fields of a composite sort key are one attribute, which clients write as a whole.
        return Err(field_fault(directive, format!("{at} is one of several sort key fields")));
    }
    if model.timestamps.fields().any(|timestamp| *timestamp == field) {
        return Err(field_fault(directive, format!("{at} holds a time and cannot count")));
    }
    if let Some(own) = object.fields.get(&field)
        && !is_int(&own.ty)
    {
        let fault = field_fault(directive, format!("{at} is not an `Int`"));
        let place = own.ty.inner_named_type().location();
        return Err(Box::new(fault.at_node(place, "the field's type")));
    }
    let expected_text = text("versionInput", "expectedVersion");
    let taken = object.fields.get(expected_text.as_str());
    match field_name(&expected_text) {
        Some(expected) if expected != field && taken.is_none() => Ok(Counter { field, expected }),
        valid => {
            let (message, place) = match (valid, taken) {
                (None, _) => (no_name(&expected_text), None),
                (_, Some(own)) => (
                    format!("`{}` already has a field `{expected_text}`", object.name),
                    own.name.location(),
                ),
                _ => (format!("`{expected_text}` cannot be both field and input"), None),
            };
            Err(Box::new(
                Diagnostic::error(&codes::INPUT, message)
                    .at_node(place_of(directive, "versionInput"), "the name of a generated input")
                    .at_node(place, "the field of that name")
                    .help("write `@versioned(versionInput: \"…\")` with another name"),
            ))
        }
    }
}

fn field_name(text: &str) -> Option<Name> {
    Name::new(text).ok().filter(|_| !text.starts_with("__"))
}

fn no_name(text: &str) -> String {
    match text {
        "" => "invalid field name: empty string".to_owned(),
        _ => format!("invalid field name `{text}`"),
    }
}

fn is_int(ty: &Type) -> bool {
    !ty.is_list() && ty.inner_named_type() == "Int"
}

fn field_fault(directive: &Node<Directive>, message: String) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::error(&codes::FIELD, message)
            .at_node(place_of(directive, "versionField"), "versions are counted there")
            .help("write `@versioned(versionField: \"…\")` with another field"),
    )
}

fn two_counts(object: &ObjectType, directive: &Node<Directive>) -> Diagnostic {
    let message = format!("the versions of `{}` are counted by the settings already", object.name);
    Diagnostic::error(&codes::CONFLICT_RESOLUTION, message)
        .at_node(directive.location(), "a second counter of versions")
        .help("remove `@versioned`, or `conflictResolution` from the settings")
}
