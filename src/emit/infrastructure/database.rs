//! A relational database as AppSync reaches it, and what AppSync may do there.
//!
//! Source of truth: AppSync's developer guide, "Tutorial: Aurora Serverless", and CloudFormation's
//! resource reference, `AWS::AppSync::DataSource RelationalDatabaseConfig`.

use burgeon_cloudformation::iam::Statement;
use burgeon_cloudformation::{LogicalId, Pseudo, Value, map};
use burgeon_core::Settings;
use burgeon_core::infrastructure::{Connection, StackFragment};
use burgeon_core::names::capitalized;

/// The actions of a request with one statement, and of a request with two, which is a transaction.
const ACTIONS: [&str; 5] = [
    "rds-data:BatchExecuteStatement",
    "rds-data:BeginTransaction",
    "rds-data:CommitTransaction",
    "rds-data:ExecuteStatement",
    "rds-data:RollbackTransaction",
];

/// The connection of a data source to a database.
pub(super) fn connection(
    fragment: &mut StackFragment,
    settings: &Settings,
    database: &str,
) -> Connection {
    let own = settings.databases.get(database).cloned().unwrap_or_default();
    let mut given = |value: &Option<String>, word: &str, description: &str| match value {
        Some(text) => fragment.fill_in(text),
        None => {
            let id = LogicalId::from_name(&capitalized(database)).suffixed(word);
            fragment.parameter(&id, format!("{description} `{database}`"))
        }
    };
    let cluster = given(&own.cluster, "ClusterArn", "The ARN of the cluster of the database");
    let secret = given(&own.secret, "SecretArn", "The ARN of the secret of the database");
    let name = given(&own.name, "DatabaseName", "The name in its cluster of the database");
    let mut endpoint = map! {
        "AwsRegion" => Value::reference(Pseudo::Region),
        "AwsSecretStoreArn" => secret.clone(),
        "DatabaseName" => name,
        "DbClusterIdentifier" => cluster.clone(),
    };
    if let Some(schema) = own.schema {
        endpoint.insert("Schema", schema);
    }
    let config = map! {
        "RelationalDatabaseSourceType" => "RDS_HTTP_ENDPOINT",
        "RdsHttpEndpointConfig" => endpoint,
    };
    let execute = Statement::allow(ACTIONS, [cluster]);
    let read_secret = Statement::allow(["secretsmanager:GetSecretValue"], [secret]);
    Connection {
        config: Some(("RelationalDatabaseConfig", config)),
        statements: vec![execute, read_secret],
    }
}
