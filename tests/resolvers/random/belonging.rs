//! One to many and one to one: whatever foreign key the objects of `B` hold of those of `A`, and
//! however it changes.

use burgeon_simulator::Api;
use proptest::prelude::*;
use proptest::sample::{Index, select, subsequence};
use serde_json::{Map, Value as Json, json};

use super::ask::{Ask, Candidate, asks, number, ranks};
use super::condition::{Condition, argument_name, conditions};
use super::shape::{KIND, Shape, nulls, shapes, with};
use super::way::{WAYS, Way};
use crate::api::{answer, answer_of, call, open};

/// An object of `B`.
#[derive(Debug, Clone)]
struct Object {
    key: Vec<Json>,
    /// The key of the `A` that it belongs to; it may be that of no object.
    owner: Option<Vec<Json>>,
    rank: i64,
}

#[derive(Debug, Clone)]
enum Change {
    Owner(Option<Vec<Json>>),
    Rank(i64),
    Removal,
}

#[derive(Debug, Clone)]
struct Case {
    way: Way,
    /// Whether `A` keeps the table of a model of another name, with all that is called after it.
    is_renamed: bool,
    of_a: Shape,
    of_b: Shape,
    /// The keys of the objects of `A`.
    keys: Vec<Vec<Json>>,
    objects: Vec<Object>,
    changes: Vec<(Index, Change)>,
    ask: Ask,
    condition: Condition,
}

fn cases() -> impl Strategy<Value = Case> {
    let few = |keys: Vec<Vec<Json>>| subsequence(keys.clone(), 1..=keys.len().min(8));
    (select(WAYS), any::<bool>(), shapes(), shapes())
        .prop_flat_map(move |(way, is_renamed, of_a, of_b)| {
            (Just(way), Just(is_renamed), few(of_a.keys()), Just(of_a), Just(of_b))
        })
        .prop_flat_map(|(way, is_renamed, keys, of_a, of_b)| {
            let owner = prop::option::weighted(0.8, select(keys.clone()));
            let existing = subsequence(keys.clone(), 0..=keys.len());
            let own_keys = of_b.keys();
            let own_keys =
                subsequence(own_keys.clone(), own_keys.len().min(4)..=own_keys.len().min(14));
            let objects = (own_keys, prop::collection::vec((owner.clone(), ranks()), 14));
            let change = prop_oneof![
                3 => owner.prop_map(Change::Owner),
                1 => ranks().prop_map(Change::Rank),
                1 => Just(Change::Removal),
            ];
            let changes = prop::collection::vec((any::<Index>(), change), 0..8);
            let conditions = conditions(&Shape(of_a.0[1..].to_vec()));
            (objects, existing, changes, asks(), conditions).prop_map(
                move |((own_keys, others), keys, changes, ask, condition)| {
                    let object = |(key, (owner, rank))| Object { key, owner, rank };
                    let objects = own_keys.into_iter().zip(others).map(object).collect();
                    let (of_a, of_b) = (of_a.clone(), of_b.clone());
                    Case { way, is_renamed, of_a, of_b, keys, objects, changes, ask, condition }
                },
            )
        })
}

impl Case {
    fn schema(&self) -> String {
        let renamed = if self.is_renamed { "@mapsTo(name: \"Former\")" } else { "" };
        let [of_a, of_b] = self.way.fields(&self.of_a);
        format!(
            "{KIND} type A @model {renamed} {{ {} {of_a} }}
             type B @model {{ {} number: Int! rank: Int! {of_b} }}",
            self.of_a.primary_key(&self.of_a.names("")),
            self.of_b.primary_key(&self.of_b.names("b")),
        )
    }

    /// The foreign key of an object as a request gives it.
    fn owner(&self, owner: Option<&Vec<Json>>) -> Map<String, Json> {
        let foreign = self.way.foreign(&self.of_a);
        owner.map_or_else(|| nulls(&foreign), |owner| with(&foreign, owner))
    }

    /// Writes all objects of `B` and then their changes; what is left, with the numbers.
    fn written(&self, api: &Api) -> Vec<(usize, Object)> {
        let own = self.of_b.names("b");
        let mut left: Vec<_> = self.objects.iter().cloned().enumerate().collect();
        for (number, object) in &left {
            let mut input = with(&own, &object.key);
            input.insert("number".to_owned(), json!(number));
            input.insert("rank".to_owned(), json!(object.rank));
            // Null and nothing are the same.
            if object.owner.is_some() || number % 2 == 0 {
                input.extend(self.owner(object.owner.as_ref()));
            }
            answer(api, "Mutation.createB", json!({ "input": input }));
        }
        for (chosen, change) in &self.changes {
            if left.is_empty() {
                break;
            }
            let at = chosen.index(left.len());
            let object = &mut left[at].1;
            let mut input = with(&own, &object.key);
            match change {
                Change::Removal => {
                    left.remove(at);
                    answer(api, "Mutation.deleteB", json!({ "input": input }));
                    continue;
                }
                Change::Rank(rank) => {
                    object.rank = *rank;
                    input.insert("rank".to_owned(), json!(rank));
                }
                Change::Owner(owner) => {
                    object.owner.clone_from(owner);
                    input.extend(self.owner(owner.as_ref()));
                }
            }
            answer(api, "Mutation.updateB", json!({ "input": input }));
        }
        left
    }

