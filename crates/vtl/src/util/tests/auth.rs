use serde_json::json;

use super::{NOW, run};
use crate::environment::Environment;

/// Documented: the names. The identities are those that the context reference shows.
#[test]
fn the_identity_tells_how_a_request_is_authorized() {
    let sub = "uuid";
    for (identity, expected) in [
        (json!(null), "API Key Authorization"),
        (
            json!({"accountId": "1", "cognitoIdentityPoolId": null, "cognitoIdentityId": null,
                "sourceIp": ["::1"], "username": "AROA:s", "userArn": "arn:aws:iam::1:user/a"}),
            "IAM Authorization",
        ),
        (
            json!({"sub": sub, "issuer": "https://cognito-idp.us-east-1.amazonaws.com/p",
                "username": "a", "claims": {}, "sourceIp": [], "defaultAuthStrategy": "ALLOW"}),
            "User Pool Authorization",
        ),
        (json!({"sub": sub, "username": "a", "claims": {}}), "User Pool Authorization"),
        (
            json!({"sub": sub, "issuer": "https://example.com", "claims": {}}),
            "Open ID Connect Authorization",
        ),
        (json!({"resolverContext": {"tenant": "t"}}), "Lambda Authorization"),
        (json!({"resolverContext": null}), "Lambda Authorization"),
        (json!({}), "Lambda Authorization"),
    ] {
        let context = json!({"identity": identity});
        let calls = [("util.authType", json!([]))];
        let outcome = run(&mut Environment::fixed(NOW), &context, &calls);
        assert_eq!(outcome.result, Ok(json!(expected)), "{context}");
    }
}
