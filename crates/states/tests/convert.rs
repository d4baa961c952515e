//! The converter from JSONPath to JSONata: both machines take the same path to the same output.

use amazon_states_language::Definition;
use amazon_states_language::convert::{Checks, to_jsonata};
use amazon_states_language::run::{Answer, Call, Execution, Start};
use serde_json::{Value as Json, json};

fn parsed(document: &Json) -> Definition {
    Definition::parse(&document.to_string()).unwrap_or_else(|faults| {
        let messages: Vec<_> = faults.0.iter().map(|fault| fault.message.clone()).collect();
        panic!("{messages:?}\n{document:#}")
    })
}

fn converted(document: &Json, checks: Checks) -> Json {
    to_jsonata(&parsed(document), checks).unwrap_or_else(|faults| {
        let messages: Vec<_> = faults.iter().map(|fault| fault.message.clone()).collect();
        panic!("{messages:?}")
    })
}

/// The names of the states that a run enters, and its output or whether it failed.
fn run(document: &Json, input: &Json, answer: &Answer) -> (Vec<String>, Option<Json>) {
    let mut tasks = |_: &Call| answer.clone();
    let machine = parsed(document).machine;
    let run = Execution::run(&machine, input.clone(), &Start::default(), &mut tasks);
    (run.visits.into_iter().map(|visit| visit.state).collect(), run.outcome.ok())
}

/// Asserts that both machines do the same with every input.
fn agree(document: &Json, inputs: &[Json], answer: &Answer) {
    let converted = converted(document, Checks::Keep);
    assert_eq!(converted["QueryLanguage"], "JSONata");
    for input in inputs {
        let (expected, found) = (run(document, input, answer), run(&converted, input, answer));
        assert_eq!(expected, found, "{input}\n{converted:#}");
    }
}

fn one(state: Json) -> Json {
    let mut state = state;
    if !matches!(state["Type"].as_str(), Some("Succeed" | "Fail" | "Choice")) {
        state["End"] = json!(true);
    }
    json!({"StartAt": "A", "States": {"A": state}})
}

/// A machine with one `Pass` state that gives `value` on.
fn pass(value: Json) -> Json {
    one(json!({"Type": "Pass", "Parameters": value}))
}

const WORK: &str = "arn:aws:lambda:eu-central-1:123456789012:function:work";

#[test]
fn expressions_are_those_that_an_author_would_write() {
    let document = json!({"Comment": "c", "StartAt": "A", "States": {
        "A": {"Type": "Task", "Resource": WORK, "Parameters": {"id.$": "$.order.id", "n": 1},
            "ResultSelector": {"status.$": "$.status"}, "ResultPath": "$.job",
            "Retry": [{"ErrorEquals": ["States.ParameterPathFailure"]}],
            "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.error", "Next": "B"}],
            "Next": "C"},
        "C": {"Type": "Choice", "Default": "B", "Choices": [
            {"Variable": "$.job.status", "StringEquals": "DONE", "Next": "B"}]},
        "B": {"Type": "Pass", "Parameters": {"text.$": "States.Format('{}!', $$.State.Name)"},
            "End": true}}});
    let expected = json!({"Comment": "c", "QueryLanguage": "JSONata", "StartAt": "A", "States": {
        "A": {"Type": "Task", "Resource": WORK,
            "Retry": [{"ErrorEquals": ["States.QueryEvaluationError"]}],
            "Catch": [{"ErrorEquals": ["States.ALL"],
                "Output": "{% $merge([$states.input, { 'error': $states.errorOutput }]) %}",
                "Next": "B"}],
            "Arguments": {"id": "{% $states.input.order.id %}", "n": 1},
            "Output": "{% $merge([$states.input, { 'job': { 'status': $states.result.status } }]) %}",
            "Next": "C"},
        "C": {"Type": "Choice", "Choices": [
            {"Condition": "{% $states.input.job.status = 'DONE' %}", "Next": "B"}], "Default": "B"},
        "B": {"Type": "Pass", "Output": {"text": "{% $states.context.State.Name & '!' %}"},
            "End": true}}});
    let found = converted(&document, Checks::Omit);
    assert_eq!(found, expected, "{found:#}");
    let checked = converted(&document, Checks::Keep);
    assert_eq!(
        checked["States"]["C"]["Choices"][0]["Condition"],
        "{% ($exists($states.input.job.status) ? $states.input.job.status : \
         $error('no value at input.job.status')) = 'DONE' %}"
    );
}

