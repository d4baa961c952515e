//! The event of the function that answers.

use askama::Template;
use burgeon_core::Api;
use burgeon_core::api::DataSource;
use burgeon_core::deployment::Variable;
use burgeon_core::names::pascal_case;
use burgeon_core::resolver::{MappingTemplate, Needs, Request};
use burgeon_core::vtl::Expression;
use serde_json::{Map, Value as Json, json};

use super::arguments::Arguments;
use super::deploy;
use super::names::Names;
use burgeon_core::mapping_template::request;

/// The type of the chunks of an answer, and the selection of one.
const PART: &str = "AmplifyAIConversationMessageStreamPart";
const SELECTION: [(&str, &str); 12] = [
    ("associatedUserMessageId", ""),
    ("contentBlockDeltaIndex", ""),
    ("contentBlockDoneAtIndex", ""),
    ("contentBlockIndex", ""),
    ("contentBlockText", ""),
    ("contentBlockToolUse", " { toolUseId name input }"),
    ("conversationId", ""),
    ("id", ""),
    ("stopReason", ""),
    ("owner", ""),
    ("errors", " { errorType message }"),
    ("p", ""),
];

/// Invokes the function asynchronously.
///
/// Source of truth: the type `ConversationTurnEvent` of the npm package
/// `@aws-amplify/ai-constructs`, version 1 of the event.
#[derive(Debug, Template)]
#[template(path = "conversation/invoke.vtl", escape = "none")]
pub(super) struct Invoke {
    /// The function.
    source: DataSource,
    /// The constant part of the event.
    event: Json,
}

impl Invoke {
    /// The invocation for a message in a conversation.
    pub(super) fn new(api: &Api, arguments: &Arguments, names: &Names, tools: Json) -> Self {
        let source = match &arguments.function {
            Some(function) => DataSource::Function(function.clone()),
            None => deploy::data_source(&names.word),
        };
        let mut model = json!({ "modelId": arguments.model, "systemPrompt": arguments.prompt });
        let inference = arguments.inference.given();
        if !inference.is_empty() {
            model["inferenceConfiguration"] = Json::Object(inference);
        }
        let mut tools_configuration = Map::new();
        if tools.as_array().is_some_and(|tools| !tools.is_empty()) {
            tools_configuration.insert("dataTools".to_owned(), tools);
        }
        let queries = api.models.get(&names.message).map(|model| &model.queries);
        let filter = pascal_case(&["model", &names.message, "filterInput"]);
        let event = json!({
            "responseMutation": {
                "name": names.stream.as_str(),
                "inputTypeName": names.stream_input.as_str(),
                "selectionSet": selection(api),
            },
            "modelConfiguration": model,
            "messageHistoryQuery": {
                "getQueryName": queries.and_then(|queries| queries.get.as_deref()),
                "getQueryInputTypeName": "ID",
                "listQueryName": queries.and_then(|queries| queries.list.as_deref()),
                "listQueryInputTypeName": filter.as_str(),
            },
            "toolsConfiguration": tools_configuration,
            "streamResponse": true,
        });
        Self { source, event }
    }

    fn event(&self) -> Expression {
        Expression::literal(&self.event)
    }
}

/// The selection of a chunk of an answer: all fields of the schema's type.
fn selection(api: &Api) -> String {
    let fields = api.schema.get_object(PART).map(|part| &part.fields);
    let is_there = |field: &str| fields.is_some_and(|fields| fields.contains_key(field));
    let selected =
        SELECTION.into_iter().filter(|(field, _)| is_there(field)).map(|(field, inner)| {
            let is_object = fields
                .and_then(|fields| fields.get(field))
                .is_some_and(|field| api.schema.get_object(field.ty.inner_named_type()).is_some());
            format!("{field}{}", if is_object { inner } else { "" })
        });
    selected.collect::<Vec<_>>().join(" ")
}

impl Request for Invoke {
    fn data_source(&self) -> DataSource {
        self.source.clone()
    }

    fn request(&self) -> MappingTemplate {
        request(self)
    }

    /// The message is already stored, even if the function cannot be invoked.
    fn response(&self) -> MappingTemplate {
        let statements =
            "#if( $ctx.error )\n  $util.appendError($ctx.error.message, $ctx.error.type)\n#end\n";
        MappingTemplate {
            statements: statements.to_owned(),
            output: "$util.toJson($ctx.prev.result)\n".to_owned(),
        }
    }

    fn needs(&self) -> Needs {
        Needs { variables: [Variable::Endpoint].into(), ..Needs::default() }
    }
}
