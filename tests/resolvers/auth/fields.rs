//! Fields with rules of their own, in place of the type's.

use burgeon_simulator::{Api, Identity};
use serde_json::{Value as Json, json};

use super::caller::{Caller, Kind};
use super::client::Client;
use super::every_mode;
use super::reference::{Rules, names_of};
use super::rule::{Allow, Operation, Provider, Rule, directive};
use crate::api::with;

const FIELDS: [&str; 5] = ["id", "text", "secret", "keeper", "teams"];

/// A rule of each kind.
fn kinds() -> Vec<Rule> {
    use Provider::{ApiKey, Function, IdentityPool, Oidc, UserPools};
    vec![
        Rule::new(Allow::Public, ApiKey),
        Rule::new(Allow::Private, UserPools),
        Rule::new(Allow::Private, IdentityPool),
        Rule::new(Allow::Custom, Function),
        Rule::new(Allow::groups(&["Admin", "Staff"], None), UserPools),
        Rule::new(Allow::owner(Some("keeper"), None), UserPools),
        Rule::new(Allow::owner(Some("keeper"), Some("sub")), Oidc),
        Rule::new(Allow::groups_field("teams", None), UserPools),
    ]
}

struct Model {
    name: String,
    /// Whether there are subscriptions, to which nothing is told that some may not read.
    is_told: bool,
    on_type: Vec<Rule>,
    on_secret: Vec<Rule>,
}

impl Model {
    fn sdl(&self) -> String {
        let name = &self.name;
        let subscriptions = if self.is_told { "" } else { ", subscriptions: null" };
        format!(
            "type {name} @model(queries: {{ get: \"get{name}\", list: \"list{name}s\" }}{subscriptions}) {} {{
               id: ID! text: String secret: String {} keeper: String teams: [String] }}\n",
            directive(&self.on_type),
            directive(&self.on_secret)
        )
    }

    fn rules(&self) -> Rules {
        Rules {
            fields: FIELDS.map(str::to_owned).to_vec(),
            on_type: self.on_type.clone(),
            on_fields: vec![("secret".to_owned(), self.on_secret.clone())],
            opens_to_account: false,
        }
    }
}

/// Each rule on the type with each rule on the field, with all operations and with some.
fn models() -> Vec<Model> {
    use Operation::{Create, Delete, Read, Update};
    let some = [vec![Create, Read], vec![Read, Update], vec![Update, Delete], vec![Create]];
    let mut models = vec![];
    for (row, on_type) in kinds().into_iter().enumerate() {
        for (column, on_field) in kinds().into_iter().enumerate() {
            for is_told in [false, true] {
                let mut all = vec![on_type.clone()];
                if is_told && on_type != on_field {
                    // Whoever may read the field may read the rest.
                    all.push(on_field.clone().only([Read]));
                }
                let limited = some[(row + column) % some.len()].clone();
                let on_secret = [on_field.clone(), on_field.clone().only(limited)];
                for on_secret in on_secret {
                    let name = format!("M{}", models.len());
                    models.push(Model {
                        name,
                        is_told,
                        on_type: all.clone(),
                        on_secret: vec![on_secret],
                    });
                }
            }
        }
    }
    models
}

fn objects() -> Vec<Json> {
    let of = |id: &str, keeper: &str, team: &str| json!({ "id": id, "text": "t", "secret": "s", "keeper": keeper, "teams": [team] });
    vec![of("1", "sub-alice::alice", "x"), of("2", "sub-dave", "Admin"), of("3", "x", "x")]
}

struct Proof<'a> {
    client: Client<'a>,
    model: &'a Model,
    rules: Rules,
}

