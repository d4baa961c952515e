//! Runs the resolvers that Burgeon compiles against data sources in memory, and shows what they
//! do: the requests they make, the results they give, the errors they end with.
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
//! One field is run at a time: there is no schema here, nothing is coerced to a field's type, and
//! AppSync's own authorization of a field (`@aws_iam` and its like) is not applied.
//! [`dynamodb`] stands in for the tables of the manifest; for anything else, a test gives a
//! [`Fake`](data_source::Fake), something that is really there ([`HttpService`](data_source::HttpService),
//! [`Program`](data_source::Program), [`SqlDatabase`](data_source::SqlDatabase)), or a
//! [`DataSource`](data_source::DataSource) of its own.

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
