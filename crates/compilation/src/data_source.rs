//! Data sources, named as they are deployed.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

/// A data source. Which of the fields there are depends on its kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct DataSource {
    /// Its type in AppSync: `NONE`, `AMAZON_DYNAMODB`, `AWS_LAMBDA`, ….
    #[serde(rename = "type")]
    pub kind: String,
    /// The table, by its name among the compilation's tables.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table: Option<String>,
    /// The name of a Lambda function.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub function_name: Option<String>,
    /// The region; absent: the API's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub region: Option<String>,
    /// The account; absent: the API's.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub account_id: Option<String>,
    /// The address of a host.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub endpoint: Option<String>,
    /// The state machine, by its name among the compilation's state machines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub state_machine: Option<String>,
    /// The relational database, by its name in the settings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub database: Option<String>,
    /// A table of DynamoDB that is not part of the stack.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub table_name: Option<String>,
    /// A bus of EventBridge.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event_bus: Option<String>,
    /// The parameter of the root stack that holds the ARN.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
    /// Further facts that a transformer publishes.
    #[serde(flatten)]
    pub facts: BTreeMap<String, Json>,
}

impl DataSource {
    /// A data source of a kind, without any property.
    pub fn of_kind(kind: impl Into<String>) -> Self {
        Self { kind: kind.into(), ..Self::default() }
    }

    /// The data source with a fact, by its name in the manifest.
    #[must_use]
    pub fn with_fact(mut self, name: &str, fact: &str) -> Self {
        let known = match name {
            "table" => &mut self.table,
            "functionName" => &mut self.function_name,
            "region" => &mut self.region,
            "accountId" => &mut self.account_id,
            "endpoint" => &mut self.endpoint,
            "stateMachine" => &mut self.state_machine,
            "database" => &mut self.database,
            "tableName" => &mut self.table_name,
            "eventBus" => &mut self.event_bus,
            "parameter" => &mut self.parameter,
            _ => {
                // The type is the data source's own.
                if name != "type" {
                    self.facts.insert(name.to_owned(), fact.into());
                }
                return self;
            }
        };
        *known = Some(fact.to_owned());
        self
    }
}
