//! The root stack: the API itself, its schema, and the nested stacks.
//!
//! Source of truth: CloudFormation's resource reference, `AWS::AppSync::GraphQLApi`.

mod api_settings;
mod logging;
mod providers;
pub(super) mod role_policies;
mod roles;

use std::collections::BTreeMap;

use burgeon_cloudformation::packing::Placement;
use burgeon_cloudformation::{
    Condition, Duplicate, LogicalId, Output, Parameter, ParameterType, Resource, Template, Value,
    map,
};
use burgeon_compilation::{SCHEMA_FILE, TemplateFormat};
use burgeon_core::api::DataSource;
use burgeon_core::appsync::AuthorizationMode;
use burgeon_core::diagnostics::Diagnostic;
use burgeon_core::infrastructure::environment::{self, EnvironmentUse};
use burgeon_core::infrastructure::{Infrastructure, RootOutput};
use burgeon_core::{Api, Defect};

use super::stacks::NestedStack;
use super::{delta_sync, stacks, tag, unwritable};
use crate::plan::PlannedResolver;
use role_policies::RolePolicies;

/// Days that AppSync gives an API key that names no time itself.
const DEFAULT_KEY_DAYS: u16 = 7;

/// The root stack's template.
pub(super) fn template(
    api: &Api,
    resolvers: &[PlannedResolver],
    roles: &[RolePolicies],
    nested: &BTreeMap<String, NestedStack>,
    outputs: Vec<(LogicalId, Output)>,
    format: TemplateFormat,
) -> Result<Template, Diagnostic> {
    let mut root = Root { api, roles, template: Template::new(), outputs };
    root.build(resolvers, nested, format).map_err(|fault| unwritable(&fault))?;
    let settings = &api.settings;
    root.template.resources_mut().for_each(|resource| tag(resource, settings));
    Ok(root.template)
}

struct Root<'a> {
    api: &'a Api,
    roles: &'a [RolePolicies],
    template: Template,
    /// The outputs that transformers add.
    outputs: Vec<(LogicalId, Output)>,
}

/// The outputs that transformers add, each with the output of the nested stack that it passes on.
pub(super) fn outputs(
    infrastructure: &Infrastructure,
    placement: &Placement,
) -> Result<Vec<(LogicalId, Output)>, Defect> {
    let output = |(id, output): (&LogicalId, &RootOutput)| {
        let stack = stacks::stack_of(placement, &output.fragment)?;
        let value = Value::get_att(&stack_id(stack), format!("Outputs.{}", output.output));
        Ok((id.clone(), Output::new(value).description(output.description.as_str())))
    };
    infrastructure.outputs().map(output).collect()
}

/// A logical id of the compiler.
fn id(word: &str) -> LogicalId {
    LogicalId::from_name(word)
}

