//! Callers of every authorization mode, as templates see them.

use burgeon_simulator::Identity;
use serde_json::{Value as Json, json};

use crate::support::unit;

fn seen_as(identity: Identity) -> (Json, Json) {
    let api = unit("#return([$util.authType(), $ctx.identity])", "");
    let outcome = api.caller(identity).call("Query.field", json!({})).expect("runs");
    (outcome.result[0].clone(), outcome.result[1].clone())
}

#[test]
fn an_api_key_is_nobody() {
    assert_eq!(seen_as(Identity::api_key()), (json!("API Key Authorization"), Json::Null));
}

#[test]
fn a_user_has_groups_and_claims() {
    let identity =
        Identity::user("alice").groups(["Admin", "Staff"]).claim("email", json!("a@example.com"));
    let (mode, seen) = seen_as(identity);
    assert_eq!(mode, "User Pool Authorization");
    assert_eq!((&seen["username"], &seen["sub"]), (&json!("alice"), &json!("sub-alice")));
    assert_eq!(seen["claims"]["cognito:groups"], json!(["Admin", "Staff"]));
    assert_eq!(seen["claims"]["email"], "a@example.com");
    assert_eq!(seen["claims"]["cognito:username"], "alice");
}

#[test]
fn a_provider_of_tokens_gives_claims_alone() {
    let (mode, seen) = seen_as(Identity::oidc("alice").claim("role", json!("editor")));
    assert_eq!(mode, "Open ID Connect Authorization");
    assert_eq!((&seen["sub"], &seen["claims"]["role"]), (&json!("alice"), &json!("editor")));
    assert_eq!(seen.get("username"), None);
}

#[test]
fn a_role_may_come_from_an_identity_pool_or_not() {
    let (mode, seen) = seen_as(Identity::iam("reporter", "session"));
    assert_eq!(mode, "IAM Authorization");
    assert_eq!(seen["userArn"], "arn:aws:sts::111122223333:assumed-role/reporter/session");
    assert_eq!(seen["cognitoIdentityId"], Json::Null);

    let (mode, seen) = seen_as(Identity::iam_authenticated("authRole", "alice"));
    assert_eq!(mode, "IAM Authorization");
    assert_eq!(seen["cognitoIdentityAuthType"], "authenticated");
    let provider = seen["cognitoIdentityAuthProvider"].as_str().unwrap_or_default();
    assert!(provider.contains("CognitoSignIn:sub-alice"), "{provider}");

    let (mode, seen) = seen_as(Identity::iam_unauthenticated("unauthRole"));
    assert_eq!(mode, "IAM Authorization");
    assert_eq!(seen["cognitoIdentityAuthType"], "unauthenticated");
}

#[test]
fn an_authorizing_function_gives_its_context() {
    let (mode, seen) = seen_as(Identity::lambda(json!({ "tenant": "blue" })));
    assert_eq!(mode, "Lambda Authorization");
    assert_eq!(seen, json!({ "resolverContext": { "tenant": "blue" } }));
}
