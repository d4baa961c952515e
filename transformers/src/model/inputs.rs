//! The inputs of mutations.

use std::collections::{BTreeSet, HashMap};

use burgeon_core::api::Model;
use burgeon_core::appsync::base_scalar;
use burgeon_core::names::name;
use burgeon_core::relational::{ColumnDefault, Dialect};
use burgeon_core::schema::{
    ExtendedType, FieldDefinition, InputValueDefinition, ObjectType, Type, input_object,
    input_value, named,
};
use burgeon_core::{Api, Diagnostic, Expanding, Name};

use super::types::{is_id, is_timestamp};
use super::{codes, names};

/// The types nested in models that are not models: each needs an input object.
pub(super) struct NestedInputs {
    types: Vec<Name>,
}

impl NestedInputs {
    /// Finds them, from the models down.
    pub(super) fn find(api: &Api) -> Self {
        let mut types = Vec::new();
        let mut seen = BTreeSet::new();
        let mut waiting: Vec<&Name> = api.models.keys().rev().collect();
        while let Some(ty) = waiting.pop() {
            let Some(object) = api.schema.get_object(ty) else {
                continue;
            };
            for field in object.fields.values() {
                let inner = field.ty.inner_named_type();
                if is_nested(api, inner) && seen.insert(inner) {
                    types.push(inner.clone());
                    waiting.push(inner);
                }
            }
        }
        Self { types }
    }

    /// The types without finite values: their required fields lead back to them.
    fn endless(&self, api: &Api) -> Vec<Name> {
        let mut needed_by: HashMap<&Name, Vec<&Name>> = HashMap::new();
        let mut missing: HashMap<&Name, usize> = HashMap::new();
        for ty in &self.types {
            missing.insert(ty, required(api, ty).count());
            required(api, ty).for_each(|inner| needed_by.entry(inner).or_default().push(ty));
        }
        let mut finite: Vec<&Name> = self.types.iter().filter(|ty| missing[ty] == 0).collect();
        while let Some(ty) = finite.pop() {
            for outer in needed_by.get(ty).into_iter().flatten() {
                if let Some(count) = missing.get_mut(outer) {
                    *count -= 1;
                    if *count == 0 {
                        finite.push(outer);
                    }
                }
            }
        }
        self.types.iter().filter(|ty| missing[ty] > 0).cloned().collect()
    }

    /// Adds an input object for each, and reports those of which no value can be written.
    pub(super) fn add(&self, api: &mut Expanding<'_>) {
        for ty in &self.types {
            let Some(object) = api.schema.get_object(ty).cloned() else {
                continue;
            };
            let fields = object.fields.values().filter_map(|field| {
                let input = input_type(api, &field.ty)?;
                Some(input_value(field.name.clone(), input))
            });
            let input = input_object(names::nested_input(ty), fields.collect::<Vec<_>>());
            api.add_type(input);
        }
        self.report_endless(api);
    }

    fn report_endless(&self, api: &mut Expanding<'_>) {
        for ty in self.endless(api) {
            let place = api.schema.get_object(&ty).and_then(|object| object.name.location());
            api.report(
                Diagnostic::error(
                    &codes::RECURSIVE_INPUT,
                    format!("no value of `{ty}` can ever be written"),
                )
                .at_node(place, "its required fields lead back to it")
                .help("make one of the fields on the way nullable"),
            );
        }
    }
}

/// The nested types that a value of a type must hold.
fn required<'a>(api: &'a Api, ty: &Name) -> impl Iterator<Item = &'a Name> {
    let fields = api.schema.get_object(ty).into_iter().flat_map(|object| object.fields.values());
    fields.filter_map(|field| match &field.ty {
        Type::NonNullNamed(inner) if is_nested(api, inner) => Some(inner),
        _ => None,
    })
}

fn is_nested(api: &Api, ty: &Name) -> bool {
    !api.models.contains_key(ty) && api.schema.types.get(ty).is_some_and(ExtendedType::is_object)
}

