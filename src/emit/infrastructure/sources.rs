//! Data sources that belong to no model, each with a role for what it asks and nothing else.
//!
//! They stand in a stack of their own, which waits for no other: whatever asks them may stand
//! anywhere.
//!
//! Source of truth: CloudFormation's resource reference, `AWS::AppSync::DataSource`.

use std::collections::{BTreeMap, BTreeSet};

use burgeon_cloudformation::iam::{Policy, Statement};
use burgeon_cloudformation::{LogicalId, Map, Pseudo, Resource, Value, list, map};
use burgeon_core::Settings;
use burgeon_core::api::{DataSource, HttpEndpoint, LambdaFunction};
use burgeon_core::deployment::{ENVIRONMENT_SUFFIX, with_suffix};
use burgeon_core::resolver::Permission;

use super::environment;
use super::part::Part;
use super::{conversation, data_source, database, declared, resolver, search, speech};
use crate::plan::PlannedResolver;

/// The stack's name. No GraphQL name has a hyphen in it, so that it is never a model's.
pub(super) const STACK: &str = "data-sources";

/// The logical id of a data source, in the stack that it stands in.
pub(super) fn id(source: &DataSource) -> LogicalId {
    match source {
        DataSource::Table(model) => data_source::id(model),
        DataSource::Search(_) => LogicalId::from_name("SearchDataSource"),
        _ => LogicalId::from_name(&source.name()).suffixed("DataSource"),
    }
}

/// The name of the part that a data source is of; `None` stands in the root.
pub(super) fn part_of(source: &DataSource) -> Option<String> {
    match source {
        DataSource::None => None,
        DataSource::Table(model) => Some(model.to_string()),
        DataSource::Search(_) => Some(search::NAME.to_owned()),
        DataSource::Function(_)
        | DataSource::Http(_)
        | DataSource::Speech
        | DataSource::Conversation(_)
        | DataSource::StateMachine(..)
        | DataSource::Database(_)
        | DataSource::Declared(..) => Some(format!("data-source/{}", source.name())),
    }
}

/// A part for each data source that the resolvers ask and that belongs to no model.
pub(super) fn parts(settings: &Settings, resolvers: &[PlannedResolver]) -> Vec<Part> {
    let mut permissions: BTreeMap<&DataSource, BTreeSet<&Permission>> = BTreeMap::new();
    for request_pair in resolvers.iter().flat_map(|resolver| resolver.kind.request_pairs()) {
        if request_pair.data_source.model().is_none() {
            let asked = permissions.entry(&request_pair.data_source).or_default();
            asked.extend(&request_pair.needs.permissions);
        }
    }
    let part = |(source, allowed)| part(settings, source, &allowed);
    permissions.into_iter().filter_map(part).collect()
}

fn part(
    settings: &Settings,
    source: &DataSource,
    permissions: &BTreeSet<&Permission>,
) -> Option<Part> {
    let mut part = Part::new(part_of(source)?, STACK);
    let described = Resource::new("AWS::AppSync::DataSource")
        .property("ApiId", resolver::api_id())
        .property("Name", source.name())
        .property("Type", source.kind());
    let allowed = permissions.iter().filter_map(|permission| {
        let resource = sub_if_needed(&permission.resource);
        Statement::allow_matching([permission.action], [resource]).ok()
    });
    let (described, asked) = match source {
        DataSource::Function(function) => {
            let arn = arn(&mut part, function);
            of_function(described, arn)
        }
        DataSource::Http(endpoint) => {
            part.environment = environment::used_by(&endpoint.origin);
            (described.property("HttpConfig", http_config(endpoint)), vec![])
        }
        DataSource::Speech => of_function(described, speech::add(&mut part)),
        DataSource::Conversation(handler) => {
            of_function(described, conversation::add(&mut part, handler))
        }
        DataSource::Database(name) => {
            let (config, asked) = database::describe(&mut part, settings, name);
            (described.property("RelationalDatabaseConfig", config), asked)
        }
        DataSource::Declared(name, _) => {
            declared::describe(&mut part, settings.data_sources.get(name)?, described)
        }
        DataSource::StateMachine(_, request) => {
            let origin = request.origin().to_owned();
            // Synchronous executions have a host of their own, and are signed for like others.
            let endpoint = HttpEndpoint { origin, signed_for: Some("states") };
            (described.property("HttpConfig", http_config(&endpoint)), vec![])
        }
        DataSource::None | DataSource::Table(_) | DataSource::Search(_) => return None,
    };
    let of_resources =
        permissions.iter().map(|allowed| environment::used_in_sub(&allowed.resource));
    part.environment = of_resources.fold(part.environment, Ord::max);
    let named = permissions.iter().map(|allowed| environment::parameters_in(&allowed.resource));
    part.parameters.extend(named.flatten());
    let policy: Policy = asked.into_iter().flatten().chain(allowed).collect();
    let role = LogicalId::from_name(&source.name()).suffixed("Role");
    let described = match policy.is_empty() {
        true => described,
        false => {
            part.resources.push((role.clone(), role_resource(policy)));
            described.property("ServiceRoleArn", Value::get_att(&role, "Arn"))
        }
    };
    part.resources.push((id(source), described));
    Some(part)
}

