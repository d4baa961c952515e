//! Runs: what each type of state does, and the samples from beginning to end.

use std::collections::BTreeMap;

use amazon_states_language::Definition;
use amazon_states_language::run::{Answer, Call, Execution, Start};
use serde_json::{Value as Json, json};

fn run_with(definition: &Json, input: Json, mut tasks: impl FnMut(&Call) -> Answer) -> Execution {
    let definition = Definition::parse(&definition.to_string()).unwrap_or_else(|faults| {
        let told: Vec<_> = faults.0.iter().map(|fault| fault.message.clone()).collect();
        panic!("{told:?}")
    });
    Execution::run(&definition.machine, input, &Start::default(), &mut tasks)
}

fn run(definition: &Json, input: Json) -> Result<Json, String> {
    let echo = |call: &Call| Answer::success(call.input.clone());
    run_with(definition, input, echo).outcome.map_err(|failure| failure.error)
}

fn one(state: Json) -> Json {
    let mut state = state;
    if !matches!(state["Type"].as_str(), Some("Succeed" | "Fail" | "Choice")) {
        state["End"] = json!(true);
    }
    json!({"StartAt": "A", "States": {"A": state}})
}

fn function(name: &str) -> String {
    format!("arn:aws:lambda:eu-central-1:123456789012:function:{name}")
}

fn kinds(execution: &Execution) -> Vec<&str> {
    execution.events.iter().map(|event| event.kind.as_str()).collect()
}

fn seconds(execution: &Execution) -> i64 {
    (execution.end - Start::default().time) / 1000
}

#[test]
fn a_pass_puts_its_result_where_it_says() {
    let state = one(json!({"Type": "Pass", "Result": {"x": 0.5}, "ResultPath": "$.place"}));
    let output = json!({"of": "Home", "place": {"x": 0.5}});
    assert_eq!(run(&state, json!({"of": "Home"})), Ok(output));
}

#[test]
fn paths_of_null_drop_data() {
    let drop = |field: &str| run(&one(json!({"Type": "Pass", field: null})), json!({"a": 1}));
    assert_eq!(drop("OutputPath"), Ok(json!({})));
    assert_eq!(drop("ResultPath"), Ok(json!({"a": 1})));
}

#[test]
fn a_task_goes_through_all_its_filters() {
    let state = one(json!({
        "Type": "Task", "Resource": function("add"),
        "InputPath": "$.numbers",
        "Parameters": {"pair.$": "States.Array($.a, $.b)"},
        "ResultSelector": {"sum.$": "$.sum"},
        "ResultPath": "$.result",
        "OutputPath": "$.result",
    }));
    let add = |call: &Call| {
        assert_eq!(call.input, json!({"pair": [3, 4]}));
        Answer::success(json!({"sum": 7, "noise": true}))
    };
    let execution = run_with(&state, json!({"numbers": {"a": 3, "b": 4}}), add);
    assert_eq!(execution.outcome, Ok(json!({"sum": 7})));
}

#[test]
fn a_choice_takes_the_first_rule_that_applies() {
    let state = json!({"StartAt": "A", "States": {
        "A": {"Type": "Choice", "Choices": [
            {"Not": {"Variable": "$.kind", "StringEquals": "private"}, "Next": "Public"},
            {"And": [
                {"Variable": "$.value", "IsPresent": true},
                {"Variable": "$.value", "NumericGreaterThanEquals": 20},
                {"Variable": "$.value", "NumericLessThan": 30}], "Next": "Twenties"}],
            "Default": "Else"},
        "Public": {"Type": "Pass", "Result": "public", "End": true},
        "Twenties": {"Type": "Pass", "Result": "twenties", "End": true},
        "Else": {"Type": "Pass", "Result": "else", "End": true}}});
    assert_eq!(run(&state, json!({"kind": "public"})), Ok(json!("public")));
    assert_eq!(run(&state, json!({"kind": "private", "value": 22})), Ok(json!("twenties")));
    assert_eq!(run(&state, json!({"kind": "private", "value": 30})), Ok(json!("else")));
    assert_eq!(run(&state, json!({"kind": "private"})), Ok(json!("else")));
}

