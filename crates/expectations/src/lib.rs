//! Test files with expectations: finding them, running them, comparing and reporting.
//!
//! A test file is JSON or YAML and holds one test, a list of tests, or an object whose `tests` are
//! the list. The caller defines the type of a test. This crate finds tests ([`find`]), reads them
//! ([`read`]), runs them in parallel ([`run`], [`run_files`]), compares values ([`compare`]) and
//! reports the results ([`Report`]), with the coverage of the tested files ([`Coverage`]).
//!
//! ```
//! use burgeon_expectations::{Case, Coverage, Match, Verdict, compare, read, run};
//! use serde::Deserialize;
//! use serde_json::Value;
//!
//! #[derive(Deserialize)]
//! struct Sum {
//!     given: Vec<i64>,
//!     expected: Value,
//! }
//!
//! let file = "tests: [{ name: small, given: [1, 2], expected: 3 }]";
//! let cases: Vec<Case<Sum>> = read("sums.yaml".as_ref(), file)?;
//! let report = run(cases, |case| {
//!     let found = Value::from(case.test.given.iter().sum::<i64>());
//!     let verdict = compare("sum", &case.test.expected, &found, Match::Exact);
//!     (Verdict::from(verdict), Coverage::default())
//! });
//! assert_eq!(report.to_text(), "1 passed, 0 failed\n");
//! # Ok::<(), burgeon_expectations::ReadError>(())
//! ```

mod case;
mod compare;
mod coverage;
mod find;
mod outcome;
mod report;
mod run;

pub use case::{Case, ReadError, read};
pub use compare::{Difference, Match, compare};
pub use coverage::{Coverage, Part, PartKind};
pub use find::{FindError, find};
pub use outcome::{Outcome, Verdict};
pub use report::Report;
pub use run::{run, run_files};
