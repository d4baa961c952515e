//! Random models with random rules.

use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};

use crate::auth::reference::Rules;
use crate::auth::rule::{Operation, Rule, directive};

/// The fields of each model, besides those of relations.
pub(super) const FIELDS: [(&str, &str); 9] = [
    ("id", "ID"),
    ("text", "String"),
    ("secret", "String"),
    ("kind", "String"),
    ("owner", "String"),
    ("keeper", "String"),
    ("keepers", "[String]"),
    ("team", "String"),
    ("teams", "[String]"),
];

/// An API of two models.
#[derive(Debug, Clone)]
pub(super) struct Schema {
    pub(super) a: Model,
    pub(super) b: Model,
    pub(super) relation: Relation,
    pub(super) opens_to_account: bool,
}

/// A model, its rules left aside that it has of another.
#[derive(Debug, Clone)]
pub(super) struct Model {
    pub(super) name: &'static str,
    /// The fields of the primary key.
    pub(super) key: Vec<&'static str>,
    /// The fields of an index.
    pub(super) index: Vec<&'static str>,
    pub(super) on_type: Vec<Rule>,
    pub(super) on_fields: Vec<(&'static str, Vec<Rule>)>,
}

/// How the models belong together.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) enum Relation {
    None,
    HasOne,
    HasMany,
    /// The objects of `B` that the object of `A` owns by its id.
    Owned,
    ManyToMany,
}

impl Schema {
    pub(super) fn sdl(&self) -> String {
        let [a, b] = match self.relation {
            Relation::None => ["", ""],
            Relation::HasOne => [
                "b: B @hasOne(references: [\"aId\"])",
                "aId: ID a: A @belongsTo(references: [\"aId\"])",
            ],
            Relation::HasMany => [
                "b: [B] @hasMany(references: [\"aId\"])",
                "aId: ID a: A @belongsTo(references: [\"aId\"])",
            ],
            Relation::Owned => [
                "b: [B] @hasMany(references: [\"owner\"])",
                "a: A @belongsTo(references: [\"owner\"])",
            ],
            Relation::ManyToMany => [
                "b: [B] @manyToMany(relationName: \"Tie\")",
                "a: [A] @manyToMany(relationName: \"Tie\")",
            ],
        };
        let owner = if self.relation == Relation::Owned { "ID" } else { "String" };
        self.a.sdl(a, "String") + &self.b.sdl(b, owner)
    }

    /// The models whose objects are requested, with the rules that they come under.
    pub(super) fn models(&self) -> Vec<(Model, Rules)> {
        let of = |model: &Model, foreign: &[&str]| {
            let fields = FIELDS.iter().map(|(name, _)| *name).chain(foreign.iter().copied());
            let rules = Rules {
                fields: fields.map(str::to_owned).collect(),
                on_type: model.on_type.clone(),
                on_fields: model
                    .on_fields
                    .iter()
                    .map(|(field, rules)| ((*field).to_owned(), rules.clone()))
                    .collect(),
                opens_to_account: self.opens_to_account,
            };
            (model.clone(), rules)
        };
        let foreign: &[&str] = match self.relation {
            Relation::HasOne | Relation::HasMany => &["aId"],
            _ => &[],
        };
        let mut models = vec![of(&self.a, &[]), of(&self.b, foreign)];
        if self.relation == Relation::ManyToMany {
            let tie = Model {
                name: "Tie",
                key: vec!["id"],
                index: vec![],
                on_type: [self.a.on_type.clone(), self.b.on_type.clone()].concat(),
                on_fields: vec![],
            };
            models.push(of(&tie, &["aId", "bId"]));
        }
        models
    }
}

impl Model {
    fn sdl(&self, relation: &str, owner: &str) -> String {
        let quoted = |fields: &[&str]| {
            fields.iter().map(|field| format!("{field:?}")).collect::<Vec<_>>().join(", ")
        };
        let name = self.name;
        let mut sdl = format!(
            "type {name} @model(queries: {{ get: \"get{name}\", list: \"list{name}s\" }}) {} {{\n",
            directive(&self.on_type)
        );
        for (field, ty) in FIELDS {
            let ty = if field == "owner" { owner } else { ty };
            let required = if self.key.contains(&field) { "!" } else { "" };
            let primary = match self.key.as_slice() {
                [first, sort @ ..] if *first == field => {
                    format!("@primaryKey(sortKeyFields: [{}])", quoted(sort))
                }
                _ => String::new(),
            };
            let index = match self.index.as_slice() {
                [first, sort @ ..] if *first == field => format!(
                    "@index(name: \"by{name}\", sortKeyFields: [{}], queryField: \"by{name}\")",
                    quoted(sort)
                ),
                _ => String::new(),
            };
            let rules = self.on_fields.iter().find(|(name, _)| *name == field);
            let rules = rules.map(|(_, rules)| directive(rules)).unwrap_or_default();
            sdl += &format!("  {field}: {ty}{required} {primary} {index} {rules}\n");
        }
        sdl + "  " + relation + "\n}\n"
    }
}

