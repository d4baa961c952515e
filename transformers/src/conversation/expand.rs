//! The resolvers of a conversation: the mutation for messages, those for answers, and the
//! subscription to answers.

use std::sync::Arc;

use apollo_compiler::ast::OperationType;
use burgeon_core::api::{Caller, Policy};
use burgeon_core::appsync::AuthorizationMode;
use burgeon_core::names::name;
use burgeon_core::resolver::{Action, Request, Resolver, Slot, Step};
use burgeon_core::schema::{
    FieldDefinition, directive, field_with, input_value, named, string_list,
};
use burgeon_core::steps::guard::{Guard, Subject};
use burgeon_core::{Expanding, Name};

use super::arguments::Arguments;
use super::deploy::Handlers;
use super::invoke::Invoke;
use super::names::Names;
use super::requests::{Find, Listen, Put, Speaker, Stream, Touch};
use super::{lookup, pages};
use crate::custom_field::CustomField;

/// Adds the resolvers of the conversation of a field.
pub(super) fn add(
    api: &mut Expanding<'_>,
    field: &CustomField,
    arguments: &Arguments,
    names: &Names,
) {
    let Some(model) = api.models.get(&names.message) else { return };
    let owners = Policy::for_callers(model.policy.ruled_callers().cloned());
    let tools = lookup::definitions(api, &arguments.tools);
    let (conversation, message) = (names.conversation.clone(), names.message.clone());
    let put = |speaker| Put { message: message.clone(), owners: owners.clone(), speaker };
    let touch = Touch { conversation: conversation.clone(), owners: owners.clone() };
    let find = || Find { conversation: conversation.clone(), owners: owners.clone() };
    let stream = Stream { message: message.clone(), owners: owners.clone() };
    let invoke = Invoke::new(api, arguments, names, tools);
    if arguments.function.is_none() {
        let Handlers(handlers) = api.extension_mut();
        handlers.insert(names.word.clone(), arguments.model.clone());
    }
    // Rules on the field guard it already.
    let judged = (!api.field_policies.contains_key(&field.at)).then(guard);
    let steps = [request_step(touch), request_step(put(Speaker::User)), request_step(invoke)];
    field.add_resolver(api, judged.into_iter().chain(steps));

    let place = field.place();
    let part = name("AmplifyAIConversationMessageStreamPart");
    let mut add = |operation, field: FieldDefinition, steps: Vec<Step>| {
        let resolver = Resolver { model: Some(message.clone()), steps };
        api.add_root_field(operation, opened(field), resolver, place);
    };
    let input = |ty: &Name| [input_value(name("input"), named(ty.clone()).non_null())];
    add(
        OperationType::Mutation,
        field_with(names.response.clone(), input(&names.response_input), named(message.clone())),
        vec![guard(), request_step(find()), request_step(put(Speaker::Assistant))],
    );
    add(
        OperationType::Mutation,
        field_with(names.stream.clone(), input(&names.stream_input), named(part.clone())),
        vec![guard(), request_step(find()), request_step(stream)],
    );
    let which = [input_value(name("conversationId"), named(name("ID")))];
    let mut subscription = field_with(names.subscription.clone(), which, named(part));
    let triggers = (name("mutations"), string_list([names.stream.as_str()]));
    subscription.directives.push(directive(name("aws_subscribe"), [triggers]));
    add(OperationType::Subscription, subscription, vec![guard(), request_step(Listen { owners })]);
    pages::sort(api, names);
}

/// Allows users of the user pool to call a field.
fn opened(mut field: FieldDefinition) -> FieldDefinition {
    let mode = AuthorizationMode::UserPools.directive();
    field.directives.push(directive(name(mode), []));
    field
}

/// Allows every user who can own a conversation; a later step checks the owner.
fn guard() -> Step {
    let policy = Policy::for_callers([Caller::anybody(AuthorizationMode::UserPools)]);
    Step::new(Slot::Auth, Action::Guard(Guard { policy, subject: Subject::None }))
}

fn request_step(request: impl Request + 'static) -> Step {
    Step::new(Slot::Data, Action::Request(Arc::new(request)))
}
