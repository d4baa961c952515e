//! A table as AppSync sees it, and the role in which AppSync asks it.

use std::collections::{BTreeMap, BTreeSet};

use burgeon_cloudformation::iam::{Policy, Statement};
use burgeon_cloudformation::{LogicalId, Resource, Value, list, map};
use burgeon_core::api::{DataSource, Model};

use super::part::Part;
use super::table::Reference;
use super::{delta_sync, kms, resolver};
use crate::plan::Use;

/// The data source's logical id, where it stands in the same stack.
pub(super) fn id(model: &str) -> LogicalId {
    LogicalId::from_name(model).suffixed("DataSource")
}

/// Adds the data source of a model's table, and its role, which may do what `uses` lists.
pub(super) fn add(part: &mut Part, model: &Model, table: &Reference, uses: &BTreeSet<Use>) {
    let role = LogicalId::from_name(&model.stored.name).suffixed("Role");
    part.resources.push((role.clone(), role_resource(model, table, uses)));
    let mut config = map! {
        "TableName" => table.name.clone(),
        "AwsRegion" => table.region.clone(),
    };
    if model.syncable {
        delta_sync::describe(&mut config);
    }
    let source = Resource::new("AWS::AppSync::DataSource")
        .property("ApiId", resolver::api_id())
        .property("Name", DataSource::Table(model.stored.name.clone()).name())
        .property("Type", "AMAZON_DYNAMODB")
        .property("ServiceRoleArn", Value::get_att(&role, "Arn"))
        .property("DynamoDBConfig", config);
    part.resources.push((id(&model.stored.name), source));
}

fn role_resource(model: &Model, table: &Reference, uses: &BTreeSet<Use>) -> Resource {
    let mut by_index: BTreeMap<Option<&str>, Vec<&str>> = BTreeMap::new();
    // What a versioned data source may do with its table covers every request.
    for used in uses.iter().filter(|used| !model.syncable || used.index.is_some()) {
        by_index.entry(used.index.as_deref()).or_default().push(used.action);
    }
    let statements = by_index.into_iter().filter_map(|(index, actions)| {
        let resource = match index {
            None => table.arn.clone(),
            Some(index) => table.index(index),
        };
        Statement::allow(actions, [resource]).ok()
    });
    let versioned = model.syncable.then(|| delta_sync::statement(table)).flatten();
    let key = table.kms_key.as_deref().filter(|_| model.syncable || !uses.is_empty());
    let policy: Policy = statements.chain(versioned).chain(key.and_then(kms::statement)).collect();
    let policies = (!policy.is_empty())
        .then(|| list![map! { "PolicyName" => "Table", "PolicyDocument" => Value::from(policy) }]);
    Resource::new("AWS::IAM::Role")
        .property(
            "AssumeRolePolicyDocument",
            Value::from(Policy::assume_role("appsync.amazonaws.com")),
        )
        .optional("Policies", policies)
}
