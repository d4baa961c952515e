//! Diagnostics that can be printed: locations are files, lines and columns.

use std::fmt;
use std::ops::Range;
use std::sync::Arc;

use serde::{Serialize, Serializer};

use crate::code::Code;
use crate::diagnostic::{Diagnostic, Fix, Severity};
use crate::escape::escape_control_chars;
use crate::source::{Location, Position, Source};

/// A diagnostic whose locations are resolved and whose texts are safe to print.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct RenderedDiagnostic {
    /// The kind of the diagnostic; in JSON, its name.
    #[serde(serialize_with = "name")]
    pub code: &'static Code,
    /// The severity.
    pub severity: Severity,
    /// The message.
    pub message: String,
    /// Where; the first is the main one.
    #[serde(rename = "places")]
    pub labels: Vec<Label>,
    /// The suggestion.
    pub help: Option<String>,
    /// Changes of the text that resolve it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub fixes: Vec<RenderedFix>,
    /// What it is about: a schema coordinate, an index of a table or a setting.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub coordinate: Option<String>,
    #[serde(skip)]
    source: Option<Arc<Source>>,
}

/// A labelled location of a diagnostic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "camelCase")]
pub struct Label {
    /// The file.
    pub path: String,
    /// The position of its first character.
    #[serde(flatten)]
    pub start: Position,
    /// The position after its last character.
    #[serde(flatten, serialize_with = "end")]
    pub end: Position,
    /// Its bytes in the file.
    #[serde(skip)]
    pub range: Range<usize>,
    /// The problem at this location.
    #[serde(rename = "label")]
    pub text: String,
}

/// A change of the text that resolves a diagnostic.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct RenderedFix {
    /// The effect of the change.
    pub message: String,
    /// The replacements, none of which overlap.
    pub edits: Vec<Edit>,
}

/// A replacement of a part of a file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Edit {
    /// The file.
    pub path: String,
    /// The position of the first replaced character.
    #[serde(flatten)]
    pub start: Position,
    /// The position after the last replaced character.
    #[serde(flatten, serialize_with = "end")]
    pub end: Position,
    /// Its bytes in the file.
    #[serde(skip)]
    pub range: Range<usize>,
    /// The text in its place, as it is to be written.
    pub replacement: String,
}

fn name<S: Serializer>(code: &&'static Code, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(code.name)
}

fn end<S: Serializer>(end: &Position, serializer: S) -> Result<S::Ok, S::Error> {
    #[derive(Serialize)]
    #[serde(rename_all = "camelCase")]
    struct End {
        end_line: usize,
        end_column: usize,
    }
    End { end_line: end.line, end_column: end.column }.serialize(serializer)
}

impl<L> Diagnostic<L> {
    /// Resolves the locations. A label without one is left out, as is a fix.
    pub fn render(&self, resolve: impl Fn(&L) -> Option<Location>) -> RenderedDiagnostic {
        let found =
            self.labels.iter().filter_map(|(location, text)| Some((resolve(location)?, text)));
        let mut source = None;
        let mut labels = Vec::with_capacity(self.labels.len());
        for (location, text) in found {
            labels.push(Label::new(&location, text));
            source.get_or_insert(location.source);
        }
        RenderedDiagnostic {
            code: self.code,
            severity: self.severity,
            message: escape_control_chars(&self.message),
            labels,
            help: self.help.as_deref().map(escape_control_chars),
            fixes: self.fixes.iter().filter_map(|fix| fix.render(&resolve)).collect(),
            coordinate: self.coordinate.as_deref().map(escape_control_chars),
            source,
        }
    }

    /// Resolves the locations as ranges of bytes of one text.
    pub fn render_in(&self, source: &Arc<Source>) -> RenderedDiagnostic
    where
        L: Clone + Into<Range<usize>>,
    {
        self.render(|range| Some(Location::new(source, range.clone().into())))
    }
}

impl<L> Fix<L> {
    fn render(&self, resolve: impl Fn(&L) -> Option<Location>) -> Option<RenderedFix> {
        let edit = |(location, replacement): &(L, String)| {
            resolve(location).map(|location| Edit::new(location, replacement))
        };
        let edits = self.edits.iter().map(edit).collect::<Option<Vec<_>>>()?;
        Some(RenderedFix { message: escape_control_chars(&self.message), edits })
    }
}

