use super::*;

fn texts(code: &str) -> Vec<String> {
    find("a.tsx".as_ref(), code).into_iter().map(|document| document.text).collect()
}

#[test]
fn tagged_templates_and_generated_statements_are_found() {
    let code = "const a = gql`query A { a }`;\n\
                export const b = /* GraphQL */ `query B { b }` as GeneratedQuery<B>;\n\
                graphql`fragment C on D { e }`; const no = `query X { x }`; css`a {}`";
    assert_eq!(texts(code), ["query A { a }", "query B { b }", "fragment C on D { e }"]);
}

#[test]
fn calls_and_type_arguments_are_marks_too() {
    let code = "graphql(`query A { a }`); gql<Map<A, B>>`query B { b }`; f(`query X { x }`);\n\
                const c = <p>a / b</p>; const d = <br />; gql`query C { c }`";
    assert_eq!(texts(code), ["query A { a }", "query B { b }", "query C { c }"]);
}

#[test]
fn comments_strings_and_regular_expressions_are_passed_over() {
    let code = "// gql`query A { a }`\n/* gql`query B { b }` */ 'gql`' + \"gql`\";\n\
                x = /[`/]gql`/; y = a / b / gql`query C { c }`; <p>Don't</p>\n\
                return /`/.test(gql`query D { d }`)";
    assert_eq!(texts(code), ["query C { c }", "query D { d }"]);
}

#[test]
fn interpolations_are_spaces_and_searched_themselves() {
    let code = "gql`query A { ...B } ${gql`fragment B on C { d }`}`";
    let documents = find("a.ts".as_ref(), code);
    assert_eq!(documents[0].text, "fragment B on C { d }");
    assert_eq!(documents[1].text.trim_end(), "query A { ...B }");
    let interpolated = &documents[1].interpolations;
    assert_eq!(interpolated.first(), Some(&(17..documents[1].text.len())));
    assert_eq!(interpolated.len(), 1);
}

#[test]
fn places_behind_escapes_and_interpolations_are_right() {
    let code = "x; gql`{ a(b: \"\\u00e9\\`\") ${ { c: '}' }.c } last }`";
    let documents = find("a.ts".as_ref(), code);
    let text = &documents[0].text;
    assert!(text.starts_with("{ a(b: \"é`\") "), "{text}");
    let last = text.find("last").unwrap();
    assert!(code[documents[0].offset_in_file(last)..].starts_with("last"));
}

#[test]
fn documents_that_are_found_are_parsed() {
    let code = "export const listTodos = /* GraphQL */ `query ListTodos(\n  $limit: Int\n) {\n  \
                listTodos(limit: $limit) { items { id } }\n}\n`;";
    for text in texts(code) {
        let parsed = apollo_compiler::ast::Document::parse(&text, "a.graphql");
        assert!(parsed.is_ok(), "{text}");
    }
}
