//! The callers that AppSync itself allows, by the directives on fields and types.

use burgeon_core::api::{Caller, Who};
use burgeon_core::appsync::AuthorizationMode;
use burgeon_core::schema::{FieldDefinition, ObjectType, Value};

const MODES: [AuthorizationMode; 5] = [
    AuthorizationMode::ApiKey,
    AuthorizationMode::UserPools,
    AuthorizationMode::Iam,
    AuthorizationMode::Oidc,
    AuthorizationMode::Function,
];

/// The claim that Cognito lists a user's groups in.
const GROUP_CLAIM: &str = "cognito:groups";

/// The callers that AppSync allows on a field: by the field's directives, or else by those of its
/// type, or else by the API's default.
///
/// Source of truth: AppSync's developer guide, "Using additional authorization modes".
pub(super) fn callers(
    default: AuthorizationMode,
    object: &ObjectType,
    field: &FieldDefinition,
) -> Vec<Caller> {
    let of_field = MODES.into_iter().flat_map(|mode| match groups(field, mode) {
        Some(groups) => of_groups(mode, groups),
        None if field.directives.has(mode.directive()) => vec![Caller::anybody(mode)],
        None => vec![],
    });
    let of_field: Vec<Caller> = of_field.collect();
    if !of_field.is_empty() {
        return of_field;
    }
    let of_type = MODES.into_iter().filter(|mode| object.directives.has(mode.directive()));
    let of_type: Vec<Caller> = of_type.map(Caller::anybody).collect();
    if of_type.is_empty() { vec![Caller::anybody(default)] } else { of_type }
}

fn of_groups(mode: AuthorizationMode, groups: Vec<String>) -> Vec<Caller> {
    let claim = || GROUP_CLAIM.to_owned();
    let caller = |group| Caller { mode, who: Who::Group { claim: claim(), group } };
    groups.into_iter().map(caller).collect()
}

/// The groups that a directive of AppSync allows on a field.
fn groups(field: &FieldDefinition, mode: AuthorizationMode) -> Option<Vec<String>> {
    if mode != AuthorizationMode::UserPools {
        return None;
    }
    let directive = field.directives.get(mode.directive());
    let directive = directive.or_else(|| field.directives.get("aws_auth"))?;
    let given = directive.specified_argument_by_name("cognito_groups")?;
    let groups = match &**given {
        Value::List(groups) => groups.iter().filter_map(|group| group.as_str()).collect(),
        one => Vec::from_iter(one.as_str()),
    };
    Some(groups.into_iter().map(str::to_owned).collect())
}
