//! Where the parts of a project stand: its schema, its settings, its templates.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fmt, fs, io};

use burgeon_core::{Code, Diagnostic, Diagnostics, Settings, Transformer};

use crate::output::{self, OutputError};
use crate::{Compilation, Compiler, Failure, read};

/// The settings file that is looked for beside the schema.
pub const SETTINGS_FILE: &str = "burgeon.yaml";

/// The file beside the schema, or beside the settings that are named, that says which stack each
/// model stands in.
pub const LOCK_FILE: &str = "burgeon.lock";

/// Every kind of diagnostic that looking for a project's files reports.
pub const CODES: &[&Code] = &[&UNREADABLE_LOCK];

static UNREADABLE_LOCK: Code = Code {
    name: "stack/unreadable-lock",
    explanation: "\
`burgeon.lock` stands beside the schema and cannot be read: its permissions do not allow it, or it
is not a text. It says which stack each model stands in, so that no build moves a table to another
stack; a build that cannot read it could. Make it readable, or restore it from version control.",
};

/// The files that a compilation reads, and the custom transformers that it runs.
#[derive(Clone)]
pub struct Project {
    schema: Vec<PathBuf>,
    settings: Option<PathBuf>,
    lock: Option<PathBuf>,
    transformers: Vec<Arc<dyn Transformer>>,
}

impl Project {
    /// A project of the given schema files, folders and globs. Its settings stand in
    /// [`SETTINGS_FILE`] beside the first of them: in the folder of a file, in a folder itself or
    /// in the one around it. Without that file it has the default settings.
    pub fn new(schema: impl IntoIterator<Item = impl Into<PathBuf>>) -> Self {
        let schema: Vec<PathBuf> = schema.into_iter().map(Into::into).collect();
        let first = schema.first().map_or(Path::new(""), PathBuf::as_path);
        let around = first.parent().unwrap_or(Path::new(""));
        let candidates = [first.join(SETTINGS_FILE), around.join(SETTINGS_FILE)];
        let settings = candidates.into_iter().find(|file| file.is_file());
        let templates = read::beside_schema(&schema);
        let lock = templates.map(|folder| folder.with_file_name(LOCK_FILE));
        Self { schema, settings, lock, transformers: Vec::new() }
    }

    /// A project in the current folder: `schema.graphql`, or else the folder `schema`.
    pub fn here() -> Self {
        let folder = Path::new("schema");
        let is_folder = !Path::new("schema.graphql").exists() && folder.is_dir();
        Self::new([if is_folder { folder } else { Path::new("schema.graphql") }])
    }

    /// Takes the settings from this file, in place of the one beside the schema. The lock file
    /// stands beside it: one schema may be built with several settings.
    #[must_use]
    pub fn settings(mut self, file: impl Into<PathBuf>) -> Self {
        let file = file.into();
        self.lock = Some(file.with_file_name(LOCK_FILE));
        self.settings = Some(file);
        self
    }

    /// Adds a custom transformer, behind Burgeon's.
    #[must_use]
    pub fn transformer(self, transformer: impl Transformer + 'static) -> Self {
        self.shared_transformer(Arc::new(transformer))
    }

    /// Adds a custom transformer that other projects use as well.
    #[must_use]
    pub fn shared_transformer(mut self, transformer: Arc<dyn Transformer>) -> Self {
        self.transformers.push(transformer);
        self
    }

    /// A compiler of this project, with its settings, and its lock file where there is one.
    ///
    /// # Errors
    ///
    /// The settings or the lock file cannot be read; every fault in the settings.
    pub fn compiler(&self) -> Result<Compiler, Failure> {
        let failure = |found: Diagnostics| Failure { reports: found.reports() };
        let settings = self.settings.as_deref().map(Settings::read_file).transpose();
        let compiler = self.schema_alone().settings(settings.map_err(failure)?.unwrap_or_default());
        match self.lock.as_deref().map(|file| (file, fs::read_to_string(file))) {
            Some((file, Ok(text))) => Ok(compiler.lock(file.to_string_lossy(), text)),
            Some((file, Err(reason))) if reason.kind() != io::ErrorKind::NotFound => {
                let message = format!("cannot read `{}`: {reason}", file.display());
                let help = "check its permissions, and that it is a UTF-8 text";
                let mut found = Diagnostics::default();
                found.push(Diagnostic::error(&UNREADABLE_LOCK, message).help(help));
                Err(failure(found))
            }
            _ => Ok(compiler),
        }
    }

