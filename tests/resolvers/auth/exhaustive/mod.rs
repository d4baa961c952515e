//! Every strategy with every provider, operation and caller: who is let in, for which objects.

mod models;

use std::collections::BTreeSet;
use std::fmt::Write;

use burgeon_simulator::Api;
use serde_json::{Value as Json, json};

use super::caller::Caller;
use super::client::{Client, announced, ids};
use super::every_mode;
use super::reference::{Rules, names_of};
use super::rule::{Allow, Operation, Provider, Rule};
use crate::api::with;
use models::{Model, models, objects};

/// What the rules and the templates do not agree on.
#[derive(Default)]
struct Faults(Vec<String>);

impl Faults {
    fn compare<T: PartialEq + std::fmt::Debug>(
        &mut self,
        (model, caller): (&Model, &Caller),
        what: &str,
        expected: &T,
        found: &T,
    ) {
        if expected != found {
            let Model { name, rule } = model;
            let who = caller.name;
            self.0.push(format!("{name} {rule}\n  {who}: {what}: {expected:?}, not {found:?}"));
        }
    }
}

struct Proof<'a> {
    client: Client<'a>,
    model: &'a Model,
    rules: Rules,
    objects: &'a [Json],
    /// The objects as mutations answer them.
    announced: &'a [Json],
}

impl Proof<'_> {
    fn run(&self, faults: &mut Faults) {
        self.read(faults);
        self.listen(faults);
        self.create(faults);
        self.change(faults);
    }

    fn allowed(&self, operation: Operation) -> BTreeSet<String> {
        let caller = self.client.caller;
        ids(self.objects.iter().filter(|it| self.rules.allow_some(caller, operation, it)))
    }

    fn compare<T: PartialEq + std::fmt::Debug>(
        &self,
        faults: &mut Faults,
        what: &str,
        expected: &T,
        found: &T,
    ) {
        faults.compare((self.model, self.client.caller), what, expected, found);
    }

    fn read(&self, faults: &mut Faults) {
        let name = &self.model.name;
        let gotten = self.objects.iter().map(|object| {
            let get = format!("Query.get{name}");
            let outcome = self.client.call(&get, json!({ "id": object["id"] }));
            assert!(outcome.error.is_none() || outcome.is_unauthorized(), "{:?}", outcome.error);
            outcome.result
        });
        let gotten: Vec<Json> = gotten.collect();
        self.compare(faults, "get", &self.allowed(Operation::Get), &ids(&gotten));
        let lists = [
            (format!("Query.list{name}s"), json!({})),
            (format!("Query.by{name}"), json!({ "kind": "k" })),
        ];
        for (list, arguments) in lists {
            let outcome = self.client.call(&list, arguments);
            assert!(outcome.error.is_none() || outcome.is_unauthorized(), "{:?}", outcome.error);
            let items = outcome.result["items"].as_array().cloned().unwrap_or_default();
            self.compare(faults, &list, &self.allowed(Operation::List), &ids(&items));
        }
    }

    fn listen(&self, faults: &mut Faults) {
        let Self { client, model: Model { name, rule }, announced, .. } = self;
        let expected = ids(announced.iter().filter(|object| self.is_told(object)));
        for event in ["Create", "Update", "Delete"] {
            let subscription = format!("Subscription.on{event}{name}");
            let told = client.told(&subscription, json!({}), *announced);
            self.compare(faults, &subscription, &expected, &ids(told));
        }
        let Allow::Owner { field, .. } = &rule.allow else { return };
        let owner = field.as_deref().unwrap_or("owner");
        let subscription = format!("Subscription.onCreate{name}");
        for of in ["alice", "sub-alice::alice", "sub-alice", "dave", "alice@example.com"] {
            if owner != "keepers" {
                let is_own = rule.names(Operation::Listen)
                    && rule.matches(client.caller, &json!({ owner: of }), false);
                let expected = ids(announced.iter().filter(|object| is_own && object[owner] == of));
                let told = client.told(&subscription, json!({ owner: of }), *announced);
                self.compare(faults, &format!("{subscription} of {of}"), &expected, &ids(told));
            }
        }
    }

    /// Whether the caller is told of an object as it is announced, owners by their last claim.
    fn is_told(&self, announced: &Json) -> bool {
        let (caller, rule) = (self.client.caller, &self.model.rule);
        let Allow::Owner { field, claim } = &rule.allow else {
            return self.rules.allow_some(caller, Operation::Listen, announced);
        };
        let last = claim.as_deref().unwrap_or("sub::username").rsplit("::").next();
        let allow = Allow::owner(field.as_deref(), last);
        let is_known = !names_of(caller, claim.as_deref(), false).is_empty();
        is_known
            && rule.names(Operation::Listen)
            && Rule { allow, ..rule.clone() }.matches(caller, announced, false)
    }

    fn create(&self, faults: &mut Faults) {
        let Self { client, model, .. } = self;
        let create = format!("Mutation.create{}", model.name);
        let mut inputs: Vec<Json> = self.objects.to_vec();
        inputs.push(json!({ "text": "a" }));
        for (number, mut input) in inputs.into_iter().enumerate() {
            input["id"] = json!(format!("new{number}"));
            let mut object = input.clone();
            if let Allow::Owner { field, claim } = &model.rule.allow {
                let field = field.as_deref().unwrap_or("owner");
                let name = names_of(client.caller, claim.as_deref(), false).into_iter().next();
                if let (None, Some(name)) = (object.get(field), name) {
                    object[field] = if field == "keepers" { json!([name]) } else { json!(name) };
                }
            }
            let expected = self.rules.allow_some(client.caller, Operation::Create, &object);
            let outcome = client.call(&create, json!({ "input": input }));
            let stored = client.api.items(&model.table()).expect("the table is there");
            let stored = stored.into_iter().find(|item| item["id"] == input["id"]);
            let is_made = stored.is_some();
            assert_eq!(outcome.error.is_none(), is_made, "{:?}", outcome.error);
            self.compare(faults, &format!("{create} {input}"), &expected, &is_made);
            if let Some(stored) = stored {
                for (field, value) in object.as_object().into_iter().flatten() {
                    self.compare(
                        faults,
                        &format!("{create} {input} {field}"),
                        value,
                        &stored[field],
                    );
                }
                client.api.database().clear();
                client.api.seed(&model.table(), self.objects.to_vec()).expect("they are stored");
            }
        }
    }

    fn change(&self, faults: &mut Faults) {
        self.write(
            faults,
            Operation::Update,
            &json!({ "text": "new", "owner": "x" }),
            &[Json::Null],
        );
        self.write(faults, Operation::Update, &json!({ "team": null }), &[Json::Null]);
        let conditions = ["k", "z"].map(|kind| json!({ "kind": { "eq": kind } }));
        self.write(faults, Operation::Update, &json!({}), &conditions);
        self.write(faults, Operation::Delete, &json!({}), &[Json::Null]);
        self.write(faults, Operation::Delete, &json!({}), &conditions);
    }

    /// Changes or removes each object, and one that is not there.
    fn write(&self, faults: &mut Faults, operation: Operation, input: &Json, conditions: &[Json]) {
        let Self { client, model, .. } = self;
        let table = model.table();
        let field = format!("Mutation.{}{}", format!("{operation:?}").to_lowercase(), model.name);
        let absent = json!({ "id": "absent" });
        for object in self.objects.iter().chain([&absent]) {
            let mut input = input.clone();
            let removes = input.get("team").is_some();
            input["id"] = object["id"].clone();
            let allows = |operation| self.rules.allow_whole(client.caller, operation, object);
            let is_allowed = allows(operation) && (!removes || allows(Operation::Delete));
            for condition in conditions {
                let is_met = *object != absent && condition["kind"]["eq"] != "z";
                let outcome =
                    client.call(&field, json!({ "input": input, "condition": condition }));
                let stored = client.api.items(&table).expect("the table is there");
                let what = format!("{field} {input} {condition}");
                let is_changed = stored != self.objects;
                self.compare(faults, &what, &(is_allowed && is_met), &is_changed);
                // Who is refused does not learn whether there is such an object.
                let refused = format!("{what}: refused");
                self.compare(faults, &refused, &!is_allowed, &outcome.is_unauthorized());
                if is_changed {
                    client.api.database().clear();
                    client.api.seed(&table, self.objects.to_vec()).expect("they are stored");
                }
            }
        }
    }
}

