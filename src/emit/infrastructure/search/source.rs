//! The data source that AppSync searches with.

use burgeon_cloudformation::iam::{Policy, Statement};
use burgeon_cloudformation::{LogicalId, Resource, Value, list, map};
use burgeon_core::api::DataSource;
use burgeon_core::settings::SearchEngine;

use super::{CODE, Engine, environment, reader};
use crate::emit::infrastructure::part::Part;
use crate::emit::infrastructure::{resolver, sources};

/// Adds the data source, with the role that searches.
pub(super) fn add(part: &mut Part, kind: SearchEngine, engine: &Engine) {
    let source = DataSource::Search(kind);
    let described = Resource::new("AWS::AppSync::DataSource")
        .property("ApiId", resolver::api_id())
        .property("Name", source.name())
        .property("Type", source.kind());
    let described = match kind {
        SearchEngine::Serverless => by_function(described, part, engine),
        _ => directly(described, part, engine),
    };
    part.resources.push((sources::id(&source), described));
}

/// AppSync asks the engine itself.
fn directly(source: Resource, part: &mut Part, engine: &Engine) -> Resource {
    let role = role("appsync.amazonaws.com", engine.reads.clone(), None);
    part.resources.push((reader(), role));
    let config = map! {
        "AwsRegion" => engine.region.clone(),
        "Endpoint" => engine.endpoint.clone(),
    };
    source
        .property("OpenSearchServiceConfig", config)
        .property("ServiceRoleArn", Value::get_att(&reader(), "Arn"))
}

/// AppSync calls a function that asks the engine in its place.
fn by_function(source: Resource, part: &mut Part, engine: &Engine) -> Resource {
    let function = LogicalId::from_name("SearchFunction");
    let role = role("lambda.amazonaws.com", engine.reads.clone(), Some(&function));
    let code = function_resource(&function, "search.handler", &reader(), 30)
        .property("Environment", map! { "Variables" => environment(engine) });
    let arn = Value::get_att(&function, "Arn");
    let call = Statement::allow(["lambda:InvokeFunction"], [arn.clone()]).ok();
    let policy: Policy = call.into_iter().collect();
    let caller = function.suffixed("CallerRole");
    let caller_role = sources::role("appsync.amazonaws.com", "DataSource", policy);
    let service_role = Value::get_att(&caller, "Arn");
    part.resources.extend([
        log_group(&function),
        (reader(), role),
        (function, code),
        (caller, caller_role),
    ]);
    source
        .property("LambdaConfig", map! { "LambdaFunctionArn" => arn })
        .property("ServiceRoleArn", service_role)
}

/// A function of this part's code, which writes to a log of its own.
pub(super) fn function_resource(
    function: &LogicalId,
    handler: &str,
    role: &LogicalId,
    seconds: i64,
) -> Resource {
    let log = Value::reference(&function.suffixed("Log"));
    Resource::new("AWS::Lambda::Function")
        .property("Runtime", "python3.13")
        .property("Handler", handler)
        .property("Code", CODE)
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

/// A role of a service; that of a function may write its log.
pub(super) fn role(
    service: &str,
    statements: Vec<Statement>,
    function: Option<&LogicalId>,
) -> Resource {
    let logs = function.and_then(|function| {
        let log = Value::get_att(&function.suffixed("Log"), "Arn");
        Statement::allow(["logs:CreateLogStream", "logs:PutLogEvents"], [log]).ok()
    });
    let policy: Policy = statements.into_iter().chain(logs).collect();
    let policies = (!policy.is_empty())
        .then(|| list![map! { "PolicyName" => "Search", "PolicyDocument" => Value::from(policy) }]);
    Resource::new("AWS::IAM::Role")
        .property("AssumeRolePolicyDocument", Value::from(Policy::assume_role(service)))
        .optional("Policies", policies)
}
