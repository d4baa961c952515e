//! Requests as clients make them.

use std::collections::BTreeSet;

use burgeon_simulator::{Api, Outcome};
use serde_json::{Map, Value as Json, json};

use super::caller::Caller;

/// An API and somebody who calls it.
#[derive(Clone, Copy)]
pub(crate) struct Client<'a> {
    pub(crate) api: &'a Api,
    pub(crate) caller: &'a Caller,
}

impl Client<'_> {
    pub(crate) fn call(&self, field: &str, arguments: Json) -> Outcome {
        self.call_on(&Json::Null, field, arguments)
    }

    pub(crate) fn call_on(&self, source: &Json, field: &str, arguments: Json) -> Outcome {
        let caller = self.api.caller(self.caller.identity.clone());
        let called = caller.call_on(source, field, arguments);
        let outcome = called.unwrap_or_else(|error| panic!("{field}: {error}"));
        // Fields of one request share it: what allows in one must not allow in another.
        assert_eq!(outcome.stash, json!({}), "{field} leaves something in the stash");
        outcome
    }

    /// What the caller is shown of an object that was read: fields that they may not read are null.
    pub(crate) fn shown(&self, model: &str, item: &Json) -> Map<String, Json> {
        let fields = item.as_object().into_iter().flatten();
        let read = |(name, value): (&String, &Json)| {
            let at = format!("{model}.{name}");
            let value = match self.api.has_resolver(&at) {
                true => self.call_on(item, &at, json!({})).result,
                false => value.clone(),
            };
            (name.clone(), value)
        };
        fields.map(read).collect()
    }

    /// Which of the objects the caller is told of who opens a subscription.
    pub(crate) fn told<'o>(
        &self,
        subscription: &str,
        arguments: Json,
        announced: impl IntoIterator<Item = &'o Json>,
    ) -> Vec<&'o Json> {
        let opened = self.call(subscription, arguments.clone());
        if opened.error.is_some() {
            return vec![];
        }
        let compared = arguments.as_object().into_iter().flatten();
        let compared: Vec<_> = compared.filter(|(name, _)| *name != "filter").collect();
        let is_told = |object: &&Json| {
            compared.iter().all(|(name, value)| object[name.as_str()] == **value)
                && opened.subscription_filter().is_none_or(|filter| passes(filter, object))
        };
        announced.into_iter().filter(is_told).collect()
    }
}

/// An object as a mutation answers it, which is what subscriptions compare.
pub(crate) fn announced(api: &Api, model: &str, item: &Json, callers: &[Caller]) -> Json {
    let mut source = item.clone();
    source["__operation"] = json!("Mutation");
    let mut object = item.clone();
    for (name, value) in object.as_object_mut().into_iter().flatten() {
        let at = format!("{model}.{name}");
        if api.has_resolver(&at) {
            let answers = callers
                .iter()
                .map(|caller| Client { api, caller }.call_on(&source, &at, json!({})));
            *value =
                answers.map(|outcome| outcome.result).find(|it| !it.is_null()).unwrap_or_default();
        }
    }
    object
}

/// Whether a subscription's filter lets an object pass.
///
/// Source of truth: AppSync's developer guide, "Defining enhanced subscriptions filters".
fn passes(filter: &Json, object: &Json) -> bool {
    let list = |value: &Json| value.as_array().cloned().unwrap_or_default();
    let holds = |comparison: &Json| {
        let (value, field) = (&comparison["value"], comparison["fieldName"].as_str());
        let held = &object[field.unwrap_or_default()];
        match comparison["operator"].as_str().unwrap_or_default() {
            "eq" => held == value,
            "ne" => held != value,
            "in" => list(value).contains(held),
            "beginsWith" => match (held.as_str(), value.as_str()) {
                (Some(held), Some(value)) => held.starts_with(value),
                _ => false,
            },
            "contains" => match held {
                Json::Array(held) => held.contains(value),
                held => {
                    held.as_str().zip(value.as_str()).is_some_and(|(held, it)| held.contains(it))
                }
            },
            "containsAny" => list(value).iter().any(|one| list(held).contains(one)),
            operator => panic!("no such operator here: {operator}"),
        }
    };
    list(&filter["filterGroup"]).iter().any(|group| list(&group["filters"]).iter().all(holds))
}

/// The ids of objects.
pub(crate) fn ids<'o>(objects: impl IntoIterator<Item = &'o Json>) -> BTreeSet<String> {
    objects.into_iter().filter_map(|object| object["id"].as_str().map(str::to_owned)).collect()
}
