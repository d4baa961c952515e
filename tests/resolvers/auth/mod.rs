//! `@auth`: who is let in, compared with what the rules say.
//!
//! [`rule`] and [`reference`] read rules and decide over them by themselves: nothing here looks at
//! what the compiler makes of a rule but the templates, which are run.

mod brought;
mod caller;
mod claims;
mod client;
mod exhaustive;
mod fields;
mod filter_side_channel;
mod injection;
mod keys;
mod operations;
mod parts;
mod random;
mod reference;
mod relations;
mod rule;
mod templates;

use burgeon::Settings;
use burgeon_core::appsync::AuthorizationMode;
use burgeon_core::settings::{AuthorizerFunction, Oidc, UserPools};

/// Settings with every authorization mode, and the roles of [`caller`].
fn every_mode() -> Settings {
    let mut settings = Settings::default();
    let auth = &mut settings.auth;
    auth.additional = vec![
        AuthorizationMode::UserPools,
        AuthorizationMode::Iam,
        AuthorizationMode::Oidc,
        AuthorizationMode::Function,
    ];
    auth.user_pools = Some(UserPools { user_pool_id: "us-east-1_example".to_owned() });
    auth.oidc = Some(Oidc { issuer: "https://example.com".to_owned(), client_id: None });
    auth.function = Some(AuthorizerFunction { name: "authorizer".to_owned(), ttl_seconds: None });
    auth.iam.authenticated_role = Some(caller::AUTHENTICATED_ROLE.to_owned());
    auth.iam.unauthenticated_role = Some(caller::UNAUTHENTICATED_ROLE.to_owned());
    settings
}
