//! AppSync's authorization modes, kinds of data sources, scalars and directives.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The number of rounds of one `#foreach` in a mapping template. Users report that AppSync skips
/// later rounds without an error, so templates that authorize count first.
pub const LOOP_LIMIT: usize = burgeon_quotas::appsync::LOOP_ITERATIONS;

/// An authorization mode.
///
/// Source of truth: AppSync's developer guide, "Configuring authorization and authentication".
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "camelCase")]
pub enum AuthorizationMode {
    /// A key, which every caller with it can use.
    #[default]
    ApiKey,
    /// A token of a Cognito user pool.
    UserPools,
    /// A request signed with AWS credentials.
    Iam,
    /// A token of an OpenID Connect provider.
    Oidc,
    /// A Lambda authorizer.
    Function,
}

impl AuthorizationMode {
    /// AppSync's name of the mode in its API and in CloudFormation.
    pub fn authentication_type(self) -> &'static str {
        match self {
            Self::ApiKey => "API_KEY",
            Self::UserPools => "AMAZON_COGNITO_USER_POOLS",
            Self::Iam => "AWS_IAM",
            Self::Oidc => "OPENID_CONNECT",
            Self::Function => "AWS_LAMBDA",
        }
    }

    /// Its name in the settings and in messages.
    pub fn name(self) -> &'static str {
        match self {
            Self::ApiKey => "apiKey",
            Self::UserPools => "userPools",
            Self::Iam => "iam",
            Self::Oidc => "oidc",
            Self::Function => "function",
        }
    }

    /// The directive that allows this mode where it is not the default.
    pub fn directive(self) -> &'static str {
        match self {
            Self::ApiKey => "aws_api_key",
            Self::UserPools => "aws_cognito_user_pools",
            Self::Iam => "aws_iam",
            Self::Oidc => "aws_oidc",
            Self::Function => "aws_lambda",
        }
    }

    /// The result of `$util.authType()` for requests of this mode.
    pub fn util_auth_type(self) -> &'static str {
        match self {
            Self::ApiKey => "API Key Authorization",
            Self::UserPools => "User Pool Authorization",
            Self::Iam => "IAM Authorization",
            Self::Oidc => "Open ID Connect Authorization",
            Self::Function => "Lambda Authorization",
        }
    }
}

/// AppSync's scalars, in addition to GraphQL's.
///
/// Source of truth: AppSync's developer guide, "Scalar types in GraphQL"; `AWSPhone` and
/// `AWSIPAddress` are among them.
pub const SCALARS: [&str; 9] = [
    "AWSDate",
    "AWSTime",
    "AWSDateTime",
    "AWSTimestamp",
    "AWSEmail",
    "AWSJSON",
    "AWSURL",
    "AWSPhone",
    "AWSIPAddress",
];

/// AppSync's directives, which remain in the expanded schema.
pub const DIRECTIVES: &str = include_str!("appsync.graphql");

/// Whether a directive is AppSync's or GraphQL's, and remains in the expanded schema.
pub fn keeps(directive: &str) -> bool {
    directive.starts_with("aws_") || matches!(directive, "deprecated" | "specifiedBy")
}

/// The GraphQL scalar with the values of a scalar of AppSync.
pub fn base_scalar(scalar: &str) -> Option<&'static str> {
    Some(match scalar {
        "String" => "String",
        "ID" => "ID",
        "Int" | "AWSTimestamp" => "Int",
        "Float" => "Float",
        "Boolean" => "Boolean",
        _ if SCALARS.contains(&scalar) => "String",
        _ => return None,
    })
}
