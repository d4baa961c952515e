//! Opens a subscription, and filters its payloads.

use askama::Template;

use crate::Name;
use crate::mapping_template::MappingTemplate;

/// A subscription with a filter of the caller, in its argument `filter`.
#[derive(Debug, Clone, Template)]
#[template(path = "steps/subscribe.vtl", escape = "none")]
pub struct Subscribe {
    /// Arguments in place of that one: each is compared with the field of its name.
    pub compared: Vec<Name>,
}

/// The statements that add compared arguments to the filter.
#[derive(Template)]
#[template(path = "steps/subscribe_filter.vtl", escape = "none")]
struct Compared<'a> {
    compared: &'a [Name],
}

impl Subscribe {
    /// The request: an empty payload.
    pub fn request(&self) -> MappingTemplate {
        let output = "{ \"version\": \"2018-05-29\", \"payload\": {} }\n".to_owned();
        MappingTemplate { statements: String::new(), output }
    }

    /// The response: sets the filter, answers null. `rules` are statements that narrow the filter.
    pub fn response(&self, rules: &str) -> MappingTemplate {
        let compared = match self.compared.as_slice() {
            [] => String::new(),
            compared => super::render(&Compared { compared }),
        };
        let statements = compared + rules + &super::render(self);
        MappingTemplate { statements, output: "null\n".to_owned() }
    }
}
