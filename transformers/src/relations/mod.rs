//! `@hasOne`, `@hasMany`, `@belongsTo` and `@manyToMany`: fields that return related objects.
//!
//! A relation is a foreign key: fields of one model that hold the key of the other. `fields` names
//! fields of this model whose values are looked up in the other. `references` names the fields of
//! the model with `@belongsTo` that hold the key of the other. Without either, a foreign key is
//! added.

mod belongs_to;
mod codes;
mod expand;
mod fields;
mod foreign_key;
mod has_many;
mod has_one;
mod many_to_many;
mod missing_inverse;
mod references;
mod relation_field;
mod suggested_inverse;

pub use belongs_to::BelongsToTransformer;
pub use has_many::HasManyTransformer;
pub use has_one::HasOneTransformer;
pub use many_to_many::ManyToManyTransformer;

use burgeon_core::Name;
use burgeon_core::api::RelationKind;
use burgeon_core::schema::ObjectType;

/// The first field of a type that leads to a model by a relation of one of these kinds.
fn back(from: &ObjectType, to: &Name, kinds: &[RelationKind]) -> Option<Name> {
    let is_back = |kind: &RelationKind, field: &burgeon_core::schema::FieldDefinition| {
        field.directives.has(relation_field::directive(*kind))
    };
    let fields = from.fields.values().filter(|field| field.ty.inner_named_type() == to);
    let mut fields = fields.filter(|field| kinds.iter().any(|kind| is_back(kind, field)));
    fields.next().map(|field| field.name.clone())
}
