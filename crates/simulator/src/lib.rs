//! Runs compiled resolvers against data sources in memory, and shows the requests that they make,
//! their results and their errors.
//!
//! ```no_run
//! use burgeon_simulator::Api;
//! use serde_json::json;
//!
//! let api = Api::open("build")?;
//! api.seed("TodoTable", [json!({ "id": "1", "owner": "sub-alice::alice" })])?;
//!
//! let todo = api.as_user("alice").call("Query.getTodo", json!({ "id": "1" }))?;
//! assert_eq!(todo.result["id"], "1");
//! assert!(api.as_user("bob").call("Query.getTodo", json!({ "id": "1" }))?.is_unauthorized());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! One field is run at a time, without a schema: results are not coerced to a field's type, and
//! AppSync's own authorization of a field (`@aws_iam` and the like) is not applied. [`dynamodb`]
//! emulates the tables of the manifest. For other data sources, a test uses a
//! [`Fake`](data_source::Fake), a real service ([`HttpService`](data_source::HttpService),
//! [`Program`](data_source::Program), [`SqlDatabase`](data_source::SqlDatabase)), or another
//! [`DataSource`](data_source::DataSource).

mod api;
mod call;
pub mod data_source;
pub mod dynamodb;
mod error;
mod identity;
pub mod manifest;
mod outcome;
mod output;
mod resolver;

pub use api::{Api, DEFAULT_NOW};
pub use call::{Call, Caller};
pub use error::SimulatorError;
pub use identity::Identity;
pub use outcome::{FieldError, Outcome, RecordedRequest};
pub use output::Output;
