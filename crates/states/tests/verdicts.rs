//! The verdicts on the definitions in `tests/definitions`.

use std::fmt::Write;
use std::path::Path;

use amazon_states_language::{Definition, Fault, Faults};

fn definitions(folder: &str) -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/definitions").join(folder);
    let mut found: Vec<_> = std::fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .map(|path| {
            let name = path.file_stem().unwrap().to_string_lossy().into_owned();
            (name, std::fs::read_to_string(&path).unwrap())
        })
        .collect();
    found.sort();
    assert!(!found.is_empty());
    found
}

fn report(faults: &[Fault]) -> String {
    let mut text = String::new();
    for fault in faults {
        let kind = if fault.warning { "warning" } else { "error" };
        let help = fault.help.as_deref().unwrap_or_default();
        let (place, code, message) = (fault.location, fault.code, &fault.message);
        writeln!(text, "  {place} {kind} {code}: {message}").unwrap();
        writeln!(text, "    {}: {help}", fault.label).unwrap();
    }
    text
}

#[test]
fn what_the_specification_allows_is_accepted() {
    for (name, text) in definitions("valid") {
        match Definition::parse(&text) {
            Ok(definition) => assert!(definition.warnings.is_empty(), "{name}"),
            Err(faults) => panic!("{name}:\n{}", report(&faults.0)),
        }
    }
}

#[test]
fn what_it_forbids_is_rejected_with_place_and_help() {
    let mut all = String::new();
    for (name, text) in definitions("faulty") {
        let Faults(faults) = Definition::parse(&text).expect_err(&name);
        assert!(faults.iter().all(|fault| fault.help.is_some()), "{name}");
        write!(all, "{name}\n{}", report(&faults)).unwrap();
    }
    insta::assert_snapshot!(all);
}

#[test]
fn yaml_says_the_same_as_json() {
    let yaml = "StartAt: A\nStates:\n  A:\n    Type: Pass\n    Next: Bee\n  B: { Type: Succeed }\n";
    let Faults(faults) = Definition::parse(yaml).unwrap_err();
    let places: Vec<_> =
        faults.iter().map(|f| (f.code, f.location.line, f.location.column)).collect();
    let expected = [("states::dangling_transition", 5, 11), ("states::unreachable_state", 6, 3)];
    assert_eq!(places, expected);
}

#[test]
fn a_path_is_faulted_where_it_breaks() {
    let text = r#"{"StartAt": "A", "States": {"A": {"Type": "Pass", "InputPath": "$.a..[?(@.b=1)]", "End": true}}}"#;
    let Faults(faults) = Definition::parse(text).unwrap_err();
    let offset = faults[0].span.offset();
    assert_eq!((faults[0].code, &text[offset..=offset]), ("states::path", "="));
}

#[test]
fn a_choice_that_may_fall_through_is_warned_of() {
    let choice = |rules: &str| {
        let text = format!(
            r#"{{"StartAt": "A", "States": {{
                "A": {{"Type": "Choice", "Choices": [{rules}]}}, "B": {{"Type": "Succeed"}}}}}}"#
        );
        let warnings = Definition::parse(&text).unwrap().warnings;
        warnings.into_iter().map(|fault| fault.code).collect::<Vec<_>>()
    };
    let is = |value| format!(r#"{{"Variable": "$.a", "BooleanEquals": {value}, "Next": "B"}}"#);
    assert_eq!(choice(&is(true)), ["states::fall_through"]);
    assert!(choice(&format!("{}, {}", is(true), is(false))).is_empty());
    let not = r#"{"Not": {"Variable": "$.a", "BooleanEquals": true}, "Next": "B"}"#;
    assert!(choice(&format!("{}, {not}", is(true))).is_empty());
}

#[test]
fn hostile_texts_are_refused() {
    let deep = "[".repeat(100_000);
    assert!(Definition::parse(&deep).is_err());
    let mut laughs = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
    for level in 1..12 {
        let last = level - 1;
        let items = vec![format!("*a{last}"); 10].join(", ");
        laughs.push_str(&format!("a{level}: &a{level} [{items}]\n"));
    }
    let Faults(faults) = Definition::parse(&laughs).unwrap_err();
    assert!(faults[0].message.contains("more than 250000 values"), "{}", faults[0].message);
}

