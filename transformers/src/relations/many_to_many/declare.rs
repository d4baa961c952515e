//! Which two fields are the two sides of a relation.

use burgeon_core::api::RelationKind;
use burgeon_core::names::capitalized;
use burgeon_core::schema::{Directive, Node, ObjectType};
use burgeon_core::{Api, Declaring, Diagnostic, Name};
use indexmap::IndexMap;

use super::{codes, join};
use crate::field_use::FieldUse;
use crate::relations::relation_field::{needs_references, no_model, two_stores, wrong_number};
use crate::relations::suggested_inverse;

/// Declares the relations of all pairs of `@manyToMany`.
pub(super) fn relations(api: &mut Declaring<'_>) {
    let mut relations: IndexMap<Name, Vec<FieldUse>> = IndexMap::new();
    for used in FieldUse::all(api, "manyToMany") {
        if let Some(name) = relation_name(api, &used) {
            relations.entry(name).or_default().push(used);
        }
    }
    for (name, sides) in relations {
        let faults = faults(api, &name, &sides);
        match sides.as_slice() {
            [first, second] if faults.is_empty() => join::declare(api, &name, [first, second]),
            _ => api.report_all(faults),
        }
    }
}

/// The name of the model that joins both sides.
fn relation_name(api: &mut Declaring<'_>, used: &FieldUse) -> Option<Name> {
    let given = used.directive.specified_argument_by_name("relationName")?.as_str()?;
    match Name::new(&capitalized(given)) {
        Ok(name) if !given.starts_with("__") => Some(name),
        _ => {
            api.report(
                Diagnostic::error(&codes::NAME, format!("invalid type name `{given}`"))
                    .at_node(used.place_of("relationName"), "not a GraphQL name")
                    .help("use letters, digits and underscores, and no digit first"),
            );
            None
        }
    }
}

fn faults(api: &Api, name: &Name, sides: &[FieldUse]) -> Vec<Diagnostic> {
    let mut faults = vec![];
    for used in sides {
        if !used.field.ty.is_list() {
            faults.push(wrong_number(RelationKind::ManyToMany, used));
        }
        if !api.models.contains_key(used.field.ty.inner_named_type()) {
            faults.push(no_model(RelationKind::ManyToMany, used, api));
        }
        faults.extend(two_stores(used, api));
        faults.extend(needs_references(RelationKind::ManyToMany, used, api));
    }
    match sides {
        [first, second] => faults.extend(
            [other_side(name, first, second), other_side(name, second, first)]
                .into_iter()
                .flatten(),
        ),
        // If the type of the other side is not a model, that is the fault.
        [only] if !api.models.contains_key(only.field.ty.inner_named_type()) => {}
        several => faults.push(wrong_side_count(api, name, several)),
    }
    if let Some(taken) = api.schema.types.get(name) {
        let place = sides.first().and_then(|side| side.place_of("relationName"));
        faults.push(
            Diagnostic::error(&codes::NAME_TAKEN, format!("there is a type `{name}` already"))
                .at_node(place, "this would add a model of that name")
                .at_node(taken.name().location(), "the type of that name")
                .help("choose another `relationName` on both sides"),
        );
    }
    faults
}

fn other_side(name: &Name, used: &FieldUse, other: &FieldUse) -> Option<Diagnostic> {
    let (target, declared_in) = (used.field.ty.inner_named_type(), other.model());
    (target != declared_in).then(|| {
        Diagnostic::error(
            &codes::OTHER_SIDE,
            format!(
                "the relation `{name}` leads to `{target}`, but its other side is in `{declared_in}`"
            ),
        )
        .at_node(used.ty_place(), format!("leads to `{target}`"))
        .at_node(other.field.location(), format!("declared in `{declared_in}`"))
        .help(format!("lead to `{declared_in}`, or move the other side to `{target}`"))
    })
}

fn wrong_side_count(api: &Api, name: &Name, sides: &[FieldUse]) -> Diagnostic {
    let message = format!(
        "the relation `{name}` has {}, not two",
        match sides.len() {
            1 => "one side".to_owned(),
            several => format!("{several} sides"),
        }
    );
    let mut fault = Diagnostic::error(&codes::TWO_SIDES, message);
    for side in sides {
        fault = fault.at_node(side.directive.location(), "a side");
    }
    match sides {
        [only] => match api.schema.get_object(only.field.ty.inner_named_type()) {
            None => fault,
            Some(to) => match other_name(api, only, to) {
                None => fault.help(suggested_inverse::many_to_many(only, to, name)),
                Some(other) => fault
                    .at_node(other.location(), "leads back by another name")
                    .help("give both sides the same `relationName`"),
            },
        },
        _ => fault.help("give each pair of fields another `relationName`"),
    }
}

/// A side that leads back, and has no other side of its name either.
fn other_name<'a>(api: &Api, used: &FieldUse, to: &'a ObjectType) -> Option<&'a Node<Directive>> {
    let named = |side: &Node<Directive>| side.specified_argument_by_name("relationName").cloned();
    let own = api.schema.get_object(used.model())?;
    let known: Vec<_> = sides(own, &to.name).map(named).collect();
    sides(to, used.model()).find(|side| !known.contains(&named(side)))
}

/// The sides of relations in a type that lead to a model.
fn sides<'a>(object: &'a ObjectType, target: &Name) -> impl Iterator<Item = &'a Node<Directive>> {
    let fields = object.fields.values().filter(move |field| field.ty.inner_named_type() == target);
    fields.filter_map(|field| field.directives.get("manyToMany"))
}
