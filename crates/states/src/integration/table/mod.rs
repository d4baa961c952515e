//! The optimized integrations, and the IAM permissions of each.

mod compute;
mod data;
mod emr;
mod learning;
mod messages;

use super::Pattern;

/// An action of an integration.
pub(crate) struct Action {
    pub(crate) service: &'static str,
    pub(crate) name: &'static str,
    pub(crate) patterns: &'static [Pattern],
    /// The permissions for the call.
    pub(crate) call: &'static [Grant],
    /// The additional permissions for waiting for the end of its job.
    pub(crate) sync: &'static [Grant],
}

/// Actions on something.
pub(crate) struct Grant(pub(crate) &'static [&'static str], pub(crate) Target);

/// The resources of an action, as ARNs without `arn:` and the partition.
pub(crate) enum Target {
    /// All resources: the action has none, or the resource is unknown before it runs.
    Any,
    /// The resource in an argument: its ARN, or a name that replaces `{}`.
    Named(&'static str, &'static str),
    /// One ARN.
    Fixed(&'static str),
    /// A rule of EventBridge that Step Functions manages.
    Rule(&'static str),
    /// The queue of the argument `QueueUrl`.
    Queue,
    /// The executions of the machine of the argument `StateMachineArn`.
    Executions,
    /// The bucket of the argument `Bucket`.
    Bucket,
    /// The objects of the arguments `Bucket`, and `Key` or `Prefix`.
    Object,
}

/// Every action, service by service.
pub(crate) fn actions() -> impl Iterator<Item = &'static Action> {
    [compute::ACTIONS, data::ACTIONS, emr::ACTIONS, learning::ACTIONS, messages::ACTIONS]
        .into_iter()
        .flatten()
}
