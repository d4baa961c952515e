//! From files to a [`Compilation`].

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use burgeon_cloudformation::packing::Placement;
use burgeon_compilation::{Authentication, ExpandedSchema, Recorded, StateMachine};
use burgeon_core::diagnostics::{Code, RenderedDiagnostic};
use burgeon_core::files::{Disk, FileSystem, ProjectFiles};
use burgeon_core::infrastructure::{Infrastructure, Usage};
use burgeon_core::schema::Schema;
use burgeon_core::source::{Source, SourceLocation};
use burgeon_core::{
    Api, Defect, Diagnostic, Diagnostics, Settings, Severity, Transformer, appsync,
};
use rayon::prelude::*;

use crate::data_model::DataModel;
use crate::plan::PlannedResolver;
use crate::read::Definitions;
use crate::{
    AccessTable, Compilation, TemplateFormat, access_table, emit, lint, output, passes, plan,
    project, read, settings_faults, validate_api,
};

/// The inputs and options of a compilation.
#[derive(Default)]
pub struct Compiler {
    pub(crate) schema: Vec<PathBuf>,
    pub(crate) sources: Vec<Arc<Source>>,
    files: Vec<(String, String)>,
    pub(crate) settings: Settings,
    /// The errors of the settings and the lock file.
    faults: Diagnostics,
    templates: Option<PathBuf>,
    format: TemplateFormat,
    lock: Option<Arc<Source>>,
    custom: Vec<Arc<dyn Transformer>>,
    denies_warnings: bool,
    /// The disk, unless something else is set.
    file_system: Option<Arc<dyn FileSystem>>,
}

impl Compiler {
    /// A compiler with default settings and no schema yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets what all files are read from, in place of the disk.
    #[must_use]
    pub fn files(mut self, file_system: Arc<dyn FileSystem>) -> Self {
        self.file_system = Some(file_system);
        self
    }

    /// Adds a schema file, a folder of `*.graphql` and `*.gql` files, or a glob.
    #[must_use]
    pub fn schema(mut self, path: impl AsRef<Path>) -> Self {
        self.schema.push(path.as_ref().to_owned());
        self
    }

    /// Adds a schema from memory, with its name for diagnostics.
    #[must_use]
    pub fn source(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.sources.push(Source::new(name, text));
        self
    }

    /// Adds a file that the schema refers to, by its path from the schema's folder. It replaces a
    /// file of that path.
    #[must_use]
    pub fn file(mut self, path: impl Into<String>, text: impl Into<String>) -> Self {
        self.files.push((path.into(), text.into()));
        self
    }

    /// Sets the settings, in place of the defaults.
    #[must_use]
    pub fn settings(mut self, settings: Settings) -> Self {
        self.settings = settings;
        self
    }

    /// Adds faults of the project's files, which are reported together with those of the schema.
    #[must_use]
    pub(crate) fn faults(mut self, found: Diagnostics) -> Self {
        self.faults.append(found);
        self
    }

    /// The diagnostics of the settings and the lock file, in addition to those found.
    pub(crate) fn with_faults(&self, found: &Diagnostics) -> Diagnostics {
        let mut all = found.clone();
        if self.faults.has_errors() {
            let places = &self.settings.locations;
            all.retain(|name| !settings_faults::is_consequence(name, places));
        }
        all.append(self.faults.clone());
        all
    }

    /// Reads custom templates from this folder, instead of `resolvers/` beside the first schema file.
    #[must_use]
    pub fn templates(mut self, folder: impl AsRef<Path>) -> Self {
        self.templates = Some(folder.as_ref().to_owned());
        self
    }

    /// Sets how the stacks' templates are written, in place of YAML.
    #[must_use]
    pub fn template_format(mut self, format: TemplateFormat) -> Self {
        self.format = format;
        self
    }

    /// Sets the placement of the last build, as [`Compilation::lock`] returned it, which keeps
    /// resources in their stacks.
    #[must_use]
    pub fn lock(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.lock = Some(Source::new(name, text));
        self
    }

