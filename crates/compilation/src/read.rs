//! Output folders, read back into a [`Compilation`] as far as they record it.

mod manifest;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use amazon_states_language::Definition;
use burgeon_cloudformation::{Template, from_json, from_yaml};
use burgeon_core::api::Coordinate;
use burgeon_core::settings::Settings;
use rayon::prelude::*;
use serde::de::DeserializeOwned;

use crate::{
    AccessTable, Compilation, Database, Definitions, ExpandedSchema, MANIFEST_FILE, Recorded,
    Resolver, Stacks, StateMachine, TemplateFormat,
};
use manifest::{Manifest, StackEntry};

/// Why a folder cannot be read as the output of a compilation.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ReadError {
    /// The folder holds no `manifest.json`.
    #[error("`{}` is not the output of a build: it has no `{MANIFEST_FILE}`", .folder.display())]
    NoBuild {
        /// The folder.
        folder: PathBuf,
    },
    /// The operating system refused something.
    #[error("cannot read `{}`: {reason}", .path.display())]
    Unreadable {
        /// The file or folder.
        path: PathBuf,
        /// The error of the file system.
        reason: io::Error,
    },
    /// The manifest names a file that is not there.
    #[error("`{path}` is missing, and `{MANIFEST_FILE}` refers to it")]
    Missing {
        /// The path, relative to the folder.
        path: String,
    },
    /// A file does not hold what it should.
    #[error("`{path}` cannot be understood: {reason}")]
    Invalid {
        /// The path, relative to the folder.
        path: String,
        /// The reason.
        reason: String,
    },
}

impl ReadError {
    fn invalid(path: &str, reason: impl ToString) -> Self {
        Self::Invalid { path: path.to_owned(), reason: reason.to_string() }
    }
}

impl Compilation {
    /// Reads the output folder of a build. Diagnostics are not recorded, and the folder of an older
    /// build may lack more: such parts are [`Recorded::NotRecorded`].
    ///
    /// # Errors
    ///
    /// The folder is not the output of a build, or files of it are missing or damaged.
    pub fn read(folder: impl AsRef<Path>) -> Result<Self, ReadError> {
        let folder = folder.as_ref();
        if !folder.join(MANIFEST_FILE).is_file() {
            return Err(ReadError::NoBuild { folder: folder.to_owned() });
        }
        let mut paths = Vec::new();
        list(folder, "", &mut paths)?;
        let text = |path: String| match fs::read_to_string(folder.join(&path)) {
            Ok(text) => Ok((path, text)),
            Err(reason) => Err(ReadError::Unreadable { path: folder.join(path), reason }),
        };
        let files: Result<Vec<_>, _> = paths.into_par_iter().map(text).collect();
        Self::from_files(files?.into_iter().collect())
    }

    /// Reads the files of an output folder, by their paths relative to it.
    ///
    /// # Errors
    ///
    /// Files are missing or damaged.
    pub fn from_files(texts: BTreeMap<String, String>) -> Result<Self, ReadError> {
        let mut files = Files(texts);
        let manifest: Manifest = json(MANIFEST_FILE, &files.take(MANIFEST_FILE)?)?;
        let schema = files.take(&manifest.schema)?;
        let schema = ExpandedSchema::parse(&schema);
        let schema = schema.map_err(|reason| ReadError::invalid(&manifest.schema, reason))?;
        let stacks = stacks(&mut files, &manifest)?;
        let resolvers = manifest.resolvers.into_iter().map(|(at, entry)| {
            let at: Coordinate =
                at.parse().map_err(|reason| ReadError::invalid(MANIFEST_FILE, reason))?;
            Ok((at, entry.resolver(&mut files)?))
        });
        let resolvers = resolvers.collect::<Result<BTreeMap<Coordinate, Resolver>, ReadError>>()?;
        let databases = manifest.databases.into_iter().map(|(name, entry)| {
            let statements = Definitions::Statements(files.take(&entry.definitions)?);
            Ok((name, Database { dialect: entry.engine, definitions: statements }))
        });
        let databases = databases.collect::<Result<_, ReadError>>()?;
        let machines = manifest.state_machines.into_iter().map(|(name, entry)| {
            let text = files.take(&entry.definition)?;
            let definition = Definition::parse_named(&entry.definition, &text)
                .map_err(|faults| ReadError::invalid(&entry.definition, faults))?;
            Ok((name, StateMachine { kind: entry.kind, definition: definition.into() }))
        });
        let state_machines = machines.collect::<Result<_, ReadError>>()?;
        Ok(Self {
            name: manifest.name,
            schema,
            authentication: manifest.auth,
            settings: files.recorded::<Settings>(manifest.settings)?,
            resolvers,
            data_sources: manifest.data_sources,
            tables: manifest.tables,
            databases,
            state_machines,
            sections: manifest.sections.into_iter().filter_map(section).collect(),
            access: files.recorded::<AccessTable>(manifest.access)?,
            stacks,
            placement: manifest.placement.map(|placed| placed.into_iter().collect()).into(),
            assets: files.0,
            referred_files: vec![],
            warnings: vec![],
            advice: vec![],
        })
    }
}