/// A text for `Fn::Sub`, which is left out where there is nothing to fill in.
fn sub_if_needed(text: &str) -> Value {
    if text.contains("${") { environment::sub(text.to_owned()) } else { Value::from(text) }
}

/// A data source that calls a function, and what its role must allow for that.
fn of_function(source: Resource, arn: Value) -> (Resource, Vec<Option<Statement>>) {
    let asked = Statement::allow(["lambda:InvokeFunction"], [arn.clone()]).ok();
    (source.property("LambdaConfig", map! { "LambdaFunctionArn" => arn }), vec![asked])
}

fn role_resource(policy: Policy) -> Resource {
    role("appsync.amazonaws.com", "DataSource", policy)
}

/// A role of a service that may do what the policy says.
pub(super) fn role(service: &str, name: &str, policy: Policy) -> Resource {
    Resource::new("AWS::IAM::Role")
        .property("AssumeRolePolicyDocument", Value::from(Policy::assume_role(service)))
        .property(
            "Policies",
            list![map! { "PolicyName" => name, "PolicyDocument" => Value::from(policy) }],
        )
}

/// The parameter of the root stack that is a function's ARN, if it is known by one.
pub(crate) fn arn_parameter(function: &LambdaFunction) -> Option<LogicalId> {
    function.is_parameter.then(|| LogicalId::from_name(&function.name).suffixed("FunctionArn"))
}

/// A function's ARN, for a part. Where there is no environment, `-${env}` in its name stands for
/// nothing.
pub(super) fn arn(part: &mut Part, function: &LambdaFunction) -> Value {
    if let Some(parameter) = arn_parameter(function) {
        let description = format!("The ARN of the function {}", function.name);
        part.parameters.insert(parameter.clone(), description);
        return Value::reference(&parameter);
    }
    let region = function.region.as_deref().unwrap_or("${AWS::Region}");
    let account = function.account.as_deref().unwrap_or("${AWS::AccountId}");
    let name = with_suffix(&function.name, ENVIRONMENT_SUFFIX);
    let arn = format!("arn:${{AWS::Partition}}:lambda:{region}:{account}:function:{name}");
    part.environment = part.environment.max(environment::used_in_sub(&arn));
    environment::sub(arn)
}

fn http_config(endpoint: &HttpEndpoint) -> Map {
    let region = Value::reference(Pseudo::Region);
    host(&endpoint.origin, endpoint.signed_for.map(|service| (service, region)))
}

/// A host, and the service and the region that requests to it are signed for.
pub(super) fn host(origin: &str, signing: Option<(&str, Value)>) -> Map {
    let mut config = map! { "Endpoint" => environment::filled_in(origin) };
    if let Some((service, region)) = signing {
        let signing = map! { "SigningRegion" => region, "SigningServiceName" => service };
        config.insert(
            "AuthorizationConfig",
            map! { "AuthorizationType" => "AWS_IAM", "AwsIamConfig" => signing },
        );
    }
    config
}
