//! The permissions that a template needs of the role of its data source, read from its syntax tree.
//!
//! Source of truth: AppSync's developer guide, "Resolver mapping template reference"; the service
//! authorization reference of Amazon DynamoDB and Amazon OpenSearch Service.

use std::collections::BTreeSet;

use appsync_vtl::{Entry, Template};
use burgeon_core::Settings;
use burgeon_core::api::DataSource;
use burgeon_core::deployment::Variable;
use burgeon_core::resolver::{Needs, Permission, Use};
use burgeon_core::settings::{DataSourceKind, ExistingDomain, TableSource};

/// The permissions that a template needs.
#[derive(Default)]
pub(super) struct Permissions {
    /// Its actions on the table of a model.
    pub(super) uses: Vec<Use>,
    /// Its other needs.
    pub(super) needs: Needs,
}

/// Why the permissions of a template cannot be determined.
pub(super) enum Undetermined {
    /// The template computes its operation when it runs.
    Computed,
    /// The data source has no operation of this name.
    Unknown(String),
}

/// The permissions that a request template needs of a data source.
pub(super) fn permissions(
    settings: &Settings,
    source: &DataSource,
    template: &str,
) -> Result<Permissions, Undetermined> {
    // The syntax errors of a template have been reported.
    let Ok(template) = &Template::parse(template) else { return Ok(Permissions::default()) };
    match source {
        DataSource::Table(_) => {
            Ok(Permissions { uses: table_uses(template)?, ..Permissions::default() })
        }
        DataSource::Declared(name, _) => {
            let Some(declared) = settings.data_sources.get(name) else {
                return Ok(Permissions::default());
            };
            let needs = match declared.kinds().next() {
                Some(DataSourceKind::Dynamodb(table)) => {
                    table_uses(template).map(|uses| needs(on_table(table, uses)))
                }
                Some(DataSourceKind::OpenSearch(domain)) => {
                    domain_uses(domain, template).map(needs)
                }
                Some(DataSourceKind::Function(function)) => {
                    Ok(Needs { max_batch_size: function.max_batch_size, ..Needs::default() })
                }
                // These roles are the same for every request.
                Some(DataSourceKind::Http(_) | DataSourceKind::EventBridge(_)) | None => {
                    Ok(Needs::default())
                }
            };
            // The listed permissions replace those that cannot be determined.
            let needs = match needs {
                Err(_) if !declared.permissions.is_empty() => Ok(Needs::default()),
                read => read,
            };
            Ok(Permissions { uses: vec![], needs: needs? })
        }
        _ => Ok(Permissions::default()),
    }
}

fn needs(permissions: BTreeSet<Permission>) -> Needs {
    Needs { permissions, ..Needs::default() }
}

/// The actions of an operation on a table, and whether they can be on an index.
fn table_actions(operation: &str) -> Option<(&'static str, bool)> {
    Some(match operation {
        "GetItem" | "TransactGetItems" => ("dynamodb:GetItem", false),
        "PutItem" => ("dynamodb:PutItem", false),
        "UpdateItem" => ("dynamodb:UpdateItem", false),
        "DeleteItem" => ("dynamodb:DeleteItem", false),
        "ConditionCheck" => ("dynamodb:ConditionCheckItem", false),
        "BatchGetItem" => ("dynamodb:BatchGetItem", false),
        "BatchPutItem" | "BatchDeleteItem" => ("dynamodb:BatchWriteItem", false),
        "Query" => ("dynamodb:Query", true),
        "Scan" => ("dynamodb:Scan", true),
        _ => return None,
    })
}

fn table_uses(template: &Template) -> Result<Vec<Use>, Undetermined> {
    let indexes = literal_values(template, "index")?;
    let mut uses = Vec::new();
    for operation in literal_values(template, "operation")? {
        match table_actions(&operation) {
            Some((action, true)) if !indexes.is_empty() => {
                let on = |index: &String| Use { action, index: Some(index.clone()) };
                uses.extend(indexes.iter().map(on));
            }
            Some((action, _)) => uses.push(Use { action, index: None }),
            // Each of its parts has an operation.
            None if operation == "TransactWriteItems" => {}
            None => return Err(Undetermined::Unknown(operation)),
        }
    }
    if uses.is_empty() { Err(Undetermined::Computed) } else { Ok(uses) }
}

fn on_table(table: &TableSource, uses: Vec<Use>) -> BTreeSet<Permission> {
    let region = table.region.as_deref().unwrap_or("${AWS::Region}");
    let name = in_sub(&table.table);
    let arn = format!("arn:${{AWS::Partition}}:dynamodb:{region}:${{AWS::AccountId}}:table/{name}");
    let permission = |used: Use| Permission {
        action: used.action,
        resource: match used.index {
            Some(index) => format!("{arn}/index/{index}"),
            None => arn.clone(),
        },
    };
    uses.into_iter().map(permission).collect()
}

fn domain_uses(
    domain: &ExistingDomain,
    template: &Template,
) -> Result<BTreeSet<Permission>, Undetermined> {
    let mut actions = Vec::new();
    for method in literal_values(template, "operation")? {
        actions.push(match method.as_str() {
            "GET" => "es:ESHttpGet",
            "POST" => "es:ESHttpPost",
            "PUT" => "es:ESHttpPut",
            "DELETE" => "es:ESHttpDelete",
            "HEAD" => "es:ESHttpHead",
            _ => return Err(Undetermined::Unknown(method)),
        });
    }
    // A path with a document's id in it is known when the template runs; it could be any.
    let paths = literal_values(template, "path").unwrap_or_else(|_| vec!["/*".to_owned()]);
    let permission = |action: &'static str| {
        let on = |path: &String| Permission { action, resource: format!("{}{path}", domain.arn) };
        paths.iter().map(on).collect::<Vec<_>>()
    };
    let permissions: BTreeSet<Permission> = actions.into_iter().flat_map(permission).collect();
    if permissions.is_empty() { Err(Undetermined::Computed) } else { Ok(permissions) }
}

/// The literal values of a key. Names and paths have no other characters.
fn literal_values(template: &Template, key: &str) -> Result<Vec<String>, Undetermined> {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-_./".contains(c);
    let text = |entry| match entry {
        Entry::Literal(text) if text.chars().all(is_plain) => Ok(text),
        Entry::Literal(_) | Entry::Computed => Err(Undetermined::Computed),
    };
    template.entries(key).into_iter().map(text).collect()
}

/// A text of the settings, as `Fn::Sub` fills it in.
fn in_sub(text: &str) -> String {
    text.replace(&Variable::Region.placeholder(), "${AWS::Region}")
}
