//! The implicit fields of a model, and the type of its pages.

use burgeon_core::api::{Coordinate, Implicit, Key, Model};
use burgeon_core::names::name;
use burgeon_core::schema::{
    Component, ExtendedType, FieldDefinition, ObjectType, Type, field, named, object,
};
use burgeon_core::{Diagnostic, Expanding, Name};

use super::{codes, names};

/// Adds `id` and the timestamps to the models that do not declare them.
pub(super) fn add_implicit_fields(api: &mut Expanding<'_>) {
    let models: Vec<Model> = api.models.values().cloned().collect();
    // The tables of a database have the columns that they have.
    for model in models.into_iter().filter(|model| !model.is_relational()) {
        let Some(object) = api.schema.get_object(&model.name).cloned() else { continue };
        let mut add = |field_name: &Name, ty: &str| {
            let added = field(field_name.clone(), named(name(ty)).non_null());
            api.add_implicit_field(&model.name, added, Implicit::Managed);
        };
        if let Some(counter) = &model.counter {
            add(&counter.field, "Int");
        }
        let mut odd = vec![];
        if model.key == Key::id() {
            match object.fields.get("id") {
                None => add(&name("id"), "ID"),
                Some(id) if !is_id(&id.ty) => odd.push(unkeyed(&model.name, id)),
                Some(_) => {}
            }
        }
        for timestamp in model.timestamps.fields() {
            match object.fields.get(timestamp) {
                None => add(timestamp, "AWSDateTime"),
                Some(own) if !is_timestamp(&own.ty) => odd.push(unfilled(&model.name, own)),
                Some(_) => {}
            }
        }
        api.report_all(odd);
        if let Some(counter) = &model.counter {
            require(api, &model.name, &counter.field);
        }
    }
}

/// Makes a field that is always filled in one that is never null.
fn require(api: &mut Expanding<'_>, model: &Name, field: &Name) {
    if let Some(field) = api.field_mut(&Coordinate::new(model.clone(), field.clone())) {
        field.ty = field.ty.clone().non_null();
    }
}

fn unkeyed(model: &Name, id: &Component<FieldDefinition>) -> Diagnostic {
    let message = format!("objects of `{model}` cannot be found by their `id`");
    Diagnostic::warning(&codes::UNKEYED_ID, message)
        .at_node(id.ty_place(), "a key of this type is not a string")
        .help("declare `id: ID!`, or mark a field with `@primaryKey`")
}

fn unfilled(model: &Name, timestamp: &Component<FieldDefinition>) -> Diagnostic {
    let message = format!("`{model}.{}` is not filled in", timestamp.name);
    Diagnostic::warning(&codes::TIMESTAMP_TYPE, message)
        .at_node(timestamp.ty_place(), "not a type for timestamps")
        .help("declare it as `AWSDateTime` or `String`")
}

trait TypePlace {
    fn ty_place(&self) -> Option<apollo_compiler::parser::SourceSpan>;
}

impl TypePlace for Component<FieldDefinition> {
    fn ty_place(&self) -> Option<apollo_compiler::parser::SourceSpan> {
        self.ty.inner_named_type().location().or_else(|| self.location())
    }
}

/// Whether a field of the type can be filled with a random id.
pub(super) fn is_id(ty: &Type) -> bool {
    !ty.is_list() && ["ID", "String"].contains(&ty.inner_named_type().as_str())
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
