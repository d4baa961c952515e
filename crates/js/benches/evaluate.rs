//! Times a handler in a warm environment, a new environment, and parsing.

use std::hint::black_box;
use std::time::Instant;

use appsync_js::{Context, Environment, Handler, Module, evaluate};
use serde_json::json;

const UPDATE: &str = r#"
import { util } from '@aws-appsync/utils';
import * as ddb from '@aws-appsync/utils/dynamodb';

export function request(ctx) {
  const { id, ...values } = ctx.args.input;
  if (!ctx.identity?.sub) {
    util.unauthorized();
  }
  return ddb.update({
    key: { id },
    update: { ...values, updatedAt: util.time.nowISO8601() },
    condition: { id: { attributeExists: true }, owner: { eq: ctx.identity.sub } },
  });
}

export function response(ctx) {
  if (ctx.error) {
    util.error(ctx.error.message, ctx.error.type);
  }
  return ctx.result;
}
"#;

fn main() {
    let module = Module::parse(UPDATE).expect("the module is valid");
    let context = Context {
        arguments: json!({ "input": { "id": "1", "title": "Milk", "done": false, "n": 3 } }),
        identity: json!({ "sub": "s", "claims": { "email": "a@example.com" } }),
        result: json!({ "id": "1" }),
        ..Context::default()
    };
    let mut environment = Environment::fixed(0);
    let run = |handler, environment: &mut Environment| {
        black_box(evaluate(&module, handler, black_box(&context), environment));
    };
    time("request, warm", 20_000, || run(Handler::Request, &mut environment));
    time("response, warm", 20_000, || run(Handler::Response, &mut environment));
    time("response, new environment", 500, || {
        run(Handler::Response, &mut Environment::fixed(0));
    });
    time("parse and check", 500, || drop(black_box(Module::parse(black_box(UPDATE)))));
}

/// Prints the median time of one call.
fn time(what: &str, calls: u32, mut call: impl FnMut()) {
    let mut rounds: Vec<_> = (0..9)
        .map(|_| {
            let started = Instant::now();
            for _ in 0..calls / 10 {
                call();
            }
            started.elapsed() / (calls / 10)
        })
        .collect();
    rounds.sort();
    println!("{what:26} {:>12.1?}", rounds[rounds.len() / 2]);
}
