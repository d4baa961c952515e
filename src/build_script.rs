//! For a `build.rs`: compiles a schema after every change, and reports its inputs to cargo.
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

use burgeon_core::diagnostics::RenderedDiagnostic;

use crate::Failure;
use crate::Project;
use crate::output::OutputError;

/// The output folder, inside of `OUT_DIR`.
const FOLDER: &str = "burgeon";

/// Compiles the schema (a file, a folder or a glob, relative to the package's folder) with the
/// settings beside it, and returns the folder with the output.
///
/// Cargo runs the build script again when the schema, the settings, the lock file or the templates
/// change; a new settings file is noticed with the next change of the schema. Warnings become
/// cargo's. A build script writes nothing outside of `OUT_DIR`, and a stale lock file is a warning:
/// `burgeon build` writes it.
///
/// # Errors
///
/// Errors in the schema or the settings, or an output that cannot be written.
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
    // Cargo treats a missing path as changed.
    let inputs = project.inputs().into_iter().chain(project.referred_files());
    for input in inputs.filter(|input| input.exists()) {
        print_to_cargo("rerun-if-changed", &input.display());
    }
    let compilation = project.compiler().compile().map_err(Error::Schema)?;
    for warning in &compilation.warnings {
        print_to_cargo("warning", &one_line(warning));
    }
    if !project.is_locked(&compilation).map_err(OutputError::from).map_err(Error::Output)? {
        print_to_cargo("warning", &"`burgeon.lock` is out of date; `burgeon build` writes it");
    }
    compilation.write_to(&folder).map_err(Error::Output)?;
    Ok(folder)
}

/// Prints an instruction to cargo. A closed standard output is ignored.
fn print_to_cargo(key: &str, value: &dyn fmt::Display) {
    let _ = writeln!(std::io::stdout(), "cargo::{key}={value}");
}

/// A diagnostic as cargo can show it.
fn one_line(report: &RenderedDiagnostic) -> String {
    let place = report.labels.first();
    let place = place.map(|at| format!("{at}: "));
    let line = format!("{}{} [{}]", place.unwrap_or_default(), report.message, report.code);
    line.replace(['\n', '\r'], " ")
}

/// The error of a build. Cargo prints errors of build scripts with `Debug`, which is therefore
/// readable.
#[non_exhaustive]
pub enum Error {
    /// The schema or the settings have errors.
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
