//! From files to a [`Compilation`].

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use burgeon_cloudformation::packing::Placement;
use burgeon_core::diagnostics::{Code, Report};
use burgeon_core::files::ProjectFiles;
use burgeon_core::schema::Schema;
use burgeon_core::source::{Place, Source};
use burgeon_core::{Api, Diagnostic, Diagnostics, Settings, Severity, Transformer, appsync};

use crate::policy::AccessTable;
use crate::read::Definitions;
use crate::{Compilation, TemplateFormat, emit, output, passes, plan, policy, project, read};

/// What is to be compiled, and how.
#[derive(Default)]
pub struct Compiler {
    pub(crate) schema: Vec<PathBuf>,
    pub(crate) sources: Vec<Arc<Source>>,
    files: Vec<(String, String)>,
    pub(crate) settings: Settings,
    templates: Option<PathBuf>,
    format: TemplateFormat,
    lock: Option<Arc<Source>>,
    custom: Vec<Arc<dyn Transformer>>,
}

impl Compiler {
    /// A compiler with default settings and no schema yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds a schema file, a folder of `*.graphql` and `*.gql` files, or a glob.
    #[must_use]
    pub fn schema(mut self, path: impl AsRef<Path>) -> Self {
        self.schema.push(path.as_ref().to_owned());
        self
    }

    /// Adds a schema that is held in memory, under the name that diagnostics call it by.
    #[must_use]
    pub fn source(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.sources.push(Source::new(name, text));
        self
    }

    /// Adds a file that the schema refers to and that is held in memory, by its path from the
    /// folder of the schema. It is taken in place of one that is there.
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

    /// Takes the author's own templates from this folder, in place of `resolvers/` beside the
    /// first schema file.
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

    /// Sets where the resources of the last build stand, as [`Compilation::lock`] gave it, so that
    /// they stay there.
    #[must_use]
    pub fn lock(mut self, name: impl Into<String>, text: impl Into<String>) -> Self {
        self.lock = Some(Source::new(name, text));
        self
    }

    /// Adds a custom transformer, behind Burgeon's.
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

    /// Compiles.
    ///
    /// # Errors
    ///
    /// Every fault that was found in the schema, the templates or the settings.
    pub fn compile(&self) -> Result<Compilation, Failure> {
        let Expanded { mut api, previous, referred } = self.expanded()?;
        let resolvers = plan::plan(&api);
        let roles = plan::role_policies(&mut api);
        let warnings = std::mem::take(&mut api.diagnostics);
        let taken = plan::taken_names(&api, &resolvers);
        let (defects, emitted) = rayon::join(
            || [taken, plan::defects(&resolvers)].concat(),
            || emit::emit(api, &resolvers, &roles, self.format, &previous),
        );
        let emitted = if defects.is_empty() { emitted } else { Err(defects) };
        match emitted {
            Ok((files, placement)) => {
                // Gathered first: a map of all is made faster than one that grows by each.
                let files = files.into_iter().chain(emit::templates(resolvers)).collect();
                let is_advice = |report: &Report| report.severity == Severity::Advice;
                let (advice, warnings) = warnings.reports().into_iter().partition(is_advice);
                Ok(Compilation { files, referred, placement, warnings, advice })
            }
            Err(faults) => {
                let mut found = warnings;
                faults.into_iter().for_each(|fault| found.push(fault));
                Err(Failure::of(&found))
            }
        }
    }

    /// Who may do what: caller × type × field × operation.
    ///
    /// # Errors
    ///
    /// Every fault that was found in the schema, the templates or the settings.
    pub fn access_table(&self) -> Result<AccessTable, Failure> {
        Ok(policy::derive(&self.expanded()?.api))
    }