#[test]
fn executions_of_type_express_wait_for_nothing() {
    use amazon_states_language::definition::ExecutionType;
    let callback = include_str!("definitions/valid/callback.json");
    let definition = Definition::parse(callback).unwrap();
    assert!(definition.faults_as(ExecutionType::Standard).is_empty());
    let faults = definition.faults_as(ExecutionType::Express);
    assert!(!faults.is_empty() && faults.iter().all(|fault| fault.code == "states::express"));
    let map = r#"{ "StartAt": "M", "States": { "M": { "Type": "Map", "End": true, "ItemProcessor": {
        "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "EXPRESS" }, "StartAt": "T",
        "States": { "T": { "Type": "Task", "End": true,
            "Resource": "arn:aws:states:::glue:startJobRun.sync",
            "Parameters": { "JobName": "job" } } } } } } }"#;
    let Faults(faults) = Definition::parse(map).unwrap_err();
    assert_eq!(faults.iter().map(|fault| fault.code).collect::<Vec<_>>(), ["states::express"]);
}

/// The codes of what is wrong with a definition, warnings with a question mark.
fn codes(text: &str) -> Vec<String> {
    let faults = match Definition::parse(text) {
        Ok(definition) => definition.warnings,
        Err(Faults(faults)) => faults,
    };
    let mark = |fault: &Fault| if fault.warning { "?" } else { "" };
    faults.iter().map(|fault| format!("{}{}", fault.code, mark(fault))).collect()
}

/// The codes for a machine of one state.
fn codes_of(state: serde_json::Value) -> Vec<String> {
    let mut state = state;
    if !matches!(state["Type"].as_str(), Some("Fail" | "Choice")) {
        state["End"] = true.into();
    }
    codes(&serde_json::json!({"StartAt": "A", "States": {"A": state}}).to_string())
}

fn resource(resource: &str) -> Vec<String> {
    codes_of(serde_json::json!({"Type": "Task", "Resource": resource}))
}

#[test]
fn services_are_spelled_as_in_the_sdk_for_java() {
    let sdk = |action: &str| resource(&format!("arn:aws:states:::aws-sdk:{action}"));
    for known in [
        "databasemigration:startReplicationTask",
        "config:describeConfigRules",
        "directory:describeDirectories",
        "elasticsearch:listDomainNames",
        "lexruntime:postText",
        "costandusagereport:describeReportDefinitions",
    ] {
        assert!(sdk(known).is_empty(), "{known}");
    }
    assert_eq!(sdk("configservice:describeConfigRules"), ["states::unknown_integration"]);
    assert_eq!(sdk("dynamodbb:getItem"), ["states::unknown_integration"]);
    assert_eq!(sdk("qldb:listLedgers"), ["states::unknown_integration?"], "retired");
    assert_eq!(sdk("brandnewservice9:doIt"), ["states::unknown_integration?"], "newer");
    assert_eq!(sdk("sts:assumeRole"), ["states::unknown_action"], "excluded");
    assert_eq!(resource("hello"), ["states::resource"]);
}

#[test]
fn placeholders_stand_for_anything() {
    let text = r#"{ "StartAt": "W", "QueryLanguage": "${Language}", "States": {
        "W": { "Type": "Wait", "Seconds": "${Delay}", "Next": "${Next}" },
        "X": { "Type": "Wait", "Timestamp": "${When}", "Next": "C" },
        "C": { "Type": "Choice", "Choices": [
            { "Variable": "$.${Field}", "NumericEquals": "${Limit}", "Next": "T" } ], "Default": "T" },
        "T": { "Type": "Task", "Resource": "${Fn}", "TimeoutSeconds": ${limit},
            "InputPath": "${Path}", "Parameters": { "a.$": "${Path}", "b.$": "States.Format('{}', ${Arg})" },
            "Retry": [ { "ErrorEquals": [ "${Error}" ], "MaxAttempts": "${Tries}", "BackoffRate": "${Rate}" } ],
            "Next": "J" },
        "J": { "Type": "Pass", "QueryLanguage": "JSONata",
            "Output": "{% $states.input.${Field} + ${Limit} %}", "Next": "M" },
        "M": { "Type": "Map", "MaxConcurrency": "${Width}", "ToleratedFailurePercentage": "${Share}",
            "Label": "${Label}", "ItemProcessor": { "StartAt": "P",
                "ProcessorConfig": { "Mode": "${Mode}", "ExecutionType": "EXPRESS" },
                "States": { "P": { "Type": "Pass", "End": true } } }, "End": true } } }"#;
    assert_eq!(codes(text), [""; 0]);
}

#[test]
fn comments_are_those_of_json5() {
    let text = "// first\n{ \"StartAt\": \"A\", /* then */ \"States\": { // it's\n\"A\": { \"Type\": \"Succeed\", }, } }";
    assert_eq!(codes(text), [""; 0]);
}

