//! Opens a subscription: nothing is asked, but what will be told is filtered.

use askama::Template;

/// A subscription that takes the caller's own filter.
#[derive(Debug, Clone, Template)]
#[template(path = "steps/subscribe.vtl", escape = "none")]
pub struct Subscribe {
    /// The argument that holds the filter; absent: everything is told.
    pub filter_argument: Option<crate::Name>,
}

/// The request of a step that asks nothing.
pub const EMPTY_REQUEST: &str = "{ \"version\": \"2018-05-29\", \"payload\": {} }\n";

impl Subscribe {
    /// The request template's payload.
    pub fn request(&self) -> String {
        EMPTY_REQUEST.to_owned()
    }

    /// The response template: sets the filter, answers null.
    pub fn response(&self) -> String {
        super::render(self)
    }
}