    /// Where the objects of an `A` lie.
    fn candidates(&self, key: &[Json], written: &[(usize, Object)]) -> Vec<Candidate> {
        let sort = Shape(self.of_a.0[1..].to_vec());
        let is_meant = |owner: &Vec<Json>| match self.way {
            Way::Partition if !sort.0.is_empty() => {
                owner[0] == key[0] && self.condition.holds(&sort, &sort.stored(&owner[1..]))
            }
            _ => owner == key,
        };
        let candidate = |(number, object): &(usize, Object)| {
            let owner = object.owner.as_ref().filter(|owner| is_meant(owner))?;
            let order = (!sort.0.is_empty()).then(|| sort.stored(&owner[1..]));
            Some(Candidate { number: *number, rank: object.rank, order })
        };
        written.iter().filter_map(candidate).collect()
    }

    fn check_way_there(
        &self,
        api: &Api,
        a: &Json,
        candidates: &[Candidate],
    ) -> Result<(), TestCaseError> {
        if self.way == Way::One {
            let found = answer_of(api, a, "A.bs", json!({}));
            let is_meant = |candidate: &Candidate| number(&found) == Some(candidate.number);
            prop_assert!(
                candidates.iter().any(is_meant) || found.is_null() && candidates.is_empty()
            );
            return Ok(());
        }
        let foreign = self.way.foreign(&self.of_a);
        let argument = argument_name(&foreign[1..]).filter(|_| self.way == Way::Partition);
        self.ask.check(candidates, |mut arguments| {
            if let Some(argument) = &argument {
                arguments[argument] = self.condition.argument(&foreign[1..]);
            }
            answer_of(api, a, "A.bs", arguments)
        })?;
        Ok(())
    }

    /// Filters know the fields of a foreign key by their names in the API.
    fn check_filter(
        &self,
        api: &Api,
        key: &[Json],
        written: &[(usize, Object)],
    ) -> Result<(), TestCaseError> {
        let fields = self.owner(Some(&key.to_vec()));
        let equal: Vec<Json> =
            fields.iter().map(|(name, value)| json!({ name: { "eq": value } })).collect();
        let page = answer(api, "Query.listBS", json!({ "filter": { "and": equal } }));
        let found: Vec<_> =
            page["items"].as_array().into_iter().flatten().filter_map(number).collect();
        let meant = written.iter().filter(|(_, object)| object.owner.as_deref() == Some(key));
        prop_assert_eq!(found.len(), meant.clone().count());
        prop_assert!(meant.into_iter().all(|(number, _)| found.contains(number)));
        Ok(())
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn exactly_the_objects_that_belong_are_found(case in cases()) {
        let api = open(&case.schema());
        let own = case.of_a.names("");
        let create = |key: &Vec<Json>| {
            answer(&api, "Mutation.createA", json!({ "input": with(&own, key) }))
        };
        let owners: Vec<Json> = case.keys.iter().map(create).collect();
        let written = case.written(&api);
        for (a, key) in owners.iter().zip(&case.keys) {
            case.check_way_there(&api, a, &case.candidates(key, &written))?;
            case.check_filter(&api, key, &written)?;
        }
        for (number, object) in &written {
            let key = Json::Object(with(&case.of_b.names("b"), &object.key));
            let b = answer(&api, "Query.getB", key);
            prop_assert_eq!(&b["number"], number);
            let outcome = api.as_api_key().call_on(&b, "B.a", json!({})).expect("the resolver runs");
            let read = outcome.requests_of("GetItem").len();
            prop_assert_eq!((outcome.requests.len(), read), (read, usize::from(object.owner.is_some())));
            let back = outcome.ok().expect("relations do not fail");
            let owner = case.keys.iter().position(|key| object.owner.as_ref() == Some(key));
            prop_assert_eq!(&back, owner.map_or(&Json::Null, |at| &owners[at]));
        }
        let gone = case.objects.iter().enumerate().find(|(at, _)| !written.iter().any(|(number, _)| number == at));
        if let Some((_, object)) = gone {
            let key = Json::Object(with(&case.of_b.names("b"), &object.key));
            prop_assert_eq!(call(&api, "Query.getB", key).ok(), Ok(Json::Null));
        }
    }
}
