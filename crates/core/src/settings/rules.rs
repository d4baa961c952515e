//! Checks of the settings that a JSON Schema cannot express: dependencies between keys, and the names
//! that AWS accepts.

mod api;
mod data_sources;
mod databases;
mod machines;
mod tables;
mod tags;

use super::tree::{Node, Value};
use super::{Auth, ExistingDomain, Search, SearchEngine, Settings, codes};
use crate::appsync::AuthorizationMode;
use crate::deployment::Variable;
use crate::diagnostics::{Diagnostic, Diagnostics};

/// Reports violations. `settings` holds the part of `root` that has the right shape.
pub(super) fn check(root: &Node, settings: &Settings, found: &mut Diagnostics) {
    let mut rules = Rules { root, found };
    rules.modes_are_listed_once(&settings.auth);
    rules.modes_have_their_sections(&settings.auth);
    rules.names_are_usable(settings);
    rules.machines_are_usable(settings);
    rules.databases_are_usable(settings);
    rules.data_sources_are_usable(settings);
    rules.existing_tables_are_usable(settings);
    rules.table_settings_are_consistent(settings);
    rules.api_is_usable(settings);
    rules.tags_are_usable(settings);
}

struct Rules<'a> {
    root: &'a Node,
    found: &'a mut Diagnostics,
}

impl<'a> Rules<'a> {
    fn modes_are_listed_once(&mut self, auth: &Auth) {
        let Some(Value::List(items)) = self.value(&["auth", "additional"]) else {
            return;
        };
        let mut seen = vec![word(auth.default)];
        for item in items {
            let Value::Text(mode) = &item.value else {
                continue;
            };
            if seen.contains(&mode.as_str()) {
                let is_default = mode == word(auth.default);
                let label = if is_default { "the default already" } else { "listed already" };
                let fault = Diagnostic::error(
                    &codes::REPEATED_MODE,
                    format!("the authorization mode `{mode}` is listed twice"),
                );
                self.found.push(
                    fault.at(item.at.clone(), label).help("remove it from `auth.additional`"),
                );
            }
            seen.push(mode);
        }
    }

    fn modes_have_their_sections(&mut self, auth: &Auth) {
        let root = self.root;
        let default = root.get(&["auth", "default"]);
        let additional = match self.value(&["auth", "additional"]) {
            Some(Value::List(items)) => items.as_slice(),
            _ => &[],
        };
        let named: Vec<&Node> = default.into_iter().chain(additional).collect();
        for (mode, example) in [
            (AuthorizationMode::UserPools, "{ userPoolId: us-east-1_abc123 }"),
            (AuthorizationMode::Oidc, "{ issuer: \"https://example.com\" }"),
            (AuthorizationMode::Function, "{ name: authorizer }"),
        ] {
            let section = word(mode);
            let is_mode = |node: &&&Node| matches!(&node.value, Value::Text(t) if t == section);
            let written = self.value(&["auth", section]);
            let is_missing = matches!(written, None | Some(Value::Null));
            if let Some(node) = named.iter().find(is_mode)
                && auth.offers(mode)
                && is_missing
            {
                let fault = Diagnostic::error(
                    &codes::MISSING_SECTION,
                    format!(
                        "the authorization mode `{section}` needs the section `auth.{section}`"
                    ),
                );
                let place = node.at.clone();
                let help = format!("add `{section}: {example}` under `auth`");
                self.found.push(fault.at(place, "named here").help(help));
            }
        }
    }

    fn names_are_usable(&mut self, settings: &Settings) {
        // Source of truth: CloudFormation, "Stack name".
        let starts_with_letter = settings.name.starts_with(|c: char| c.is_ascii_alphabetic());
        self.expect(
            &["name"],
            starts_with_letter && is_made_of(&settings.name, "-", 128),
            "the name of a stack",
            "begin with a letter, and use letters, digits and `-` only, 128 at most",
        );
        let auth = &settings.auth;
        if let Some(section) = &auth.user_pools {
            // Source of truth: Cognito user pools, `UserPoolIdType`.
            let parts = section.user_pool_id.split_once('_');
            self.expect(
                &["auth", "userPools", "userPoolId"],
                parts.is_some_and(|(region, id)| {
                    is_made_of(region, "-", 40) && is_made_of(id, "", 55)
                }),
                "the id of a user pool",
                "write the region, `_`, and letters and digits: `us-east-1_abc123`",
            );
        }
        if let Some(section) = &auth.oidc {
            let host = section.issuer.strip_prefix("https://").unwrap_or_default();
            let is_plain = |c: char| c.is_ascii_graphic() && c != '"';
            self.expect(
                &["auth", "oidc", "issuer"],
                !host.is_empty() && !host.starts_with('/') && host.chars().all(is_plain),
                "the address of an issuer",
                "write it exactly as in the tokens: `https://example.com`",
            );
        }
        if let Some(section) = &auth.function {
            // Source of truth: Lambda, `CreateFunction`, `FunctionName`.
            self.expect(
                &["auth", "function", "name"],
                is_made_of(&section.name, "-_", 64),
                "the name of a Lambda function",
                "use letters, digits, `-` and `_` only, 64 at most",
            );
        }
        // Source of truth: Cognito identity pools, `IdentityPoolId`.
        self.expect(
            &["auth", "iam", "identityPoolId"],
            auth.iam.identity_pool_id.as_ref().is_none_or(|id| {
                id.split_once(':').is_some_and(|(region, pool)| {
                    is_made_of(region, "-", 40) && is_made_of(pool, "-", 55)
                })
            }),
            "the id of an identity pool",
            "write the region, `:`, and the pool's UUID",
        );
        if let Some(section) = &settings.predictions {
            // Source of truth: S3's user guide, "Bucket naming rules".
            let fixed = section.bucket.replace(&Variable::Environment.placeholder(), "e");
            self.expect(
                &["predictions", "bucket"],
                is_made_of(&fixed, "-.", 63) && fixed.to_lowercase() == fixed && fixed.len() > 2,
                "the name of a bucket",
                "use small letters, digits, `-` and `.` only, 3 to 63; `${env}` is the environment",
            );
        }
        self.search_is_usable(&settings.search);
        // Source of truth: IAM, `CreateRole`, `RoleName`.
        for (key, role) in [
            ("authenticatedRole", &auth.iam.authenticated_role),
            ("unauthenticatedRole", &auth.iam.unauthenticated_role),
        ] {
            self.expect(
                &["auth", "iam", key],
                role.as_ref().is_none_or(|name| is_made_of(name, "_+=,.@-", 64)),
                "the name of a role",
                "use letters, digits and `_+=,.@-` only, 64 at most",
            );
        }
    }