#[test]
fn comparisons_compare() {
    let holds = |test: Json, input: Json| {
        let mut rule = test;
        rule["Variable"] = json!("$.a");
        rule["Next"] = json!("Yes");
        let state = json!({"StartAt": "A", "States": {
            "A": {"Type": "Choice", "Choices": [rule], "Default": "No"},
            "Yes": {"Type": "Pass", "Result": true, "End": true},
            "No": {"Type": "Pass", "Result": false, "End": true}}});
        run(&state, input).unwrap() == json!(true)
    };
    assert!(holds(json!({"StringMatches": "log-*.t\\*t"}), json!({"a": "log-1.2.t*t"})));
    assert!(!holds(json!({"StringMatches": "log-*.txt"}), json!({"a": "log-1.txt.gz"})));
    assert!(holds(
        json!({"TimestampLessThan": "2026-01-01T01:00:00+02:00"}),
        json!({"a": "2025-12-31T22:59:59Z"})
    ));
    assert!(holds(json!({"NumericEqualsPath": "$.b"}), json!({"a": 1, "b": 1.0})));
    assert!(!holds(json!({"NumericEquals": 1}), json!({"a": "1"})));
    assert!(holds(json!({"IsTimestamp": false}), json!({"a": "tomorrow"})));
    assert!(holds(json!({"StringLessThan": "b"}), json!({"a": "a"})));
    assert!(holds(json!({"IsNull": true}), json!({"a": null})));
}

#[test]
fn a_choice_without_default_may_fall_through() {
    let state = json!({"StartAt": "A", "States": {
        "A": {"Type": "Choice", "Choices": [{"Variable": "$.a", "IsNull": true, "Next": "B"}]},
        "B": {"Type": "Succeed"}}});
    assert_eq!(run(&state, json!({"a": 1})), Err("States.NoChoiceMatched".into()));
}

#[test]
fn a_wait_takes_virtual_time() {
    let day =
        run_with(&one(json!({"Type": "Wait", "SecondsPath": "$.s"})), json!({"s": 86_400}), |_| {
            Answer::success(json!(null))
        });
    assert_eq!((day.outcome.clone(), seconds(&day)), (Ok(json!({"s": 86_400})), 86_400));
    let until = one(json!({"Type": "Wait", "Timestamp": "2020-01-01T00:01:00Z"}));
    assert_eq!(seconds(&run_with(&until, json!(1), |_| Answer::success(json!(null)))), 60);
}

#[test]
fn a_fail_names_error_and_cause() {
    let state = one(json!({"Type": "Fail", "ErrorPath": "$.e",
        "CausePath": "States.Format('because of {}', $.c)"}));
    let echo = |call: &Call| Answer::success(call.input.clone());
    let failure = run_with(&state, json!({"e": "Own", "c": "rain"}), echo).outcome.unwrap_err();
    assert_eq!((failure.error.as_str(), failure.cause.as_str()), ("Own", "because of rain"));
}

#[test]
fn branches_run_side_by_side_and_join_in_order() {
    let wait = |name: &str, seconds: u64| {
        json!({"StartAt": name, "States": {
            name: {"Type": "Wait", "Seconds": seconds, "Next": format!("{name} ends")},
            format!("{name} ends"): {"Type": "Pass", "Result": name, "End": true}}})
    };
    let state = one(json!({"Type": "Parallel", "Branches": [wait("slow", 20), wait("fast", 10)]}));
    let execution = run_with(&state, json!({}), |_| Answer::success(json!(null)));
    assert_eq!(execution.outcome, Ok(json!(["slow", "fast"])));
    assert_eq!(seconds(&execution), 20);
    let times: Vec<i64> = execution.events.iter().map(|event| event.timestamp).collect();
    assert!(times.is_sorted());
}

#[test]
fn a_failing_branch_stops_the_others() {
    let state = one(json!({"Type": "Parallel", "Branches": [
        {"StartAt": "W", "States": {"W": {"Type": "Wait", "Seconds": 100, "End": true}}},
        {"StartAt": "F", "States": {"F": {"Type": "Fail", "Error": "Own"}}}]}));
    let execution = run_with(&state, json!({}), |_| Answer::success(json!(null)));
    assert_eq!(execution.outcome.as_ref().unwrap_err().error, "Own");
    assert_eq!(seconds(&execution), 0);
    assert!(kinds(&execution).contains(&"ParallelStateFailed"));
}

#[test]
fn a_map_keeps_order_and_width() {
    let state = one(json!({"Type": "Map", "ItemsPath": "$.items", "MaxConcurrency": 2,
        "ItemSelector": {"n.$": "$$.Map.Item.Value", "i.$": "$$.Map.Item.Index"},
        "ItemProcessor": {"StartAt": "W", "States": {
            "W": {"Type": "Wait", "Seconds": 10, "Next": "P"},
            "P": {"Type": "Pass", "Parameters": {"sum.$": "States.MathAdd($.n, $.i)"}, "End": true}}}}));
    let execution = run_with(&state, json!({"items": [5, 6, 7]}), |_| Answer::success(json!(null)));
    assert_eq!(execution.outcome, Ok(json!([{"sum": 5}, {"sum": 7}, {"sum": 9}])));
    assert_eq!(seconds(&execution), 20);
}

