//! Resolvers and the functions of their pipelines.

use std::collections::BTreeSet;

use burgeon_cloudformation::{LogicalId, Map, Resource, Value, map};
use burgeon_compilation::TemplatePaths;
use burgeon_core::api::{Coordinate, DataSource};
use burgeon_core::deployment::Variable;
use burgeon_core::infrastructure::{ApiAttribute, StackFragment, api_id, environment};
use burgeon_core::settings::ConflictResolution;
use burgeon_core::{Name, Settings};

use super::delta_sync;
use crate::plan::{CachingConfig, Function, Kind, PlannedResolver, RequestPair, caching_config};

/// The version of the mapping templates' requests that functions are made for.
const FUNCTION_VERSION: &str = "2018-05-29";

/// The logical id of a resolver.
///
/// The joined names of type and field could be those of another pair, so only the fields of the root
/// types have an id without the hash that the dot adds.
fn id(at: &Coordinate) -> LogicalId {
    match at.ty.as_str() {
        "Query" | "Mutation" | "Subscription" => {
            LogicalId::from_name(&format!("{}{}", at.ty, at.field))
        }
        _ => LogicalId::from_name(&at.to_string()),
    }
}

/// The resources of a resolver, as a fragment that prefers a stack.
pub(super) fn fragment(
    resolver: &PlannedResolver,
    stack: &str,
    output: &str,
    settings: &Settings,
) -> StackFragment {
    let conflicts = settings.conflict_resolution.as_ref();
    let mut fragment = StackFragment::new(resolver.at.to_string(), stack);
    fragment.data_sources = data_sources(resolver);
    fragment.environment = environment::used_in(variables(resolver));
    fragment.api = api_attributes(resolver);
    fragment.parameters = environment::parameters(variables(resolver));
    let paths = TemplatePaths::seen_from(output, &resolver.at);
    let id = id(&resolver.at);
    let described = Resource::new("AWS::AppSync::Resolver")
        .property("ApiId", api_id())
        .property("TypeName", resolver.at.ty.as_str())
        .property("FieldName", resolver.at.field.as_str())
        .optional("CachingConfig", caching_config(resolver, settings).map(caching));
    let described = match &resolver.kind {
        Kind::Unit(request_pair) => described
            .property("Kind", "UNIT")
            .property("DataSourceName", request_pair.data_source.name())
            .optional("MaxBatchSize", request_pair.needs.max_batch_size.map(u32::from))
            .with_request(request_pair, paths.unit_request())
            .property("ResponseMappingTemplateS3Location", paths.unit_response())
            .optional("SyncConfig", sync_config(request_pair, conflicts)),
        Kind::Pipeline { functions, .. } => {
            let ids: Vec<LogicalId> =
                functions.iter().map(|function| id.suffixed(&function.name)).collect();
            for (function_id, function) in ids.iter().zip(functions) {
                let files = [paths.request(&function.name), paths.response(&function.name)];
                let described = function_resource(resolver, function, files, conflicts);
                fragment.resources.push((function_id.clone(), described));
            }
            let functions = ids.iter().map(|id| Value::get_att(id, "FunctionId")).collect();
            described
                .property("Kind", "PIPELINE")
                .property("PipelineConfig", map! { "Functions" => Value::List(functions) })
                .property("RequestMappingTemplateS3Location", paths.before())
                .property("ResponseMappingTemplateS3Location", paths.after())
        }
    };
    fragment.resources.push((id.suffixed("Resolver"), described));
    fragment
}

fn function_resource(
    resolver: &PlannedResolver,
    function: &Function,
    [request, response]: [String; 2],
    conflicts: Option<&ConflictResolution>,
) -> Resource {
    let name = format!("{}_{}_{}", resolver.at.ty, resolver.at.field, function.name);
    Resource::new("AWS::AppSync::FunctionConfiguration")
        .property("ApiId", api_id())
        .property("Name", name.replace('.', "_"))
        .property("DataSourceName", function.request_pair.data_source.name())
        .property("FunctionVersion", FUNCTION_VERSION)
        .optional("MaxBatchSize", function.request_pair.needs.max_batch_size.map(u32::from))
        .with_request(&function.request_pair, request)
        .property("ResponseMappingTemplateS3Location", response)
        .optional("SyncConfig", sync_config(&function.request_pair, conflicts))
}

fn caching(config: CachingConfig) -> Map {
    map! { "Ttl" => i64::from(config.ttl_seconds), "CachingKeys" => Value::from(config.keys) }
}

fn sync_config(request_pair: &RequestPair, conflicts: Option<&ConflictResolution>) -> Option<Map> {
    conflicts.filter(|_| request_pair.versioned).map(delta_sync::sync_config)
}

trait WithRequest {
    fn with_request(self, request_pair: &RequestPair, file: String) -> Self;
}

impl WithRequest for Resource {
    /// Adds the request template: the file, or its text if there is something to fill in.
    fn with_request(self, request_pair: &RequestPair, file: String) -> Self {
        let variables = &request_pair.needs.variables;
        match variables.is_empty() {
            true => self.property("RequestMappingTemplateS3Location", file),
            false => self.property(
                "RequestMappingTemplate",
                environment::template(variables, &request_pair.request),
            ),
        }
    }
}

/// The attributes of the API that the templates read at deployment.
fn api_attributes(resolver: &PlannedResolver) -> BTreeSet<ApiAttribute> {
    let request_pairs = resolver.kind.request_pairs();
    let mut variables = request_pairs.flat_map(|request_pair| &request_pair.needs.variables);
    let is_read = variables.any(|variable| *variable == Variable::Endpoint);
    is_read.then_some(ApiAttribute::Endpoint).into_iter().collect()
}

/// The deployment variables that its request templates read.
fn variables(resolver: &PlannedResolver) -> impl Iterator<Item = &Variable> {
    resolver.kind.request_pairs().flat_map(|request_pair| &request_pair.needs.variables)
}

fn data_sources(resolver: &PlannedResolver) -> BTreeSet<DataSource> {
    resolver.kind.request_pairs().map(|request_pair| request_pair.data_source.clone()).collect()
}

/// The models whose tables the resolver uses.
pub(super) fn models(resolver: &PlannedResolver) -> BTreeSet<&Name> {
    resolver
        .kind
        .request_pairs()
        .filter_map(|request_pair| request_pair.data_source.model())
        .collect()
}
