//! The fields of relations, and their resolvers.

use burgeon_core::api::{Coordinate, Key, KeyField, Relation, RelationKind};
use burgeon_core::appsync::base_scalar;
use burgeon_core::names::{name, pascal_case};
use burgeon_core::resolver::{Action, Resolver, Slot, Step};
use burgeon_core::schema::{InputValueDefinition, Node, Type, input_value, named};
use burgeon_core::steps::dynamodb::{
    Direction, GetItem, KeyCondition, KeyValue, Query, QueryOne, Request, Root, SortCondition,
};
use burgeon_core::{Api, Expanding};

use burgeon_core::steps::relational::{self, Match};

use crate::key_arguments::KeyArguments;
use crate::model::page::Page;

/// Adds the resolvers of all relations of a kind.
pub(super) fn relations(api: &mut Expanding<'_>, kind: RelationKind) {
    let relations = api.relations.iter().filter(|(_, relation)| relation.kind == kind);
    let relations: Vec<_> = relations.map(|(at, it)| (at.clone(), it.clone())).collect();
    for (at, relation) in relations {
        let Some(key) = relation.key(&api.models).cloned() else { continue };
        let request = match kind.is_many() {
            true => to_many(api, &at, &relation, &key),
            false => to_one(&relation, &key),
        };
        let target = api.models.get(&relation.to);
        let request = match target.is_some_and(|model| model.is_relational()) {
            true => Some(relational(api, &relation)),
            false => request.map(|request| Action::table(relation.to.clone(), request)),
        };
        if let Some(request) = request {
            let resolver = Resolver::of_model(at.ty.clone(), [Step::new(Slot::Data, request)]);
            api.add_resolver(at, resolver);
        }
    }
}

/// One object: by the whole primary key if it is known, and else the first one that is found.
fn to_one(relation: &Relation, key: &Key) -> Option<Request> {
    let index = relation.lookup.index.clone();
    let values = KeyValue::renamed(key, Root::Source, &relation.lookup.fields);
    if index.is_none() && values.len() == key.attributes().len() {
        return Some(Request::GetItem(GetItem { key: values }));
    }
    let mut values = values.into_iter();
    let condition = KeyCondition {
        partition: values.next()?,
        sort: values.next().map_or(SortCondition::All, SortCondition::Equals),
        direction: Direction::None,
    };
    Some(Request::QueryOne(QueryOne { index, condition }))
}

/// Pages of objects. An argument can give the parts of the sort key that this object does not have.
fn to_many(
    api: &mut Expanding<'_>,
    at: &Coordinate,
    relation: &Relation,
    key: &Key,
) -> Option<Request> {
    let object = api.schema.get_object(&relation.to)?.clone();
    let declared = api.without_generated_fields(&object);
    let page = Page::add(api, &declared);
    let mut values = KeyValue::renamed(key, Root::Source, &relation.lookup.fields).into_iter();
    let partition = values.next()?;
    let mut arguments = page.arguments().to_vec();
    let sort = match values.next() {
        Some(value) => SortCondition::Equals(value),
        None => {
            let index = relation.lookup.index.as_deref();
            let picked = KeyArguments::add(api, &relation.to, key, index);
            arguments.extend(picked.sort().cloned());
            picked.sort_condition()
        }
    };
    if relation.is_by_implied_index(&api.models) {
        // The published compiler uses the primary sort key here, which the index does not have.
        let primary = api.models.get(&relation.to)?.key.clone();
        let picked = KeyArguments::add(api, &relation.to, &primary, None);
        arguments.extend(picked.sort().cloned());
    }
    arguments.push(input_value(name("sortDirection"), named(name("ModelSortDirection"))));
    set_field(api, at, arguments, page.ty());
    filter_subscriptions(api, at, &relation.implied_key);
    Some(Request::Query(Query {
        index: relation.lookup.index.clone(),
        condition: KeyCondition { partition, sort, direction: Direction::Argument },
        default_limit: relation.default_limit,
    }))
}

/// Rows with the values of this object.
fn relational(api: &Api, relation: &Relation) -> Action {
    let matches = Match::of_source(&relation.key_fields(&api.models), &relation.lookup.fields);
    let request = match relation.kind.is_many() {
        false => relational::Request::Get(relational::Get { matches }),
        true => relational::Request::List(relational::List {
            matches,
            optional: vec![],
            sort: None,
            order: vec![],
            has_direction: true,
            default_limit: relation.default_limit,
        }),
    };
    Action::relational(relation.to.clone(), request)
}

fn set_field(
    api: &mut Expanding<'_>,
    at: &Coordinate,
    arguments: Vec<InputValueDefinition>,
    ty: Type,
) {
    if let Some(field) = api.field_mut(at) {
        field.arguments = arguments.into_iter().map(Node::new).collect();
        field.ty = ty;
    }
}

/// Adds filters by the foreign key to subscriptions, as the published compiler does.
fn filter_subscriptions(api: &mut Expanding<'_>, at: &Coordinate, implied_key: &[KeyField]) {
    let filter = pascal_case(&["modelSubscription", &at.ty, "filterInput"]);
    for part in implied_key {
        let scalar = base_scalar(part.ty.inner_named_type()).unwrap_or("String");
        let ty = named(name(&format!("ModelSubscription{scalar}Input")));
        api.add_input_field(&filter, input_value(part.name.clone(), ty));
    }
}
