//! No template takes unbounded time, memory or stack.

use appsync_vtl::{Context, Environment, ErrorCode, Evaluation, Limits, Template, evaluate};

fn run_with(source: &str, limits: Limits) -> Evaluation {
    let template = Template::parse(source).expect(source);
    evaluate(&template, &Context::default(), &mut Environment::fixed(0).with_limits(limits))
}

/// Fewer steps than the default allows, so that what runs into that limit does so soon.
fn few_steps() -> Limits {
    Limits { steps: 1_000_000, ..Limits::default() }
}

/// The message of the limit that a template runs into.
fn limit(source: &str) -> String {
    limit_with(source, few_steps())
}

fn limit_with(source: &str, limits: Limits) -> String {
    let error = run_with(source, limits).error.unwrap_or_else(|| panic!("no error in {source}"));
    assert_eq!(error.code, ErrorCode::Limit, "{source}: {}", error.message);
    error.message
}

/// A template that does something a million times.
fn often(what: &str) -> String {
    format!("#foreach($i in [1..1000])#foreach($j in [1..1000]){what}#{{end}}#{{end}}")
}

#[test]
fn templates_have_a_size() {
    assert_eq!(limit(&"a".repeat(65 * 1024)), "the template has 66560 bytes, and may have 65536");
    let limits = Limits { template_bytes: 100_000, ..Limits::default() };
    assert_eq!(run_with(&"a".repeat(65 * 1024), limits).error, None);
}

#[test]
fn loops_have_a_number_of_iterations() {
    assert_eq!(run_with("#foreach($x in [1..1000])#end", Limits::default()).error, None);
    assert_eq!(
        limit("#foreach($x in [1..1001])#end"),
        "a `#foreach` goes through more than 1000 elements"
    );
    let limits = Limits { loop_iterations: 3, ..Limits::default() };
    limit_with("#foreach($x in [1, 2, 3, 4])#end", limits);
}

#[test]
fn evaluations_have_a_number_of_steps() {
    assert_eq!(limit(&often("#set($x = $i)")), "the evaluation takes more than 1000000 steps");
    let limits = Limits { steps: 10, ..Limits::default() };
    limit_with("$a$a$a$a$a$a$a$a$a$a$a", limits);
}

#[test]
fn the_output_has_a_size() {
    let limits = Limits { output_bytes: 5, ..Limits::default() };
    assert_eq!(run_with("abcde", limits).error, None);
    assert_eq!(limit_with("abcdef", limits), "the evaluation renders more than 5 bytes");
    assert_eq!(
        limit_with("#set($x = [1, 2])$x", limits),
        "the evaluation renders more than 5 bytes"
    );
    assert_eq!(run_with("a#set($x = [1, 2])$x", limits).output, "a");
    limit(&often("0123456789"));
}

