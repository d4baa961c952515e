//! Many to many: the ties between two models, or among the objects of one, lead to exactly the
//! objects that they tie.

use burgeon_simulator::Api;
use proptest::prelude::*;
use proptest::sample::{Index, subsequence};
use serde_json::{Map, Value as Json, json};

use super::ask::{Ask, Candidate, asks, number};
use super::shape::{KIND, Shape, capitalized, shapes, with};
use crate::api::{answer, answer_of, open};

/// One of the two models, as the joining model sees it.
struct End {
    model: &'static str,
    /// The fields of the model's own key.
    own: Vec<String>,
    /// The field of the model that leads to its ties.
    ties: &'static str,
    /// The field of a tie that leads to the object.
    field: &'static str,
}

impl End {
    /// The fields of a tie that hold the key.
    fn held(&self) -> Vec<String> {
        let (first, others) = self.own.split_first().expect("a key has a partition");
        let partition = format!("{}{}", self.field, capitalized(first));
        let sort = others.iter().map(|name| format!("{}{name}", self.field));
        std::iter::once(partition).chain(sort).collect()
    }
}

#[derive(Debug, Clone)]
struct Case {
    of_a: Shape,
    /// Absent: the objects of `A` are tied among themselves.
    of_b: Option<Shape>,
    is_renamed: bool,
    /// The objects at both ends, by their keys.
    objects: [Vec<Vec<Json>>; 2],
    ties: Vec<[Index; 2]>,
    /// Ties that are led to other objects.
    changes: Vec<(Index, [Index; 2])>,
    ask: Ask,
}

fn cases() -> impl Strategy<Value = Case> {
    (shapes(), prop::option::weighted(0.7, shapes()), any::<bool>()).prop_flat_map(
        |(of_a, of_b, is_renamed)| {
            let some = |shape: &Shape| {
                let all = shape.keys();
                subsequence(all.clone(), 1..=all.len().min(5))
            };
            let objects = (some(&of_a), some(of_b.as_ref().unwrap_or(&of_a)));
            let tie = any::<[Index; 2]>();
            let ties = prop::collection::vec(tie.clone(), 0..14);
            let changes = prop::collection::vec((any::<Index>(), tie), 0..4);
            (objects, ties, changes, asks()).prop_map(move |((a, b), ties, changes, ask)| {
                let objects = if of_b.is_some() { [a, b] } else { [a.clone(), a] };
                let (of_a, of_b, ask) = (of_a.clone(), of_b.clone(), ask.pages_only());
                Case { of_a, of_b, is_renamed, objects, ties, changes, ask }
            })
        },
    )
}

/// A tie: the places of its objects among those of both ends.
type Tie = [usize; 2];

impl Case {
    fn schema(&self) -> String {
        let renamed = if self.is_renamed { "@mapsTo(name: \"Former\")" } else { "" };
        let joined = |field: &str| format!("{field} @manyToMany(relationName: \"Tie\")");
        let a = self.of_a.primary_key(&self.of_a.names(""));
        match &self.of_b {
            None => format!(
                "{KIND} type A @model {renamed} {{ {a} {} {} }}",
                joined("friends: [A]"),
                joined("friendOf: [A]")
            ),
            Some(of_b) => format!(
                "{KIND} type A @model {renamed} {{ {a} {} }} type B @model {{ {} {} }}",
                joined("bs: [B]"),
                of_b.primary_key(&of_b.names("b")),
                joined("as: [A]")
            ),
        }
    }

    fn ends(&self) -> [End; 2] {
        let end = |model, key: &Shape, prefix, ties, field| End {
            model,
            own: key.names(prefix),
            ties,
            field,
        };
        match &self.of_b {
            None => [
                end("A", &self.of_a, "", "friends", "friendOf"),
                end("A", &self.of_a, "", "friendOf", "friend"),
            ],
            Some(of_b) => [end("A", &self.of_a, "", "bs", "a"), end("B", of_b, "b", "as", "b")],
        }
    }

    fn tie(&self, [a, b]: &[Index; 2]) -> Tie {
        [a.index(self.objects[0].len()), b.index(self.objects[1].len())]
    }

    /// The keys of both objects, as the fields of a tie.
    fn held(&self, ends: &[End; 2], tie: Tie) -> Map<String, Json> {
        let fields = |side: usize| with(&ends[side].held(), &self.objects[side][tie[side]]);
        fields(0).into_iter().chain(fields(1)).collect()
    }

    /// Writes all ties and then their changes; where each leads in the end.
    fn written(&self, api: &Api, ends: &[End; 2]) -> Vec<Tie> {
        let mut ties: Vec<Tie> = self.ties.iter().map(|tie| self.tie(tie)).collect();
        let write = |mutation: &str, number: usize, tie: Tie| {
            let mut input = self.held(ends, tie);
            input.insert("id".to_owned(), json!(number.to_string()));
            answer(api, mutation, json!({ "input": input }));
        };
        for (number, tie) in ties.iter().enumerate() {
            write("Mutation.createTie", number, *tie);
        }
        for (chosen, tie) in self.changes.iter().filter(|_| !self.ties.is_empty()) {
            let at = chosen.index(ties.len());
            ties[at] = self.tie(tie);
            write("Mutation.updateTie", at, ties[at]);
        }
        ties
    }
}

/// Ties are known by their ids, which are numbers here.
fn numbered(mut page: Json) -> Json {
    for tie in page["items"].as_array_mut().into_iter().flatten() {
        tie["number"] = json!(tie["id"].as_str().and_then(|id| id.parse::<usize>().ok()));
    }
    page
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn ties_lead_to_exactly_what_they_tie(case in cases()) {
        let api = open(&case.schema());
        let ends = case.ends();
        let create = |side: usize| {
            let create = |key: &Vec<Json>| {
                let input = with(&ends[side].own, key);
                answer(&api, &format!("Mutation.create{}", ends[side].model), json!({ "input": input }))
            };
            case.objects[side].iter().map(create).collect::<Vec<_>>()
        };
        let first = create(0);
        let objects = [first.clone(), if case.of_b.is_some() { create(1) } else { first }];
        let ties = case.written(&api, &ends);
        for side in 0..2 {
            let [end, other] = [&ends[side], &ends[1 - side]];
            for (at, object) in objects[side].iter().enumerate() {
                let meant = ties.iter().enumerate().filter(|(_, tie)| tie[side] == at);
                let candidate = |(number, _)| Candidate { number, rank: 0, order: None };
                let candidates: Vec<_> = meant.map(candidate).collect();
                let field = format!("{}.{}", end.model, end.ties);
                let page = |arguments| numbered(answer_of(&api, object, &field, arguments));
                for tie in case.ask.check(&candidates, page)? {
                    let led_to = |end: &End| answer_of(&api, &tie, &format!("Tie.{}", end.field), json!({}));
                    let there = number(&tie).map(|number| ties[number][1 - side]);
                    prop_assert_eq!(Some(&led_to(other)), there.map(|at| &objects[1 - side][at]));
                    prop_assert_eq!(&led_to(end), object);
                }
            }
        }
    }
}
