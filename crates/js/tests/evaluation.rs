//! Handlers are run with a context, and what they do is recorded.
#![cfg(feature = "engine")]

mod support;

use appsync_js::{Context, Environment, ErrorCode, Handler, Module, SkipTo, evaluate};
use serde_json::{Value as Json, json};
use support::{NOW, failure, module, run, value};

#[test]
fn a_handler_returns_its_request() {
    let context = json!({ "arguments": { "id": "a" }, "stash": { "n": 1 } });
    let evaluation =
        run("ctx.stash.n += 1; return { payload: ctx.args.id + ctx.arguments.id };", &context);
    assert_eq!(evaluation.result, json!({ "payload": "aa" }));
    assert_eq!(evaluation.stash, json!({ "n": 2 }));
    assert_eq!(evaluation.changed_arguments, None);
    assert_eq!(evaluation.error, None);
}

#[test]
fn the_context_has_all_parts() {
    let body =
        "return [ctx.args, ctx.identity, ctx.source, ctx.result, ctx.prev, ctx.error, ctx.info,
        ctx.request, ctx.env, ctx.stash];";
    let parts = run(body, &json!({})).result;
    assert_eq!(parts, json!([{}, null, null, null, {}, null, {}, { "headers": {} }, {}, {}]));
    let given = json!({
        "arguments": { "a": 1 }, "identity": { "sub": "s" }, "source": { "id": 1 }, "result": [2],
        "prev": { "result": 3 }, "error": { "message": "m", "type": "t" },
        "info": { "fieldName": "f" }, "request": { "headers": { "h": "v" } }, "env": { "E": "e" },
        "stash": { "s": 1 },
    });
    assert_eq!(
        run(body, &given).result,
        json!([
            { "a": 1 }, { "sub": "s" }, { "id": 1 }, [2], { "result": 3 },
            { "message": "m", "type": "t" }, { "fieldName": "f" }, { "headers": { "h": "v" } },
            { "E": "e" }, { "s": 1 },
        ])
    );
}

#[test]
fn the_selection_set_is_shown_only_where_it_is_named() {
    let context = json!({ "info": { "fieldName": "f", "selectionSetList": ["a"], "selectionSetGraphQL": "{a}" } });
    let evaluation = run(
        "return [ctx.info, ctx.info.selectionSetList, ctx.info.selectionSetGraphQL];",
        &context,
    );
    assert_eq!(evaluation.result, json!([{ "fieldName": "f" }, ["a"], "{a}"]));
}

#[test]
fn changed_arguments_are_recorded() {
    let context = json!({ "arguments": { "id": "a" } });
    let evaluation = run("ctx.args.owner = 'me'; return {};", &context);
    assert_eq!(evaluation.changed_arguments, Some(json!({ "id": "a", "owner": "me" })));
}

#[test]
fn both_handlers_run_and_nothing_is_null() {
    let source = "let calls = 0;
        const helper = (x) => x * 2;
        export const request = () => { calls += 1; return calls; };
        function answer(ctx) { return helper(ctx.result); }
        export { answer as response };";
    let module = Module::parse(source).unwrap();
    let mut environment = Environment::fixed(NOW);
    let context = Context { result: json!(21), ..Context::default() };
    for _ in 0..3 {
        let request = evaluate(&module, Handler::Request, &context, &mut environment);
        assert_eq!((request.result, request.error), (json!(1), None), "variables start anew");
        let response = evaluate(&module, Handler::Response, &context, &mut environment);
        assert_eq!((response.result, response.error), (json!(42), None));
    }
    assert_eq!(run("", &json!({})).result, Json::Null);
}

#[test]
fn errors_end_the_handler() {
    let evaluation = run(
        "ctx.stash.a = 1; util.appendError('first', 'A', { d: 1 }, { i: 2 });
         util.error('second', 'B', [1]); ctx.stash.a = 2;",
        &json!({}),
    );
    let error = evaluation.error.unwrap();
    assert_eq!(error.code, ErrorCode::Raised);
    assert_eq!((error.message.as_str(), error.error_type.as_deref()), ("second", Some("B")));
    assert_eq!(error.data, json!([1]));
    assert_eq!(error.location.unwrap().line, 7);
    assert_eq!(evaluation.result, Json::Null);
    assert_eq!(evaluation.stash, json!({ "a": 1 }));
    let appended = &evaluation.out_errors[0];
    assert_eq!(appended.message, "first");
    assert_eq!((&appended.data, &appended.error_info), (&json!({ "d": 1 }), &json!({ "i": 2 })));
}

#[test]
fn callers_are_refused() {
    let info = json!({ "info": { "fieldName": "getTodo", "parentTypeName": "Query" } });
    let error = run("util.unauthorized();", &info).error.unwrap();
    assert_eq!(error.code, ErrorCode::Unauthorized);
    assert_eq!(error.message, "Not Authorized to access getTodo on type Query");
    assert_eq!(error.error_type.as_deref(), Some("Unauthorized"));
}

