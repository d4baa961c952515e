//! The queries of indexes in the form of AppSync's console.
//!
//! Source of truth: AppSync's developer guide, "Provision from schema".

use std::sync::Arc;

use askama::Template;
use burgeon_core::Name;
use burgeon_core::api::{Index, KeyField, Model, Operation};
use burgeon_core::names::{capitalized, name, plural};
use burgeon_core::resolver::{Action, Resolver, Slot, Statements, Step};
use burgeon_core::schema::{InputValueDefinition, Type, input_value, named};
use burgeon_core::steps::dynamodb::{
    Direction, KeyCondition, KeyValue, Root, SortArgument, SortCondition,
};

use super::table_request;

/// The name of the query of an index; `generated` is the name without `queryField`.
pub(super) fn query_name(model: &str, index: Option<&str>, generated: &str) -> String {
    let Some(index) = index else { return format!("query{}", capitalized(generated)) };
    let words = index.split(|c: char| !c.is_ascii_alphanumeric() && c != '_').map(capitalized);
    format!("query{}By{}", capitalized(&plural(model)), words.collect::<String>())
}

/// The arguments of the query: the partition, what orders it, and which page.
pub(super) fn arguments(index: &Index) -> Vec<InputValueDefinition> {
    let argument = |part: &KeyField, ty: Type| input_value(part.name.clone(), ty);
    let ty = |part: &KeyField| named(part.ty.inner_named_type().clone());
    let partition = &index.key.partition;
    let mut arguments = vec![argument(partition, ty(partition).non_null())];
    arguments.extend(compared(index).map(|sort| argument(sort, ty(sort))));
    arguments.push(input_value(name("first"), named(name("Int"))));
    arguments.push(input_value(name("nextToken"), named(name("String"))));
    arguments
}

/// The field that an argument compares: one, as what several are joined to has no argument.
fn compared(index: &Index) -> Option<&KeyField> {
    match index.key.sort.as_slice() {
        [single] => Some(single),
        _ => None,
    }
}

/// The resolver of the query.
pub(super) fn resolver(model: &Model, index: &Index) -> Resolver {
    let sort = compared(index).zip(index.key.sort_attribute());
    let condition = KeyCondition {
        partition: KeyValue::new(&index.key.partition_attribute(), Root::Arguments),
        sort: sort.map_or(SortCondition::All, |(field, attribute)| {
            SortCondition::Argument(SortArgument { name: field.name.clone(), attribute })
        }),
        direction: Direction::Argument,
    };
    let request = table_request::query(model, index, condition);
    let adapted = Arguments { sort: compared(index).map(|field| field.name.clone()) };
    let steps = [
        // Rules read the arguments, too.
        Step::new(Slot::Init, Action::Statements(Arc::new(adapted))),
        Step::guard(model.policy.for_operation(Operation::List)),
        Step::new(Slot::Data, request),
    ];
    Resolver::of_model(model.name.clone(), steps)
}

/// Converts the arguments to those of other queries by index.
#[derive(Debug, Template)]
#[template(path = "keys/index/provisioned.vtl", escape = "none")]
struct Arguments {
    sort: Option<Name>,
}

impl Statements for Arguments {
    fn before(&self) -> String {
        burgeon_core::mapping_template::render(self)
    }
}
