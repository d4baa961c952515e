use burgeon_cloudformation::iam::{Policy, Statement};
use burgeon_cloudformation::{LogicalId, Map, Resource, Value, map};

use super::{StackFragment, role};

/// The path from a nested stack's template to the [assets](super::Infrastructure::add_asset).
pub const ASSETS: &str = "../";

/// A Lambda function in Python that is deployed with the API, with a log group and a role.
///
/// Source of truth: CloudFormation's resource reference, `AWS::Lambda::Function`.
#[derive(Debug, Clone)]
pub struct PythonFunction {
    /// Its logical id, which that of its log group is made from.
    pub id: LogicalId,
    /// The folder of its code among the assets: `functions/search`.
    pub folder: String,
    /// The handler, as module and function: `main.handler`.
    pub handler: String,
    /// Seconds until it is stopped.
    pub timeout: u16,
    /// Its environment variables.
    pub environment: Map,
    /// The logical id of its role.
    pub role_id: LogicalId,
    /// The name of its role's policy.
    pub policy_name: String,
    /// The permissions of its role, in addition to writing the log.
    pub statements: Vec<Statement>,
}

impl PythonFunction {
    /// A function without environment variables and permissions, which is stopped after half a
    /// minute.
    pub fn new(id: LogicalId, folder: impl Into<String>, handler: impl Into<String>) -> Self {
        Self {
            role_id: id.suffixed("Role"),
            id,
            folder: folder.into(),
            handler: handler.into(),
            timeout: 30,
            environment: Map::new(),
            policy_name: "Function".to_owned(),
            statements: vec![],
        }
    }

    /// Adds the function with its log group and its role to a fragment, and returns its ARN.
    pub fn add_to(self, fragment: &mut StackFragment) -> Value {
        let (log_id, log_group) = self.log_group();
        fragment.add_resource(log_id, log_group);
        fragment.add_resource(self.role_id.clone(), self.role());
        fragment.add_resource(self.id.clone(), self.resource());
        Value::get_att(&self.id, "Arn")
    }

    /// The function alone.
    pub fn resource(&self) -> Resource {
        let (log_id, _) = self.log_group();
        let variables = || map! { "Variables" => self.environment.clone() };
        Resource::new("AWS::Lambda::Function")
            .property("Runtime", "python3.13")
            .property("Handler", self.handler.as_str())
            .property("Code", format!("{ASSETS}{}", self.folder))
            .property("Timeout", i64::from(self.timeout))
            .property("MemorySize", 256)
            .property("LoggingConfig", map! { "LogGroup" => Value::reference(&log_id) })
            .property("Role", Value::get_att(&self.role_id, "Arn"))
            .optional("Environment", (!self.environment.is_empty()).then(variables))
    }

    /// Its log group, which keeps events for a month.
    pub fn log_group(&self) -> (LogicalId, Resource) {
        let group = Resource::new("AWS::Logs::LogGroup").property("RetentionInDays", 30);
        (self.id.suffixed("Log"), group)
    }

    /// Its role.
    pub fn role(&self) -> Resource {
        let (log_id, _) = self.log_group();
        let actions = ["logs:CreateLogStream", "logs:PutLogEvents"];
        let logs = Statement::allow(actions, [Value::get_att(&log_id, "Arn")]);
        let policy: Policy = self.statements.iter().cloned().chain([logs]).collect();
        role("lambda.amazonaws.com", &self.policy_name, policy)
    }
}
