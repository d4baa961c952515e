//! The utilities as templates call them.

use appsync_vtl::{Context, Environment, ErrorCode, Evaluation, Position, Template, evaluate};
use serde_json::{Value as Json, json};

/// 2018-02-06T19:01:35.750Z.
const NOW: i64 = 1_517_943_695_750;

fn run(template: &str, context: &Json) -> Evaluation {
    let template = Template::parse(template).unwrap();
    assert!(template.check().is_empty(), "{:?}", template.check());
    let context = Context::from_json(context).unwrap();
    evaluate(&template, &context, &mut Environment::fixed(NOW))
}

/// What a template renders, as JSON.
#[track_caller]
fn render(template: &str, context: &Json) -> Json {
    let evaluation = run(template, context);
    assert_eq!(evaluation.error, None);
    serde_json::from_str(&evaluation.output).unwrap_or_else(|e| panic!("{e}: {evaluation:?}"))
}

/// The developer guide's template of a `PutItem`.
#[test]
fn a_put_item_takes_any_arguments() {
    let template = r#"
        {
            "version" : "2017-02-28",
            "operation" : "PutItem",
            "key": { "id" : $util.dynamodb.toDynamoDBJson($ctx.args.id) },
            #set( $myFoo = $util.dynamodb.toMapValues($ctx.args) )
            #set( $myFoo.version = $util.dynamodb.toNumber(1) )
            #set( $myFoo.timestamp = $util.dynamodb.toString($util.time.nowISO8601()) )
            "attributeValues" : $util.toJson($myFoo)
        }"#;
    assert_eq!(
        render(template, &json!({"arguments": {"id": "1", "tags": ["a"]}})),
        json!({
            "version": "2017-02-28",
            "operation": "PutItem",
            "key": {"id": {"S": "1"}},
            "attributeValues": {
                "id": {"S": "1"},
                "tags": {"L": [{"S": "a"}]},
                "version": {"N": 1},
                "timestamp": {"S": "2018-02-06T19:01:35.750Z"}
            }
        })
    );
}

#[test]
fn a_filter_is_read_back_and_joined() {
    let template = r##"
        #set( $filter = $util.parseJson($util.transform.toDynamoDBFilterExpression($ctx.args.filter)) )
        #if( !$util.isNullOrBlank($filter.expression) && $filter.expressionValues.size() == 0 )
            $util.qr($filter.remove("expressionValues"))
        #end
        $util.qr($filter.put("expression", "$filter.expression AND (#b = :b)"))
        $util.toJson($filter)"##;
    let filter =
        json!({"or": [{"a": {"attributeExists": true}}, {"a": {"attributeExists": false}}]});
    assert_eq!(
        render(template, &json!({"arguments": {"filter": filter}})),
        json!({
            "expression": "((attribute_exists(#a)) OR (attribute_not_exists(#a))) AND (#b = :b)",
            "expressionNames": {"#a": "a"}
        })
    );
}

/// Both names of the namespace, and results that are used further.
#[test]
fn results_are_values() {
    for (template, expected) in [
        ("$utils.toJson($util.parseJson('[1, 2]').size())", json!(2)),
        (
            "$util.toJson($util.map.copyAndRemoveAllKeys({'a': 1, 'b': 2}, ['a']).keySet())",
            json!(["b"]),
        ),
        (
            "#set($m = {'a': 1, 'b': 2})$util.toJson($util.list.copyAndRetainAll($m.keySet(), ['b']))",
            json!(["b"]),
        ),
        ("$util.toJson($util.dynamodb.toMap({'a': 1}).M.a.N)", json!(1)),
        ("#set($n = $util.time.nowEpochSeconds() + 1)$n", json!(1_517_943_696)),
        ("$util.toJson($util.isNullOrEmpty($ctx.args.none))", json!(true)),
        ("$util.toJson($util.isNullOrEmpty('x'))", json!(false)),
        ("$util.toJson($util.isNumber(1))", json!(true)),
        ("$util.toJson($util.typeOf({}))", json!("Map")),
        ("$util.toJson($util.defaultIfNullOrEmpty([], 'none'))", json!("none")),
        ("#if($util.authType() == 'API Key Authorization')1#end", json!(1)),
        ("$util.toJson($util.defaultIfNull($ctx.args.none, {'a': []}))", json!({"a": []})),
    ] {
        assert_eq!(render(template, &json!({})), expected, "{template}");
    }
}

#[test]
fn effects_are_part_of_the_evaluation() {
    let template = r#"
        $util.appendError("first", "T", {"a": 1})
        $util.log.info("{}!", $ctx.outErrors.size())
        $util.http.addResponseHeader("X-Count", 7)
        $extensions.evictFromApiCache("Query", "getPost", {"context.arguments.id": "1"})
        $util.qr($ctx.stash.put("k", "v"))
        $util.quiet($ctx.stash.put("l", "w"))"#;
    let evaluation = run(template, &json!({}));
    assert_eq!(evaluation.error, None);
    assert_eq!(evaluation.output.trim(), "");
    assert_eq!(evaluation.out_errors[0].message, "first");
    assert_eq!(evaluation.logs, ["INFO - 1!"]);
    assert_eq!(json!(evaluation.response_headers), json!({"X-Count": 7}));
    assert_eq!(evaluation.extensions[0].name, "evictFromApiCache");
    assert_eq!(evaluation.stash, json!({"k": "v", "l": "w"}));
}

#[test]
fn an_error_ends_the_evaluation_where_it_is_raised() {
    for (call, code, message) in [
        ("$util.error('m', 'T')", ErrorCode::Raised, "m"),
        ("$util.validate(false, 'm')", ErrorCode::Raised, "m"),
        ("$util.unauthorized()", ErrorCode::Unauthorized, "Unauthorized"),
        (
            "$util.urlEncode(1)",
            ErrorCode::Exception,
            "argument 1 has to be a String, and is Integer",
        ),
        (
            "$util.base64Decode('&')",
            ErrorCode::Exception,
            "the text is not base64: invalid symbol 38, offset 0.",
        ),
    ] {
        let evaluation = run(&format!("before\n  {call}\nafter"), &json!({}));
        let error = evaluation.error.unwrap();
        assert_eq!((error.code, error.message.as_str()), (code, message), "{call}");
        assert_eq!(error.location.map(|l| l.line), Some(2), "{call}");
        assert!(!evaluation.output.contains("after"), "{call}");
    }
    let location = run("$util.error('m')", &json!({})).error.unwrap().location;
    assert!(matches!(location, Some(Position { line: 1, .. })));
}

#[test]
fn what_does_not_exist_is_found_without_running() {
    for template in ["$util.toJsn(1)", "$util.time.now()", "$util.error()", "$extensions.nope()"] {
        let faults = Template::parse(template).unwrap().check();
        assert_eq!(faults.len(), 1, "{template}: {faults:?}");
    }
}
