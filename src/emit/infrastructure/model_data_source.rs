//! The data source of a model's table, and the role that AppSync assumes to call it.

use std::collections::BTreeMap;

use burgeon_cloudformation::iam::{Policy, Statement};
use burgeon_cloudformation::{LogicalId, Resource, Value, map};
use burgeon_core::api::{DataSource, Model};
use burgeon_core::infrastructure::{DataSourceUsage, ModelTable, StackFragment, api_id, kms, role};
use burgeon_core::resolver::Use;

use super::delta_sync;

/// Adds the data source of a model's table, and its role, which allows what resolvers do.
pub(super) fn add(
    fragment: &mut StackFragment,
    model: &Model,
    table: &ModelTable,
    usage: &DataSourceUsage,
) {
    let role_id = LogicalId::from_name(&model.stored.name).suffixed("Role");
    let policy = policy(fragment, model, table, usage);
    fragment.add_resource(role_id.clone(), role("appsync.amazonaws.com", "Table", policy));
    let mut config = map! {
        "TableName" => table.name.clone(),
        "AwsRegion" => table.region.clone(),
    };
    if model.syncable {
        delta_sync::describe(&mut config);
    }
    let source = DataSource::Table(model.stored.name.clone());
    let resource = Resource::new("AWS::AppSync::DataSource")
        .property("ApiId", api_id())
        .property("Name", source.name())
        .property("Type", source.kind())
        .property("ServiceRoleArn", Value::get_att(&role_id, "Arn"))
        .property("DynamoDBConfig", config);
    fragment.add_resource(source.logical_id(), resource);
}

fn policy(
    fragment: &mut StackFragment,
    model: &Model,
    table: &ModelTable,
    usage: &DataSourceUsage,
) -> Policy {
    let mut by_index: BTreeMap<Option<&str>, Vec<&str>> = BTreeMap::new();
    // The actions that AppSync needs for a versioned data source cover every request to its table.
    let needed = |used: &&Use| !model.syncable || used.index.is_some();
    for used in usage.table_actions.iter().filter(needed) {
        by_index.entry(used.index.as_deref()).or_default().push(used.action);
    }
    let requests = by_index.into_iter().filter_map(|(index, actions)| {
        let resource = match index {
            None => table.arn.clone(),
            Some(index) => table.index(index),
        };
        Statement::allow_listed(actions, [resource])
    });
    let versioned = model.syncable.then(|| delta_sync::statement(table));
    let is_used = model.syncable || !usage.table_actions.is_empty();
    let key = table.kms_key.as_deref().filter(|_| is_used).map(kms::statement);
    let permissions = fragment.statements(usage);
    requests.chain(versioned).chain(key).chain(permissions).collect()
}
