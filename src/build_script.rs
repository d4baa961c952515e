//! For a `build.rs`: compiles a schema whenever it has changed, and tells cargo what was read.
//!
//! ```no_run
//! fn main() -> Result<(), Box<dyn std::error::Error>> {
//!     burgeon::build_script::compile("schema.graphql")?;
//!     Ok(())
//! }
//! ```
//!
//! The program then finds the output in its `OUT_DIR`:
//!
//! ```ignore
//! const SCHEMA: &str = include_str!(concat!(env!("OUT_DIR"), "/burgeon/schema.graphql"));
//! ```

use std::fmt;
use std::io::Write;
use std::path::{Path, PathBuf};

use burgeon_core::diagnostics::Report;

use crate::Failure;
use crate::output::OutputError;
use crate::project::Project;

/// The output folder, inside of `OUT_DIR`.
const FOLDER: &str = "burgeon";

/// Compiles the schema (a file, a folder or a glob, from the package's folder on) with the settings
/// beside it, and returns the folder that holds the output.
///
/// Cargo runs the build script again when the schema, the settings, the lock file or the templates
/// change; a settings file that appears later is noticed with the next change of the schema.
/// Warnings become cargo's. A build script writes nothing outside of `OUT_DIR`, so that a lock file
/// that is out of date is a warning too: `burgeon build` writes it.
///
/// # Errors
///
/// What is wrong with the schema or the settings, or why the output cannot be written.
pub fn compile(schema: impl AsRef<Path>) -> Result<PathBuf, Error> {
    compile_project(&Project::new([schema.as_ref()]))
}

/// Compiles a project, like [`compile`].
///
/// # Errors
///
/// As for [`compile`].
pub fn compile_project(project: &Project) -> Result<PathBuf, Error> {
    let folder = std::env::var_os("OUT_DIR").ok_or(Error::NoOutDir)?;
    let folder = Path::new(&folder).join(FOLDER);
    // Cargo takes a path that does not exist for one that has always changed.
    let inputs = project.inputs().into_iter().chain(project.referred_files());
    for input in inputs.filter(|input| input.exists()) {
        tell("rerun-if-changed", &input.display());
    }
    let compilation = project.compiler().compile().map_err(Error::Schema)?;
    for warning in &compilation.warnings {
        tell("warning", &one_line(warning));
    }
    if !project.is_locked(&compilation).map_err(OutputError::from).map_err(Error::Output)? {
        tell("warning", &"`burgeon.lock` is out of date; `burgeon build` writes it");
    }
    compilation.write_to(&folder).map_err(Error::Output)?;
    Ok(folder)
}

/// Tells cargo something. Where nobody listens, nothing is told.
fn tell(key: &str, value: &dyn fmt::Display) {
    let _ = writeln!(std::io::stdout(), "cargo::{key}={value}");
}

/// A diagnostic as cargo can show it.
fn one_line(report: &Report) -> String {
    let place = report.labels.first();
    let place = place.map(|at| format!("{}:{}:{}: ", at.path, at.line, at.column));
    let line = format!("{}{} [{}]", place.unwrap_or_default(), report.message, report.code);
    line.replace(['\n', '\r'], " ")
}

/// Why there is no output. Cargo shows the errors of build scripts by their `Debug`, which is
/// therefore written for people.
#[non_exhaustive]
pub enum Error {
    /// The schema or the settings are at fault.
    Schema(Failure),
    /// The output cannot be written.
    Output(OutputError),
    /// There is no `OUT_DIR`: the caller is not a build script.
    NoOutDir,
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Schema(failure) => failure.fmt(f),
            Self::Output(error) => error.fmt(f),
            Self::NoOutDir => f.write_str("`OUT_DIR` is not set: this is meant for a build script"),
        }
    }
}

impl fmt::Debug for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for Error {}
