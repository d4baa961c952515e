//! The configuration of state machines.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::logging::RETENTION_DAYS;

/// The configuration of state machines.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct StateMachines {
    /// The values of further placeholders in definitions, by name. `${env}` and
    /// `${aws_region}` are filled in.
    pub substitutions: BTreeMap<String, String>,
    /// Which events of executions are logged.
    pub log_level: MachineLogLevel,
    /// Whether the input and output of states is logged.
    pub log_execution_data: bool,
    /// Days for which the logs are kept.
    #[schemars(extend("enum" = RETENTION_DAYS))]
    pub retention_days: u16,
    /// Whether executions are traced with X-Ray.
    pub x_ray: bool,
    /// When CloudWatch raises an alarm; absent: never.
    pub alarms: Option<MachineAlarms>,
}

impl Default for StateMachines {
    fn default() -> Self {
        Self {
            substitutions: BTreeMap::new(),
            log_level: MachineLogLevel::Error,
            log_execution_data: false,
            retention_days: 7,
            x_ray: false,
            alarms: None,
        }
    }
}

/// Which events of executions Step Functions logs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum MachineLogLevel {
    /// None: no log group.
    Off,
    /// Those of executions that fail.
    Fatal,
    /// Those of failures.
    Error,
    /// All.
    All,
}

/// When an alarm is raised: executions fail, run out of time or are held back.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", deny_unknown_fields, default)]
pub struct MachineAlarms {
    /// The number of executions in a period that triggers it.
    #[schemars(range(min = 1))]
    pub threshold: u32,
    /// Minutes of a period.
    #[schemars(range(min = 1, max = 1440))]
    pub minutes: u16,
    /// The ARN of the SNS topic for notifications; absent: none.
    pub topic: Option<String>,
}

impl Default for MachineAlarms {
    fn default() -> Self {
        Self { threshold: 1, minutes: 5, topic: None }
    }
}
