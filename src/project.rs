//! The files of a project: its schema, its settings, its lock file, its templates.

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use burgeon_core::files::{Disk, FileSystem};
use burgeon_core::{Defect, Diagnostics, Transformer};

use crate::lock_file::{self, LOCK_FILE};
use crate::output::{self, OutputError};
use crate::settings_files::SettingsFiles;
use crate::{Compilation, Compiler, read};

/// The files that a compilation reads, and the custom transformers that it runs.
#[derive(Clone)]
pub struct Project {
    schema: Vec<PathBuf>,
    settings: SettingsFiles,
    lock: Option<PathBuf>,
    transformers: Vec<Arc<dyn Transformer>>,
    files: Arc<dyn FileSystem>,
}

impl Project {
    /// A project of the given schema files, folders and globs. Its settings are in
    /// [`SETTINGS_FILE`](crate::SETTINGS_FILE) beside the first of them: in the folder of a file, in a
    /// folder itself or in its parent. Without that file it has the default settings.
    pub fn new(schema: impl IntoIterator<Item = impl Into<PathBuf>>) -> Self {
        Self::with_files(Arc::new(Disk), schema)
    }

    /// The same, with all files read from somewhere else than the disk.
    pub fn with_files(
        files: Arc<dyn FileSystem>,
        schema: impl IntoIterator<Item = impl Into<PathBuf>>,
    ) -> Self {
        let schema: Vec<PathBuf> = schema.into_iter().map(Into::into).collect();
        let first = schema.first().map_or(Path::new(""), PathBuf::as_path);
        let settings = SettingsFiles::beside(first, &*files);
        let templates = read::beside_schema(&*files, &schema);
        let lock = templates.map(|folder| folder.with_file_name(LOCK_FILE));
        Self { schema, settings, lock, transformers: Vec::new(), files }
    }

    /// A project in the current folder: `schema.graphql`, or else the folder `schema`.
    pub fn here() -> Self {
        let folder = Path::new("schema");
        let is_folder = !Disk.exists(Path::new("schema.graphql")) && Disk.is_folder(folder);
        Self::new([if is_folder { folder } else { Path::new("schema.graphql") }])
    }

    /// Reads the settings from this file, instead of the one beside the schema. The lock file is beside
    /// it: one schema can be built with several settings.
    #[must_use]
    pub fn settings(mut self, file: impl Into<PathBuf>) -> Self {
        let file = file.into();
        self.lock = Some(file.with_file_name(LOCK_FILE));
        self.settings.set_file(file);
        self
    }

    /// Has the default settings, even if there is a settings file beside the schema.
    #[must_use]
    pub fn default_settings(mut self) -> Self {
        self.settings.unset_file();
        self
    }

    /// Merges the settings of an environment into the general ones: those of `burgeon.prod.yaml`
    /// beside `burgeon.yaml` for the environment `prod`.
    #[must_use]
    pub fn environment(mut self, name: impl Into<String>) -> Self {
        self.settings.set_environment(name.into());
        self
    }

    /// Adds a custom transformer, after the built-in ones.
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
    /// It reports the faults of settings and lock file together with those of the schema.
    pub fn compiler(&self) -> Compiler {
        let settings = self.settings.read(&*self.files);
        let compiler = self.schema_alone().settings(settings.settings).faults(settings.diagnostics);
        let Some(file) = &self.lock else { return compiler };
        match lock_file::read(&*self.files, file) {
            Ok(Some(text)) => compiler.lock(file.to_string_lossy(), text),
            Ok(None) => compiler,
            Err(fault) => {
                let mut found = Diagnostics::default();
                found.push(fault);
                compiler.faults(found)
            }
        }
    }

    /// Whether the lock file is up to date with this compilation.
    ///
    /// # Errors
    ///
    /// An internal error of the compiler.
    pub fn is_locked(&self, compilation: &Compilation) -> Result<bool, Defect> {
        let expected = compilation.lock()?;
        let lock = self.lock.as_ref();
        let lock = lock.and_then(|file| lock_file::read(&*self.files, file).ok().flatten());
        Ok(lock.is_some_and(|text| Some(text) == expected))
    }

    /// Records the stacks of the models in the lock file, for later compilations.
    ///
    /// # Errors
    ///
    /// The file cannot be written; it is not changed then.
    pub fn write_lock(&self, compilation: &Compilation) -> Result<(), OutputError> {
        let (Some(file), Some(text)) = (&self.lock, compilation.lock()?) else { return Ok(()) };
        match lock_file::read(&*self.files, file) {
            Ok(Some(former)) if former == text => Ok(()),
            _ => output::replace_file(file, &text),
        }
    }

    /// What the project's files are read from.
    pub fn file_system(&self) -> &dyn FileSystem {
        &*self.files
    }

    /// The files and folders whose change may change the outcome. A glob counts as the folder that
    /// its fixed part names. Some of them may not exist.
    ///
    /// The files that the schema refers to are [`Project::referred_files`].
    pub fn inputs(&self) -> Vec<PathBuf> {
        let schema = self.schema.iter().map(|path| fixed_part(&*self.files, path));
        let beside = [self.lock.clone(), read::beside_schema(&*self.files, &self.schema)];
        let beside = beside.into_iter().flatten();
        schema.chain(self.settings.inputs(&*self.files)).chain(beside).collect()
    }

    /// The files that the schema refers to, such as definitions of state machines, as far as it
    /// can be read. A [`Compilation`] holds them as well.
    pub fn referred_files(&self) -> Vec<PathBuf> {
        self.schema_alone().referred_files()
    }

    fn schema_alone(&self) -> Compiler {
        let compiler = Compiler::new().files(self.files.clone());
        let compiler = self.schema.iter().fold(compiler, |with, path| with.schema(path));
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
fn fixed_part(files: &dyn FileSystem, path: &Path) -> PathBuf {
    if files.exists(path) {
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
    fn a_glob_counts_as_its_folder() {
        assert_eq!(fixed_part(&Disk, Path::new("api/*/x?.graphql")), Path::new("api"));
        assert_eq!(fixed_part(&Disk, Path::new("*.graphql")), Path::new("."));
        assert_eq!(fixed_part(&Disk, Path::new("missing.graphql")), Path::new("missing.graphql"));
    }
}
