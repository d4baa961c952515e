//! The request to a function.
//!
//! Source of truth: AppSync's developer guide, "Resolver mapping template reference for Lambda".

use askama::Template;
use burgeon_core::api::{Coordinate, DataSource, LambdaFunction};
use burgeon_core::resolver::{MappingTemplate, Needs, Request};
use burgeon_core::steps::RAISE_ERROR;

use burgeon_core::mapping_template as template;

/// Calls a function with all that is known of the field's request.
#[derive(Debug, Clone, Template)]
#[template(path = "function/invoke.vtl", escape = "none")]
pub(super) struct Invoke {
    /// The field.
    pub(super) at: Coordinate,
    /// The function.
    pub(super) function: LambdaFunction,
    /// Whether its answer is not waited for.
    pub(super) event: bool,
    /// The maximal batch size; absent: no batches.
    pub(super) max_batch_size: Option<u16>,
    /// `Invoke` or `BatchInvoke`.
    pub(super) operation: &'static str,
}

impl Request for Invoke {
    fn data_source(&self) -> DataSource {
        DataSource::Function(self.function.clone())
    }

    fn request(&self) -> MappingTemplate {
        template::request(self)
    }

    fn response(&self) -> MappingTemplate {
        let (statements, output) = match self.event {
            true => (include_str!("event.vtl"), "{ \"success\": $success }\n"),
            false => (RAISE_ERROR, "$util.toJson($ctx.result)\n"),
        };
        MappingTemplate { statements: statements.to_owned(), output: output.to_owned() }
    }

    fn needs(&self) -> Needs {
        Needs { max_batch_size: self.max_batch_size, ..Needs::default() }
    }
}
