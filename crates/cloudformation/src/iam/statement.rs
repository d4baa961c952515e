use std::collections::{BTreeMap, BTreeSet};

use crate::{Intrinsic, Map, Value};

/// Whether a statement allows or denies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// Allows the listed actions.
    Allow,
    /// Denies the listed actions, regardless of other statements.
    Deny,
}

/// The principal of a trust policy.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Principal {
    /// A service, such as `appsync.amazonaws.com`.
    Service(String),
    /// An identity provider, such as `cognito-identity.amazonaws.com`.
    Federated(Value),
    /// An account, a role or a user, by its ARN.
    Aws(Value),
}

/// One sentence of a policy.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Statement {
    pub(super) effect: Effect,
    pub(super) principal: Option<Principal>,
    pub(super) actions: BTreeSet<String>,
    pub(super) resources: BTreeSet<Value>,
    pub(super) conditions: BTreeMap<String, BTreeMap<String, BTreeSet<Value>>>,
}

impl Statement {
    /// Allows exactly these actions on exactly these resources: `*` and `?` are characters of their
    /// names here, not wildcards.
    pub fn allow<A: Into<String>, R: Into<Value>, const ACTIONS: usize, const RESOURCES: usize>(
        actions: [A; ACTIONS],
        resources: [R; RESOURCES],
    ) -> Self {
        const { assert!(ACTIONS > 0 && RESOURCES > 0, "IAM requires an action and a resource") };
        let actions = actions.map(|action| literal_text(&action.into(), WILDCARD_IN_TEXT));
        let resources = resources.map(|resource| literal(resource.into()));
        Self::allowing(actions.into(), resources.into())
    }

    /// Allows these actions on these resources; `*` and `?` are wildcards.
    pub fn allow_matching<
        A: Into<String>,
        R: Into<Value>,
        const ACTIONS: usize,
        const RESOURCES: usize,
    >(
        actions: [A; ACTIONS],
        resources: [R; RESOURCES],
    ) -> Self {
        const { assert!(ACTIONS > 0 && RESOURCES > 0, "IAM requires an action and a resource") };
        Self::allowing(actions.map(Into::into).into(), resources.map(Into::into).into())
    }

    /// Allows exactly the listed actions on exactly the listed resources, as [`Statement::allow`]
    /// does. `None` if one of the lists is empty: there is nothing to allow then, and IAM has no
    /// such statement.
    pub fn allow_listed<A: Into<String>, R: Into<Value>>(
        actions: impl IntoIterator<Item = A>,
        resources: impl IntoIterator<Item = R>,
    ) -> Option<Self> {
        let actions = actions.into_iter().map(|it| literal_text(&it.into(), WILDCARD_IN_TEXT));
        let resources = resources.into_iter().map(|resource| literal(resource.into()));
        Self::allowing_listed(actions.collect(), resources.collect())
    }

    /// Allows the listed actions on the listed resources; `*` and `?` are wildcards. `None` if one
    /// of the lists is empty.
    pub fn allow_listed_matching<A: Into<String>, R: Into<Value>>(
        actions: impl IntoIterator<Item = A>,
        resources: impl IntoIterator<Item = R>,
    ) -> Option<Self> {
        let actions = actions.into_iter().map(Into::into);
        Self::allowing_listed(actions.collect(), resources.into_iter().map(Into::into).collect())
    }

    fn allowing_listed(actions: BTreeSet<String>, resources: BTreeSet<Value>) -> Option<Self> {
        let is_empty = actions.is_empty() || resources.is_empty();
        (!is_empty).then(|| Self::allowing(actions, resources))
    }

    fn allowing(actions: BTreeSet<String>, resources: BTreeSet<Value>) -> Self {
        let effect = Effect::Allow;
        Self { effect, principal: None, actions, resources, conditions: BTreeMap::new() }
    }

    /// Allows a principal to assume the role of this trust policy.
    pub fn trust(principal: Principal) -> Self {
        let action = match principal {
            Principal::Federated(_) => "sts:AssumeRoleWithWebIdentity",
            Principal::Service(_) | Principal::Aws(_) => "sts:AssumeRole",
        };
        Self {
            effect: Effect::Allow,
            principal: Some(principal),
            actions: BTreeSet::from([action.to_owned()]),
            resources: BTreeSet::new(),
            conditions: BTreeMap::new(),
        }
    }

    /// Sets this principal, in the policy of a resource.
    #[must_use]
    pub fn by(mut self, principal: Principal) -> Self {
        self.principal = Some(principal);
        self
    }

    /// Turns it into its opposite, which outweighs everything that is allowed.
    #[must_use]
    pub fn denied(mut self) -> Self {
        self.effect = Effect::Deny;
        self
    }

