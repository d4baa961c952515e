//! Diagnostics of templates that do not parse, or use what does not exist.

use std::fmt::Write;

use appsync_vtl::{RenderedDiagnostic, Template};

/// The diagnostics of a template, as text.
fn faults(source: &str) -> String {
    match Template::parse_named("resolver.vtl", source) {
        Ok(template) => render(&template.check()),
        Err(error) => render(&error.0),
    }
}

fn render(diagnostics: &[RenderedDiagnostic]) -> String {
    let mut text = String::new();
    for found in diagnostics {
        let label = &found.labels[0];
        let excerpt = &found.main_source().unwrap().text[label.range.clone()];
        writeln!(text, "{} {}: {}", label.start, found.code.name, found.message).unwrap();
        writeln!(text, "  {excerpt:?} {}", label.text).unwrap();
        if let Some(help) = &found.help {
            writeln!(text, "  help: {help}").unwrap();
        }
    }
    text
}

#[test]
fn sound_templates_have_none() {
    assert_eq!(faults("#set($x = 1)$x $util.toJson($x) #if($x)y#end #notAMacro #fff"), "");
}

#[test]
fn syntax_faults_say_where_and_what_to_write() {
    insta::assert_snapshot!(faults("a\n  #if($x == )\nb\n#end"));
    insta::assert_snapshot!(faults("${x.y"));
    insta::assert_snapshot!(faults("#set($x = \"abc)"));
    insta::assert_snapshot!(faults("#set(x = 1)"));
    insta::assert_snapshot!(faults("#set($x = word)"));
    insta::assert_snapshot!(faults("$x.y(1, )"));
    insta::assert_snapshot!(faults("#set($m = {\"a\": 1, })"));
    insta::assert_snapshot!(faults("#set($n = $a -1)"));
    insta::assert_snapshot!(faults("#foreach($x in)#end"));
    insta::assert_snapshot!(faults("#macro()#end"));
    insta::assert_snapshot!(faults("price: $"));
    insta::assert_snapshot!(faults("#set($x = @)"));
    insta::assert_snapshot!(faults("#parse(\"other.vtl\")"));
    insta::assert_snapshot!(faults("#include(\"other.txt\")"));
}

#[test]
fn blocks_say_what_opened_them() {
    insta::assert_snapshot!(faults("#if($x)\n#foreach($y in $x)\n$y\n#end\n"));
    insta::assert_snapshot!(faults("a #end b"));
    insta::assert_snapshot!(faults("#if(true)a#{else}b#{else}c#end d"));
}

#[test]
fn all_faults_are_reported() {
    insta::assert_snapshot!(faults(
        "#set($a = )\n#set($b = 1)\n#if($c = 1)\nx\n#end\n#set($d 4)\n"
    ));
}

#[test]
fn faults_in_strings_are_where_they_are_in_the_template() {
    insta::assert_snapshot!(faults("#set($x = \"ab #if($y = 1)c#end\")"));
    insta::assert_snapshot!(faults("#set($x = \"\\u0041 #if(\")"));
    insta::assert_snapshot!(faults("#set($x = \"\\uZZZZ\")"));
}

#[test]
fn unknown_utilities_are_named_with_a_suggestion() {
    insta::assert_snapshot!(faults("$util.toJsn($ctx.args)"));
    insta::assert_snapshot!(faults("$util.dynamodb.toDynamoDbJson(1)"));
    insta::assert_snapshot!(faults("$utils.tiem.nowISO8601()"));
    insta::assert_snapshot!(faults("$util.nowISO8601()"));
    insta::assert_snapshot!(faults("$util.toJson()"));
    insta::assert_snapshot!(faults("$extensions.evict()"));
    insta::assert_snapshot!(faults("$util.zzz.qqq"));
}

#[test]
fn unknown_utilities_are_found_wherever_they_stand() {
    let places = [
        "#set($x = $util.nope())",
        "#set($x.y[$util.nope()] = 1)",
        "#if($util.nope())#end",
        "#if(true)#{else}$util.nope()#end",
        "#if(1 == 2)#elseif(!$util.nope())#end",
        "#foreach($x in $util.nope())#end",
        "#foreach($x in [1])$util.nope()#end",
        "#macro(m)$util.nope()#end",
        "#m($util.nope())",
        "#@m()$util.nope()#end",
        "#define($x)$util.nope()#end",
        "#set($x = \"a $util.nope()\")",
        "#set($x = [{\"a\": $util.nope()}])",
        "#set($x = {$util.nope(): 1})",
        "#set($x = 1 + $util.nope())",
        "#set($x = [1..$util.nope()])",
        "$x.y($util.nope())",
        "$util.toJson($util.nope())",
        "#evaluate(\"$util.nope()\")",
        "#return($util.nope())",
        "#foreach($x in [1])#break($util.nope())#end",
        "#if(true || $util.nope())#end",
        "$!{util.nope()}",
    ];
    for place in places {
        let found = faults(place);
        assert!(found.contains("`$util` has no `nope()`"), "{place}: {found}");
    }
}

#[test]
fn a_wrong_number_of_arguments_is_a_fault() {
    for (call, takes) in [
        ("$util.dynamodb.toNull(1)", "`$util.dynamodb.toNull()` takes no arguments"),
        ("$util.isNull()", "`$util.isNull()` takes 1 argument"),
        ("$util.defaultIfNull(1)", "`$util.defaultIfNull()` takes 2 arguments"),
        ("$util.time.nowFormatted()", "`$util.time.nowFormatted()` takes 1 or 2 arguments"),
        ("$util.error()", "`$util.error()` takes 1, 2, 3 or 4 arguments"),
        ("$util.log.info()", "`$util.log.info()` takes 1 or more arguments"),
    ] {
        let found = faults(call);
        assert!(found.contains(&format!("{takes}\n")), "{call}: {found}");
    }
}

#[test]
fn too_much_nesting_is_a_fault() {
    for (start, unit) in [
        ("", "#if(true)"),
        ("", "#foreach($x in $y)"),
        ("", "#define($x)"),
        ("", "#macro(m)"),
        ("", "#@m()"),
        ("", "#literal()"),
        ("", "$x.y("),
        ("", "$x["),
        ("#set($x = ", "("),
        ("#set($x = ", "["),
        ("#set($x = ", "{1:"),
        ("#set($x = ", "!"),
        ("#m(", "["),
    ] {
        let found = faults(&format!("{start}{}", unit.repeat(100_000)));
        assert!(found.contains("template/nesting"), "{unit}: {}", &found[..found.len().min(300)]);
    }
}

#[test]
fn no_more_than_twenty_faults_are_reported() {
    let found = Template::parse(&"#set($x = )\n".repeat(1000)).unwrap_err();
    assert_eq!(found.0.len(), 20);
}

#[test]
fn a_template_of_too_many_bytes_is_a_fault() {
    let found = Template::parse(&" ".repeat(17 * 1024 * 1024)).unwrap_err();
    assert_eq!(found.0[0].code.name, "template/size");
}

#[test]
fn a_diagnostic_has_its_template() {
    let error = Template::parse_named("resolver.vtl", "a\n#if(").unwrap_err();
    let found = &error.0[0];
    assert_eq!(found.code.name, "template/syntax");
    assert_eq!(found.labels.len(), 1);
    assert_eq!(found.labels[0].path, "resolver.vtl");
    assert!(found.main_source().is_some());
    assert_eq!(error.to_string(), found.message);
}
