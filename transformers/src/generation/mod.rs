//! `@generation`: a field whose value a language model writes.

mod codes;
mod converse;
mod json_schema;

use std::sync::Arc;

use burgeon_core::arguments::arguments;
use burgeon_core::resolver::{Action, Slot, Step};
use burgeon_core::schema::Schema;
use burgeon_core::{Api, Code, Diagnostic, Transformer};
use serde::Deserialize;
use serde_json::{Map, Value as Json};

use crate::custom_field::{self, CustomField, place_of};
use converse::Converse;
use json_schema::Fault;

/// The transformer of `@generation`.
#[derive(Debug, Clone, Copy)]
pub struct GenerationTransformer;

const DIRECTIVE: &str = "generation";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Arguments {
    ai_model: String,
    system_prompt: String,
    inference_configuration: Option<Map<String, Json>>,
}

impl Transformer for GenerationTransformer {
    fn name(&self) -> &'static str {
        DIRECTIVE
    }

    fn definitions(&self) -> &'static str {
        include_str!("directive.graphql")
    }

    fn documentation(&self) -> &'static str {
        include_str!("generation.md")
    }

    fn codes(&self) -> &'static [&'static Code] {
        codes::ALL
    }

    fn declare(&self, api: &mut Api) {
        custom_field::report_interfaces(api, DIRECTIVE);
        for field in custom_field::all(&api.schema, DIRECTIVE) {
            if let Err(faults) = read(&api.schema, &field) {
                faults.into_iter().for_each(|fault| api.diagnostics.push(fault));
            }
        }
    }

    /// The model is told of the fields that others have added, too.
    fn expand(&self, api: &mut Api) {
        for field in custom_field::all(&api.schema, DIRECTIVE) {
            match read(&api.schema, &field) {
                Ok(converse) => {
                    let action = Action::Request(Arc::new(converse));
                    field.resolve_by(api, [Step::new(Slot::Data, action)]);
                }
                Err(faults) => faults.into_iter().for_each(|fault| api.diagnostics.push(fault)),
            }
        }
    }
}

fn read(schema: &Schema, field: &CustomField) -> Result<Converse, Vec<Diagnostic>> {
    let Some(directive) = field.directives.first() else { return Err(vec![]) };
    let given: Arguments = arguments(directive).map_err(|reason| {
        let fault = Diagnostic::error(&codes::MODEL, format!("`@generation`: {reason}"));
        vec![fault.at_node(directive.location(), "these arguments")]
    })?;
    let mut faults = Vec::new();
    let query = schema.schema_definition.query.as_ref();
    if query.is_none_or(|root| root.name != field.at.ty) {
        faults.push(
            Diagnostic::error(&codes::NO_QUERY, format!("`{}` is no query", field.at))
                .at_node(directive.location(), "has no meaning here")
                .help("move the field to `Query`"),
        );
    }
    if !is_model_id(&given.ai_model) {
        faults.push(
            Diagnostic::error(&codes::MODEL, format!("`{}` is no id of a model", given.ai_model))
                .at_node(place_of(directive, "aiModel"), "an id stands here")
                .help("write it as Bedrock does: `anthropic.claude-3-haiku-20240307-v1:0`"),
        );
    }
    let inference: Map<String, Json> = given.inference_configuration.unwrap_or_default();
    let inference: Map<String, Json> =
        inference.into_iter().filter(|(_, value)| !value.is_null()).collect();
    for (name, value) in inference.iter().filter(|(name, value)| !is_in_range(name, value)) {
        let help = if name == "maxTokens" { "write 1 or more" } else { "write 0 to 1" };
        faults.push(
            Diagnostic::error(&codes::INFERENCE, format!("`{name}` cannot be {value}"))
                .at_node(place_of(directive, "inferenceConfiguration"), "stands here")
                .help(help),
        );
    }
    let ty = &field.field.ty;
    match json_schema::of(schema, ty) {
        Ok(written) if faults.is_empty() => Ok(Converse {
            model: given.ai_model,
            prompt: given.system_prompt,
            inference,
            is_parsed: written.get("type").is_some_and(|ty| ty != "string"),
            schema: written,
        }),
        Ok(_) => Err(faults),
        Err(fault) => {
            faults.push(type_fault(field, fault));
            Err(faults)
        }
    }
}

/// Source of truth: Amazon Bedrock's API reference, `modelId`.
fn is_model_id(text: &str) -> bool {
    let is_in = |b: u8| b.is_ascii_alphanumeric() || b"-.:_".contains(&b);
    text.starts_with(|c: char| c.is_ascii_alphanumeric())
        && text.bytes().all(is_in)
        && !text.contains("..")
}

fn is_in_range(name: &str, value: &Json) -> bool {
    match (name, value.as_f64()) {
        ("maxTokens", Some(value)) => value >= 1.0,
        (_, Some(value)) => (0.0..=1.0).contains(&value),
        (_, None) => false,
    }
}

fn type_fault(field: &CustomField, fault: Fault) -> Diagnostic {
    let (code, message, help) = match fault {
        Fault::Unknown(name) => (
            &codes::TYPE,
            format!("a model cannot be told what a `{name}` is"),
            "use scalars, enums, and objects of them".to_owned(),
        ),
        Fault::Recursive(name) => (
            &codes::TYPE,
            format!("`{name}` holds objects of its own type"),
            format!(
                "give the answer a type of its own, without the fields that lead back to `{name}`"
            ),
        ),
        Fault::Required(name) => (
            &codes::REQUIRED,
            format!("a model cannot be trusted to write a `{name}!`"),
            format!("make it `{name}`, which may be null"),
        ),
    };
    Diagnostic::error(code, message)
        .at_node(field.ty_place(), format!("the answer of `{}`", field.at))
        .help(help)
}