/// The input type of a field. `None` for models, which relations decide about, and
/// for interfaces and unions, for which GraphQL has no inputs.
fn input_type(api: &Api, ty: &Type) -> Option<Type> {
    let inner = ty.inner_named_type();
    if base_scalar(inner).is_some() {
        return Some(ty.clone());
    }
    match api.schema.types.get(inner)? {
        ExtendedType::Enum(_) | ExtendedType::Scalar(_) => Some(ty.clone()),
        ExtendedType::Object(_) if !api.models.contains_key(inner) => {
            Some(renamed(ty, names::nested_input(inner)))
        }
        _ => None,
    }
}

fn renamed(ty: &Type, to: Name) -> Type {
    match ty {
        Type::Named(_) => Type::Named(to),
        Type::NonNullNamed(_) => Type::NonNullNamed(to),
        Type::List(item) => Type::List(Box::new(renamed(item, to))),
        Type::NonNullList(item) => Type::NonNullList(Box::new(renamed(item, to))),
    }
}

/// Adds the missing key fields to a delete input that the author wrote: without them it could not
/// identify an object.
pub(super) fn complete_delete(api: &mut Expanding<'_>, model: &Model) {
    let input = names::mutation_input("delete", &model.name);
    if model.key_span.is_some() {
        for part in model.key.fields() {
            let added = input_value(part.name.clone(), part.ty.clone().non_null());
            api.add_input_field(&input, added);
        }
    }
}

/// The inputs of a model's mutations; `object` is the model with the fields that clients write.
pub(super) struct ModelInputs<'a> {
    pub(super) api: &'a Api,
    pub(super) model: &'a Model,
    pub(super) object: &'a ObjectType,
}

impl ModelInputs<'_> {
    /// The input that a new object is made of: what is filled in is nullable.
    pub(super) fn create(&self) -> ExtendedType {
        let mut fields =
            self.fields(|field, ty| if self.is_filled_in(field) { ty.nullable() } else { ty });
        if self.key_is_implicit() {
            fields.push(input_value(name("id"), named(name("ID"))));
        }
        input_object(names::mutation_input("create", &self.model.name), fields)
    }

    /// The input of an update: the key, and the fields to change.
    pub(super) fn update(&self) -> ExtendedType {
        let mut fields = self.fields(|field, ty| {
            if self.model.key.contains(&field.name) { ty.non_null() } else { ty.nullable() }
        });
        if self.key_is_implicit() {
            fields.push(input_value(name("id"), named(name("ID")).non_null()));
        }
        input_object(names::mutation_input("update", &self.model.name), fields)
    }

    /// The input that names the object to remove.
    pub(super) fn delete(&self) -> ExtendedType {
        let key = self.model.key.fields();
        let fields = key.map(|part| input_value(part.name.clone(), part.ty.clone().non_null()));
        input_object(names::mutation_input("delete", &self.model.name), fields.collect::<Vec<_>>())
    }

    fn key_is_implicit(&self) -> bool {
        self.model.key.contains("id") && !self.object.fields.contains_key("id")
    }

    fn is_filled_in(&self, field: &FieldDefinition) -> bool {
        let is_id = field.name == "id" && is_id(&field.ty);
        let named_as_timestamp = self.model.timestamps.fields().any(|name| *name == field.name)
            || ["createdAt", "updatedAt"].contains(&field.name.as_str());
        is_id || (named_as_timestamp && is_timestamp(&field.ty)) || self.has_column_default(field)
    }

    /// Whether the database sets it. As published, inputs omit such values in PostgreSQL only.
    fn has_column_default(&self, field: &FieldDefinition) -> bool {
        let dialect = self.model.database().map(|own| own.dialect);
        match self.model.column_defaults.get(&field.name) {
            None => false,
            Some(ColumnDefault::Sequence) => true,
            Some(ColumnDefault::Value(_)) => dialect == Some(Dialect::Postgres),
        }
    }

    fn fields(&self, ty: impl Fn(&FieldDefinition, Type) -> Type) -> Vec<InputValueDefinition> {
        let input = |field: &FieldDefinition| {
            Some(input_value(field.name.clone(), ty(field, input_type(self.api, &field.ty)?)))
        };
        self.object.fields.values().filter_map(|field| input(field)).collect()
    }
}
