//! Requests and answers of models whose fields are stored under other names.

use askama::Template;

use super::Request;
use crate::Name;
use crate::stored::Stored;

/// Statements that rename arguments to the stored names.
pub(super) fn of_arguments(request: &Request, stored: &Stored) -> String {
    if stored.attributes.is_empty() {
        return String::new();
    }
    let (input, condition) = match request {
        Request::PutItem(_) | Request::UpdateItem(_) => (true, Some("condition")),
        Request::DeleteItem(_) => (false, Some("condition")),
        Request::Scan(_) | Request::Query(_) | Request::List(_) | Request::Sync(_) => {
            (false, Some("filter"))
        }
        Request::GetItem(_) | Request::QueryOne(_) => (false, None),
    };
    crate::steps::render(&RenamedArguments { stored, input, condition })
}

/// Statements that rename a result to the names of the API.
pub(super) fn of_result(model: &Name, request: &Request, stored: &Stored) -> String {
    let is_renamed = stored.name != *model;
    if stored.attributes.is_empty() && !is_renamed {
        return String::new();
    }
    let is_page = match request {
        Request::Scan(_)
        | Request::Query(_)
        | Request::QueryOne(_)
        | Request::List(_)
        | Request::Sync(_) => true,
        Request::GetItem(_)
        | Request::PutItem(_)
        | Request::UpdateItem(_)
        | Request::DeleteItem(_) => false,
    };
    crate::steps::render(&RenamedResult { typename: is_renamed.then_some(model), stored, is_page })
}

#[derive(Template)]
#[template(path = "steps/dynamodb/renamed_arguments.vtl", escape = "none")]
struct RenamedArguments<'a> {
    stored: &'a Stored,
    /// Whether there is an argument `input`.
    input: bool,
    /// The argument that compares fields.
    condition: Option<&'static str>,
}

#[derive(Template)]
#[template(path = "steps/dynamodb/renamed_result.vtl", escape = "none")]
struct RenamedResult<'a> {
    /// The type of the items, unless they have a `__typename` of another.
    typename: Option<&'a Name>,
    stored: &'a Stored,
    is_page: bool,
}
