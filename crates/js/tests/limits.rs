//! Every evaluation ends, within its limits, and leaves its environment usable.
#![cfg(feature = "engine")]

mod support;

use std::time::{Duration, Instant};

use appsync_js::{Context, Environment, ErrorCode, Handler, Limits, evaluate};
use serde_json::json;
use support::{NOW, module};

const LIMITS: Limits = Limits {
    steps: 1_000_000,
    time: Duration::from_secs(2),
    memory_bytes: 16 * 1024 * 1024,
    stack_bytes: 256 * 1024,
    output_bytes: 100_000,
};

#[track_caller]
fn ends(body: &str) {
    let mut environment = Environment::fixed(NOW).with_limits(LIMITS);
    let started = Instant::now();
    let evaluation =
        evaluate(&module(body), Handler::Request, &Context::default(), &mut environment);
    let took = started.elapsed();
    let error = evaluation.error.unwrap_or_else(|| panic!("{body}: {}", evaluation.result));
    assert_eq!(error.code, ErrorCode::Limit, "{body}: {error}");
    assert!(took < Duration::from_secs(20), "{body}: {took:?}");
    let next =
        evaluate(&module("return 1;"), Handler::Request, &Context::default(), &mut environment);
    assert_eq!((next.result, next.error), (json!(1), None), "after {body}");
}

#[test]
fn loops_end() {
    ends("const list = [1]; for (const x of list) { list.push(x); }");
    ends("const list = [1]; for (const x of list) { list.push(x); list.push(x); list.shift(); }");
    ends(
        "const list = [1]; list.forEach((x) => list.push(x)); for (const x of list) { list.push(x); list.pop(); list.push(x); }",
    );
}

#[test]
fn memory_is_bounded() {
    ends(
        "let text = 'x'; for (const k of [...'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa']) { text = text + text; } return text;",
    );
    ends(
        "let list = [1]; for (const k of [...'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa']) { list = list.concat(list); } return list;",
    );
    ends(
        "let o = {}; for (const k of [...'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa']) { o = { a: o, b: o }; } return o;",
    );
}

#[test]
fn long_arrays_and_searches_end() {
    ends("const list = []; list.length = 4294967295; return list.indexOf(1);");
    ends("const list = []; list[4294967294] = 1; return list.map((x) => x);");
    ends("const list = []; list[4294967294] = 1; return [list].flat();");
    ends("const list = []; list.length = 4294967295; return [].concat(list);");
    ends("const list = []; list.length = 4294967295; return `${list}`;");
    ends("const list = []; list.length = 4294967295; return JSON.stringify(list);");
    ends("const list = []; list.length = 4294967295; return list;");
    ends(
        "let text = 'a'; for (const k of [...'aaaaaaaaaaaaaaaaaaaa']) { text = text + text; }
         return text.indexOf(text.slice(0, 100000) + 'b');",
    );
}

#[test]
fn calls_are_bounded_in_depth() {
    ends("const o = {}; o.f = () => o.f() + 1; return o.f();");
    ends("const list = []; list.push(list); return list.flat(Infinity);");
}

#[test]
fn records_are_bounded() {
    let many = "const list = [1]; for (const x of list) { list.push(x); if (list.length > 100000) { break; }";
    ends(&format!("{many} console.log('xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'); }}"));
    ends(&format!("{many} util.appendError('xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx'); }}"));
    ends(
        "let text = 'x'; for (const k of [...'aaaaaaaaaaaaaaaaa']) { text = text + text; } return text;",
    );
}

#[test]
fn regular_expressions_end() {
    let mut environment = Environment::fixed(NOW).with_limits(LIMITS);
    let started = Instant::now();
    for pattern in ["(a+)+(?=b)", "(a*)*\\\\1b", "(a|aa)+$b", "(?<=(a+))b"] {
        let body = format!(
            "let text = 'a'; for (const k of [...'aaaaaa']) {{ text = text + text; }}
             return text.replaceAll('{pattern}', 'x').length;"
        );
        evaluate(&module(&body), Handler::Request, &Context::default(), &mut environment);
    }
    assert!(started.elapsed() < Duration::from_secs(20), "{:?}", started.elapsed());
}

#[test]
fn a_value_that_contains_itself_is_an_error() {
    let mut environment = Environment::fixed(NOW);
    for body in [
        "ctx.stash.self = ctx.stash; return 1;",
        "const o = {}; o.self = o; return o;",
        "const o = {}; o.self = o; return util.dynamodb.toDynamoDB(o);",
        "const o = {}; o.self = o; console.log(o);",
        "return 'a'.slice(0, 1) + '\\ud800';",
        "return { toJSON: () => { util.error('late'); } };",
    ] {
        let evaluation =
            evaluate(&module(body), Handler::Request, &Context::default(), &mut environment);
        let is_fine = evaluation.error.is_some() || evaluation.stash == json!({});
        assert!(is_fine, "{body}: {evaluation:?}");
        let next =
            evaluate(&module("return 1;"), Handler::Request, &Context::default(), &mut environment);
        assert_eq!((next.result, next.error), (json!(1), None), "after {body}");
    }
}
