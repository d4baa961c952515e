//! The fields that a model has without saying so, and the type of its pages.

use std::collections::HashSet;

use burgeon_core::api::{Coordinate, Key};
use burgeon_core::names::name;
use burgeon_core::schema::{Component, ExtendedType, ObjectType, Type, field, named, object};
use burgeon_core::{Api, Diagnostic, Name};

use super::{codes, names};

/// Adds `id` and the timestamps to the models that do not declare them.
pub(super) fn add_implicit_fields(api: &mut Api) {
    for model in api.models.values() {
        let Some(ExtendedType::Object(node)) = api.schema.types.get_mut(&model.name) else {
            continue;
        };
        let object = node.make_mut();
        if model.key == Key::id() {
            match object.fields.get("id") {
                None => add(&mut api.implicit, object, name("id"), "ID"),
                Some(id) if !["ID", "String"].contains(&id.ty.inner_named_type().as_str()) => {
                    api.diagnostics.push(
                        Diagnostic::warning(
                            &codes::UNKEYED_ID,
                            format!("objects of `{}` cannot be found by their `id`", model.name),
                        )
                        .at_node(id.ty_place(), "a key of this type is not a string")
                        .help("declare `id: ID!`, or mark a field with `@primaryKey`"),
                    );
                }
                Some(_) => {}
            }
        }
        for timestamp in model.timestamps.fields() {
            match object.fields.get(timestamp) {
                None => add(&mut api.implicit, object, timestamp.clone(), "AWSDateTime"),
                Some(declared) if !is_timestamp(&declared.ty) => {
                    let message = format!("`{}.{timestamp}` is not filled in", model.name);
                    api.diagnostics.push(
                        Diagnostic::warning(&codes::TIMESTAMP_TYPE, message)
                            .at_node(declared.ty_place(), "not a type for timestamps")
                            .help("declare it as `AWSDateTime` or `String`"),
                    );
                }
                Some(_) => {}
            }
        }
    }
}

trait TypePlace {
    fn ty_place(&self) -> Option<apollo_compiler::parser::SourceSpan>;
}

impl TypePlace for Component<burgeon_core::schema::FieldDefinition> {
    fn ty_place(&self) -> Option<apollo_compiler::parser::SourceSpan> {
        self.ty.inner_named_type().location().or_else(|| self.location())
    }
}

fn add(implicit: &mut HashSet<Coordinate>, object: &mut ObjectType, field_name: Name, ty: &str) {
    let added = field(field_name.clone(), named(name(ty)).non_null());
    implicit.insert(Coordinate::new(object.name.clone(), field_name.clone()));
    object.fields.insert(field_name, Component::new(added));
}

/// The type with a field `id`. Filters have one even where objects have none, as the published
/// compiler's do.
pub(super) fn with_id(object: &ObjectType) -> ObjectType {
    let mut object = object.clone();
    let id = || Component::new(field(name("id"), named(name("ID")).non_null()));
    object.fields.entry(name("id")).or_insert_with(id);
    object
}

/// Whether a field of the type is filled in when it is named as a timestamp.
pub(super) fn is_timestamp(ty: &Type) -> bool {
    !ty.is_list() && ["AWSDateTime", "String"].contains(&ty.inner_named_type().as_str())
}

/// The type of a page of a model.
pub(super) fn connection(model: &Name) -> ExtendedType {
    let items = named(model.clone()).list().non_null();
    let token = named(name("String"));
    let fields = [field(name("items"), items), field(name("nextToken"), token)];
    object(names::connection(model), fields)
}