#[test]
fn reserved_error_names_are_warned_of_on_both_sides() {
    let fail = serde_json::json!({"Type": "Fail", "Error": "States.QuorumMet"});
    assert_eq!(codes_of(fail), ["states::error_name?"]);
    let retry = serde_json::json!({"Type": "Task", "Resource": "${Work}",
        "Retry": [{"ErrorEquals": ["States.QuorumMet"]}]});
    assert_eq!(codes_of(retry), ["states::error_name?"]);
}

#[test]
fn the_brackets_of_an_expression_enclose_the_whole_text() {
    let output = |text: &str| {
        codes_of(serde_json::json!({"Type": "Pass", "QueryLanguage": "JSONata", "Output": text}))
    };
    for text in ["{% 10 %", " {% 10 %}", "{% 10 %} ", "10 %}", "{% 10"] {
        assert_eq!(output(text), ["states::jsonata"], "{text}");
    }
    assert_eq!(output("a {% 10 %} b"), ["states::jsonata?"]);
    assert!(output("100 % {").is_empty());
}

#[test]
fn expressions_are_those_of_step_functions() {
    let output = |text: &str| {
        codes_of(serde_json::json!({"Type": "Pass", "QueryLanguage": "JSONata", "Output": text}))
    };
    assert_eq!(output("{% $states.input.a ?? 1 %}"), ["states::jsonata"]);
    assert_eq!(output("{% $states.input.a ?: 1 %}"), ["states::jsonata"]);
    assert_eq!(output("{% $states.result %}"), ["states::jsonata"]);
    assert_eq!(output("{% $states.errorOutput %}"), ["states::jsonata"]);
    assert_eq!(output("{% $exists($v) ? $v : 0 %}"), ["states::unknown_variable?"]);
    assert_eq!(output("{% $v %}"), ["states::unknown_variable"]);
    let task = serde_json::json!({"Type": "Task", "Resource": "${Work}", "QueryLanguage": "JSONata",
        "Arguments": "{% $states.result %}", "Output": "{% $states.result %}",
        "Assign": {"a": "{% $states.result %}"}});
    assert_eq!(codes_of(task), ["states::jsonata"], "in `Arguments` alone");
}

#[test]
fn a_catcher_may_assign_what_its_branches_assign() {
    let text = r#"{ "StartAt": "S", "QueryLanguage": "JSONata", "States": {
        "S": { "Type": "Parallel", "End": true, "Branches": [ { "StartAt": "W", "States": {
            "W": { "Type": "Pass", "Assign": { "seen": 1 }, "End": true } } } ],
            "Catch": [ { "ErrorEquals": [ "States.ALL" ], "Assign": { "seen": 2 }, "Next": "F" } ] },
        "F": { "Type": "Pass", "Output": "{% $seen %}", "End": true } } }"#;
    assert_eq!(codes(text), [""; 0]);
    let taken = text.replace(r#""Output": "{% $seen %}""#, r#""Assign": { "seen": 3 }"#);
    assert_eq!(codes(&taken), ["states::variable_scope"]);
}

