//! Limits, environment variables, domain, firewall and cache of the API.
//!
//! Source of truth: CloudFormation's resource reference, `AWS::AppSync::GraphQLApi`,
//! `AWS::AppSync::ApiCache`, `AWS::AppSync::DomainName` and `AWS::WAFv2::WebACLAssociation`.

use burgeon_cloudformation::{Duplicate, LogicalId, Map, Resource, Template, Value};
use burgeon_core::Settings;
use burgeon_core::settings::{ApiSettings, CachingBehavior};

use super::{api_id, id};

/// The logical id of the cache, which resolvers with keys need.
pub(super) fn cache_id() -> LogicalId {
    id("ApiCache")
}

fn domain_id() -> LogicalId {
    id("GraphQLApiDomain")
}

/// Adds limits and variables to the API.
pub(super) fn describe(api: Resource, settings: &ApiSettings) -> Resource {
    let variables: Map = settings
        .environment_variables
        .iter()
        .map(|(name, value)| (name.clone(), value.as_str()))
        .collect();
    api.optional("IntrospectionConfig", (!settings.introspection).then_some("DISABLED"))
        .optional("QueryDepthLimit", settings.query_depth_limit.map(i64::from))
        .optional("ResolverCountLimit", settings.resolver_count_limit.map(i64::from))
        .optional("EnvironmentVariables", (!variables.is_empty()).then_some(variables))
}

/// Adds the domain, the firewall and the cache.
pub(super) fn add(template: &mut Template, settings: &Settings) -> Result<(), Duplicate> {
    let api = &settings.api;
    if let Some(domain) = &api.domain {
        template.add_resource(
            domain_id(),
            Resource::new("AWS::AppSync::DomainName")
                .property("DomainName", domain.name.as_str())
                .property("CertificateArn", domain.certificate.as_str()),
        )?;
        template.add_resource(
            id("GraphQLApiDomainAssociation"),
            Resource::new("AWS::AppSync::DomainNameApiAssociation")
                .property("DomainName", Value::get_att(&domain_id(), "DomainName"))
                .property("ApiId", api_id()),
        )?;
    }
    if let Some(acl) = &api.web_acl {
        template.add_resource(
            id("WebAclAssociation"),
            Resource::new("AWS::WAFv2::WebACLAssociation")
                .property("ResourceArn", Value::get_att(&id("GraphQLApi"), "Arn"))
                .property("WebACLArn", acl.as_str()),
        )?;
    }
    if let Some(caching) = &settings.caching {
        template.add_resource(
            cache_id(),
            Resource::new("AWS::AppSync::ApiCache")
                .property("ApiId", api_id())
                .property(
                    "ApiCachingBehavior",
                    match caching.behavior {
                        CachingBehavior::FullRequest => "FULL_REQUEST_CACHING",
                        CachingBehavior::PerResolver => "PER_RESOLVER_CACHING",
                    },
                )
                .property("Type", caching.instance.as_str())
                .property("Ttl", i64::from(caching.ttl_seconds))
                .property("AtRestEncryptionEnabled", caching.encryption_at_rest)
                .property("TransitEncryptionEnabled", caching.encryption_in_transit),
        )?;
    }
    Ok(())
}

/// The outputs of a custom domain: name, description, value.
pub(super) fn outputs(settings: &ApiSettings) -> Vec<(&'static str, &'static str, Value)> {
    let target = || {
        let value = Value::get_att(&domain_id(), "AppSyncDomainName");
        ("GraphQLApiDomainTarget", "The name that a DNS record of the domain points at", value)
    };
    settings.domain.iter().map(|_| target()).collect()
}
