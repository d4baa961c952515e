//! Small models with a single rule each, and their objects.

use serde_json::{Value as Json, json};

use crate::auth::reference::Rules;
use crate::auth::rule::{Operation, Provider, Rule, directive};

const FIELDS: [&str; 6] = ["id", "text", "kind", "team", "teams", "keepers"];

/// A model with a single rule.
pub(super) struct Model {
    pub(super) name: String,
    pub(super) rule: Rule,
}

impl Model {
    pub(super) fn sdl(&self) -> String {
        let Self { name, rule } = self;
        format!(
            "type {name} @model(queries: {{ get: \"get{name}\", list: \"list{name}s\" }}) {} {{ id: ID! text: String team: String teams: [String] \
             keepers: [String] kind: String @index(name: \"byKind\", queryField: \"by{name}\") }}\n",
            directive(std::slice::from_ref(rule))
        )
    }

    pub(super) fn rules(&self) -> Rules {
        Rules {
            fields: FIELDS.map(str::to_owned).to_vec(),
            on_type: vec![self.rule.clone()],
            ..Rules::default()
        }
    }

    pub(super) fn table(&self) -> String {
        format!("{}Table", self.name)
    }
}

/// Each rule with all operations, and a rule of each strategy and provider with each operation.
pub(super) fn models(provider: &[Provider]) -> Vec<Model> {
    let every = Rule::every().into_iter().filter(|rule| provider.contains(&rule.provider));
    let mut rules: Vec<Rule> = every.collect();
    let mut seen: Vec<Rule> = vec![];
    for rule in rules.clone() {
        let same = |other: &Rule| {
            std::mem::discriminant(&other.allow) == std::mem::discriminant(&rule.allow)
                && other.provider == rule.provider
        };
        if !seen.iter().any(same) {
            rules.extend(Operation::ALL.map(|operation| rule.clone().only([operation])));
            seen.push(rule);
        }
    }
    let model = |(number, rule)| Model { name: format!("M{number}"), rule };
    rules.into_iter().enumerate().map(model).collect()
}

/// Objects with all that rules look at.
pub(super) fn objects() -> Vec<Json> {
    let of = |id: &str, name: &str, keepers: Json, team: Json, teams: Json| {
        json!({
            "id": id, "kind": "k", "text": "old", "owner": name, "keeper": name, "keepers": keepers,
            "team": team, "teams": teams,
        })
    };
    vec![
        of(
            "1",
            "sub-alice::alice",
            json!(["alice@example.com", "bob"]),
            json!("Admin"),
            json!(["Red"]),
        ),
        of("2", "alice", json!(["sub-alice::alice"]), json!("Staff"), json!(["Staff", "Admin"])),
        of("3", "sub-alice", json!(["a-alice::b-alice::c-alice"]), json!("Red"), json!([])),
        of("4", "alice@example.com", json!([]), json!("admin"), json!(["admin", "Adm"])),
        of("5", "a-alice::b-alice::c-alice", json!(["sub-dave"]), json!(""), json!(["Other"])),
        of("6", "sub-dave::dave", json!(["sub-alice"]), Json::Null, Json::Null),
        of("7", "x::alice", Json::Null, json!("Administrator"), json!(["[\"Admin\",\"Red\"]"])),
        json!({ "id": "8", "kind": "k", "owner": null, "keeper": null }),
    ]
}
