//! State machines, each with its role, its log and its alarms, in a stack of their own.
//!
//! A machine's name begins with the API's id, so that its ARN is known wherever that is: to the
//! templates that start it, and to its own role.
//!
//! Source of truth: CloudFormation's resource reference, `AWS::StepFunctions::StateMachine`.

mod alarms;
mod announcement;
mod role;

use burgeon_cloudformation::{LogicalId, Map, Resource, Value, list, map};
use burgeon_core::Api;
use burgeon_core::api::{StateMachine, Substitution};
use burgeon_core::settings::{MachineLogLevel, StateMachines};

use super::api_attribute::ApiAttribute;
use super::environment;
use super::part::Part;
use super::sources;

/// The stack's name. No GraphQL name has a hyphen in it, so that it is never a model's.
pub(super) const STACK: &str = "state-machines";

/// How the definitions are reached from the stack's template.
const OUTPUT: &str = "../";

/// A part for each machine.
pub(super) fn parts(api: &Api) -> Vec<Part> {
    let settings = &api.settings.state_machines;
    api.state_machines.iter().map(|(name, machine)| part(name, machine, settings)).collect()
}

fn part(name: &str, machine: &StateMachine, settings: &StateMachines) -> Part {
    let is_announced = !machine.announcements.is_empty();
    let mut part = Part::new(format!("state-machine/{name}"), STACK);
    part.api = is_announced.then_some(ApiAttribute::EndpointArn).into_iter().collect();
    let id = LogicalId::from_name(name).suffixed("StateMachine");
    let substitutions = substitutions(&mut part, machine);
    let role = id.suffixed("Role");
    let is_logged = settings.log_level != MachineLogLevel::Off;
    let allowed = role::Allowed { machine, name, substitutions: &substitutions, is_logged };
    part.resources.push((role.clone(), allowed.role(settings.x_ray)));
    let log = id.suffixed("Log");
    if is_logged {
        part.resources.push((log.clone(), log_group(name, settings)));
    }
    let kind = if machine.express { "EXPRESS" } else { "STANDARD" };
    let described = Resource::new("AWS::StepFunctions::StateMachine")
        .property("StateMachineName", machine_name(name))
        .property("StateMachineType", kind)
        .property(
            "DefinitionS3Location",
            format!("{OUTPUT}{}", burgeon_compilation::StateMachine::path(name)),
        )
        .optional("DefinitionSubstitutions", (!substitutions.is_empty()).then_some(substitutions))
        .property("RoleArn", Value::get_att(&role, "Arn"))
        .optional("LoggingConfiguration", is_logged.then(|| logging(&log, settings)))
        .optional("TracingConfiguration", settings.x_ray.then(|| map! { "Enabled" => true }));
    part.resources.push((id.clone(), described));
    if let Some(alarms) = &settings.alarms {
        alarms::add(&mut part, &id, alarms);
    }
    for announcement in &machine.announcements {
        announcement::add(&mut part, &id, announcement);
    }
    part
}

fn machine_name(name: &str) -> Value {
    Value::sub(format!("${{ApiId}}-{name}"))
}

/// What the placeholders of the definition stand for.
fn substitutions(part: &mut Part, machine: &StateMachine) -> Map {
    let mut values = Map::new();
    for (name, meant) in &machine.substitutions {
        let value = match meant {
            Substitution::Function(function) => sources::arn(part, function),
            Substitution::Text(text) => {
                part.environment = part.environment.max(environment::used_by(text));
                environment::filled_in(text)
            }
        };
        values.insert(name.clone(), value);
    }
    values
}

/// The log. Of groups with this prefix, Step Functions' own policy for logs does not grow.
fn log_group(name: &str, settings: &StateMachines) -> Resource {
    Resource::new("AWS::Logs::LogGroup")
        .property("LogGroupName", Value::sub(format!("/aws/vendedlogs/states/${{ApiId}}-{name}")))
        .property("RetentionInDays", i64::from(settings.retention_days))
}

fn logging(log: &LogicalId, settings: &StateMachines) -> Map {
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
