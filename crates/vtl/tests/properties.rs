//! What holds for every template and every context.

use appsync_vtl::{Context, Environment, Limits, Template, evaluate};
use proptest::prelude::*;
use serde_json::{Value as Json, json};

const LIMITS: Limits = Limits {
    template_bytes: 1 << 16,
    loop_iterations: 50,
    output_bytes: 1 << 16,
    steps: 50_000,
    memory_bytes: 1 << 20,
    depth: 200,
};

/// What templates are made of, whole and in parts.
const PIECES: [&str; 96] = [
    "$x",
    "${x}",
    "$!x",
    "$!{x.y}",
    "$x.y",
    "$x[0]",
    "$x['a']",
    "$x.get(0)",
    "$ctx.args.s",
    "$ctx.args.l",
    "$ctx.args.m",
    "$ctx.args.n",
    "\\$x",
    "\\\\$x",
    "$",
    "$!",
    "${",
    "$.",
    "$[",
    "#",
    "##",
    "#*",
    "*#",
    "#[[",
    "]]#",
    "#set($x = ",
    "#set($x.y = ",
    "#set($x[0] = ",
    "#if(",
    "#elseif(",
    "#else",
    "#{else}",
    "#end",
    "#foreach($i in ",
    "#break",
    "#stop",
    "#return(",
    "#return",
    "#macro(m $a)",
    "#m(",
    "#@m()",
    "#define($d)",
    "$d",
    "#evaluate(",
    "#literal()",
    "#nope",
    "#nope(",
    ")",
    "(",
    "[",
    "]",
    "{",
    "}",
    ",",
    ":",
    "..",
    ".",
    "\"",
    "'",
    "\"\"",
    "=",
    "==",
    "!=",
    "<",
    ">=",
    "&&",
    "||",
    "!",
    "+",
    " - ",
    "*",
    "/",
    "%",
    "1",
    "-1",
    "0",
    "1.5",
    "99999999999999999999",
    "2147483647",
    "true",
    "false",
    " ",
    "\n",
    "\r\n",
    "\t",
    "a",
    "é😀",
    "$foreach.index",
    "$foreach.parent",
    ".add($x)",
    ".put('k', $x)",
    ".entrySet()",
    ".replaceAll('(a)(b)?', '$1')",
    ".split(',')",
    ".substring(1)",
    "$util.toJson($x)",
];

/// Whole statements.
const STATEMENTS: [&str; 16] = [
    "#set($x = $ctx.args.l)",
    "#set($x = {'a': [1, 2, {'b': $x}]})",
    "#set($x = \"$x $ctx.args.s\")",
    "#foreach($i in [1..5])$i $foreach.count#set($x = [$x, $i])#end",
    "#if($x == $y || !$x)a#elseif($x > 1)b#{else}c#end",
    "#macro(m $a)[$a#if($n < 3)#set($n = $n + 1)#m($a)#end]#end#set($n = 0)#m($x)",
    "#define($d)$x$d#end$d",
    "#evaluate('$x #set($x = 1)')",
    "#foreach($e in $ctx.args.m.entrySet())$e.key=$e.value#end",
    "$util.qr($ctx.args.m.put('self', $ctx.args.m))",
    "$util.qr($ctx.args.l.add($ctx.args.l))",
    "$ctx.args $ctx.stash $util.toJson($ctx)",
    "#set($s = $ctx.args.s.replaceAll('[a-z]', '<$0>'))$s $s.length() $s.hashCode()",
    "#set($n = 9223372036854775807)#set($n = $n * $n + 1.5)$n",
    "$ctx.args.m.keySet().removeAll(['a'])$ctx.args.m",
    "#set($l = [3, 1, 2])#set($l[0] = $l.remove(1))$l $l.subList(0, 1)",
];

fn template() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        4 => prop::sample::select(&PIECES[..]).prop_map(str::to_owned),
        2 => prop::sample::select(&STATEMENTS[..]).prop_map(str::to_owned),
        1 => "\\PC{0,4}",
    ];
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i64>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        ".{0,8}".prop_map(Json::from),
    ];
    leaf.prop_recursive(4, 32, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Json::from),
            prop::collection::vec((".{0,4}", inner), 0..6)
                .prop_map(|entries| Json::Object(entries.into_iter().collect())),
        ]
    })
}