#[test]
fn memory_is_bounded() {
    for source in [
        "#set($s = 'abcdefgh')#foreach($i in [1..1000])#set($s = $s + $s)#end",
        "#set($s = 'abcdefgh')#foreach($i in [1..1000])#set($s = \"$s$s\")#end",
        "#set($s = 'abcdefgh')#foreach($i in [1..1000])#set($s = $s.concat($s))#end",
        "#set($s = 'abcdefgh')#set($s = $s.repeat(2147483647))",
        "#set($s = 'aaaaaaaa')#foreach($i in [1..1000])#set($s = $s.replace('a', 'aa'))#end",
        "#set($s = 'aaaaaaaa')#foreach($i in [1..1000])#set($s = $s.replaceAll('a', 'aa'))#end",
        "#set($s = 'abcdefgh')#foreach($i in [1..1000])#set($s = $s.join($s, [$s, $s, $s]))#end",
        "#set($l = [1..2000000000])",
        "#set($l = [-2147483648..2147483647])",
        "#set($l = [1])#foreach($i in [1..1000])#set($x = $l.addAll($l))#end",
        "#set($l = [1])#foreach($i in [1..1000])#set($l = [$l, $l])#end$l",
        "#set($l = [1])#foreach($i in [1..1000])#set($l = [$l, $l])#end$util.toJson($l)",
        "#set($l = [1])#foreach($i in [1..40])#set($l = [$l, $l])#end$l.hashCode()",
        "#set($l = [1])#set($m = [1])#foreach($i in [1..40])#set($l = [$l, $l])#set($m = [$m, $m])#end#if($l == $m)#end",
        "#set($l = [1])#foreach($i in [1..40])#set($l = [$l, $l])#end#set($m = {$l: 1})",
        "#set($n = 99999999999999999999)#foreach($i in [1..1000])#set($n = $n * $n)#end",
        "#define($a)x$b$b#end#define($b)$a$a#end#foreach($i in [1..1000])$a#end#set($l = [1..2000000000])",
    ] {
        limit(source);
    }
    for what in [
        "#set($x = $l.add('0123456789'))",
        "#set($k = $i * 1000 + $j)#set($m[$k] = 1)",
        "#set($x = [1, 2, 3, 4, 5, 6, 7, 8, 9])",
        "#set($x = \"$i and a text that is copied each time that it is\")",
    ] {
        let limits = Limits { memory_bytes: 1 << 20, ..Limits::default() };
        limit_with(&format!("#set($l = [])#set($m = {{}}){}", often(what)), limits);
    }
}

#[test]
fn work_that_leaves_nothing_behind_is_bounded() {
    // Each goes through something large in one call, and keeps nothing of it.
    for (large, what) in [
        ("#set($l = [1..1000000])", "#set($x = $l.lastIndexOf(1000000))"),
        ("#set($l = [1..1000000])", "#set($x = $l.lastIndexOf(0))"),
        ("#set($l = [1..1000000])#set($e = [])", "#set($x = $e.containsAll($l))"),
        ("#set($l = [1..1000000])", "#set($x = $l.toString())"),
        ("#set($l = [1..1000000])", "#if($l == 'a')#end"),
        ("#set($l = [1..1000000])", "#set($x = $util.list.copyAndRetainAll($l, []))"),
        ("#set($l = $big.split('a', -1))", "#set($x = $big.join('', $l))"),
        ("", "#set($x = $a.compareToIgnoreCase($big))"),
        ("", "#set($x = $a.equalsIgnoreCase($big))"),
        ("#set($d = 1.5)#set($n = $spaces.concat('7'))", "#set($x = $d.parseDouble($n))"),
        ("#set($m = {})", "#set($x = $m[$big])"),
        ("#set($m = {})", "#set($x = $m.get($big))"),
        ("#set($m = {})", "#set($m[$big] = 1)"),
        ("#set($m = {})", "#set($x = $util.urlDecode($big))"),
        ("", "#if($util.matches('a*', $big))#end"),
        ("", "#set($x = $big.indexOf('b'))"),
        ("", "#set($x = $util.isNullOrBlank($spaces))"),
    ] {
        let large = format!(
            "#set($a = 'a')#set($big = $a.repeat(1000000))\
             #set($b = ' ')#set($spaces = $b.repeat(1000000)){large}"
        );
        limit(&format!("{large}{}", often(what)));
    }
}

#[test]
fn large_integers_take_bounded_time() {
    let number = "9".repeat(10_000);
    for what in ["$n", "#set($x = \"$n\")", "#if($n == 'a')#end", "#set($m = {$n: 1})"] {
        limit(&format!("#set($n = {number})#set($n = $n * $n){}", often(what)));
    }
    let fault = Template::parse(&format!("#set($n = {number}0)")).expect_err("it is too long");
    assert_eq!(fault.to_string(), "a number of more than 10000 digits");
}

#[test]
fn arguments_that_are_taken_away_in_macros_are_noted_once() {
    let body = often("#set($a = $nope)#set($b = $nope)$!b");
    limit(&format!("#macro(m $a $b){body}#end#m($x $y)"));
}

