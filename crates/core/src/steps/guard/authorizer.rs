use askama::Template;

use crate::Name;
use crate::appsync::AuthorizationMode;
use crate::policy::{Caller, Claim, Fields, Grant, Policy, PoolRole, Who};
use crate::vtl::Expression;

use super::claims::Claims;

/// A policy as templates need it: conditions over variables, and what those are set to.
pub(super) struct Authorizer {
    claims: Claims,
    /// Conditions on the caller that allow all fields.
    pub(super) caller_rules: Vec<String>,
    /// Conditions on the caller that allow some fields.
    pub(super) field_rules: Vec<FieldRule>,
    /// Rules for the callers in a field of the object.
    pub(super) ownership_rules: Vec<OwnershipRule>,
}

/// Allows callers some fields.
pub(super) struct FieldRule {
    pub(super) condition: String,
    pub(super) writable: Fields,
    pub(super) removable: Fields,
}

/// Allows the callers in a field of the object. As a template, the statements that add this to
/// `$rules`: for a list one for each of the caller's names, because `contains` compares one value.
#[derive(Template)]
#[template(path = "steps/guard/rule.vtl", escape = "none")]
pub(super) struct OwnershipRule {
    /// The variable that lists what the caller is called.
    pub(super) variable: String,
    /// The field that names callers.
    pub(super) field: Name,
    pub(super) is_list: bool,
    /// Whether the field is filled in when an object is put without it.
    pub(super) is_owner: bool,
    pub(super) writable: Fields,
    pub(super) removable: Fields,
}

impl Authorizer {
    /// An authorizer that ignores identities with a missing claim.
    pub(super) fn strict(policy: &Policy) -> Self {
        Self::new(policy, false)
    }

    /// An authorizer for reading: present claims of an identity match alone.
    pub(super) fn lenient(policy: &Policy) -> Self {
        Self::new(policy, true)
    }

    fn new(policy: &Policy, is_lenient: bool) -> Self {
        let mut authorizer = Self {
            claims: Claims::new(is_lenient),
            caller_rules: vec![],
            field_rules: vec![],
            ownership_rules: vec![],
        };
        policy.grants.iter().for_each(|grant| authorizer.add(grant));
        authorizer
    }

    fn add(&mut self, grant: &Grant) {
        let Caller { mode, who } = &grant.caller;
        let variable = self.claims.variable(*mode, who).unwrap_or_default();
        if let Who::OwnerOrGroupField(naming) = who {
            self.ownership_rules.push(OwnershipRule {
                variable,
                field: naming.field.clone(),
                is_list: naming.is_list,
                is_owner: matches!(naming.claim, Claim::Identity(_)),
                writable: grant.writable.clone(),
                removable: grant.removable.clone(),
            });
            return;
        }
        let Some(condition) = condition(*mode, who, &variable) else { return };
        match grant.is_whole() {
            true => self.caller_rules.push(condition),
            false => self.field_rules.push(FieldRule {
                condition,
                writable: grant.writable.clone(),
                removable: grant.removable.clone(),
            }),
        }
    }

    /// The statements, after those that set their variables.
    pub(super) fn with_claims(&self, statements: String) -> String {
        let used = self.claims.called.iter().filter(|called| called.is_used_in(&statements));
        let set: String = used.map(super::text).collect();
        set + &statements
    }

    /// Whether access depends on the object.
    pub(super) fn is_item_dependent(&self) -> bool {
        !self.ownership_rules.is_empty()
    }

    /// Whether a caller can be allowed for some fields only.
    pub(super) fn is_field_dependent(&self) -> bool {
        !self.field_rules.is_empty() || self.ownership_rules.iter().any(|named| !named.is_whole())
    }

    /// Whether a caller can be allowed for all fields.
    pub(super) fn has_full_access(&self) -> bool {
        !self.caller_rules.is_empty() || self.ownership_rules.iter().any(OwnershipRule::is_whole)
    }

    /// Whether subscriptions take an argument that names an owner.
    pub(super) fn takes_owner_argument(&self) -> bool {
        self.ownership_rules.iter().any(|named| named.is_owner && !named.is_list)
    }

    /// The variable of the last claim of a name, which clients see.
    pub(super) fn last_claim(&self, named: &OwnershipRule) -> String {
        let called = self.claims.called.iter().find(|called| called.variable == named.variable);
        let last = called.and_then(|called| called.parts.last());
        last.map(|part| part.variable.clone()).unwrap_or_default()
    }

    /// The condition for callers that are allowed all fields of every object; `None` if no caller is.
    pub(super) fn full_access(&self) -> Option<String> {
        any_of(self.caller_rules.iter().cloned())
    }

    /// Like `full_access`, including the callers in a field of the given object.
    pub(super) fn full_access_to(&self, object: &str) -> Option<String> {
        let named = self.ownership_rules.iter().map(|named| named.is_in(object));
        any_of(self.caller_rules.iter().cloned().chain(named))
    }

    /// The condition for callers that are allowed depending on the object.
    pub(super) fn possible_access(&self) -> Option<String> {
        self.possible_access_if(|_| None)
    }

