//! What an evaluation hands back, and what ends it.

use appsync_vtl::{Context, Environment, ErrorCode, Evaluation, Limits, Template, evaluate};
use serde_json::json;

fn run_with(source: &str, context: serde_json::Value, limits: Limits) -> Evaluation {
    let template = Template::parse(source).expect(source);
    let context = Context::from_json(&context).expect("the context has the right shape");
    evaluate(&template, &context, &mut Environment::fixed(0).with_limits(limits))
}

fn run(source: &str, context: serde_json::Value) -> Evaluation {
    run_with(source, context, Limits::default())
}

fn output(source: &str) -> String {
    let evaluation = run(source, json!({}));
    assert_eq!(evaluation.error, None, "{source}");
    evaluation.output
}

#[test]
fn the_context_has_all_its_parts() {
    let context = json!({
        "arguments": {"id": "1"}, "identity": {"sub": "s"}, "source": {"a": 1}, "result": [1],
        "prev": {"result": 2}, "stash": {"k": "v"}, "error": {"message": "m"},
        "outErrors": [{"message": "o"}], "info": {"fieldName": "f"},
        "request": {"headers": {"x-api-key": "da2-x"}}, "env": {"TABLE": "t"},
    });
    let source = "$ctx.args.id $ctx.arguments.id $context.identity.sub $ctx.source.a \
                  $ctx.result[0] $ctx.prev.result $ctx.stash.k $ctx.error.message \
                  $ctx.outErrors[0].message $ctx.info.fieldName $ctx.request.headers.x-api-key \
                  $ctx.env.TABLE";
    assert_eq!(run(source, context).output, "1 1 s 1 1 2 v m o f da2-x t");
}

#[test]
fn parts_not_given_are_empty_or_null() {
    let source = "$ctx.args $ctx.stash $ctx.outErrors $ctx.env $ctx.identity $!ctx.source.x";
    assert_eq!(output(source), "{} {} [] {} $ctx.identity ");
}

#[test]
fn arguments_have_two_names() {
    assert_eq!(output("#set($ctx.args.x = 1)$ctx.arguments.x"), "1");
}

#[test]
fn a_context_of_another_shape_is_refused() {
    for (context, message) in [
        (json!([]), "the context is not an object"),
        (json!({"argument": {}}), "the context has no part `argument`"),
        (json!({"stash": []}), "`stash` of the context is not an object"),
        (json!({"outErrors": {}}), "`outErrors` of the context is not an array"),
    ] {
        assert_eq!(Context::from_json(&context).unwrap_err().to_string(), message);
    }
}

#[test]
fn the_stash_is_handed_back() {
    let source = "#set($ctx.stash.n = $ctx.stash.n + 1)$util.qr($ctx.stash.put('l', [1, {}]))";
    let evaluation = run(source, json!({"stash": {"n": 1, "k": "v"}}));
    assert_eq!(evaluation.stash, json!({"n": 2, "k": "v", "l": [1, {}]}));
    assert_eq!(evaluation.output, "");
}

#[test]
fn arguments_are_handed_back_if_they_changed() {
    let context =
        json!({"arguments": {"n": 1.5, "list": [1, null, {"x": "y"}], "big": 12345678901u64}});
    let changed = |source| run(source, context.clone()).changed_arguments;
    assert_eq!(changed("$ctx.args.n $ctx.args.list[2].x $util.toJson($ctx.args)"), None);
    assert_eq!(changed("#set($ctx.args.n = 1.5)"), None);
    let expected = json!({"n": 1.5, "list": [1, null, {"x": "z"}], "big": 12345678901u64});
    assert_eq!(changed("#set($ctx.args.list[2].x = 'z')"), Some(expected));
    let added = changed("$util.qr($ctx.arguments.put('k', {}))").expect("an argument was added");
    assert_eq!(added["k"], json!({}));
}