    /// Reports every warning as an error, for CI. Warnings that the settings allow or accept
    /// stay hidden.
    #[must_use]
    pub fn deny_warnings(mut self, denies_warnings: bool) -> Self {
        self.denies_warnings = denies_warnings;
        self
    }

    /// Adds a custom transformer, after the built-in ones.
    #[must_use]
    pub fn transformer(self, transformer: impl Transformer + 'static) -> Self {
        self.shared_transformer(Arc::new(transformer))
    }

    /// Adds a custom transformer that other compilers use as well.
    #[must_use]
    pub fn shared_transformer(mut self, transformer: Arc<dyn Transformer>) -> Self {
        self.custom.push(transformer);
        self
    }

    /// Compiles. No file is rendered: [`Compilation::files`] and [`Compilation::write_to`] do that.
    ///
    /// # Errors
    ///
    /// Every error of the schema, the templates, the settings and the stacks. What compiles can
    /// be written.
    pub fn compile(&self) -> Result<Compilation, Failure> {
        let builtin = passes::all();
        let transformers = self.transformers(&builtin);
        let expanded = self.expand(&transformers)?;
        let Expanded { api, mut diagnostics, previous, referred_files } = expanded;
        let ((resolvers, unplanned), access) =
            rayon::join(|| plan::plan(&api), || access_table::derive(&api));
        let usage = plan::usage(&resolvers);
        let mut infrastructure = deploy(&transformers, &api, &usage);
        let deploy_faults = infrastructure.take_diagnostics();
        let deployed = emit::Deployed { usage, infrastructure };
        let (defects, (emitted, found)) = rayon::join(
            || plan::defects(&resolvers),
            || emit::emit(&api, &resolvers, &deployed, &access, self.format, &previous),
        );
        let taken = plan::taken_names(&api, &resolvers);
        let uncacheable = plan::caching_faults(&api.settings, &resolvers);
        let found = found.into_iter().chain(deploy_faults).chain(taken).chain(uncacheable);
        let unplanned = unplanned.into_iter().map(Diagnostic::from);
        found.chain(defects).chain(unplanned).for_each(|found| diagnostics.push(found));
        let has_errors = diagnostics.has_errors();
        let reports = self.leveled(&transformers, !has_errors, &diagnostics);
        let is_error = |report: &RenderedDiagnostic| report.severity == Severity::Error;
        let emitted = emitted.filter(|_| !reports.iter().any(is_error));
        let Some(emitted) = emitted else { return Err(Failure::from_reports(reports)) };
        let Api { schema, settings, .. } = api;
        let (resolvers, schema) = rayon::join(
            || resolvers.into_par_iter().map(PlannedResolver::into_compiled).collect::<Vec<_>>(),
            || ExpandedSchema::new(schema),
        );
        let is_advice = |report: &RenderedDiagnostic| report.severity == Severity::Advice;
        let (advice, warnings) = reports.into_iter().partition(is_advice);
        Ok(Compilation {
            name: settings.name.clone(),
            schema,
            authentication: Authentication::from(&settings),
            settings: Recorded::Recorded(settings),
            resolvers: resolvers.into_iter().collect(),
            data_sources: emitted.data_sources,
            tables: emitted.tables,
            databases: emitted.databases,
            state_machines: emitted.state_machines,
            sections: deployed.infrastructure.into_manifest(),
            access: Recorded::Recorded(access),
            stacks: emitted.stacks,
            placement: Recorded::Recorded(emitted.placement),
            assets: emitted.assets,
            referred_files,
            warnings,
            advice,
        })
    }

    /// The access table: caller × type × field × operation. Nothing is planned or emitted for it.
    ///
    /// # Errors
    ///
    /// Every error of the schema, the templates or the settings.
    pub fn access_table(&self) -> Result<AccessTable, Failure> {
        let builtin = passes::all();
        Ok(access_table::derive(&self.expand(&self.transformers(&builtin))?.api))
    }

