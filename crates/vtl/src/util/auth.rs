//! `$util.authType`.

use crate::state::{Interrupt, State};
use crate::value::{Map, Value};

/// The authorization type of the request, inferred from the members of `$ctx.identity`.
pub fn auth_type(state: &mut State<'_>, _: &[Value]) -> Result<Value, Interrupt> {
    let identity = state.context.get("identity").unwrap_or_default();
    Ok(of(identity.as_map()).into())
}

fn of(identity: Option<&Map>) -> &'static str {
    let Some(identity) = identity else {
        return "API Key Authorization";
    };
    let has = |part: &str| identity.get(part).is_some_and(|v| !v.is_null());
    let issuer = identity.get("issuer").unwrap_or_default();
    let cognito = issuer.as_str().is_some_and(|i| i.contains("cognito-idp."));
    if identity.contains("resolverContext") {
        "Lambda Authorization"
    } else if has("userArn") || has("accountId") || has("cognitoIdentityId") {
        "IAM Authorization"
    } else if cognito || has("username") || has("defaultAuthStrategy") {
        "User Pool Authorization"
    } else if has("sub") || has("claims") || has("issuer") {
        "Open ID Connect Authorization"
    } else {
        "Lambda Authorization"
    }
}
