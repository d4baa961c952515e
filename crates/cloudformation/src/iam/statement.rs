use std::collections::{BTreeMap, BTreeSet};

use crate::{Intrinsic, Map, Value};

/// Whether a statement gives or takes away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Effect {
    /// Allows the listed actions.
    Allow,
    /// Denies the listed actions, regardless of other statements.
    Deny,
}

/// Who a trust policy speaks of.
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

/// Why a statement was refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum InvalidStatement {
    /// It is about no action.
    #[error("the statement names no action")]
    NoAction,
    /// It is about no resource.
    #[error("the statement names no resource")]
    NoResource,
    /// It is about more than it names.
    #[error("the statement holds the wildcard `{0}` without asking for it")]
    Wildcard(String),
}

impl Statement {
    /// Allows exactly these actions on exactly these resources.
    pub fn allow<A: Into<String>, R: Into<Value>>(
        actions: impl IntoIterator<Item = A>,
        resources: impl IntoIterator<Item = R>,
    ) -> Result<Self, InvalidStatement> {
        let statement = Self::allow_matching(actions, resources)?;
        let actions = statement.actions.iter().find(|action| is_wildcard(action));
        match actions.cloned().or_else(|| statement.resources.iter().find_map(wildcard)) {
            Some(wildcard) => Err(InvalidStatement::Wildcard(wildcard)),
            None => Ok(statement),
        }
    }

    /// Allows these actions on these resources; `*` and `?` are wildcards.
    pub fn allow_matching<A: Into<String>, R: Into<Value>>(
        actions: impl IntoIterator<Item = A>,
        resources: impl IntoIterator<Item = R>,
    ) -> Result<Self, InvalidStatement> {
        let actions: BTreeSet<String> = actions.into_iter().map(Into::into).collect();
        let resources: BTreeSet<Value> = resources.into_iter().map(Into::into).collect();
        if actions.is_empty() {
            return Err(InvalidStatement::NoAction);
        }
        if resources.is_empty() {
            return Err(InvalidStatement::NoResource);
        }
        let effect = Effect::Allow;
        Ok(Self { effect, principal: None, actions, resources, conditions: BTreeMap::new() })
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

    /// Speaks of this principal alone, in the policy of a resource.
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

    /// What it is about.
    pub fn actions(&self) -> impl Iterator<Item = &str> {
        self.actions.iter().map(String::as_str)
    }

    /// What it is on.
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

/// IAM takes a single value for a list of one, and reads better so.
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

fn is_wildcard(text: &str) -> bool {
    text.contains(['*', '?'])
}

/// The first text in `value` with a wildcard.
fn wildcard(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => is_wildcard(text).then(|| text.clone()),
        Value::Integer(_) | Value::Bool(_) => None,
        Value::List(values) => values.iter().find_map(wildcard),
        Value::Map(map) => map.iter().find_map(|(_, value)| wildcard(value)),
        Value::Intrinsic(function) => {
            match function.as_ref() {
                Intrinsic::Ref(_) | Intrinsic::GetAtt(..) => None,
                Intrinsic::Sub(text, variables) if !is_wildcard(text) => {
                    variables.iter().find_map(|(_, value)| wildcard(value))
                }
                Intrinsic::Sub(text, _) => Some(text.clone()),
                Intrinsic::Join(text, value) | Intrinsic::Split(text, value) => {
                    if is_wildcard(text) { Some(text.clone()) } else { wildcard(value) }
                }
                Intrinsic::Select(_, value) | Intrinsic::ImportValue(value) => wildcard(value),
                Intrinsic::If(_, a, b) | Intrinsic::FindInMap(_, a, b) => {
                    wildcard(a).or_else(|| wildcard(b))
                }
            }
        }
    }
}
