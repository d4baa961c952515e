//! The lists of conversations and of messages: by index, in chronological order.

use burgeon_core::api::{AttributeType, Coordinate, KeyAttribute};
use burgeon_core::names::name;
use burgeon_core::resolver::{Action, Slot, Statements, Step};
use burgeon_core::steps::dynamodb::{
    DEFAULT_LIMIT, Direction, KeyCondition, KeyValue, List, Query, Request, Root, SortArgument,
    SortCondition,
};
use burgeon_core::{Expanding, Name};

use super::models::{BY_CONVERSATION, BY_UPDATE};
use super::names::Names;

/// Queries conversations by their last message, and the messages of one by time.
pub(super) fn sort(api: &mut Expanding<'_>, names: &Names) {
    let conversations = Query {
        index: Some(BY_UPDATE.to_owned()),
        condition: newest(argument("__typename"), SortCondition::All),
        default_limit: DEFAULT_LIMIT,
    };
    add_request(api, &names.conversation, Request::Query(conversations), |of| {
        vec![Step::new(Slot::PreDataLoad, statements(OfType(of)))]
    });
    let attribute = KeyAttribute {
        name: "createdAt".to_owned(),
        fields: vec![name("createdAt")],
        attribute_type: AttributeType::String,
    };
    let by_time = SortArgument { name: name("createdAt"), attribute };
    let messages = List {
        index: Some(BY_CONVERSATION.to_owned()),
        condition: newest(argument("conversationId"), SortCondition::Argument(by_time)),
        default_limit: DEFAULT_LIMIT,
    };
    add_request(api, &names.message, Request::List(messages), |_| {
        vec![
            Step::new(Slot::PreDataLoad, statements(OfConversation)),
            Step::new(Slot::PostDataLoad, statements(InOrder)),
        ]
    });
}

/// Replaces the request of a model's list by another, with steps around it.
fn add_request(
    api: &mut Expanding<'_>,
    model: &Name,
    request: Request,
    around: impl Fn(Name) -> Vec<Step>,
) {
    let Some(list) = api.models.get(model).and_then(|model| model.queries.list.clone()) else {
        return;
    };
    let at = Coordinate::new(api.root_name(apollo_compiler::ast::OperationType::Query), list);
    let Some(resolver) = api.resolver_mut(&at) else { return };
    for step in &mut resolver.steps {
        if let Action::DynamoDb(operation) = &mut step.action {
            operation.request = request.clone();
        }
    }
    around(model.clone()).into_iter().for_each(|step| resolver.add(step));
}

fn argument(field: &str) -> KeyValue {
    KeyValue { attribute: field.to_owned(), root: Root::Arguments, fields: vec![name(field)] }
}

fn newest(partition: KeyValue, sort: SortCondition) -> KeyCondition {
    KeyCondition { partition, sort, direction: Direction::LastFirst }
}

fn statements(statements: impl Statements + 'static) -> Action {
    Action::Statements(std::sync::Arc::new(statements))
}

/// Queries all objects of a type.
#[derive(Debug)]
struct OfType(Name);

impl Statements for OfType {
    fn before(&self) -> String {
        format!("$util.qr($ctx.args.put(\"__typename\", \"{}\"))\n", self.0)
    }
}

/// Queries the messages of the conversation in the filter, if there is one: DynamoDB cannot filter
/// by the key of the query.
#[derive(Debug)]
struct OfConversation;

impl Statements for OfConversation {
    fn before(&self) -> String {
        include_str!("page.vtl").to_owned()
    }
}

/// Reverses a page: pages start with the latest message, and each is in chronological order.
#[derive(Debug)]
struct InOrder;

impl Statements for InOrder {
    fn after(&self) -> String {
        include_str!("in_order.vtl").to_owned()
    }
}
