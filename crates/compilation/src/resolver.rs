//! Resolvers as AppSync runs them, with the texts of their mapping templates.

use burgeon_core::api::Coordinate;
use burgeon_core::resolver::Slot;

/// The resolver of a field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Resolver {
    /// One request to one data source.
    Unit(DataSourceCall),
    /// Functions, one after the other, between two templates.
    Pipeline(Pipeline),
}

/// A pipeline resolver.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pipeline {
    /// The template that runs before the first function.
    pub before: String,
    /// The functions, in order.
    pub functions: Vec<PipelineFunction>,
    /// The template that runs after the last function.
    pub after: String,
}

/// A function of a pipeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PipelineFunction {
    /// Its name, which no other function of the pipeline has: the slot, and a number if there are
    /// several in it: `postAuth.1`.
    pub name: String,
    /// The slot that it runs in.
    pub slot: Slot,
    /// Its request.
    pub call: DataSourceCall,
}

/// A request to a data source, and what becomes of the response.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataSourceCall {
    /// The name of the data source, as [`Compilation::data_sources`](crate::Compilation) lists it.
    pub data_source: String,
    /// The maximal batch size; absent: no batches.
    pub max_batch_size: Option<u16>,
    /// The request mapping template. Variables that CloudFormation fills in when the stack is
    /// deployed are set to samples in its first lines.
    pub request: String,
    /// The response mapping template.
    pub response: String,
}

impl Resolver {
    /// The requests to data sources, in order.
    pub fn calls(&self) -> impl Iterator<Item = &DataSourceCall> {
        let (unit, functions) = match self {
            Self::Unit(call) => (Some(call), [].as_slice()),
            Self::Pipeline(pipeline) => (None, pipeline.functions.as_slice()),
        };
        unit.into_iter().chain(functions.iter().map(|function| &function.call))
    }

    /// The templates with the paths of their files in the output folder, in the order in which they
    /// run.
    pub fn templates(&self, at: &Coordinate) -> Vec<(String, &str)> {
        let paths = TemplatePaths::new(at);
        match self {
            Self::Unit(call) => vec![
                (paths.unit_request(), call.request.as_str()),
                (paths.unit_response(), &call.response),
            ],
            Self::Pipeline(Pipeline { before, functions, after }) => {
                let mut templates = vec![(paths.before(), before.as_str())];
                for PipelineFunction { name, call, .. } in functions {
                    templates.push((paths.request(name), &call.request));
                    templates.push((paths.response(name), &call.response));
                }
                templates.push((paths.after(), after));
                templates
            }
        }
    }
}

/// The paths of a resolver's templates: `resolvers/<Type>.<field>.<what>.vtl`.
#[derive(Debug, Clone, Copy)]
pub struct TemplatePaths<'a> {
    /// The path of the output folder, as seen from the file that the paths are written in.
    output: &'a str,
    at: &'a Coordinate,
}

impl<'a> TemplatePaths<'a> {
    /// The paths relative to the output folder.
    pub fn new(at: &'a Coordinate) -> Self {
        Self { output: "", at }
    }

    /// The paths as seen from a file from which the output folder is reached by `output`.
    pub fn seen_from(output: &'a str, at: &'a Coordinate) -> Self {
        Self { output, at }
    }

    /// The request template of a unit resolver.
    pub fn unit_request(&self) -> String {
        self.path(&["req"])
    }

    /// The response template of a unit resolver.
    pub fn unit_response(&self) -> String {
        self.path(&["res"])
    }

    /// The template that runs before a pipeline's functions.
    pub fn before(&self) -> String {
        self.path(&["before"])
    }

    /// The template that runs after a pipeline's functions.
    pub fn after(&self) -> String {
        self.path(&["after"])
    }

    /// The request template of a function of the pipeline.
    pub fn request(&self, function: &str) -> String {
        self.path(&[function, ".req"])
    }

    /// The response template of a function of the pipeline.
    pub fn response(&self, function: &str) -> String {
        self.path(&[function, ".res"])
    }

    fn path(&self, what: &[&str]) -> String {
        let (ty, field) = (self.at.ty.as_str(), self.at.field.as_str());
        [&[self.output, "resolvers/", ty, ".", field, "."], what, &[".vtl"]].concat().concat()
    }
}
