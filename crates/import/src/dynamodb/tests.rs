//! The printed project compiles, and its model is stored in the described table.

use std::collections::BTreeMap;

use burgeon::core::source::Source;
use burgeon::{Compiler, Settings};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::description::Description;
use super::values::Attributes;
use super::{Imported, import};

fn imported(descriptions: &[Json], items: &str, is_plain: bool) -> Imported {
    let read = |description: &Json| Description::read_all(&description.to_string()).unwrap();
    let mut tables: Vec<_> =
        descriptions.iter().flat_map(read).map(|table| (table, Attributes::default())).collect();
    tables[0].1.add_all(items).unwrap();
    import(&tables, is_plain)
}

/// The manifest of what an import compiles to.
fn manifest(imported: &Imported) -> Json {
    let settings = Settings::read(&Source::new("burgeon.yaml", imported.settings.as_str()))
        .unwrap_or_else(|found| panic!("{:?}\n{}", found.reports(), imported.settings));
    let compiler = Compiler::new().source("schema.graphql", imported.schema.as_str());
    let compiled = compiler.settings(settings).compile();
    let compilation = compiled.unwrap_or_else(|failure| panic!("{failure}\n{}", imported.schema));
    let files = compilation.files().unwrap();
    for (path, text) in &files {
        assert!(!text.contains("AWS::DynamoDB::Table"), "{path} makes a table");
    }
    serde_json::from_str(&files["manifest.json"]).unwrap()
}

/// The names of attributes in random tables, each with the type that it has if it is a key's, and
/// the values that items have.
const ATTRIBUTES: [(&str, &str, &[&str]); 12] = [
    ("id", "S", &["a", "b"]),
    ("pk", "S", &["USER#1", "x@example.com"]),
    ("sk", "S", &["2024-01-31", "2024-01-31T10:00:00Z"]),
    ("createdAt", "S", &["2024-01-31T10:00:00Z", "2024-02-01T10:00:00.000Z"]),
    ("year", "N", &["2024", "1999"]),
    ("price", "N", &["1.5", "1700000000000"]),
    ("ownerId", "S", &["4", ""]),
    ("type", "S", &["Query", "Mutation"]),
    ("limit", "N", &["1", "-1"]),
    ("filter", "S", &["a", "b"]),
    ("state#year", "S", &["a#1", "b#2"]),
    ("ownerId#sk", "S", &["a#1", "b#2"]),
];

fn key() -> impl Strategy<Value = Vec<usize>> {
    let partition = 0..ATTRIBUTES.len() - 2;
    (partition, proptest::option::of(0..ATTRIBUTES.len())).prop_filter_map(
        "no field is twice in a key",
        |(partition, sort)| {
            let name = ATTRIBUTES[partition].0;
            let is_apart = |sort: &usize| ATTRIBUTES[*sort].0.split('#').all(|part| part != name);
            sort.is_none_or(|sort| is_apart(&sort))
                .then(|| std::iter::once(partition).chain(sort).collect())
        },
    )
}

fn schema(key: &[usize]) -> Json {
    let element = |(attribute, role): (&usize, &str)| json!({ "AttributeName": ATTRIBUTES[*attribute].0, "KeyType": role });
    key.iter().zip(["HASH", "RANGE"]).map(element).collect()
}

fn projection() -> impl Strategy<Value = Json> {
    proptest::sample::select(vec![
        json!({ "ProjectionType": "ALL" }),
        json!({ "ProjectionType": "KEYS_ONLY" }),
        json!({ "ProjectionType": "INCLUDE", "NonKeyAttributes": ["note", "other"] }),
    ])
}

prop_compose! {
    /// A table that a model can have, with indexes that it can have.
    fn description()(
        primary in key(),
        global in proptest::collection::vec((key(), projection()), 0..4),
        local in proptest::collection::vec((key(), projection()), 0..3),
        name in "[a-zA-Z0-9_.-]{3,30}",
    ) -> Json {
        let mut used = primary.clone();
        let mut number = 0;
        let mut index = |key: &[usize], projection: &Json| {
            number += 1;
            used.extend(key);
            json!({
                "IndexName": format!("index-{number}.x"),
                "KeySchema": schema(key),
                "Projection": projection,
                "IndexStatus": "ACTIVE",
            })
        };
        let is_useful = |key: &&(Vec<usize>, Json)| primary.len() > 1 || key.0[0] != primary[0];
        let global: Vec<Json> =
            global.iter().filter(is_useful).map(|(key, of)| index(key, of)).collect();
        let local: Vec<Json> = local
            .iter()
            .filter(|(key, _)| primary.len() > 1 && key.len() > 1)
            .map(|(key, of)| (vec![primary[0], key[1]], of))
            .filter(|(key, _)| {
                ATTRIBUTES[key[1]].0.split('#').all(|part| part != ATTRIBUTES[key[0]].0)
            })
            .map(|(key, of)| index(&key, of))
            .collect();
        used.sort_unstable();
        used.dedup();
        let definitions: Vec<Json> = used
            .iter()
            .map(|attribute| {
                let (name, letter, _) = ATTRIBUTES[*attribute];
                json!({ "AttributeName": name, "AttributeType": letter })
            })
            .collect();
        json!({
            "TableName": name,
            "KeySchema": schema(&primary),
            "AttributeDefinitions": definitions,
            "GlobalSecondaryIndexes": global,
            "LocalSecondaryIndexes": local,
            "ItemCount": 2,
        })
    }
}

