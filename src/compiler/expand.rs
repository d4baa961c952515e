//! The stages up to expanding: files are read, and transformers prepare, declare and expand.

use std::path::PathBuf;
use std::sync::Arc;

use burgeon_cloudformation::packing::Placement;
use burgeon_core::files::ProjectFiles;
use burgeon_core::schema::Schema;
use burgeon_core::{
    Api, Declaring, Diagnostics, Document, Expanding, Preparing, Transformer, appsync,
};

use super::{Compiler, Failure};
use crate::read::Definitions;
use crate::{lock_file, read, validate_api};

/// An expanded API without errors.
pub(super) struct Expanded {
    /// Its own diagnostics are in `diagnostics`.
    pub(super) api: Api,
    /// Warnings and advice.
    pub(super) diagnostics: Diagnostics,
    /// The placement of the last build.
    pub(super) previous: Placement,
    /// The files that the schema refers to.
    pub(super) referred_files: Vec<PathBuf>,
}

impl Compiler {
    /// Reads everything and runs all transformers.
    pub(super) fn expand(
        &self,
        transformers: &[Arc<dyn Transformer>],
    ) -> Result<Expanded, Failure> {
        let file_system = self.file_system();
        let files = &*file_system;
        let document = read::read(files, &self.schema, &self.sources, &definitions(transformers));
        let mut lock_faults = Diagnostics::default();
        let previous = self.previous_placement(&mut lock_faults);
        if !document.is_whole {
            let mut found = document.diagnostics;
            found.append(lock_faults);
            return Err(Failure::of(&self.with_faults(&found)));
        }
        let referred_files = self.referred(transformers, &document.schema);
        let (api, diagnostics) = self.run_stages(transformers, document, lock_faults);
        let diagnostics = self.with_faults(&diagnostics);
        if diagnostics.has_errors() {
            return Err(Failure::from_reports(self.leveled(transformers, false, &diagnostics)));
        }
        Ok(Expanded { api, diagnostics, previous, referred_files })
    }

    /// Runs all transformers on a document. Faults that follow from earlier ones are left out.
    fn run_stages(
        &self,
        transformers: &[Arc<dyn Transformer>],
        document: Document,
        lock_faults: Diagnostics,
    ) -> (Api, Diagnostics) {
        let damaged = document.damaged.clone();
        let mut api = Api::new(document, self.settings.clone());
        api.files = self.project_files();
        let read_faults = api.diagnostics.len();
        api.diagnostics.append(lock_faults);
        let mut preparing = Preparing::new(&mut api);
        transformers.iter().for_each(|transformer| transformer.prepare(&mut preparing));
        let mut declaring = Declaring::new(&mut api);
        transformers.iter().for_each(|transformer| transformer.declare(&mut declaring));
        api.diagnostics.drop_consequences(read_faults);
        api.diagnostics.drop_mentions(read_faults, &damaged);
        let faults = api.diagnostics.len();
        let is_sound = !api.diagnostics.has_errors() && !self.faults.has_errors();
        let mut expanding = Expanding::new(&mut api);
        transformers.iter().for_each(|transformer| transformer.expand(&mut expanding));
        let found = validate_api::validate(&api);
        found.into_iter().for_each(|found| api.diagnostics.push(found));
        if !is_sound {
            api.diagnostics.drop_consequences(faults);
            api.diagnostics.drop_mentions(faults, &damaged);
            api.diagnostics.drop_warnings(faults);
        }
        let diagnostics = std::mem::take(&mut api.diagnostics);
        (api, diagnostics)
    }

    /// The files that the schema refers to, as far as it can be read. A compilation holds them as
    /// well.
    pub(crate) fn referred_files(&self) -> Vec<PathBuf> {
        let transformers = self.transformers();
        let files = self.file_system();
        let document =
            read::read(&*files, &self.schema, &self.sources, &definitions(&transformers));
        self.referred(&transformers, &document.schema)
    }

    fn referred(&self, transformers: &[Arc<dyn Transformer>], schema: &Schema) -> Vec<PathBuf> {
        let Some(folder) = read::folder(&*self.file_system(), &self.schema) else { return vec![] };
        let paths = transformers.iter().flat_map(|transformer| transformer.files(schema));
        paths.map(|path| folder.join(path)).collect()
    }

    /// The files that the schema can refer to: those in the folder of the first schema file.
    fn project_files(&self) -> ProjectFiles {
        let file_system = self.file_system();
        let mut files = match read::folder(&*file_system, &self.schema) {
            Some(folder) => ProjectFiles::in_folder(file_system.clone(), folder),
            None => ProjectFiles::default(),
        };
        self.files.iter().for_each(|(path, text)| files.hold(path, text));
        files
    }

    /// The placement of the last build; without one, nothing is placed.
    fn previous_placement(&self, faults: &mut Diagnostics) -> Placement {
        match self.lock.as_ref().map(lock_file::placement) {
            Some(Ok(placement)) => return placement,
            Some(Err(fault)) => faults.push(fault),
            None => {}
        }
        Placement::default()
    }
}

/// The definitions of all directives, and the types that come with some.
fn definitions(transformers: &[Arc<dyn Transformer>]) -> Definitions {
    let of_directives = transformers.iter().map(|transformer| transformer.definitions());
    let types = transformers.iter().map(|transformer| (transformer.name(), transformer.types()));
    Definitions {
        prelude: std::iter::once(appsync::DIRECTIVES).chain(of_directives).collect(),
        types: types.filter(|(_, types)| !types.is_empty()).collect(),
    }
}
