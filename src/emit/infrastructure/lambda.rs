//! Lambda functions that come with the API, each with a log of its own and a role.
//!
//! Source of truth: CloudFormation's resource reference, `AWS::Lambda::Function`.

use burgeon_cloudformation::iam::{Policy, Statement};
use burgeon_cloudformation::{LogicalId, Resource, Value, list, map};

/// A function of the code in a folder, which writes to a log of its own.
pub(super) fn function(
    id: &LogicalId,
    code: &str,
    handler: &str,
    role: &LogicalId,
    seconds: i64,
) -> Resource {
    let log = Value::reference(&id.suffixed("Log"));
    Resource::new("AWS::Lambda::Function")
        .property("Runtime", "python3.13")
        .property("Handler", handler)
        .property("Code", code)
        .property("Timeout", seconds)
        .property("MemorySize", 256)
        .property("LoggingConfig", map! { "LogGroup" => log })
        .property("Role", Value::get_att(role, "Arn"))
}

/// The log of a function, kept for a month.
pub(super) fn log_group(function: &LogicalId) -> (LogicalId, Resource) {
    let group = Resource::new("AWS::Logs::LogGroup").property("RetentionInDays", 30);
    (function.suffixed("Log"), group)
}

/// A role of a service, with a policy of this name; that of a function may write its log.
pub(super) fn role(
    service: &str,
    name: &str,
    statements: Vec<Statement>,
    function: Option<&LogicalId>,
) -> Resource {
    let logs = function.and_then(|function| {
        let log = Value::get_att(&function.suffixed("Log"), "Arn");
        Statement::allow(["logs:CreateLogStream", "logs:PutLogEvents"], [log]).ok()
    });
    let policy: Policy = statements.into_iter().chain(logs).collect();
    let policies = (!policy.is_empty())
        .then(|| list![map! { "PolicyName" => name, "PolicyDocument" => Value::from(policy) }]);
    Resource::new("AWS::IAM::Role")
        .property("AssumeRolePolicyDocument", Value::from(Policy::assume_role(service)))
        .optional("Policies", policies)
}