#[test]
fn a_map_of_nothing_gives_nothing() {
    let state = one(json!({"Type": "Map",
        "ItemProcessor": {"StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}}));
    assert_eq!(run(&state, json!([])), Ok(json!([])));
}

#[test]
fn a_distributed_map_reads_batches_and_tolerates() {
    let state = one(json!({"Type": "Map", "ToleratedFailureCount": 1,
        "ItemReader": {"Resource": "arn:aws:states:::s3:getObject", "Parameters": {"Bucket": "b", "Key": "k"}},
        "ItemBatcher": {"MaxItemsPerBatch": 2},
        "ResultWriter": {"Resource": "arn:aws:states:::s3:putObject", "Parameters": {"Bucket": "b"}},
        "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
            "StartAt": "T", "States": {"T": {"Type": "Task", "Resource": function("work"), "End": true}}}}));
    let mut batches = Vec::new();
    let tasks = |call: &Call| match call.resource.rsplit(':').next() {
        Some("getObject") => Answer::success(json!([1, 2, 3])),
        Some("putObject") => Answer::success(json!({"written": call.input["Body"]})),
        _ => {
            batches.push(call.input["Items"].clone());
            match call.input["Items"] == json!([3]) {
                true => Answer::failure("Own", "three"),
                false => Answer::success(json!("ok")),
            }
        }
    };
    let execution = run_with(&state, json!({}), tasks);
    let failed = json!({"Error": "Own", "Cause": "three"});
    assert_eq!(execution.outcome, Ok(json!({"written": ["ok", failed]})));
    assert_eq!(batches, [json!([1, 2]), json!([3])]);
}

#[test]
fn retries_back_off_and_are_caught_at_last() {
    let state = json!({"StartAt": "A", "States": {
        "A": {"Type": "Task", "Resource": function("work"),
            "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 3, "MaxAttempts": 3, "BackoffRate": 2, "MaxDelaySeconds": 10}],
            "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "B"}], "End": true},
        "B": {"Type": "Pass", "End": true}}});
    let mut counts = Vec::new();
    let execution = run_with(&state, json!({"a": 1}), |call| {
        counts.push(call.retry_count);
        Answer::failure("Busy", "later")
    });
    let error = json!({"Error": "Busy", "Cause": "later"});
    assert_eq!(execution.outcome, Ok(json!({"a": 1, "error": error})));
    assert_eq!(counts, [0, 1, 2, 3]);
    assert_eq!(seconds(&execution), 3 + 6 + 10);
}

#[test]
fn jitter_is_drawn_from_the_seed() {
    let state = one(json!({"Type": "Task", "Resource": function("work"),
        "Retry": [{"ErrorEquals": ["Busy"], "IntervalSeconds": 100, "MaxAttempts": 1, "JitterStrategy": "FULL"}]}));
    let once = || run_with(&state, json!({}), |_| Answer::failure("Busy", "")).end;
    assert_eq!(once(), once());
    assert!(once() - Start::default().time < 100_000);
}

#[test]
fn tasks_time_out() {
    let state = |heartbeat: Option<u64>| {
        let mut state = json!({"Type": "Task", "Resource": function("work"), "TimeoutSeconds": 60});
        if let Some(seconds) = heartbeat {
            state["HeartbeatSeconds"] = json!(seconds);
        }
        one(state)
    };
    let slow = |heartbeat| {
        move |_: &Call| Answer { after: 90_000, heartbeat, ..Answer::success(json!("late")) }
    };
    let late = run_with(&state(None), json!({}), slow(None));
    assert_eq!(late.outcome.as_ref().unwrap_err().error, "States.Timeout");
    assert_eq!(seconds(&late), 60);
    let silent = run_with(&state(Some(20)), json!({}), slow(None));
    assert_eq!(silent.outcome.as_ref().unwrap_err().error, "States.HeartbeatTimeout");
    assert_eq!(seconds(&silent), 20);
    let lively = run_with(&state(Some(20)), json!({}), slow(Some(10_000)));
    assert_eq!(lively.outcome.as_ref().unwrap_err().error, "States.Timeout");
}

#[test]
fn a_callback_carries_its_token() {
    let state = one(
        json!({"Type": "Task", "Resource": "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
        "Parameters": {"QueueUrl": "q", "MessageBody": {"token.$": "$$.Task.Token"}}}),
    );
    let execution = run_with(&state, json!({}), |call| {
        assert_eq!(call.input["MessageBody"]["token"], json!(call.token));
        assert!(call.token.is_some());
        Answer::success(json!("answered"))
    });
    assert_eq!(execution.outcome, Ok(json!("answered")));
    assert_eq!(
        kinds(&execution),
        [
            "ExecutionStarted",
            "TaskStateEntered",
            "TaskScheduled",
            "TaskStarted",
            "TaskSubmitted",
            "TaskSucceeded",
            "TaskStateExited",
            "ExecutionSucceeded"
        ]
    );
}

#[test]
fn variables_count_a_loop_and_stay_inside_branches() {
    let state = json!({"StartAt": "Set", "States": {
        "Set": {"Type": "Pass", "Assign": {"n": 0, "list.$": "$.list"}, "Next": "Count"},
        "Count": {"Type": "Pass", "Assign": {"n.$": "States.MathAdd($n, 1)"}, "Next": "Enough?"},
        "Enough?": {"Type": "Choice", "Choices": [{"Variable": "$n", "NumericLessThan": 3, "Next": "Count"}], "Default": "Both"},
        "Both": {"Type": "Parallel", "Branches": [
            {"StartAt": "In", "States": {"In": {"Type": "Pass", "Assign": {"own.$": "$n"}, "Next": "Out"},
                "Out": {"Type": "Pass", "Parameters": {"own.$": "$own", "first.$": "$list[0]"}, "End": true}}}],
            "End": true}}});
    assert_eq!(run(&state, json!({"list": [7]})), Ok(json!([{"own": 3, "first": 7}])));
}

#[test]
fn jsonata_runs_through_a_machine() {
    let state = json!({"QueryLanguage": "JSONata", "StartAt": "Call", "States": {
        "Call": {"Type": "Task", "Resource": function("price"),
            "Arguments": {"lines": "{% $states.input.lines %}"},
            "Assign": {"vat": "{% $states.result.vat %}"},
            "Output": {"net": "{% $sum($states.input.lines.(price * quantity)) %}"}, "Next": "Decide"},
        "Decide": {"Type": "Choice", "Choices": [
            {"Condition": "{% $states.input.net > 10 %}", "Next": "Gross", "Output": "{% $states.input.net %}"}],
            "Default": "Small"},
        "Gross": {"Type": "Pass", "Output": {"gross": "{% $states.input * (1 + $vat) %}",
            "parts": "{% $partition([1,2,3], 2) %}", "name": "{% $states.context.State.Name %}"}, "End": true},
        "Small": {"Type": "Fail", "Error": "TooSmall", "Cause": "{% 'only ' & $string($states.input.net) %}"}}});
    let priced = |input| run_with(&state, input, |_| Answer::success(json!({"vat": 0.5})));
    let much = priced(json!({"lines": [{"price": 6, "quantity": 2}, {"price": 4, "quantity": 2}]}));
    let output = json!({"gross": 30, "parts": [[1, 2], [3]], "name": "Gross"});
    assert_eq!(much.outcome, Ok(output));
    let little = priced(json!({"lines": [{"price": 2, "quantity": 2}]})).outcome.unwrap_err();
    assert_eq!((little.error.as_str(), little.cause.as_str()), ("TooSmall", "only 4"));
}

#[test]
fn a_failed_expression_can_be_caught() {
    let state = json!({"QueryLanguage": "JSONata", "StartAt": "A", "States": {
        "A": {"Type": "Task", "Resource": function("work"), "Arguments": "{% $states.input.nothing %}",
            "Catch": [{"ErrorEquals": ["States.QueryEvaluationError"], "Next": "B",
                "Output": {"error": "{% $states.errorOutput.Error %}"}}], "End": true},
        "B": {"Type": "Succeed"}}});
    assert_eq!(run(&state, json!({})), Ok(json!({"error": "States.QueryEvaluationError"})));
}

#[test]
fn endless_work_ends() {
    let state = json!({"StartAt": "A", "States": {
        "A": {"Type": "Pass", "Next": "B"},
        "B": {"Type": "Choice", "Choices": [{"Variable": "$.stop", "IsPresent": true, "Next": "C"}], "Default": "A"},
        "C": {"Type": "Succeed"}}});
    let execution = run_with(&state, json!({}), |_| Answer::success(json!(null)));
    assert_eq!(execution.outcome.as_ref().unwrap_err().error, "States.Runtime");
    assert_eq!(execution.events.len(), 25_000);
    assert_eq!(execution.events.last().unwrap().kind, "ExecutionFailed");
    let deeper = json!({"StartAt": "A", "States": {
        "A": {"Type": "Pass", "Parameters": {"a.$": "$", "b.$": "$"}, "Next": "B"},
        "B": {"Type": "Choice", "Choices": [{"Variable": "$.stop", "IsPresent": true, "Next": "C"}], "Default": "A"},
        "C": {"Type": "Succeed"}}});
    assert_eq!(run(&deeper, json!({})), Err("States.DataLimitExceeded".into()));
    let recursion = json!({"QueryLanguage": "JSONata", "StartAt": "A", "States": {
        "A": {"Type": "Pass", "Output": "{% ( $f := function($n) { 1 + $f($n) }; $f(1) ) %}", "End": true}}});
    assert_eq!(run(&recursion, json!({})), Err("States.QueryEvaluationError".into()));
}

#[test]
fn an_execution_times_out() {
    let state = json!({"TimeoutSeconds": 30, "StartAt": "A", "States": {
        "A": {"Type": "Wait", "Seconds": 60, "End": true}}});
    let execution = run_with(&state, json!({}), |_| Answer::success(json!(null)));
    assert_eq!(execution.events.last().unwrap().kind, "ExecutionTimedOut");
    assert_eq!(seconds(&execution), 30);
}

#[test]
fn the_transcoder_splits_polls_and_joins() {
    let definition: Json = serde_json::from_str(include_str!("runs/transcode.json")).unwrap();
    let transcode = |broken: bool| {
        let (mut started, mut polls) = (0, BTreeMap::<String, u32>::new());
        move |call: &Call| match call.resource.rsplit(':').next() {
            Some("split") => Answer::success(json!(["p0", "p1", "p2"])),
            Some("start") if call.retry_count == 0 && call.input["number"] == json!(1) => {
                Answer::failure("Busy", "no encoder is free")
            }
            Some("start") => {
                started += 1;
                Answer::success(json!({"id": format!("job{started}")}))
            }
            Some("poll") => {
                let count = polls.entry(call.input["id"].to_string()).or_default();
                *count += 1;
                let status = match (*count, broken) {
                    (2, true) => "ERROR",
                    (3, _) => "COMPLETE",
                    _ => "PROGRESSING",
                };
                Answer { after: 1_000, ..Answer::success(json!(status)) }
            }
            _ => {
                Answer::success(json!({"video": call.input["keys"], "title": call.input["title"]}))
            }
        }
    };
    let input = json!({"title": "Holiday", "format": "mp4"});
    let execution = run_with(&definition, input.clone(), transcode(false));
    let keys = json!(["job1/0.mp4", "job2/1.mp4", "job3/2.mp4"]);
    assert_eq!(execution.outcome, Ok(json!({"video": keys, "title": "Holiday"})));
    // Three polls of 31 seconds for the first, and then for the last part.
    assert_eq!(seconds(&execution), 186);
    insta::assert_snapshot!(
        execution
            .events
            .iter()
            .map(|event| {
                let time = (event.timestamp - Start::default().time) / 1000;
                let name = event
                    .details
                    .get("stateEnteredEventDetails")
                    .map_or("", |details| details["name"].as_str().unwrap_or(""));
                format!(
                    "{time:>4} {:>3} <- {:>3} {} {name}",
                    event.id, event.previous_event_id, event.kind
                )
                .trim_end()
                .to_owned()
            })
            .collect::<Vec<_>>()
            .join("\n")
    );
    let failed = run_with(&definition, input, transcode(true));
    assert_eq!(failed.outcome, Ok(json!({"failed": "TranscodeFailed"})));
}

fn jsonata(state: Json) -> Json {
    let mut machine = one(state);
    machine["QueryLanguage"] = json!("JSONata");
    machine
}

/// The error that a machine ends with, and its cause.
fn failure(machine: &Json, input: Json) -> (String, String) {
    let echo = |call: &Call| Answer::success(call.input.clone());
    let failure = run_with(machine, input, echo).outcome.unwrap_err();
    (failure.error, failure.cause)
}

#[test]
fn fields_of_the_wrong_type_are_caught_in_jsonata_alone() {
    let wrong = "{% $states.input.wrong %}";
    let task = |field: &str| {
        let mut task = json!({"Type": "Task", "Resource": function("work")});
        task[field] = json!(wrong);
        task
    };
    let items = json!({"Type": "Map", "Items": wrong, "ItemProcessor": {"StartAt": "P",
        "States": {"P": {"Type": "Pass", "End": true}}}});
    let mut width = items.clone();
    width["Items"] = json!([1]);
    width["MaxConcurrency"] = json!(wrong);
    for mut state in [task("TimeoutSeconds"), task("HeartbeatSeconds"), items, width] {
        let input = json!({"wrong": "soon"});
        let machine = jsonata(state.clone());
        assert_eq!(failure(&machine, input.clone()).0, "States.QueryEvaluationError", "{state}");
        state["Catch"] = json!([{"ErrorEquals": ["States.QueryEvaluationError"], "Next": "R"}]);
        let mut machine = jsonata(state);
        machine["States"]["R"] = json!({"Type": "Pass", "Output": "caught", "End": true});
        assert_eq!(run(&machine, input), Ok(json!("caught")));
    }
    for state in [
        json!({"Type": "Wait", "Seconds": wrong}),
        json!({"Type": "Wait", "Timestamp": wrong}),
        json!({"Type": "Fail", "Error": wrong}),
        json!({"Type": "Fail", "Cause": wrong}),
    ] {
        let input = json!({"wrong": [1]});
        assert_eq!(failure(&jsonata(state), input).0, "States.QueryEvaluationError");
    }
}

#[test]
fn path_fields_that_find_nothing_are_never_caught() {
    let catch = json!([{"ErrorEquals": ["States.ALL"], "Next": "R"}]);
    let map = |field: &str| {
        let mut map = json!({"Type": "Map", "ItemProcessor": {"StartAt": "P",
            "States": {"P": {"Type": "Pass", "End": true}}}});
        map[field] = json!("$.nope");
        map
    };
    let task = |field: &str| {
        let mut task = json!({"Type": "Task", "Resource": function("work")});
        task[field] = json!("$.nope");
        task
    };
    let states = [
        map("ItemsPath"),
        map("MaxConcurrencyPath"),
        task("TimeoutSecondsPath"),
        task("HeartbeatSecondsPath"),
        task("InputPath"),
    ];
    for mut state in states {
        state["Catch"] = catch.clone();
        let mut machine = one(state.clone());
        machine["States"]["R"] = json!({"Type": "Succeed"});
        let (error, cause) = failure(&machine, json!([1]));
        assert_eq!(error, "States.Runtime", "{state}");
        assert!(cause.contains("of the state `A`: the path `$.nope` finds nothing"), "{cause}");
    }
    for state in [
        json!({"Type": "Fail", "ErrorPath": "$.nope"}),
        json!({"Type": "Wait", "SecondsPath": "$.nope"}),
        json!({"Type": "Wait", "TimestampPath": "$.nope"}),
        json!({"Type": "Fail", "CausePath": "$.nope"}),
    ] {
        assert_eq!(failure(&one(state), json!({})).0, "States.Runtime");
    }
    let argument = one(json!({"Type": "Pass", "Parameters": {"a": {"b.$": "$.nope"}}}));
    let (error, cause) = failure(&argument, json!({}));
    assert_eq!(error, "States.ParameterPathFailure");
    assert!(cause.starts_with("`Parameters.a.b` of the state `A`"), "{cause}");
}

#[test]
fn quantities_may_have_fractions_and_be_texts() {
    let map = |field: &str, value: Json| {
        let mut map = json!({"Type": "Map", "ItemsPath": "$.items", "ItemProcessor": {
            "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"}, "StartAt": "C",
            "States": {"C": {"Type": "Choice", "Default": "F", "Choices": [
                {"Variable": "$", "NumericGreaterThan": 1, "Next": "S"}]},
                "S": {"Type": "Succeed"}, "F": {"Type": "Fail", "Error": "Small"}}}});
        map[field] = value;
        run(&one(map), json!({"items": [1, 2, 3], "width": "2", "share": "33.4"}))
    };
    let threshold = Err("States.ExceedToleratedFailureThreshold".to_owned());
    assert!(map("ToleratedFailurePercentage", json!(33.4)).is_ok());
    assert_eq!(map("ToleratedFailurePercentage", json!(33.2)), threshold);
    assert!(map("ToleratedFailurePercentagePath", json!("$.share")).is_ok());
    assert!(map("ToleratedFailureCountPath", json!("$.width")).is_ok());
    let wait = one(json!({"Type": "Wait", "SecondsPath": "$.n"}));
    assert!(run(&wait, json!({"n": "3"})).is_ok());
    assert_eq!(run(&wait, json!({"n": "three"})), Err("States.Runtime".to_owned()));
}

#[test]
fn intrinsics_work_as_javas() {
    let call = |call: &str| {
        let pass = json!({"Type": "Pass", "Parameters": {"v.$": call}});
        run(&one(pass), json!({"o": {"Arg1": 1, "Arg2": [], "t": ["x", null]}}))
            .map(|v| v["v"].clone())
    };
    assert_eq!(call("States.MathAdd(-1.5, 0)"), Ok(json!(-1)));
    assert_eq!(call("States.MathAdd(-0.5, 0)"), Ok(json!(0)));
    assert_eq!(call("States.MathAdd(2.5, 0)"), Ok(json!(3)));
    assert_eq!(call("States.StringToJson('')"), Ok(json!(null)));
    assert_eq!(call("States.StringToJson(' ')"), Ok(json!(null)));
    assert_eq!(call("States.Format('{}', $.o)"), Ok(json!("{Arg1=1, Arg2=[], t=[x, null]}")));
    let range = jsonata(
        json!({"Type": "Pass", "Output": "{% {'a': $range(1, 1, 1), 'b': $range(1, 2, 1)} %}"}),
    );
    assert_eq!(run(&range, json!({})), Ok(json!({"a": 1, "b": [1, 2]})));
}

#[test]
fn an_execution_that_takes_too_long_has_timed_out() {
    use amazon_states_language::definition::ExecutionType;
    use amazon_states_language::run::Status;
    let mut machine = one(json!({"Type": "Wait", "Seconds": 10}));
    machine["TimeoutSeconds"] = json!(5);
    let none = |_: &Call| Answer::success(json!(null));
    let execution = run_with(&machine, json!({}), none);
    assert_eq!(execution.status, Status::TimedOut);
    assert_eq!(kinds(&execution).last(), Some(&"ExecutionTimedOut"));
    let slow = one(json!({"Type": "Task", "Resource": function("work"), "TimeoutSeconds": 1}));
    let late = |_: &Call| Answer { after: 5_000, ..Answer::success(json!(null)) };
    let mut machine = slow;
    machine["TimeoutSeconds"] = json!(60);
    let execution = run_with(&machine, json!({}), late);
    assert_eq!(execution.status, Status::Failed, "the task timed out, not the execution");
    let wait = one(json!({"Type": "Wait", "Seconds": 301})).to_string();
    let start = Start { execution_type: ExecutionType::Express, ..Start::default() };
    let mut none = |_: &Call| Answer::success(json!(null));
    let machine = Definition::parse(&wait).unwrap().machine;
    let execution = Execution::run(&machine, json!({}), &start, &mut none);
    assert_eq!(
        execution.status,
        Status::TimedOut,
        "an express execution takes five minutes at most"
    );
}

#[test]
fn the_history_has_a_maps_failure_once_and_what_is_assigned() {
    let map = one(json!({"Type": "Map", "Retry": [{"ErrorEquals": ["X"], "MaxAttempts": 2}],
        "ItemProcessor": {"StartAt": "P", "States": {"P": {"Type": "Fail", "Error": "X"}}}}));
    let none = |_: &Call| Answer::success(json!(null));
    let execution = run_with(&map, json!([1]), none);
    let count = |kind: &str| kinds(&execution).iter().filter(|found| **found == kind).count();
    assert_eq!((count("MapStateStarted"), count("MapStateFailed")), (3, 1));
    let parallel =
        one(json!({"Type": "Parallel", "Retry": [{"ErrorEquals": ["X"], "MaxAttempts": 1}],
        "Branches": [{"StartAt": "P", "States": {"P": {"Type": "Fail", "Error": "X"}}}]}));
    let execution = run_with(&parallel, json!({}), none);
    let count = |kind: &str| kinds(&execution).iter().filter(|found| **found == kind).count();
    assert_eq!((count("ParallelStateStarted"), count("ParallelStateFailed")), (2, 1));
    let pass = one(json!({"Type": "Pass", "Assign": {"n": 1, "t": "x"}}));
    let execution = run_with(&pass, json!({}), none);
    let exited = execution.events.iter().find(|event| event.kind == "PassStateExited").unwrap();
    let details = &exited.details["stateExitedEventDetails"];
    assert_eq!(details["assignedVariables"], json!({"n": "1", "t": "\"x\""}));
    let failed = jsonata(json!({"Type": "Pass", "Output": {"a": "{% $states.input.nope %}"}}));
    let execution = run_with(&failed, json!({}), none);
    let event = execution.events.iter().find(|event| event.kind == "EvaluationFailed").unwrap();
    let details = &event.details["evaluationFailedEventDetails"];
    assert_eq!((&details["state"], &details["location"]), (&json!("A"), &json!("Output")));
}

#[test]
fn a_task_without_an_answer_ends_the_run_whatever_is_caught() {
    let missing = |_: &Call| Answer::none("NoAnswer", "none");
    let mut task = json!({"Type": "Task", "Resource": function("work"), "Next": "R",
        "Retry": [{"ErrorEquals": ["States.ALL"]}],
        "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "R"}]});
    let machine = json!({"StartAt": "A", "States": {"A": task, "R": {"Type": "Succeed"}}});
    let execution = run_with(&machine, json!({}), missing);
    assert_eq!(execution.outcome.map_err(|failure| failure.error), Err("NoAnswer".to_owned()));
    task = json!({"Type": "Task", "Resource": function("work"), "End": true});
    let map = one(json!({"Type": "Map", "ToleratedFailurePercentage": 100, "ItemProcessor": {
        "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
        "StartAt": "T", "States": {"T": task}}}));
    let execution = run_with(&map, json!([1, 2]), missing);
    assert_eq!(execution.outcome.map_err(|failure| failure.error), Err("NoAnswer".to_owned()));
}

#[test]
fn a_reader_reads_what_its_configuration_says() {
    let read = |config: Json, answer: Json| {
        let map = one(json!({"Type": "Map", "ItemReader": {
            "Resource": "arn:aws:states:::s3:getObject", "ReaderConfig": config,
            "Parameters": {"Bucket": "b", "Key": "k"}}, "ItemProcessor": {
            "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
            "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}}));
        let execution = run_with(&map, json!({"most": 1}), |_| Answer::success(answer.clone()));
        execution.outcome.map_err(|failure| failure.error)
    };
    let pointer = json!({"InputType": "JSON", "ItemsPointer": "/a/b"});
    let items = Ok(json!([1, 2]));
    assert_eq!(read(pointer.clone(), json!({"a": {"b": [1, 2]}})), items);
    assert_eq!(read(pointer.clone(), json!("{\"a\": {\"b\": [1, 2]}}")), items);
    assert_eq!(read(pointer.clone(), json!({"Body": "{\"a\": {\"b\": [1, 2]}}"})), items);
    assert_eq!(read(pointer, json!({"a": 1})), Err("States.ItemReaderFailed".to_owned()));
    let rows = Ok(json!([{"n": "1", "t": "x, y"}, {"n": "2", "t": "z"}]));
    let first = json!({"InputType": "CSV", "CSVHeaderLocation": "FIRST_ROW"});
    assert_eq!(read(first, json!("n,t\n1,\"x, y\"\n2,z\n")), rows);
    let given = json!({"InputType": "CSV", "CSVHeaderLocation": "GIVEN", "CSVHeaders": ["n", "t"],
        "CSVDelimiter": "PIPE"});
    assert_eq!(read(given, json!("1|x, y\n2|z")), rows);
    let lines = json!({"InputType": "JSONL", "MaxItemsPath": "$.most"});
    assert_eq!(read(lines.clone(), json!("{\"a\": 1}\n\n{\"a\": 2}\n")), Ok(json!([{"a": 1}])));
    assert_eq!(read(lines, json!("{")), Err("States.ItemReaderFailed".to_owned()));
}

#[test]
fn a_run_records_its_path_through_the_states() {
    use amazon_states_language::run::Exit;
    let machine = json!({"StartAt": "C", "States": {
        "C": {"Type": "Choice", "Default": "T", "Choices": [
            {"Variable": "$.a", "IsPresent": true, "Next": "T"}]},
        "T": {"Type": "Task", "Resource": function("work"), "End": true,
            "Catch": [{"ErrorEquals": ["States.ALL"], "Next": "R"}]},
        "R": {"Type": "Fail", "Error": "X"}}});
    let way = |input: Json, fails: bool| {
        let tasks = |_: &Call| match fails {
            true => Answer::failure("E", ""),
            false => Answer::success(json!(1)),
        };
        let visits = run_with(&machine, input, tasks).visits;
        visits.into_iter().map(|visit| (visit.state, visit.exit.unwrap())).collect::<Vec<_>>()
    };
    let step = |state: &str, exit| (state.to_owned(), exit);
    assert_eq!(way(json!({"a": 1}), false), [step("C", Exit::Rule(0)), step("T", Exit::Done)]);
    let caught = [step("C", Exit::Default), step("T", Exit::Catcher(0)), step("R", Exit::Failed)];
    assert_eq!(way(json!({}), true), caught);
}
