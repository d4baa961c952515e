//! What nested stacks are told of the API, beside its id.
//!
//! Source of truth: CloudFormation's resource reference, `AWS::AppSync::GraphQLApi`, return values.

use burgeon_cloudformation::{LogicalId, Parameter, Value};

/// Something that stacks may need to know of the API.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum ApiAttribute {
    /// The ARN at which it takes operations.
    EndpointArn,
    /// The URL at which it takes operations.
    Endpoint,
}

impl ApiAttribute {
    /// The logical id of the parameter that holds it.
    pub(super) fn id(self) -> LogicalId {
        LogicalId::from_name(match self {
            Self::EndpointArn => "GraphQLEndpointArn",
            Self::Endpoint => "GraphQLEndpoint",
        })
    }

    /// The parameter that holds it.
    pub(super) fn parameter(self) -> Parameter {
        Parameter::string().description(match self {
            Self::EndpointArn => "The ARN at which the API takes operations",
            Self::Endpoint => "The URL at which the API takes operations",
        })
    }

    /// What it is, where the API itself stands.
    pub(super) fn of(self, api: &LogicalId) -> Value {
        Value::get_att(
            api,
            match self {
                Self::EndpointArn => "GraphQLEndpointArn",
                Self::Endpoint => "GraphQLUrl",
            },
        )
    }
}
