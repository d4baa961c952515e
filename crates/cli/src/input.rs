//! What a command compiles.

use std::io::Read;
use std::path::{Path, PathBuf};

use burgeon::project::Project;
use burgeon::{Compiler, Failure};

use super::Failed;
use super::args;

/// The project that the command line names, with the schema from standard input if it asks for it.
pub(super) struct Input {
    pub project: Project,
    stdin: Option<String>,
}

impl Input {
    pub fn of(arguments: &args::Files) -> Result<Self, Failed> {
        let is_stdin = |path: &&PathBuf| path.as_path() == Path::new("-");
        let stdin = arguments.schema.iter().any(|path| is_stdin(&path));
        let files = arguments.schema.iter().filter(|path| !is_stdin(path));
        let project = match arguments.schema.is_empty() {
            true => Project::here(),
            false => Project::new(files),
        };
        Ok(Self {
            project: match &arguments.config {
                Some(file) => project.settings(file),
                None => project,
            },
            stdin: if stdin { Some(read_stdin()?) } else { None },
        })
    }

    pub fn compiler(&self) -> Result<Compiler, Failure> {
        let compiler = self.project.compiler()?;
        Ok(match &self.stdin {
            Some(text) => compiler.source("<stdin>", text),
            None => compiler,
        })
    }

    pub fn is_stdin(&self) -> bool {
        self.stdin.is_some()
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
