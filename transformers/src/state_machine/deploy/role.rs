//! The role in which a machine works.

use burgeon_cloudformation::iam::{Policy, Statement};
use burgeon_cloudformation::{Map, Resource, Value};
use burgeon_core::infrastructure::role;

use crate::state_machine::machine::StateMachine;

/// The actions for writing logs. CloudWatch Logs does not restrict them to resources.
///
/// Source of truth: Step Functions' developer guide, "IAM policies for logging to CloudWatch Logs".
const LOGS: [&str; 8] = [
    "logs:CreateLogDelivery",
    "logs:DeleteLogDelivery",
    "logs:DescribeLogGroups",
    "logs:DescribeResourcePolicies",
    "logs:GetLogDelivery",
    "logs:ListLogDeliveries",
    "logs:PutResourcePolicy",
    "logs:UpdateLogDelivery",
];

/// The actions for tracing. X-Ray does not restrict them to resources.
///
/// Source of truth: Step Functions' developer guide, "IAM policies for X-Ray".
const X_RAY: [&str; 4] = [
    "xray:GetSamplingRules",
    "xray:GetSamplingTargets",
    "xray:PutTelemetryRecords",
    "xray:PutTraceSegments",
];

/// The needs of a machine's role.
pub(super) struct Allowed<'a> {
    pub(super) machine: &'a StateMachine,
    pub(super) name: &'a str,
    /// The values of its definition's placeholders.
    pub(super) substitutions: &'a Map,
    pub(super) is_logged: bool,
}

impl Allowed<'_> {
    /// The role.
    pub(super) fn role(&self, is_traced: bool) -> Resource {
        let tasks = self.machine.statements.iter().filter_map(|(actions, resources)| {
            let resources = resources.iter().map(|resource| self.resource(resource));
            Statement::allow_listed_matching(actions.iter().map(String::as_str), resources)
        });
        let logs = self.is_logged.then(|| Statement::allow_matching(LOGS, ["*"]));
        let traces = is_traced.then(|| Statement::allow_matching(X_RAY, ["*"]));
        let policy: Policy = tasks.chain(logs).chain(traces).collect();
        role("states.amazonaws.com", "StateMachine", policy)
    }

    /// A resource with everything filled in that is known by the stack.
    fn resource(&self, text: &str) -> Value {
        let machine = format!("{}-{}", StateMachine::ARN_PREFIX, self.name);
        let executions = machine.replace(":stateMachine:", ":execution:");
        let text = text
            .replace(StateMachine::SELF, &machine)
            .replace(StateMachine::EXECUTIONS, &format!("{executions}/*"));
        let mut named = Map::new();
        for (name, value) in self.substitutions.iter() {
            let placeholder = format!("${{{name}}}");
            if text == placeholder {
                return value.clone();
            }
            if text.contains(&placeholder) {
                named.insert(name.to_owned(), value.clone());
            }
        }
        match (named.is_empty(), text.contains("${")) {
            (true, false) => Value::from(text),
            (true, true) => Value::sub(text),
            (false, _) => Value::sub_with(text, named),
        }
    }
}
