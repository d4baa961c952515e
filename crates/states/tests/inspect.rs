//! Runs of one state alone: the data after each stage, and the retrier or catcher that acts.

use amazon_states_language::run::{Answer, Call, Inspect, Inspection, Start, inspect};
use amazon_states_language::{Definition, Substitutions};
use serde_json::{Value as Json, json};

fn inspected(state: &Json, input: Json, with: &Inspect, answer: &Answer) -> Inspection {
    let text = state.to_string();
    let (state, _) = Definition::parse_state("state", &text, None, &Substitutions::new()).unwrap();
    let mut tasks = |_: &Call| answer.clone();
    inspect(&state, input, &Start::default(), with, &mut tasks)
}

#[test]
fn the_data_is_shown_after_each_stage() {
    let state = json!({"Type": "Task", "Resource": "${Work}", "Next": "B",
        "InputPath": "$.in", "Parameters": {"p.$": "$.n"}, "ResultSelector": {"r.$": "$.x"},
        "ResultPath": "$.out", "OutputPath": "$.out"});
    let input = json!({"in": {"n": 1}});
    let found =
        inspected(&state, input.clone(), &Inspect::default(), &Answer::success(json!({"x": 2})));
    let expected = json!({
        "input": input, "afterInputPath": {"n": 1}, "afterParameters": {"p": 1},
        "result": {"x": 2}, "afterResultSelector": {"r": 2},
        "afterResultPath": {"in": {"n": 1}, "out": {"r": 2}},
    });
    assert_eq!(Json::Object(found.inspection_data), expected);
    assert_eq!(
        (found.status, found.output, found.next_state.as_deref()),
        ("SUCCEEDED", Some(json!({"r": 2})), Some("B"))
    );
}

#[test]
fn variables_and_the_context_are_given() {
    let state = json!({"Type": "Task", "Resource": "${Work}", "QueryLanguage": "JSONata", "End": true,
        "Arguments": {"v": "{% $v + 1 %}", "name": "{% $states.context.Execution.Name %}"},
        "Assign": {"w": "{% $states.result %}"}});
    let with = Inspect {
        variables: json!({"v": 1}).as_object().unwrap().clone(),
        context: json!({"Execution": {"Name": "mine"}}).as_object().unwrap().clone(),
        retries: 0,
    };
    let found = inspected(&state, json!({}), &with, &Answer::success(json!(3)));
    assert_eq!(found.inspection_data["afterArguments"], json!({"v": 2, "name": "mine"}));
    assert_eq!(found.inspection_data["variables"], json!({"v": 1, "w": 3}));
}

#[test]
fn the_retrier_or_catcher_that_acts_is_named() {
    let state = json!({"Type": "Task", "Resource": "${Work}", "End": true,
        "Retry": [{"ErrorEquals": ["A"]}, {"ErrorEquals": ["B"], "MaxAttempts": 1, "IntervalSeconds": 5}],
        "Catch": [{"ErrorEquals": ["A"], "Next": "X"}, {"ErrorEquals": ["B"], "Next": "Y", "ResultPath": "$.e"}]});
    let with = |retries| Inspect { retries, ..Inspect::default() };
    let failure = Answer::failure("B", "why");
    let found = inspected(&state, json!({}), &with(0), &failure);
    assert_eq!(found.status, "RETRIABLE");
    let details = json!({"retryIndex": 1, "retryBackoffIntervalSeconds": 5.0});
    assert_eq!(found.inspection_data["errorDetails"], details);
    let found = inspected(&state, json!({}), &with(1), &failure);
    assert_eq!((found.status, found.next_state.as_deref()), ("CAUGHT_ERROR", Some("Y")));
    assert_eq!(found.inspection_data["errorDetails"], json!({"catchIndex": 1}));
    assert_eq!(found.output, Some(json!({"e": {"Error": "B", "Cause": "why"}})));
    let found = inspected(&state, json!({}), &with(0), &Answer::failure("C", "why"));
    assert_eq!((found.status, found.error.as_deref()), ("FAILED", Some("C")));
}

#[test]
fn a_state_of_a_machine_is_found_by_its_name() {
    let machine =
        json!({"StartAt": "A", "States": {"A": {"Type": "Parallel", "End": true, "Branches": [
        {"StartAt": "In", "States": {"In": {"Type": "Pass", "End": true}}}]}}})
        .to_string();
    let find = |name| Definition::parse_state("m", &machine, name, &Substitutions::new());
    assert_eq!(find(Some("In")).unwrap().0.name, "In");
    assert_eq!(find(None).unwrap().0.name, "A");
    let fault = &find(Some("Inn")).unwrap_err().0[0];
    assert_eq!(fault.help.as_deref(), Some("did you mean `In`?"));
}
