//! What rules say, told from the rules alone.

use serde_json::Value as Json;

use super::caller::{Caller, Kind};
use super::rule::{Allow, Operation, Provider, Rule};

/// The rules of a model.
#[derive(Debug, Clone, Default)]
pub(crate) struct Rules {
    /// The fields that are declared.
    pub(crate) fields: Vec<String>,
    /// Those on the type.
    pub(crate) on_type: Vec<Rule>,
    /// Those on fields, which count in place of the type's.
    pub(crate) on_fields: Vec<(String, Vec<Rule>)>,
    /// Whether IAM identities of the account are let in everywhere.
    pub(crate) opens_to_account: bool,
}

impl Rules {
    fn of(&self, field: &str) -> &[Rule] {
        let own = self.on_fields.iter().find(|(name, _)| name == field);
        own.map_or(&self.on_type, |(_, rules)| rules)
    }

    fn stands(&self, caller: &Caller) -> bool {
        self.opens_to_account && caller.kind == Kind::Account
    }

    /// Whether the caller may do something with a field of the object.
    pub(crate) fn allow(
        &self,
        caller: &Caller,
        operation: Operation,
        object: &Json,
        field: &str,
    ) -> bool {
        let lets_in = |rule: &Rule| rule.names(operation) && rule.matches(caller, object, false);
        self.stands(caller) || self.of(field).iter().any(lets_in)
    }

    /// Whether the caller may read a field of the object in any way.
    pub(crate) fn allow_reading(&self, caller: &Caller, object: &Json, field: &str) -> bool {
        let lets_in =
            |rule: &Rule| rule.names(Operation::Read) && rule.matches(caller, object, true);
        self.stands(caller) || self.of(field).iter().any(lets_in)
    }

    /// Whether somebody may read the object but not the field: then it is not answered to whoever
    /// writes it, either.
    pub(crate) fn hide(&self, field: &str) -> bool {
        let reading = |rules: &[Rule]| -> Vec<Rule> {
            let reading = rules.iter().filter(|rule| rule.names(Operation::Read));
            reading.flat_map(Rule::single).collect()
        };
        let allowed = reading(self.of(field));
        let is_allowed = |rule: &Rule| {
            allowed.iter().any(|other| {
                let covers = other.allow == Allow::Private && other.kind() == rule.kind();
                covers || (other.allow == rule.allow && other.mode() == rule.mode())
            })
        };
        let mut all = self.fields.iter().flat_map(|field| reading(self.of(field)));
        !all.all(|rule| is_allowed(&rule))
    }

    /// All rules, wherever they stand.
    pub(crate) fn every(&self) -> impl Iterator<Item = &Rule> {
        self.on_type.iter().chain(self.on_fields.iter().flat_map(|(_, rules)| rules))
    }

    /// Whether the caller may do something with some field of the object.
    pub(crate) fn allow_some(&self, caller: &Caller, operation: Operation, object: &Json) -> bool {
        let lets_in = |rule: &Rule| {
            rule.names(operation) && rule.matches(caller, object, operation.is_reading())
        };
        let rules = || self.fields.iter().flat_map(|field| self.of(field));
        self.stands(caller) || rules().any(lets_in)
    }

    /// Whether the caller may do something with every field of the object, as one and the same.
    pub(crate) fn allow_whole(&self, caller: &Caller, operation: Operation, object: &Json) -> bool {
        let named = |rule: &&Rule| rule.names(operation);
        let of = |field: &String| -> Vec<Rule> {
            self.of(field).iter().filter(named).flat_map(Rule::single).collect()
        };
        let everywhere = |rule: &Rule| {
            let same = |other: &Rule| other.allow == rule.allow && other.mode() == rule.mode();
            self.fields.iter().all(|field| of(field).iter().any(same))
        };
        let mut rules = self.fields.first().map(of).unwrap_or_default().into_iter();
        self.stands(caller)
            || rules.any(|rule| rule.matches(caller, object, false) && everywhere(&rule))
    }
}

impl Rule {
    fn mode(&self) -> Provider {
        match self.provider {
            Provider::Iam => Provider::IdentityPool,
            other => other,
        }
    }

    /// The callers among whom it lets some in.
    pub(crate) fn kind(&self) -> Kind {
        match (self.mode(), &self.allow) {
            (Provider::ApiKey, _) => Kind::ApiKey,
            (Provider::UserPools, _) => Kind::UserPools,
            (Provider::Oidc, _) => Kind::Oidc,
            (Provider::Function, _) => Kind::Function,
            (_, Allow::Public) => Kind::Guest,
            (_, _) => Kind::SignedIn,
        }
    }

    /// Whether the rule means a caller, for an object. For reading, what a token lacks of a name of
    /// several claims does not matter.
    pub(crate) fn matches(&self, caller: &Caller, object: &Json, lenient: bool) -> bool {
        let holds = |field: &str, names: Vec<String>| {
            let held = match &object[field] {
                Json::Array(list) => list.clone(),
                one => vec![one.clone()],
            };
            names.iter().any(|name| held.contains(&Json::from(name.as_str())))
        };
        caller.kind == self.kind()
            && match &self.allow {
                Allow::Public | Allow::Private | Allow::Custom => true,
                Allow::Groups { groups, claim } => {
                    let theirs = groups_of(caller, claim.as_deref());
                    groups.iter().any(|group| theirs.contains(group))
                }
                Allow::Owner { field, claim } => {
                    let names = names_of(caller, claim.as_deref(), lenient);
                    holds(field.as_deref().unwrap_or("owner"), names)
                }
                Allow::GroupsField { field, claim } => {
                    holds(field, groups_of(caller, claim.as_deref()))
                }
            }
    }
}

/// The names that an owner field may hold for a caller; the first is given to new objects.
pub(crate) fn names_of(caller: &Caller, claim: Option<&str>, lenient: bool) -> Vec<String> {
    let text = |claim: &str| match caller.claim(claim) {
        Json::String(text) if !text.is_empty() => Some(text.clone()),
        Json::Number(number) => Some(number.to_string()),
        _ => None,
    };
    let value = |claim: &str| match claim {
        "username" => text("username").or_else(|| text("cognito:username")),
        _ => text(claim),
    };
    let parts: Vec<Option<String>> =
        claim.unwrap_or("sub::username").split("::").map(value).collect();
    let all: Option<Vec<String>> = parts.iter().cloned().collect();
    let mut names: Vec<String> = all.iter().map(|all| all.join("::")).collect();
    if parts.len() > 1 && (all.is_some() || lenient) {
        // What could be mistaken for several names is not taken for one.
        names.extend(parts.into_iter().flatten().filter(|part| !part.contains("::")));
    }
    names
}

/// The groups of a caller.
pub(crate) fn groups_of(caller: &Caller, claim: Option<&str>) -> Vec<String> {
    let texts = |list: &[Json]| -> Vec<String> {
        let texts = list.iter().filter_map(|group| group.as_str());
        texts.filter(|group| !group.is_empty()).map(str::to_owned).collect()
    };
    match caller.claim(claim.unwrap_or("cognito:groups")) {
        Json::Array(list) => texts(list),
        Json::String(text) if text.starts_with('[') => {
            texts(&serde_json::from_str::<Vec<Json>>(text).unwrap_or_default())
        }
        Json::String(text) => texts(&[Json::from(text.as_str())]),
        _ => vec![],
    }
}
