//! The models that a conversation is kept in.

use askama::Template;
use burgeon_core::api::{Index, Key, KeyField, Projection};
use burgeon_core::names::name;
use burgeon_core::schema::{ExtendedType, Schema, Type};
use burgeon_core::settings::{Engine, Storage};
use burgeon_core::{Declaring, Diagnostic, Name, Preparing};

use super::names::Names;
use crate::custom_field::{self, CustomField};
use burgeon_core::mapping_template::render;

/// The index of conversations by the time of their last message.
///
/// It and the next one are named like those of the published compiler.
pub(super) const BY_UPDATE: &str = "gsi-Conversation.typename.updatedAt";

/// The index that finds the messages of a conversation, in order.
pub(super) const BY_CONVERSATION: &str = "gsi-ConversationMessage.conversationId.createdAt";

#[derive(Template)]
#[template(path = "conversation/models.graphql", escape = "none", syntax = "vtl")]
struct Models<'a> {
    names: &'a Names,
}

/// Adds the models, and the inputs of messages, as if the author had written them.
pub(super) fn add(api: &mut Preparing<'_>, field: &CustomField, names: &Names) {
    let text = render(&Models { names });
    let written = Schema::parse(text, "conversation.graphql")
        .unwrap_or_else(|broken| unreachable!("the models are well written: {}", broken.errors));
    let types = written.types.into_iter().filter(|(_, ty)| !ty.is_built_in());
    let (taken, free): (Vec<_>, Vec<_>) =
        types.partition(|(name, _)| api.schema.types.contains_key(name));
    if !taken.is_empty() {
        taken.iter().for_each(|(name, _)| report_taken(api, field, name));
        return;
    }
    for (name, ty) in free {
        api.add_type(without_locations(ty, Name::new_unchecked(&name)));
    }
    for model in [&names.conversation, &names.message] {
        // These models are always in DynamoDB: their resolvers use its features.
        api.set_storage(model, Storage { engine: Engine::Dynamodb, database: None });
    }
}

/// The type with a name that is in no file.
fn without_locations(mut ty: ExtendedType, name: Name) -> ExtendedType {
    match &mut ty {
        ExtendedType::Object(object) => object.make_mut().name = name,
        ExtendedType::InputObject(input) => input.make_mut().name = name,
        _ => {}
    }
    ty
}

fn report_taken(api: &mut Preparing<'_>, field: &CustomField, name: &Name) {
    let message = format!("`{}` needs a type `{name}`, and the schema has one", field.at);
    let other = api.schema.types.get(name).and_then(|other| other.name().location());
    api.report(
        Diagnostic::error(&custom_field::TYPE_TAKEN, message)
            .at_node(field.place(), "this adds the type")
            .at_node(other, "the type of that name")
            .help("rename the schema's type, or the field"),
    );
}

/// Adds the properties of the models that SDL cannot express.
pub(super) fn declare(api: &mut Declaring<'_>, field: &CustomField, names: &Names) {
    let indexes = [
        (&names.conversation, BY_UPDATE, ["__typename", "updatedAt"]),
        (&names.message, BY_CONVERSATION, ["conversationId", "createdAt"]),
    ];
    for (model, index, [partition, sort]) in indexes {
        let Some(model) = api.model_mut(model) else { continue };
        model.span = field.place();
        // A message is never changed concurrently.
        model.syncable = false;
        model.queries.sync = None;
        model.indexes.push(Index {
            name: index.to_owned(),
            key: Key { partition: key_field(partition), sort: vec![key_field(sort)] },
            projection: Projection::All,
            local: false,
            query: None,
            relation: None,
            span: model.span,
        });
    }
}

fn key_field(field: &str) -> KeyField {
    KeyField {
        name: name(field),
        ty: Type::NonNullNamed(name("String")),
        attribute_type: burgeon_core::api::AttributeType::String,
    }
}
