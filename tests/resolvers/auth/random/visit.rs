//! What a caller may be shown, told of, and have written.

use burgeon_simulator::Outcome;
use serde_json::{Value as Json, json};

use super::request::Object;
use super::schema::Model;
use super::trial::{Tables, Trial};
use crate::auth::client::{Client, announced};
use crate::auth::reference::{Rules, names_of};
use crate::auth::rule::{Allow, Operation};

/// What no rule speaks of.
const BOOKKEEPING: [&str; 4] = ["__typename", "createdAt", "updatedAt", "__operation"];

/// Somebody at a model.
pub(super) struct Visit<'a> {
    pub(super) trial: &'a Trial,
    pub(super) client: Client<'a>,
    pub(super) model: &'a Model,
    pub(super) rules: &'a Rules,
}

impl Visit<'_> {
    pub(super) fn key(&self, object: &Json) -> Object {
        let part = |part: &&str| ((*part).to_owned(), object[*part].clone());
        self.model.key.iter().map(part).collect()
    }

    /// Checks that the caller may read what was found, field by field.
    pub(super) fn check_shown(
        &self,
        model: &str,
        operation: Operation,
        found: &[Json],
        stored: &[Json],
    ) -> Result<bool, String> {
        let rules = self.trial.rules(model);
        let mut any = false;
        for item in found.iter().filter(|item| !item.is_null()) {
            any = true;
            let Some(stored) = stored.iter().find(|it| *it == item) else {
                return Err(format!("{item} is not what is stored"));
            };
            if !rules.allow_some(self.client.caller, operation, stored) {
                return Err(format!("is shown {stored}"));
            }
            self.check_fields(model, item, stored, false)?;
        }
        Ok(any)
    }

    /// Checks that only fields are shown that the caller may read. Whoever writes an object is
    /// answered all of its fields but those that are hidden from some who may read it.
    fn check_fields(
        &self,
        model: &str,
        item: &Json,
        stored: &Json,
        is_written: bool,
    ) -> Result<(), String> {
        let rules = self.trial.rules(model);
        for (field, value) in self.client.shown(model, item) {
            let is_free = is_written && !rules.hide(&field);
            if value.is_null() || is_free || !rules.fields.contains(&field) {
                continue;
            }
            if !rules.allow_reading(self.client.caller, stored, &field) {
                return Err(format!("is shown `{field}` of {stored}"));
            }
        }
        Ok(())
    }

    /// All that an answer tells the caller, of a model's objects as they are stored; in whatever
    /// order.
    pub(super) fn answer(&self, model: &str, outcome: &Outcome, stored: &[Json]) -> Json {
        let rules = self.trial.rules(model);
        let key = |object: &Json| -> Vec<Json> {
            self.trial.key(model).iter().map(|part| object[*part].clone()).collect()
        };
        let shown = |item: &Json| {
            let found = stored.iter().find(|it| key(it) == key(item)).unwrap_or(item);
            let mut item = item.clone();
            item.as_object_mut().into_iter().for_each(|item| {
                item.retain(|field, _| {
                    !field.contains('#')
                        && (!rules.hide(field)
                            || rules.allow_reading(self.client.caller, found, field))
                });
            });
            item
        };
        let mut items = match outcome.result.get("items").and_then(Json::as_array) {
            Some(items) => items.iter().map(shown).collect(),
            None => vec![shown(&outcome.result)],
        };
        items.sort_by_key(ToString::to_string);
        let error = outcome.error.as_ref().map(|error| error.error_type.clone());
        json!([items, error])
    }

    pub(super) fn listen(
        &self,
        event: &str,
        arguments: &Object,
        items: &[Json],
    ) -> Result<bool, String> {
        let Self { trial, client, model, rules } = self;
        let subscription = format!("Subscription.on{event}{}", model.name);
        let mut any = false;
        for stored in items {
            let announced = announced(&trial.api, model.name, stored, &trial.callers);
            if client.told(&subscription, json!(arguments), [&announced]).is_empty() {
                continue;
            }
            any = true;
            // Owners are announced by the last of their claims, and compared with it.
            let as_shown = shortened(rules);
            if !rules.allow_some(client.caller, Operation::Listen, stored)
                && !as_shown.allow_some(client.caller, Operation::Listen, &announced)
            {
                return Err(format!("is told of {stored}"));
            }
            for (field, _) in &rules.on_fields {
                let is_told = !announced[field.as_str()].is_null();
                if is_told && !rules.allow_reading(client.caller, stored, field) {
                    return Err(format!("is told `{field}` of {stored}"));
                }
            }
        }
        Ok(any)
    }

    /// Checks what has changed in the tables since, and what was answered.
    pub(super) fn check_written(
        &self,
        before: &Tables,
        created: Option<&Object>,
        answer: &Json,
    ) -> Result<bool, String> {
        let after = self.trial.tables();
        if after == *before {
            return match answer {
                Json::Null => Ok(false),
                answer => Err(format!("nothing was written, but answered {answer}")),
            };
        }
        self.trial.restore();
        for (table, items) in &after {
            let old = &before[table];
            let name = self.model.name;
            if *table != name && items != old {
                return Err(format!("changed a {table} by way of a {name}"));
            }
        }
        let (old, new) = (&before[self.model.name], &after[self.model.name]);
        let same = |one: &Json, other: &Json| self.key(one) == self.key(other);
        for item in new {
            match old.iter().find(|old| same(old, item)) {
                None => self.check_created(item, created)?,
                Some(old) if old != item => self.check_changed(old, item)?,
                Some(_) => continue,
            }
            self.check_fields(self.model.name, answer, item, true)?;
        }
        for gone in old.iter().filter(|old| !new.iter().any(|new| same(old, new))) {
            if !self.rules.allow_whole(self.client.caller, Operation::Delete, gone) {
                return Err(format!("removed {gone}"));
            }
            self.check_fields(self.model.name, answer, gone, true)?;
        }
        Ok(true)
    }

    fn check_created(&self, item: &Json, input: Option<&Object>) -> Result<(), String> {
        let Self { client, rules, .. } = self;
        let Some(input) = input else { return Err(format!("created {item}")) };
        if !rules.allow_some(client.caller, Operation::Create, item) {
            return Err(format!("created {item}"));
        }
        for field in input.iter().filter(|(_, value)| !value.is_null()).map(|(field, _)| field) {
            if !rules.allow(client.caller, Operation::Create, item, field) {
                return Err(format!("gave `{field}` of {item}"));
            }
        }
        for (field, value) in item.as_object().into_iter().flatten() {
            let is_given = input.contains_key(field) || field == "id" || field.contains('#');
            if is_given || BOOKKEEPING.contains(&field.as_str()) {
                continue;
            }
            // An owner is filled in.
            let names = self.rules.every().filter_map(|rule| match &rule.allow {
                Allow::Owner { field: of, claim } if of.as_deref().unwrap_or("owner") == field => {
                    names_of(client.caller, claim.as_deref(), false).into_iter().next()
                }
                _ => None,
            });
            let names: Vec<String> = names.collect();
            if !names.iter().any(|name| *value == json!(name) || *value == json!([name])) {
                return Err(format!("was given `{field}` of {item}"));
            }
        }
        Ok(())
    }

    fn check_changed(&self, old: &Json, new: &Json) -> Result<(), String> {
        let Self { client, rules, .. } = self;
        if !rules.allow_some(client.caller, Operation::Update, old) {
            return Err(format!("changed {old}"));
        }
        let (held, holds) = (old.as_object(), new.as_object());
        let fields = held.into_iter().chain(holds).flat_map(|object| object.keys());
        for field in fields.filter(|field| rules.fields.contains(field)) {
            let may = |operation| rules.allow(client.caller, operation, old, field);
            let is_removed = new[field].is_null() && !old[field].is_null();
            if old[field] != new[field] && !may(Operation::Update) {
                return Err(format!("changed `{field}` of {old}"));
            }
            if is_removed && !may(Operation::Delete) {
                return Err(format!("removed `{field}` of {old}"));
            }
        }
        Ok(())
    }
}

/// The same rules, with owners known by the last of their claims.
fn shortened(rules: &Rules) -> Rules {
    let mut rules = rules.clone();
    let on_fields = rules.on_fields.iter_mut().flat_map(|(_, rules)| rules);
    for rule in rules.on_type.iter_mut().chain(on_fields) {
        if let Allow::Owner { claim, .. } = &mut rule.allow {
            let last = claim.as_deref().unwrap_or("sub::username").rsplit("::").next();
            *claim = last.map(str::to_owned);
        }
    }
    rules
}
