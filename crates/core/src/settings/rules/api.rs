//! The API's domain, firewall, environment variables and cache.

use super::super::{CachingBehavior, Settings, codes};
use super::{Rules, is_arn_of, is_made_of};
use crate::diagnostics::Diagnostic;

/// The most environment variables that an API can have.
///
/// Source of truth: AppSync's API reference, `PutGraphqlApiEnvironmentVariables`.
const MAX_VARIABLES: usize = 50;

impl Rules<'_> {
    pub(super) fn api_is_usable(&mut self, settings: &Settings) {
        let api = &settings.api;
        if let Some(domain) = &api.domain {
            self.expect(
                &["api", "domain", "name"],
                is_domain_name(&domain.name),
                "a domain name",
                "use small letters, digits, `-` and `.` only: `api.example.com`",
            );
            self.expect(
                &["api", "domain", "certificate"],
                is_arn_of(&domain.certificate, "acm", "certificate/"),
                "the ARN of an ACM certificate",
                "write `arn:aws:acm:us-east-1:<account>:certificate/<id>`",
            );
        }
        // Source of truth: WAF's API reference, `AssociateWebACL`, `WebACLArn`.
        self.expect(
            &["api", "webAcl"],
            api.web_acl.as_deref().is_none_or(|arn| is_arn_of(arn, "wafv2", "regional/webacl/")),
            "the ARN of a regional web ACL",
            "write `arn:aws:wafv2:<region>:<account>:regional/webacl/<name>/<id>`",
        );
        for (name, value) in &api.environment_variables {
            let path = ["api", "environmentVariables", name];
            let starts_with_letter = name.starts_with(|c: char| c.is_ascii_alphabetic());
            self.expect(
                &path,
                starts_with_letter && is_made_of(name, "_", 64) && name.len() > 1,
                "the name of an environment variable",
                "begin with a letter, and use letters, digits and `_` only, 2 to 64",
            );
            self.expect(
                &path,
                value.chars().count() <= 512,
                "a value of an environment variable",
                "use 512 characters at most",
            );
        }
        self.expect(
            &["api", "environmentVariables"],
            api.environment_variables.len() <= MAX_VARIABLES,
            "what AppSync accepts: it has too many variables",
            "keep 50 at most",
        );
        self.caching_is_consistent(settings);
    }

    fn caching_is_consistent(&mut self, settings: &Settings) {
        let full = CachingBehavior::FullRequest;
        let Some(caching) = settings.caching.as_ref().filter(|it| it.behavior == full) else {
            return;
        };
        for (field, resolver) in &caching.resolvers {
            let path = ["caching", "resolvers", field];
            let (path, label) = match resolver.ttl_seconds {
                Some(_) => ([path.as_slice(), &["ttlSeconds"]].concat(), "the cache has one TTL"),
                None if resolver.ignore.is_empty() => (path.to_vec(), "it is cached already"),
                None => continue,
            };
            let message =
                format!("`{}` has no effect with `behavior: fullRequest`", path.join("."));
            self.conflict(&path, &message, label, "remove it, or set `behavior: perResolver`");
        }
    }

    /// Reports keys that contradict each other.
    pub(super) fn conflict(&mut self, path: &[&str], message: &str, label: &str, help: &str) {
        let Some(node) = self.root.get(path) else { return };
        let fault = Diagnostic::error(&codes::CONFLICTING_KEYS, message);
        self.found.push(fault.at(node.at.clone(), label).help(help));
    }
}

fn is_domain_name(name: &str) -> bool {
    let name = name.strip_prefix("*.").unwrap_or(name);
    let is_label = |label: &str| {
        is_made_of(label, "-", 63) && !label.starts_with('-') && !label.ends_with('-')
    };
    name.len() <= 253
        && name.contains('.')
        && name.split('.').all(is_label)
        && !name.contains(|c: char| c.is_ascii_uppercase())
}
