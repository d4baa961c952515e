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

fn told(faults: &[Fault]) -> String {
    let mut told = String::new();
    for fault in faults {
        let kind = if fault.warning { "warning" } else { "error" };
        let help = fault.help.as_deref().unwrap_or_default();
        let (place, code, message) = (fault.location, fault.code, &fault.message);
        writeln!(told, "  {place} {kind} {code}: {message}").unwrap();
        writeln!(told, "    {}: {help}", fault.label).unwrap();
    }
    told
}

#[test]
fn what_the_specification_allows_is_accepted() {
    for (name, text) in definitions("valid") {
        match Definition::parse(&text) {
            Ok(definition) => assert!(definition.warnings.is_empty(), "{name}"),
            Err(faults) => panic!("{name}:\n{}", told(&faults.0)),
        }
    }
}

#[test]
fn what_it_forbids_is_rejected_with_place_and_help() {
    let mut all = String::new();
    for (name, text) in definitions("faulty") {
        let Faults(faults) = Definition::parse(&text).expect_err(&name);
        assert!(faults.iter().all(|fault| fault.help.is_some()), "{name}");
        write!(all, "{name}\n{}", told(&faults)).unwrap();
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
    let definition = Definition::parse(map).unwrap();
    assert_eq!(definition.faults_as(ExecutionType::Standard).len(), 1);
}