#[test]
fn exceptions_have_a_place() {
    let error = run("const a = null;\nreturn a.b;", &json!({})).error.unwrap();
    assert_eq!(error.code, ErrorCode::Exception);
    assert_eq!(error.error_type.as_deref(), Some("Code"));
    assert!(error.message.starts_with("TypeError: "), "{error}");
    assert_eq!(error.location.unwrap().line, 7);
    let module = Module::parse("import { util } from '@aws-appsync/utils'; export function request(ctx) { return ctx.args.a.b; } export function response() {}").unwrap();
    let error =
        evaluate(&module, Handler::Request, &Context::default(), &mut Environment::fixed(NOW));
    assert_eq!(error.error.unwrap().location.unwrap().to_string(), "1:82");
}

#[test]
fn handlers_return_early() {
    let evaluation = run("ctx.stash.a = 1; runtime.earlyReturn({ id: 1 }); return 2;", &json!({}));
    let early = evaluation.early_return.unwrap();
    assert_eq!((early.value, early.skip_to), (json!({ "id": 1 }), None));
    assert_eq!((evaluation.error, evaluation.result), (None, Json::Null));
    assert_eq!(evaluation.stash, json!({ "a": 1 }));
    let end =
        run("runtime.earlyReturn(null, { skipTo: 'END' });", &json!({})).early_return.unwrap();
    assert_eq!((end.value, end.skip_to), (Json::Null, Some(SkipTo::End)));
    let next = run("runtime.earlyReturn(1, { skipTo: 'NEXT' });", &json!({})).early_return.unwrap();
    assert_eq!(next.skip_to, Some(SkipTo::Next));
    let wrong = run("runtime.earlyReturn(1, { skipTo: 'MIDDLE' });", &json!({}));
    assert!(wrong.error.unwrap().message.contains("skipTo"));
    assert_eq!(wrong.early_return, None);
}

#[test]
fn the_console_writes_logs() {
    let evaluation = run("console.log('a', { b: 1 });\n  console.error(undefined);", &json!({}));
    let [first, second] = evaluation.logs.as_slice() else { panic!("{:?}", evaluation.logs) };
    assert!(
        first.starts_with("INFO - code.js:6:") && first.ends_with(": \"a\" {\"b\":1}"),
        "{first}"
    );
    assert!(
        second.starts_with("ERROR - code.js:7:") && second.ends_with(": undefined"),
        "{second}"
    );
}

#[test]
fn extensions_and_headers_are_recorded() {
    let evaluation = run(
        "extensions.evictFromApiCache('Query', 'list', { 'context.arguments.id': 1 });
         util.http.addResponseHeader('X-Count', 3);",
        &json!({}),
    );
    assert_eq!(evaluation.error, None);
    assert_eq!(evaluation.extensions[0].name, "evictFromApiCache");
    assert_eq!(evaluation.extensions[0].arguments[0], json!("Query"));
    assert_eq!(evaluation.response_headers.len(), 1);
}

#[test]
fn utilities_are_those_of_templates() {
    for (expression, expected) in [
        ("util.time.nowISO8601()", json!("2024-02-03T04:05:06.789Z")),
        ("util.time.nowEpochMilliSeconds()", json!(NOW)),
        ("util.time.nowEpochSeconds()", json!(NOW / 1000)),
        ("util.time.nowFormatted('yyyy-MM-dd')", json!("2024-02-03")),
        ("util.time.epochMilliSecondsToFormatted(0, 'HH:mm', 'Europe/Berlin')", json!("01:00")),
        ("util.time.parseISO8601ToEpochMilliSeconds('1970-01-01T00:00:01Z')", json!(1000)),
        ("util.str.normalize('e\\u0301', 'nfc')", json!("é")),
        ("util.math.roundNum(1.5)", json!(2)),
        ("util.math.minVal(1, 2) + util.math.maxVal(1, 2)", json!(3)),
        ("util.matches('a*b', 'aaab')", json!(true)),
        ("util.base64Decode(util.base64Encode('é'))", json!("é")),
        ("util.urlEncode('a b&c')", json!("a+b%26c")),
        ("util.urlDecode('a+b%26c')", json!("a b&c")),
        ("util.escapeJavaScript(\"it's\")", json!("it\\'s")),
        ("util.authType()", json!("API Key Authorization")),
        (
            "util.autoId().length + util.autoUlid().length + util.autoKsuid().length",
            json!(36 + 26 + 27),
        ),
        ("util.xml.toMap('<a><b>1</b></a>')", json!({ "a": { "b": 1 } })),
        ("util.http.copyHeaders({ a: '1', host: '2' })", json!({ "a": "1" })),
        (
            "util.dynamodb.toDynamoDB({ a: [1, 'x', null] })",
            json!({ "M": { "a": { "L": [{ "N": 1 }, { "S": "x" }, { "NULL": null }] } } }),
        ),
        ("util.dynamodb.toMapValues({ a: true, u: undefined })", json!({ "a": { "BOOL": true } })),
        ("util.dynamodb.toString(null)", json!(null)),
        ("util.dynamodb.toNull()", json!({ "NULL": null })),
        (
            "util.dynamodb.toS3Object('k', 'b', 'r')",
            json!({ "S": "{\"s3\":{\"key\":\"k\",\"bucket\":\"b\",\"region\":\"r\"}}" }),
        ),
        (
            "JSON.parse(util.transform.toDynamoDBFilterExpression({ a: { eq: 1 } })).expression",
            json!("#a = :a_eq"),
        ),
        ("util.transform.toDynamoDBFilterExpression('x')", json!(null)),
        (
            "util.transform.toSubscriptionFilter({ a: { eq: 1 } })",
            json!({ "filterGroup": [{ "filters": [{ "fieldName": "a", "operator": "eq", "value": 1 }] }] }),
        ),
    ] {
        let found = value(expression);
        assert_eq!(found, expected, "{expression}");
    }
}

