//! Data sources with the roles that AppSync assumes to call them.
//!
//! Source of truth: CloudFormation's resource reference, `AWS::AppSync::DataSource`.

use burgeon_cloudformation::iam::{Policy, Statement};
use burgeon_cloudformation::{LogicalId, Map, Pseudo, Resource, Value, map};

use super::{DataSourceUsage, StackFragment, api_id, environment, role};
use crate::data_source::{DataSource, HttpEndpoint};
use crate::deployment::Variable;

/// The connection of AppSync to a data source.
#[derive(Debug, Clone, Default)]
pub struct Connection {
    /// The property that configures it, such as `LambdaConfig`; absent: none.
    pub config: Option<(&'static str, Map)>,
    /// The permissions that every request needs.
    pub statements: Vec<Statement>,
}

impl Connection {
    /// A Lambda function.
    pub fn function(arn: Value) -> Self {
        let invoke = Statement::allow(["lambda:InvokeFunction"], [arn.clone()]);
        Self {
            config: Some(("LambdaConfig", map! { "LambdaFunctionArn" => arn })),
            statements: vec![invoke],
        }
    }

    /// An HTTP endpoint; requests are signed for the API's own region.
    pub fn http(endpoint: &HttpEndpoint) -> Self {
        let region = || Value::reference(Pseudo::Region);
        let signing = endpoint.signed_for.map(|service| (service, region()));
        Self::host(&endpoint.origin, signing)
    }

    /// A host; with `signing`, requests are signed for a service in a region. A fragment that
    /// takes this connection has to [note the variables](StackFragment::note_variables) of the
    /// origin.
    pub fn host(origin: &str, signing: Option<(&str, Value)>) -> Self {
        let mut config = map! { "Endpoint" => environment::filled_in(origin) };
        if let Some((service, region)) = signing {
            let signing = map! { "SigningRegion" => region, "SigningServiceName" => service };
            config.insert(
                "AuthorizationConfig",
                map! { "AuthorizationType" => "AWS_IAM", "AwsIamConfig" => signing },
            );
        }
        Self { config: Some(("HttpConfig", config)), statements: vec![] }
    }
}

impl StackFragment {
    /// The stack of data sources that belong to no model. It depends on no other stack, so
    /// resolvers in any stack can use them.
    pub const DATA_SOURCES: &str = "data-sources";

    /// A fragment for a data source alone; `None` for the data sources that belong to the root
    /// stack or to a model's.
    pub fn for_data_source(source: &DataSource) -> Option<Self> {
        match source {
            DataSource::None | DataSource::Table(_) => None,
            _ => Some(Self::new(source.fragment()?, Self::DATA_SOURCES)),
        }
    }

    /// Adds a data source with a role that allows the connection and the requests of resolvers,
    /// and no more. A data source without permissions has no role.
    pub fn add_data_source(
        &mut self,
        source: &DataSource,
        connection: Connection,
        usage: &DataSourceUsage,
    ) {
        let permissions: Vec<Statement> = self.statements(usage);
        let policy: Policy = connection.statements.into_iter().chain(permissions).collect();
        let mut resource = Resource::new("AWS::AppSync::DataSource")
            .property("ApiId", api_id())
            .property("Name", source.name())
            .property("Type", source.kind());
        if let Some((property, config)) = connection.config {
            resource = resource.property(property, config);
        }
        if !policy.is_empty() {
            let id = LogicalId::from_name(&source.name()).suffixed("Role");
            self.add_resource(id.clone(), role("appsync.amazonaws.com", "DataSource", policy));
            resource = resource.property("ServiceRoleArn", Value::get_att(&id, "Arn"));
        }
        self.add_resource(source.logical_id(), resource);
    }

    /// The permissions of requests as statements of a policy.
    pub fn statements(&mut self, usage: &DataSourceUsage) -> Vec<Statement> {
        let is_named = |variable: &&Variable| match variable {
            Variable::Parameter(parameter) => {
                let reference = parameter.in_sub();
                usage.permissions.iter().any(|allowed| allowed.resource.contains(&reference))
            }
            _ => false,
        };
        let parameters = environment::parameters(usage.variables.iter().filter(is_named));
        self.parameters.extend(parameters);
        let statement = |permission: &crate::mapping_template::Permission| {
            let resource = self.sub_if_needed(&permission.resource);
            Statement::allow_matching([permission.action], [resource])
        };
        usage.permissions.iter().map(statement).collect()
    }
}
