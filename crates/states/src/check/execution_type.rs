//! Checks that depend on the execution type.

use crate::definition::{ExecutionType, Kind, Machine};
use crate::fault::Problem;
use crate::integration::{Integration, Pattern, identify};

/// Reports what executions of a type do not support.
///
/// Source of truth: Step Functions' developer guide, "Choosing workflow type".
pub(crate) fn check(machine: &Machine, kind: ExecutionType) -> Vec<Problem> {
    let mut problems = Vec::new();
    match kind {
        ExecutionType::Express => express(machine, &mut problems),
        ExecutionType::Standard => standard(machine, &mut problems),
    }
    problems
}

/// Executions for the items of a map may be of another type.
fn standard(machine: &Machine, problems: &mut Vec<Problem>) {
    for state in machine.states.values() {
        match &state.kind {
            Kind::Map(map) if map.distributed == Some(ExecutionType::Express) => {
                express(&map.processor, problems);
            }
            kind => kind.machines().iter().for_each(|inner| standard(inner, problems)),
        }
    }
}

fn express(machine: &Machine, problems: &mut Vec<Problem>) {
    for state in machine.states.values() {
        let cannot = match &state.kind {
            Kind::Task(task) => match identify(&task.resource, &task.span) {
                Ok(Integration::Activity(_)) => Some(("call activities", &task.span)),
                Ok(integration) if integration.pattern() != Pattern::RequestResponse => {
                    Some(("wait for a job or a callback", &task.span))
                }
                _ => None,
            },
            Kind::Map(map) if map.distributed.is_some() => {
                Some(("start executions for items", &state.span))
            }
            _ => None,
        };
        problems.extend(cannot.map(|(what, span)| {
            Problem::new(
                "states::express",
                format!("executions of type EXPRESS cannot {what}"),
                span,
            )
            .label("takes an execution of type STANDARD")
            .help("run the machine as STANDARD, or do this in another one")
        }));
        state.kind.machines().iter().for_each(|machine| express(machine, problems));
    }
}