#[test]
fn wrong_arguments_of_utilities_are_errors_with_a_place() {
    let error = run("return util.base64Decode(1);", &json!({})).error.unwrap();
    assert_eq!(error.code, ErrorCode::Exception);
    assert_eq!(error.location.unwrap().line, 6);
}

#[test]
fn javascript_is_appsyncs() {
    for (expression, expected) in [
        ("JSON.parse('no json')", json!("")),
        ("JSON.stringify({ a: 1 }, null, 2)", json!("{\n  \"a\": 1\n}")),
        ("[10, 9, 1].sort()", json!([1, 10, 9])),
        ("[1, [2, [3]]].flat()", json!([1, 2, [3]])),
        ("[1, 2].flatMap((x) => [x, x])", json!([1, 1, 2, 2])),
        ("'a.b.c'.replaceAll('[.]', '-')", json!("a-b-c")),
        ("'aXbX'.replace('[A-Z]', '$0$0')", json!("aXXbX")),
        ("[1, 2, 3].map((x) => x + 1).filter((x) => x > 2).reduce((a, b) => a + b, 0)", json!(7)),
        ("Object.entries({ a: 1 }).concat([['b', 2]])", json!([["a", 1], ["b", 2]])),
        (
            "[typeof Object.assign({}, { a: 1 }).a, Object.hasOwn({ a: 1 }, 'a')]",
            json!(["number", true]),
        ),
        ("'a,b'.split(',').join(';') + `${[1, [2]]}` + {}", json!("a;b1,2[object Object]")),
        (
            "[Number('3') + 1, String(1) + '2', Boolean(''), Number.isNaN(NaN), Math.max(1, 2)]",
            json!([4, "12", false, true, 2]),
        ),
        (
            "[Array.isArray([]), parseInt('12px'), encodeURIComponent('a b')]",
            json!([true, 12, "a%20b"]),
        ),
        ("'Ä'.toLowerCase().startsWith('ä')", json!(true)),
    ] {
        assert_eq!(value(expression), expected, "{expression}");
    }
}

#[test]
fn handlers_cannot_reach_what_modules_share() {
    for expression in [
        "Object.keys.extra = 1",
        "util.time['extra'] = 1",
        "[].map.extra = 1",
        "ddb.get = 1",
        "JSON.parse = 1",
        "Math.random = 1",
    ] {
        let message = failure(expression);
        assert!(message.starts_with("TypeError"), "{expression}: {message}");
    }
    assert_eq!(
        value(
            "['__proto__', 'constructor'].map((key) => [typeof {}[key], typeof [][key], typeof ''[key]])"
        ),
        json!([["undefined", "undefined", "undefined"], ["undefined", "undefined", "undefined"]])
    );
    let body = "const key = '__proto__'; const o = {}; o[key] = { polluted: 1 };
        return [Object.keys(o), ({}).polluted];";
    assert_eq!(run(body, &json!({})).result, json!([["__proto__"], null]));
}

#[test]
fn a_fixed_environment_repeats_itself() {
    let body = "return [util.autoId(), Math.random(), util.math.randomWithinRange(0, 1000000)];";
    assert_eq!(run(body, &json!({})).result, run(body, &json!({})).result);
    let mut environment = Environment::fixed(NOW);
    let module = module(body);
    let first = evaluate(&module, Handler::Request, &Context::default(), &mut environment);
    let second = evaluate(&module, Handler::Request, &Context::default(), &mut environment);
    assert_ne!(first.result, second.result, "each evaluation draws anew");
}
