//! Alarms on executions that fail, time out or are throttled.

use burgeon_cloudformation::{LogicalId, Resource, Value, list, map};
use burgeon_core::infrastructure::StackFragment;
use burgeon_core::settings::MachineAlarms;

/// The metrics with an alarm.
///
/// Source of truth: Step Functions' developer guide, "Monitoring with CloudWatch".
const METRICS: [&str; 3] = ["ExecutionsFailed", "ExecutionsTimedOut", "ExecutionThrottled"];

/// Adds an alarm for each metric of a machine.
pub(super) fn add(fragment: &mut StackFragment, machine: &LogicalId, alarms: &MachineAlarms) {
    for metric in METRICS {
        let dimension = map! { "Name" => "StateMachineArn", "Value" => Value::reference(machine) };
        let alarm = Resource::new("AWS::CloudWatch::Alarm")
            .property("Namespace", "AWS/States")
            .property("MetricName", metric)
            .property("Dimensions", list![dimension])
            .property("Statistic", "Sum")
            .property("Period", i64::from(alarms.minutes) * 60)
            .property("EvaluationPeriods", 1)
            .property("Threshold", i64::from(alarms.threshold))
            .property("ComparisonOperator", "GreaterThanOrEqualToThreshold")
            .property("TreatMissingData", "notBreaching")
            .optional("AlarmActions", alarms.topic.as_ref().map(|topic| list![topic.as_str()]));
        fragment.resources.push((machine.suffixed(metric), alarm));
    }
}
