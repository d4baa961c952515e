//! The name of a type in its store.

use apollo_compiler::Node;
use apollo_compiler::ast::Directive;
use apollo_compiler::parser::SourceSpan;
use burgeon_core::model::Model;
use burgeon_core::schema::{ExtendedType, ObjectType};
use burgeon_core::{Api, Declaring, Diagnostic, Name};

use super::codes;
use crate::requirements::requires_model;

/// A model with a directive that sets its name in the store.
pub(super) struct MappedModel {
    pub(super) object: Node<ObjectType>,
    pub(super) stored: Name,
}

/// All models with the directive, in the order of the schema; what is wrong is reported.
pub(super) fn models(
    api: &mut Declaring<'_>,
    directive: &str,
    fits: impl Fn(&Model) -> bool,
) -> Vec<MappedModel> {
    let mut mapped: Vec<MappedModel> = vec![];
    let types: Vec<ExtendedType> = api.schema.types.values().cloned().collect();
    for ty in types {
        let ExtendedType::Object(object) = ty else { continue };
        let Some(used) = object.directives.get(directive) else { continue };
        match read(api, directive, &object, used, &mapped, &fits) {
            Ok(stored) => mapped.push(MappedModel { object: object.clone(), stored }),
            Err(fault) => api.report(*fault),
        }
    }
    mapped
}

fn read(
    api: &Api,
    directive: &str,
    object: &ObjectType,
    used: &Node<Directive>,
    mapped: &[MappedModel],
    fits: &impl Fn(&Model) -> bool,
) -> Result<Name, Box<Diagnostic>> {
    let ty = &object.name;
    let Some(model) = api.models.get(ty) else {
        let ty = ExtendedType::Object(object.clone().into());
        let place = used.location();
        return Err(Box::new(requires_model(&codes::NO_MODEL, directive, &ty, place)));
    };
    if !fits(model) {
        return Err(Box::new(other_store(directive, ty, used.location())));
    }
    let stored = given(directive, used)?;
    let taken = |by: &str, place: Option<SourceSpan>| {
        Box::new(
            Diagnostic::error(
                &codes::NAME_TAKEN,
                format!("`{ty}` cannot be stored as `{stored}`: {by}"),
            )
            .at_node(place_of_name(used), "the name is taken")
            .at_node(place, "by this")
            .help("each model needs another table: choose another name"),
        )
    };
    if stored != *ty
        && let Some(other) = api.models.get(&stored)
        && (!model.is_relational() || other.store == model.store)
    {
        return Err(taken("there is a model of that name", other.span));
    }
    let is_same = |other: &&MappedModel| {
        let there = api.models.get(&other.object.name);
        other.stored == stored && there.is_some_and(|there| there.store == model.store)
    };
    if let Some(other) = mapped.iter().find(is_same) {
        let by = format!("`{}` is", other.object.name);
        return Err(taken(&by, other.object.name.location()));
    }
    Ok(stored)
}

/// The error of a directive for another store.
pub(super) fn other_store(directive: &str, ty: &Name, place: Option<SourceSpan>) -> Diagnostic {
    let (kept, help) = match directive {
        "mapsTo" => ("in a relational database", "use `@refersTo` for the name of its table"),
        _ => ("in DynamoDB", "`@mapsTo` on the type keeps the table of a renamed model"),
    };
    Diagnostic::error(&codes::STORE, format!("`@{directive}` is not supported for `{ty}`"))
        .at_node(place, format!("`{ty}` is kept {kept}"))
        .help(help)
}

/// The name that the directive gives.
pub(super) fn given(directive: &str, used: &Directive) -> Result<Name, Box<Diagnostic>> {
    let text = used.specified_argument_by_name("name").and_then(|name| name.as_str());
    let text = text.unwrap_or_default();
    Name::new(text).map_err(|_| {
        Box::new(
            Diagnostic::error(&codes::NAME, format!("invalid name `{text}` for `@{directive}`"))
                .at_node(place_of_name(used), "invalid name")
                .help("use letters, digits and underscores, and no digit first"),
        )
    })
}

/// The location of the name.
pub(super) fn place_of_name(used: &Directive) -> Option<SourceSpan> {
    used.specified_argument_by_name("name").and_then(|name| name.location())
}
