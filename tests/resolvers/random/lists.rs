//! Primary keys: objects are got, changed and removed by the whole of it, and listed by its first
//! field in the order of the others.

use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use serde_json::{Value as Json, json};

use super::ask::{Ask, Candidate, asks, number, ranks};
use super::condition::{Condition, argument_name, conditions};
use super::shape::{KIND, Shape, shapes, with};
use crate::api::{answer, call, open};

#[derive(Debug, Clone)]
struct Case {
    shape: Shape,
    objects: Vec<Vec<Json>>,
    /// What objects hold beside their keys, and hold in the end.
    ranks: Vec<[i64; 2]>,
    removed: Vec<Index>,
    /// The partition that is listed; absent: all.
    partition: Option<Json>,
    condition: Condition,
    ask: Ask,
}

fn cases() -> impl Strategy<Value = Case> {
    shapes().prop_flat_map(|shape| {
        let all = shape.keys();
        let objects = subsequence(all.clone(), 0..=all.len().min(16));
        let ranks = prop::collection::vec([ranks(), ranks()], 16);
        let removed = prop::collection::vec(any::<Index>(), 0..4);
        let partition = prop::option::weighted(0.8, select(all));
        let condition = conditions(&Shape(shape.0[1..].to_vec()));
        (objects, ranks, removed, partition, condition, asks()).prop_map(
            move |(objects, ranks, removed, partition, condition, ask)| {
                let partition = partition.map(|key| key[0].clone());
                let shape = shape.clone();
                Case { shape, objects, ranks, removed, partition, condition, ask }
            },
        )
    })
}

impl Case {
    /// Which objects lie where the list looks.
    fn candidates(&self, left: &[usize]) -> Vec<Candidate> {
        let sort = Shape(self.shape.0[1..].to_vec());
        let candidate = |number: &usize| {
            let key = &self.objects[*number];
            let order = self.partition.as_ref().filter(|_| !sort.0.is_empty());
            let order = order.map(|_| sort.stored(&key[1..]));
            let is_in = self.partition.as_ref().is_none_or(|partition| key[0] == *partition);
            let is_meant = order.as_ref().is_none_or(|key| self.condition.holds(&sort, key));
            let rank = self.ranks[*number][1];
            (is_in && is_meant).then_some(Candidate { number: *number, rank, order })
        };
        left.iter().filter_map(candidate).collect()
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_primary_key_finds_and_lists_its_objects(case in cases()) {
        let names = case.shape.names("");
        let key = case.shape.primary_key(&names);
        let api = open(&format!("{KIND} type A @model {{ {key} number: Int! rank: Int! }}"));
        let write = |mutation: &str, number: usize, rank: i64| {
            let mut input = with(&names, &case.objects[number]);
            input.insert("number".to_owned(), json!(number));
            input.insert("rank".to_owned(), json!(rank));
            call(&api, mutation, json!({ "input": input })).ok()
        };
        for number in 0..case.objects.len() {
            prop_assert!(write("Mutation.createA", number, case.ranks[number][0]).is_ok());
            prop_assert!(write("Mutation.createA", number, 9).is_err());
            prop_assert!(write("Mutation.updateA", number, case.ranks[number][1]).is_ok());
        }
        let mut left: Vec<usize> = (0..case.objects.len()).collect();
        for chosen in case.removed.iter().take(left.len()) {
            let number = left.remove(chosen.index(left.len()));
            let key = with(&names, &case.objects[number]);
            answer(&api, "Mutation.deleteA", json!({ "input": key }));
            prop_assert!(write("Mutation.updateA", number, 9).is_err());
        }
        for (at, key) in case.objects.iter().enumerate() {
            let found = answer(&api, "Query.getA", Json::Object(with(&names, key)));
            prop_assert_eq!(number(&found), left.contains(&at).then_some(at));
        }
        let ask = if case.partition.is_some() && names.len() > 1 { case.ask.clone() } else { case.ask.without_direction() };
        ask.check(&case.candidates(&left), |mut arguments| {
            if let Some(partition) = &case.partition {
                arguments["p"] = partition.clone();
                if let Some(argument) = argument_name(&names[1..]) {
                    arguments[argument] = case.condition.argument(&names[1..]);
                }
            }
            answer(&api, "Query.listAS", arguments)
        })?;
    }
}
