//! The service integrations of a `Resource`, as tables.

pub(crate) mod api;
mod document;
pub mod policy;
mod sdk;
mod table;

use crate::fault::Problem;
use std::ops::Range;

pub use document::Deployment;
pub use policy::{Policy, Statement};
pub(crate) use table::{Grant, Target};

/// The integration of a task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Integration {
    /// An optimized integration: `arn:aws:states:::sqs:sendMessage`.
    Optimized {
        /// The service, as the ARN spells it.
        service: &'static str,
        /// The action.
        action: &'static str,
        /// The integration pattern.
        pattern: Pattern,
    },
    /// Any action of the AWS SDK: `arn:aws:states:::aws-sdk:s3:copyObject`.
    Sdk {
        /// The service, as the ARN spells it.
        service: &'static str,
        /// The action.
        action: &'static str,
        /// The integration pattern.
        pattern: Pattern,
    },
    /// A Lambda function by its ARN.
    Function(String),
    /// An activity by its ARN.
    Activity(String),
    /// A text with placeholders `${…}`, which become known when the machine is deployed.
    Placeholder(String),
    /// An integration that is not in the tables.
    Other(String),
}

/// The integration pattern of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pattern {
    /// The response.
    RequestResponse,
    /// The end of the job that was started: `.sync`, `.sync:2`.
    Sync,
    /// That someone sends the task's token back: `.waitForTaskToken`.
    WaitForTaskToken,
}

impl Pattern {
    const fn suffix(self) -> &'static str {
        match self {
            Self::RequestResponse => "",
            Self::Sync => ".sync",
            Self::WaitForTaskToken => ".waitForTaskToken",
        }
    }
}

impl Integration {
    /// The integration of `resource`; `None` if no state machine can call it.
    pub fn of(resource: &str) -> Option<Self> {
        match identify(resource, &(0..0)) {
            Err(problem) if problem.is_warning() => Some(Self::Other(resource.to_owned())),
            found => found.ok(),
        }
    }

    /// The integration pattern.
    pub fn pattern(&self) -> Pattern {
        match self {
            Self::Optimized { pattern, .. } | Self::Sdk { pattern, .. } => *pattern,
            Self::Function(_) | Self::Activity(_) => Pattern::RequestResponse,
            Self::Placeholder(resource) | Self::Other(resource) => suffix(resource).1,
        }
    }
}

impl Integration {
    /// The unknown members of a mocked answer, which are outdated or misspelled. None for jobs,
    /// callbacks and functions, whose answers are not the API's.
    pub fn unknown_members(&self, answer: &serde_json::Value) -> Vec<String> {
        let known = match self {
            Self::Sdk { service, action, pattern: Pattern::RequestResponse } => {
                api::answer(service, action)
            }
            Self::Optimized { service, action, pattern: Pattern::RequestResponse } => {
                api::answer_of_integration(service, action)
            }
            _ => None,
        };
        let (Some(known), Some(given)) = (known, answer.as_object()) else { return Vec::new() };
        // What Step Functions adds to answers of the SDK.
        let is_added = |name: &str| ["SdkHttpMetadata", "SdkResponseMetadata"].contains(&name);
        let is_known =
            |name: &str| known.members().any(|member| member.name.eq_ignore_ascii_case(name));
        given.keys().filter(|name| !is_added(name) && !is_known(name)).cloned().collect()
    }
}

/// The call of `resource`, which is at `span`, or its error.
pub(crate) fn identify(resource: &str, span: &Range<usize>) -> Result<Integration, Problem> {
    if resource.contains("${") {
        return Ok(Integration::Placeholder(resource.to_owned()));
    }
    let parts: Vec<&str> = resource.splitn(6, ':').collect();
    match parts[..] {
        ["arn", _, "lambda", _, _, of] if of.starts_with("function:") => {
            Ok(Integration::Function(resource.to_owned()))
        }
        ["arn", _, "states", _, _, of] if of.starts_with("activity:") => {
            Ok(Integration::Activity(resource.to_owned()))
        }
        ["arn", _, "states", _, _, of] => service(of, span),
        _ => Err(Problem::new(
            "states::resource",
            format!("`{resource}` is not the ARN of a task"),
            span,
        )
        .label("expected the ARN of a Lambda function, an activity or an integration")
        .help("write `arn:aws:lambda:REGION:ACCOUNT:function:NAME` or `arn:aws:states:::SERVICE:ACTION`")),
    }
}

/// A resource without its suffix, and the pattern that the suffix names.
fn suffix(resource: &str) -> (&str, Pattern) {
    let suffixes = [
        (".waitForTaskToken", Pattern::WaitForTaskToken),
        (".sync:2", Pattern::Sync),
        (".sync", Pattern::Sync),
    ];
    suffixes
        .into_iter()
        .find_map(|(suffix, pattern)| Some((resource.strip_suffix(suffix)?, pattern)))
        .unwrap_or((resource, Pattern::RequestResponse))
}

/// Reads `service:action` and `aws-sdk:service:action`.
fn service(text: &str, span: &Range<usize>) -> Result<Integration, Problem> {
    let newer = text.ends_with(".sync:2");
    let (text, pattern) = suffix(text);
    if let Some(text) = text.strip_prefix("aws-sdk:") {
        return sdk::identify(text, pattern, span);
    }
    let (service, action) = text.split_once(':').unwrap_or((text, ""));
    let known: Vec<_> = table::actions().filter(|known| known.service == service).collect();
    if known.is_empty() {
        return Err(Problem::new(
            "states::unknown_integration",
            format!("Step Functions has no integration `{service}`"),
            span,
        )
        .help(format!("any service can be called as `aws-sdk:{service}:…`"))
        .meant(service, table::actions().map(|known| known.service)));
    }
    let Some(found) = known.iter().find(|known| known.name == action) else {
        return Err(Problem::new(
            "states::unknown_action",
            format!("the integration `{service}` has no action `{action}`"),
            span,
        )
        .help(format!("other actions can be called as `aws-sdk:{service}:…`"))
        .meant(action, known.iter().map(|known| known.name)));
    };
    let newest = service == "states";
    if !found.patterns.contains(&pattern) || (newer && !newest) {
        let suffix = if newer { ".sync:2" } else { pattern.suffix() };
        return Err(Problem::new(
            "states::unknown_action",
            format!("`{service}:{action}` has no form `{suffix}`"),
            span,
        )
        .help(
            match found.patterns.iter().filter(|p| **p != Pattern::RequestResponse).count() {
                0 => "write it without a suffix".to_owned(),
                _ => {
                    let suffixes: Vec<_> = found
                        .patterns
                        .iter()
                        .map(|p| p.suffix())
                        .filter(|s| !s.is_empty())
                        .collect();
                    format!("write it without a suffix, or with `{}`", suffixes.join("` or `"))
                }
            },
        ));
    }
    Ok(Integration::Optimized { service: found.service, action: found.name, pattern })
}
