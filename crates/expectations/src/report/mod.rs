//! The outcome of tests: as text, as JSON and as JUnit XML.

mod junit;
mod text;

use std::time::Duration;

use serde_json::{Value as Json, json};

use crate::{Coverage, Outcome, Verdict};

/// The outcomes of tests, in their order.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Report {
    /// The tests.
    pub outcomes: Vec<Outcome>,
    /// Their coverage.
    pub coverage: Coverage,
}

impl Report {
    /// The number of passed tests.
    pub fn passed(&self) -> usize {
        self.outcomes.iter().filter(|one| one.verdict == Verdict::Passed).count()
    }

    /// The number of tests that failed or could not be run.
    pub fn failed(&self) -> usize {
        self.outcomes.len() - self.passed()
    }

    /// Renders text: each failed test with its differences, and a summary.
    pub fn to_text(&self) -> String {
        text::render(self)
    }

    /// Renders JUnit XML, with a test suite for each file.
    pub fn to_junit(&self, name: &str) -> String {
        junit::render(self, name)
    }

    /// Renders JSON: `passed`, `failed`, `tests`, and `coverage` if there is any.
    pub fn to_json(&self) -> Json {
        let mut report = json!({
            "passed": self.passed(),
            "failed": self.failed(),
            "tests": self.outcomes.iter().map(outcome).collect::<Vec<_>>(),
        });
        if !self.coverage.is_empty() {
            report["coverage"] = self.coverage.to_json();
        }
        report
    }
}

fn outcome(outcome: &Outcome) -> Json {
    let mut test = json!({ "file": outcome.path, "status": "passed" });
    if let Some(name) = &outcome.name {
        test["name"] = json!(name);
    }
    test["seconds"] = json!(seconds(outcome.duration));
    match &outcome.verdict {
        Verdict::Passed => {}
        Verdict::Failed(differences) => {
            test["status"] = json!("failed");
            test["differences"] = json!(differences);
        }
        Verdict::Error(reason) => {
            test["status"] = json!("error");
            test["message"] = json!(reason);
        }
    }
    test
}

/// Seconds with three decimals.
fn seconds(duration: Duration) -> f64 {
    duration.as_millis() as f64 / 1000.0
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Difference;

    pub(super) fn report() -> Report {
        let outcome = |name: &str, verdict| Outcome {
            path: "tests/a.yaml".into(),
            name: Some(name.to_owned()),
            title: format!("tests/a.yaml: {name}"),
            verdict,
            duration: Duration::from_millis(1500),
        };
        let difference = Difference {
            path: "result.id".to_owned(),
            expected: json!("<a & \"b\">"),
            found: None,
        };
        Report {
            outcomes: vec![
                outcome("good", Verdict::Passed),
                outcome("bad", Verdict::Failed(vec![difference])),
                outcome("odd", Verdict::Error("no template\u{1b}[0m".to_owned())),
            ],
            coverage: Coverage::default(),
        }
    }

    #[test]
    fn json_has_each_test_with_what_is_wrong() {
        let json = report().to_json();
        assert_eq!((&json["passed"], &json["failed"]), (&json!(1), &json!(2)));
        let statuses = [0, 1, 2].map(|test| json["tests"][test]["status"].clone());
        assert_eq!(statuses, ["passed", "failed", "error"]);
        assert_eq!(json["tests"][1]["differences"][0]["path"], "result.id");
        assert_eq!(json["tests"][0]["seconds"], 1.5);
        assert!(json.get("coverage").is_none());
    }
}
