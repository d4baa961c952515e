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
use burgeon_core::infrastructure::StackFragment;
use burgeon_core::settings::{MachineLogLevel, StateMachines};

use crate::emit::state_machines;

/// The stack's name. No GraphQL name has a hyphen in it, so that it is never a model's.
pub(super) const STACK: &str = "state-machines";

/// How the definitions are reached from the stack's template.
const OUTPUT: &str = "../";

/// A fragment for each machine.
pub(super) fn fragments(api: &Api) -> Vec<StackFragment> {
    let settings = &api.settings.state_machines;
    api.state_machines.iter().map(|(name, machine)| fragment(name, machine, settings)).collect()
}

fn fragment(name: &str, machine: &StateMachine, settings: &StateMachines) -> StackFragment {
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
    let kind = if machine.express { "EXPRESS" } else { "STANDARD" };
    let described = Resource::new("AWS::StepFunctions::StateMachine")
        .property("StateMachineName", machine_name(name))
        .property("StateMachineType", kind)
        .property("DefinitionS3Location", format!("{OUTPUT}{}", state_machines::path(name)))
        .optional("DefinitionSubstitutions", (!substitutions.is_empty()).then_some(substitutions))
        .property("RoleArn", Value::get_att(&role, "Arn"))
        .optional("LoggingConfiguration", is_logged.then(|| logging(&log, settings)))
        .optional("TracingConfiguration", settings.x_ray.then(|| map! { "Enabled" => true }));
    fragment.resources.push((id.clone(), described));
    if let Some(alarms) = &settings.alarms {
        alarms::add(&mut fragment, &id, alarms);
    }
    for announcement in &machine.announcements {
        announcement::add(&mut fragment, &id, announcement);
    }
    fragment
}

fn machine_name(name: &str) -> Value {
    Value::sub(format!("${{ApiId}}-{name}"))
}

/// What the placeholders of the definition stand for.
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
