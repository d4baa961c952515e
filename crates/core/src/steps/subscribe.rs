//! Opens a subscription: nothing is asked, but what will be told is filtered.

use askama::Template;

use crate::Name;
use crate::resolver::MappingTemplate;

/// A subscription that takes the caller's own filter, in its argument `filter`.
#[derive(Debug, Clone, Template)]
#[template(path = "steps/subscribe.vtl", escape = "none")]
pub struct Subscribe {
    /// Arguments that say what the fields of their names are to hold, beside that filter.
    pub compared: Vec<Name>,
}

impl Subscribe {
    /// The request: an empty payload.
    pub fn request(&self) -> MappingTemplate {
        let output = "{ \"version\": \"2018-05-29\", \"payload\": {} }\n".to_owned();
        MappingTemplate { statements: String::new(), output }
    }

    /// The response: sets the filter, answers null.
    pub fn response(&self) -> MappingTemplate {
        MappingTemplate { statements: super::render(self), output: "null\n".to_owned() }
    }
}