#[test]
fn paths_select_the_same() {
    let input = json!({
        "a": {"b-c": [1], "in": null}, "list": [{"n": 1, "t": "x"}, {"n": 2}, {"t": "y"}],
        "one": [{"n": 7}], "none": [], "x": {"y": {"n": 5}}, "nested": [[1, 2], [3]]});
    for path in [
        "$",
        "$.a",
        "$.a['b-c']",
        "$.a['b-c'][0]",
        "$.a.in",
        "$.list",
        "$.list[1]",
        "$.list[-1].t",
        "$.one",
        "$.none",
        "$.nested",
        "$.nested[0]",
        "$.nested[0][1]",
        "$.list[*]",
        "$.list[*].n",
        "$.one[*].n",
        "$.none[*].n",
        "$.x.*",
        "$.list[0,2]",
        "$.list[1:]",
        "$.list[:-1]",
        "$.list[-2:]",
        "$.list[0:2].n",
        "$.list[::2]",
        "$..n",
        "$.a['in','b-c']",
        "$.list[?(@.n)]",
        "$.list[?(@.n > 1)]",
        "$.list[?(@.n > 1 || @.t == 'x')].n",
        "$.list[?(!(@.t))]",
        "$.list[?(@.t in ['x','z'])]",
        "$.list[?(@.n == $.x.y.n)]",
        "$.missing",
        "$.a.b.c",
        "$$.State.Name",
        "$$.Execution.Input.x",
    ] {
        agree(
            &pass(json!({"v.$": path})),
            std::slice::from_ref(&input),
            &Answer::success(json!(1)),
        );
    }
    for path in ["$.x", "$.list[0]", "$.missing", "$$.Execution.Input.x"] {
        for field in ["InputPath", "OutputPath"] {
            let state = one(json!({"Type": "Pass", field: path}));
            agree(&state, std::slice::from_ref(&input), &Answer::success(json!(1)));
        }
    }
}

#[test]
fn intrinsic_functions_give_the_same() {
    let input = json!({"a": "x", "n": 3, "list": [1, 2, 2], "o": {"k": [true]}, "json": "{\"z\": 1}",
        "csv": "a,b;;c", "it": "it's \"so\"", "one": [5]});
    for call in [
        "States.Format('{} and \\'{}\\', \\{no\\}', $.a, $.n)",
        "States.Format('{}', $.n)",
        "States.Format('plain')",
        "States.Format('{}{}', $.missing, $.a)",
        "States.Format('{}', $.it)",
        "States.StringToJson($.json)",
        "States.JsonToString($.o)",
        "States.JsonToString($.it)",
        "States.JsonToString($)",
        "States.Array($.list, 1, $.a, States.Array($.one))",
        "States.Array()",
        "States.JsonToString(States.Array($.list, $.a, $.one, null))",
        "States.ArrayPartition($.list, 2)",
        "States.ArrayContains($.list, 2)",
        "States.ArrayContains($.list, 9)",
        "States.ArrayRange(1, 9, 3)",
        "States.ArrayRange(1, 1, 3)",
        "States.ArrayGetItem($.list, 1)",
        "States.ArrayGetItem($.list, $.n)",
        "States.ArrayLength($.list)",
        "States.ArrayLength($.missing)",
        "States.ArrayUnique($.list)",
        "States.ArrayUnique($.one)",
        "States.Base64Encode($.a)",
        "States.Base64Decode('eA==')",
        "States.Hash($.a, 'SHA-256')",
        "States.Hash($.o, 'MD5')",
        "States.JsonMerge($.o, $, false)",
        "States.MathAdd($.n, -1)",
        "States.MathAdd($.a, 1)",
        "States.StringSplit($.csv, ',')",
        "States.StringSplit($.csv, ',;')",
        "States.StringSplit('', ',')",
        "States.ArrayGetItem(States.StringSplit($.csv, ','), 1)",
        "States.ArrayLength(States.Array($.list, $.list))",
    ] {
        agree(
            &pass(json!({"v.$": call})),
            std::slice::from_ref(&input),
            &Answer::success(json!(1)),
        );
    }
}

