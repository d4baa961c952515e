//! Assigns resources to stacks.
//!
//! A *group* is a set of resources in one stack: a model's table with its role and data source, a
//! resolver with its functions. [`pack`] puts every group into the stack it prefers, or, if that is
//! full, into a further one (`Todo`, `Todo-2`, `Todo-3`, …). It never moves a group while its stack
//! has room for it: CloudFormation would delete the resources in one stack and create them in the
//! other, and a table would lose its data. So the [`Placement`] of one build is written to a
//! [file](Placement::to_lock) and read by the next one.
//!
//! - The order of the groups does not matter.
//! - No stack exceeds the capacity.
//! - Adding or removing a group moves no other group. A group moves when it, or one before it by
//!   name in the same stack, has outgrown the stack.
//!
//! ```
//! use burgeon_cloudformation::packing::{Group, Placement, Weight, pack};
//!
//! let capacity = Weight { resources: 10, ..Weight::quota() };
//! let group = |name: &str| Group {
//!     name: name.to_owned(),
//!     stack: "Todo".to_owned(),
//!     weight: Weight { resources: 6, ..Weight::default() },
//! };
//! let groups = [group("table"), group("resolvers")];
//! let placement = pack(&groups, &capacity, &Placement::default()).expect("each fits a stack");
//! assert_eq!(placement.stack_of("resolvers"), Some("Todo"));
//! assert_eq!(placement.stack_of("table"), Some("Todo-2"));
//! ```

mod lock;
mod pack;
mod placement;
mod weight;

pub use lock::LockError;
pub use pack::{Group, PackError, pack};
pub use placement::Placement;
pub use weight::Weight;
