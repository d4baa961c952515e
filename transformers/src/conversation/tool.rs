//! The tools that a directive offers to its language model.

use apollo_compiler::Node;
use apollo_compiler::ast::{Directive, Value};
use apollo_compiler::parser::SourceSpan;
use burgeon_core::Diagnostic;
use burgeon_core::arguments::input;
use serde::Deserialize;

use super::codes;

/// Characters that a tool's name may have.
///
/// Source of truth: Amazon Bedrock's API reference, `ToolSpecification`.
const MAX_NAME: usize = 64;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Given {
    name: String,
    description: String,
    query_name: Option<String>,
    model_name: Option<String>,
    model_operation: Option<String>,
}

/// A query that a language model may call.
#[derive(Debug, Clone)]
pub(super) struct Tool {
    /// Its name for the model.
    pub(super) name: String,
    /// Its description for the model.
    pub(super) description: String,
    /// Its query.
    pub(super) query: ToolQuery,
    /// Its location in the schema.
    pub(super) span: Option<SourceSpan>,
}

/// The query of a tool.
#[derive(Debug, Clone)]
pub(super) enum ToolQuery {
    /// By a query, with arguments.
    Query(String),
    /// In the list of a model type.
    List(String),
}

impl Tool {
    /// The tools of a directive. Invalid ones are reported.
    pub(super) fn read_all(directive: &Node<Directive>, faults: &mut Vec<Diagnostic>) -> Vec<Self> {
        let given = directive.specified_argument_by_name("tools");
        let values: &[Node<Value>] = match given.map(|value| &**value) {
            Some(Value::List(values)) => values,
            // GraphQL coerces a single value to a list of one.
            Some(Value::Object(_)) => given.map_or(&[], std::slice::from_ref),
            _ => &[],
        };
        let mut tools: Vec<Self> = Vec::new();
        for value in values {
            let given: Given = match input(value) {
                Ok(given) => given,
                Err(fault) => {
                    faults.push(fault);
                    continue;
                }
            };
            let span = value.location();
            faults.extend(name_fault(&given.name, span));
            if let Some(other) = tools.iter().find(|other| other.name == given.name) {
                faults.push(
                    Diagnostic::error(
                        &codes::TOOL,
                        format!("two tools are called `{}`", other.name),
                    )
                    .at_node(span, "this one")
                    .at_node(other.span, "and this one")
                    .help("give one of them another name"),
                );
            }
            if given.description.trim().is_empty() {
                let message = format!("the tool `{}` has no description", given.name);
                faults.push(
                    Diagnostic::error(&codes::TOOL, message)
                        .at_node(span, "no description")
                        .help("describe the tool for the model"),
                );
            }
            let query = match (given.query_name, given.model_name, given.model_operation) {
                (Some(query), None, None) => ToolQuery::Query(query),
                (None, Some(model), Some(_)) => ToolQuery::List(model),
                _ => {
                    let message = format!("the tool `{}` has no query", given.name);
                    faults.push(
                        Diagnostic::error(&codes::TOOL, message)
                            .at_node(span, "names a query, or a model and an operation")
                            .help(
                                "write `queryName: \"…\"`, or `modelName: \"…\"` with \
                                 `modelOperation: list`",
                            ),
                    );
                    continue;
                }
            };
            tools.push(Self { name: given.name, description: given.description, query, span });
        }
        tools
    }
}

fn name_fault(name: &str, span: Option<SourceSpan>) -> Option<Diagnostic> {
    let is_name = name.len() <= MAX_NAME
        && name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    (!is_name).then(|| {
        Diagnostic::error(&codes::TOOL, format!("`{name}` cannot be the name of a tool"))
            .at_node(span, "a tool with this name")
            .help("use letters, digits and `_`, a letter first, 64 at most")
    })
}
