//! IAM policies: permissions of a role, and the principals that can assume it.
//!
//! A [`Statement`] has no wildcards except through [`allow_matching`](Statement::allow_matching),
//! which makes a broad permission visible where it is written. A [`Policy`] merges its statements
//! and sorts everything without an order, and does not depend on who added what first.
//!
//! ```
//! use burgeon_cloudformation::iam::{Policy, Statement};
//! use burgeon_cloudformation::{LogicalId, Value};
//!
//! let arn = Value::get_att(&LogicalId::from_name("TodoTable"), "Arn");
//! let policy = Policy::from_iter([
//!     Statement::allow(["dynamodb:GetItem"], [arn.clone()]),
//!     Statement::allow(["dynamodb:PutItem"], [arn.clone()]),
//! ]);
//! assert_eq!(policy.statements(), [Statement::allow(["dynamodb:GetItem", "dynamodb:PutItem"], [arn])]);
//! ```
//!
//! A statement names an action and a resource at least. One without is not compiled:
//!
//! ```compile_fail
//! use burgeon_cloudformation::iam::Statement;
//!
//! let nothing: [&str; 0] = [];
//! let statement = Statement::allow(["dynamodb:GetItem"], nothing);
//! ```

mod merge;
mod policy;
mod size;
mod statement;

pub use policy::Policy;
pub use size::{REFERENCE_CHARACTERS, TooLarge, characters, split};
pub use statement::{Effect, Principal, Statement};