#[test]
fn evaluated_text_is_no_larger_than_a_template() {
    let source = "#set($a = '1')#set($t = $a.repeat(65537))#evaluate($t)";
    assert_eq!(limit(source), "the text to evaluate has 65537 bytes, and may have 65536");
}

#[test]
fn what_is_handed_back_counts_as_memory() {
    let limits = Limits { memory_bytes: 1 << 20, ..Limits::default() };
    let doubled = "#set($m = {})#foreach($i in [1..30])#set($m = {'a': $m, 'b': [$m]})#end";
    for what in [
        "#set($ctx.stash.m = $m)",
        "#set($ctx.args.m = $m)",
        "#return($m)",
        "$util.error('why', 'Type', $m)",
        "$util.qr($util.toJson($m))",
        "$util.qr($util.dynamodb.toDynamoDB($m))",
        "$m",
    ] {
        let message = limit_with(&format!("{doubled}{what}"), limits);
        assert_eq!(message, "the evaluation allocates more than 1048576 bytes", "{what}");
    }
}

#[test]
fn recursion_is_bounded() {
    for source in [
        "#macro(m)#m()#end#m()",
        "#macro(m $a)#m(\"$a$a\")#end#m('x')",
        "#macro(a)#b()#end#macro(b)#a()#end#a()",
        "#set($t = '#evaluate($t)')#evaluate($t)",
        "#set($l = [])#foreach($i in [1..1000])#set($l = [$l])#end$l",
        "#set($l = [])#foreach($i in [1..1000])#set($l = [$l])#end$util.toJson($l)",
        "#set($l = [])#foreach($i in [1..1000])#set($l = [$l])#end$l.hashCode()",
        "#set($m = {})#set($m.m = [$m])$m",
        "#set($m = {})#set($m.m = $m)$util.toJson($m)",
        "#set($m = {})#set($m.m = $m)$m.hashCode()",
        "#set($m = {})#set($m.m = $m)#set($n = {$m: 1})",
        "#set($m = {})$util.qr($m.put('m', $m))$util.dynamodb.toDynamoDBJson($m)",
        "#set($m = {})$util.qr($m.put('m', $m))$util.transform.toDynamoDBFilterExpression($m)",
        "#set($m = {})$util.qr($m.put('m', $m))$util.error('why', 'Type', $m)",
        "#set($l = [])$util.qr($l.add($l))$util.toJson($l)",
        "#set($l = [])#set($k = [])$util.qr($l.add($k))$util.qr($k.add($l))$l",
        "#set($m = {})#set($n = {})#set($m.m = $m)#set($n.m = $n)#if($m == $n)#end",
        "#set($m = {})#set($m.m = $m)#set($l = [$m])#if($l.contains({'m': {'m': $m}}))#end$l.indexOf($m.entrySet())$l.hashCode()",
        "#macro(m $a)#evaluate('#m($a)')#end#m('x')",
        "#define($a)$b#end#define($b)#m()#end#macro(m)$a#end#m()#foreach($i in [1..2000])#end",
        "#set($t = '#set($t = $t + $t)#evaluate($t)')#evaluate($t)",
        "#foreach($i in [1..1000])#set($foreach.me = $foreach)$foreach.me.me#end$util.toJson($foreach)#set($l = [])#set($l = [$l, $l])#foreach($i in [1..1001])#end",
    ] {
        limit(source);
    }
}

#[test]
fn a_stash_that_contains_itself_is_an_error_at_the_end() {
    limit("#set($ctx.stash.me = $ctx.stash)");
    limit("#set($ctx.stash.me = $ctx)a");
    limit("#set($ctx.stash.me = $ctx.stash)#return($ctx.stash)");
}

