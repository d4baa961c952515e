//! State machines, each with its role, its log and its alarms, in one stack.
//!
//! A machine's name begins with the API's id, which makes its ARN known to the templates that start
//! it, and to its own role.
//!
//! Source of truth: CloudFormation's resource reference, `AWS::StepFunctions::StateMachine`.

mod alarms;
mod completion_rule;
mod role;

use burgeon_cloudformation::{LogicalId, Map, Resource, Value, list, map};
use burgeon_core::Api;
use burgeon_core::api::HttpEndpoint;
use burgeon_core::infrastructure::{
    self, ASSETS, Connection, Infrastructure, StackFragment, Usage,
};
use burgeon_core::settings::{self, MachineLogLevel};

use super::machine::{MachineRequest, StateMachine, StateMachines, Substitution};

/// The stack of all machines.
const STACK: &str = "state-machines";

/// Deploys every machine with its definition.
pub(super) fn machines(api: &Api, infrastructure: &mut Infrastructure) {
    for (name, machine) in all(api) {
        infrastructure.add_fragment(fragment(name, machine, &api.settings.state_machines));
        let StateMachine { kind, definition, .. } = machine;
        let deployed = infrastructure::StateMachine { kind: *kind, definition: definition.clone() };
        infrastructure.add_state_machine(name, deployed);
    }
}

/// Deploys the data sources that resolvers send requests about machines to.
pub(super) fn data_sources(api: &Api, usage: &Usage, infrastructure: &mut Infrastructure) {
    for (name, machine) in all(api) {
        for request in &machine.requests {
            data_source(name, *request, usage, infrastructure);
        }
    }
}

fn data_source(
    machine: &str,
    request: MachineRequest,
    usage: &Usage,
    infrastructure: &mut Infrastructure,
) {
    let source = request.data_source(machine);
    let Some(used) = usage.for_data_source(&source) else { return };
    let Some(mut fragment) = StackFragment::for_data_source(&source) else { return };
    let origin = request.origin();
    fragment.note_variables(origin);
    // Synchronous executions have a separate host. Requests to it are signed like others.
    let endpoint = HttpEndpoint { origin: origin.to_owned(), signed_for: Some("states") };
    fragment.add_data_source(&source, Connection::http(&endpoint), used);
    infrastructure.add_fragment(fragment);
    let facts = [("endpoint", origin), ("stateMachine", machine)];
    infrastructure.describe_data_source(&source, &facts);
}

fn all(api: &Api) -> impl Iterator<Item = (&String, &StateMachine)> {
    api.extensions.get().into_iter().flat_map(|StateMachines(machines)| machines)
}

fn fragment(
    name: &str,
    machine: &StateMachine,
    settings: &settings::StateMachines,
) -> StackFragment {
    let mut fragment = StackFragment::new(format!("state-machine/{name}"), STACK);
    let id = LogicalId::from_name(name).suffixed("StateMachine");
    let substitutions = substitutions(&mut fragment, machine);
    let role = id.suffixed("Role");
    let is_logged = settings.log_level != MachineLogLevel::Off;
    let allowed = role::Allowed { machine, name, substitutions: &substitutions, is_logged };
    fragment.resources.push((role.clone(), allowed.role(settings.x_ray)));
    let log = id.suffixed("Log");
    if is_logged {
        fragment.resources.push((log.clone(), log_group(name, settings)));
    }
    let described = Resource::new("AWS::StepFunctions::StateMachine")
        .property("StateMachineName", machine_name(name))
        .property("StateMachineType", machine.kind.word())
        .property(
            "DefinitionS3Location",
            format!("{ASSETS}{}", infrastructure::StateMachine::path(name)),
        )
        .optional("DefinitionSubstitutions", (!substitutions.is_empty()).then_some(substitutions))
        .property("RoleArn", Value::get_att(&role, "Arn"))
        .optional("LoggingConfiguration", is_logged.then(|| logging(&log, settings)))
        .optional("TracingConfiguration", settings.x_ray.then(|| map! { "Enabled" => true }));
    fragment.resources.push((id.clone(), described));
    if let Some(alarms) = &settings.alarms {
        alarms::add(&mut fragment, &id, alarms);
    }
    for completion in &machine.completions {
        completion_rule::add(&mut fragment, &id, completion);
    }
    fragment
}

fn machine_name(name: &str) -> Value {
    Value::sub(format!("${{ApiId}}-{name}"))
}

/// The values of the definition's placeholders.
fn substitutions(fragment: &mut StackFragment, machine: &StateMachine) -> Map {
    let mut values = Map::new();
    for (name, meant) in &machine.substitutions {
        let value = match meant {
            Substitution::Function(function) => fragment.function_arn(function),
            Substitution::Text(text) => fragment.fill_in(text),
        };
        values.insert(name.clone(), value);
    }
    values
}

/// The log. Of groups with this prefix, Step Functions' own policy for logs does not grow.
fn log_group(name: &str, settings: &settings::StateMachines) -> Resource {
    Resource::new("AWS::Logs::LogGroup")
        .property("LogGroupName", Value::sub(format!("/aws/vendedlogs/states/${{ApiId}}-{name}")))
        .property("RetentionInDays", i64::from(settings.retention_days))
}

fn logging(log: &LogicalId, settings: &settings::StateMachines) -> Map {
    let group = map! { "LogGroupArn" => Value::get_att(log, "Arn") };
    map! {
        "Level" => match settings.log_level {
            MachineLogLevel::Off => "OFF",
            MachineLogLevel::Fatal => "FATAL",
            MachineLogLevel::Error => "ERROR",
            MachineLogLevel::All => "ALL",
        },
        "IncludeExecutionData" => settings.log_execution_data,
        "Destinations" => list![map! { "CloudWatchLogsLogGroup" => group }],
    }
}
