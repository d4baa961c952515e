//! A random API, and what its answers must be.

use std::collections::BTreeMap;

use burgeon::Compiler;
use burgeon_simulator::{Api, Output};
use serde_json::{Value as Json, json};

use super::request::{Object, Request, Sort, What};
use super::schema::{Model, Relation, Schema};
use crate::auth::caller::Caller;
use crate::auth::client::{Client, announced};
use crate::auth::every_mode;
use crate::auth::reference::{Rules, names_of};
use crate::auth::rule::{Allow, Operation};

/// What no rule speaks of.
const BOOKKEEPING: [&str; 4] = ["__typename", "createdAt", "updatedAt", "__operation"];

pub(super) struct Trial {
    api: Api,
    schema: Schema,
    models: Vec<(Model, Rules)>,
    objects: Vec<Object>,
    callers: Vec<Caller>,
}

type Tables = BTreeMap<&'static str, Vec<Json>>;

impl Trial {
    /// None if the schema is at fault.
    pub(super) fn new(schema: Schema, objects: Vec<Object>) -> Option<Self> {
        let mut settings = every_mode();
        settings.auth.iam.allow_all_identities = schema.opens_to_account;
        let compiler = Compiler::new().source("schema.graphql", schema.sdl()).settings(settings);
        let compilation = compiler.compile().ok()?;
        let manifest = compilation.files["manifest.json"].clone();
        let output = Output::in_memory(&manifest, compilation.files).expect("the manifest is read");
        let api = Api::new(output).expect("the tables are made");
        let models = schema.models();
        let trial = Self { api, schema, models, objects, callers: Caller::every() };
        trial.restore();
        Some(trial)
    }

    pub(super) fn sdl(&self) -> String {
        self.schema.sdl()
    }

    fn restore(&self) {
        self.api.database().clear();
        for (model, rules) in &self.models {
            for object in &self.objects {
                let mut item = object.clone();
                item.retain(|field, _| rules.fields.contains(field));
                if let [_, parts @ ..] = model.index.as_slice() {
                    add_composite(&mut item, parts);
                }
                if let [_, parts @ ..] = model.key.as_slice() {
                    add_composite(&mut item, parts);
                }
                let table = format!("{}Table", model.name);
                self.api.seed(&table, [Json::Object(item)]).expect("it is stored");
            }
        }
    }

    fn tables(&self) -> Tables {
        let items =
            |name: &str| self.api.items(&format!("{name}Table")).expect("the table is there");
        self.models.iter().map(|(model, _)| (model.name, items(model.name))).collect()
    }

    fn rules(&self, model: &str) -> &Rules {
        let found = self.models.iter().find(|(other, _)| other.name == model);
        &found.expect("it is a model").1
    }

