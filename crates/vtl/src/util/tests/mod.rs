//! The utilities, called as the evaluator calls them. Expected results that AppSync's developer
//! guide shows are marked as documented.

mod auth;
mod dynamodb;
mod dynamodb_expression;
mod encoding;
mod errors;
mod extensions;
mod grammar;
mod http;
mod ids;
mod json;
mod list;
mod log;
mod map;
mod math;
mod null;
mod opensearch;
mod pattern;
mod properties;
mod rds;
mod strings;
mod subscription;
mod table;
mod time;
mod types;
mod xml;

use serde_json::{Value as Json, json};

use super::{EXTENSIONS, UTIL};
use crate::environment::Environment;
use crate::fault::EvaluationError;
use crate::state::{ExtensionCall, Interrupt, State};
use crate::utility::{Function, Namespace};
use crate::value::{List, Map, Value};

/// 2018-02-06T19:01:35.750Z, when the developer guide's examples were run.
const NOW: i64 = 1_517_943_695_750;

/// What one or more calls did.
struct Outcome {
    /// What the last one answered.
    result: Result<Json, EvaluationError>,
    out_errors: Vec<EvaluationError>,
    out_errors_list: Json,
    logs: Vec<String>,
    extensions: Vec<ExtensionCall>,
    response_headers: serde_json::Map<String, Json>,
}

/// The function that `util.time.nowISO8601` and the like name.
fn find(path: &str, count: usize) -> Option<&'static Function> {
    let mut names = path.split('.');
    let mut namespace: &'static Namespace = match names.next()? {
        "util" => &UTIL,
        "extensions" => &EXTENSIONS,
        _ => return None,
    };
    let mut names = names.peekable();
    while let Some(name) = names.next() {
        if names.peek().is_none() {
            return namespace.function(name, count);
        }
        namespace = namespace.child(name)?;
    }
    None
}

/// Calls functions one after the other, with arguments that are JSON, in an environment.
fn run(environment: &mut Environment, context: &Json, calls: &[(&str, Json)]) -> Outcome {
    let context: Value = context.into();
    let context = context.as_map().cloned().unwrap_or_default();
    let mut state = State::new(environment, context, Map::new(), List::new());
    let mut result = Ok(Json::Null);
    for (path, args) in calls {
        let args: Value = args.into();
        let args = args.elements().expect("arguments are a list");
        let function = find(path, args.len());
        let function = function.unwrap_or_else(|| panic!("no `{path}` takes {}", args.len()));
        let answer = (function.call)(&mut state, &args);
        result = match answer.and_then(|value| value.to_json(&mut state)) {
            Ok(json) => Ok(json),
            Err(Interrupt::Error(error)) => Err(*error),
            Err(other) => panic!("`{path}` interrupts with {other:?}"),
        };
    }
    let out_errors_list = Value::from(state.out_errors_list.clone()).to_json(&mut state);
    Outcome {
        result,
        out_errors: state.out_errors,
        // Null if the limits do not let it be read.
        out_errors_list: out_errors_list.unwrap_or_default(),
        logs: state.logs,
        extensions: state.extensions,
        response_headers: state.response_headers,
    }
}

/// What a function answers, or the message of the error that it raises.
fn call(path: &str, args: Json) -> Result<Json, String> {
    let calls = [(path, args)];
    run(&mut Environment::fixed(NOW), &json!({}), &calls).result.map_err(|e| e.message)
}

/// Calls a function with each row's arguments and compares what it answers.
#[track_caller]
fn check(path: &str, rows: &[(Json, Json)]) {
    for (args, expected) in rows {
        assert_eq!(call(path, args.clone()), Ok(expected.clone()), "{path}{args}");
    }
}

/// Calls a function with each row's arguments and compares the message of its error.
#[track_caller]
fn check_errors(path: &str, rows: &[(Json, &str)]) {
    for (args, expected) in rows {
        assert_eq!(call(path, args.clone()), Err((*expected).into()), "{path}{args}");
    }
}
