//! The OpenSearch domain of the API.
//!
//! Source of truth: CloudFormation's resource reference, `AWS::OpenSearchService::Domain`, and
//! OpenSearch Service's developer guide, "Identity and Access Management".

use burgeon_cloudformation::iam::{Policy, Principal, Statement};
use burgeon_cloudformation::{LogicalId, Map, Pseudo, Resource, Retention, Value, map};
use burgeon_core::infrastructure::StackFragment;
use burgeon_core::settings::{OnDelete, SearchDomain};

use super::{Engine, Searched, reader, writer};
use crate::searchable::index::SearchIndex;

/// Its name: that of the API after a letter. It is fixed so the policy can refer to the domain
/// without a cycle.
const DOMAIN: &str = "d${ApiId}";

/// Adds the domain, whose policy allows the roles of the API and no other principal.
pub(super) fn add(
    fragment: &mut StackFragment,
    settings: &SearchDomain,
    models: &[Searched],
) -> Engine {
    let id = LogicalId::from_name("SearchDomain");
    fragment.resources.push((id.clone(), resource(settings, models)));
    Engine {
        endpoint: Value::sub(format!("https://${{{id}.DomainEndpoint}}")),
        region: Value::reference(Pseudo::Region),
        service: "es",
        reads: vec![],
        writes: Box::new(|_| vec![]),
    }
}

fn resource(settings: &SearchDomain, models: &[Searched]) -> Resource {
    let arn =
        format!("arn:${{AWS::Partition}}:es:${{AWS::Region}}:${{AWS::AccountId}}:domain/{DOMAIN}");
    let of = |role: &LogicalId| Principal::Aws(Value::get_att(role, "Arn"));
    let searches = reads(&arn, models).into_iter().map(|one| one.by(of(&reader())));
    let written = models.iter().flat_map(|model| {
        writes(&arn, model.index).into_iter().map(|one| one.by(of(&writer(model))))
    });
    let policy: Policy = searches.chain(written).collect();
    let storage = map! {
        "EBSEnabled" => true,
        "VolumeSize" => i64::from(settings.storage),
        "VolumeType" => "gp3",
    };
    let transport = map! {
        "EnforceHTTPS" => true,
        "TLSSecurityPolicy" => "Policy-Min-TLS-1-2-PFS-2023-10",
    };
    Resource::new("AWS::OpenSearchService::Domain")
        .retention(retention(settings.on_delete))
        .property("DomainName", Value::sub(DOMAIN))
        .property("EngineVersion", format!("OpenSearch_{}", settings.version))
        .property("ClusterConfig", cluster(settings))
        .property("EBSOptions", storage)
        .property("EncryptionAtRestOptions", map! { "Enabled" => settings.encryption_at_rest })
        .property(
            "NodeToNodeEncryptionOptions",
            map! { "Enabled" => settings.node_to_node_encryption },
        )
        .property("DomainEndpointOptions", transport)
        .property("AccessPolicies", Value::from(policy))
}

/// The instances, spread over as many zones as their number allows.
fn cluster(settings: &SearchDomain) -> Map {
    let count = settings.instance_count;
    let mut cluster = map! {
        "InstanceType" => settings.instance_type.as_str(),
        "InstanceCount" => i64::from(count),
    };
    let zones = [3, 2].into_iter().find(|zones| count.is_multiple_of(*zones));
    cluster.insert("ZoneAwarenessEnabled", zones.is_some());
    if let Some(zones) = zones {
        cluster.insert("ZoneAwarenessConfig", map! { "AvailabilityZoneCount" => i64::from(zones) });
    }
    cluster
}

/// The retention of a resource when its stack is deleted.
pub(super) fn retention(on_delete: OnDelete) -> Retention {
    match on_delete {
        OnDelete::Retain => Retention::Retain,
        OnDelete::Delete => Retention::Delete,
    }
}

/// The permissions for searches in a domain of this ARN, which may hold placeholders of `Fn::Sub`.
pub(super) fn reads(arn: &str, models: &[Searched]) -> Vec<Statement> {
    let models = models.iter().filter(|one| one.index.query.is_some());
    let paths = models.map(|one| path(arn, one.index, "/_search"));
    Statement::allow_listed(["es:ESHttpGet"], paths).into_iter().collect()
}

/// The permissions for the stream's function: creating the index, adding fields, writing documents.
pub(super) fn writes(arn: &str, index: &SearchIndex) -> Vec<Statement> {
    let paths = ["", "/_mapping"].map(|rest| path(arn, index, rest));
    let made = Statement::allow(["es:ESHttpPut"], paths);
    let written = Statement::allow(["es:ESHttpPost"], [path(arn, index, "/_bulk")]);
    vec![made, written]
}

fn path(arn: &str, index: &SearchIndex, rest: &str) -> Value {
    let path = format!("{arn}/{}{rest}", index.name);
    if arn.contains("${") { Value::sub(path) } else { Value::from(path) }
}
