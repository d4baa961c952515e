//! Warnings about valid constructs that are rarely intended: paths used as text, unused task tokens.

use crate::definition::{Kind, QueryLanguage, State};
use crate::document::{Node, Value};
use crate::fault::Problem;
use crate::integration::{Integration, Pattern, identify};

/// Warns about constructs of a state that are valid and most likely a mistake.
pub(super) fn check(state: &State, problems: &mut Vec<Problem>) {
    match &state.kind {
        Kind::Task(task) => {
            if let Some(parameters) = &task.parameters {
                if state.query_language == QueryLanguage::JsonPath {
                    paths_as_texts(parameters, problems);
                }
                let called = identify(&task.resource, &task.span);
                let waits = called
                    .is_ok_and(|called: Integration| called.pattern() == Pattern::WaitForTaskToken);
                if waits && !has_token(parameters) {
                    problems.push(token_missing(state));
                }
            }
        }
        Kind::Pass(Some(result)) if result.as_str().is_some_and(is_path) => problems.push(
            Problem::new(
                "states::path_as_text",
                format!("the `Result` of `{}` looks like a path", state.name),
                &state.span,
            )
            .warning()
            .label("`Result` is not evaluated")
            .help("write `\"Parameters\": { \"name.$\": \"$.path\" }`, or `InputPath`"),
        ),
        _ => {}
    }
}

/// Warns about strings that look like paths in members whose names do not end in `.$`.
fn paths_as_texts(node: &Node, problems: &mut Vec<Problem>) {
    match &node.value {
        Value::Scalar(_) => {}
        Value::Array(items) => items.iter().for_each(|item| paths_as_texts(item, problems)),
        Value::Object(members) => {
            for (key, value) in members {
                if !key.name.ends_with(".$") && value.as_str().is_some_and(is_path) {
                    problems.push(
                        Problem::new(
                            "states::path_as_text",
                            format!("the value of `{}` looks like a path", key.name),
                            &value.span,
                        )
                        .warning()
                        .label("not evaluated: the name does not end in `.$`")
                        .help(format!(
                            "rename the member to `\"{}.$\"` to evaluate the path",
                            key.name
                        )),
                    );
                }
                paths_as_texts(value, problems);
            }
        }
    }
}

fn is_path(text: &str) -> bool {
    let starts = ["$.", "$$.", "$["].iter().any(|start| text.starts_with(start));
    starts && crate::path::Path::parse(text).is_ok()
}

/// Whether the parameters contain the task token, or a value that may contain it.
fn has_token(node: &Node) -> bool {
    match &node.value {
        Value::Scalar(_) => node.as_str().is_some_and(|text| {
            let may = ["$", "$$", "{% $states.context %}"].contains(&text.trim());
            may || node.is_placeholder() || text.contains("Task.Token") || text.contains("$$.Task")
        }),
        Value::Array(items) => items.iter().any(has_token),
        Value::Object(members) => members.iter().any(|(_, node)| has_token(node)),
    }
}

fn token_missing(state: &State) -> Problem {
    let token = match state.query_language {
        QueryLanguage::JsonPath => "\"token.$\": \"$$.Task.Token\"",
        QueryLanguage::Jsonata => "\"token\": \"{% $states.context.Task.Token %}\"",
    };
    Problem::new(
        "states::task_token",
        format!("`{}` waits for a task token that it does not pass on", state.name),
        &state.span,
    )
    .warning()
    .label("no worker can complete this task")
    .help(format!("add `{token}` to its parameters"))
}