    /// The models, their keys and their relations. Nothing is planned or emitted for them.
    ///
    /// # Errors
    ///
    /// Every error of the schema, the templates or the settings.
    pub fn data_model(&self) -> Result<DataModel, Failure> {
        let builtin = passes::all();
        Ok(DataModel::new(&self.expand(&self.transformers(&builtin))?.api))
    }

    /// The state machines, by name. No resolver is planned and no stack is emitted for them.
    ///
    /// # Errors
    ///
    /// Every error of the schema, the templates or the settings.
    pub fn state_machines(&self) -> Result<BTreeMap<String, StateMachine>, Failure> {
        let builtin = passes::all();
        let transformers = self.transformers(&builtin);
        let api = self.expand(&transformers)?.api;
        Ok(emit::state_machines(&deploy(&transformers, &api, &Usage::default())))
    }

    /// The diagnostics at the levels of the settings.
    fn leveled(
        &self,
        transformers: &[&dyn Transformer],
        is_whole: bool,
        diagnostics: &Diagnostics,
    ) -> Vec<RenderedDiagnostic> {
        let mut known = codes();
        known.extend(transformers.iter().flat_map(|transformer| transformer.codes()));
        let reports = diagnostics.reports();
        lint::apply(&self.settings, &known, self.denies_warnings, is_whole, reports)
    }

    /// Reads everything and runs all transformers.
    fn expand(&self, transformers: &[&dyn Transformer]) -> Result<Expanded, Failure> {
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
        let damaged = document.damaged.clone();
        let mut api = Api::new(document, self.settings.clone());
        api.files = self.project_files();
        let read_faults = api.diagnostics.len();
        api.diagnostics.append(lock_faults);
        transformers.iter().for_each(|transformer| transformer.prepare(&mut api));
        transformers.iter().for_each(|transformer| transformer.declare(&mut api));
        api.diagnostics.drop_consequences(read_faults);
        api.diagnostics.drop_mentions(read_faults, &damaged);
        let beside = read::beside_schema(files, &self.schema);
        let mut own = plan::OwnFiles::read(files, self.templates.as_ref().or(beside.as_ref()));
        let faults = api.diagnostics.len();
        let is_sound = !api.diagnostics.has_errors() && !self.faults.has_errors();
        own.declare(&mut api);
        transformers.iter().for_each(|transformer| transformer.expand(&mut api));
        own.add_steps(&mut api);
        let found = validate_api::validate(&api);
        found.into_iter().for_each(|found| api.diagnostics.push(found));
        if !is_sound {
            api.diagnostics.drop_consequences(faults);
            api.diagnostics.drop_mentions(faults, &damaged);
        }
        let mut diagnostics = std::mem::take(&mut api.diagnostics);
        own.report(&mut diagnostics);
        if !is_sound {
            diagnostics.drop_warnings(faults);
        }
        let diagnostics = self.with_faults(&diagnostics);
        if diagnostics.has_errors() {
            return Err(Failure::from_reports(self.leveled(transformers, false, &diagnostics)));
        }
        Ok(Expanded { api, diagnostics, previous, referred_files })
    }
}

/// Collects what the transformers deploy.
fn deploy(transformers: &[&dyn Transformer], api: &Api, usage: &Usage) -> Infrastructure {
    let mut infrastructure = Infrastructure::default();
    for transformer in transformers {
        transformer.deploy(api, usage, &mut infrastructure);
    }
    infrastructure
}

/// An expanded API without errors.
struct Expanded {
    /// Its own diagnostics are in `diagnostics`.
    api: Api,
    /// Warnings and advice.
    diagnostics: Diagnostics,
    /// The placement of the last build.
    previous: Placement,
    /// The files that the schema refers to.
    referred_files: Vec<PathBuf>,
}

static LOCK: Code = Code {
    name: "stack/lock",
    explanation: "`burgeon.lock` records the stack of each model, which keeps tables in their stacks. \
`burgeon build` writes it, and it is not meant to be edited. Restore it from version control; if \
nothing was deployed yet, delete it.",
};

