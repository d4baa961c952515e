//! Every action of every service, for `aws-sdk`.

mod permissions;

use std::ops::Range;

use super::{Integration, Pattern, api};
use crate::fault::Problem;

/// The services whose integration Step Functions keeps, though the table has them no longer.
static RETIRED: &str = include_str!("../retired.txt");

/// A line for each service: the actions that the integration excludes.
///
/// Source of truth: Step Functions' developer guide, "Unsupported API actions for supported services".
static EXCLUDED: &str = include_str!("../excluded.txt");

pub(super) fn identify(
    text: &str,
    pattern: Pattern,
    span: &Range<usize>,
) -> Result<Integration, Problem> {
    let (name, action) = text.split_once(':').unwrap_or((text, ""));
    if pattern == Pattern::Sync {
        return Err(Problem::new(
            "states::unknown_action",
            "actions of `aws-sdk` have no form `.sync`",
            span,
        )
        .help("poll with Wait and Choice, or use an optimized integration"));
    }
    let Some(service) = api::service(name) else { return unknown_service(name, span) };
    if let Some(problem) = excluded(name, action, span) {
        return Err(problem);
    }
    let Some(found) = service.actions().find(|known| *known == action) else {
        let lower = action.get(..1).map(str::to_lowercase).unwrap_or_default();
        let camel = format!("{lower}{}", action.get(1..).unwrap_or(""));
        return Err(Problem::new(
            "states::unknown_action",
            format!("the service `{name}` has no action `{action}`"),
            span,
        )
        .help("actions are spelled as in the AWS SDK, starting with a small letter")
        .meant(&camel, service.actions()));
    };
    Ok(Integration::Sdk { service: service.name, action: found, pattern })
}

/// A service that is not in the table: misspelled, retired, or newer than the table.
fn unknown_service(name: &str, span: &Range<usize>) -> Result<Integration, Problem> {
    let problem = |message: String| Problem::new("states::unknown_integration", message, span);
    if RETIRED.lines().any(|retired| retired == name) {
        return Err(problem(format!("AWS has retired the service `{name}`"))
            .warning()
            .label("new state machines may not be able to call it")
            .help("use the service that replaces it"));
    }
    let shorter = name.strip_suffix("service").unwrap_or(name);
    let shorter =
        ["amazon", "aws"].iter().find_map(|first| shorter.strip_prefix(first)).unwrap_or(shorter);
    let unknown = problem(format!("unknown AWS SDK service `{name}`"))
        .help("services are spelled as in the AWS SDK for Java: `sfn`, `cloudwatchlogs`, …");
    if api::service(shorter).is_some() {
        return Err(unknown.help(format!("did you mean `{shorter}`?")));
    }
    let meant = api::names().find(|service| {
        strsim::osa_distance(service, &name.to_lowercase()) <= usize::from(name.len() > 3)
    });
    match meant {
        Some(meant) => Err(unknown.help(format!("did you mean `{meant}`?"))),
        None => Err(unknown
            .warning()
            .label("misspelled, or newer than the table of services")
            .meant(name, api::names())),
    }
}

/// An action that exists, but that the integration excludes.
fn excluded(service: &str, action: &str, span: &Range<usize>) -> Option<Problem> {
    let mut words = EXCLUDED.lines().map(|line| line.split(' '));
    let mut words = words.find_map(|mut words| (words.next() == Some(service)).then_some(words))?;
    words.any(|excluded| excluded == action).then(|| {
        Problem::new(
            "states::unknown_action",
            format!("Step Functions does not support `{service}:{action}`"),
            span,
        )
        .label("excluded from the AWS SDK integrations")
        .help("call it from a Lambda function")
    })
}

/// The actions in IAM that calling an action takes.
pub(super) fn iam_actions(service: &str, action: &str) -> Vec<String> {
    let renamed = permissions::renamed(service, action);
    if !renamed.is_empty() {
        return renamed;
    }
    let prefix = api::service(service).map_or("", |service| service.prefix);
    let mut letters = action.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    vec![format!("{prefix}:{first}{}", letters.as_str())]
}
