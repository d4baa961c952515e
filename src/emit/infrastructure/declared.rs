//! Data sources that the settings declare, for the author's own templates.
//!
//! Source of truth: CloudFormation's resource reference, `AWS::AppSync::DataSource`.

use burgeon_cloudformation::iam::Statement;
use burgeon_cloudformation::{Pseudo, Resource, Value, map};
use burgeon_core::api::LambdaFunction;
use burgeon_core::settings::{DataSourceKind, DataSourceSettings, PermissionSettings};

use super::environment;
use super::part::Part;
use super::sources;

/// What the ARNs of buses begin with that are of the API's own account and region.
const OWN_BUSES: &str = "arn:${AWS::Partition}:events:${AWS::Region}:${AWS::AccountId}:event-bus/";

/// The data source with its configuration, and what its role allows beside what templates do.
pub(super) fn describe(
    part: &mut Part,
    settings: &DataSourceSettings,
    described: Resource,
) -> (Resource, Vec<Option<Statement>>) {
    let mut allowed: Vec<Option<Statement>> =
        settings.permissions.iter().map(|permission| listed(part, permission)).collect();
    let described = match settings.kinds().next() {
        Some(DataSourceKind::Dynamodb(table)) => {
            let config = map! {
                "TableName" => filled_in(part, &table.table),
                "AwsRegion" => region(table.region.as_deref()),
            };
            described.property("DynamoDBConfig", config)
        }
        Some(DataSourceKind::Function(function)) => {
            let function = LambdaFunction {
                name: function.name.clone(),
                region: function.region.clone(),
                account: function.account_id.clone(),
                is_parameter: false,
            };
            let arn = sources::arn(part, &function);
            allowed.push(Statement::allow(["lambda:InvokeFunction"], [arn.clone()]).ok());
            described.property("LambdaConfig", map! { "LambdaFunctionArn" => arn })
        }
        Some(DataSourceKind::Http(http)) => {
            note(part, &http.endpoint);
            let signing = http.signing.as_ref();
            let signing = signing.map(|it| (it.service.as_str(), region(it.region.as_deref())));
            described.property("HttpConfig", sources::host(&http.endpoint, signing))
        }
        Some(DataSourceKind::OpenSearch(domain)) => {
            let of_arn = domain.arn.split(':').nth(3);
            let config = map! {
                "AwsRegion" => region(of_arn),
                "Endpoint" => domain.endpoint.as_str(),
            };
            described.property("OpenSearchServiceConfig", config)
        }
        Some(DataSourceKind::EventBridge(bus)) => {
            let arn = match bus.bus.starts_with("arn:") {
                true => filled_in(part, &bus.bus),
                false => {
                    note(part, &bus.bus);
                    Value::sub(format!("{OWN_BUSES}{}", environment::in_sub(&bus.bus)))
                }
            };
            allowed.push(Statement::allow(["events:PutEvents"], [arn.clone()]).ok());
            described.property("EventBridgeConfig", map! { "EventBusArn" => arn })
        }
        None => described,
    };
    (described, allowed)
}

fn listed(part: &mut Part, permission: &PermissionSettings) -> Option<Statement> {
    let resources: Vec<Value> =
        permission.resources.iter().map(|arn| filled_in(part, arn)).collect();
    Statement::allow_matching(permission.actions.iter().cloned(), resources).ok()
}

fn region(given: Option<&str>) -> Value {
    given.map_or_else(|| Value::reference(Pseudo::Region), Value::from)
}

/// Notes what a text needs to know of the environment.
fn note(part: &mut Part, text: &str) {
    part.environment = part.environment.max(environment::used_by(text));
}

fn filled_in(part: &mut Part, text: &str) -> Value {
    note(part, text);
    environment::filled_in(text)
}
