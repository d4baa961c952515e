//! The files of a project: its schema, its settings, its templates.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::{fmt, io};

use burgeon_core::files::{Disk, Entry, FileSystem};
use burgeon_core::settings::Reading;
use burgeon_core::{Code, Defect, Diagnostic, Diagnostics, Settings, Transformer};

use crate::output::{self, OutputError};
use crate::{Compilation, Compiler, read};

/// The default name of the settings file, beside the schema.
pub const SETTINGS_FILE: &str = "burgeon.yaml";

/// The name of the lock file, beside the schema, or beside settings that are named explicitly. It
/// records the stack of each model.
pub const LOCK_FILE: &str = "burgeon.lock";

/// The limit of a lock file in bytes, far above that of any account's models.
const MOST_LOCK_BYTES: u64 = 100_000_000;

/// Every kind of diagnostic that looking for a project's files reports.
pub const CODES: &[&Code] = &[&UNREADABLE_LOCK, &UNKNOWN_ENVIRONMENT];

static UNREADABLE_LOCK: Code = Code {
    name: "stack/unreadable-lock",
    explanation: "\
`burgeon.lock`, beside the schema, cannot be read: its permissions do not allow it, or it is not
UTF-8. It records the stack of each model, which keeps tables in their stacks; a build without it could
move them. Make it readable, or restore it from version control.",
};

static UNKNOWN_ENVIRONMENT: Code = Code {
    name: "settings/unknown-environment",
    explanation: "\
`--environment prod` merges `burgeon.prod.yaml`, beside the settings file, into the settings. That file \
does not exist, or the name is not one of letters, digits, `-` and `_`. Without it, the output would \
have the settings of another environment.",
};

/// The files that a compilation reads, and the custom transformers that it runs.
#[derive(Clone)]
pub struct Project {
    schema: Vec<PathBuf>,
    /// The folders that may hold the settings file, unless it is named.
    settings_folders: [PathBuf; 2],
    settings: Option<PathBuf>,
    environment: Option<String>,
    lock: Option<PathBuf>,
    transformers: Vec<Arc<dyn Transformer>>,
    files: Arc<dyn FileSystem>,
}

