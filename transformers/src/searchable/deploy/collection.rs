//! A collection of OpenSearch Serverless.
//!
//! Source of truth: OpenSearch Service's developer guide, "Security in Amazon OpenSearch
//! Serverless".

use burgeon_cloudformation::iam::Statement;
use burgeon_cloudformation::{LogicalId, Pseudo, Resource, Value};
use burgeon_core::infrastructure::StackFragment;
use burgeon_core::settings::SearchCollection;
use serde_json::json;

use super::domain::retention;
use super::{Engine, Searched, reader, writer};

/// The name of the collection and of its policies: that of the API, and a letter to begin with.
const COLLECTION: &str = "c${ApiId}";

/// Adds the collection, with its policies of encryption, network and data access.
pub(super) fn add(
    fragment: &mut StackFragment,
    settings: &SearchCollection,
    models: &[Searched],
) -> Engine {
    let id = LogicalId::from_name("SearchCollection");
    let whole = format!("collection/{COLLECTION}");
    let rule = json!({ "ResourceType": "collection", "Resource": [whole] });
    let encryption = json!({ "Rules": [rule], "AWSOwnedKey": true });
    let network = json!([{ "Rules": [rule], "AllowFromPublic": true }]);
    let encryption_id = id.suffixed("Encryption");
    let standby = if settings.standby_replicas { "ENABLED" } else { "DISABLED" };
    let collection = Resource::new("AWS::OpenSearchServerless::Collection")
        .retention(retention(settings.on_delete))
        .property("Name", Value::sub(COLLECTION))
        .property("Type", "SEARCH")
        .property("StandbyReplicas", standby)
        .depends_on(&encryption_id);
    let access = Resource::new("AWS::OpenSearchServerless::AccessPolicy")
        .property("Name", Value::sub(COLLECTION))
        .property("Type", "data")
        .property("Policy", Value::sub(access_policy(models)));
    fragment.resources.extend([
        (encryption_id, security("encryption", &encryption)),
        (id.suffixed("Network"), security("network", &network)),
        (id.suffixed("Access"), access),
        (id.clone(), collection),
    ]);
    let all = move || {
        let arn = Value::get_att(&id, "Arn");
        vec![Statement::allow(["aoss:APIAccessAll"], [arn])]
    };
    Engine {
        endpoint: Value::get_att(&LogicalId::from_name("SearchCollection"), "CollectionEndpoint"),
        region: Value::reference(Pseudo::Region),
        service: "aoss",
        reads: all(),
        writes: Box::new(move |_| all()),
    }
}

fn security(kind: &str, policy: &serde_json::Value) -> Resource {
    Resource::new("AWS::OpenSearchServerless::SecurityPolicy")
        .property("Name", Value::sub(COLLECTION))
        .property("Type", kind)
        .property("Policy", Value::sub(policy.to_string()))
}

/// The data access policy: roles, permissions and indexes.
fn access_policy(models: &[Searched]) -> String {
    let of = |one: &Searched| format!("index/{COLLECTION}/{}", one.index.name);
    let rule = |indexes: Vec<String>, permissions: &[&str], role: LogicalId| {
        json!({
            "Rules": [{
                "ResourceType": "index", "Resource": indexes, "Permission": permissions,
            }],
            "Principal": [format!("${{{role}.Arn}}")],
        })
    };
    let search = rule(models.iter().map(of).collect(), &["aoss:ReadDocument"], reader());
    let written = ["aoss:CreateIndex", "aoss:UpdateIndex", "aoss:WriteDocument"];
    let writes = models.iter().map(|one| rule(vec![of(one)], &written, writer(one)));
    serde_json::Value::from_iter([search].into_iter().chain(writes)).to_string()
}
