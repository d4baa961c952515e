//! CloudFormation documents, typed from end to end.
//!
//! This crate covers CloudFormation and IAM, and neither GraphQL nor directives nor files.
//!
//! | to | use |
//! |---|---|
//! | describe a stack | [`Template`], [`Resource`], [`Parameter`], [`Output`], [`Condition`] |
//! | write a property | [`Value`], [`map!`], [`list!`], [`Pseudo`] |
//! | derive a logical id from a user's name | [`LogicalId`], [`short_hash`] |
//! | grant permissions to a role | [`iam`] |
//! | serialize it | [`to_yaml`], [`to_json`] |
//! | deserialize it | [`from_yaml`], [`from_json`] |
//! | compare it with CloudFormation's quotas | [`quotas`], [`Usage`], [`Budget`] |
//! | spread resources over stacks, and keep them there | [`packing`] |
//!
//! ```
//! use burgeon_cloudformation::{LogicalId, Resource, Retention, Template, Value, list, map, to_yaml};
//!
//! let table = LogicalId::from_name("Todo").suffixed("Table");
//! let mut template = Template::new();
//! template.add_resource(
//!     table.clone(),
//!     Resource::new("AWS::DynamoDB::Table")
//!         .retention(Retention::Retain)
//!         .property("BillingMode", "PAY_PER_REQUEST")
//!         .property("KeySchema", list![map! { "AttributeName" => "id", "KeyType" => "HASH" }]),
//! )?;
//! template.add_output(
//!     LogicalId::from_name("TableArn"),
//!     burgeon_cloudformation::Output::new(Value::get_att(&table, "Arn")),
//! )?;
//! assert_eq!(
//!     to_yaml(&template)?,
//!     r#"AWSTemplateFormatVersion: "2010-09-09"
//! Resources:
//!   TodoTable:
//!     Type: AWS::DynamoDB::Table
//!     DeletionPolicy: Retain
//!     UpdateReplacePolicy: Retain
//!     Properties:
//!       BillingMode: PAY_PER_REQUEST
//!       KeySchema:
//!       - AttributeName: id
//!         KeyType: HASH
//! Outputs:
//!   TableArn:
//!     Value: !GetAtt TodoTable.Arn
//! "#
//! );
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//! # Order
//!
//! Everything keeps the order in which it was added, and the same calls write the same bytes.
//! What has no order (actions of a policy, a resource's dependencies, placements) is sorted.
//!
//! # YAML
//!
//! CloudFormation reads YAML 1.1, in which `no`, `22:22` and `0123` are not strings. This crate
//! writes the layout, and `serde-saphyr` the strings. It quotes every string that a YAML 1.1 or
//! 1.2 parser would read as another type, names included. Plain words, nearly all strings of a
//! template, bypass it, because checking each took a quarter of a compile. The forks of
//! `serde_yaml` write `no`, `22:22` and `1_000` without quotes, as YAML 1.2 allows, and use escaped
//! strings where a literal block is possible. A string of several lines that starts with a tab is
//! quoted, because libyaml refuses the literal block. The tests read every kind of scalar back with
//! a YAML 1.1 resolver over libyaml's scanner, and with PyYAML.

mod extent;
pub mod iam;
mod logical_id;
pub mod packing;
pub mod quotas;
mod read;
mod short_hash;
mod tags;
mod template;
mod usage;
mod value;
mod write;

pub use logical_id::{InvalidLogicalId, LogicalId};
pub use read::{ReadError, from_json, from_yaml};
pub use short_hash::short_hash;
pub use template::{
    Condition, Duplicate, Mapping, Output, Parameter, ParameterType, Resource, Retention, Template,
};
pub use usage::{Budget, Excess, Usage};
pub use value::{Intrinsic, Map, Name, Pseudo, Target, Value};
pub use write::{WriteError, to_json, to_yaml};