#[test]
fn comparisons_choose_the_same() {
    let values = [
        json!("b"),
        json!("B"),
        json!(""),
        json!(2),
        json!(2.5),
        json!(true),
        json!(null),
        json!([1]),
        json!("2020-01-01T00:00:00Z"),
        json!("2020-01-01T01:00:00+01:00"),
        json!("a*b/c"),
        json!({}),
    ];
    let mut inputs: Vec<Json> = vec![json!({}), json!({"w": "b"})];
    inputs.extend(values.iter().map(|v| json!({"v": v})));
    let mut pairs = Vec::new();
    for v in &values {
        pairs.extend(values.iter().map(|w| json!({"v": v, "w": w})));
    }
    let tests = [
        json!({"StringEquals": "b"}),
        json!({"StringLessThan": "b"}),
        json!({"StringGreaterThanEquals": "b"}),
        json!({"StringMatches": "a\\*b/*"}),
        json!({"StringMatches": "*"}),
        json!({"StringMatches": "b"}),
        json!({"NumericEquals": 2}),
        json!({"NumericLessThanEquals": 2}),
        json!({"NumericGreaterThan": 2}),
        json!({"BooleanEquals": true}),
        json!({"TimestampEquals": "2020-01-01T00:00:00Z"}),
        json!({"TimestampGreaterThan": "2019-01-01T00:00:00Z"}),
        json!({"IsNull": true}),
        json!({"IsNull": false}),
        json!({"IsPresent": true}),
        json!({"IsPresent": false}),
        json!({"IsString": true}),
        json!({"IsNumeric": false}),
        json!({"IsBoolean": true}),
        json!({"IsTimestamp": true}),
        json!({"StringEqualsPath": "$.w"}),
        json!({"StringLessThanPath": "$.w"}),
        json!({"NumericEqualsPath": "$.w"}),
        json!({"NumericLessThanPath": "$.w"}),
        json!({"BooleanEqualsPath": "$.w"}),
        json!({"TimestampLessThanEqualsPath": "$.w"}),
    ];
    let choice = |rule: &Json| {
        let mut rule = rule.clone();
        rule["Next"] = json!("Y");
        json!({"StartAt": "C", "States": {
            "C": {"Type": "Choice", "Choices": [rule], "Default": "N"},
            "Y": {"Type": "Succeed"}, "N": {"Type": "Succeed"}}})
    };
    for mut test in tests {
        let inputs = if test.to_string().contains("$.w") { &pairs } else { &inputs };
        test["Variable"] = json!("$.v");
        agree(&choice(&test), inputs, &Answer::success(json!(1)));
        let inputs = &inputs[..inputs.len().min(14)];
        agree(&choice(&json!({"Not": test})), inputs, &Answer::success(json!(1)));
        let guarded = json!({"And": [{"Variable": "$.v", "IsPresent": true}, test]});
        agree(&choice(&guarded), inputs, &Answer::success(json!(1)));
        let guarded = json!({"Or": [{"Not": {"Variable": "$.v", "IsPresent": true}}, test]});
        agree(&choice(&guarded), inputs, &Answer::success(json!(1)));
        let present = converted(&choice(&guarded), Checks::Keep);
        let condition = present["States"]["C"]["Choices"][0]["Condition"].to_string();
        assert!(!condition.contains("$error('no value at input.v')"), "{condition}");
    }
}

#[test]
fn data_flows_the_same() {
    let answer = Answer::success(json!({"status": "OK", "items": [1, 2]}));
    let inputs =
        [json!({"a": {"b": 1}, "n": 2, "keep": [0]}), json!({}), json!({"a": 3}), json!({"a": {}})];
    let selector = json!({"s.$": "$.status", "first.$": "$.items[0]", "literal": "{% no %}"});
    for result_path in [json!("$"), json!("$.x"), json!("$.a.x"), Json::Null] {
        for output_path in [json!("$"), json!("$.x"), json!("$.x.s"), json!("$.a"), Json::Null] {
            for input_path in [json!("$"), json!("$.a"), Json::Null] {
                // The converted state leaves out a merge whose result `OutputPath` drops.
                let is_dropped =
                    result_path == "$.a.x" && !["$", "$.a"].map(Json::from).contains(&output_path);
                let inputs = &inputs[..if is_dropped { 2 } else { inputs.len() }];
                let fields = json!({"InputPath": input_path, "ResultPath": result_path,
                    "OutputPath": output_path});
                let with = |more: Json| {
                    let mut state = fields.clone();
                    for (name, value) in more.as_object().unwrap() {
                        state[name] = value.clone();
                    }
                    one(state)
                };
                let task = json!({"Type": "Task", "Resource": WORK});
                agree(&with(task.clone()), inputs, &answer);
                let mut selected = task;
                selected["ResultSelector"] = selector.clone();
                selected["Assign"] = json!({"v.$": "$.s"});
                agree(&with(selected), inputs, &answer);
                let inputs = &inputs[..if input_path == "$.a" { 1 } else { inputs.len() }];
                agree(&with(json!({"Type": "Pass", "Result": {"s": "{% x %}"}})), inputs, &answer);
                agree(&with(json!({"Type": "Pass", "Parameters": {"s.$": "$"}})), inputs, &answer);
            }
        }
    }
}