    /// Like [`Authorizer::possible_access`], where more is known of some that an object names.
    pub(super) fn possible_access_if(
        &self,
        condition: impl Fn(&OwnershipRule) -> Option<String>,
    ) -> Option<String> {
        let mut callers: Vec<String> = self.caller_rules.clone();
        callers.extend(self.field_rules.iter().map(|rule| rule.condition.clone()));
        for named in &self.ownership_rules {
            let known = condition(named).unwrap_or_else(|| named.may_own_items());
            if !callers.contains(&known) {
                callers.push(known);
            }
        }
        any_of(callers)
    }
}

impl FieldRule {
    pub(super) fn writable(&self) -> String {
        list_of(self.writable.names())
    }

    /// The statements that remove the allowed fields from the changed ones.
    pub(super) fn take_changed(&self) -> String {
        take_from("changed", &self.writable)
    }

    /// The statements that remove the allowed fields from those set to null.
    pub(super) fn take_removed(&self) -> String {
        take_from("removed", &self.removable)
    }
}

impl OwnershipRule {
    pub(super) fn writable(&self) -> String {
        list_of(self.writable.names())
    }

    /// The statements that add to `$rules` what an object must hold.
    pub(super) fn rule(&self) -> String {
        crate::steps::render(self)
    }

    pub(super) fn is_whole(&self) -> bool {
        self.writable == Fields::All && self.removable == Fields::All
    }

    /// A condition that there may be objects that name the caller.
    pub(super) fn may_own_items(&self) -> String {
        format!("${}.size() > 0", self.variable)
    }

    /// A condition that a value is what the caller is called.
    pub(super) fn is_one_of(&self, value: &str) -> String {
        format!("${}.contains({value})", self.variable)
    }

    /// A condition that an object names the caller.
    pub(super) fn is_in(&self, object: &str) -> String {
        let Self { variable, field, is_list, .. } = self;
        match is_list {
            true => format!(
                "$util.list.copyAndRetainAll($util.defaultIfNull(${object}.get(\"{field}\"), []), \
                 ${variable}).size() > 0"
            ),
            false => format!("${variable}.contains(${object}.get(\"{field}\"))"),
        }
    }
}

/// A list literal of names.
pub(super) fn list_of<'a>(names: impl IntoIterator<Item = &'a Name>) -> String {
    let quoted: Vec<_> = names.into_iter().map(|name| format!("\"{name}\"")).collect();
    format!("[{}]", quoted.join(", "))
}

/// The statements that remove fields from a variable's list.
fn take_from(variable: &str, fields: &Fields) -> String {
    match fields {
        Fields::All => format!("#set( ${variable} = [] )"),
        Fields::Only(names) => format!(
            "#set( $fields = {} )\n  #set( ${variable} = $util.list.copyAndRemoveAll(${variable}, $fields) )",
            list_of(names)
        ),
    }
}

pub(super) fn any_of(conditions: impl IntoIterator<Item = String>) -> Option<String> {
    let conditions: Vec<String> = conditions.into_iter().collect();
    match conditions.as_slice() {
        [] => None,
        [one] => Some(one.clone()),
        several => {
            let each: Vec<_> = several.iter().map(|one| format!("({one})")).collect();
            Some(each.join(" || "))
        }
    }
}

/// A condition on the caller only; `None` if no caller can satisfy it.
fn condition(mode: AuthorizationMode, who: &Who, variable: &str) -> Option<String> {
    let is_mode = format!("$util.authType() == \"{}\"", mode.util_auth_type());
    Some(match who {
        Who::Anybody => is_mode,
        Who::OutsideIdentityPool => format!(
            "{is_mode} && $util.isNull($ctx.identity.cognitoIdentityId) && \
             $util.isNull($ctx.identity.cognitoIdentityPoolId)"
        ),
        Who::IdentityPool(role) => format!("{is_mode} && {}", pool_condition(role)?),
        Who::Group { group, .. } => format!("${variable}.contains({})", Expression::string(group)),
        Who::OwnerOrGroupField(_) => return None,
    })
}

/// Source of truth for the form of the ARN: IAM's user guide, "IAM identifiers", and the session
/// name that Cognito identity pools assume roles with.
fn pool_condition(role: &PoolRole) -> Option<String> {
    let by_role = role.role.as_deref().and_then(role_pattern).map(|pattern| {
        format!("$util.matches({}, $ctx.identity.userArn)", Expression::string(&pattern))
    });
    let by_pool = role.pool.as_deref().filter(|_| role.signed_in).map(|pool| {
        format!(
            "($ctx.identity.cognitoIdentityPoolId == {} && \
             $ctx.identity.cognitoIdentityAuthType == \"authenticated\")",
            Expression::string(pool)
        )
    });
    match (by_role, by_pool) {
        (Some(role), Some(pool)) => Some(format!("({role} || {pool})")),
        (one, other) => one.or(other),
    }
}

fn role_pattern(role: &str) -> Option<String> {
    let name = role.rsplit('/').next().filter(|name| !name.is_empty())?;
    let mut pattern = String::new();
    for letter in name.chars() {
        match letter {
            _ if letter.is_ascii_alphanumeric() => pattern.push(letter),
            '+' | '=' | ',' | '.' | '@' | '-' | '_' => {
                pattern.push('[');
                pattern.push(letter);
                pattern.push(']');
            }
            // No role has such a name.
            _ => return None,
        }
    }
    Some(format!("^arn:[^:]+:sts::[0-9]+:assumed-role/{pattern}/CognitoIdentityCredentials$"))
}
