//! The names of a conversation's types and operations.

use burgeon_core::Name;
use burgeon_core::names::{capitalized, name};

/// The names of what is added for a conversation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Names {
    /// The conversation in other names: its field with a capital first letter.
    pub(super) word: Name,
    /// The model of conversations.
    pub(super) conversation: Name,
    /// The model of messages.
    pub(super) message: Name,
    /// The mutation that keeps an answer, and its input.
    pub(super) response: Name,
    pub(super) response_input: Name,
    /// The mutation that keeps what has been written of an answer so far, and its input.
    pub(super) stream: Name,
    pub(super) stream_input: Name,
    /// The subscription to answers as they are written.
    pub(super) subscription: Name,
}

impl Names {
    /// The names of the conversation of a field.
    pub(super) fn for_field(field: &Name) -> Self {
        let word = capitalized(field);
        let of = |prefix: &str, suffix: &str| name(&format!("{prefix}{word}{suffix}"));
        Self {
            conversation: of("Conversation", ""),
            message: of("ConversationMessage", ""),
            response: of("createAssistantResponse", ""),
            response_input: of("CreateConversationMessage", "AssistantInput"),
            stream: of("createAssistantResponseStream", ""),
            stream_input: of("CreateConversationMessage", "AssistantStreamingInput"),
            subscription: of("onCreateAssistantResponse", ""),
            word: of("", ""),
        }
    }
}
