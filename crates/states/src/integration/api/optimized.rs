//! The parameters of optimized integrations: those of the API, or those of Step Functions where they differ.

use super::{Structure, answer, request};

/// The parameters of an integration.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Parameters {
    pub(crate) structure: Structure,
    /// The members that take any value, where the API takes a text or bytes.
    pub(crate) open: &'static [&'static str],
}

/// Integrations with parameters of Step Functions.
///
/// Source of truth: the pages of Step Functions' developer guide on API Gateway, HTTP tasks, Amazon EKS
/// and Amazon Bedrock.
const OWN: &[(&str, &str, &str)] = &[
    (
        "apigateway",
        "invoke",
        "ApiEndpoint!s,Method!s,Headers:*,Stage:s,Path:s,QueryParameters:*,RequestBody:*,AllowNullValues:b,AuthType:s",
    ),
    (
        "http",
        "invoke",
        "ApiEndpoint!s,Method!s,Authentication:*,InvocationConfig:*,Headers:*,QueryParameters:*,RequestBody:*,Transform:*",
    ),
    (
        "eks",
        "call",
        "ClusterName!s,CertificateAuthority!s,Endpoint!s,Method!s,Path!s,QueryParameters:*,RequestBody:*",
    ),
    (
        "eks",
        "runJob",
        "ClusterName!s,CertificateAuthority!s,Endpoint!s,Job!*,Namespace:s,LogOptions:*",
    ),
    (
        "bedrock",
        "invokeModel",
        "ModelId!s,Body:*,Input:*,Output:*,Accept:s,ContentType:s,Trace:s,GuardrailIdentifier:s,GuardrailVersion:s,PerformanceConfigLatency:s,ServiceTier:s",
    ),
];

/// Members that take any JSON value.
const OPEN: &[(&str, &[&str])] = &[
    ("lambda", &["Payload"]),
    ("sns", &["Message"]),
    ("sqs", &["MessageBody"]),
    ("events", &["Detail"]),
    ("states", &["Input"]),
    ("codebuild", &["BuildspecOverride"]),
    ("s3", &["Body"]),
];

/// The parameters of an optimized integration; none if they are not known: Amazon EMR's differ from
/// the API's, and are not described by a public model.
pub(crate) fn of_integration(service: &str, action: &str) -> Option<Parameters> {
    let open = OPEN.iter().find(|(name, _)| *name == service).map_or(&[][..], |(_, open)| open);
    let own = OWN.iter().find(|(name, known, _)| (*name, *known) == (service, action));
    if let Some((.., members)) = own {
        return Some(Parameters { structure: Structure { members, lines: "" }, open });
    }
    Some(Parameters { structure: request(service_in_sdk(service)?, action)?, open })
}

/// The members of the answer of an optimized integration; none if they are not the API's.
pub(crate) fn answer_of_integration(service: &str, action: &str) -> Option<Structure> {
    let own = OWN.iter().any(|(name, known, _)| (*name, *known) == (service, action));
    if own { None } else { answer(service_in_sdk(service)?, action) }
}

/// The name of an integration's service in the SDK.
fn service_in_sdk(service: &str) -> Option<&str> {
    Some(match service {
        "states" => "sfn",
        "events" => "eventbridge",
        "elasticmapreduce" => return None,
        "emr-containers" => "emrcontainers",
        "emr-serverless" => "emrserverless",
        name => name,
    })
}
