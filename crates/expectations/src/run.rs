//! Runs tests in parallel.

use std::fs::File;
use std::io::{self, Read};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rayon::prelude::*;
use serde::de::DeserializeOwned;

use crate::{Case, Coverage, Outcome, Report, Verdict, read};

/// Bytes that a test file may have.
const MOST_BYTES: u64 = 10_000_000;

/// Runs tests in parallel, and reports them in their order.
pub fn run<T: Send + Sync>(
    cases: Vec<Case<T>>,
    test: impl Fn(&Case<T>) -> (Verdict, Coverage) + Sync,
) -> Report {
    report(cases.par_iter().map(|case| run_one(case, &test)).collect())
}

/// Runs the tests of files in parallel, and reports them in the order of the files. A file that
/// cannot be read is reported as one test that could not be run.
pub fn run_files<T: DeserializeOwned + Send + Sync>(
    files: &[PathBuf],
    test: impl Fn(&Case<T>) -> (Verdict, Coverage) + Sync,
) -> Report {
    let run_file = |path: &PathBuf| match cases_of::<T>(path) {
        Ok(cases) => cases.par_iter().map(|case| run_one(case, &test)).collect(),
        Err(reason) => vec![(unreadable(path, reason), Coverage::default())],
    };
    let ended: Vec<Vec<(Outcome, Coverage)>> = files.par_iter().map(run_file).collect();
    report(ended.into_iter().flatten().collect())
}

fn run_one<T>(
    case: &Case<T>,
    test: &impl Fn(&Case<T>) -> (Verdict, Coverage),
) -> (Outcome, Coverage) {
    let start = Instant::now();
    let (verdict, coverage) = test(case);
    let duration = start.elapsed();
    let (path, name, title) = (case.path.clone(), case.name.clone(), case.title());
    (Outcome { path, name, title, verdict, duration }, coverage)
}

fn cases_of<T: DeserializeOwned>(path: &Path) -> Result<Vec<Case<T>>, String> {
    let text =
        read_text(path).map_err(|reason| format!("cannot read `{}`: {reason}", path.display()));
    read(path, &text?).map_err(|fault| fault.to_string())
}

/// The text of a regular file of a reasonable size: a device or a pipe might have no end.
fn read_text(path: &Path) -> io::Result<String> {
    if !path.metadata()?.is_file() {
        return Err(io::Error::other("not a regular file"));
    }
    let mut text = String::new();
    File::open(path)?.take(MOST_BYTES + 1).read_to_string(&mut text)?;
    match u64::try_from(text.len()) {
        Ok(length) if length <= MOST_BYTES => Ok(text),
        _ => Err(io::Error::other(format!("larger than {MOST_BYTES} bytes"))),
    }
}

fn unreadable(path: &Path, reason: String) -> Outcome {
    Outcome {
        path: path.to_owned(),
        name: None,
        title: path.display().to_string(),
        verdict: Verdict::Error(reason),
        duration: Duration::ZERO,
    }
}

fn report(ended: Vec<(Outcome, Coverage)>) -> Report {
    let mut report = Report::default();
    for (outcome, coverage) in ended {
        report.outcomes.push(outcome);
        report.coverage.merge(coverage);
    }
    report
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::{Match, Part, PartKind, compare};

    #[test]
    fn outcomes_keep_the_order_of_the_tests() {
        let case = |test: u64| Case { path: "a.yaml".into(), name: Some(test.to_string()), test };
        let report = run((0..100).map(case).collect(), |case| {
            let differences = compare("is even", &json!(0), &json!(case.test % 2), Match::Exact);
            let mut coverage = Coverage::default();
            coverage.hit("a.yaml", Part::new(PartKind::Branch, (case.test % 2).to_string()));
            (differences.into(), coverage)
        });
        let names: Vec<_> = report.outcomes.iter().filter_map(|one| one.name.clone()).collect();
        assert_eq!(names, (0..100).map(|number| number.to_string()).collect::<Vec<_>>());
        assert_eq!((report.passed(), report.failed()), (50, 50));
        assert_eq!(report.coverage.ratio(), (2, 2));
    }

    #[test]
    fn a_file_that_cannot_be_read_keeps_no_other_from_running() {
        let folder = tempfile::tempdir().unwrap();
        let files = ["1.json", "2.json", "3.json"].map(|name| folder.path().join(name));
        std::fs::write(&files[0], "{").unwrap();
        std::fs::write(&files[1], "[1, 2]").unwrap();
        let report = run_files::<u64>(&files, |case| {
            let differences = compare("value", &json!(1), &json!(case.test), Match::Exact);
            (differences.into(), Coverage::default())
        });
        let titles: Vec<_> = report.outcomes.iter().map(|one| one.title.clone()).collect();
        let titles: Vec<_> = titles.iter().map(|title| title.rsplit('/').next().unwrap()).collect();
        assert_eq!(titles, ["1.json", "2.json: 1", "2.json: 2", "3.json"]);
        assert_eq!((report.passed(), report.failed()), (1, 3));
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_not_a_test() {
        let report = run_files::<u64>(&["/dev/zero".into()], |_| unreachable!());
        let Verdict::Error(reason) = &report.outcomes[0].verdict else { panic!() };
        assert!(reason.contains("not a regular file"), "{reason}");
    }
}
