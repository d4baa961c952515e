//! A random API, and what its answers must be.

use std::collections::BTreeMap;

use burgeon::{Compilation, Compiler};
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

/// Fields with rules that no rule looks at.
const VARIED: [&str; 2] = ["text", "secret"];

/// The items of each model.
pub(super) type Tables = BTreeMap<&'static str, Vec<Json>>;

impl Trial {
    /// None if the schema is at fault.
    pub(super) fn new(schema: Schema, objects: Vec<Object>) -> Option<Self> {
        let mut settings = every_mode();
        settings.auth.iam.allow_all_identities = schema.opens_to_account;
        let compiler = Compiler::new().source("schema.graphql", schema.sdl()).settings(settings);
        Some(Self::of(compiler.compile().ok()?, schema, objects))
    }

    /// The API of a schema that was compiled.
    pub(super) fn of(compilation: Compilation, schema: Schema, objects: Vec<Object>) -> Self {
        let files = compilation.files().expect("they are rendered");
        let manifest = files["manifest.json"].clone();
        let output = Output::in_memory(&manifest, files).expect("the manifest is read");
        let api = Api::new(output).expect("the tables are made");
        let models = schema.models();
        let trial = Self { api, schema, models, objects, callers: Caller::every() };
        trial.restore();
        trial
    }

    /// The field that a request reads, the object that it is a field of, and the arguments, if it
    /// reads one.
    pub(super) fn query(&self, request: &Request, caller: &Caller) -> Option<(String, Json, Json)> {
        use What::{Get, Index, List, Related};
        let reads = matches!(request.what, Get | Related | List { .. } | Index { .. });
        let (model, rules) = request.model.get(&self.models);
        let visit = Visit { trial: self, client: Client { api: &self.api, caller }, model, rules };
        let items = self.api.items(&format!("{}Table", model.name)).expect("the table is there");
        let object = request.object.get(items.as_slice());
        reads.then(|| self.call(&visit, &request.what, object)).flatten()
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
                self.store(model, item);
            }
        }
    }

    fn store(&self, model: &Model, mut item: Object) {
        for key in [&model.index, &model.key] {
            if let [_, parts @ ..] = key.as_slice() {
                add_composite(&mut item, parts);
            }
        }
        let table = format!("{}Table", model.name);
        self.api.seed(&table, [Json::Object(item)]).expect("it is stored");
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

    /// The fields of a model's primary key.
    pub(super) fn key(&self, model: &str) -> &[&'static str] {
        let found = self.models.iter().find(|(other, _)| other.name == model);
        &found.expect("it is a model").0.key
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
        let told = |fault| format!("{}: {}: {fault}", caller.name, object);
        if let What::Listen { event, arguments } = &request.what {
            return visit.listen(event, arguments, items).map_err(told);
        }
        let Some((field, source, arguments)) = self.call(&visit, &request.what, object) else {
            return Ok(false);
        };
        let outcome = client.call_on(&source, &field, arguments.clone());
        let found = match outcome.result.get("items") {
            Some(_) => items_of(&outcome.result),
            None => vec![outcome.result.clone()],
        };
        let to = match &request.what {
            What::Related => self.relation(model.name).map_or(model.name, |(_, to)| to),
            _ => model.name,
        };
        let answered = match &request.what {
            What::Get => visit.check_shown(model.name, Operation::Get, &found, items),
            What::List { .. } | What::Index { .. } => {
                visit.check_shown(model.name, Operation::List, &found, items)
            }
            What::Related => visit.check_shown(to, Operation::Read, &found, &before[to]),
            What::Create { .. } => {
                let input = arguments["input"].as_object();
                visit.check_written(&before, input, &outcome.result)
            }
            _ => visit.check_written(&before, None, &outcome.result),
        };
        let answered = answered.map_err(told)?;
        // A new object has nothing that could be compared.
        if rules.on_fields.is_empty() || matches!(request.what, What::Create { .. }) {
            return Ok(answered);
        }
        // Whatever the caller may not read might as well be something else.
        let varied = self.vary(caller);
        let other = client.call_on(&source, &field, arguments);
        let told_of = |outcome, stored| visit.answer(to, outcome, stored);
        let same = told_of(&other, &varied[to]) == told_of(&outcome, &before[to]);
        self.restore();
        match same {
            true => Ok(answered),
            false => {
                Err(told(format!("is told what they may not read: {other:?}, not {outcome:?}")))
            }
        }
    }

    /// Changes what a caller may not read, where no rule looks at it.
    fn vary(&self, caller: &Caller) -> Tables {
        let tables = self.tables();
        self.api.database().clear();
        for (model, rules) in &self.models {
            for item in &tables[model.name] {
                let mut varied = item.clone();
                for field in VARIED {
                    let is_hidden = rules.hide(field) && !rules.allow_reading(caller, item, field);
                    if is_hidden && item[field].is_string() {
                        varied[field] = json!(if item[field] == "s" { "t" } else { "s" });
                    }
                }
                self.store(model, varied.as_object().cloned().unwrap_or_default());
            }
        }
        self.tables()
    }

    /// The field that is asked for, the object that it is a field of, and the arguments.
    fn call(&self, visit: &Visit, what: &What, object: &Json) -> Option<(String, Json, Json)> {
        let Visit { model, rules, .. } = visit;
        let name = model.name;
        let root = |field: String, arguments: Json| Some((field, Json::Null, arguments));
        match what {
            What::Get => root(format!("Query.get{name}"), json!(visit.key(object))),
            What::List { by_key, sort, filter } => {
                let mut arguments = Object::new();
                if *by_key && model.key.len() > 1 {
                    arguments = page_arguments(&model.key, *sort, object);
                }
                arguments.insert("filter".to_owned(), filter.clone());
                root(format!("Query.list{name}s"), json!(arguments))
            }
            What::Index { sort, filter } => {
                let first = model.index.first()?;
                if object[*first].is_null() {
                    return None;
                }
                let mut arguments = page_arguments(&model.index, *sort, object);
                arguments.insert("filter".to_owned(), filter.clone());
                root(format!("Query.by{name}"), json!(arguments))
            }
            What::Related => {
                let (field, _) = self.relation(name)?;
                Some((format!("{name}.{field}"), object.clone(), json!({})))
            }
            What::Create { input } => {
                let mut input = input.clone();
                input.retain(|field, _| rules.fields.contains(field));
                for part in &model.key {
                    input.entry(*part).or_insert(json!("new"));
                }
                root(format!("Mutation.create{name}"), json!({ "input": input }))
            }
            What::Update { input, condition } => {
                let mut input = input.clone();
                input.retain(|field, _| rules.fields.contains(field));
                input.extend(visit.key(object));
                let arguments = json!({ "input": input, "condition": condition });
                root(format!("Mutation.update{name}"), arguments)
            }
            What::Delete { condition } => {
                let arguments = json!({ "input": visit.key(object), "condition": condition });
                root(format!("Mutation.delete{name}"), arguments)
            }
            What::Listen { .. } => None,
        }
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
