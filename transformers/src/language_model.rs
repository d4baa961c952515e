//! The arguments of directives that configure a language model.

use apollo_compiler::Node;
use apollo_compiler::ast::Directive;
use burgeon_core::{Code, Diagnostic};
use serde::Deserialize;
use serde_json::{Map, Value as Json};

use crate::bedrock::is_model_id;
use crate::custom_field::place_of;

/// The sampling parameters of the model, from the argument `inferenceConfiguration`.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(transparent)]
pub(crate) struct Inference(Map<String, Json>);

impl Inference {
    /// The configuration, without null values.
    pub(crate) fn given(&self) -> Map<String, Json> {
        let given = self.0.iter().filter(|(_, value)| !value.is_null());
        given.map(|(name, value)| (name.clone(), value.clone())).collect()
    }

    /// The errors of the arguments.
    ///
    /// Source of truth: Amazon Bedrock's API reference, `InferenceConfiguration`.
    pub(crate) fn faults(
        &self,
        code: &'static Code,
        directive: &Node<Directive>,
    ) -> Vec<Diagnostic> {
        let given = self.given();
        let wrong = given.iter().filter(|(name, value)| !is_in_range(name, value));
        let fault = |(name, value): (&String, &Json)| {
            let help = if name == "maxTokens" { "write 1 or more" } else { "write 0 to 1" };
            Diagnostic::error(code, format!("`{name}` cannot be {value}"))
                .at_node(place_of(directive, "inferenceConfiguration"), "invalid value")
                .help(help)
        };
        wrong.map(fault).collect()
    }
}

/// The fault of an argument `aiModel` that is not the id of a model.
pub(crate) fn model_fault(
    code: &'static Code,
    directive: &Node<Directive>,
    model: &str,
) -> Option<Diagnostic> {
    (!is_model_id(model)).then(|| {
        Diagnostic::error(code, format!("invalid model id `{model}`"))
            .at_node(place_of(directive, "aiModel"), "not the id of a model in Amazon Bedrock")
            .help("write it as Bedrock does: `anthropic.claude-3-haiku-20240307-v1:0`")
    })
}

fn is_in_range(name: &str, value: &Json) -> bool {
    match (name, value.as_f64()) {
        ("maxTokens", Some(value)) => value >= 1.0,
        (_, Some(value)) => (0.0..=1.0).contains(&value),
        (_, None) => false,
    }
}