    /// Whether the lock file says what it has to say after this compilation.
    pub fn is_locked(&self, compilation: &Compilation) -> bool {
        let lock = self.lock.as_ref().and_then(|file| fs::read_to_string(file).ok());
        lock.is_some_and(|text| text == compilation.lock())
    }

    /// Keeps in the lock file where the models stand now, for the compilations to come.
    ///
    /// # Errors
    ///
    /// The file cannot be written; it is as it was then.
    pub fn write_lock(&self, compilation: &Compilation) -> Result<(), OutputError> {
        match &self.lock {
            Some(file) if !self.is_locked(compilation) => {
                output::replace_file(file, &compilation.lock())
            }
            _ => Ok(()),
        }
    }

    /// The files and folders whose change may change the outcome. A glob counts as the folder that
    /// its fixed part names. Some of them may not exist.
    ///
    /// The files that the schema refers to are [`Project::referred_files`].
    pub fn inputs(&self) -> Vec<PathBuf> {
        let schema = self.schema.iter().map(|path| fixed_part(path));
        let beside = [self.settings.clone(), self.lock.clone(), read::beside_schema(&self.schema)];
        schema.chain(beside.into_iter().flatten()).collect()
    }

    /// The files that the schema refers to, such as definitions of state machines, as far as it can
    /// be read. It is read for this alone: a [`Compilation`] knows them, too.
    pub fn referred_files(&self) -> Vec<PathBuf> {
        self.schema_alone().referred_files()
    }

    fn schema_alone(&self) -> Compiler {
        let compiler = self.schema.iter().fold(Compiler::new(), |with, path| with.schema(path));
        self.transformers.iter().cloned().fold(compiler, Compiler::shared_transformer)
    }
}

impl fmt::Debug for Project {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let transformers: Vec<&str> = self.transformers.iter().map(|one| one.name()).collect();
        f.debug_struct("Project")
            .field("schema", &self.schema)
            .field("settings", &self.settings)
            .field("lock", &self.lock)
            .field("transformers", &transformers)
            .finish()
    }
}

/// The path up to its first part with a wildcard.
fn fixed_part(path: &Path) -> PathBuf {
    if path.exists() {
        return path.to_owned();
    }
    let is_fixed = |part: &std::path::Component<'_>| {
        !part.as_os_str().to_string_lossy().contains(['*', '?', '['])
    };
    let fixed: PathBuf = path.components().take_while(is_fixed).collect();
    if fixed.as_os_str().is_empty() { PathBuf::from(".") } else { fixed }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn settings_are_found_beside_files_and_in_or_around_folders() {
        let folder = tempfile::tempdir().unwrap();
        let settings = folder.path().join(SETTINGS_FILE);
        let schema = folder.path().join("schema");
        std::fs::create_dir(&schema).unwrap();
        std::fs::write(&settings, "").unwrap();
        for path in [folder.path(), &schema, &folder.path().join("a.graphql")] {
            assert_eq!(Project::new([path]).settings.as_ref(), Some(&settings), "{path:?}");
        }
        let inner = schema.join(SETTINGS_FILE);
        std::fs::write(&inner, "").unwrap();
        assert_eq!(Project::new([&schema]).settings.as_ref(), Some(&inner));
        assert_eq!(Project::new([schema.join("*.graphql")]).settings.as_ref(), Some(&inner));
    }

    #[test]
    fn a_glob_counts_as_its_folder() {
        assert_eq!(fixed_part(Path::new("api/*/x?.graphql")), Path::new("api"));
        assert_eq!(fixed_part(Path::new("*.graphql")), Path::new("."));
        assert_eq!(fixed_part(Path::new("missing.graphql")), Path::new("missing.graphql"));
    }
}
