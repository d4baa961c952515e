//! A compilation as the files of an output folder.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::path::Path;

use burgeon_core::Defect;
use rayon::prelude::*;

use crate::output::{self, OutputError, Texts};
use crate::{
    ACCESS_FILE, Compilation, Database, MANIFEST_FILE, SCHEMA_FILE, SETTINGS_FILE, StateMachine,
    manifest, settings,
};

/// The files of a build that was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Written {
    /// The bytes of each file, by its path relative to the output folder.
    pub sizes: BTreeMap<String, usize>,
}

impl Compilation {
    /// Writes all files into a folder, in place of the last build.
    ///
    /// The files are written into a folder aside, which then replaces the last build in one step:
    /// the folder holds the last build or this one, even if the process is interrupted.
    ///
    /// # Errors
    ///
    /// The folder is neither missing, nor empty, nor a build, or the file system refused
    /// something; the last build is unchanged then.
    pub fn write_to(&self, folder: impl AsRef<Path>) -> Result<Written, OutputError> {
        let texts = self.texts()?;
        output::replace(folder.as_ref(), &texts)?;
        let sizes = texts.into_iter().map(|(path, text)| (path, text.len()));
        Ok(Written { sizes: sizes.collect() })
    }

    /// The text of each output file, by its path relative to the output folder, parts separated by
    /// `/`. They are rendered by this call.
    ///
    /// # Errors
    ///
    /// An internal error of the compiler. Results of [`Compiler::compile`] are rendered without
    /// an error.
    ///
    /// [`Compiler::compile`]: https://docs.rs/burgeon/latest/burgeon/struct.Compiler.html
    pub fn files(&self) -> Result<BTreeMap<String, String>, Defect> {
        let texts = self.texts()?.into_par_iter();
        Ok(texts.map(|(path, text)| (path, text.into_owned())).collect())
    }

    /// The files, with the texts that need no rendering borrowed.
    pub(crate) fn texts(&self) -> Result<Texts<'_>, Defect> {
        let (schema, (manifest, stacks)) = rayon::join(
            || self.schema.to_string(),
            || rayon::join(|| manifest::text(self), || self.stack_texts()),
        );
        let mut texts: Vec<(String, Cow<'_, str>)> = stacks?;
        texts.push((SCHEMA_FILE.to_owned(), schema.into()));
        texts.push((MANIFEST_FILE.to_owned(), manifest?.into()));
        texts.extend(self.assets.iter().map(|(path, text)| (path.clone(), text.as_str().into())));
        texts.extend(self.recorded_texts()?);
        let databases = self.databases.iter();
        texts.extend(
            databases.map(|(name, database)| (Database::path(name), database.statements())),
        );
        let machines = self.state_machines.iter();
        texts.extend(
            machines.map(|(name, it)| (StateMachine::path(name), it.definition.json().into())),
        );
        let templates = self.resolvers.iter().flat_map(|(at, resolver)| resolver.templates(at));
        texts.extend(templates.map(|(path, text)| (path, text.into())));
        // Gathered first: a map of all is made faster than one that grows by each.
        Ok(texts.into_iter().collect())
    }

    fn recorded_texts(&self) -> Result<Vec<(String, Cow<'_, str>)>, Defect> {
        let mut texts = Vec::new();
        if let Some(access) = self.access.as_ref() {
            texts.push((ACCESS_FILE.to_owned(), access.to_json_lines()?.into()));
        }
        if let Some(settings) = self.settings.as_ref() {
            texts.push((SETTINGS_FILE.to_owned(), settings::text(settings)?.into()));
        }
        Ok(texts)
    }

    fn stack_texts(&self) -> Result<Vec<(String, Cow<'_, str>)>, Defect> {
        let stacks: Vec<_> = self.stacks.all().collect();
        let written = stacks.into_par_iter().map(|(name, path, template)| {
            let text = self.stacks.format.write(template).map_err(|defect| defect.at(name))?;
            Ok((path, text.into()))
        });
        written.collect()
    }
}