#[test]
fn deeply_nested_values_are_dropped_without_overflow() {
    let deep = often("#set($l = [$l])");
    let evaluation = run_with(&format!("#set($l = []){deep}done"), Limits::default());
    assert_eq!(evaluation.output, "done");
    let deep = often("#set($m = {'k': $m})");
    assert_eq!(run_with(&format!("#set($m = {{}}){deep}done"), Limits::default()).output, "done");
    let deep = often("#set($m = {'k': $l})#foreach($e in $m.entrySet())#set($l = $e)#end");
    assert_eq!(run_with(&format!("#set($l = []){deep}done"), Limits::default()).output, "done");
    let deep = often("#set($l = {$l: 1})");
    limit(&format!("#set($l = []){deep}"));
}

#[test]
fn macros_nest_as_deep_as_velocity_lets_them_without_overflow() {
    // Each level of macros holds the deepest nesting of blocks that this leaves room for.
    let body = format!("{}#m(){}", "#if(true)".repeat(8), "#end".repeat(8));
    let source = format!("#macro(m)#set($n = $n + 1)$n #if($n < 20){body}#end#end#set($n = 0)#m()");
    let evaluation = run_with(&source, Limits::default());
    assert_eq!(evaluation.error, None);
    assert!(evaluation.output.trim_end().ends_with("20"));
}

#[test]
fn the_deepest_template_does_not_overflow_the_stack() {
    for (open, close) in [("#if(true)", "#end"), ("#foreach($x in [1])", "#end")] {
        let source = format!("{}x{}", open.repeat(95), close.repeat(95));
        assert_eq!(run_with(&source, Limits::default()).output, "x");
    }
    let source = format!("#set($x = {}1{})$x", "(".repeat(90), ")".repeat(90));
    assert_eq!(run_with(&source, Limits::default()).output, "1");
    let source = format!("#set($x = {}1{})$x", "[".repeat(90), "]".repeat(90));
    assert_eq!(run_with(&source, Limits::default()).error, None);
    let source =
        format!("#set($x = {}1{})$x", "$util.defaultIfNull($n, ".repeat(90), ")".repeat(90));
    assert_eq!(run_with(&source, Limits::default()).output, "1");
    let source = format!("#set($x = {}true)$x", "!".repeat(90));
    assert_eq!(run_with(&source, Limits::default()).output, "true");
}

#[test]
fn long_chains_are_no_nesting() {
    let sum = vec!["1"; 10_000].join(" + ");
    assert_eq!(run_with(&format!("#set($x = {sum})$x"), Limits::default()).output, "10000");
    let any = vec!["$n"; 10_000].join(" || ");
    assert_eq!(run_with(&format!("#if({any} || true)x#end"), Limits::default()).output, "x");
    let path = ".a".repeat(20_000);
    assert_eq!(run_with(&format!("$!x{path}"), Limits::default()).output, "");
}

#[test]
fn regular_expressions_take_bounded_time() {
    for source in [
        "#set($s = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!')$s.matches('(a|a)*\\1b')",
        "#set($s = 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!')$s.matches('(.*)*\\1x')",
    ] {
        limit(source);
    }
    let error =
        run_with("$ctx.stash.toString().matches('((a{100}){100}){100}')", Limits::default());
    assert!(error.error.is_some());
    limit(&often("#set($x = $ctx.stash.toString().replaceAll(\"x$i$j\", 'y'))"));
}

#[test]
fn parsing_takes_linear_time() {
    // Each of these was, or could have been, quadratic; 60,000 bytes take seconds then.
    for unit in [
        "\\",
        "$",
        "#",
        "$$",
        "##",
        "\\\\#",
        " ",
        "$x.",
        "#a ",
        "#a(",
        "\"\"",
        "#*",
        "#[",
        "{",
        "$!{",
        "''",
        "$x[",
        "-",
        "$\\",
        "]]",
        "#if",
        "#set($x=\"\"",
        "$x.y('')",
    ] {
        let _ = Template::parse(&unit.repeat(60_000 / unit.len()));
    }
    let _ = Template::parse(&format!("#set($x = {})", "\"\"".repeat(30_000)));
    let _ = Template::parse(&format!("#m({}", "'' ".repeat(20_000)));
}
