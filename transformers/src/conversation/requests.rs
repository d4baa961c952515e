//! The requests to tables for a message.
//!
//! The caller of a message or an answer must own the conversation: each request has the condition.

use askama::Template;
use burgeon_core::Name;
use burgeon_core::api::{DataSource, Policy};
use burgeon_core::resolver::{MappingTemplate, Request};
use burgeon_core::steps::RAISE_ERROR;

use burgeon_core::mapping_template::{render, request};

/// The error for a conversation that does not exist, or belongs to another user.
const RAISE_NOT_FOUND: &str = "#if( $ctx.error && $ctx.error.type == \
                               \"DynamoDB:ConditionalCheckFailedException\" )\n  \
                               $util.error(\"Conversation not found\", \"ResourceNotFound\")\n\
                               #end\n";

fn raise_errors() -> String {
    format!("{RAISE_NOT_FOUND}{RAISE_ERROR}")
}

fn response(statements: String, output: &str) -> MappingTemplate {
    MappingTemplate { statements, output: output.to_owned() }
}

/// Writes the time of the last message into a conversation.
#[derive(Debug, Template)]
#[template(path = "conversation/touch.vtl", escape = "none")]
pub(super) struct Touch {
    /// The model of conversations.
    pub(super) conversation: Name,
    /// Their owners.
    pub(super) owners: Policy,
}

impl Request for Touch {
    fn data_source(&self) -> DataSource {
        DataSource::Table(self.conversation.clone())
    }

    fn request(&self) -> MappingTemplate {
        request(self)
    }

    fn response(&self) -> MappingTemplate {
        response(raise_errors(), "$util.toJson({})\n")
    }

    fn table_actions(&self) -> &'static [&'static str] {
        &["dynamodb:UpdateItem"]
    }
}

/// Finds the conversation that is answered in.
#[derive(Debug, Template)]
#[template(path = "conversation/found.vtl", escape = "none")]
pub(super) struct Find {
    /// The model of conversations.
    pub(super) conversation: Name,
    /// Their owners.
    pub(super) owners: Policy,
}

#[derive(Template)]
#[template(path = "conversation/find.vtl", escape = "none")]
struct FindRequest;

impl Request for Find {
    fn data_source(&self) -> DataSource {
        DataSource::Table(self.conversation.clone())
    }

    fn request(&self) -> MappingTemplate {
        request(&FindRequest)
    }

    fn response(&self) -> MappingTemplate {
        response(format!("{RAISE_ERROR}{}\n", render(self)), "$util.toJson({})\n")
    }

    fn table_actions(&self) -> &'static [&'static str] {
        &["dynamodb:GetItem"]
    }
}

/// The sender of a message.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Speaker {
    /// The owner of the conversation.
    User,
    /// The language model.
    Assistant,
}

/// Stores a message.
#[derive(Debug, Template)]
#[template(path = "conversation/message.vtl", escape = "none")]
pub(super) struct Put {
    /// The model of messages.
    pub(super) message: Name,
    /// Its owners.
    pub(super) owners: Policy,
    /// The role of the message's author.
    pub(super) speaker: Speaker,
}

impl Put {
    fn role(&self) -> &'static str {
        match self.speaker {
            Speaker::User => "user",
            Speaker::Assistant => "assistant",
        }
    }

    fn message(&self) -> &'static str {
        match self.speaker {
            Speaker::User => "$ctx.args",
            Speaker::Assistant => "$ctx.args.input",
        }
    }

    fn fields(&self) -> &'static [&'static str] {
        match self.speaker {
            Speaker::User => &["conversationId", "content", "aiContext", "toolConfiguration"],
            Speaker::Assistant => &["conversationId", "content", "associatedUserMessageId"],
        }
    }
}

impl Request for Put {
    fn data_source(&self) -> DataSource {
        DataSource::Table(self.message.clone())
    }

    fn request(&self) -> MappingTemplate {
        request(self)
    }

    fn response(&self) -> MappingTemplate {
        response(RAISE_ERROR.to_owned(), "$util.toJson($ctx.result)\n")
    }

    fn table_actions(&self) -> &'static [&'static str] {
        &["dynamodb:PutItem"]
    }
}

/// Stores the answer up to now, and publishes the new chunk to subscribers.
#[derive(Debug, Template)]
#[template(path = "conversation/stream.vtl", escape = "none")]
pub(super) struct Stream {
    /// The model of messages.
    pub(super) message: Name,
    /// Its owners.
    pub(super) owners: Policy,
}

impl Request for Stream {
    fn data_source(&self) -> DataSource {
        DataSource::Table(self.message.clone())
    }

    fn request(&self) -> MappingTemplate {
        request(self)
    }

    fn response(&self) -> MappingTemplate {
        let statements = format!("{}{}", raise_errors(), include_str!("part.vtl"));
        response(statements, "$util.toJson($part)\n")
    }

    fn table_actions(&self) -> &'static [&'static str] {
        &["dynamodb:UpdateItem"]
    }
}

/// Opens a subscription to what is written for its owner.
#[derive(Debug, Template)]
#[template(path = "conversation/listen.vtl", escape = "none")]
pub(super) struct Listen {
    /// The owners of conversations.
    pub(super) owners: Policy,
}

impl Request for Listen {
    fn data_source(&self) -> DataSource {
        DataSource::None
    }

    fn request(&self) -> MappingTemplate {
        let output = "{ \"version\": \"2018-05-29\", \"payload\": {} }\n";
        response(String::new(), output)
    }

    fn response(&self) -> MappingTemplate {
        response(render(self) + "\n", "null\n")
    }
}
