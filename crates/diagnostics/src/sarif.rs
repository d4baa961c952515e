//! Diagnostics in the Static Analysis Results Interchange Format, SARIF 2.1.0.
//!
//! Source of truth:
//! <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>. GitHub's code scanning
//! reads a subset: <https://docs.github.com/code-security/code-scanning>.

use indexmap::IndexMap;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
use serde_json::{Value as Json, json};

use crate::code::Code;
use crate::diagnostic::Severity;
use crate::rendered::{Edit, Label, RenderedDiagnostic, RenderedFix};
use crate::source::Position;

/// The program whose results a log has.
#[derive(Debug, Clone, Copy)]
pub struct Tool<'a> {
    /// Its name.
    pub name: &'a str,
    /// Its version.
    pub version: &'a str,
}

/// A log of one run with the given results.
pub fn log(tool: Tool, diagnostics: &[RenderedDiagnostic]) -> Json {
    let mut rules = IndexMap::new();
    let mut results = Vec::with_capacity(diagnostics.len());
    for diagnostic in diagnostics {
        let entry = rules.entry(diagnostic.code.name);
        let index = entry.index();
        entry.or_insert(diagnostic.code);
        results.push(result(diagnostic, index));
    }
    let rules: Vec<Json> = rules.into_values().map(rule).collect();
    json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": tool.name,
                "semanticVersion": tool.version,
                "rules": rules,
            } },
            "columnKind": "unicodeCodePoints",
            "results": results,
        }],
    })
}

fn rule(code: &Code) -> Json {
    let mut rule = json!({ "id": code.name });
    if !code.explanation.is_empty() {
        let first = code.explanation.split("\n\n").next().unwrap_or_default();
        rule["fullDescription"] = json!({ "text": first });
        rule["help"] = json!({ "text": code.explanation, "markdown": code.explanation });
    }
    rule
}

fn result(diagnostic: &RenderedDiagnostic, rule: usize) -> Json {
    let level = match diagnostic.severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Advice => "note",
    };
    let mut text = diagnostic.message.clone();
    if let Some(help) = &diagnostic.help {
        text = format!("{text}\nhelp: {help}");
    }
    let mut result = json!({
        "ruleId": diagnostic.code.name,
        "ruleIndex": rule,
        "level": level,
        "message": message(&text),
        "locations": [],
    });
    let mut labels = diagnostic.labels.iter();
    let mut main = labels.next().map(location);
    if let Some(coordinate) = &diagnostic.coordinate {
        let logical = json!([{ "fullyQualifiedName": coordinate }]);
        main.get_or_insert_with(|| json!({}))["logicalLocations"] = logical;
    }
    result["locations"] = main.into_iter().collect();
    if labels.len() > 0 {
        result["relatedLocations"] = labels.map(location).collect();
    }
    if !diagnostic.fixes.is_empty() {
        result["fixes"] = diagnostic.fixes.iter().map(fix).collect();
    }
    result
}

/// A message. SARIF reads `[text](target)` in one as a link, unless the brackets are escaped.
fn message(text: &str) -> Json {
    let is_plain = !text.contains("](");
    let escaped = || text.replace('\\', "\\\\").replace('[', "\\[").replace(']', "\\]");
    json!({ "text": if is_plain { text.to_owned() } else { escaped() } })
}

fn location(label: &Label) -> Json {
    json!({
        "physicalLocation": {
            "artifactLocation": artifact(&label.path),
            "region": region(label.start, label.end),
        },
        "message": message(&label.text),
    })
}

fn region(start: Position, end: Position) -> Json {
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
    })
}

/// A file, by a URI. A relative one is below the root of the repository.
fn artifact(path: &str) -> Json {
    /// The characters that are escaped in the path of a URI.
    const RESERVED: &AsciiSet = &CONTROLS
        .add(b' ')
        .add(b'"')
        .add(b'#')
        .add(b'%')
        .add(b'<')
        .add(b'>')
        .add(b'?')
        .add(b'[')
        .add(b'\\')
        .add(b']')
        .add(b'^')
        .add(b'`')
        .add(b'{')
        .add(b'|')
        .add(b'}');
    let encoded = utf8_percent_encode(path, RESERVED).to_string();
    // In the first part of a relative path, a colon would end a scheme.
    let is_drive = path.as_bytes().get(1) == Some(&b':') && path.as_bytes().get(2) == Some(&b'/');
    match path {
        _ if is_drive => json!({ "uri": format!("file:///{encoded}") }),
        _ if path.starts_with('/') => json!({ "uri": format!("file://{encoded}") }),
        _ => json!({ "uri": encoded.replace(':', "%3A"), "uriBaseId": "%SRCROOT%" }),
    }
}

