//! CloudFormation documents, typed from end to end.
//!
//! This crate knows CloudFormation and IAM and nothing else: no GraphQL, no directives, no files.
//!
//! | to | use |
//! |---|---|
//! | describe a stack | [`Template`], [`Resource`], [`Parameter`], [`Output`], [`Condition`] |
//! | write a property | [`Value`], [`map!`], [`list!`], [`Pseudo`] |
//! | name a part of a stack after something users name | [`LogicalId`] |
//! | say what a role may do | [`iam`] |
//! | write it down | [`to_yaml`], [`to_json`] |
//! | read it back | [`from_yaml`], [`from_json`] |
//! | hold it to CloudFormation's quotas | [`quotas`], [`Usage`], [`Budget`] |
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
//!
//! # The order of things
//!
//! Everything keeps the order in which it was added, so a template reads as its author arranged it
//! and the same calls give the same bytes. Where order carries no meaning (actions of a policy,
//! a resource's dependencies, placements) it is sorted.
//!
//! # YAML
//!
//! CloudFormation reads YAML 1.1, in which `no`, `22:22` and `0123` are not strings. How a document
//! is laid out is this crate's; what a text is spelled like is `serde-saphyr`'s, which is maintained
//! and quotes whatever a reader of YAML 1.1 or 1.2 would take for something other than text, names
//! included. It is not asked about plain words, which nearly all text in a template is: judging each
//! anew took it a quarter of a compile. The forks of `serde_yaml` write `no`, `22:22` and `1_000`
//! bare, as YAML 1.2 allows, and fall back to escaped strings where a literal block would do. Text
//! of several lines that starts with a tab is quoted, since libyaml refuses the literal block. The
//! tests read every kind of scalar back with a YAML 1.1 resolver over libyaml's scanner, and with
//! PyYAML.

mod extent;
pub mod iam;
mod logical_id;
pub mod packing;
pub mod quotas;
mod read;
mod template;
mod usage;
mod value;
mod write;

pub use logical_id::{InvalidLogicalId, LogicalId};
pub use read::{ReadError, from_json, from_yaml};
pub use template::{
    Condition, Duplicate, Mapping, Output, Parameter, ParameterType, Resource, Retention, Template,
};
pub use usage::{Budget, Excess, Usage};
pub use value::{Intrinsic, Map, Name, Pseudo, Target, Value};
pub use write::{WriteError, to_json, to_yaml};
