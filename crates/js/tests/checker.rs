//! What AppSync refuses, rule by rule: a module that breaks the rule, and one that does not.

use appsync_js::{Module, ParseError};

/// A module with `body` in its request handler.
fn request(body: &str) -> String {
    format!(
        "import {{ util }} from '@aws-appsync/utils';\n\
         export function request(ctx) {{\n{body}\n}}\n\
         export function response(ctx) {{ return ctx.result; }}\n"
    )
}

fn findings(module: &str) -> Vec<String> {
    match Module::parse(module) {
        Ok(module) => module.warnings().iter().map(show).collect(),
        Err(ParseError(findings)) => findings.iter().map(show).collect(),
    }
}

fn show(finding: &appsync_js::RenderedDiagnostic) -> String {
    let place = finding.labels.first().map(|label| label.start.to_string()).unwrap_or_default();
    format!("{place} {}: {}", finding.code.name, finding.message)
}

#[track_caller]
fn refused(body: &str, expected: &[&str]) {
    let module = request(body);
    assert_eq!(findings(&module), expected, "{module}");
    assert!(Module::parse(&module).is_err(), "{module}");
}

#[track_caller]
fn accepted(body: &str) {
    let module = request(body);
    assert_eq!(findings(&module), [""; 0], "{module}");
}

#[test]
fn loops_are_of_and_in() {
    accepted(
        "for (const x of ctx.args.list) { if (x) break; }\nfor (const k in ctx.args) {}\nreturn {};",
    );
    let code = "module/unsupported-statement";
    refused("while (true) {}", &[&format!("3:1 {code}: `while` is not supported")]);
    refused("do {} while (true)", &[&format!("3:1 {code}: `do` is not supported")]);
    refused("for (;;) {}", &[&format!("3:1 {code}: `for (;;)` is not supported")]);
    refused(
        "for (const x of []) { continue; }",
        &[&format!("3:23 {code}: `continue` is not supported")],
    );
    refused(
        "a: for (const x of []) { break a; }",
        &[&format!("3:1 {code}: a label is not supported")],
    );
}

#[test]
fn errors_are_neither_thrown_nor_caught() {
    accepted("util.error('no', 'Bad');");
    let code = "module/unsupported-statement";
    refused("throw 1;", &[&format!("3:1 {code}: `throw` is not supported")]);
    refused("try {} catch (e) {}", &[&format!("3:1 {code}: `try` is not supported")]);
    refused("try {} finally {}", &[&format!("3:1 {code}: `try` is not supported")]);
}

#[test]
fn operators_that_do_not_exist() {
    accepted("let x = 1; x += 1; return -(x ** 2) ?? !x & 3 | 4 ^ 5 << 1;");
    let code = "module/unsupported-operator";
    refused("let x = 1; x++;", &[&format!("3:12 {code}: `++` is not supported")]);
    refused("let x = 1; --x;", &[&format!("3:12 {code}: `--` is not supported")]);
    refused("return ~1;", &[&format!("3:8 {code}: `~` is not supported")]);
    refused("return 'a' in ctx.args;", &[&format!("3:8 {code}: `in` is not supported")]);
    refused(
        "return ctx instanceof Object;",
        &[&format!("3:8 {code}: `instanceof` is not supported")],
    );
}

#[test]
fn expressions_that_do_not_exist() {
    accepted("const f = (a, ...rest) => ({ a, ...rest }); return f(1, `${ctx.args?.id}`);");
    let code = "module/unsupported-expression";
    refused("class A {}", &[&format!("3:1 {code}: a class is not supported")]);
    refused("return this;", &[&format!("3:8 {code}: `this` is not supported")]);
    refused(
        "return /a/;",
        &[&format!("3:8 {code}: a regular expression literal is not supported")],
    );
    refused("return 1n;", &[&format!("3:8 {code}: a big integer is not supported")]);
    refused("function* f() {}", &[&format!("3:1 {code}: a generator is not supported")]);
    refused(
        "async function f() {}",
        &[&format!("3:1 {code}: an `async` function is not supported")],
    );
    refused(
        "const f = async () => 1;",
        &[&format!("3:11 {code}: an `async` function is not supported")],
    );
    refused("return import('x');", &[&format!("3:8 {code}: `import()` is not supported")]);
    refused(
        "return { get a() { return 1; } };",
        &[&format!("3:14 {code}: an accessor is not supported")],
    );
    refused(
        "return new Date();",
        &[
            &format!("3:8 {code}: `new` is not supported"),
            "3:12 module/unknown-name: unknown name `Date`",
        ],
    );
}

