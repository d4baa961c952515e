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
    if let Some((main, others)) = diagnostic.labels.split_first() {
        let mut main = location(main);
        if let Some(coordinate) = &diagnostic.coordinate {
            main["logicalLocations"] = json!([{ "fullyQualifiedName": coordinate }]);
        }
        result["locations"] = json!([main]);
        if !others.is_empty() {
            result["relatedLocations"] = others.iter().map(location).collect();
        }
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
    /// What a path of a URI cannot have as it is.
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
