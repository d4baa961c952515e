//! Data sources that the settings declare, for custom templates.
//!
//! Source of truth: CloudFormation's resource reference, `AWS::AppSync::DataSource`.

use burgeon_cloudformation::iam::Statement;
use burgeon_cloudformation::{Pseudo, Value, map};
use burgeon_core::api::LambdaFunction;
use burgeon_core::infrastructure::{Connection, StackFragment, environment};
use burgeon_core::settings::{DataSourceKind, DataSourceSettings, PermissionSettings};

/// The prefix of the ARNs of buses in the API's account and region.
const OWN_BUSES: &str = "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:event-bus/";

/// The connection of the data source, with the permissions that the settings list.
pub(super) fn connection(
    fragment: &mut StackFragment,
    settings: &DataSourceSettings,
    kind: DataSourceKind,
) -> Connection {
    let listed: Vec<Statement> =
        settings.permissions.iter().filter_map(|permission| listed(fragment, permission)).collect();
    let mut connection = match kind {
        DataSourceKind::Dynamodb(table) => {
            let config = map! {
                "TableName" => fragment.fill_in(&table.table),
                "AwsRegion" => region(table.region.as_deref()),
            };
            Connection { config: Some(("DynamoDBConfig", config)), statements: vec![] }
        }
        DataSourceKind::Function(function) => {
            let function = LambdaFunction {
                name: function.name.clone(),
                region: function.region.clone(),
                account: function.account_id.clone(),
                is_parameter: false,
            };
            Connection::function(fragment.function_arn(&function))
        }
        DataSourceKind::Http(http) => {
            fragment.note_variables(&http.endpoint);
            let signing = http.signing.as_ref();
            let signing = signing.map(|it| (it.service.as_str(), region(it.region.as_deref())));
            Connection::host(&http.endpoint, signing)
        }
        DataSourceKind::OpenSearch(domain) => {
            let of_arn = domain.arn.split(':').nth(3);
            let config = map! {
                "AwsRegion" => region(of_arn),
                "Endpoint" => domain.endpoint.as_str(),
            };
            Connection { config: Some(("OpenSearchServiceConfig", config)), statements: vec![] }
        }
        DataSourceKind::EventBridge(bus) => {
            let arn = match bus.bus.starts_with("arn:") {
                true => fragment.fill_in(&bus.bus),
                false => {
                    fragment.note_variables(&bus.bus);
                    Value::sub(format!("{OWN_BUSES}{}", environment::in_sub(&bus.bus)))
                }
            };
            let put = Statement::allow(["events:PutEvents"], [arn.clone()]);
            Connection {
                config: Some(("EventBridgeConfig", map! { "EventBusArn" => arn })),
                statements: vec![put],
            }
        }
    };
    connection.statements.splice(0..0, listed);
    connection
}

fn listed(fragment: &mut StackFragment, permission: &PermissionSettings) -> Option<Statement> {
    let resources: Vec<Value> =
        permission.resources.iter().map(|arn| fragment.fill_in(arn)).collect();
    Statement::allow_listed_matching(permission.actions.iter().cloned(), resources)
}

fn region(given: Option<&str>) -> Value {
    given.map_or_else(|| Value::reference(Pseudo::Region), Value::from)
}