    /// Makes a request, and says whether anything was answered.
    pub(super) fn run(&self, request: &Request) -> Result<bool, String> {
        let (model, rules) = request.model.get(&self.models);
        let expected = |caller: &&Caller| rules.every().any(|rule| rule.kind() == caller.kind);
        let expected: Vec<&Caller> = self.callers.iter().filter(expected).collect();
        let caller = match request.is_expected && !expected.is_empty() {
            true => *request.caller.get(&expected),
            false => request.caller.get(&self.callers),
        };
        let client = Client { api: &self.api, caller };
        let visit = Visit { trial: self, client, model, rules };
        let before = self.tables();
        let items = &before[model.name];
        let object = request.object.get(items.as_slice());
        let answered = match &request.what {
            What::Get => {
                let key = json!(visit.key(object));
                let found = client.call(&format!("Query.get{}", model.name), key).result;
                visit.check_shown(model.name, Operation::Get, &[found], items)
            }
            What::List { by_key, sort, filter } => {
                let mut arguments = Object::new();
                if *by_key && model.key.len() > 1 {
                    arguments = page_arguments(&model.key, *sort, object);
                }
                arguments.insert("filter".to_owned(), filter.clone());
                let page = client.call(&format!("Query.list{}s", model.name), json!(arguments));
                visit.check_shown(model.name, Operation::List, &items_of(&page.result), items)
            }
            What::Index { sort, filter } => {
                let query = format!("Query.by{}", model.name);
                if model.index.is_empty() || object[model.index[0]].is_null() {
                    return Ok(false);
                }
                let mut arguments = page_arguments(&model.index, *sort, object);
                arguments.insert("filter".to_owned(), filter.clone());
                let page = client.call(&query, json!(arguments));
                visit.check_shown(model.name, Operation::List, &items_of(&page.result), items)
            }
            What::Related => {
                let Some((field, to)) = self.relation(model.name) else { return Ok(false) };
                let answer = client.call_on(object, &format!("{}.{field}", model.name), json!({}));
                let found = match answer.result.get("items") {
                    Some(_) => items_of(&answer.result),
                    None => vec![answer.result],
                };
                visit.check_shown(to, Operation::Read, &found, &before[to])
            }
            What::Listen { event, arguments } => visit.listen(event, arguments, items),
            What::Create { input } => {
                let mut input = input.clone();
                input.retain(|field, _| rules.fields.contains(field));
                for part in &model.key {
                    input.entry(*part).or_insert(json!("new"));
                }
                let answer = client
                    .call(&format!("Mutation.create{}", model.name), json!({ "input": input }));
                visit.check_written(&before, Some(&input), &answer.result)
            }
            What::Update { input, condition } => {
                let mut input = input.clone();
                input.retain(|field, _| rules.fields.contains(field));
                input.extend(visit.key(object));
                let arguments = json!({ "input": input, "condition": condition });
                let answer = client.call(&format!("Mutation.update{}", model.name), arguments);
                visit.check_written(&before, None, &answer.result)
            }
            What::Delete { condition } => {
                let arguments = json!({ "input": visit.key(object), "condition": condition });
                let answer = client.call(&format!("Mutation.delete{}", model.name), arguments);
                visit.check_written(&before, None, &answer.result)
            }
        };
        answered.map_err(|fault| format!("{}: {}: {fault}", caller.name, object))
    }

    /// The field of a model that leads to the other, and that model.
    fn relation(&self, model: &str) -> Option<(&'static str, &'static str)> {
        match (self.schema.relation, model) {
            (Relation::None, _) => None,
            (Relation::ManyToMany, "A") => Some(("b", "Tie")),
            (Relation::ManyToMany, "B") => Some(("a", "Tie")),
            (Relation::ManyToMany, _) => Some(("a", "A")),
            (_, "A") => Some(("b", "B")),
            _ => Some(("a", "A")),
        }
    }
}

fn add_composite(item: &mut Object, parts: &[&str]) {
    let values: Option<Vec<&str>> = parts.iter().map(|part| item.get(*part)?.as_str()).collect();
    if let Some(values) = values.filter(|_| parts.len() > 1) {
        let value = values.join("#");
        item.insert(parts.join("#"), json!(value));
    }
}

fn items_of(page: &Json) -> Vec<Json> {
    page["items"].as_array().cloned().unwrap_or_default()
}

fn page_arguments(key: &[&str], sort: Sort, object: &Json) -> Object {
    let mut arguments = Object::from_iter([(key[0].to_owned(), object[key[0]].clone())]);
    let (name, value) = match &key[1..] {
        [] => return arguments,
        [single] => ((*single).to_owned(), object[*single].clone()),
        [first, others @ ..] => {
            let capitalized = |part: &&str| part[..1].to_uppercase() + &part[1..];
            let others_named: String = others.iter().map(capitalized).collect();
            let values = key[1..].iter().map(|part| ((*part).to_owned(), object[*part].clone()));
            ((*first).to_owned() + &others_named, Json::Object(values.collect()))
        }
    };
    match sort {
        Sort::None => {}
        Sort::Equal => drop(arguments.insert(name, json!({ "eq": value }))),
        Sort::AtLeast => drop(arguments.insert(name, json!({ "ge": value }))),
    }
    arguments
}

/// Somebody at a model.
struct Visit<'a> {
    trial: &'a Trial,
    client: Client<'a>,
    model: &'a Model,
    rules: &'a Rules,
}

impl Visit<'_> {
    fn key(&self, object: &Json) -> Object {
        let part = |part: &&str| ((*part).to_owned(), object[*part].clone());
        self.model.key.iter().map(part).collect()
    }

    /// Checks that the caller may read what was found, field by field.
    fn check_shown(
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

    fn listen(&self, event: &str, arguments: &Object, items: &[Json]) -> Result<bool, String> {
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
    fn check_written(
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
