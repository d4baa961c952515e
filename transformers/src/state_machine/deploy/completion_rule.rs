//! The rule of Amazon EventBridge that calls a mutation when an execution has ended. Step Functions
//! publishes an event for the end of every execution of type STANDARD.
//!
//! Source of truth: EventBridge's user guide, "AppSync targets"; Step Functions' developer guide,
//! "Execution status changes".

use burgeon_cloudformation::iam::{Policy, Statement};
use burgeon_cloudformation::{LogicalId, Resource, Value, list, map};
use burgeon_core::infrastructure::{self, ApiAttribute, StackFragment};

use crate::state_machine::machine::CompletionMutation;

/// The statuses of executions that have ended.
const ENDED: [&str; 4] = ["SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"];

/// Adds the rule and its role, which may call this mutation only.
pub(super) fn add(
    fragment: &mut StackFragment,
    machine: &LogicalId,
    completion: &CompletionMutation,
) {
    let id = machine.suffixed(&completion.at.field);
    let role = id.suffixed("Role");
    let mutation = Value::sub(format!(
        "arn:${{AWS::Partition}}:appsync:${{AWS::Region}}:${{AWS::AccountId}}:apis/${{ApiId}}\
         /types/{}/fields/{}",
        completion.at.ty, completion.at.field
    ));
    let statement = Statement::allow(["appsync:GraphQL"], [mutation]);
    let policy = Policy::from_iter([statement]);
    fragment
        .resources
        .push((role.clone(), infrastructure::role("events.amazonaws.com", "Announce", policy)));
    let statuses = ENDED.map(Value::from).to_vec();
    let pattern = map! {
        "source" => list!["aws.states"],
        "detail-type" => list!["Step Functions Execution Status Change"],
        "detail" => map! {
            "stateMachineArn" => list![Value::reference(machine)],
            "status" => Value::List(statuses),
        },
    };
    let target = map! {
        "Id" => completion.at.field.as_str(),
        "Arn" => fragment.api_attribute(ApiAttribute::EndpointArn),
        "RoleArn" => Value::get_att(&role, "Arn"),
        "AppSyncParameters" => map! { "GraphQLOperation" => completion.operation.as_str() },
        "InputTransformer" => map! {
            "InputPathsMap" => map! { "executionArn" => "$.detail.executionArn" },
            "InputTemplate" => "{\"executionArn\": <executionArn>}",
        },
    };
    let rule = Resource::new("AWS::Events::Rule")
        .property("EventPattern", pattern)
        .property("Targets", list![target]);
    fragment.resources.push((id.suffixed("Rule"), rule));
}
