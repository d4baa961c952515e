//! Resolves a field from the source object, without a data source.

use askama::Template;

use crate::Name;
use crate::data_source::DataSource;
use crate::mapping_template::{MappingTemplate, Request};

/// The member of an answer that holds the operation that returned it, for the fields below.
pub const OPERATION: &str = "__operation";

/// A field of the object that was read before.
#[derive(Debug, Clone, Template)]
#[template(path = "steps/source_field.vtl", escape = "none")]
pub struct SourceField {
    /// The field.
    pub field: Name,
    /// Whether of names that are made of several claims only the last claim is shown.
    pub shown_by_last_claim: bool,
    /// Whether it is a list.
    pub is_list: bool,
}

impl Request for SourceField {
    fn data_source(&self) -> DataSource {
        DataSource::None
    }

    fn request(&self) -> MappingTemplate {
        let output = "{ \"version\": \"2018-05-29\", \"payload\": {} }\n".to_owned();
        MappingTemplate { statements: String::new(), output }
    }

    fn response(&self) -> MappingTemplate {
        let output = "$util.toJson($value)\n".to_owned();
        MappingTemplate { statements: super::render(self), output }
    }
}
