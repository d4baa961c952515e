//! The managed policies of an identity pool's roles: the fields that rules allow them to call.

use burgeon_cloudformation::Value;
use burgeon_cloudformation::iam::{Policy, Statement, split};
use burgeon_cloudformation::quotas::{MANAGED_POLICIES_PER_ROLE, MANAGED_POLICY_CHARACTERS};
use burgeon_compilation::AccessTable;
use burgeon_compilation::access::FieldAccess;
use burgeon_core::api::{Caller, PoolRole, Who};
use burgeon_core::appsync::AuthorizationMode;
use burgeon_core::{Api, Code, Defect, Diagnostic, Name};

use crate::access_table::callable;

static TOO_MANY_POLICIES: Code = Code {
    name: "stack/role-policies",
    explanation: "IAM limits a managed policy to 6,144 characters, and a role to 10 of them. The \
permissions of a role of the identity pool need more, so the stack can be deployed only if the \
account's quota \"Managed policies per role\" was raised. Rules that allow the role all fields of a \
type are one entry; or set `auth.iam.rolePolicies: false` and write a policy yourself.",
};

pub(crate) static CODES: &[&Code] = &[&TOO_MANY_POLICIES];

/// Characters that the API's ARN has at most: partition, region, account and id.
const API_ARN_CHARACTERS: usize = 88;

/// The managed policies of a role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct RolePolicies {
    /// The prefix of its policies' names.
    pub(crate) word: &'static str,
    /// The role's name.
    pub(crate) role: String,
    /// The policies, each small enough.
    pub(crate) policies: Vec<Policy>,
}

/// The policies of the roles that the settings name, and what was found on the way: a warning where
/// there are too many policies, an error where one cannot be split.
pub(crate) fn role_policies(
    api: &Api,
    table: &AccessTable,
) -> (Vec<RolePolicies>, Vec<Diagnostic>) {
    let iam = &api.settings.auth.iam;
    let (mut all, mut found) = (vec![], vec![]);
    if !iam.role_policies || !api.settings.auth.offers(AuthorizationMode::Iam) {
        return (all, found);
    }
    let roles =
        [("Authenticated", PoolRole::signed_in(iam)), ("Unauthenticated", PoolRole::guest(iam))];
    for (word, pool_role) in roles {
        let Some(role) = pool_role.role.clone() else { continue };
        let caller = Caller { mode: AuthorizationMode::Iam, who: Who::IdentityPool(pool_role) };
        let resources: Vec<Value> = callable(api, table, &caller)
            .iter()
            .flat_map(|(ty, fields)| arns(ty, fields))
            .collect();
        let policy =
            Policy::from_iter(Statement::allow_listed_matching(["appsync:GraphQL"], resources));
        match split(&policy, MANAGED_POLICY_CHARACTERS, API_ARN_CHARACTERS) {
            Ok(policies) => {
                if policies.len() > MANAGED_POLICIES_PER_ROLE {
                    found.push(too_many(&role, policies.len()));
                }
                if !policies.is_empty() {
                    all.push(RolePolicies { word, role, policies });
                }
            }
            // A single ARN is always smaller than a policy may be.
            Err(reason) => found.push(Defect::new(reason.to_string()).at(role).into()),
        }
    }
    (all, found)
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
    Diagnostic::warning(&TOO_MANY_POLICIES, message).about("auth.iam.rolePolicies").help(
        "raise the quota, or set `auth.iam.rolePolicies: false` and write a policy of your own",
    )
}
