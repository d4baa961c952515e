//! What holds of every text, definition and run.

use amazon_states_language::run::{Answer, Call, Execution, Limits, Start};
use amazon_states_language::shape::Flow;
use amazon_states_language::{Definition, Expression, Faults, Intrinsic, Path, Policy, draw};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

/// Pieces that texts of definitions are made of, and others that break them.
const PIECES: [&str; 28] = [
    "StartAt: A\n",
    "States:\n",
    "  A:\n",
    "    Type: Pass\n",
    "    End: true\n",
    "    Next: A\n",
    "    Type: Choice\n",
    "{",
    "}",
    "[",
    "]",
    "\"",
    ":",
    ",",
    "- ",
    "|\n",
    "&a ",
    "*a",
    "\t",
    "\u{0}",
    "é😀",
    "\"StartAt\": \"A\"",
    "\"States\": {",
    "$.a[?(@.b == 'c')]",
    "States.Format('{}', $.a)",
    "{% $states.input.a %}",
    "\\u00",
    "#",
];

fn text() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => proptest::sample::select(PIECES.as_slice()).prop_map(str::to_owned),
        1 => any::<String>(),
    ];
    proptest::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

/// A state that leads on to the one behind it, and maybe to another one.
fn state(number: usize, count: usize) -> impl Strategy<Value = Json> {
    let path = proptest::sample::select(&["$", "$.a", "$.b.c", "$.a[0]", "$$.State.Name"][..]);
    let place = proptest::sample::select(&["$", "$.a", "$.b.c", "$.d"][..]);
    let behind = format!("S{}", number + 1);
    (0..6u8, path, place, 0..count).prop_map(move |(kind, path, place, other)| {
        let other = format!("S{other}");
        let mut state = match kind {
            0 => json!({ "Type": "Pass", "InputPath": path, "ResultPath": place }),
            1 => json!({ "Type": "Pass", "Parameters": { "x.$": path, "y": [1] } }),
            2 => json!({ "Type": "Wait", "Seconds": 5, "OutputPath": path }),
            3 => json!({ "Type": "Task", "Resource": "arn:aws:lambda:a:123456789012:function:f",
                "ResultPath": place, "Catch": [{ "ErrorEquals": ["States.ALL"], "Next": other }] }),
            4 => {
                let rule = json!({ "Variable": path, "IsPresent": true, "Next": other });
                return json!({ "Type": "Choice", "Choices": [rule], "Default": behind });
            }
            _ => {
                let name = format!("B{number}");
                let inner = json!({ "Type": "Pass", "InputPath": path, "End": true });
                let branch = json!({ "StartAt": name, "States": { name.as_str(): inner } });
                json!({ "Type": "Parallel", "ResultPath": place, "Branches": [branch] })
            }
        };
        state["Next"] = json!(behind);
        state
    })
}

/// A machine whose states are all reached, with loops.
fn machine() -> impl Strategy<Value = Json> {
    (1..6usize).prop_flat_map(|count| {
        let states: Vec<_> = (0..count).map(|number| state(number, count)).collect();
        states.prop_map(move |states| {
            let last = (format!("S{count}"), json!({ "Type": "Succeed" }));
            let named = states.into_iter().enumerate();
            let named = named.map(|(number, state)| (format!("S{number}"), state)).chain([last]);
            json!({ "StartAt": "S0", "States": Json::Object(named.collect()) })
        })
    })
}

fn definition(machine: &Json) -> Definition {
    Definition::parse(&machine.to_string()).unwrap_or_else(|faults| panic!("{faults}: {machine}"))
}

proptest! {
    #[test]
    fn every_text_is_read_or_refused(text in text()) {
        let faults = match Definition::parse(&text) {
            Ok(definition) => {
                draw::svg(&definition.machine);
                Policy::of(&definition.machine);
                Flow::of(&definition);
                definition.warnings
            }
            Err(Faults(faults)) => {
                prop_assert!(!faults.is_empty());
                faults
            }
        };
        for fault in faults {
            let start = fault.span.offset();
            prop_assert!(text.get(start..start + fault.span.len()).is_some());
        }
    }

    #[test]
    fn every_path_call_and_expression_is_read_or_refused(text in text()) {
        if let Err(fault) = Path::parse(&text) {
            prop_assert!(fault.offset <= text.len());
        }
        if let Err(fault) = Intrinsic::parse(&text) {
            prop_assert!(fault.offset <= text.len());
        }
        let _ = Expression::parse(&text);
    }

    #[test]
    fn every_run_ends_within_its_limits_and_is_repeatable(machine in machine(), seed: u64) {
        let definition = definition(&machine);
        let limits = Limits { events: 300, payload: 4_096, items: 20 };
        let run = || {
            let mut tasks = |call: &Call| match call.input.is_null() {
                true => Answer::failure("Own", ""),
                false => Answer::success(call.input.clone()),
            };
            let start = Start { seed, limits, ..Start::default() };
            Execution::run(&definition.machine, json!({ "a": [1], "b": {} }), &start, &mut tasks)
        };
        let (first, second) = (run(), run());
        prop_assert!(first.events.len() <= limits.events);
        if let Ok(output) = &first.outcome {
            prop_assert!(output.to_string().len() <= limits.payload);
        }
        prop_assert_eq!((first.outcome, first.end), (second.outcome, second.end));
    }
}

#[test]
fn expressions_whose_parts_are_shared_are_bounded() {
    let machine = json!({ "QueryLanguage": "JSONata", "StartAt": "A", "States": { "A": {
        "Type": "Pass", "End": true, "Output":
        "{% ($f := function($a, $n) { $n = 0 ? $a : $f([[$a], [$a]], $n - 1) }; $f([1], 60)) %}" } } });
    let definition = definition(&machine);
    let mut tasks = |_: &Call| Answer::success(json!(null));
    let ran = Execution::run(&definition.machine, json!({}), &Start::default(), &mut tasks);
    assert_eq!(ran.outcome.unwrap_err().error, "States.QueryEvaluationError");
}
