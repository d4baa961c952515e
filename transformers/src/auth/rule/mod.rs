//! One rule of `@auth`: its meaning, and its validation.

mod faults;

use apollo_compiler::ast::Value;
use apollo_compiler::parser::SourceSpan;
use burgeon_core::api::{Caller, Claim, Operation, Operations, OwnershipClaim, PoolRole, Who};
use burgeon_core::appsync::AuthorizationMode;
use burgeon_core::arguments::input;
use burgeon_core::schema::{Node, ObjectType};
use burgeon_core::settings::Auth;
use burgeon_core::{Diagnostic, Name};

use super::arguments::{Arguments, Provider, RuleOperation, Strategy};

/// The owner field, by default.
pub(super) const OWNER_FIELD: &str = "owner";

/// The claims that identify an owner, by default.
pub(super) const IDENTITY_CLAIM: &str = "sub::username";

const GROUP_CLAIM: &str = "cognito:groups";

/// A rule and its location.
pub(super) struct Rule<'a> {
    value: &'a Node<Value>,
    pub(super) arguments: Arguments,
}

/// The kind of element that has the rule, which decides which arguments it takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Position {
    /// On a model.
    Model,
    /// On a field of a model.
    ModelField,
    /// On a field of `Query`, `Mutation` or `Subscription`.
    RootField,
    /// On a field of any other type.
    OtherField,
}

impl<'a> Rule<'a> {
    /// Reads a rule, or returns the fault of what is not a rule, which validation has refused.
    pub(super) fn read(value: &'a Node<Value>) -> Result<Self, Diagnostic> {
        Ok(Self { value, arguments: input(value)? })
    }

    /// The location of the rule.
    pub(super) fn place(&self) -> Option<SourceSpan> {
        self.value.location()
    }

    /// The location of an argument; that of the rule, if the argument is absent.
    pub(super) fn place_of(&self, argument: &str) -> Option<SourceSpan> {
        let found = self.value.as_object().and_then(|fields| {
            let (_, value) = fields.iter().find(|(name, _)| name == argument)?;
            value.location()
        });
        found.or_else(|| self.place())
    }

    fn provider(&self) -> Provider {
        let allowed = self.arguments.allow.providers();
        self.arguments.provider.or_else(|| allowed.first().copied()).unwrap_or(Provider::UserPools)
    }

    fn groups(&self) -> Vec<&str> {
        let groups = self.arguments.groups.as_ref().map_or(&[][..], |groups| &groups.0);
        groups.iter().filter_map(|group| group.as_deref()).collect()
    }

    fn given_operations(&self) -> Vec<RuleOperation> {
        let given = self.arguments.operations.as_ref().map_or(&[][..], |list| &list.0);
        given.iter().flatten().copied().collect()
    }

    /// The operations that the rule allows.
    pub(super) fn operations(&self, is_sql: bool) -> Operations {
        if self.arguments.operations.is_none() {
            return Operations::ALL;
        }
        let given = self.given_operations();
        let read = given.contains(&RuleOperation::Read);
        let mut allowed: Operations = given.iter().filter_map(|one| one.operation()).collect();
        if read {
            allowed = allowed.union(Operations::READ);
        }
        if is_sql {
            let none = [Operation::Search, Operation::Sync].into_iter().collect();
            allowed = allowed.without(none);
        }
        allowed
    }

    /// The callers that the rule allows, for objects of a type. Without a type, a rule that depends on
    /// the object allows none.
    pub(super) fn callers(&self, auth: &Auth, object: Option<&ObjectType>) -> Vec<Caller> {
        let mode = self.provider().mode();
        let who = match self.arguments.allow {
            Strategy::Public | Strategy::Private if mode == AuthorizationMode::Iam => {
                let role = match self.arguments.allow {
                    Strategy::Private => PoolRole::signed_in(&auth.iam),
                    _ => PoolRole::guest(&auth.iam),
                };
                vec![Who::IdentityPool(role)]
            }
            Strategy::Public | Strategy::Private | Strategy::Custom => vec![Who::Anybody],
            Strategy::Groups if self.arguments.groups_field.is_none() => {
                let claim = self.group_claim();
                let group = |group: &str| Who::Group { claim: claim.clone(), group: group.into() };
                self.groups().into_iter().map(group).collect()
            }
            Strategy::Groups | Strategy::Owner => object
                .and_then(|object| self.naming(object))
                .map(Who::OwnerOrGroupField)
                .into_iter()
                .collect(),
        };
        who.into_iter().map(|who| Caller { mode, who }).collect()
    }

