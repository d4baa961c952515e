//! The request to a language model.
//!
//! Source of truth: Amazon Bedrock's API reference, `Converse`.

use askama::Template;
use burgeon_core::api::{DataSource, HttpEndpoint};
use burgeon_core::resolver::{MappingTemplate, Needs, Permission, Request};
use burgeon_core::steps::RAISE_ERROR;
use burgeon_core::vtl::Expression;
use serde_json::{Map, Value as Json, json};

use crate::bedrock;
use burgeon_core::mapping_template as template;

/// The name of the tool that the model answers with.
const TOOL: &str = "responseType";

/// Sends the field's arguments to a model, with a single tool whose input is the field's value.
#[derive(Debug, Clone, Template)]
#[template(path = "generation/converse.vtl", escape = "none")]
pub(super) struct Converse {
    /// The model's id.
    pub(super) model: String,
    /// The system prompt.
    pub(super) prompt: String,
    /// Its sampling parameters.
    pub(super) inference: Map<String, Json>,
    /// The JSON Schema of the field's values.
    pub(super) schema: Json,
    /// Whether a string in place of the value is the value as JSON.
    pub(super) is_parsed: bool,
}

impl Converse {
    fn literal_prompt(&self) -> Expression {
        Expression::string(&self.prompt)
    }

    fn inference(&self) -> Option<Expression> {
        let given = !self.inference.is_empty();
        given.then(|| Expression::literal(&Json::Object(self.inference.clone())))
    }

    fn tools(&self) -> Expression {
        // The input of a tool is an object, so the value is wrapped in one.
        let input = json!({
            "type": "object",
            "properties": { "value": self.schema },
            "required": ["value"],
        });
        Expression::literal(&json!({
            "tools": [{ "toolSpec": {
                "name": TOOL,
                "description": "Takes the answer.",
                "inputSchema": { "json": input },
            } }],
            "toolChoice": { "tool": { "name": TOOL } },
        }))
    }
}

impl Request for Converse {
    fn data_source(&self) -> DataSource {
        DataSource::Http(HttpEndpoint {
            origin: "https://bedrock-runtime.${aws_region}.amazonaws.com".to_owned(),
            signed_for: Some("bedrock"),
        })
    }

    fn request(&self) -> MappingTemplate {
        template::request(self)
    }

    fn response(&self) -> MappingTemplate {
        let statements = format!("{RAISE_ERROR}{}", include_str!("answer.vtl"));
        let output = match self.is_parsed {
            true => {
                "#if( $util.isString($value) )\n$util.toJson($util.parseJson($value))\n\
                 #else\n$util.toJson($value)\n#end\n"
            }
            false => "$util.toJson($value)\n",
        };
        MappingTemplate { statements, output: output.to_owned() }
    }

    fn needs(&self) -> Needs {
        let arns = bedrock::arns(&self.model).into_iter();
        let permissions = arns.map(|resource| Permission { action: bedrock::INVOKE, resource });
        Needs { permissions: permissions.collect(), ..Needs::default() }
    }
}
