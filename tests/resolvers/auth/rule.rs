//! Rules as authors write them.

use std::fmt;

/// A rule of `@auth`.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Rule {
    pub(crate) allow: Allow,
    pub(crate) provider: Provider,
    /// None: the rule does not say.
    pub(crate) operations: Option<Vec<Operation>>,
}

/// The strategy, with the arguments that belong to it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Allow {
    Public,
    Private,
    Custom,
    Owner { field: Option<String>, claim: Option<String> },
    Groups { groups: Vec<String>, claim: Option<String> },
    GroupsField { field: String, claim: Option<String> },
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Provider {
    ApiKey,
    Iam,
    IdentityPool,
    Oidc,
    UserPools,
    Function,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum Operation {
    Create,
    Update,
    Delete,
    Read,
    Get,
    List,
    Listen,
    Sync,
    Search,
}

impl Operation {
    pub(crate) const ALL: [Self; 9] = [
        Self::Create,
        Self::Update,
        Self::Delete,
        Self::Read,
        Self::Get,
        Self::List,
        Self::Listen,
        Self::Sync,
        Self::Search,
    ];

    /// Whether it is a way of reading.
    pub(crate) fn is_reading(self) -> bool {
        !matches!(self, Self::Create | Self::Update | Self::Delete)
    }
}

impl Rule {
    pub(crate) fn new(allow: Allow, provider: Provider) -> Self {
        Self { allow, provider, operations: None }
    }

    pub(crate) fn only(self, operations: impl IntoIterator<Item = Operation>) -> Self {
        Self { operations: Some(operations.into_iter().collect()), ..self }
    }

    /// Whether the rule speaks of an operation.
    pub(crate) fn names(&self, operation: Operation) -> bool {
        let is_named = |named: &Operation| {
            *named == operation
                || (*named == Operation::Read && operation.is_reading())
                || (operation == Operation::Read && named.is_reading())
        };
        self.operations.as_ref().is_none_or(|named| named.iter().any(is_named))
    }

    /// One rule for each group that it names.
    pub(crate) fn single(&self) -> Vec<Self> {
        let Allow::Groups { groups, claim } = &self.allow else { return vec![self.clone()] };
        let of = |group: &String| Self {
            allow: Allow::Groups { groups: vec![group.clone()], claim: claim.clone() },
            ..self.clone()
        };
        groups.iter().map(of).collect()
    }

    /// Every strategy with every provider that it goes with, and its arguments in every form.
    pub(crate) fn every() -> Vec<Self> {
        use Provider::{ApiKey, Function, Iam, IdentityPool, Oidc, UserPools};
        let mut rules = vec![Self::new(Allow::Custom, Function)];
        rules
            .extend([ApiKey, Iam, IdentityPool].map(|provider| Self::new(Allow::Public, provider)));
        rules.extend([UserPools, Oidc, Iam, IdentityPool].map(|it| Self::new(Allow::Private, it)));
        for provider in [UserPools, Oidc] {
            for claim in [None, Some("sub"), Some("email"), Some("sub::username"), Some("a::b::c")]
            {
                for field in [None, Some("keeper"), Some("keepers")] {
                    rules.push(Self::new(Allow::owner(field, claim), provider));
                }
            }
            for claim in [None, Some("cognito:groups"), Some("teams")] {
                rules.push(Self::new(Allow::groups(&["Admin", "Staff"], claim), provider));
                for field in ["team", "teams"] {
                    rules.push(Self::new(Allow::groups_field(field, claim), provider));
                }
            }
        }
        rules
    }
}

impl Allow {
    pub(crate) fn owner(field: Option<&str>, claim: Option<&str>) -> Self {
        Self::Owner { field: field.map(str::to_owned), claim: claim.map(str::to_owned) }
    }

    pub(crate) fn groups(groups: &[&str], claim: Option<&str>) -> Self {
        let groups = groups.iter().map(|group| (*group).to_owned()).collect();
        Self::Groups { groups, claim: claim.map(str::to_owned) }
    }

    pub(crate) fn groups_field(field: &str, claim: Option<&str>) -> Self {
        Self::GroupsField { field: field.to_owned(), claim: claim.map(str::to_owned) }
    }
}

/// A text as GraphQL writes it.
pub(crate) fn quoted(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}

/// The rule in SDL.
impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut arguments = Vec::new();
        let mut text = |name: &str, value: &Option<String>| {
            arguments.extend(value.iter().map(|value| format!("{name}: {}", quoted(value))));
        };
        let allow = match &self.allow {
            Allow::Public => "public",
            Allow::Private => "private",
            Allow::Custom => "custom",
            Allow::Owner { field, claim } => {
                text("ownerField", field);
                text("identityClaim", claim);
                "owner"
            }
            Allow::Groups { groups, claim } => {
                text("groupClaim", claim);
                let groups: Vec<_> = groups.iter().map(|group| quoted(group)).collect();
                arguments.push(format!("groups: [{}]", groups.join(", ")));
                "groups"
            }
            Allow::GroupsField { field, claim } => {
                text("groupsField", &Some(field.clone()));
                text("groupClaim", claim);
                "groups"
            }
        };
        if let Some(operations) = &self.operations {
            let names = operations.iter().map(|one| format!("{one:?}").to_lowercase());
            arguments.push(format!("operations: [{}]", names.collect::<Vec<_>>().join(", ")));
        }
        let provider = match self.provider {
            Provider::ApiKey => "apiKey",
            Provider::Iam => "iam",
            Provider::IdentityPool => "identityPool",
            Provider::Oidc => "oidc",
            Provider::UserPools => "userPools",
            Provider::Function => "function",
        };
        arguments.insert(0, format!("allow: {allow}, provider: {provider}"));
        write!(f, "{{ {} }}", arguments.join(", "))
    }
}

/// The directive of rules; nothing, if there are none.
pub(crate) fn directive(rules: &[Rule]) -> String {
    if rules.is_empty() {
        return String::new();
    }
    let rules: Vec<_> = rules.iter().map(ToString::to_string).collect();
    format!("@auth(rules: [{}])", rules.join(", "))
}
