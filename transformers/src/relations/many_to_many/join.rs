//! The model that joins the objects of both sides: each of its objects is one tie.

use burgeon_core::api::{
    Coordinate, Index, Key, KeyField, Lookup, Projection, Relation, RelationKind, Store,
};
use burgeon_core::names::{camel_case, capitalized, name, plural, singular};
use burgeon_core::schema::{Type, field, named, object_type};
use burgeon_core::steps::dynamodb::DEFAULT_LIMIT;
use burgeon_core::{Api, Declaring, Name};

use crate::field_use::FieldUse;
use crate::model;
use crate::relations::relation_field::page_limit;

/// One end of a tie: an object of one of the two models.
struct End {
    /// The object's model.
    model: Name,
    /// The field of the joining model that leads to it.
    field: Name,
    /// The fields that hold its key.
    key: Key,
    /// The same, as they are stored.
    stored_key: Key,
    /// The names of the fields of the key of its model.
    own_key: Vec<Name>,
    /// The index that finds its ties.
    index: String,
}

/// Declares the joining model, its relations to both models, and theirs to it.
pub(super) fn declare(api: &mut Declaring<'_>, join: &Name, sides: [&FieldUse; 2]) {
    let Some(ends) = ends(api, sides) else { return };
    let id = field(name("id"), Type::NonNullNamed(name("ID")));
    let keys = ends.iter().flat_map(|end| end.key.fields());
    let keys = keys.map(|part| field(part.name.clone(), part.ty.clone()));
    let target =
        ends.iter().map(|end| field(end.field.clone(), named(end.model.clone()).non_null()));
    let fields: Vec<_> = [id].into_iter().chain(keys).chain(target).collect();

    let at = sides.map(|side| Coordinate::new(side.model().clone(), side.field.name.clone()));
    let mut joining = model::declare::plain(join, &api.settings);
    joining.span = sides[0].directive.location();
    for (end, at) in ends.iter().zip(&at) {
        let renamed = end.key.fields().zip(end.stored_key.fields());
        let renamed = renamed.map(|(part, stored)| (part.name.clone(), stored.name.clone()));
        joining.stored.attributes.extend(renamed.filter(|(name, stored)| name != stored));
        joining.indexes.push(Index {
            name: end.index.clone(),
            query: Some(query(join, &end.stored_key)),
            key: end.stored_key.clone(),
            projection: Projection::All,
            local: false,
            relation: Some(at.clone()),
            span: joining.span,
        });
    }
    // Only models in DynamoDB are joined, even if the default store is a database.
    joining.store = Store::DynamoDb;
    joining.joins = Some(at.clone());
    api.add_model(joining, object_type(join.clone(), fields));

    for ((end, side), at) in ends.into_iter().zip(sides).zip(at) {
        let from_tie = Coordinate::new(join.clone(), end.field.clone());
        let fields = end.key.fields().map(|part| part.name.clone()).collect();
        api.add_relation(
            from_tie,
            Relation {
                kind: RelationKind::HasOne,
                to: end.model.clone(),
                inverse: Some(at.field.clone()),
                lookup: Lookup { index: None, fields },
                implied_key: vec![],
                default_limit: DEFAULT_LIMIT,
                span: side.directive.location(),
            },
        );
        let default_limit = page_limit(api, side);
        api.add_relation(
            at,
            Relation {
                kind: RelationKind::ManyToMany,
                to: join.clone(),
                inverse: Some(end.field),
                lookup: Lookup { index: Some(end.index), fields: end.own_key },
                implied_key: vec![],
                default_limit,
                span: side.directive.location(),
            },
        );
    }
}

/// Both ends: that of the model of the first side, then that of the second's.
///
/// They are named after the models. If both are of one model, they are named after the fields of
/// the relation: of `User.friends` and `User.friendOf`, `friends` finds the objects of the join
/// model whose `friendOf` is this user.
fn ends(api: &Api, sides: [&FieldUse; 2]) -> Option<[End; 2]> {
    let [first, second] = sides;
    if first.model() == second.model() {
        let called = |side: &FieldUse| camel_case(&[&singular(&side.field.name)]);
        let (friend, friend_of) = (called(first), called(second));
        let end = |called: Name| end(api, first.model(), &called, &called, &capitalized(&called));
        return Some([end(friend_of)?, end(friend)?]);
    }
    let end = |side: &FieldUse| {
        let stored = &api.models.get(side.model())?.stored.name;
        let called = camel_case(&[side.model()]);
        end(api, side.model(), &called, &camel_case(&[stored]), stored)
    };
    Some([end(first)?, end(second)?])
}

fn end(api: &Api, model: &Name, field: &Name, stored: &Name, index: &str) -> Option<End> {
    let own = &api.models.get(model)?.key;
    Some(End {
        model: model.clone(),
        field: field.clone(),
        key: key_of_end(field, own),
        stored_key: key_of_end(stored, own),
        own_key: own.fields().map(|part| part.name.clone()).collect(),
        index: format!("by{index}"),
    })
}

/// The fields that hold the key of an end: `postId`.
fn key_of_end(end: &Name, own: &Key) -> Key {
    let part = |part: &KeyField, called: &str| KeyField {
        name: name(&format!("{end}{called}")),
        ty: Type::NonNullNamed(part.ty.inner_named_type().clone()),
        attribute_type: part.attribute_type,
    };
    // The published compiler leaves the first letters of sort key fields as they are.
    let sort = own.sort.iter().map(|sort| part(sort, &sort.name));
    Key { partition: part(&own.partition, &capitalized(&own.partition.name)), sort: sort.collect() }
}

/// The query for the ties of an object: `postTagsByPostId`.
fn query(join: &Name, key: &Key) -> Name {
    let fields: Vec<String> = key.fields().map(|part| capitalized(&part.name)).collect();
    let text = format!("{}By{}", plural(join), fields.join("And"));
    camel_case(&[&text])
}
