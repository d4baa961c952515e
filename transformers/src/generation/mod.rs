//! `@generation`: a field whose value a language model writes.

mod codes;
mod converse;

use std::sync::Arc;

use burgeon_core::arguments::arguments_or_fault;
use burgeon_core::resolver::{Action, Slot, Step};
use burgeon_core::schema::Schema;
use burgeon_core::{Code, Declaring, Diagnostic, Expanding, Transformer};
use serde::Deserialize;

use crate::custom_field::{self, CustomField};
use crate::json_schema::{self, Fault};
use crate::language_model::{Inference, model_fault};
use crate::requirements::requires_query;
use converse::Converse;

/// The transformer of `@generation`.
#[derive(Debug, Clone, Copy)]
pub struct GenerationTransformer;

const DIRECTIVE: &str = "generation";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Arguments {
    ai_model: String,
    system_prompt: String,
    inference_configuration: Option<Inference>,
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

    fn declare(&self, api: &mut Declaring<'_>) {
        api.report_all(custom_field::on_interfaces(&api.schema, DIRECTIVE));
        for field in custom_field::all(&api.schema, DIRECTIVE) {
            if let Err(faults) = read(&api.schema, &field) {
                api.report_all(faults);
            }
        }
    }

    /// The request also describes fields that other transformers added.
    fn expand(&self, api: &mut Expanding<'_>) {
        for field in custom_field::all(&api.schema, DIRECTIVE) {
            match read(&api.schema, &field) {
                Ok(converse) => {
                    let action = Action::Request(Arc::new(converse));
                    field.add_resolver(api, [Step::new(Slot::Data, action)]);
                }
                Err(faults) => api.report_all(faults),
            }
        }
    }
}

fn read(schema: &Schema, field: &CustomField) -> Result<Converse, Vec<Diagnostic>> {
    let Some(directive) = field.directives.first() else { return Err(vec![]) };
    let given: Arguments =
        arguments_or_fault(directive, &codes::MODEL).map_err(|fault| vec![fault])?;
    let mut faults = Vec::new();
    faults.extend(requires_query(&codes::NO_QUERY, schema, field, directive));
    faults.extend(model_fault(&codes::MODEL, directive, &given.ai_model));
    let inference = given.inference_configuration.unwrap_or_default();
    faults.extend(inference.faults(&codes::INFERENCE, directive));
    let ty = &field.field.ty;
    match json_schema::for_type(schema, ty) {
        Ok(written) if faults.is_empty() => Ok(Converse {
            model: given.ai_model,
            prompt: given.system_prompt,
            inference: inference.given(),
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

fn type_fault(field: &CustomField, fault: Fault) -> Diagnostic {
    let (code, message, help) = match fault {
        Fault::Unknown(name) => (
            &codes::TYPE,
            format!("`{name}` has no JSON Schema"),
            "use scalars, enums, and objects of them".to_owned(),
        ),
        Fault::Recursive(name) => (
            &codes::TYPE,
            format!("`{name}` contains itself"),
            format!("return another type, without the fields that lead back to `{name}`"),
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