#[test]
fn what_aws_refuses_of_maps_and_tasks_is_refused() {
    let credentials = serde_json::json!({"Type": "Task", "Resource": "${Work}", "Credentials": {}});
    assert_eq!(codes_of(credentials), ["states::missing_field"]);
    let map = |reader: serde_json::Value| {
        codes_of(serde_json::json!({"Type": "Map", "ItemReader": reader, "ItemProcessor": {
            "ProcessorConfig": {"Mode": "DISTRIBUTED", "ExecutionType": "STANDARD"},
            "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}}))
    };
    let reader = |action: &str, config: serde_json::Value| {
        map(serde_json::json!({"Resource": format!("arn:aws:states:::{action}"),
            "Parameters": {"Bucket": "b", "Key": "k"}, "ReaderConfig": config}))
    };
    let json = serde_json::json!({"InputType": "JSON"});
    assert!(reader("s3:getObject", json.clone()).is_empty());
    assert_eq!(reader("s3:putObject", json), ["states::unknown_action"]);
    let given = serde_json::json!({"InputType": "CSV", "CSVHeaderLocation": "GIVEN"});
    assert_eq!(reader("s3:getObject", given), ["states::missing_field"]);
    let open = serde_json::json!({"InputType": "CSV"});
    assert_eq!(reader("s3:getObject", open), ["states::missing_field"]);
    let labels = r#"{ "StartAt": "A", "States": {
        "A": { "Type": "Map", "Label": "same", "Next": "B", "ItemProcessor": {
            "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
            "StartAt": "P", "States": { "P": { "Type": "Pass", "End": true } } } },
        "B": { "Type": "Map", "Label": "same", "End": true, "ItemProcessor": {
            "ProcessorConfig": { "Mode": "DISTRIBUTED", "ExecutionType": "STANDARD" },
            "StartAt": "Q", "States": { "Q": { "Type": "Pass", "End": true } } } } } }"#;
    assert_eq!(codes(labels), ["states::duplicate_label"]);
}

#[test]
fn a_map_without_processor_config_is_warned_of() {
    let map = serde_json::json!({"Type": "Map", "ToleratedFailureCount": 1, "ItemProcessor": {
        "StartAt": "P", "States": {"P": {"Type": "Pass", "End": true}}}});
    assert_eq!(codes_of(map), ["states::unknown_field?"]);
}

#[test]
fn parameters_are_those_of_the_action() {
    let task = |resource: &str, parameters: serde_json::Value| {
        codes_of(serde_json::json!({"Type": "Task", "Parameters": parameters,
            "Resource": format!("arn:aws:states:::{resource}")}))
    };
    let invoke = |parameters| task("lambda:invoke", parameters);
    let (missing, unknown) = ("states::missing_parameter", "states::unknown_parameter");
    assert_eq!(invoke(serde_json::json!({"Pyload": 1})), [missing, unknown]);
    assert!(invoke(serde_json::json!({"FunctionName.$": "$.f", "Payload": {"a": 1}})).is_empty());
    assert_eq!(invoke(serde_json::json!({"functionName": "f"})), [unknown]);
    let get = |parameters| task("aws-sdk:dynamodb:getItem", parameters);
    let nested = serde_json::json!({"TableName": "t", "Key": {"id": {"s": "x"}}});
    assert_eq!(get(nested), [unknown], "a member of a member");
    let list =
        serde_json::json!({"TableName": "t", "Key": {"id.$": "$.id"}, "AttributesToGet": "id"});
    assert_eq!(get(list), ["states::parameter_type?"]);
    assert!(
        task(
            "aws-sdk:s3:putObject",
            serde_json::json!({"Bucket": "b", "Key": "k",
        "Body.$": "$", "SsekmsKeyId": "k", "Acl": "private"})
        )
        .is_empty()
    );
    assert!(
        task("sns:publish", serde_json::json!({"Message": {"a": 1}, "TopicArn": "${T}"}))
            .is_empty()
    );
    let jsonata = serde_json::json!({"Type": "Task", "QueryLanguage": "JSONata",
        "Resource": "arn:aws:states:::sqs:sendMessage", "Arguments": {"QueueUrl": "{% $states.input.q %}",
        "MesageBody": "{% 1 %}"}});
    assert_eq!(codes_of(jsonata), [missing, unknown]);
}

#[test]
fn answers_have_the_members_of_the_api() {
    use amazon_states_language::Integration;
    let unknown = |resource: &str, answer| {
        let resource = format!("arn:aws:states:::{resource}");
        Integration::of(&resource).unwrap().unknown_members(&answer)
    };
    let answer = serde_json::json!({"Item": {}, "Itm": {}, "SdkHttpMetadata": {}});
    assert_eq!(unknown("dynamodb:getItem", answer.clone()), ["Itm"]);
    assert_eq!(unknown("aws-sdk:dynamodb:getItem", answer.clone()), ["Itm"]);
    assert!(unknown("ecs:runTask.sync", answer).is_empty());
}

#[test]
fn literal_paths_and_missing_task_tokens_are_warnings() {
    let task = |resource: &str, parameters: serde_json::Value| {
        codes_of(serde_json::json!({"Type": "Task", "Parameters": parameters,
            "Resource": format!("arn:aws:states:::{resource}")}))
    };
    let (text, token) = ("states::path_as_text?", "states::task_token?");
    let parameters = serde_json::json!({"FunctionName": "f", "Payload": {"a": "$.a"}});
    assert_eq!(task("lambda:invoke", parameters), [text]);
    let parameters = serde_json::json!({"FunctionName": "f", "Payload": {"a": "$5"}});
    assert_eq!(task("lambda:invoke.waitForTaskToken", parameters), [token]);
    let parameters = serde_json::json!({"FunctionName": "f", "Payload": {"t.$": "$$.Task.Token"}});
    assert!(task("lambda:invoke.waitForTaskToken", parameters).is_empty());
    let pass = serde_json::json!({"Type": "Pass", "Result": "$.a"});
    assert_eq!(codes_of(pass), [text]);
}

#[test]
fn a_placeholder_is_not_a_definition() {
    use amazon_states_language::Definition;
    for text in ["\"${machine}\"", "{ \"StartAt\": \"A\", \"States\": \"${states}\" }"] {
        let faults = Definition::parse(text).unwrap_err();
        assert!(!faults.0.is_empty(), "{text}");
    }
}
