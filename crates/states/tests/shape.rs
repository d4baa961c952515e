//! What is told of a machine's input and output without running it.

use std::fmt::Write;

use amazon_states_language::Definition;
use amazon_states_language::shape::{Flow, Shape, Step};
use serde_json::{Value as Json, json};

fn flow(machine: &Json) -> (Vec<String>, String) {
    let flow = Flow::of(&Definition::parse(&machine.to_string()).expect("it holds"));
    (flow.reads.iter().map(|read| way(&read.path)).collect(), told(&flow.output))
}

fn way(path: &[Step]) -> String {
    path.iter().fold("input".to_owned(), |way, step| match step {
        Step::Member(name) => format!("{way}.{name}"),
        Step::Element => format!("{way}[]"),
    })
}

fn told(shape: &Shape) -> String {
    match shape {
        Shape::Input(path) => way(path),
        Shape::Array(items) => format!("[{}]", told(items)),
        Shape::Object { members, base } => {
            let mut text = base.as_ref().map_or(String::new(), |path| format!("...{} ", way(path)));
            for (name, member) in members {
                write!(text, "{name}: {} ", told(member)).unwrap();
            }
            format!("{{ {text}}}")
        }
        other => format!("{other:?}"),
    }
}

/// A machine of a single state.
fn one(mut state: Json) -> Json {
    state["End"] = json!(true);
    json!({ "StartAt": "A", "States": { "A": state } })
}

#[test]
fn data_is_followed_through_the_fields_of_a_state() {
    let state =
        one(json!({ "Type": "Task", "Resource": "arn:aws:lambda:a:123456789012:function:f",
        "InputPath": "$.a", "Parameters": { "b.$": "$.b", "c.$": "$$.Execution.Input.c" },
        "ResultSelector": { "n.$": "$.n", "fixed": true }, "ResultPath": "$.result" }));
    let (reads, output) = flow(&state);
    assert_eq!(reads, ["input.a", "input.a.b", "input.c"]);
    assert_eq!(output, "{ ...input result: { fixed: Boolean n: Unknown } }");
}

#[test]
fn ways_that_meet_have_in_common_what_both_have() {
    let machine = json!({ "StartAt": "A", "States": {
        "A": { "Type": "Choice", "Default": "C",
            "Choices": [{ "Variable": "$.kind", "StringEquals": "x", "Next": "B" }] },
        "B": { "Type": "Pass", "Result": 1, "ResultPath": "$.extra", "Next": "D" },
        "C": { "Type": "Pass", "Result": "x", "ResultPath": "$.kind", "Next": "D" },
        "D": { "Type": "Pass", "Parameters":
            { "extra.$": "$.extra", "kind.$": "$.kind", "other.$": "$.other" }, "End": true } } });
    let (reads, output) = flow(&machine);
    assert_eq!(reads, ["input.kind", "input.other"]);
    assert_eq!(output, "{ extra: Unknown kind: Unknown other: input.other }");
}

#[test]
fn loops_end() {
    let machine = json!({ "StartAt": "A", "States": {
        "A": { "Type": "Pass", "Parameters": { "last.$": "$", "more": [1] }, "ResultPath": "$.a.b",
            "Next": "B" },
        "B": { "Type": "Choice", "Choices": [{ "Variable": "$.done", "IsNull": true, "Next": "C" }],
            "Default": "A" },
        "C": { "Type": "Succeed" } } });
    let (reads, output) = flow(&machine);
    assert_eq!(reads, ["input.done"]);
    assert!(output.starts_with("{ ...input a: "), "{output}");
}

#[test]
fn maps_and_branches_are_followed_inside() {
    let inner = |parameters: Json| {
        json!({ "StartAt": "I", "States":
            { "I": { "Type": "Pass", "Parameters": parameters, "End": true } } })
    };
    let map = one(json!({ "Type": "Map", "ItemsPath": "$.items", "ItemSelector":
        { "item.$": "$$.Map.Item.Value.id", "at.$": "$$.Map.Item.Index", "all.$": "$.all" },
        "ItemProcessor": inner(json!({ "id.$": "$.item.x", "n.$": "$.at", "all.$": "$.all" })) }));
    let (reads, output) = flow(&map);
    let expected = ["input.items", "input.items[].id", "input.all", "input.items[].id.x"];
    assert_eq!(reads, expected);
    assert_eq!(output, "[{ all: input.all id: input.items[].id.x n: Number }]");
    let machine = inner(json!({ "a.$": "States.Format('{}', $.a)" }));
    let (reads, output) = flow(&one(json!({ "Type": "Parallel", "Branches": [machine] })));
    assert_eq!(
        (reads.as_slice(), output.as_str()),
        (["input.a".to_owned()].as_slice(), "[{ a: Text }]")
    );
}

#[test]
fn expressions_that_are_a_way_are_followed() {
    let machine = json!({ "QueryLanguage": "JSONata", "StartAt": "A", "States": {
        "A": { "Type": "Pass", "Output": { "a": "{% $states.input.a.b %}",
            "c": "{% $states.context.Execution.Input.c %}", "d": "{% $states.input.d + 1 %}" },
            "End": true } } });
    let (reads, output) = flow(&machine);
    assert_eq!(reads, ["input.a", "input.a.b", "input.c"]);
    assert_eq!(output, "{ a: input.a.b c: input.c d: Unknown }");
}

#[test]
fn what_is_asked_for_first_is_not_needed() {
    let machine = json!({ "StartAt": "A", "States": {
        "A": { "Type": "Choice", "Default": "C",
            "Choices": [{ "Variable": "$.a", "IsPresent": true, "Next": "B" }] },
        "B": { "Type": "Pass", "InputPath": "$.a", "OutputPath": "$.b", "End": true },
        "C": { "Type": "Fail" } } });
    assert_eq!(flow(&machine), (vec![], "input.a.b".to_owned()));
}
