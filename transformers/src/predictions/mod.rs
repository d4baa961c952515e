//! `@predictions`: a field that is resolved by Rekognition, Translate and Polly.

mod action;
mod codes;
mod request;
mod speech;

use std::sync::Arc;

use apollo_compiler::Node;
use burgeon_core::arguments::{OneOrMany, arguments_or_fault};
use burgeon_core::infrastructure::{Infrastructure, Usage};
use burgeon_core::names::{name, pascal_case};
use burgeon_core::resolver::{Action as StepAction, Slot, Step};
use burgeon_core::schema::{Type, input_object, input_value, named};
use burgeon_core::{Api, Code, Declaring, Diagnostic, Expanding, Name, Transformer};
use serde::Deserialize;

use crate::custom_field::{self, CustomField, place_of};
use crate::requirements::requires_query;
use action::Action;
use request::PredictionsRequest;

/// The transformer of `@predictions`.
#[derive(Debug, Clone, Copy)]
pub struct PredictionsTransformer;

const DIRECTIVE: &str = "predictions";

#[derive(Deserialize)]
struct Arguments {
    actions: OneOrMany<Action>,
}

impl Transformer for PredictionsTransformer {
    fn name(&self) -> &'static str {
        DIRECTIVE
    }

    fn definitions(&self) -> &'static str {
        include_str!("directive.graphql")
    }

    fn documentation(&self) -> &'static str {
        include_str!("predictions.md")
    }

    fn codes(&self) -> &'static [&'static Code] {
        codes::ALL
    }

    fn declare(&self, api: &mut Declaring<'_>) {
        api.report_all(custom_field::on_interfaces(&api.schema, DIRECTIVE));
        for field in custom_field::all(&api.schema, DIRECTIVE) {
            match read(api, &field) {
                Ok(actions) => {
                    let bucket = api.settings.predictions.as_ref().map(|it| it.bucket.clone());
                    field.declare_resolver(api, steps(&actions, bucket.as_deref()));
                }
                Err(faults) => api.report_all(faults),
            }
        }
    }

    fn expand(&self, api: &mut Expanding<'_>) {
        for field in custom_field::all(&api.schema, DIRECTIVE) {
            if let Ok(actions) = read(api, &field) {
                add_arguments(api, &field, &actions);
            }
        }
    }

    fn deploy(&self, _api: &Api, usage: &Usage, infrastructure: &mut Infrastructure) {
        speech::deploy(usage, infrastructure);
    }
}

/// The actions of a field, or all that is wrong.
fn read(api: &Api, field: &CustomField) -> Result<Vec<Action>, Vec<Diagnostic>> {
    let Some(directive) = field.directives.first() else { return Err(vec![]) };
    let place = place_of(directive, "actions");
    let given: Arguments =
        arguments_or_fault(directive, &codes::NO_ACTION).map_err(|fault| vec![fault])?;
    let actions = given.actions.0;
    let mut faults = Vec::new();
    faults.extend(requires_query(&codes::NO_QUERY, &api.schema, field, directive));
    if actions.is_empty() {
        faults.push(
            Diagnostic::error(&codes::NO_ACTION, format!("`{}` has no actions", field.at))
                .at_node(place, "no actions")
                .help("add an action: `actions: [translateText]`"),
        );
    }
    for pair in actions.windows(2) {
        if let [first, second] = pair
            && !first.followers().contains(second)
        {
            let (first, second) = (first.name(), second.name());
            faults.push(
                Diagnostic::error(&codes::ORDER, format!("`{second}` cannot follow `{first}`"))
                    .at_node(place, "these actions")
                    .help("an action takes the result of the one before it"),
            );
        }
    }
    if faults.is_empty() { Ok(actions) } else { Err(faults) }
}

fn steps(actions: &[Action], bucket: Option<&str>) -> Vec<Step> {
    let is_list = is_list(actions);
    let step = |(position, action): (usize, &Action)| {
        let request = PredictionsRequest {
            action: *action,
            is_first: position == 0,
            ends_list: is_list && position + 1 == actions.len(),
            bucket: bucket.map(str::to_owned),
        };
        Step::new(Slot::Data, StepAction::Request(Arc::new(request)))
    };
    actions.iter().enumerate().map(step).collect()
}

fn is_list(actions: &[Action]) -> bool {
    actions.iter().fold(false, |was_list, action| action.gives_list(was_list))
}

/// Sets the argument and the type of the field.
fn add_arguments(api: &mut Expanding<'_>, field: &CustomField, actions: &[Action]) {
    let of = |words: &[&str]| -> Name {
        let words: Vec<&str> = [field.at.field.as_str()].iter().chain(words).copied().collect();
        pascal_case(&words)
    };
    let mut parts = Vec::new();
    for (position, action) in actions.iter().enumerate() {
        let input = of(&[action.name().as_str(), "Input"]);
        parts.push(input_value(action.name(), Type::NonNullNamed(input.clone())));
        field.add_input(api, input_object(input, action.inputs(position == 0)));
    }
    let input = of(&["Input"]);
    field.add_input(api, input_object(input.clone(), parts));
    if let Some(present) = api.field_mut(&field.at) {
        let argument = input_value(name("input"), Type::NonNullNamed(input));
        present.arguments = vec![Node::new(argument)];
        let text = named(name("String"));
        present.ty = if is_list(actions) { Type::List(Box::new(text)) } else { text };
    }
}
