//! The input of a command.

use std::io::Read;
use std::path::{Path, PathBuf};

use burgeon::Compiler;
use burgeon::Project;

use super::args;
use super::{Failed, Program};

/// The project of the command line, with the schema from standard input for `-`.
pub(super) struct Input {
    pub project: Project,
    stdin: Option<String>,
}

impl Input {
    pub fn new(arguments: &args::Files, program: &Program) -> Result<Self, Failed> {
        let is_stdin = |path: &&PathBuf| path.as_path() == Path::new("-");
        let stdin = arguments.schema.iter().any(|path| is_stdin(&path));
        let files = arguments.schema.iter().filter(|path| !is_stdin(path));
        let project = match arguments.schema.is_empty() {
            true => Project::here(),
            false => Project::new(files),
        };
        let project = match &arguments.config {
            Some(file) if is_null_device(file) => project.default_settings(),
            Some(file) => project.settings(file),
            None => project,
        };
        let project = match &arguments.environment {
            Some(name) => project.environment(name),
            None => project,
        };
        let custom = program.custom_transformers().iter().cloned();
        Ok(Self {
            project: custom.fold(project, Project::shared_transformer),
            stdin: if stdin { Some(read_stdin()?) } else { None },
        })
    }

    pub fn compiler(&self) -> Compiler {
        let compiler = self.project.compiler();
        match &self.stdin {
            Some(text) => compiler.source("<stdin>", text),
            None => compiler,
        }
    }

    pub fn is_stdin(&self) -> bool {
        self.stdin.is_some()
    }
}

/// Whether a path is the device that is always empty: `--config /dev/null` is the way to say "no
/// settings file".
fn is_null_device(path: &Path) -> bool {
    path == Path::new(if cfg!(windows) { "NUL" } else { "/dev/null" })
}

impl AsRef<Project> for Input {
    fn as_ref(&self) -> &Project {
        &self.project
    }
}

fn read_stdin() -> Result<String, Failed> {
    let mut text = String::new();
    std::io::stdin().lock().read_to_string(&mut text).map_err(|reason| {
        let message = format!("cannot read the schema from standard input: {reason}");
        Failed::Message(message, "a schema is a UTF-8 text".to_owned())
    })?;
    Ok(text)
}
