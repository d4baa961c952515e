//! What holds for every function, whatever it is given.

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::table::functions;
use super::{NOW, call, run};
use crate::environment::{Environment, Limits};

/// Any JSON, with names and texts that functions know among them.
pub fn json_values() -> impl Strategy<Value = Json> {
    let text = prop_oneof![
        any::<String>(),
        prop::sample::select(vec![
            "eq",
            "and",
            "or",
            "not",
            "in",
            "size",
            "S",
            "s3",
            "filterGroup",
            "yyyy-MM-dd",
            "UTC",
            "2018-02-01T17:21:05Z",
            "{}",
            "{\"a\": [1]}",
            "(a*)*",
            "<a>1</a>",
            "%41",
            "QQ==",
        ])
        .prop_map(str::to_owned),
    ];
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i32>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        (-1e9..1e9).prop_map(|n: f64| json!(n)),
        text.clone().prop_map(Json::from),
    ];
    leaf.prop_recursive(4, 32, 4, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..4).prop_map(Json::from),
            prop::collection::vec((text.clone(), inner), 0..4)
                .prop_map(|entries| Json::Object(entries.into_iter().collect())),
        ]
    })
}

proptest! {
    #[test]
    fn every_function_answers_whatever_it_is_given(
        args in prop::collection::vec(json_values(), 4),
        tight: bool,
    ) {
        let limits = if tight {
            Limits { steps: 40, memory_bytes: 400, depth: 2, ..Limits::default() }
        } else {
            Limits::default()
        };
        for (path, function) in functions() {
            for count in function.arity.clone().take_while(|n| *n <= args.len()) {
                let mut environment = Environment::fixed(NOW).with_limits(limits);
                let calls = [(path.as_str(), args[..count].iter().cloned().collect())];
                run(&mut environment, &json!({}), &calls);
            }
        }
    }

    #[test]
    fn values_print_as_their_json_does(value in json_values()) {
        let text = call("util.toJson", json!([&value])).unwrap();
        prop_assert_eq!(text, json!(value.to_string()));
    }

    #[test]
    fn parsing_undoes_printing(value in json_values()) {
        let text = call("util.toJson", json!([&value])).unwrap();
        prop_assert_eq!(call("util.parseJson", json!([text])), Ok(value));
    }
}
