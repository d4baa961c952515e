//! The data source that AppSync searches with.

use burgeon_cloudformation::iam::{Policy, Statement};
use burgeon_cloudformation::{LogicalId, Resource, Value, map};
use burgeon_core::api::DataSource;
use burgeon_core::settings::SearchEngine;

use super::{CODE, Engine, environment, reader};
use crate::emit::infrastructure::part::Part;
use crate::emit::infrastructure::{lambda, resolver, sources};

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
    part.resources.push((reader(), searcher("appsync.amazonaws.com", engine, None)));
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
    let role = searcher("lambda.amazonaws.com", engine, Some(&function));
    let code = lambda::function(&function, CODE, "search.handler", &reader(), 30)
        .property("Environment", map! { "Variables" => environment(engine) });
    let arn = Value::get_att(&function, "Arn");
    let call = Statement::allow(["lambda:InvokeFunction"], [arn.clone()]).ok();
    let policy: Policy = call.into_iter().collect();
    let caller = function.suffixed("CallerRole");
    let caller_role = sources::role("appsync.amazonaws.com", "DataSource", policy);
    let service_role = Value::get_att(&caller, "Arn");
    part.resources.extend([
        lambda::log_group(&function),
        (reader(), role),
        (function, code),
        (caller, caller_role),
    ]);
    source
        .property("LambdaConfig", map! { "LambdaFunctionArn" => arn })
        .property("ServiceRoleArn", service_role)
}

/// The role that searches, of a service; that of a function may write its log.
fn searcher(service: &str, engine: &Engine, function: Option<&LogicalId>) -> Resource {
    lambda::role(service, "Search", engine.reads.clone(), function)
}