#[test]
fn functions_do_not_call_themselves() {
    accepted("const f = (n) => n + 1; const g = (n) => f(f(n)); return g(1);");
    accepted("const f = (n) => n + 1; return [1].map((n) => f(n)).filter((n) => n > f(n));");
    let code = "module/recursion";
    refused("function f(n) { return f(n); }", &[&format!("3:24 {code}: `f` calls itself")]);
    refused("const f = (n) => f(n);", &[&format!("3:18 {code}: `f` calls itself")]);
    refused(
        "function f() { g(); }\nfunction g() { f(); }",
        &[
            &format!("3:16 {code}: `f` and `g` call each other"),
            &format!("4:16 {code}: `g` and `f` call each other"),
        ],
    );
    refused(
        "function f(a) { return a.map((x) => f(x)); }",
        &[&format!("3:37 {code}: the function and `f` call each other")],
    );
    refused("function f(a) { return a.map(f); }", &[&format!("3:24 {code}: `f` calls itself")]);
}

#[test]
fn functions_are_values_only_for_array_methods() {
    accepted("const f = (x) => x; return ctx.args.list.map(f).filter(function (x) { return x; });");
    let code = "module/function-value";
    refused(
        "const f = (x) => x; const g = (h) => 1; return g(f);",
        &[&format!("3:50 {code}: a function cannot be passed")],
    );
    refused(
        "return [1].sort((a, b) => a - b);",
        &[
            "3:8 module/unsupported-method: `sort` takes no arguments",
            &format!("3:17 {code}: a function cannot be passed"),
        ],
    );
    refused("return () => 1;", &[&format!("3:8 {code}: a function cannot be returned")]);
    refused("const f = () => () => 1;", &[&format!("3:17 {code}: a function cannot be returned")]);
    refused(
        "const f = () => 1; const g = f;",
        &[&format!("3:30 {code}: a function cannot be assigned to another variable")],
    );
    refused(
        "const f = () => 1; let g; g = f;",
        &[&format!("3:31 {code}: a function cannot be assigned to another variable")],
    );
}

#[test]
fn methods_that_do_not_exist() {
    accepted(
        "return Object.keys(ctx.args).concat(Object.entries({})).join('').toUpperCase().slice(1);",
    );
    accepted("return util.dynamodb.toString(ctx.args.id);");
    let code = "module/unsupported-method";
    refused("return 'a'.padStart(3);", &[&format!("3:8 {code}: `padStart` is not supported")]);
    refused("return [].entries();", &[&format!("3:8 {code}: `entries` is not supported")]);
    refused(
        "return Object.freeze({});",
        &[&format!("3:8 {code}: `Object.freeze` is not supported")],
    );
    refused("return Array.from([]);", &[&format!("3:8 {code}: `Array.from` is not supported")]);
    refused(
        "return String.fromCharCode(1);",
        &[&format!("3:8 {code}: `String.fromCharCode` is not supported")],
    );
    refused("ctx.args.f.call(1);", &[&format!("3:1 {code}: `call` is not supported")]);
    refused(
        "ctx.args.date.setUTCHours(1);",
        &[&format!("3:1 {code}: `setUTCHours` is not supported")],
    );
    refused("return ctx.constructor;", &[&format!("3:12 {code}: `constructor` is not supported")]);
    refused("return ctx['__proto__'];", &[&format!("3:8 {code}: `__proto__` is not supported")]);
}

#[test]
fn what_is_not_documented_is_a_warning() {
    let module = request("return Math.abs(parseInt(ctx.args.n)) + Number.isInteger(1);");
    let code = "module/undocumented-method";
    assert_eq!(
        findings(&module),
        [
            format!("3:8 {code}: `Math.abs` is not among AppSync's documented functions"),
            format!("3:17 {code}: `parseInt` is not among AppSync's documented functions"),
            format!("3:41 {code}: `Number.isInteger` is not among AppSync's documented functions"),
        ]
    );
    assert!(Module::parse(&module).is_ok());
}

#[test]
fn utilities_that_do_not_exist() {
    accepted("return util.time.nowISO8601() + util.str.normalize('a', 'nfc');");
    accepted("runtime.earlyReturn(extensions.setSubscriptionFilter({}));");
    let code = "module/unknown-utility";
    refused("return util.toJson(1);", &[&format!("3:13 {code}: unknown utility `util.toJson`")]);
    refused("return util.time.now();", &[&format!("3:18 {code}: unknown utility `util.time.now`")]);
    refused("extensions.foo();", &[&format!("3:12 {code}: unknown utility `extensions.foo`")]);
    let module = "import * as ddb from '@aws-appsync/utils/dynamodb';
        import { typeHint as hint } from '@aws-appsync/utils/rds';
        export function request() { return ddb.putItem(hint.TEXT(1)); }
        export function response() {}";
    assert_eq!(
        findings(module),
        [
            format!("3:48 {code}: unknown utility `ddb.putItem`"),
            format!("3:61 {code}: unknown utility `hint.TEXT`"),
        ]
    );
}

