//! `@stateMachine`: a field that a state machine of AWS Step Functions resolves.

mod announce;
mod arguments;
mod check;
mod codes;
mod definition;
mod deploy;
mod execution;
mod flow;
mod machine;
mod request;

use std::collections::BTreeMap;
use std::sync::Arc;

use burgeon_core::infrastructure::{Infrastructure, Usage};
use burgeon_core::resolver::{self, Slot, Step};
use burgeon_core::schema::Schema;
use burgeon_core::{Api, Code, Declaring, Diagnostic, Expanding, Transformer};

use crate::custom_field::{self, CustomField, place_of};
use amazon_states_language::shape::Flow;
use arguments::{Action, Arguments, Mode};
use definition::Read;
use request::{Answer, MachineCall};

/// The transformer of `@stateMachine`.
#[derive(Debug, Clone, Copy)]
pub struct StateMachineTransformer;

const DIRECTIVE: &str = "stateMachine";

impl Transformer for StateMachineTransformer {
    fn name(&self) -> &'static str {
        DIRECTIVE
    }

    fn definitions(&self) -> &'static str {
        include_str!("directive.graphql")
    }

    fn documentation(&self) -> &'static str {
        include_str!("stateMachine.md")
    }

    fn codes(&self) -> &'static [&'static Code] {
        codes::ALL
    }

    fn files(&self, schema: &Schema) -> Vec<String> {
        uses(schema)
            .into_iter()
            .filter_map(|(_, arguments)| Some(arguments.ok()?.definition))
            .collect()
    }

    fn declare(&self, api: &mut Declaring<'_>) {
        api.report_all(custom_field::on_interfaces(&api.schema, DIRECTIVE));
        let mut paths = BTreeMap::new();
        for (field, arguments) in uses(&api.schema) {
            match arguments {
                Ok(arguments) => declare(api, &field, &arguments, &mut paths),
                Err(fault) => api.report(fault),
            }
        }
    }

    fn expand(&self, api: &mut Expanding<'_>) {
        for (field, arguments) in uses(&api.schema) {
            let Ok(arguments) = arguments else { continue };
            let Ok(read) = definition::read(api, &arguments.definition, arguments.mode, None)
            else {
                continue;
            };
            check_flow(api, &field, &arguments, &read);
            if arguments.mode == Mode::Standard {
                check::check_unresolved_fields(api, &field);
            }
            if arguments.action == Action::Announce {
                announce::add(api, &field, &read.name);
            }
        }
    }

    fn deploy(&self, api: &Api, usage: &Usage, infrastructure: &mut Infrastructure) {
        deploy::machines(api, infrastructure);
        deploy::data_sources(api, usage, infrastructure);
    }
}

/// The fields with the directive, which a field has at most once, and its arguments.
fn uses(schema: &Schema) -> Vec<(CustomField, Result<Arguments, Diagnostic>)> {
    let arguments = |field: CustomField| {
        let arguments = Arguments::read(field.directives.first()?);
        Some((field, arguments))
    };
    custom_field::all(schema, DIRECTIVE).into_iter().filter_map(arguments).collect()
}

/// Resolves a field with a machine. `paths` holds the definitions so far, by their machines' names.
fn declare(
    api: &mut Declaring<'_>,
    field: &CustomField,
    arguments: &Arguments,
    paths: &mut BTreeMap<String, String>,
) {
    let place = field.directives.first().and_then(|directive| place_of(directive, "definition"));
    let is_fit = check::field(api, field, arguments);
    let read = definition::read(api, &arguments.definition, arguments.mode, place);
    if arguments.action == Action::Announce {
        announce::check(api, field);
    }
    let read = match read {
        Ok(read) => read,
        Err(faults) => return api.report_all(faults),
    };
    if arguments.action == Action::Announce {
        announce::declare(api, field);
    }
    // Some file systems ignore case.
    let name = read.name.to_lowercase();
    let path = paths.entry(name).or_insert_with(|| arguments.definition.clone());
    if *path != arguments.definition {
        let message = format!("`{path}` and `{}` are machines of one name", arguments.definition);
        api.report(
            Diagnostic::error(&codes::SAME_NAME, message)
                .at_node(place, format!("is called `{}`, too", read.name))
                .help("rename one of the files"),
        );
        return;
    }
    if let Err(faults) = definition::add(api, &read, arguments.mode, arguments.request()) {
        return api.report_all(faults);
    }
    let answer = match (arguments.action, arguments.mode) {
        (Action::Start, Mode::Express) => Some(Answer::Output),
        (Action::Announce, _) => check::execution(api, field).map(Answer::Ended),
        _ => check::execution(api, field).map(Answer::Execution),
    };
    let Some(answer) = answer.filter(|_| is_fit) else { return };
    let call = MachineCall {
        machine: read.name,
        request: arguments.request(),
        arguments: field.field.arguments.iter().map(|argument| argument.name.clone()).collect(),
        answer,
    };
    field.declare_resolver(api, [Step::new(Slot::Data, resolver::Action::Request(Arc::new(call)))]);
}

/// Compares the input that the machine reads with the field's arguments, and its output with the
/// type of the field, or of the field `output` of that type.
fn check_flow(api: &mut Expanding<'_>, field: &CustomField, arguments: &Arguments, read: &Read) {
    let flow = Flow::of(&read.definition);
    if arguments.action == Action::Start {
        flow::input(api, field, &flow, &read.source);
    }
    let ty = match arguments.mode {
        Mode::Express => Some(field.field.ty.clone()),
        Mode::Standard => execution::output_type(&field.field.ty, &api.schema),
    };
    if let Some(ty) = ty {
        flow::output(api, field, arguments.action == Action::Start, &ty, &flow);
    }
}