impl Root<'_> {
    fn build(
        &mut self,
        resolvers: &[PlannedResolver],
        nested: &BTreeMap<String, NestedStack>,
        format: TemplateFormat,
    ) -> Result<(), Duplicate> {
        let settings = &self.api.settings;
        self.template.set_description(format!("The AppSync API {}", settings.name));
        let graphql = id("GraphQLApi");
        let mut described = Resource::new("AWS::AppSync::GraphQLApi")
            .property("Name", settings.name.as_str())
            .property("AuthenticationType", settings.auth.default.authentication_type());
        described = providers::describe(described, &settings.auth);
        if let Some(logging) = &settings.logging {
            described = described.property("LogConfig", logging::config(logging));
            logging::add(&mut self.template, logging)?;
        }
        described = described.optional("XrayEnabled", settings.x_ray.then_some(true));
        described = api_settings::describe(described, &settings.api);
        self.template.add_resource(graphql.clone(), described)?;
        self.template.add_resource(
            id("Schema"),
            Resource::new("AWS::AppSync::GraphQLSchema")
                .property("ApiId", api_id())
                .property("DefinitionS3Location", SCHEMA_FILE),
        )?;
        if settings.auth.offers(AuthorizationMode::ApiKey) {
            self.add_key()?;
        }
        api_settings::add(&mut self.template, settings)?;
        providers::add_permissions(&mut self.template, &settings.auth)?;
        roles::add(&mut self.template, self.roles)?;
        let uses_none = |resolver: &PlannedResolver| {
            resolver.kind.request_pairs().any(|pair| pair.data_source == DataSource::None)
        };
        let has_none = resolvers.iter().any(uses_none);
        if has_none {
            self.template.add_resource(
                id("NoneDataSource"),
                Resource::new("AWS::AppSync::DataSource")
                    .property("ApiId", api_id())
                    .property("Name", DataSource::None.name())
                    .property("Type", "NONE"),
            )?;
        }
        let mut parameters = map! { "ApiId" => api_id() };
        // It exists before the first model, and remains the same table.
        if settings.conflict_resolution.is_some() {
            self.template.add_resource(delta_sync::id(), delta_sync::table(&settings.tables))?;
        }
        if self.api.models.values().any(|model| model.syncable) {
            parameters.insert(delta_sync::NAME, Value::reference(&delta_sync::id()));
        }
        if nested.values().any(|stack| stack.environment > EnvironmentUse::Unused) {
            self.template.add_parameter(environment::id(), environment::parameter())?;
        }
        let given: BTreeMap<_, _> = nested.values().flat_map(|stack| &stack.parameters).collect();
        for (id, description) in given {
            let parameter = Parameter::string().description(description.as_str());
            self.template.add_parameter(id.clone(), parameter)?;
        }
        for (name, stack) in nested {
            let mut parameters = parameters.clone();
            for id in stack.parameters.keys() {
                parameters.insert(id.to_string(), Value::reference(id));
            }
            if stack.environment > EnvironmentUse::Unused {
                parameters
                    .insert(environment::id().to_string(), Value::reference(&environment::id()));
            }
            for attribute in &stack.api {
                parameters.insert(attribute.id().to_string(), attribute.value(&graphql));
            }
            for (output, other) in &stack.imports {
                let imported = Value::get_att(&stack_id(other), format!("Outputs.{output}"));
                parameters.insert(output.to_string(), imported);
            }
            let mut described = Resource::new("AWS::CloudFormation::Stack")
                .property("TemplateURL", format.nested_path(name))
                .property("Parameters", parameters)
                .depends_on(&id("Schema"));
            if has_none {
                described = described.depends_on(&id("NoneDataSource"));
            }
            if settings.caching.is_some() {
                described = described.depends_on(&api_settings::cache_id());
            }
            // An import is an implicit dependency.
            let is_independent =
                |other: &&String| !stack.imports.values().any(|stack| stack == *other);
            for other in stack.depends_on.iter().filter(is_independent) {
                described = described.depends_on(&stack_id(other));
            }
            self.template.add_resource(stack_id(name), described)?;
        }
        self.add_outputs()
    }

    /// The key, with the time of its end as a parameter: a template that held the time itself would
    /// differ from day to day.
    fn add_key(&mut self) -> Result<(), Duplicate> {
        let expires = id("ApiKeyExpires");
        let days = self.api.settings.auth.api_key.expires_in_days;
        let mut parameter = Parameter::new(ParameterType::Number).description(format!(
            "When the API key ends, in seconds since 1970; for {days} days from now: date -d '{days} days' +%s"
        ));
        let mut value = Value::reference(&expires);
        if days == DEFAULT_KEY_DAYS {
            parameter = parameter.default(0);
            let by_default = id("ApiKeyExpiresByDefault");
            let is_zero = Condition::equals(Value::reference(&expires), "0");
            self.template.add_condition(by_default.clone(), is_zero)?;
            value = Value::if_then(&by_default, Value::none(), value);
        }
        self.template.add_parameter(expires, parameter)?;
        let key = Resource::new("AWS::AppSync::ApiKey")
            .property("ApiId", api_id())
            .property("Expires", value);
        self.template.add_resource(id("ApiKey"), key)
    }

    fn add_outputs(&mut self) -> Result<(), Duplicate> {
        let graphql = id("GraphQLApi");
        let mut outputs = vec![
            ("GraphQLApiId", "The id of the API", api_id()),
            ("GraphQLApiArn", "The ARN of the API", Value::get_att(&graphql, "Arn")),
            (
                "GraphQLApiEndpoint",
                "Where queries and mutations are sent",
                Value::get_att(&graphql, "GraphQLUrl"),
            ),
            (
                "GraphQLApiRealtimeEndpoint",
                "Where subscriptions are opened",
                Value::get_att(&graphql, "RealtimeUrl"),
            ),
        ];
        if self.api.settings.auth.offers(AuthorizationMode::ApiKey) {
            let key = Value::get_att(&id("ApiKey"), "ApiKey");
            outputs.push(("GraphQLApiKey", "The API key", key));
        }
        outputs.extend(api_settings::outputs(&self.api.settings.api));
        for (name, description, value) in outputs {
            let export = Value::sub(format!("${{AWS::StackName}}:{name}"));
            let output = Output::new(value).description(description).export(export);
            self.template.add_output(id(name), output)?;
        }
        for (id, output) in std::mem::take(&mut self.outputs) {
            self.template.add_output(id, output)?;
        }
        Ok(())
    }
}

fn api_id() -> Value {
    Value::get_att(&id("GraphQLApi"), "ApiId")
}

/// The logical id of a nested stack.
fn stack_id(name: &str) -> LogicalId {
    LogicalId::from_name(name).suffixed("Stack")
}