#[test]
fn modules_that_do_not_exist() {
    let rest = "export function request() {}\nexport function response() {}";
    let code = "module/unknown-import";
    for (import, expected) in [
        ("import _ from 'lodash';", "1:15 {}: unknown module `lodash`"),
        ("import { a } from './helper.js';", "1:19 {}: unknown module `./helper.js`"),
        (
            "import u from '@aws-appsync/utils';",
            "1:8 {}: `@aws-appsync/utils` has no default export",
        ),
        (
            "import { putt } from '@aws-appsync/utils/dynamodb';",
            "1:10 {}: `@aws-appsync/utils/dynamodb` has no export `putt`",
        ),
    ] {
        assert_eq!(findings(&format!("{import}\n{rest}")), [expected.replace("{}", code)]);
    }
    let fine = "import { util as u, runtime } from '@aws-appsync/utils';
        import { select } from '@aws-appsync/utils/rds';
        import * as ai from '@aws-appsync/utils/ai';";
    assert_eq!(findings(&format!("{fine}\n{rest}")), [""; 0]);
}

#[test]
fn both_handlers_are_exported() {
    let code = "module/exports";
    for (module, expected) in [
        ("", vec!["1:1 {}: missing handler `request`", "1:1 {}: missing handler `response`"]),
        ("export function request() {}", vec!["1:1 {}: missing handler `response`"]),
        ("export const request = (ctx) => 1, response = (ctx) => 2;", vec![]),
        ("function a() {}\nexport { a as request, a as response };", vec![]),
        (
            "export default 1; export function request() {} export function response() {}",
            vec!["1:1 {}: default exports are not supported"],
        ),
        (
            "export { request, response } from './a.js';",
            vec![
                "1:1 {}: cannot export from another module",
                "1:1 {}: missing handler `request`",
                "1:1 {}: missing handler `response`",
            ],
        ),
    ] {
        let expected: Vec<_> = expected.iter().map(|e| e.replace("{}", code)).collect();
        let mut found = findings(module);
        found.sort();
        assert_eq!(found, expected, "{module}");
    }
}

#[test]
fn names_that_do_not_exist() {
    accepted("console.log(NaN, Infinity, undefined, Boolean(1), JSON.stringify({}), Math.max(1));");
    let code = "module/unknown-name";
    refused("return fetch('https://a');", &[&format!("3:8 {code}: unknown name `fetch`")]);
    refused("return itmes;", &[&format!("3:8 {code}: unknown name `itmes`")]);
    refused("return eval('1');", &[&format!("3:8 {code}: unknown name `eval`")]);
    refused("return globalThis.x;", &[&format!("3:8 {code}: unknown name `globalThis`")]);
}

#[test]
fn the_context_is_read_only() {
    accepted("ctx.stash.id = ctx.args.id; ctx.args.name = 'x'; delete ctx.args.id; return {};");
    let code = "module/context-assignment";
    refused("ctx = {};", &[&format!("3:1 {code}: cannot assign to `ctx`")]);
    refused("ctx.stash = {};", &[&format!("3:1 {code}: cannot assign to `ctx.stash`")]);
    refused("ctx['args'] = {};", &[&format!("3:1 {code}: cannot assign to `ctx.args`")]);
    refused("delete ctx.result;", &[&format!("3:8 {code}: cannot assign to `ctx.result`")]);
    refused("[ctx.prev] = [1];", &[&format!("3:2 {code}: cannot assign to `ctx.prev`")]);
    refused("for (ctx.error of []) {}", &[&format!("3:6 {code}: cannot assign to `ctx.error`")]);
}

#[test]
fn code_that_is_not_javascript() {
    for module in ["export function request(", "let x: string = 1;", "import a from;", "a b"] {
        let found = findings(module);
        assert!(found.iter().all(|finding| finding.contains("module/syntax")), "{found:?}");
    }
    assert!(Module::parse("export const a = 'x").is_err());
}

#[test]
fn code_is_bounded() {
    let long = format!("{}// {}", request("return 1;"), "x".repeat(32_768));
    assert!(findings(&long)[0].contains("module/size"), "{:?}", findings(&long));
    let deep = request(&format!("return {}1{};", "(".repeat(300), ")".repeat(300)));
    assert!(findings(&deep)[0].contains("module/nesting"), "{:?}", findings(&deep));
}
