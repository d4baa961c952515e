//! `@hasOne`, `@hasMany`, `@belongsTo` and `@manyToMany`: fields that lead from objects to objects.
//!
//! A relation is found by values that two models share: a foreign key in one holds the key of the
//! other. Where it stands is said by `fields` (which fields of the model at hand are looked up in
//! the other), by `references` (which fields of the model that belongs hold the key of the one that
//! has), or not at all: then a foreign key is added.

mod belongs_to;
mod codes;
mod expand;
mod fields;
mod foreign_key;
mod has_many;
mod has_one;
mod many_to_many;
mod one_sided;
mod paste;
mod references;
mod side;

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
        field.directives.has(side::directive(*kind))
    };
    let fields = from.fields.values().filter(|field| field.ty.inner_named_type() == to);
    let mut fields = fields.filter(|field| kinds.iter().any(|kind| is_back(kind, field)));
    fields.next().map(|field| field.name.clone())
}