impl Label {
    fn new(location: &Location, text: &str) -> Self {
        let Location { source, range } = location;
        Self {
            path: source.path.clone(),
            start: source.position(range.start),
            end: source.position(range.end),
            range: range.clone(),
            text: escape_control_chars(text),
        }
    }
}

/// `path:line:column`.
impl fmt::Display for Label {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.path, self.start)
    }
}

impl Edit {
    fn new(location: Location, replacement: &str) -> Self {
        let Location { source, range } = location;
        let (start, end) = (source.position(range.start), source.position(range.end));
        let path = source.path.clone();
        Self { path, start, end, range, replacement: replacement.to_owned() }
    }
}

impl RenderedDiagnostic {
    /// The text of the first label, for an excerpt.
    pub fn main_source(&self) -> Option<&Arc<Source>> {
        self.source.as_ref()
    }

    fn order(&self) -> (Option<(&str, Position)>, &str, &str) {
        let first = self.labels.first();
        (first.map(|at| (at.path.as_str(), at.start)), self.code.name, &self.message)
    }
}

/// Sorts by file, position and name, and drops repetitions.
pub fn sort(diagnostics: &mut Vec<RenderedDiagnostic>) {
    diagnostics.sort_by(|a, b| a.order().cmp(&b.order()));
    diagnostics.dedup();
}

impl fmt::Display for RenderedDiagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

impl std::error::Error for RenderedDiagnostic {}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    static CODE: Code = Code { name: "test/code", explanation: "" };

    fn render(diagnostic: &Diagnostic<Range<usize>>) -> RenderedDiagnostic {
        diagnostic.render_in(&Source::new("a.graphql", "one\ntwo\n"))
    }

    #[test]
    fn they_are_sorted_by_position_and_listed_once() {
        let at =
            |start: usize| render(&Diagnostic::error(&CODE, "wrong").at(start..start + 3, "here"));
        let mut list = vec![at(4), at(0), at(4)];
        sort(&mut list);
        let lines: Vec<_> = list.iter().map(|found| found.labels[0].start.line).collect();
        assert_eq!(lines, [1, 2]);
    }

    #[test]
    fn all_texts_are_safe_to_print() {
        let raw = "\u{1b}[2J";
        let found =
            render(&Diagnostic::error(&CODE, raw).at(0..3, raw).help(raw).fix(raw, 0..3, "x"));
        let texts = [
            &found.message,
            &found.labels[0].text,
            found.help.as_ref().unwrap(),
            &found.fixes[0].message,
        ];
        assert_eq!(texts, ["\\u{1b}[2J"; 4]);
    }

    #[test]
    fn json_has_both_ends_and_the_fixes() {
        let found = Diagnostic::warning(&CODE, "wrong").at(0..5, "here").about("Todo.name").fix(
            "shorten it",
            1..3,
            "",
        );
        let json = json!({
            "code": "test/code", "severity": "warning", "message": "wrong", "help": null,
            "places": [{ "path": "a.graphql", "line": 1, "column": 1, "endLine": 2, "endColumn": 2, "label": "here" }],
            "fixes": [{ "message": "shorten it", "edits": [
                { "path": "a.graphql", "line": 1, "column": 2, "endLine": 1, "endColumn": 4, "replacement": "" },
            ] }],
            "coordinate": "Todo.name",
        });
        assert_eq!(serde_json::to_value(render(&found)).unwrap(), json);
        let plain = serde_json::to_value(render(&Diagnostic::error(&CODE, "wrong"))).unwrap();
        assert_eq!(
            plain,
            json!({ "code": "test/code", "severity": "error", "message": "wrong", "places": [], "help": null })
        );
    }

    #[test]
    fn labels_without_a_location_are_left_out() {
        let found =
            Diagnostic::<usize>::error(&CODE, "wrong").at(0usize, "a").fix("do", 0usize, "");
        let found = found.render(|_| None);
        assert!(found.labels.is_empty() && found.fixes.is_empty() && found.main_source().is_none());
    }
}
