//! Executions drawn into their machine.

use amazon_states_language::draw::{Diagram, Status, Trace, TraceError};
use amazon_states_language::run::{Answer, Call, Execution, Start};
use amazon_states_language::{Definition, Machine};
use serde_json::{Value as Json, json};

const MACHINE: &str = r#"{
    "StartAt": "Both",
    "States": {
        "Both": {
            "Type": "Parallel",
            "Branches": [
                {"StartAt": "Charge", "States": {
                    "Charge": {
                        "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:charge",
                        "Retry": [{"ErrorEquals": ["Busy"], "MaxAttempts": 2}], "Next": "Refuse"},
                    "Refuse": {"Type": "Fail", "Error": "Refused", "Cause": "no <credit>"}}},
                {"StartAt": "Wait", "States": {"Wait": {"Type": "Wait", "Seconds": 100, "End": true}}}
            ],
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "Each"}],
            "Next": "Done"},
        "Done": {"Type": "Succeed"},
        "Each": {
            "Type": "Map", "Items": "{% [1, 2, 3] %}", "QueryLanguage": "JSONata",
            "ItemProcessor": {"StartAt": "Undo", "States": {"Undo": {
                "Type": "Task", "Resource": "arn:aws:lambda:us-east-1:123456789012:function:undo", "End": true}}},
            "Next": "Done"}
    }
}"#;

fn machine() -> Machine {
    Definition::parse(MACHINE).unwrap().machine
}

/// A run in which the first charge is refused, and the second undoing may fail.
fn execution(fails: bool) -> Execution {
    let mut calls = 0;
    let mut tasks = move |call: &Call| {
        calls += 1;
        match call.state.as_str() {
            "Charge" if calls == 1 => Answer::failure("Busy", "later"),
            "Undo" if fails => Answer::failure("Broken", "cannot undo"),
            _ => Answer { after: 1500, ..Answer::success(json!({})) },
        }
    };
    Execution::run(&machine(), json!({}), &Start::default(), &mut tasks)
}

/// The events as Step Functions returns them.
fn history(execution: &Execution) -> Json {
    json!({ "events": execution.events })
}

#[test]
fn what_came_of_each_state_is_known() {
    let machine = machine();
    let trace = Trace::of(&machine, &execution(false)).unwrap();
    let status = |state: &str| trace.visit(state).map(|visit| visit.status);
    assert_eq!(status("Both"), Some(Status::Caught));
    assert_eq!(status("Charge"), Some(Status::Succeeded));
    assert_eq!(status("Refuse"), Some(Status::Failed));
    assert_eq!(status("Wait"), Some(Status::Stopped));
    assert_eq!(status("Each"), Some(Status::Succeeded));
    assert_eq!(status("Undo"), Some(Status::Succeeded));
    let charge = trace.visit("Charge").unwrap();
    assert_eq!((charge.entered, charge.attempts), (1, 2));
    assert_eq!(charge.notes(), ["2.5 s, 2 attempts"]);
    assert_eq!(trace.visit("Undo").unwrap().entered, 3);
    let refused = Some(("Refused".to_owned(), "no <credit>".to_owned()));
    assert_eq!(trace.visit("Refuse").unwrap().failure, refused);
}

#[test]
fn transitions_are_counted_and_those_of_catchers_apart() {
    let machine = machine();
    let trace = Trace::of(&machine, &execution(false)).unwrap();
    assert_eq!(trace.times("Both", "Each", true), 1);
    assert_eq!(trace.times("Both", "Each", false), 0);
    assert_eq!(trace.times("Both", "Done", false), 0);
    assert_eq!(trace.times("Charge", "Refuse", false), 1);
    assert_eq!(trace.times("Each", "Done", false), 1);
}

#[test]
fn a_failed_execution_says_where_and_why() {
    let machine = machine();
    let trace = Trace::of(&machine, &execution(true)).unwrap();
    for state in ["Each", "Undo"] {
        assert_eq!(trace.visit(state).unwrap().status, Status::Failed, "{state}");
    }
    let undo = trace.visit("Undo").unwrap();
    assert_eq!(undo.failure, Some(("Broken".to_owned(), "cannot undo".to_owned())));
    assert!(trace.visit("Done").is_none());
    assert!(trace.caption().starts_with("failed after 2.5 s: Broken"), "{}", trace.caption());
}

#[test]
fn a_history_in_json_is_the_same_execution() {
    let machine = machine();
    let execution = execution(true);
    let trace = Trace::of(&machine, &execution).unwrap();
    let mut history = history(&execution);
    let read = Trace::from_history(&machine, &history).unwrap();
    assert_eq!(read.visit("Undo").unwrap().notes(), trace.visit("Undo").unwrap().notes());
    assert_eq!(read.caption(), trace.caption());
    // As `--reverse-order` prints it, and with the times of older command lines.
    let events = history["events"].as_array_mut().unwrap();
    events.reverse();
    for event in events {
        event["timestamp"] = json!(1_577_836_800.0 + event["id"].as_f64().unwrap());
    }
    let read = Trace::from_history(&machine, &history).unwrap();
    assert_eq!(read.visit("Undo").unwrap().status, Status::Failed);
}

#[test]
fn a_history_that_is_none_of_the_machine_is_refused() {
    let machine = machine();
    let refused = |history: Json| Trace::from_history(&machine, &history).err();
    assert_eq!(refused(json!({})), Some(TraceError::NoEvents));
    assert_eq!(refused(json!([{"id": 1}])), Some(TraceError::Event(1)));
    let other =
        json!([{"id": 1, "type": "PassStateEntered", "stateEnteredEventDetails": {"name": "X"}}]);
    assert_eq!(refused(other), Some(TraceError::UnknownState("X".to_owned())));
}

#[test]
fn the_drawing_shows_the_path_the_time_and_the_cause() {
    let machine = machine();
    let trace = Trace::of(&machine, &execution(true)).unwrap();
    let diagram = Diagram::new(&machine).traced(&trace);
    let svg = diagram.svg();
    for part in [
        "class=\"work failed\" data-state=\"Undo\"",
        "class=\"catch taken\" data-from=\"Both\" data-to=\"Each\"",
        "class=\"good skipped\" data-state=\"Done\"",
        ">2.5 s, 2 attempts<",
        ">Broken: cannot undo<",
        ">Refused: no &lt;credit&gt;<",
        ">failed after 2.5 s: Broken: cannot undo<",
    ] {
        assert!(svg.contains(part), "{part}: {svg}");
    }
    assert!(diagram.mermaid().contains("class s0b0_0 succeeded"));
    assert!(diagram.graphviz().contains("2.5 s, 2 attempts"));
}

#[test]
fn a_history_that_ends_early_is_of_a_running_execution() {
    let machine = machine();
    let mut history = history(&execution(false));
    history["events"].as_array_mut().unwrap().truncate(3);
    let trace = Trace::from_history(&machine, &history).unwrap();
    assert_eq!(trace.visit("Both").unwrap().status, Status::Running);
    assert_eq!(trace.caption(), "still running");
}