/// Rules that differ in whom they let in.
fn pool() -> Vec<Rule> {
    let mut pool = Rule::every();
    pool.retain(|rule| {
        let sdl = rule.to_string();
        let repeats = ["provider: iam", "\"sub::username\"", "\"cognito:groups\""];
        !repeats.iter().any(|text| sdl.contains(text))
    });
    pool
}

fn operations(reading: Vec<Operation>) -> impl Strategy<Value = Option<Vec<Operation>>> {
    use Operation::{Create, Delete, Update};
    let writing = vec![Create, Update, Delete];
    let count = reading.len();
    let some = (subsequence(writing, 0..=3), subsequence(reading, 0..=count)).prop_filter_map(
        "none is refused",
        |(writing, reading)| {
            let all = [writing, reading].concat();
            (!all.is_empty()).then_some(Some(all))
        },
    );
    prop_oneof![1 => Just(None), 1 => some]
}

fn on_type() -> impl Strategy<Value = Vec<Rule>> {
    use Operation::{Get, List, Listen, Read};
    subsequence(pool(), 1..=4).prop_flat_map(|rules| {
        let with = |rule: Rule| {
            prop_oneof![operations(vec![Read]), operations(vec![Get, List, Listen])]
                .prop_map(move |operations| Rule { operations, ..rule.clone() })
        };
        rules.into_iter().map(with).collect::<Vec<_>>()
    })
}

/// Rules of a field: most of them mean callers of whom the type's rules speak, too, since others
/// would have to be shown what is required.
fn on_field() -> impl Strategy<Value = Vec<(bool, Index, Option<Vec<Operation>>)>> {
    let operations = operations(vec![Operation::Read]);
    prop::collection::vec((prop::bool::weighted(0.9), any::<Index>(), operations), 0..3)
}

fn model(name: &'static str, keys: Vec<Vec<&'static str>>) -> impl Strategy<Value = Model> {
    let indexes: Vec<Vec<&'static str>> = vec![
        vec![],
        vec!["kind"],
        vec!["kind", "owner"],
        vec!["kind", "team"],
        vec!["kind", "owner", "text"],
        vec!["owner"],
        vec!["team", "keeper"],
        vec!["keeper", "owner"],
    ];
    let on_fields = (on_field(), on_field(), on_field(), on_field());
    (select(keys), select(indexes), on_type(), on_fields).prop_map(
        move |(key, index, on_type, fields)| {
            let pool = pool();
            let rules = |picked: Vec<(bool, Index, Option<Vec<Operation>>)>| {
                let mut rules: Vec<Rule> = vec![];
                for (is_known, index, operations) in picked {
                    let from = if is_known && !on_type.is_empty() { &on_type } else { &pool };
                    let rule = Rule { operations, ..index.get(from).clone() };
                    if !rules
                        .iter()
                        .any(|it| it.allow == rule.allow && it.provider == rule.provider)
                    {
                        rules.push(rule);
                    }
                }
                rules
            };
            let (text, secret, owner, teams) = fields;
            let on_fields =
                [("text", text), ("secret", secret), ("owner", owner), ("teams", teams)];
            let on_fields = on_fields.into_iter().map(|(field, picked)| (field, rules(picked)));
            let on_fields =
                on_fields.filter(|(field, rules)| !rules.is_empty() && !key.contains(field));
            let on_fields = on_fields.collect();
            Model { name, key, index, on_type: on_type.clone(), on_fields }
        },
    )
}

pub(super) fn schema() -> impl Strategy<Value = Schema> {
    let relation = select(vec![
        Relation::None,
        Relation::HasOne,
        Relation::HasMany,
        Relation::Owned,
        Relation::ManyToMany,
    ]);
    relation.prop_flat_map(|relation| {
        let mut keys = vec![vec!["id"]];
        if relation == Relation::None {
            keys.extend([
                vec!["id", "owner"],
                vec!["owner", "id"],
                vec!["team", "id"],
                vec!["id", "team", "owner"],
            ]);
        }
        (model("A", keys), model("B", vec![vec!["id"]]), Just(relation), prop::bool::weighted(0.2))
            .prop_map(|(a, b, relation, opens_to_account)| Schema {
                a,
                b,
                relation,
                opens_to_account,
            })
    })
}