    fn search_is_usable(&mut self, search: &Search) {
        // Source of truth: OpenSearch's documentation, "Index naming restrictions".
        let is_lower = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit();
        self.expect(
            &["search", "indexPrefix"],
            search.index_prefix.as_deref().is_none_or(|prefix| {
                prefix.starts_with(is_lower)
                    && prefix.chars().all(|c| is_lower(c) || "-_".contains(c))
            }),
            "the beginning of an index's name",
            "use small letters, digits, `-` and `_`, and begin with a letter",
        );
        let instance_type = search.domain.instance_type.as_str();
        self.expect(
            &["search", "domain", "instanceType"],
            instance_type.ends_with(".search") && is_made_of(instance_type, ".-", 40),
            "a type of OpenSearch's instances",
            "write it as AWS lists it: `t3.small.search`",
        );
        let is_version = |text: &str| text.split('.').all(|part| part.parse::<u8>().is_ok());
        self.expect(
            &["search", "domain", "version"],
            search.domain.version.contains('.') && is_version(&search.domain.version),
            "a version of OpenSearch",
            "write it as AWS lists it: `2.19`",
        );
        let Some(existing) = &search.existing else {
            if search.engine == SearchEngine::Existing
                && let Some(engine) = self.root.get(&["search", "engine"])
            {
                let place = engine.at.clone();
                let message = "the search engine `existing` needs the section `search.existing`";
                self.found.push(
                    Diagnostic::error(&codes::MISSING_SECTION, message)
                        .at(place, "which domain is meant?")
                        .help("add `existing: { arn: …, endpoint: … }` under `search`"),
                );
            }
            return;
        };
        self.domain_is_usable(&["search", "existing"], existing);
    }

    /// Expects the ARN and the address of an OpenSearch domain.
    fn domain_is_usable(&mut self, path: &[&str], existing: &ExistingDomain) {
        let parts: Vec<&str> = existing.arn.split(':').collect();
        self.expect(
            &[path, &["arn"]].concat(),
            matches!(parts.as_slice(), ["arn", _, "es", region, account, domain]
                if is_made_of(region, "-", 40) && is_made_of(account, "", 12)
                    && domain.strip_prefix("domain/").is_some_and(|name| is_made_of(name, "-", 28))),
            "the ARN of an OpenSearch domain",
            "write `arn:aws:es:<region>:<account>:domain/<name>`",
        );
        self.expect(
            &[path, &["endpoint"]].concat(),
            existing
                .endpoint
                .strip_prefix("https://")
                .is_some_and(|host| is_made_of(host, ".-", 253)),
            "the address of an OpenSearch domain",
            "write `https://` and the host only",
        );
    }

    fn expect(&mut self, path: &[&str], is_usable: bool, what: &str, help: &str) {
        if is_usable {
            return;
        }
        let Some(node) = self.root.get(path) else {
            return;
        };
        let message = format!("`{}` is not {what}", path.join("."));
        let place = node.at.clone();
        let fault = Diagnostic::error(&codes::UNUSABLE_NAME, message);
        self.found.push(fault.at(place, "AWS does not accept this").help(help));
    }

    fn value(&self, path: &[&str]) -> Option<&'a Value> {
        self.root.get(path).map(|node| &node.value)
    }
}

/// Whether a name consists of letters, digits and the given others, at least one and at most `most`.
fn is_made_of(name: &str, others: &str, most: usize) -> bool {
    let is_allowed = |c: char| c.is_ascii_alphanumeric() || others.contains(c);
    (1..=most).contains(&name.len()) && name.chars().all(is_allowed)
}

/// Whether a text is an ARN of a service with this kind of resource.
fn is_arn_of(text: &str, service: &str, resource: &str) -> bool {
    let parts: Vec<&str> = text.splitn(6, ':').collect();
    let ["arn", partition, of, region, account, rest] = parts[..] else { return false };
    of == service
        && is_made_of(partition, "-", 40)
        && is_made_of(region, "-", 40)
        && account.len() == 12
        && account.bytes().all(|byte| byte.is_ascii_digit())
        && rest.strip_prefix(resource).is_some_and(|name| is_made_of(name, "-_./", 512))
}

/// The name of a mode in the settings file.
fn word(mode: AuthorizationMode) -> &'static str {
    match mode {
        AuthorizationMode::ApiKey => "apiKey",
        AuthorizationMode::UserPools => "userPools",
        AuthorizationMode::Iam => "iam",
        AuthorizationMode::Oidc => "oidc",
        AuthorizationMode::Function => "function",
    }
}