    /// The field of the objects that names the allowed callers, if the rule depends on the object.
    pub(super) fn naming(&self, object: &ObjectType) -> Option<OwnershipClaim> {
        let Arguments { allow, identity_claim, owner_field, groups_field, .. } = &self.arguments;
        let (field, claim) = match allow {
            Strategy::Owner => {
                let claim = identity_claim.as_deref().unwrap_or(IDENTITY_CLAIM);
                let claims = claim.split(Claim::DELIMITER).map(str::to_owned).collect();
                (owner_field.as_deref().unwrap_or(OWNER_FIELD), Claim::Identity(claims))
            }
            Strategy::Groups => (groups_field.as_deref()?, Claim::Groups(self.group_claim())),
            _ => return None,
        };
        let field = Name::new(field).ok()?;
        let is_list = object.fields.get(&field).is_some_and(|field| field.ty.is_list());
        Some(OwnershipClaim { field, is_list, claim })
    }

    fn group_claim(&self) -> String {
        self.arguments.group_claim.clone().unwrap_or_else(|| GROUP_CLAIM.to_owned())
    }

    /// Whether the rule depends on the object.
    pub(super) fn is_item_dependent(&self) -> bool {
        self.arguments.allow == Strategy::Owner
            || (self.arguments.allow == Strategy::Groups && self.arguments.groups_field.is_some())
    }
}

impl Strategy {
    /// Its name in rules.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Groups => "groups",
            Self::Private => "private",
            Self::Public => "public",
            Self::Custom => "custom",
        }
    }

    /// The providers that it is valid with; the first is the default.
    fn providers(self) -> &'static [Provider] {
        match self {
            Self::Owner | Self::Groups => &[Provider::UserPools, Provider::Oidc],
            Self::Private => {
                &[Provider::UserPools, Provider::Oidc, Provider::IdentityPool, Provider::Iam]
            }
            Self::Public => &[Provider::ApiKey, Provider::IdentityPool, Provider::Iam],
            Self::Custom => &[Provider::Function],
        }
    }
}

impl Provider {
    /// Its name in rules.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::ApiKey => "apiKey",
            Self::Iam => "iam",
            Self::IdentityPool => "identityPool",
            Self::Oidc => "oidc",
            Self::UserPools => "userPools",
            Self::Function => "function",
        }
    }

    /// The authorization mode that its callers use.
    pub(super) fn mode(self) -> AuthorizationMode {
        match self {
            Self::ApiKey => AuthorizationMode::ApiKey,
            Self::Iam | Self::IdentityPool => AuthorizationMode::Iam,
            Self::Oidc => AuthorizationMode::Oidc,
            Self::UserPools => AuthorizationMode::UserPools,
            Self::Function => AuthorizationMode::Function,
        }
    }
}

impl RuleOperation {
    fn name(self) -> &'static str {
        self.operation().map_or("read", Operation::name)
    }

    /// The operation; `None` for `read`, which is several.
    fn operation(self) -> Option<Operation> {
        Some(match self {
            Self::Create => Operation::Create,
            Self::Update => Operation::Update,
            Self::Delete => Operation::Delete,
            Self::List => Operation::List,
            Self::Get => Operation::Get,
            Self::Sync => Operation::Sync,
            Self::Listen => Operation::Listen,
            Self::Search => Operation::Search,
            Self::Read => return None,
        })
    }

    /// Whether it is one of the operations that `read` includes.
    fn is_special_reading(self) -> bool {
        self.operation().is_some_and(|operation| Operations::READ.contains(operation))
    }
}