    /// Holds only where `key` compares to one of `values`: `StringEquals`, `aws:SourceAccount`, ….
    #[must_use]
    pub fn when<V: Into<Value>>(
        mut self,
        operator: impl Into<String>,
        key: impl Into<String>,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        let keys = self.conditions.entry(operator.into()).or_default();
        keys.entry(key.into()).or_default().extend(values.into_iter().map(Into::into));
        self
    }

    /// Its actions.
    pub fn actions(&self) -> impl Iterator<Item = &str> {
        self.actions.iter().map(String::as_str)
    }

    /// Its resources.
    pub fn resources(&self) -> impl Iterator<Item = &Value> {
        self.resources.iter()
    }

    pub(super) fn to_value(&self) -> Value {
        let mut map = Map::new();
        map.insert("Effect", if self.effect == Effect::Allow { "Allow" } else { "Deny" });
        if let Some(principal) = &self.principal {
            let (kind, who) = match principal {
                Principal::Service(name) => ("Service", Value::from(name.as_str())),
                Principal::Federated(provider) => ("Federated", provider.clone()),
                Principal::Aws(arn) => ("AWS", arn.clone()),
            };
            map.insert("Principal", Map::from_iter([(kind, who)]));
        }
        map.insert("Action", one_or_all(self.actions.iter().map(|action| action.as_str().into())));
        if !self.resources.is_empty() {
            map.insert("Resource", one_or_all(self.resources.iter().cloned()));
        }
        if !self.conditions.is_empty() {
            let conditions = self.conditions.iter().map(|(operator, keys)| {
                let keys = keys
                    .iter()
                    .map(|(key, values)| (key.clone(), one_or_all(values.iter().cloned())));
                (operator.clone(), keys.collect::<Map>())
            });
            map.insert("Condition", conditions.collect::<Map>());
        }
        map.into()
    }
}

/// IAM accepts a single value for a list of one.
fn one_or_all(values: impl ExactSizeIterator<Item = Value>) -> Value {
    let mut values: Vec<Value> = values.collect();
    match values.pop() {
        Some(single) if values.is_empty() => single,
        Some(last) => {
            values.push(last);
            Value::List(values)
        }
        None => Value::List(values),
    }
}

/// The prefix of IAM's escapes of `*` and `?`: in a text, and in one for `Fn::Sub`.
///
/// Source of truth: IAM's user guide, "Variables and tags", on characters with a special meaning.
const WILDCARD_IN_TEXT: &str = "${";
const WILDCARD_IN_SUB: &str = "${!";

/// The value without wildcards: `*` and `?` are characters like others.
fn literal(value: Value) -> Value {
    let nested = |map: Map| -> Map {
        map.iter().map(|(name, value)| (name.to_owned(), literal(value.clone()))).collect()
    };
    match value {
        Value::String(text) => Value::String(literal_text(&text, WILDCARD_IN_TEXT)),
        Value::Integer(_) | Value::Bool(_) => value,
        Value::List(values) => Value::List(values.into_iter().map(literal).collect()),
        Value::Map(map) => Value::Map(nested(map)),
        Value::Intrinsic(function) => Value::from(match *function {
            Intrinsic::Sub(text, variables) => {
                Intrinsic::Sub(literal_text(&text, WILDCARD_IN_SUB), nested(variables))
            }
            Intrinsic::Join(text, values) => {
                Intrinsic::Join(literal_text(&text, WILDCARD_IN_TEXT), literal(values))
            }
            Intrinsic::If(id, then, otherwise) => {
                Intrinsic::If(id, literal(then), literal(otherwise))
            }
            // The arguments of these are not part of the result.
            other @ (Intrinsic::Ref(_)
            | Intrinsic::GetAtt(..)
            | Intrinsic::Split(..)
            | Intrinsic::Select(..)
            | Intrinsic::ImportValue(_)
            | Intrinsic::FindInMap(..)) => other,
        }),
    }
}

/// The text with each wildcard outside of `${…}` marked as a plain character.
fn literal_text(text: &str, mark: &str) -> String {
    let mut literal = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(['*', '?', '$']) {
        literal.push_str(&rest[..at]);
        rest = &rest[at..];
        let end = match rest.strip_prefix("${") {
            Some(inner) => inner.find('}').map_or(rest.len(), |end| end + 3),
            None => 1,
        };
        match &rest[..end] {
            wildcard @ ("*" | "?") => literal.extend([mark, wildcard, "}"]),
            other => literal.push_str(other),
        }
        rest = &rest[end..];
    }
    literal + rest
}
