//! Every action of every service, for `aws-sdk`.

mod permissions;

use std::ops::Range;

use super::{Integration, Pattern};
use crate::fault::Problem;

/// A line for each service: its name, its prefix in IAM and its actions.
static SERVICES: &str = include_str!("../aws-sdk.txt");

struct Service {
    name: &'static str,
    prefix: &'static str,
    actions: &'static str,
}

fn services() -> impl Iterator<Item = Service> {
    SERVICES.lines().filter_map(|line| {
        let mut words = line.splitn(3, ' ');
        Some(Service { name: words.next()?, prefix: words.next()?, actions: words.next()? })
    })
}

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
    let Some(service) = services().find(|service| service.name == name) else {
        return Err(Problem::new(
            "states::unknown_integration",
            format!("the AWS SDK has no service `{name}`"),
            span,
        )
        .help("services are spelled as in the AWS SDK for Java: `sfn`, `cloudwatchlogs`, …")
        .meant(name, services().map(|service| service.name)));
    };
    let Some(found) = service.actions.split(',').find(|known| *known == action) else {
        let lower = action.get(..1).map(str::to_lowercase).unwrap_or_default();
        let camel = format!("{lower}{}", action.get(1..).unwrap_or(""));
        return Err(Problem::new(
            "states::unknown_action",
            format!("the service `{name}` has no action `{action}`"),
            span,
        )
        .help("actions are spelled as in the AWS SDK, starting with a small letter")
        .meant(&camel, service.actions.split(',')));
    };
    Ok(Integration::Sdk { service: service.name, action: found, pattern })
}

/// The actions in IAM that calling an action takes.
pub(super) fn iam_actions(service: &str, action: &str) -> Vec<String> {
    let renamed = permissions::renamed(service, action);
    if !renamed.is_empty() {
        return renamed;
    }
    let prefix = services().find(|known| known.name == service).map_or("", |known| known.prefix);
    let mut letters = action.chars();
    let first: String = letters.next().into_iter().flat_map(char::to_uppercase).collect();
    vec![format!("{prefix}:{first}{}", letters.as_str())]
}
