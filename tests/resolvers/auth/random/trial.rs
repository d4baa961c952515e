//! A random API, and what its answers must be.

use std::collections::BTreeMap;

use burgeon::Compiler;
use burgeon_simulator::{Api, Output};
use serde_json::{Value as Json, json};

use super::request::{Object, Request, Sort, What};
use super::schema::{Model, Relation, Schema};
use super::visit::Visit;
use crate::auth::caller::Caller;
use crate::auth::client::Client;
use crate::auth::every_mode;
use crate::auth::reference::Rules;
use crate::auth::rule::Operation;

pub(super) struct Trial {
    pub(super) api: Api,
    schema: Schema,
    models: Vec<(Model, Rules)>,
    objects: Vec<Object>,
    pub(super) callers: Vec<Caller>,
}

/// The items of each model.
pub(super) type Tables = BTreeMap<&'static str, Vec<Json>>;

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

    pub(super) fn restore(&self) {
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

    pub(super) fn tables(&self) -> Tables {
        let items =
            |name: &str| self.api.items(&format!("{name}Table")).expect("the table is there");
        self.models.iter().map(|(model, _)| (model.name, items(model.name))).collect()
    }

    pub(super) fn rules(&self, model: &str) -> &Rules {
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
