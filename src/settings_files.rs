//! The settings files of a project: the general one, and the one of an environment.

use std::path::{Path, PathBuf};

use burgeon_core::files::{Entry, FileSystem};
use burgeon_core::settings::Reading;
use burgeon_core::{Code, Diagnostic, Settings};

/// The default name of the settings file, beside the schema.
pub const SETTINGS_FILE: &str = "burgeon.yaml";

/// Every kind of diagnostic about which settings files are read.
pub(crate) static CODES: &[&Code] = &[&UNKNOWN_ENVIRONMENT];

static UNKNOWN_ENVIRONMENT: Code = Code {
    name: "settings/unknown-environment",
    explanation: "\
`--environment prod` merges `burgeon.prod.yaml`, beside the settings file, into the settings. That file \
does not exist, or the name is not one of letters, digits, `-` and `_`. Without it, the output would \
have the settings of another environment.",
};

/// The settings files of a project.
#[derive(Debug, Clone)]
pub(crate) struct SettingsFiles {
    /// The folders that may hold the file, unless it is named.
    folders: [PathBuf; 2],
    file: Option<PathBuf>,
    environment: Option<String>,
}

impl SettingsFiles {
    /// The settings beside a schema: in the folder of a file, in a folder itself or in its parent.
    pub(crate) fn beside(schema: &Path, files: &dyn FileSystem) -> Self {
        let folders = [schema.to_owned(), schema.parent().unwrap_or(Path::new("")).to_owned()];
        let candidates = folders.iter().map(|folder| folder.join(SETTINGS_FILE));
        let file = candidates.into_iter().find(|file| files.is_file(file));
        Self { folders, file, environment: None }
    }

    /// Names the general file.
    pub(crate) fn set_file(&mut self, file: PathBuf) {
        self.file = Some(file);
    }

    /// Leaves the general file out: its settings have their defaults.
    pub(crate) fn unset_file(&mut self) {
        self.file = None;
    }

    /// Names the environment whose settings are merged into the general ones.
    pub(crate) fn set_environment(&mut self, name: String) {
        self.environment = Some(name);
    }

    /// The general file and the file of the environment. Either may not exist.
    pub(crate) fn inputs(&self, files: &dyn FileSystem) -> impl Iterator<Item = PathBuf> {
        [self.file.clone(), self.overlay(files)].into_iter().flatten()
    }

    /// The settings, as far as they can be read, and all their faults.
    pub(crate) fn read(&self, files: &dyn FileSystem) -> Reading {
        let overlay = self.overlay(files);
        let is_there = overlay.as_ref().is_none_or(|file| files.is_file(file));
        let paths = self.file.iter().chain(overlay.as_ref().filter(|_| is_there));
        let paths: Vec<&Path> = paths.map(PathBuf::as_path).collect();
        let mut reading = Settings::read_files(files, &paths);
        if let Some(name) = self.environment.as_ref().filter(|_| !is_there || overlay.is_none()) {
            reading.diagnostics.push(self.unknown_environment(files, name, overlay.as_deref()));
        }
        reading
    }

    /// The settings file of the environment, if it has a usable name.
    fn overlay(&self, files: &dyn FileSystem) -> Option<PathBuf> {
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
        if let Some(file) = &self.file {
            return Some(beside(file));
        }
        let [inner, outer] =
            self.folders.each_ref().map(|folder| beside(&folder.join(SETTINGS_FILE)));
        Some(if files.is_file(&inner) { inner } else { outer })
    }

    fn unknown_environment(
        &self,
        files: &dyn FileSystem,
        name: &str,
        overlay: Option<&Path>,
    ) -> Diagnostic {
        let message = format!("unknown environment `{name}`");
        let fault = Diagnostic::error(&UNKNOWN_ENVIRONMENT, message);
        let Some(file) = overlay else {
            return fault.help("use letters, digits, `-` and `_` only");
        };
        let known = self.known_environments(files);
        let shown = file.display().to_string().replace('\\', "/");
        fault
            .help(format!("write its settings in `{shown}`"))
            .did_you_mean(name, known.iter().map(String::as_str))
    }

    /// The environments that have settings files, sorted.
    fn known_environments(&self, files: &dyn FileSystem) -> Vec<String> {
        let folder = self.file.as_deref().and_then(Path::parent);
        let folder = folder.unwrap_or(&self.folders[1]);
        let stem = self.file.as_deref().and_then(Path::file_stem);
        let stem = stem.map_or("burgeon".into(), |stem| stem.to_string_lossy());
        let environment = |entry: Entry| {
            let name = entry.path.file_name()?.to_string_lossy().into_owned();
            let (rest, _) = name.strip_prefix(&format!("{stem}."))?.rsplit_once('.')?;
            Some(rest.to_owned())
        };
        let entries = files.entries(folder).unwrap_or_default();
        let mut known: Vec<String> = entries.into_iter().filter_map(environment).collect();
        known.sort();
        known
    }
}

#[cfg(test)]
mod tests {
    use burgeon_core::files::Memory;

    use super::*;

    fn beside(schema: &str, files: &Memory) -> SettingsFiles {
        SettingsFiles::beside(Path::new(schema), files)
    }

    #[test]
    fn settings_are_found_beside_files_and_in_or_around_folders() {
        let files = Memory::new().with("api/burgeon.yaml", "").with("api/schema/a.graphql", "");
        for schema in ["api", "api/schema", "api/a.graphql"] {
            let found = beside(schema, &files).file;
            assert_eq!(found.as_deref(), Some(Path::new("api/burgeon.yaml")), "{schema}");
        }
        let files = files.with("api/schema/burgeon.yaml", "");
        for schema in ["api/schema", "api/schema/*.graphql"] {
            let found = beside(schema, &files).file;
            assert_eq!(found.as_deref(), Some(Path::new("api/schema/burgeon.yaml")), "{schema}");
        }
    }

    #[test]
    fn the_settings_of_an_environment_are_an_input_beside_the_general_ones() {
        let files = Memory::new().with("burgeon.yaml", "name: shop");
        let mut settings = beside("schema.graphql", &files);
        settings.set_environment("prod".to_owned());
        let inputs: Vec<_> = settings.inputs(&files).collect();
        assert_eq!(inputs, [Path::new("burgeon.yaml"), Path::new("burgeon.prod.yaml")]);
        settings.set_file(PathBuf::from("other.json"));
        let inputs: Vec<_> = settings.inputs(&files).collect();
        assert_eq!(inputs, [Path::new("other.json"), Path::new("other.prod.json")]);
    }

    #[test]
    fn an_environment_without_settings_is_refused() {
        let files = Memory::new().with("burgeon.prod.yaml", "name: shop");
        let read = |name: &str| {
            let mut settings = beside("schema.graphql", &files);
            settings.set_environment(name.to_owned());
            settings.read(&files)
        };
        assert!(!read("prod").diagnostics.has_errors());
        assert_eq!(read("prod").settings.name, "shop");
        for (name, help) in [("prdo", "did you mean `prod`?"), ("../prod", "use letters")] {
            let reports = read(name).diagnostics.reports();
            assert_eq!(reports[0].code.name, "settings/unknown-environment", "{name}");
            assert!(reports[0].help.as_deref().is_some_and(|it| it.starts_with(help)), "{name}");
        }
    }
}
