//! Samples of every state and field, each run to its end. `scripts/compare-runs` holds the same
//! against moto's interpreter.

use std::collections::BTreeMap;
use std::path::Path;

use amazon_states_language::Definition;
use amazon_states_language::run::{Answer, Call, Execution, Start};
use serde_json::{Value as Json, json};

/// Answers for the functions by their names: in turn, and the last one again.
fn answering(answers: &Json) -> impl FnMut(&Call) -> Answer {
    let answers = answers.clone();
    let mut calls: BTreeMap<String, usize> = BTreeMap::new();
    move |call| {
        let name = call.resource.rsplit(':').next().unwrap_or_default().to_owned();
        let given = answers[&name].as_array().unwrap_or_else(|| panic!("`{name}` is called"));
        let count = calls.entry(name).or_default();
        let answer = given.get(*count).or(given.last()).expect("there is an answer");
        *count += 1;
        match answer["error"].as_str() {
            Some(error) => Answer::failure(error, answer["cause"].as_str().unwrap_or_default()),
            None => Answer::success(answer["output"].clone()),
        }
    }
}

#[test]
fn samples_come_to_what_they_should() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/samples");
    let mut states: BTreeMap<String, usize> = BTreeMap::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|end| end != "json") {
            continue;
        }
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let sample: Json = serde_json::from_str(&std::fs::read_to_string(&path).unwrap()).unwrap();
        let definition = sample["definition"].to_string();
        let definition = Definition::parse(&definition).unwrap_or_else(|faults| {
            panic!("{name}: {:?}", faults.0.iter().map(ToString::to_string).collect::<Vec<_>>())
        });
        for state in definition.machine.states.values() {
            *states.entry(state.kind.name().to_owned()).or_default() += 1;
        }
        for run in sample["runs"].as_array().unwrap() {
            let mut tasks = answering(&run["answers"]);
            let input = run["input"].clone();
            let start = Start::default();
            let execution = Execution::run(&definition.machine, input, &start, &mut tasks);
            let came = match execution.outcome {
                Ok(output) => json!({ "output": output }),
                Err(failure) => json!({ "error": failure.error }),
            };
            let expected = match run.get("error") {
                Some(error) => json!({ "error": error }),
                None => json!({ "output": run["output"] }),
            };
            assert_eq!(came, expected, "{name} with {}", run["input"]);
        }
    }
    assert_eq!(states.len(), 8, "every type of state is in a sample: {states:?}");
}