/// Every kind of diagnostic that is reported outside the transformers.
pub fn codes() -> Vec<&'static Code> {
    let mut codes = vec![&LOCK, &burgeon_core::DEFECT, &burgeon_core::api::FIELD_TAKEN];
    codes.extend(read::codes());
    codes.extend(plan::codes());
    codes.extend(validate_api::CODES);
    codes.extend(lint::CODES);
    codes.extend(emit::infrastructure::codes());
    codes.extend(burgeon_core::settings::codes::ALL);
    codes.extend(burgeon_migrate::CODES);
    codes.extend(project::CODES);
    codes.extend(output::CODES);
    codes
}

/// The definitions of all directives, and the types that come with some.
fn definitions(transformers: &[&dyn Transformer]) -> Definitions {
    let of_directives = transformers.iter().map(|transformer| transformer.definitions());
    let types = transformers.iter().map(|transformer| (transformer.name(), transformer.types()));
    Definitions {
        prelude: std::iter::once(appsync::DIRECTIVES).chain(of_directives).collect(),
        types: types.filter(|(_, types)| !types.is_empty()).collect(),
    }
}

impl Compiler {
    /// The files that the schema refers to, as far as it can be read. A compilation holds them as
    /// well.
    pub(crate) fn referred_files(&self) -> Vec<PathBuf> {
        let builtin = passes::all();
        let transformers = self.transformers(&builtin);
        let files = self.file_system();
        let document =
            read::read(&*files, &self.schema, &self.sources, &definitions(&transformers));
        self.referred(&transformers, &document.schema)
    }

    /// The file system of the project.
    pub(crate) fn file_system(&self) -> Arc<dyn FileSystem> {
        self.file_system.clone().unwrap_or_else(|| Arc::new(Disk))
    }

    /// All transformers, in the order in which they run.
    fn transformers<'a>(&'a self, builtin: &'a [Box<dyn Transformer>]) -> Vec<&'a dyn Transformer> {
        let custom = self.custom.iter().map(|transformer| &**transformer);
        builtin.iter().map(|transformer| &**transformer).chain(custom).collect()
    }

    fn referred(&self, transformers: &[&dyn Transformer], schema: &Schema) -> Vec<PathBuf> {
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

    fn previous_placement(&self, diagnostics: &mut Diagnostics) -> Placement {
        let Some(source) = &self.lock else { return Placement::default() };
        Placement::from_lock(&source.text).unwrap_or_else(|fault| {
            let line_start = line_start(&source.text, fault.line);
            let place = SourceLocation::Text(source.clone(), line_start..line_start);
            diagnostics.push(
                Diagnostic::error(&LOCK, format!("`{}` cannot be read: {fault}", source.path))
                    .at(place, "this line")
                    .help("restore the file from version control"),
            );
            Placement::default()
        })
    }
}

/// The byte at which a line (from 1) begins.
fn line_start(text: &str, line: u64) -> usize {
    let before =
        text.split_inclusive('\n').take(usize::try_from(line).unwrap_or(1).saturating_sub(1));
    before.map(str::len).sum()
}

/// A failed compilation: its errors, and the warnings so far.
#[derive(Debug, Clone)]
pub struct Failure {
    /// The diagnostics, in the order of files and locations.
    pub reports: Vec<RenderedDiagnostic>,
}

impl Failure {
    /// The diagnostics without advice, which matters only after the errors are fixed.
    pub(crate) fn of(diagnostics: &Diagnostics) -> Self {
        Self::from_reports(diagnostics.reports())
    }

    fn from_reports(mut reports: Vec<RenderedDiagnostic>) -> Self {
        reports.retain(|report| report.severity != Severity::Advice);
        Self { reports }
    }
}

impl From<Defect> for Failure {
    fn from(defect: Defect) -> Self {
        let mut found = Diagnostics::default();
        found.push(defect.into());
        Self::of(&found)
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, report) in self.reports.iter().enumerate() {
            let separator = if position == 0 { "" } else { "\n" };
            let place = report.labels.first();
            let place = place.map(|at| format!("{at}: "));
            write!(f, "{separator}{}{report}", place.unwrap_or_default())?;
        }
        Ok(())
    }
}

impl std::error::Error for Failure {}
