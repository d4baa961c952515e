//! Opens a subscription, and filters its payloads.

use askama::Template;

use super::guard;
use crate::Name;
use crate::data_source::DataSource;
use crate::mapping_template::{GuardedRequest, MappingTemplate};
use crate::policy::Policy;

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

impl GuardedRequest for Subscribe {
    fn data_source(&self) -> DataSource {
        DataSource::None
    }

    /// The request: an empty payload.
    fn request(&self, _policies: &[&Policy]) -> MappingTemplate {
        let output = "{ \"version\": \"2018-05-29\", \"payload\": {} }\n".to_owned();
        MappingTemplate { statements: String::new(), output }
    }

    /// The response: sets the filter, which the rules narrow, and answers null.
    fn response(&self, policies: &[&Policy]) -> MappingTemplate {
        let rules = policies.iter().rev().map(|policy| guard::listen(policy).response);
        let compared = match self.compared.as_slice() {
            [] => String::new(),
            compared => super::render(&Compared { compared }),
        };
        let statements = compared + &rules.collect::<String>() + &super::render(self);
        MappingTemplate { statements, output: "null\n".to_owned() }
    }
}
