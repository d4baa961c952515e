//! `eval`.

use std::path::PathBuf;

use clap::Args;

use super::TextFormat;

#[derive(Debug, Args)]
pub(crate) struct Eval {
    /// The template; `-` is standard input.
    #[arg(value_name = "TEMPLATE")]
    pub template: Option<PathBuf>,

    /// The value of `$ctx` as JSON, in the shape that `aws appsync evaluate-mapping-template`
    /// takes; `-` is standard input [default: an empty context].
    #[arg(long, value_name = "FILE")]
    pub context: Option<PathBuf>,

    /// The time of the evaluation, such as 2026-01-31T12:00:00Z. Ids and random numbers are the
    /// same each time then [default: now].
    #[arg(long, value_name = "TIME")]
    pub now: Option<String>,

    /// A value for a placeholder `${NAME}` in the template; may be given several times.
    #[arg(long, value_name = "NAME=VALUE")]
    pub substitute: Vec<String>,

    /// Exit with status 0 even if the template raises an error.
    #[arg(long, conflicts_with = "test")]
    pub allow_errors: bool,

    /// Run every test of a folder, a glob or a file: JSON or YAML with `template` or `pipeline`,
    /// `context`, `substitute`, `now` and `expected` (`result`, `error`, `stash`, `outErrors`), or a
    /// list of these, each with a `name`.
    ///
    /// With `match: partial`, objects may have more members than expected; `error` is always compared
    /// this way. Tests run in parallel.
    #[arg(long, value_name = "TESTS", conflicts_with_all = ["context", "now"])]
    pub test: Option<PathBuf>,

    /// The format of the tests' outcome.
    #[arg(long, value_enum, default_value_t, value_name = "FORMAT", requires = "test")]
    pub format: TextFormat,

    /// Write the outcome of tests to this file as well, as JUnit XML.
    #[arg(long, value_name = "FILE", requires = "test")]
    pub junit: Option<PathBuf>,

    /// Print which lines of the templates no test ran. A line can run if a statement begins on it,
    /// or if it is part of a text.
    #[arg(long, requires = "test")]
    pub coverage: bool,

    /// Write how many tests ran each line of the templates to this file, in the format of lcov.
    #[arg(long, value_name = "FILE", requires = "test")]
    pub lcov: Option<PathBuf>,
}
