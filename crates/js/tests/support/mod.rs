//! Evaluating expressions as the result of a request handler.
#![allow(dead_code, reason = "each test uses a part")]

use appsync_js::{Context, Environment, Evaluation, Handler, Module, evaluate};
use serde_json::{Value as Json, json};

/// 2024-02-03T04:05:06.789Z.
pub const NOW: i64 = 1_706_933_106_789;

/// A module whose request handler has the given body.
pub fn module(body: &str) -> Module {
    let source = format!(
        "import {{ util, extensions, runtime }} from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';
import * as rds from '@aws-appsync/utils/rds';
import * as ai from '@aws-appsync/utils/ai';
export function request(ctx) {{
{body}
}}
export function response(ctx) {{ return ctx.result; }}
"
    );
    Module::parse(&source).unwrap_or_else(|error| panic!("{source}\n{:#?}", error.0))
}

/// Evaluates the body of a request handler against a context.
pub fn run(body: &str, context: &Json) -> Evaluation {
    let context = Context::from_json(context).unwrap();
    evaluate(&module(body), Handler::Request, &context, &mut Environment::fixed(NOW))
}

/// The value of an expression.
#[track_caller]
pub fn value(expression: &str) -> Json {
    let evaluation = run(&format!("return {expression};"), &json!({}));
    assert_eq!(evaluation.error, None, "{expression}");
    evaluation.result
}

/// The message that an expression fails with.
#[track_caller]
pub fn failure(expression: &str) -> String {
    let evaluation = run(&format!("return {expression};"), &json!({}));
    evaluation.error.unwrap_or_else(|| panic!("{expression}: {}", evaluation.result)).message
}