#[test]
fn maps_branches_catchers_and_variables_do_the_same() {
    let machine = json!({"StartAt": "P", "States": {
        "P": {"Type": "Pass", "Assign": {"base.$": "$.base"}, "Next": "M"},
        "M": {"Type": "Map", "InputPath": "$.data", "ItemsPath": "$.list", "MaxConcurrencyPath": "$.width",
            "Parameters": {"i.$": "$$.Map.Item.Value", "at.$": "$$.Map.Item.Index", "of.$": "$.name"},
            "Iterator": {"StartAt": "I", "States": {"I": {"Type": "Pass",
                "Parameters": {"sum.$": "States.MathAdd($.i, $base)", "of.$": "$.of"}, "End": true}}},
            "ResultPath": "$.mapped", "Next": "B"},
        "B": {"Type": "Parallel", "Parameters": {"m.$": "$.mapped"}, "Branches": [
                {"StartAt": "X", "States": {"X": {"Type": "Pass", "OutputPath": "$.m[0]", "End": true}}},
                {"StartAt": "Y", "States": {"Y": {"Type": "Task", "Resource": WORK, "End": true}}}],
            "Catch": [{"ErrorEquals": ["States.ALL"], "ResultPath": "$.failed.error",
                "Assign": {"why.$": "$.Error"}, "Next": "R"}],
            "ResultSelector": {"x.$": "$[0]", "y.$": "$[1]"}, "Next": "W"},
        "W": {"Type": "Wait", "SecondsPath": "$.y", "Next": "S"},
        "S": {"Type": "Succeed", "OutputPath": "$.x"},
        "R": {"Type": "Pass", "Parameters": {"why.$": "$why", "e.$": "$.failed.error.Cause"}, "End": true}}});
    let inputs = [
        json!({"base": 10, "data": {"list": [1, 2], "width": "1", "name": "n"}}),
        json!({"base": 10, "data": {"list": [[]], "width": 2, "name": "n"}}),
        json!({"base": "no", "data": {"list": [1], "width": 2, "name": "n"}}),
        json!({"base": 10, "data": {"list": 5, "width": 2, "name": "n"}}),
    ];
    agree(&machine, &inputs, &Answer::success(json!("7")));
    agree(&machine, &inputs, &Answer::failure("Broken", "why"));
    let distributed = json!({"Type": "Map", "Label": "l",
        "ItemReader": {"Resource": "arn:aws:states:::s3:getObject",
            "ReaderConfig": {"InputType": "JSON", "MaxItemsPath": "$.most"},
            "Parameters": {"Bucket.$": "$.bucket", "Key": "k"}},
        "ItemBatcher": {"MaxItemsPerBatchPath": "$.most", "BatchInput": {"b.$": "$.bucket"}},
        "ToleratedFailurePercentagePath": "$.percent",
        "ItemProcessor": {"ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS"},
            "StartAt": "I", "States": {"I": {"Type": "Pass", "End": true}}}});
    let input = json!({"most": 2, "bucket": "b", "percent": 5.5});
    agree(&one(distributed), &[input], &Answer::success(json!([1, 2, 3])));
    for input in [json!({"e": "E", "c": "why"}), json!({})] {
        agree(
            &one(json!({"Type": "Fail", "ErrorPath": "$.e", "Cause": "c"})),
            &[input],
            &Answer::success(json!(1)),
        );
    }
}

#[test]
fn states_in_jsonata_stay_and_refusals_name_the_construct() {
    let state =
        json!({"Type": "Pass", "QueryLanguage": "JSONata", "Output": "{% 1 %}", "End": true});
    let found = converted(&one(state), Checks::Keep);
    assert_eq!(found["States"]["A"], json!({"Type": "Pass", "Output": "{% 1 %}", "End": true}));
    for (state, construct) in [
        (
            json!({"Type": "Pass", "Parameters": {"a.$": "$.a[*][1:]"}}),
            "a slice after a list in the path `$.a[*][1:]`",
        ),
        (
            json!({"Type": "Pass", "Parameters": {"a.$": "States.Format($.f, 1)"}}),
            "`States.Format` with a template",
        ),
        (
            json!({"Type": "Pass", "Result": 1, "ResultPath": "$.a[0]"}),
            "an index in the `ResultPath` `$.a[0]`",
        ),
        (
            json!({"Type": "Pass", "InputPath": "$.${x}"}),
            "the path `$.${x}`, which has a placeholder",
        ),
    ] {
        let faults = to_jsonata(&parsed(&one(state)), Checks::Keep).unwrap_err();
        let fault = faults.first().unwrap();
        assert!(fault.message.contains(construct), "{}", fault.message);
        assert_eq!(fault.code, "states::not_convertible");
    }
}