impl Project {
    /// A project of the given schema files, folders and globs. Its settings are in [`SETTINGS_FILE`]
    /// beside the first of them: in the folder of a file, in a folder itself or in its parent. Without
    /// that file it has the default settings.
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
        let around = first.parent().unwrap_or(Path::new(""));
        let settings_folders = [first.to_owned(), around.to_owned()];
        let candidates = settings_folders.iter().map(|folder| folder.join(SETTINGS_FILE));
        let settings = candidates.into_iter().find(|file| files.is_file(file));
        let templates = read::beside_schema(&*files, &schema);
        let lock = templates.map(|folder| folder.with_file_name(LOCK_FILE));
        Self {
            schema,
            settings_folders,
            settings,
            environment: None,
            lock,
            transformers: Vec::new(),
            files,
        }
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
        self.settings = Some(file);
        self
    }

    /// Has the default settings, even if there is a settings file beside the schema.
    #[must_use]
    pub fn default_settings(mut self) -> Self {
        self.settings = None;
        self
    }

    /// Merges the settings of an environment into the general ones: those of `burgeon.prod.yaml`
    /// beside `burgeon.yaml` for the environment `prod`.
    #[must_use]
    pub fn environment(mut self, name: impl Into<String>) -> Self {
        self.environment = Some(name.into());
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
        let settings = self.read_settings();
        let compiler = self.schema_alone().settings(settings.settings).faults(settings.diagnostics);
        match self.lock.as_deref().map(|file| (file, self.files.read_text(file, MOST_LOCK_BYTES))) {
            Some((file, Ok(text))) => compiler.lock(file.to_string_lossy(), text),
            Some((file, Err(reason))) if reason.kind() != io::ErrorKind::NotFound => {
                let message = format!("cannot read `{}`: {reason}", file.display());
                let help = "check its permissions, and that it is a UTF-8 text";
                let mut found = Diagnostics::default();
                found.push(Diagnostic::error(&UNREADABLE_LOCK, message).help(help));
                compiler.faults(found)
            }
            _ => compiler,
        }
    }

    /// The settings, as far as they can be read, and all their faults.
    fn read_settings(&self) -> Reading {
        let overlay = self.overlay();
        let is_there = overlay.as_ref().is_none_or(|file| self.files.is_file(file));
        let files = self.settings.iter().chain(overlay.as_ref().filter(|_| is_there));
        let files: Vec<&Path> = files.map(PathBuf::as_path).collect();
        let mut reading = Settings::read_files(&*self.files, &files);
        if let Some(name) = self.environment.as_ref().filter(|_| !is_there || overlay.is_none()) {
            reading.diagnostics.push(self.unknown_environment(name, overlay.as_deref()));
        }
        reading
    }

    /// The settings file of the environment, if it has a usable name.
    fn overlay(&self) -> Option<PathBuf> {
        let name = self.environment.as_deref()?;
        let is_usable = |c: char| c.is_ascii_alphanumeric() || "-_".contains(c);
        if name.is_empty() || !name.chars().all(is_usable) {
            return None;
        }
        let beside = |file: &Path| {
            let stem = file.file_stem().unwrap_or_default().to_string_lossy();
            let extension = file.extension().unwrap_or_default().to_string_lossy();
            file.with_file_name(format!("{stem}.{name}.{extension}"))
        };
        if let Some(settings) = &self.settings {
            return Some(beside(settings));
        }
        let mut files: Vec<PathBuf> = self
            .settings_folders
            .iter()
            .map(|folder| beside(&folder.join(SETTINGS_FILE)))
            .collect();
        let present =
            files.iter().position(|file| self.files.is_file(file)).unwrap_or(files.len() - 1);
        Some(files.swap_remove(present))
    }

    fn unknown_environment(&self, name: &str, overlay: Option<&Path>) -> Diagnostic {
        let message = format!("unknown environment `{name}`");
        let fault = Diagnostic::error(&UNKNOWN_ENVIRONMENT, message);
        let Some(file) = overlay else {
            return fault.help("use letters, digits, `-` and `_` only");
        };
        let known = self.known_environments();
        let shown = file.display().to_string().replace('\\', "/");
        fault
            .help(format!("write its settings in `{shown}`"))
            .did_you_mean(name, known.iter().map(String::as_str))
    }

    /// The environments whose settings files are there, sorted.
    fn known_environments(&self) -> Vec<String> {
        let folder = self.settings.as_deref().and_then(Path::parent);
        let folder = folder.unwrap_or(&self.settings_folders[1]);
        let stem = self.settings.as_deref().and_then(Path::file_stem);
        let stem = stem.map_or("burgeon".into(), |stem| stem.to_string_lossy());
        let name_of = |entry: Entry| {
            let name = entry.path.file_name()?.to_string_lossy().into_owned();
            let (rest, _) = name.strip_prefix(&format!("{stem}."))?.rsplit_once('.')?;
            Some(rest.to_owned())
        };
        let entries = self.files.entries(folder).unwrap_or_default();
        let mut known: Vec<String> = entries.into_iter().filter_map(name_of).collect();
        known.sort();
        known
    }

    /// Whether the lock file is up to date with this compilation.
    ///
    /// # Errors
    ///
    /// The compiler is at fault.
    pub fn is_locked(&self, compilation: &Compilation) -> Result<bool, Defect> {
        let expected = compilation.lock()?;
        let lock = self.lock.as_ref();
        let lock = lock.and_then(|file| self.files.read_text(file, MOST_LOCK_BYTES).ok());
        Ok(lock.is_some_and(|text| Some(text) == expected))
    }

    /// Records the stacks of the models in the lock file, for later compilations.
    ///
    /// # Errors
    ///
    /// The file cannot be written; it is not changed then.
    pub fn write_lock(&self, compilation: &Compilation) -> Result<(), OutputError> {
        let (Some(file), Some(text)) = (&self.lock, compilation.lock()?) else { return Ok(()) };
        match self.files.read_text(file, MOST_LOCK_BYTES) {
            Ok(former) if former == text => Ok(()),
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
        let beside = [
            self.settings.clone(),
            self.overlay(),
            self.lock.clone(),
            read::beside_schema(&*self.files, &self.schema),
        ];
        schema.chain(beside.into_iter().flatten()).collect()
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
    fn the_settings_of_an_environment_are_an_input_beside_the_general_ones() {
        let folder = tempfile::tempdir().unwrap();
        let general = folder.path().join(SETTINGS_FILE);
        std::fs::write(&general, "name: shop").unwrap();
        let schema = folder.path().join("schema.graphql");
        let project = Project::new([&schema]).environment("prod");
        let overlay = folder.path().join("burgeon.prod.yaml");
        assert!(project.inputs().contains(&overlay) && project.inputs().contains(&general));
        let named = folder.path().join("other.json");
        let project = Project::new([&schema]).settings(&named).environment("prod");
        assert_eq!(project.overlay(), Some(folder.path().join("other.prod.json")));
    }

    #[test]
    fn an_environment_without_settings_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("burgeon.prod.yaml"), "name: shop").unwrap();
        let project = Project::new([folder.path().join("schema.graphql")]);
        let read = |name: &str| project.clone().environment(name).read_settings();
        assert!(!read("prod").diagnostics.has_errors());
        assert_eq!(read("prod").settings.name, "shop");
        for (name, help) in [("prdo", "did you mean `prod`?"), ("../prod", "use letters")] {
            let reports = read(name).diagnostics.reports();
            assert_eq!(reports[0].code, "settings/unknown-environment", "{name}");
            assert!(reports[0].help.as_deref().is_some_and(|it| it.starts_with(help)), "{name}");
        }
    }

    #[test]
    fn a_glob_counts_as_its_folder() {
        assert_eq!(fixed_part(&Disk, Path::new("api/*/x?.graphql")), Path::new("api"));
        assert_eq!(fixed_part(&Disk, Path::new("*.graphql")), Path::new("."));
        assert_eq!(fixed_part(&Disk, Path::new("missing.graphql")), Path::new("missing.graphql"));
    }
}