fn fix(fix: &RenderedFix) -> Json {
    let mut files: IndexMap<&str, Vec<Json>> = IndexMap::new();
    for Edit { path, start, end, replacement, .. } in &fix.edits {
        files.entry(path).or_default().push(json!({
            "deletedRegion": region(*start, *end),
            "insertedContent": { "text": replacement },
        }));
    }
    let changes = files.into_iter().map(|(path, replacements)| {
        json!({ "artifactLocation": artifact(path), "replacements": replacements })
    });
    json!({
        "description": message(&fix.message),
        "artifactChanges": changes.collect::<Vec<_>>(),
    })
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use super::*;
    use crate::{Diagnostic, Source};

    static CODE: Code = Code { name: "test/code", explanation: "First.\n\nSecond." };
    static OTHER: Code = Code { name: "test/other", explanation: "" };

    fn render(path: &str, diagnostic: &Diagnostic<Range<usize>>) -> RenderedDiagnostic {
        diagnostic.render_in(&Source::new(path, "one\ntwo\n"))
    }

    fn run(diagnostics: &[RenderedDiagnostic]) -> Json {
        log(Tool { name: "tool", version: "1.2.3" }, diagnostics)["runs"][0].take()
    }

    #[test]
    fn a_result_has_its_rule_its_locations_and_its_fixes() {
        let found = Diagnostic::error(&CODE, "wrong").at(4..7, "here").at(0..1, "and there");
        let found = found.help("do right").about("Todo.name").fix("shorten it", 5..7, "x");
        let run = run(&[render("a b.graphql", &found)]);
        let file = json!({ "uri": "a%20b.graphql", "uriBaseId": "%SRCROOT%" });
        let region = |line: usize, start: usize, end: usize| json!({ "startLine": line, "startColumn": start, "endLine": line, "endColumn": end });
        let result = json!({
            "ruleId": "test/code",
            "ruleIndex": 0,
            "level": "error",
            "message": { "text": "wrong\nhelp: do right" },
            "locations": [{
                "physicalLocation": { "artifactLocation": file, "region": region(2, 1, 4) },
                "message": { "text": "here" },
                "logicalLocations": [{ "fullyQualifiedName": "Todo.name" }],
            }],
            "relatedLocations": [{
                "physicalLocation": { "artifactLocation": file, "region": region(1, 1, 2) },
                "message": { "text": "and there" },
            }],
            "fixes": [{
                "description": { "text": "shorten it" },
                "artifactChanges": [{
                    "artifactLocation": file,
                    "replacements": [{
                        "deletedRegion": region(2, 2, 4),
                        "insertedContent": { "text": "x" },
                    }],
                }],
            }],
        });
        assert_eq!(run["results"], json!([result]));
        assert_eq!(run["tool"]["driver"]["rules"][0]["fullDescription"]["text"], "First.");
    }

    #[test]
    fn a_result_without_a_place_has_its_coordinate() {
        let found = Diagnostic::warning(&CODE, "odd").about("Query");
        let locations = json!([{ "logicalLocations": [{ "fullyQualifiedName": "Query" }] }]);
        assert_eq!(run(&[render("a", &found)])["results"][0]["locations"], locations);
        let found = Diagnostic::warning(&CODE, "odd");
        assert_eq!(run(&[render("a", &found)])["results"][0]["locations"], json!([]));
    }

    #[test]
    fn each_kind_of_diagnostic_is_one_rule() {
        let of = |code| render("a", &Diagnostic::warning(code, "odd"));
        let run = run(&[of(&CODE), of(&OTHER), of(&CODE)]);
        let indices: Vec<&Json> =
            run["results"].as_array().unwrap().iter().map(|result| &result["ruleIndex"]).collect();
        assert_eq!(indices, [0, 1, 0]);
        assert_eq!(run["tool"]["driver"]["rules"].as_array().unwrap().len(), 2);
    }

    #[test]
    fn files_are_uris() {
        let absolute = |uri: &str| json!({ "uri": uri });
        assert_eq!(artifact("/a/b#.graphql"), absolute("file:///a/b%23.graphql"));
        assert_eq!(artifact("C:/a.graphql"), absolute("file:///C:/a.graphql"));
        assert_eq!(artifact("a:b")["uri"], "a%3Ab");
    }

    #[test]
    fn a_message_has_no_link_of_its_own() {
        assert_eq!(message("`[Int]` and [a](b)")["text"], "`\\[Int\\]` and \\[a\\](b)");
        assert_eq!(message("`[Int]`")["text"], "`[Int]`");
    }
}
