//! The implicit foreign keys of relations.

use burgeon_core::api::{Coordinate, Implicit, Key, KeyField, Model};
use burgeon_core::names::camel_case;
use burgeon_core::schema::{Type, field};
use burgeon_core::{Api, Declaring, Name};

/// Adds fields for the key of another object to the model `holder`. Their names consist of the
/// relation and the key's fields: `postCommentsId`. Fields that the author declared are reused.
pub(super) fn imply(
    api: &mut Declaring<'_>,
    holder: &Name,
    relation: &Coordinate,
    key: &Key,
    is_required: bool,
) -> Vec<KeyField> {
    let parts = key.fields().zip(names(relation, key)).map(|(part, name)| {
        let declared = api.schema.get_object(holder).and_then(|holder| holder.fields.get(&name));
        let ty = match declared {
            Some(declared) => declared.ty.clone(),
            None => nullable(part.ty.inner_named_type(), is_required),
        };
        KeyField { name, ty, attribute_type: part.attribute_type }
    });
    let parts: Vec<KeyField> = parts.collect();
    let stored = names(&stored(api, relation), key);
    if let Some(model) = api.model_mut(holder) {
        for (part, attribute) in parts.iter().zip(stored) {
            if part.name != attribute {
                model.stored.attributes.insert(part.name.clone(), attribute);
            }
        }
    }
    for part in &parts {
        let added = field(part.name.clone(), part.ty.clone());
        api.add_implicit_field(holder, added, Implicit::ForeignKey(relation.clone()));
    }
    parts
}

/// The names of the fields of an implicit foreign key.
pub(super) fn names(relation: &Coordinate, key: &Key) -> Vec<Name> {
    let name = |part: &KeyField| camel_case(&[&relation.ty, &relation.field, &part.name]);
    key.fields().map(name).collect()
}

fn nullable(ty: &Name, is_required: bool) -> Type {
    match is_required {
        true => Type::NonNullNamed(ty.clone()),
        false => Type::Named(ty.clone()),
    }
}

/// A relation by what its model is stored as.
pub(super) fn stored(api: &Api, relation: &Coordinate) -> Coordinate {
    let model = api.models.get(&relation.ty);
    let ty = model.map_or(&relation.ty, |model| &model.stored.name);
    Coordinate::new(ty.clone(), relation.field.clone())
}

/// The key that a foreign key of a model makes in an index, as its fields are stored.
pub(super) fn index_key(holder: &Model, parts: &[KeyField]) -> Option<Key> {
    let attribute = |part: &KeyField| {
        let name = holder.stored.attributes.get(&part.name).unwrap_or(&part.name).clone();
        KeyField { name, ..part.clone() }
    };
    let (partition, sort) = parts.split_first()?;
    Some(Key { partition: attribute(partition), sort: sort.iter().map(attribute).collect() })
}
