//! Errors of the simulator.

use appsync_vtl::ParseError;

/// An invalid test or output. Errors that AppSync would return are in the
/// [`Outcome`](crate::Outcome).
#[derive(Debug, thiserror::Error)]
pub enum SimulatorError {
    /// A text of the output cannot be read.
    #[error("cannot read `{path}`: {reason}")]
    Read {
        /// The text's path.
        path: String,
        /// Why not.
        reason: String,
    },
    /// The manifest does not describe an output.
    #[error("the manifest is not valid: {0}")]
    Manifest(String),
    /// A template does not parse.
    #[error("`{path}` is not a template: {faults}")]
    Template {
        /// The template's path.
        path: String,
        /// The syntax errors.
        faults: ParseError,
    },
    /// A field has no resolver.
    #[error("`{0}` has no resolver")]
    NoResolver(String),
    /// A resolver's data source is not in the manifest, or is one that the test has to make up.
    #[error("the data source `{0}` is not there: give the API one with `with_data_source`")]
    NoDataSource(String),
}
