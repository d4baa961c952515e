use burgeon_cloudformation::{LogicalId, Parameter, Value};

/// An attribute of the API that nested stacks receive as a parameter, in addition to the API's id.
///
/// Source of truth: CloudFormation's resource reference, `AWS::AppSync::GraphQLApi`, return values.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ApiAttribute {
    /// The ARN of the GraphQL endpoint.
    EndpointArn,
    /// The URL of the GraphQL endpoint.
    Endpoint,
}

impl ApiAttribute {
    /// The logical id of the parameter.
    pub fn id(self) -> LogicalId {
        LogicalId::from_name(match self {
            Self::EndpointArn => "GraphQLEndpointArn",
            Self::Endpoint => "GraphQLEndpoint",
        })
    }

    /// The declaration of the parameter.
    pub fn parameter(self) -> Parameter {
        Parameter::string().description(match self {
            Self::EndpointArn => "The ARN of the API's endpoint",
            Self::Endpoint => "The URL of the API's endpoint",
        })
    }

    /// The attribute's value in the stack that declares the API under this logical id.
    pub fn value(self, api: &LogicalId) -> Value {
        Value::get_att(
            api,
            match self {
                Self::EndpointArn => "GraphQLEndpointArn",
                Self::Endpoint => "GraphQLUrl",
            },
        )
    }
}

/// The id of the API, which every nested stack receives as a parameter.
pub fn api_id() -> Value {
    static ID: std::sync::LazyLock<LogicalId> =
        std::sync::LazyLock::new(|| LogicalId::from_name("ApiId"));
    Value::reference(&*ID)
}