/// A section of a transformer: an unknown value with entries.
fn section(
    (name, value): (String, serde_json::Value),
) -> Option<(String, BTreeMap<String, serde_json::Value>)> {
    match value {
        serde_json::Value::Object(entries) => Some((name, entries.into_iter().collect())),
        _ => None,
    }
}

/// The files that were not read yet.
struct Files(BTreeMap<String, String>);

impl Files {
    fn take(&mut self, path: &str) -> Result<String, ReadError> {
        self.0.remove(path).ok_or_else(|| ReadError::Missing { path: path.to_owned() })
    }

    /// The part in a file, if the manifest names one.
    fn recorded<T: DeserializeOwned>(
        &mut self,
        path: Option<String>,
    ) -> Result<Recorded<T>, ReadError> {
        let read = |path: String| json(&path, &self.take(&path)?);
        Ok(path.map(read).transpose()?.into())
    }
}

fn json<T: DeserializeOwned>(path: &str, text: &str) -> Result<T, ReadError> {
    serde_json::from_str(text).map_err(|reason| ReadError::invalid(path, reason))
}

fn stacks(files: &mut Files, manifest: &Manifest) -> Result<Stacks, ReadError> {
    let format = match Path::new(&manifest.root.template).extension() {
        Some(extension) if extension == TemplateFormat::Json.extension() => TemplateFormat::Json,
        _ => TemplateFormat::Yaml,
    };
    let mut texts = vec![(&manifest.root, files.take(&manifest.root.template)?)];
    for entry in manifest.stacks.values() {
        texts.push((entry, files.take(&entry.template)?));
    }
    let read = |(entry, text): (&StackEntry, String)| -> Result<Template, ReadError> {
        let template = match format {
            TemplateFormat::Yaml => from_yaml(&text),
            TemplateFormat::Json => from_json(&text),
        };
        template.map_err(|reason| ReadError::invalid(&entry.template, reason))
    };
    let templates: Result<Vec<Template>, _> = texts.into_par_iter().map(read).collect();
    let mut templates = templates?.into_iter();
    let root = templates.next().unwrap_or_default();
    let nested = manifest.stacks.keys().cloned().zip(templates).collect();
    Ok(Stacks { format, root, nested })
}

/// Lists the files of a folder and of those in it, with `/` between the parts of their paths.
fn list(root: &Path, folder: &str, paths: &mut Vec<String>) -> Result<(), ReadError> {
    let path = root.join(folder);
    let unreadable = |reason| ReadError::Unreadable { path: path.clone(), reason };
    for entry in fs::read_dir(&path).map_err(unreadable)? {
        let entry = entry.map_err(unreadable)?;
        let name = format!("{folder}{}", entry.file_name().to_string_lossy());
        match entry.file_type().map_err(unreadable)?.is_dir() {
            true => list(root, &format!("{name}/"), paths)?,
            false => paths.push(name),
        }
    }
    Ok(())
}
