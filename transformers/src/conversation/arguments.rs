//! The arguments of `@conversation`.

use burgeon_core::api::LambdaFunction;
use burgeon_core::arguments::arguments_or_fault;
use burgeon_core::{Diagnostic, Diagnostics};
use serde::Deserialize;

use super::codes;
use super::tool::Tool;
use crate::custom_field::{CustomField, place_of};
use crate::lambda::is_function_name;
use crate::language_model::{Inference, model_fault};

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Given {
    ai_model: String,
    system_prompt: String,
    function_name: Option<String>,
    handler: Option<Handler>,
    inference_configuration: Option<Inference>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Handler {
    function_name: String,
    event_version: String,
}

/// The arguments of `@conversation`.
#[derive(Debug, Clone)]
pub(super) struct Arguments {
    /// The language model's id.
    pub(super) model: String,
    /// The system prompt.
    pub(super) prompt: String,
    /// Its sampling parameters.
    pub(super) inference: Inference,
    /// A custom function that answers; absent: Burgeon's.
    pub(super) function: Option<LambdaFunction>,
    /// The queries that the model may call.
    pub(super) tools: Vec<Tool>,
}

impl Arguments {
    /// The arguments; `None`, with every fault reported, if one is invalid.
    pub(super) fn read(field: &CustomField, found: &mut Diagnostics) -> Option<Self> {
        let directive = field.directives.first()?;
        let given: Given = match arguments_or_fault(directive, &codes::MODEL) {
            Ok(given) => given,
            Err(fault) => {
                found.push(fault);
                return None;
            }
        };
        let inference = given.inference_configuration.unwrap_or_default();
        let mut faults = inference.faults(&codes::INFERENCE, directive);
        faults.extend(model_fault(&codes::MODEL, directive, &given.ai_model));
        if given.function_name.is_some() && given.handler.is_some() {
            faults.push(
                Diagnostic::error(&codes::HANDLER, "two functions are to answer")
                    .at_node(place_of(directive, "functionName"), "this one")
                    .at_node(place_of(directive, "handler"), "and this one")
                    .help("keep one of `functionName` and `handler`"),
            );
        }
        if let Some(handler) = &given.handler
            && major_version(&handler.event_version) != Some(1)
        {
            let message = format!("unknown event version `{}`", handler.event_version);
            faults.push(
                Diagnostic::error(&codes::HANDLER, message)
                    .at_node(place_of(directive, "handler"), "understood by this function")
                    .help("write `eventVersion: \"1.0\"`"),
            );
        }
        let names = [
            ("functionName", given.function_name),
            ("handler", given.handler.map(|handler| handler.function_name)),
        ];
        let mut function = None;
        for (argument, name) in names {
            let Some(name) = name else { continue };
            if !is_function_name(&name) {
                let message = format!("invalid function name `{name}`");
                faults.push(
                    Diagnostic::error(&codes::HANDLER, message)
                        .at_node(place_of(directive, argument), "invalid name")
                        .help("use letters, digits, `-` and `_`, 64 at most"),
                );
            }
            let (region, account) = (None, None);
            function = Some(LambdaFunction { name, region, account, is_parameter: false });
        }
        let tools = Tool::read_all(directive, &mut faults);
        let is_meant = faults.is_empty();
        faults.into_iter().for_each(|fault| found.push(fault));
        is_meant.then_some(Self {
            model: given.ai_model,
            prompt: given.system_prompt,
            inference,
            function,
            tools,
        })
    }
}

/// The first number of a version.
fn major_version(text: &str) -> Option<u32> {
    let start = text.find(|c: char| c.is_ascii_digit())?;
    let digits = text[start..].split(|c: char| !c.is_ascii_digit()).next()?;
    digits.parse().ok()
}
