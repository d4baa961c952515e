//! Refuses the callers whom a policy does not let in.

use askama::Template;

use crate::api::{Callers, Grant, Policy};

/// The statements that stop a request which the policy does not allow.
pub fn statements(policy: &Policy) -> String {
    super::render(&Guard { conditions: conditions(policy) })
}

#[derive(Template)]
#[template(path = "steps/guard.vtl", escape = "none")]
struct Guard {
    conditions: Vec<String>,
}

fn conditions(policy: &Policy) -> Vec<String> {
    let conditions: Vec<_> = policy.grants.iter().map(condition).collect();
    match conditions.as_slice() {
        [_] => conditions,
        several => several.iter().map(|condition| format!("({condition})")).collect(),
    }
}

fn condition(grant: &Grant) -> String {
    let mode = format!("$util.authType() == \"{}\"", grant.mode.util_auth_type());
    match grant.callers {
        Callers::All => mode,
        Callers::OutsideIdentityPool => format!(
            "{mode} && $util.isNull($ctx.identity.cognitoIdentityId) && \
             $util.isNull($ctx.identity.cognitoIdentityPoolId)"
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::appsync::AuthorizationMode;

    #[test]
    fn nobody_is_let_in_without_a_grant() {
        assert_eq!(statements(&Policy::nobody()), "$util.unauthorized()\n");
    }

    #[test]
    fn each_grant_is_one_condition() {
        let grant = |mode| Grant { mode, callers: Callers::All };
        let policy = Policy {
            grants: vec![grant(AuthorizationMode::ApiKey), grant(AuthorizationMode::Oidc)],
        };
        assert_eq!(
            statements(&policy),
            "#if( !(($util.authType() == \"API Key Authorization\") || \
             ($util.authType() == \"Open ID Connect Authorization\")) )\n  \
             $util.unauthorized()\n#end\n"
        );
    }
}
