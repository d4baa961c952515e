//! `@function`: a field whose value comes from Lambda functions.

mod arguments;
mod codes;
mod event;
mod invoke;

use burgeon_core::resolver::{Action, Slot, Step};
use burgeon_core::{Code, Declaring, Transformer};
use std::sync::Arc;

use crate::custom_field::{self, CustomField};
use arguments::Arguments;
use invoke::Invoke;

/// The transformer of `@function`.
#[derive(Debug, Clone, Copy)]
pub struct FunctionTransformer;

const DIRECTIVE: &str = "function";

impl Transformer for FunctionTransformer {
    fn name(&self) -> &'static str {
        DIRECTIVE
    }

    fn definitions(&self) -> &'static str {
        include_str!("directive.graphql")
    }

    fn documentation(&self) -> &'static str {
        include_str!("function.md")
    }

    fn codes(&self) -> &'static [&'static Code] {
        codes::ALL
    }

    fn declare(&self, api: &mut Declaring<'_>) {
        api.report_all(custom_field::on_interfaces(&api.schema, DIRECTIVE));
        for field in custom_field::all(&api.schema, DIRECTIVE) {
            let mut calls = Vec::new();
            for directive in &field.directives {
                let Some(arguments) = Arguments::read(directive, api.diagnostics_mut()) else {
                    continue;
                };
                calls.push(arguments.looked_up(&api.settings));
            }
            if calls.len() == field.directives.len() {
                event::check(api, &field, &calls);
                field.declare_resolver(api, calls.into_iter().map(|call| step(&field, call)));
            }
        }
    }
}

fn step(field: &CustomField, call: Arguments) -> Step {
    let invoke = Invoke {
        at: field.at.clone(),
        function: call.function,
        event: call.event,
        operation: if call.max_batch_size.is_some() { "BatchInvoke" } else { "Invoke" },
        max_batch_size: call.max_batch_size,
    };
    Step::new(Slot::Data, Action::Request(Arc::new(invoke)))
}
