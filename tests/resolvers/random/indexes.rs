//! Indexes: their queries find what is in a partition and meets the condition on the sort key.
//! Objects that lack a field of the key are in no partition, before a change or after it.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Map, Value as Json, json};

use super::ask::{Ask, Candidate, asks, ranks};
use super::condition::{Condition, argument_name, conditions};
use super::shape::{KIND, Shape, quoted, shapes, with};
use crate::api::{answer, open};

/// What an object holds. Fields may be null.
#[derive(Debug, Clone)]
struct Object {
    partition: Option<&'static str>,
    sort: Vec<Option<Json>>,
    rank: i64,
}

#[derive(Debug, Clone)]
struct Case {
    /// The types of the sort key's fields.
    sort: Shape,
    objects: Vec<Object>,
    changes: Vec<(Index, Object)>,
    condition: Condition,
    ask: Ask,
}

fn objects(sort: &Shape) -> impl Strategy<Value = Object> + use<> {
    let partition = prop::option::weighted(0.9, select(vec!["YES", "YES", "NO"]));
    let length = sort.0.len();
    let null = prop::option::weighted(0.2, 0..length);
    (partition, select(sort.sort_keys()), null, ranks()).prop_map(
        |(partition, sort, null, rank)| {
            let or_null = |(at, value)| (null != Some(at)).then_some(value);
            Object { partition, sort: sort.into_iter().enumerate().map(or_null).collect(), rank }
        },
    )
}

fn cases() -> impl Strategy<Value = Case> {
    shapes().prop_flat_map(|sort| {
        let written = prop::collection::vec(objects(&sort), 0..16);
        let changes = prop::collection::vec((any::<Index>(), objects(&sort)), 0..6);
        (written, changes, conditions(&sort), asks()).prop_map(
            move |(objects, changes, condition, ask)| {
                let sort = sort.clone();
                Case { sort, objects, changes, condition, ask }
            },
        )
    })
}

impl Object {
    fn input(&self, number: usize, names: &[String]) -> Map<String, Json> {
        let sort: Vec<Json> = self.sort.iter().cloned().map(Option::unwrap_or_default).collect();
        let mut input = with(names, &sort);
        input.insert("id".to_owned(), json!(number.to_string()));
        input.insert("number".to_owned(), json!(number));
        input.insert("rank".to_owned(), json!(self.rank));
        input.insert("p".to_owned(), json!(self.partition));
        input
    }

    /// Its sort key, if it has a whole one.
    fn sort_key(&self) -> Option<Vec<Json>> {
        self.sort.iter().cloned().collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn an_index_finds_what_its_condition_says_in_order(case in cases()) {
        let names: Vec<String> = (0..case.sort.0.len()).map(|at| format!("s{at}")).collect();
        let held = case.sort.fields(&names);
        let api = open(&format!(
            "{KIND} enum Answer {{ YES NO }}
             type A @model {{ id: ID! number: Int! rank: Int! {held}
               p: Answer @index(name: \"byP\", sortKeyFields: [{}], queryField: \"found\") }}",
            quoted(&names)
        ));
        let mut objects = case.objects.clone();
        for (number, object) in objects.iter().enumerate() {
            answer(&api, "Mutation.createA", json!({ "input": object.input(number, &names) }));
        }
        for (chosen, change) in case.changes.iter().filter(|_| !case.objects.is_empty()) {
            let number = chosen.index(objects.len());
            objects[number] = change.clone();
            answer(&api, "Mutation.updateA", json!({ "input": change.input(number, &names) }));
        }
        let candidate = |(number, object): (usize, &Object)| {
            let order = case.sort.stored(&object.sort_key()?);
            let is_meant = object.partition == Some("YES") && case.condition.holds(&case.sort, &order);
            is_meant.then_some(Candidate { number, rank: object.rank, order: Some(order) })
        };
        let candidates: Vec<_> = objects.iter().enumerate().filter_map(candidate).collect();
        let argument = argument_name(&names).expect("there is a sort key");
        case.ask.check(&candidates, |mut arguments| {
            arguments["p"] = json!("YES");
            arguments[&argument] = case.condition.argument(&names);
            answer(&api, "Query.found", arguments)
        })?;
    }
}