fn context() -> Context {
    Context::from_json(&json!({
        "arguments": {"s": "a b,c", "n": 3, "l": ["a", 1, null], "m": {"a": 1, "b": {"c": 2}}},
    }))
    .expect("the context has the right shape")
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 1000, ..ProptestConfig::default() })]

    #[test]
    fn any_text_is_parsed_or_refused(source in "\\PC*") {
        if let Err(faults) = Template::parse(&source) {
            prop_assert!(!faults.0.is_empty());
        }
    }

    #[test]
    fn faults_are_within_the_template(source in template()) {
        let faults = match Template::parse(&source) {
            Ok(template) => template.check(),
            Err(faults) => faults.0,
        };
        for fault in faults {
            prop_assert!(source.get(fault.labels[0].range.clone()).is_some());
        }
    }

    #[test]
    fn any_template_ends_and_ends_the_same_way_again(source in template()) {
        if let Ok(template) = Template::parse(&source) {
            let mut environment = Environment::fixed(0).with_limits(LIMITS);
            let first = evaluate(&template, &context(), &mut environment);
            prop_assert!(first.returned.is_some() || first.output.len() <= LIMITS.output_bytes);
            let mut environment = Environment::fixed(0).with_limits(LIMITS);
            prop_assert_eq!(first, evaluate(&template, &context(), &mut environment));
        }
    }

    #[test]
    fn text_is_rendered_as_it_is(text in "[^$#\\\\]*") {
        let template = Template::parse(&text).expect("text parses");
        let evaluation = evaluate(&template, &Context::default(), &mut Environment::fixed(0));
        prop_assert_eq!(evaluation.output, text);
    }

    #[test]
    fn json_comes_back_as_it_went_in(value in any_json()) {
        let template = Template::parse("#return($ctx.result)").expect("the template parses");
        let context = Context { result: value.clone(), ..Context::default() };
        let evaluation = evaluate(&template, &context, &mut Environment::fixed(0));
        prop_assert_eq!(evaluation.returned, Some(value));
    }

    #[test]
    fn any_context_can_be_rendered(value in any_json()) {
        let template = Template::parse(
            "$ctx.result $ctx.result.hashCode() #if($ctx.result == $ctx.source)same#end \
             #set($m = {$ctx.result: 1})$m.get($ctx.source) $ctx.result.a $!ctx.result[0]",
        ).expect("the template parses");
        let context = Context { result: value.clone(), source: value, ..Context::default() };
        let evaluation = evaluate(&template, &context, &mut Environment::fixed(0));
        if context.result != Json::Null && evaluation.error.is_none() {
            prop_assert!(evaluation.output.contains("same1 "), "{}", evaluation.output);
        }
    }

    #[test]
    fn integers_are_computed_as_java_does(a in any::<i32>(), b in any::<i32>()) {
        let template = Template::parse(
            "#set($s = $ctx.args.a + $ctx.args.b)#set($d = $ctx.args.a - $ctx.args.b)\
             #set($p = $ctx.args.a * $ctx.args.b)#set($q = $ctx.args.a / $ctx.args.b)\
             #set($r = $ctx.args.a % $ctx.args.b)$s $d $p $!q $!r",
        ).expect("the template parses");
        let json = json!({"arguments": {"a": a, "b": b}});
        let context = Context::from_json(&json).expect("the context has the right shape");
        let evaluation = evaluate(&template, &context, &mut Environment::fixed(0));
        let (a, b) = (i64::from(a), i64::from(b));
        let text = |n: Option<i64>| n.map_or(String::new(), |n| n.to_string());
        let expected = format!(
            "{} {} {} {} {}", a + b, a - b, a * b, text(a.checked_div(b)), text(a.checked_rem(b))
        );
        prop_assert_eq!(evaluation.output, expected);
    }
}
