//! The caller: `$ctx.identity` in each of AppSync's authorization modes.

use serde_json::{Map, Value as Json, json};

/// The caller. The content of `$ctx.identity` depends on the authorization mode.
#[derive(Debug, Clone, PartialEq)]
pub struct Identity(Json);

const ISSUER: &str = "https://cognito-idp.us-east-1.amazonaws.com/us-east-1_example";
const ACCOUNT: &str = "111122223333";

impl Identity {
    /// An anonymous caller with an API key.
    pub fn api_key() -> Self {
        Self(Json::Null)
    }

    /// A user of a Cognito user pool, whose `sub` is `sub-` and the name.
    pub fn user(username: &str) -> Self {
        let sub = format!("sub-{username}");
        Self(json!({
            "sub": sub,
            "issuer": ISSUER,
            "username": username,
            "claims": {
                "sub": sub,
                "iss": ISSUER,
                "username": username,
                "cognito:username": username,
                "token_use": "access",
            },
            "sourceIp": ["127.0.0.1"],
            "defaultAuthStrategy": "ALLOW",
            "groups": null,
        }))
    }

    /// A caller with a token of an OpenID Connect provider.
    pub fn oidc(sub: &str) -> Self {
        let issuer = "https://example.com";
        Self(json!({
            "sub": sub,
            "issuer": issuer,
            "claims": { "sub": sub, "iss": issuer },
        }))
    }

    /// A caller that a Lambda authorizer allowed, with its answer as `resolverContext`.
    pub fn lambda(resolver_context: Json) -> Self {
        Self(json!({ "resolverContext": resolver_context }))
    }

    /// A role's session, such as that of a Lambda function.
    pub fn iam(role: &str, session: &str) -> Self {
        Self(json!({
            "accountId": ACCOUNT,
            "userArn": format!("arn:aws:sts::{ACCOUNT}:assumed-role/{role}/{session}"),
            "username": format!("AROAEXAMPLE:{session}"),
            "sourceIp": ["127.0.0.1"],
            "cognitoIdentityPoolId": null,
            "cognitoIdentityId": null,
            "cognitoIdentityAuthType": null,
            "cognitoIdentityAuthProvider": null,
        }))
    }

    /// A caller who signed in at a Cognito identity pool and has its role for signed-in users, with the
    /// given name at the user pool.
    pub fn iam_authenticated(role: &str, username: &str) -> Self {
        let provider = ISSUER.trim_start_matches("https://");
        Self::iam(role, "CognitoIdentityCredentials")
            .with("cognitoIdentityPoolId", json!("us-east-1:pool"))
            .with("cognitoIdentityId", json!(format!("us-east-1:{username}")))
            .with("cognitoIdentityAuthType", json!("authenticated"))
            .with(
                "cognitoIdentityAuthProvider",
                json!(format!("\"{provider}\",\"{provider}:CognitoSignIn:sub-{username}\"")),
            )
    }

    /// A guest at a Cognito identity pool, with the role of those who did not sign in.
    pub fn iam_unauthenticated(role: &str) -> Self {
        Self::iam(role, "CognitoIdentityCredentials")
            .with("cognitoIdentityPoolId", json!("us-east-1:pool"))
            .with("cognitoIdentityId", json!("us-east-1:guest"))
            .with("cognitoIdentityAuthType", json!("unauthenticated"))
    }

    /// The value of `$ctx.identity`.
    pub fn custom(identity: Json) -> Self {
        Self(identity)
    }

    /// The same caller in these groups of the user pool.
    pub fn groups<'g>(self, groups: impl IntoIterator<Item = &'g str>) -> Self {
        let groups: Json = groups.into_iter().collect();
        self.with("groups", groups.clone()).claim("cognito:groups", groups)
    }

    /// The same caller with this claim in the token.
    pub fn claim(mut self, name: &str, value: Json) -> Self {
        if let Json::Object(identity) = &mut self.0 {
            let claims = identity.entry("claims").or_insert_with(|| Json::Object(Map::new()));
            if let Json::Object(claims) = claims {
                claims.insert(name.to_owned(), value);
            }
        }
        self
    }

    /// The same caller with another entry in `$ctx.identity`.
    pub fn with(mut self, name: &str, value: Json) -> Self {
        if let Json::Object(identity) = &mut self.0 {
            identity.insert(name.to_owned(), value);
        }
        self
    }

    /// The value of `$ctx.identity`.
    pub fn as_json(&self) -> &Json {
        &self.0
    }
}
