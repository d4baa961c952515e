//! A relational database as AppSync reaches it, and what AppSync may do there.
//!
//! Source of truth: AppSync's developer guide, "Tutorial: Aurora Serverless", and CloudFormation's
//! resource reference, `AWS::AppSync::DataSource RelationalDatabaseConfig`.

use burgeon_cloudformation::iam::Statement;
use burgeon_cloudformation::{LogicalId, Map, Pseudo, Value, map};
use burgeon_core::Settings;
use burgeon_core::names::capitalized;

use super::environment;
use super::part::Part;

/// What AppSync does with a request of one statement, and with one of two, which it runs as one
/// transaction.
const ACTIONS: [&str; 5] = [
    "rds-data:BatchExecuteStatement",
    "rds-data:BeginTransaction",
    "rds-data:CommitTransaction",
    "rds-data:ExecuteStatement",
    "rds-data:RollbackTransaction",
];

/// The data source's own configuration, and what its role allows.
pub(super) fn describe(
    part: &mut Part,
    settings: &Settings,
    database: &str,
) -> (Map, Vec<Option<Statement>>) {
    let own = settings.databases.get(database).cloned().unwrap_or_default();
    let mut given = |value: &Option<String>, word: &str, description: &str| match value {
        Some(text) => {
            part.environment = part.environment.max(environment::used_by(text));
            environment::filled_in(text)
        }
        None => {
            let id = LogicalId::from_name(&capitalized(database)).suffixed(word);
            part.parameters.insert(id.clone(), format!("{description} `{database}`"));
            Value::reference(&id)
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
    let asked = Statement::allow(ACTIONS, [cluster]).ok();
    let read = Statement::allow(["secretsmanager:GetSecretValue"], [secret]).ok();
    (config, vec![asked, read])
}