fn prove(providers: &[Provider]) {
    let models = models(providers);
    let schema: String = models.iter().map(Model::sdl).collect();
    let api: Api = with(&schema, every_mode());
    let callers = Caller::every();
    let mut faults = Faults::default();
    for model in &models {
        api.seed(&model.table(), objects()).expect("they are stored");
        let objects = api.items(&model.table()).expect("the table is there");
        let announce = |object| announced(&api, &model.name, object, &callers);
        let announced: Vec<Json> = objects.iter().map(announce).collect();
        for caller in &callers {
            let client = Client { api: &api, caller };
            let (objects, announced) = (&objects, &announced);
            let rules = model.rules();
            Proof { client, model, rules, objects, announced }.run(&mut faults);
        }
    }
    let mut report = String::new();
    for fault in faults.0.iter().take(20) {
        let _ = writeln!(report, "{fault}");
    }
    assert!(faults.0.is_empty(), "{} faults, the first:\n{report}", faults.0.len());
}

#[test]
fn rules_of_the_user_pool_allow_their_callers() {
    prove(&[Provider::UserPools]);
}

#[test]
fn rules_of_openid_connect_allow_their_callers() {
    prove(&[Provider::Oidc]);
}

#[test]
fn rules_of_the_other_providers_allow_their_callers() {
    prove(&[Provider::ApiKey, Provider::Iam, Provider::IdentityPool, Provider::Function]);
}