    /// Reads everything and lets all transformers do their work.
    fn expanded(&self) -> Result<Expanded, Failure> {
        let builtin = passes::all();
        let transformers = self.transformers(&builtin);

        let document = read::read(&self.schema, &self.sources, &definitions(&transformers));
        if !document.is_whole {
            return Err(Failure::of(&document.diagnostics));
        }

        let referred = self.referred(&transformers, &document.schema);
        let mut api = Api::new(document, self.settings.clone());
        api.files = self.project_files();
        let read_faults = api.diagnostics.len();
        let previous = self.previous_placement(&mut api.diagnostics);
        transformers.iter().for_each(|transformer| transformer.prepare(&mut api));
        transformers.iter().for_each(|transformer| transformer.declare(&mut api));
        api.diagnostics.drop_consequences(read_faults);
        let beside = read::beside_schema(&self.schema);
        let mut own = plan::OwnFiles::read(self.templates.as_ref().or(beside.as_ref()));
        if !api.diagnostics.has_errors() {
            own.declare(&mut api);
            transformers.iter().for_each(|transformer| transformer.expand(&mut api));
            own.add_steps(&mut api);
            plan::check_api(&mut api);
        }
        own.report(&mut api.diagnostics);
        if api.diagnostics.has_errors() {
            return Err(Failure::of(&api.diagnostics));
        }
        Ok(Expanded { api, previous, referred })
    }
}

/// An API to which everything has been added, without faults.
struct Expanded {
    api: Api,
    /// Where resources stood in the last build.
    previous: Placement,
    /// The files that the schema refers to.
    referred: Vec<PathBuf>,
}

static LOCK: Code = Code {
    name: "stack/lock",
    explanation: "`burgeon.lock` says which stack each model stands in, so that no build moves a \
table to another stack. It is written by `burgeon build` and not meant to be edited. Restore it \
from version control; where nothing was deployed yet, delete it.",
};

/// Every kind of diagnostic that is reported outside the transformers.
pub fn codes() -> Vec<&'static Code> {
    let mut codes = vec![&LOCK, &burgeon_core::api::FIELD_TAKEN];
    codes.extend(read::codes());
    codes.extend(plan::codes());
    codes.extend(emit::infrastructure::CODES);
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
    /// The files that the schema refers to, as far as it can be read. It is read for this alone:
    /// what was compiled knows them, too.
    pub(crate) fn referred_files(&self) -> Vec<PathBuf> {
        let builtin = passes::all();
        let transformers = self.transformers(&builtin);
        let document = read::read(&self.schema, &self.sources, &definitions(&transformers));
        self.referred(&transformers, &document.schema)
    }

    /// All transformers, in the order in which they run.
    fn transformers<'a>(&'a self, builtin: &'a [Box<dyn Transformer>]) -> Vec<&'a dyn Transformer> {
        let custom = self.custom.iter().map(|transformer| &**transformer);
        builtin.iter().map(|transformer| &**transformer).chain(custom).collect()
    }

    fn referred(&self, transformers: &[&dyn Transformer], schema: &Schema) -> Vec<PathBuf> {
        let Some(folder) = read::folder(&self.schema) else { return vec![] };
        let paths = transformers.iter().flat_map(|transformer| transformer.files(schema));
        paths.map(|path| folder.join(path)).collect()
    }

    /// The files that the schema may refer to: those beside the first schema file.
    fn project_files(&self) -> ProjectFiles {
        let folder = read::folder(&self.schema);
        let mut files = folder.map_or_else(ProjectFiles::default, ProjectFiles::in_folder);
        self.files.iter().for_each(|(path, text)| files.hold(path, text));
        files
    }

    fn previous_placement(&self, diagnostics: &mut Diagnostics) -> Placement {
        let Some(source) = &self.lock else { return Placement::default() };
        Placement::from_lock(&source.text).unwrap_or_else(|fault| {
            let line_start = line_start(&source.text, fault.line);
            let place = Place::Text(source.clone(), line_start..line_start);
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

/// Why there is no compilation: every fault, and every warning found on the way.
#[derive(Debug, Clone)]
pub struct Failure {
    /// What was found, in the order of files and places.
    pub reports: Vec<Report>,
}

impl Failure {
    /// What was found, without advice: it can wait until the faults are mended.
    pub(crate) fn of(diagnostics: &Diagnostics) -> Self {
        let mut reports = diagnostics.reports();
        reports.retain(|report| report.severity != Severity::Advice);
        Self { reports }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, report) in self.reports.iter().enumerate() {
            let separator = if position == 0 { "" } else { "\n" };
            let place = report.labels.first();
            let place = place.map(|at| format!("{}:{}:{}: ", at.path, at.line, at.column));
            write!(f, "{separator}{}{report}", place.unwrap_or_default())?;
        }
        Ok(())
    }
}

impl std::error::Error for Failure {}
