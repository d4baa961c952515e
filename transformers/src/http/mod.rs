//! `@http`: a field whose value comes from a web service.

mod address;
mod arguments;
mod codes;
mod inputs;
mod request;
mod text;

use std::sync::Arc;

use burgeon_core::resolver::{Action, Slot, Step};
use burgeon_core::{Code, Declaring, Expanding, Transformer};

use crate::custom_field::{self, CustomField, is_named};
use arguments::Arguments;
use inputs::Inputs;
use request::HttpRequest;

/// The transformer of `@http`.
#[derive(Debug, Clone, Copy)]
pub struct HttpTransformer;

const DIRECTIVE: &str = "http";

impl Transformer for HttpTransformer {
    fn name(&self) -> &'static str {
        DIRECTIVE
    }

    fn definitions(&self) -> &'static str {
        include_str!("directive.graphql")
    }

    fn documentation(&self) -> &'static str {
        include_str!("http.md")
    }

    fn codes(&self) -> &'static [&'static Code] {
        codes::ALL
    }

    fn declare(&self, api: &mut Declaring<'_>) {
        api.report_all(custom_field::on_interfaces(&api.schema, DIRECTIVE));
        for field in custom_field::all(&api.schema, DIRECTIVE) {
            match read(&field) {
                Ok(arguments) => {
                    let inputs = Inputs::new(&field, &arguments);
                    api.report_all(inputs::dropped(&field, &inputs));
                    field.declare_resolver(api, [step(&field, arguments, &inputs)]);
                }
                Err(faults) => api.report_all(faults),
            }
        }
    }

    fn expand(&self, api: &mut Expanding<'_>) {
        for field in custom_field::all(&api.schema, DIRECTIVE) {
            if let Ok(arguments) = read(&field) {
                Inputs::new(&field, &arguments).add(api, &field);
            }
        }
    }
}

/// The arguments; a field has the directive at most once.
fn read(field: &CustomField) -> Result<Arguments, Vec<burgeon_core::Diagnostic>> {
    field.directives.first().map_or_else(|| Err(vec![]), Arguments::read)
}

fn step(field: &CustomField, arguments: Arguments, inputs: &Inputs) -> Step {
    let ty = field.field.ty.clone().nullable();
    let request = HttpRequest {
        has_values: inputs.has_values(),
        required: inputs.required(),
        is_text: is_named(&ty, "String") || is_named(&ty, "ID"),
        arguments,
    };
    Step::new(Slot::Data, Action::Request(Arc::new(request)))
}