impl Proof<'_> {
    fn assert(&self, what: &str, expected: bool, found: bool) {
        let (caller, sdl) = (self.client.caller.name, self.model.sdl());
        assert_eq!(found, expected, "{caller}: {what}:\n{sdl}");
    }

    fn table(&self) -> String {
        format!("{}Table", self.model.name)
    }

    fn restore(&self) {
        self.client.api.database().clear();
        self.client.api.seed(&self.table(), objects()).expect("they are stored");
    }

    fn read(&self) {
        let Self { client, model, rules } = self;
        for object in objects() {
            let field = format!("Query.get{}", model.name);
            let found = client.call(&field, json!({ "id": object["id"] })).result;
            let may_get = rules.allow_some(client.caller, Operation::Get, &object);
            self.assert(&format!("get {object}"), may_get, !found.is_null());
            if !may_get {
                continue;
            }
            let shown = client.shown(&model.name, &found);
            let may_read = rules.allow(client.caller, Operation::Read, &object, "secret");
            let is_shown = !rules.hide("secret") || may_read;
            self.assert(&format!("secret of {object}"), is_shown, shown["secret"] == "s");
        }
    }

    fn change(&self) {
        let Self { client, model, rules } = self;
        for object in objects() {
            let may = |operation, field| rules.allow(client.caller, operation, &object, field);
            for input in [
                json!({ "text": "u" }),
                json!({ "secret": "u" }),
                json!({ "text": "u", "secret": "u" }),
                json!({ "secret": null }),
            ] {
                let given: Vec<&str> =
                    ["text", "secret"].into_iter().filter(|it| input.get(it).is_some()).collect();
                let is_removal = input["secret"].is_null() && input.get("secret").is_some();
                let is_allowed = given.iter().all(|field| may(Operation::Update, field))
                    && (!is_removal || may(Operation::Delete, "secret"));
                let mut arguments = json!({ "input": input });
                arguments["input"]["id"] = object["id"].clone();
                let field = format!("Mutation.update{}", model.name);
                let outcome = client.call(&field, arguments.clone());
                self.assert(
                    &format!("update {object} {input}"),
                    is_allowed,
                    outcome.error.is_none(),
                );
                let is_changed = !client
                    .api
                    .items(&self.table())
                    .unwrap()
                    .iter()
                    .all(|item| objects().contains(item));
                self.assert(&format!("update {object} {input}"), is_allowed, is_changed);
                if is_allowed && !is_removal {
                    // Subscribers are told what is answered, whoever they are.
                    let shown = client.shown(&model.name, &outcome.result);
                    let is_hidden =
                        rules.hide("secret") && (model.is_told || !may(Operation::Read, "secret"));
                    self.assert("secret in the answer", is_hidden, shown["secret"].is_null());
                }
                if is_changed {
                    self.restore();
                }
            }
            let field = format!("Mutation.delete{}", model.name);
            let outcome = client.call(&field, json!({ "input": { "id": object["id"] } }));
            let may_delete = rules.allow_whole(client.caller, Operation::Delete, &object);
            self.assert(&format!("delete {object}"), may_delete, outcome.error.is_none());
            self.restore();
        }
    }

    fn create(&self) {
        let Self { client, model, rules } = self;
        for input in [
            json!({ "id": "4", "text": "u" }),
            json!({ "id": "4", "secret": "u" }),
            json!({ "id": "4", "keeper": "sub-alice::alice", "secret": "u" }),
            json!({ "id": "4", "teams": ["Admin"], "text": "u", "secret": "u" }),
        ] {
            let mut object = input.clone();
            for rule in rules
                .every()
                .filter(|rule| rule.names(Operation::Create) && rule.kind() == client.caller.kind)
            {
                if let (Allow::Owner { claim, .. }, None) = (&rule.allow, object.get("keeper")) {
                    let name = names_of(client.caller, claim.as_deref(), false).into_iter().next();
                    object = match name {
                        Some(name) => {
                            object["keeper"] = json!(name);
                            object
                        }
                        None => object,
                    };
                }
            }
            let given = input.as_object().into_iter().flatten().map(|(field, _)| field);
            let is_allowed = given.clone().count() > 0
                && given
                    .into_iter()
                    .all(|field| rules.allow(client.caller, Operation::Create, &object, field));
            let outcome =
                client.call(&format!("Mutation.create{}", model.name), json!({ "input": input }));
            self.assert(&format!("create {input}"), is_allowed, outcome.error.is_none());
            let is_there = client.api.items(&self.table()).unwrap().len() > objects().len();
            self.assert(&format!("create {input}"), is_allowed, is_there);
            if is_there {
                self.restore();
            }
        }
    }
}

#[test]
fn fields_with_rules_of_their_own_are_read_and_written_by_those_they_name() {
    let models = models();
    let api: Api = with(&models.iter().map(Model::sdl).collect::<String>(), every_mode());
    for model in &models {
        for caller in &Caller::every() {
            let proof = Proof { client: Client { api: &api, caller }, model, rules: model.rules() };
            proof.restore();
            proof.read();
            proof.create();
            proof.change();
        }
    }
}

#[test]
fn a_default_is_set_for_every_creator() {
    let rules = "{ allow: private, provider: userPools }";
    let api = with(
        &format!(
            "type Post @model @auth(rules: [{rules}]) {{ id: ID!
               likes: Int @default(value: \"0\") @auth(rules: [{{ allow: private, operations: [read] }}]) }}"
        ),
        every_mode(),
    );
    let caller = Caller::new("alice", Kind::UserPools, Identity::user("alice"));
    let client = Client { api: &api, caller: &caller };
    let create = |input: Json| client.call("Mutation.createPost", json!({ "input": input }));
    assert_eq!(create(json!({ "id": "1" })).result["likes"], json!(0));
    assert!(create(json!({ "id": "2", "likes": 0 })).is_unauthorized());
    assert!(create(json!({ "id": "3", "likes": 7 })).is_unauthorized());
}
