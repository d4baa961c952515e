//! No drawing of a machine has a defect: over the samples of this crate, and over random machines.

use amazon_states_language::Definition;
use amazon_states_language::draw::Diagram;
use burgeon_diagram::inspect::defects;
use proptest::prelude::*;
use serde_json::{Value as Json, json};

fn holds(text: &str) {
    let definition = Definition::parse(text).unwrap();
    let diagram = Diagram::new(&definition.machine).linked(text, "#L{line}");
    let found = defects(&diagram.layout());
    assert!(found.is_empty(), "{found:?}\n{text}");
    let svg = diagram.svg();
    for state in definition.machine.states.keys() {
        assert!(svg.contains(&format!("data-state=\"{state}\"")), "{state}: {svg}");
    }
    if text.contains("\"Default\"") {
        assert!(svg.contains(">otherwise<"), "{svg}");
    }
}

#[test]
fn no_drawing_of_a_sample_has_a_defect() {
    let root = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");
    let mut drawn = 0;
    for folder in ["definitions/valid", "samples", "runs"] {
        for entry in std::fs::read_dir(format!("{root}/{folder}")).unwrap() {
            let text = std::fs::read_to_string(entry.unwrap().path()).unwrap();
            let json: Json = serde_json::from_str(&text).unwrap_or_default();
            // A sample has its definition in it.
            let text = json.get("definition").map_or(text, Json::to_string);
            if let Ok(definition) = Definition::parse(&text) {
                let found = defects(&Diagram::new(&definition.machine).layout());
                assert!(found.is_empty(), "{found:?}\n{text}");
                drawn += 1;
            }
        }
    }
    assert!(drawn > 20, "{drawn}");
}

/// A machine of some states whose names start with `prefix`. Each leads where the numbers say, and some nest.
fn machine(steps: &[(usize, usize, usize)], prefix: &str) -> Json {
    let count = steps.len();
    let states = steps.iter().enumerate().map(|(at, (kind, to, other))| {
        let name = |at: usize| format!("{prefix}{}", at % count);
        // Every state is reached from the one before, and the last one ends.
        let next = name(at + 1);
        let is_last = at + 1 == count;
        let follow = if is_last { ("End", json!(true)) } else { ("Next", json!(next)) };
        let mut state = match kind % 6 {
            0 if !is_last => json!({"Type": "Choice", "Default": next, "Choices": [
                {"Variable": "$.a", "NumericEquals": to, "Next": name(*to)},
                {"Variable": "$.some.long.path", "StringEquals": "a value", "Next": name(*other)}]}),
            1 => json!({"Type": "Wait", "Seconds": to}),
            2 if prefix.len() < 4 => json!({"Type": "Parallel", "Branches": [
                machine(&steps[..at.min(3) + 1], &format!("{prefix}{at}a")), machine(&steps[at..count.min(at + 2)], &format!("{prefix}{at}b"))]}),
            3 => json!({"Type": "Pass", "Comment": "<b>"}),
            _ => json!({"Type": "Task", "TimeoutSeconds": 9, "Resource": "arn:aws:states:::sqs:sendMessage",
                "Parameters": {"QueueUrl": "https://q", "MessageBody": "m"},
                "Catch": [{"ErrorEquals": ["States.ALL"], "Next": name(*other)}],
                "Retry": [{"ErrorEquals": ["States.Timeout"]}]}),
        };
        if state["Type"] != "Choice" {
            state[follow.0] = follow.1;
        }
        (name(at), state)
    });
    let states: serde_json::Map<String, Json> = states.collect();
    json!({"StartAt": format!("{prefix}0"), "States": states})
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 120, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_drawing_of_a_random_machine_has_a_defect(
        steps in prop::collection::vec((0..6usize, 0..30usize, 0..30usize), 1..30)
    ) {
        holds(&machine(&steps, "S").to_string());
    }
}