/// Items in DynamoDB's JSON: some attributes of keys, and others.
fn items() -> impl Strategy<Value = String> {
    let other = proptest::sample::select(vec![
        json!({ "S": "text" }),
        json!({ "N": "4" }),
        json!({ "BOOL": true }),
        json!({ "NULL": true }),
        json!({ "L": [{ "S": "a" }, { "N": "1" }] }),
        json!({ "L": [] }),
        json!({ "M": { "city": { "S": "Rome" }, "at": { "M": { "x": { "N": "1" } } } } }),
        json!({ "M": { "4 apples": { "N": "4" } } }),
        json!({ "M": {} }),
        json!({ "SS": ["a", "b"] }),
        json!({ "NS": ["1.5"] }),
        json!({ "B": "AAAA" }),
    ]);
    let names = ["note", "other", "createdAt", "_version", "not a name", "__typename", "Note"];
    let others = proptest::collection::vec((proptest::sample::select(names.to_vec()), other), 0..5);
    let keys = proptest::collection::vec((0..ATTRIBUTES.len(), 0..2_usize), 0..6);
    let item = (keys, others).prop_map(|(keys, others)| {
        let mut item = serde_json::Map::new();
        item.extend(others.into_iter().map(|(name, value)| (name.to_owned(), value)));
        for (attribute, value) in keys {
            let (name, letter, values) = ATTRIBUTES[attribute];
            item.insert(name.to_owned(), json!({ letter: values[value] }));
        }
        Json::Object(item)
    });
    proptest::collection::vec(item, 0..4).prop_map(|items| json!({ "Items": items }).to_string())
}

/// A table with the names of the manifest's keys, and its lists in an order of their own.
fn comparable(value: &Json) -> Json {
    let key = |elements: &Json| {
        let pairs = elements.as_array().into_iter().flatten();
        let pair = |one: &Json| json!([one["AttributeName"], one["KeyType"]]);
        let own = |one: &Json| json!([one["attributeName"], one["keyType"]]);
        let is_own = |one: &Json| one.get("attributeName").is_some();
        pairs.map(|one| if is_own(one) { own(one) } else { pair(one) }).collect::<Json>()
    };
    let field = |of: &Json, name: &str| {
        let upper = name[..1].to_uppercase() + &name[1..];
        of.get(name).or(of.get(&upper)).cloned().unwrap_or_default()
    };
    let indexes = |name: &str| {
        let all = field(value, name);
        let sorted: BTreeMap<String, Json> = all
            .as_array()
            .into_iter()
            .flatten()
            .map(|index| {
                let projection = field(index, "projection");
                let described = json!([
                    key(&field(index, "keySchema")),
                    field(&projection, "projectionType"),
                    field(&projection, "nonKeyAttributes"),
                ]);
                (field(index, "indexName").to_string(), described)
            })
            .collect();
        json!(sorted)
    };
    let types: BTreeMap<String, Json> = field(value, "attributeDefinitions")
        .as_array()
        .into_iter()
        .flatten()
        .map(|one| (field(one, "attributeName").to_string(), field(one, "attributeType")))
        .collect();
    json!({
        "key": key(&field(value, "keySchema")),
        "types": types,
        "global": indexes("globalSecondaryIndexes"),
        "local": indexes("localSecondaryIndexes"),
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    /// The build of the printed project has the described table, for random tables.
    #[test]
    fn the_build_has_the_described_table(
        description in description(),
        items in items(),
        is_plain in any::<bool>(),
    ) {
        let imported = imported(&[json!({ "Table": description })], &items, is_plain);
        let manifest = manifest(&imported);
        let tables = manifest["tables"].as_object().unwrap();
        prop_assert_eq!(tables.len(), 1);
        let built = tables.values().next().unwrap();
        prop_assert_eq!(comparable(built), comparable(&description), "{}", imported.schema);
    }

    /// No description and no items are too odd.
    #[test]
    fn nothing_is_too_odd(
        names in proptest::collection::vec("\\PC{0,6}", 6),
        letters in proptest::collection::vec(proptest::sample::select(vec!["S", "N", "B", "", "X"]), 2),
        value in "\\PC{0,12}",
    ) {
        let key = json!([
            { "AttributeName": names[0], "KeyType": "HASH" },
            { "AttributeName": names[1], "KeyType": "RANGE" },
        ]);
        let description = json!({
            "TableName": names[2],
            "KeySchema": key,
            "AttributeDefinitions": [
                { "AttributeName": names[0], "AttributeType": letters[0] },
                { "AttributeName": names[1], "AttributeType": letters[1] },
            ],
            "GlobalSecondaryIndexes": [{
                "IndexName": names[3],
                "KeySchema": key,
                "Projection": { "ProjectionType": names[4], "NonKeyAttributes": [names[5]] },
            }],
        });
        let items = json!([{ names[0].as_str(): value, names[5].as_str(): { names[1].as_str(): [value] } }]);
        let imported = imported(&[description], &items.to_string(), false);
        let _ = imported.with_settings_in_comments();
    }
}
