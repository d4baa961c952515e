//! The data source that AppSync searches with.

use burgeon_cloudformation::iam::{Policy, Statement};
use burgeon_cloudformation::{LogicalId, Resource, Value, map};
use burgeon_core::infrastructure::{PythonFunction, StackFragment, api_id, role};
use burgeon_core::settings::SearchEngine;

use super::{Engine, FOLDER, environment, reader};
use crate::searchable::data_source;

/// The name of the policy of the role that searches.
const POLICY: &str = "Search";

/// Adds the data source, with the role that searches.
pub(super) fn add(fragment: &mut StackFragment, kind: SearchEngine, engine: &Engine) {
    let source = data_source::for_engine(kind);
    let described = Resource::new("AWS::AppSync::DataSource")
        .property("ApiId", api_id())
        .property("Name", source.name())
        .property("Type", source.kind());
    let described = match kind {
        SearchEngine::Serverless => by_function(described, fragment, engine),
        _ => directly(described, fragment, engine),
    };
    fragment.resources.push((source.logical_id(), described));
}

/// AppSync calls the engine itself.
fn directly(source: Resource, fragment: &mut StackFragment, engine: &Engine) -> Resource {
    let policy: Policy = engine.reads.iter().cloned().collect();
    fragment.add_resource(reader(), role("appsync.amazonaws.com", POLICY, policy));
    let config = map! {
        "AwsRegion" => engine.region.clone(),
        "Endpoint" => engine.endpoint.clone(),
    };
    source
        .property("OpenSearchServiceConfig", config)
        .property("ServiceRoleArn", Value::get_att(&reader(), "Arn"))
}

/// AppSync invokes a function that calls the engine.
fn by_function(source: Resource, fragment: &mut StackFragment, engine: &Engine) -> Resource {
    let function = PythonFunction {
        environment: environment(engine),
        role_id: reader(),
        policy_name: POLICY.to_owned(),
        statements: engine.reads.clone(),
        ..PythonFunction::new(LogicalId::from_name("SearchFunction"), FOLDER, "search.handler")
    };
    let caller = function.id.suffixed("CallerRole");
    let arn = function.add_to(fragment);
    let call = Statement::allow(["lambda:InvokeFunction"], [arn.clone()]);
    let policy = Policy::from_iter([call]);
    let service_role = Value::get_att(&caller, "Arn");
    fragment.add_resource(caller, role("appsync.amazonaws.com", "DataSource", policy));
    source
        .property("LambdaConfig", map! { "LambdaFunctionArn" => arn })
        .property("ServiceRoleArn", service_role)
}
