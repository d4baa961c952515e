//! Reports for a person.

use std::fmt::Write;

use serde_json::Value as Json;
use similar::TextDiff;

use crate::{Difference, Report, Verdict};

/// Characters of a value that is printed in a line.
const SHORT: usize = 100;

/// Lines around a change.
const CONTEXT: usize = 3;

pub(super) fn render(report: &Report) -> String {
    let mut text = String::new();
    for outcome in &report.outcomes {
        match &outcome.verdict {
            Verdict::Passed => {}
            Verdict::Failed(differences) => {
                let _ = writeln!(text, "{}", outcome.title);
                differences.iter().for_each(|one| text += &difference(one));
            }
            Verdict::Error(reason) => {
                let _ = writeln!(text, "{}\n{}", outcome.title, indented(reason.trim_end()));
            }
        }
    }
    if !report.coverage.is_empty() {
        text += &report.coverage.to_text();
    }
    let _ = writeln!(text, "{} passed, {} failed", report.passed(), report.failed());
    text
}

/// A part that is not as expected: both values, or the lines that differ if one of them is long.
pub(super) fn difference(difference: &Difference) -> String {
    let Difference { path, expected, found } = difference;
    let Some(found) = found else {
        return format!("  {path}\n    expected {expected}\n    missing\n");
    };
    let both = [expected, found].map(Json::to_string);
    let are_short = both.iter().all(|value| value.chars().count() <= SHORT);
    // A line break in a string is seen better as one.
    if are_short && !both.iter().any(|value| value.contains("\\n")) {
        let [expected, found] = both;
        return format!("  {path}\n    expected {expected}\n    found    {found}\n");
    }
    let [expected, found] = [expected, found].map(lines);
    let changes = TextDiff::from_lines(&expected, &found)
        .unified_diff()
        .context_radius(CONTEXT)
        .header("expected", "found")
        .to_string();
    format!("  {path}\n{}\n", indented(changes.trim_end()))
}

/// A value in lines: a string as it is, everything else as JSON.
fn lines(value: &Json) -> String {
    let text = match value {
        Json::String(text) => text.clone(),
        other => format!("{other:#}"),
    };
    if text.ends_with('\n') { text } else { text + "\n" }
}

fn indented(text: &str) -> String {
    let lines: Vec<String> = text.lines().map(|line| format!("    {line}")).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn shown(expected: Json, found: Json) -> String {
        difference(&Difference { path: "result".to_owned(), expected, found: Some(found) })
    }

    #[test]
    fn failed_tests_and_a_summary_are_printed() {
        let text = super::super::tests::report().to_text();
        assert!(!text.contains("good"), "{text}");
        assert!(
            text.contains(
                "tests/a.yaml: bad\n  result.id\n    expected \"<a & \\\"b\\\">\"\n    missing\n"
            ),
            "{text}"
        );
        assert!(text.contains("tests/a.yaml: odd\n    no template"), "{text}");
        assert!(text.ends_with("1 passed, 2 failed\n"), "{text}");
    }

    #[test]
    fn short_values_are_printed_whole() {
        assert_eq!(
            shown(json!({ "id": "2" }), json!({ "id": "1" })),
            "  result\n    expected {\"id\":\"2\"}\n    found    {\"id\":\"1\"}\n"
        );
    }

    #[test]
    fn long_values_are_printed_as_the_lines_that_differ() {
        let value = |last: u32| json!({ "names": (0..40).map(|n| format!("name {n}")).collect::<Vec<_>>(), "last": last });
        let text = shown(value(1), value(2));
        assert!(text.contains("    -  \"last\": 1\n    +  \"last\": 2\n"), "{text}");
        assert!(!text.contains("name 9"), "{text}");
    }

    #[test]
    fn texts_of_several_lines_are_compared_by_line() {
        let text = shown(json!("a\nb\nc"), json!("a\nx\nc"));
        assert!(text.contains("     a\n    -b\n    +x\n     c\n"), "{text}");
    }
}
