//! AppSync's logs in CloudWatch Logs.

use burgeon_cloudformation::iam::{Policy, Statement};
use burgeon_cloudformation::{Duplicate, LogicalId, Map, Resource, Template, Value, map};
use burgeon_core::settings::{FieldLogLevel, Logging};

fn role() -> LogicalId {
    LogicalId::from_name("LoggingRole")
}

/// The API's own part.
pub(super) fn config(logging: &Logging) -> Map {
    map! {
        "CloudWatchLogsRoleArn" => Value::get_att(&role(), "Arn"),
        "FieldLogLevel" => match logging.field_level {
            FieldLogLevel::None => "NONE",
            FieldLogLevel::Error => "ERROR",
            FieldLogLevel::All => "ALL",
        },
        "ExcludeVerboseContent" => logging.exclude_verbose_content,
    }
}

/// Adds the log, and the role for it. The log is named after the API, which refers to the role, so
/// the role's policy is a separate resource.
pub(super) fn add(template: &mut Template, logging: &Logging) -> Result<(), Duplicate> {
    let group = LogicalId::from_name("LogGroup");
    template.add_resource(
        role(),
        Resource::new("AWS::IAM::Role").property(
            "AssumeRolePolicyDocument",
            Value::from(Policy::assume_role("appsync.amazonaws.com")),
        ),
    )?;
    template.add_resource(
        group.clone(),
        Resource::new("AWS::Logs::LogGroup")
            .property("LogGroupName", Value::sub("/aws/appsync/apis/${GraphQLApi.ApiId}"))
            .property("RetentionInDays", i64::from(logging.retention_days)),
    )?;
    let actions = ["logs:CreateLogStream", "logs:PutLogEvents"];
    let statement = Statement::allow_matching(actions, [Value::get_att(&group, "Arn")]);
    let policy = Policy::from_iter([statement]);
    template.add_resource(
        LogicalId::from_name("LoggingPolicy"),
        Resource::new("AWS::IAM::RolePolicy")
            .property("RoleName", Value::reference(&role()))
            .property("PolicyName", "Logs")
            .property("PolicyDocument", Value::from(policy)),
    )
}
