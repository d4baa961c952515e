//! Any definition runs to an end within its limits, and the same way twice.
//!
//! The input is a definition; after a line `---`, the execution's input as JSON may follow.

#![no_main]

use amazon_states_language::Definition;
use amazon_states_language::run::{Answer, Call, Execution, Limits, Start};
use libfuzzer_sys::fuzz_target;
use serde_json::{Value, json};

/// What an execution without an input of its own is given.
const INPUT: &str = r#"{ "a": [1, 2, {"b": "c"}], "n": 3, "s": "text", "t": "2020-01-01T00:00:00Z" }"#;

const LIMITS: Limits = Limits { events: 500, payload: 1 << 14, items: 50 };

fn run(definition: &Definition, input: Value) -> Execution {
    let mut calls = 0u64;
    let mut tasks = |call: &Call| {
        calls += 1;
        match calls % 3 {
            0 => Answer::failure("Own", "the third call fails"),
            1 => Answer::success(call.input.clone()),
            _ => Answer { after: 1_000, ..Answer::success(json!({ "n": calls })) },
        }
    };
    let start = Start { limits: LIMITS, ..Start::default() };
    Execution::run(&definition.machine, input, &start, &mut tasks)
}

fuzz_target!(|input: &str| {
    let (source, input) = input.split_once("\n---\n").unwrap_or((input, INPUT));
    let Ok(definition) = Definition::parse(source) else { return };
    let Ok(input) = serde_json::from_str::<Value>(input) else { return };
    let first = run(&definition, input.clone());
    assert!(first.events.len() <= LIMITS.events);
    assert!(first.events.is_sorted_by_key(|event| event.timestamp));
    let second = run(&definition, input);
    assert_eq!((first.outcome, first.end), (second.outcome, second.end), "not repeatable");
});
