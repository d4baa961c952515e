//! What IAM has to let the roles of an identity pool call.

use burgeon_cloudformation::Value;
use burgeon_cloudformation::iam::{Policy, Statement, split};
use burgeon_cloudformation::quotas::{MANAGED_POLICIES_PER_ROLE, MANAGED_POLICY_CHARACTERS};
use burgeon_core::api::{Caller, PoolRole, Who};
use burgeon_core::appsync::AuthorizationMode;
use burgeon_core::{Api, Code, Diagnostic, Name};

use crate::policy::{self, FieldAccess, callable};

static TOO_MANY_POLICIES: Code = Code {
    name: "stack/role-policies",
    explanation: "IAM limits a managed policy to 6,144 characters, and a role to 10 of them. What \
the rules let a role of the identity pool call takes more than that, so that the stack can be \
deployed only where the account's quota \"Managed policies per role\" was raised. Rules that let \
the role call all fields of a type make one entry of it; or set `auth.iam.rolePolicies: false` and \
give the role a policy of your own.",
};

pub(super) static CODES: &[&Code] = &[&TOO_MANY_POLICIES];

/// Characters that the API's ARN has at most: partition, region, account and id.
const API_ARN_CHARACTERS: usize = 88;

/// The managed policies of a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RolePolicies {
    /// What its policies are called after.
    pub(crate) word: &'static str,
    /// The role's name.
    pub(crate) role: String,
    /// The policies, each small enough.
    pub(crate) policies: Vec<Policy>,
}

/// The policies of the roles that the settings name: to call what rules let them call.
pub(crate) fn role_policies(api: &mut Api) -> Vec<RolePolicies> {
    let iam = &api.settings.auth.iam;
    if !iam.role_policies || !api.settings.auth.offers(AuthorizationMode::Iam) {
        return vec![];
    }
    let roles =
        [("Authenticated", PoolRole::signed_in(iam)), ("Unauthenticated", PoolRole::guest(iam))];
    if roles.iter().all(|(_, pool_role)| pool_role.role.is_none()) {
        return vec![];
    }
    let table = policy::derive(api);
    let mut found = Vec::new();
    for (word, pool_role) in roles {
        let Some(role) = pool_role.role.clone() else { continue };
        let caller = Caller { mode: AuthorizationMode::Iam, who: Who::IdentityPool(pool_role) };
        let resources: Vec<Value> = callable(api, &table, &caller)
            .iter()
            .flat_map(|(ty, fields)| arns(ty, fields))
            .collect();
        let statement = Statement::allow_matching(["appsync:GraphQL"], resources);
        let policy = Policy::from_iter(statement);
        // A single ARN is always smaller than a policy may be.
        let policies = split(&policy, MANAGED_POLICY_CHARACTERS, API_ARN_CHARACTERS);
        let policies = policies.unwrap_or_default();
        if policies.len() > MANAGED_POLICIES_PER_ROLE {
            api.diagnostics.push(too_many(&role, policies.len()));
        }
        if !policies.is_empty() {
            found.push(RolePolicies { word, role, policies });
        }
    }
    found
}

/// The ARNs of fields; one, if all fields of the type are meant.
fn arns(ty: &Name, fields: &FieldAccess) -> Vec<Value> {
    let of = |rest: &str| Value::sub(format!("${{GraphQLApi.Arn}}/types/{ty}/{rest}"));
    match fields.is_all() {
        true => vec![of("*")],
        false => fields.allowed.iter().map(|field| of(&format!("fields/{field}"))).collect(),
    }
}

fn too_many(role: &str, count: usize) -> Diagnostic {
    let message = format!(
        "the role `{role}` gets {count} managed policies, and IAM allows \
         {MANAGED_POLICIES_PER_ROLE} unless the account's quota was raised"
    );
    Diagnostic::warning(&TOO_MANY_POLICIES, message).help(
        "raise the quota, or set `auth.iam.rolePolicies: false` and write a policy of your own",
    )
}