#[test]
fn return_ends_the_template_with_a_value() {
    let evaluation = run("a#set($x = {\"k\": [1, $null]})#if(true)#return($x)#end b", json!({}));
    assert_eq!(evaluation.returned, Some(json!({"k": [1, null]})));
    assert_eq!(evaluation.output, r#"{"k":[1,null]}"#);
    assert_eq!(evaluation.error, None);
}

#[test]
fn return_without_a_value_returns_null() {
    for source in ["a#return b", "a#return() b", "#foreach($x in [1])#return#end", "#return($nope)"]
    {
        let evaluation = run(source, json!({}));
        assert_eq!(evaluation.returned, Some(json!(null)), "{source}");
        assert_eq!(evaluation.output, "null");
    }
}

#[test]
fn return_leaves_macros_defines_and_evaluated_text() {
    for source in [
        "#macro(m)#return(1)#end#m()x",
        "#define($d)#return(1)#end${d}x",
        "#evaluate('#return(1)')x",
        "#set($s = \"#return(1)\")x",
    ] {
        assert_eq!(run(source, json!({})).returned, Some(json!(1)), "{source}");
    }
}

#[test]
fn what_a_template_raises_ends_it() {
    let evaluation = run("ab\n c$util.error('why', 'Type', {'a': 1}, {'b': 2})d", json!({}));
    let error = evaluation.error.expect("the template raised an error");
    assert_eq!(error.code, ErrorCode::Raised);
    assert_eq!(error.message, "why");
    assert_eq!(error.error_type.as_deref(), Some("Type"));
    assert_eq!(error.data, json!({"a": 1}));
    assert_eq!(error.error_info, json!({"b": 2}));
    assert_eq!(error.location.map(|l| l.to_string()).as_deref(), Some("2:9"));
    assert_eq!(evaluation.output, "ab\n c");
    assert_eq!(run("$util.unauthorized()", json!({})).error.unwrap().code, ErrorCode::Unauthorized);
}

#[test]
fn appended_errors_are_noted_where_they_are() {
    let evaluation = run("a$util.appendError('one')b\n$util.appendError('two')", json!({}));
    assert_eq!(evaluation.error, None);
    let noted: Vec<_> = evaluation
        .out_errors
        .iter()
        .map(|error| format!("{} {}", error.location.expect("it has a place"), error.message))
        .collect();
    assert_eq!(noted, ["1:8 one", "2:7 two"]);
}

#[test]
fn exceptions_say_where_they_happened() {
    for (source, location, message) in [
        ("#set($l = [1])\n  $l.get(4)", "2:6", "Index 4 out of bounds for length 1"),
        ("#set($l = [1])\n$l[4]", "2:3", "Index 4 out of bounds for length 1"),
        ("#set($l = [1])\n#set($l[4] = 1)", "2:8", "Index 4 out of bounds for length 1"),
        ("#set($s = 'a')\n\"$s.substring(5)\"", "2:5", "begin 5, end 1, length 1"),
        ("#set($s = 'abc')#set($t = \"x $s.substring(9)\")", "1:33", "begin 9, end 3, length 3"),
        (
            "#evaluate('$x.y')\n #evaluate('#if(')",
            "2:2",
            "the text to evaluate does not parse: unexpected end of the template",
        ),
        (
            "#macro(m)\n$x.length() $x.charAt(9)#end#set($x = 'a')#m()",
            "2:16",
            "String index out of range: 9",
        ),
    ] {
        let error = run(source, json!({})).error.expect(source);
        assert_eq!(error.code, ErrorCode::Exception, "{source}");
        assert_eq!(error.message, message, "{source}");
        assert_eq!(error.location.expect(source).to_string(), location, "{source}");
    }
}

#[test]
fn a_template_serves_many_evaluations_and_threads() {
    let template = Template::parse("#macro(m)$ctx.args.n#end#set($x = $ctx.args.n)#m()$x").unwrap();
    std::thread::scope(|scope| {
        for n in 0..4 {
            let template = &template;
            scope.spawn(move || {
                for _ in 0..100 {
                    let context = Context::from_json(&json!({"arguments": {"n": n}})).unwrap();
                    let evaluation = evaluate(template, &context, &mut Environment::fixed(0));
                    assert_eq!(evaluation.output, format!("{n}{n}"));
                }
            });
        }
    });
}

#[test]
fn one_evaluation_leaves_nothing_for_the_next() {
    let template =
        Template::parse("$!x#set($x = 1)#evaluate('#macro(late)y#end#set($z = 2)')#late()$!z")
            .unwrap();
    let mut environment = Environment::fixed(0);
    for _ in 0..3 {
        let evaluation = evaluate(&template, &Context::default(), &mut environment);
        assert_eq!(evaluation.output, "y2");
    }
}

#[test]
fn variables_can_be_handed_in() {
    let template = Template::parse("$x $y.z").unwrap();
    let variables = json!({"x": 1, "y": {"z": "q"}, "unused": 2});
    let variables = variables.as_object().unwrap().clone();
    let context = Context { variables, ..Context::default() };
    assert_eq!(evaluate(&template, &context, &mut Environment::fixed(0)).output, "1 q");
}

#[test]
fn a_utility_can_be_shadowed_and_passed_on() {
    assert_eq!(output("#set($util = {'toJson': 'mine'})$util.toJson $!util.toJson(1)"), "mine ");
    assert_eq!(output("#set($u = $util)$u.toJson([1])"), "[1]");
    assert_eq!(
        output("#set($d = $util.dynamodb)$d.nope(1).x $util.nope() $util.nope"),
        "$d.nope(1).x $util.nope() $util.nope"
    );
}

#[test]
fn an_evaluation_is_serialized_as_json() {
    let evaluation = run("a$util.appendError('e')$util.error('why')", json!({"stash": {"k": 1}}));
    assert_eq!(
        serde_json::to_value(&evaluation).unwrap(),
        json!({
            "output": "a",
            "error": {"message": "why", "location": {"line": 1, "column": 30}},
            "outErrors": [{"message": "e", "location": {"line": 1, "column": 8}}],
            "stash": {"k": 1}, "logs": [], "extensions": [], "responseHeaders": {},
        })
    );
}
