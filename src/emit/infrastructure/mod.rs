//! The CloudFormation stacks: a root, and a nested stack a model as long as there is room.

mod data_sources;
mod database;
pub(crate) mod delta_sync;
mod model_data_source;
mod resolver;
mod root;
mod stacks;
mod table;
mod user_data_sources;

use std::collections::BTreeMap;

use burgeon_cloudformation::packing::Placement;
use burgeon_cloudformation::{Template, to_json, to_yaml};
use burgeon_core::Api;
use burgeon_core::api::DataSource;
use burgeon_core::diagnostics::{Code, Diagnostic};
use burgeon_core::infrastructure::{CONFLICT, Infrastructure, Usage};
use rayon::prelude::*;

use crate::plan::{PlannedResolver, RolePolicies};

use super::{Deployed, Files, manifest};

static TOO_LARGE: Code = Code {
    name: "stack/too-large",
    explanation: "CloudFormation limits what one stack holds: 500 resources, 1 MB of template, 200 \
parameters, 200 outputs. Burgeon spreads models and resolvers over as many stacks as they need, \
but what is named here belongs together and is larger than a stack by itself.",
};

static UNWRITABLE: Code = Code {
    name: "stack/unwritable",
    explanation: "A template cannot be written down as CloudFormation takes it. This is a defect \
of Burgeon: nothing in a schema should lead here. Please report the schema.",
};

static MISSING: Code = Code {
    name: "infrastructure/missing-data-source",
    explanation: "A resolver sends requests to a data source that a transformer is to deploy, and \
no transformer does. Burgeon's own transformers always do; in a custom transformer, `deploy` adds \
the stack fragment of each `DeployedDataSource` that its requests name.",
};

/// Every kind of diagnostic that the stacks report.
pub(crate) static CODES: &[&Code] = &[&TOO_LARGE, &UNWRITABLE, &CONFLICT, &MISSING];

/// How templates are written down.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum TemplateFormat {
    /// YAML with short-form functions.
    #[default]
    Yaml,
    /// JSON with long-form functions.
    Json,
}

impl TemplateFormat {
    fn extension(self) -> &'static str {
        match self {
            Self::Yaml => "yaml",
            Self::Json => "json",
        }
    }

    fn write(self, template: &Template) -> Result<String, Diagnostic> {
        let written = match self {
            Self::Yaml => to_yaml(template),
            Self::Json => to_json(template),
        };
        written.map_err(|reason| unwritable(&reason))
    }
}

/// The data sources that resolvers call and that their transformer did not deploy.
fn missing_data_sources(usage: &Usage, infrastructure: &Infrastructure) -> Vec<Diagnostic> {
    let is_missing = |source: &DataSource| {
        let name = source.fragment().filter(|_| matches!(source, DataSource::Deployed(_)));
        let fragment = |name: &String| infrastructure.fragment(name);
        let id = source.logical_id();
        name.is_some_and(|name| {
            !fragment(&name).is_some_and(|it| it.resources.iter().any(|(other, _)| *other == id))
        })
    };
    let called = usage.data_sources().map(|(source, _)| source);
    called.filter(|source| is_missing(source)).map(|source| missing(&source.name())).collect()
}

fn missing(source: &str) -> Diagnostic {
    Diagnostic::error(&MISSING, format!("no transformer deploys the data source `{source}`"))
        .help("add it in `Transformer::deploy` of the transformer whose requests it receives")
}

fn unwritable(reason: &dyn std::fmt::Display) -> Diagnostic {
    Diagnostic::error(&UNWRITABLE, format!("a template cannot be written: {reason}"))
}

/// The stacks, described and not yet written down.
pub(crate) struct Stacks {
    root: Stack,
    /// By name.
    nested: BTreeMap<String, Stack>,
    /// What the stacks refer to beside templates.
    files: Files,
    /// What stands in which nested stack, for the next build.
    pub(crate) placement: Placement,
}

struct Stack {
    /// The path of its template.
    path: String,
    template: Template,
}

/// A stack in the manifest.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct StackEntry {
    /// The path of its template.
    pub(crate) template: String,
    /// How many resources it declares.
    pub(crate) resources: usize,
}

impl Stack {
    fn entry(&self) -> StackEntry {
        StackEntry { template: self.path.clone(), resources: self.template.resources().len() }
    }
}

impl Stacks {
    /// Describes the infrastructure; `previous` is where things stood in the last build.
    pub(crate) fn describe(
        api: &Api,
        resolvers: &[PlannedResolver],
        deployed: &Deployed,
        roles: &[RolePolicies],
        format: TemplateFormat,
        previous: &Placement,
    ) -> Result<Self, Vec<Diagnostic>> {
        let Deployed { usage, infrastructure } = deployed;
        let mut conflicts = missing_data_sources(usage, infrastructure);
        conflicts.extend(manifest::reserved_sections(infrastructure));
        conflicts.extend(table::conflicts(api, infrastructure));
        if !conflicts.is_empty() {
            return Err(conflicts);
        }
        let fragments = stacks::fragments(api, resolvers, usage, infrastructure);
        let placement = stacks::place(&fragments, previous)?;
        let syncable = api.models.values().any(|model| model.syncable);
        let nested =
            stacks::nested(fragments, &placement, syncable).map_err(|fault| vec![fault])?;
        let outputs = root::outputs(infrastructure, &placement);
        let root = root::template(api, resolvers, roles, &nested, outputs, format)
            .map_err(|reason| vec![reason])?;
        let root = Stack { path: format!("template.{}", format.extension()), template: root };
        let stack = |(name, nested): (String, stacks::NestedStack)| {
            let path = path_of(&name, format);
            (name, Stack { path, template: nested.template })
        };
        let nested = nested.into_iter().map(stack).collect();
        let assets = infrastructure.assets();
        let files = assets.map(|(path, text)| (path.to_owned(), text.to_owned())).collect();
        Ok(Self { root, nested, files, placement })
    }

    /// The root in the manifest.
    pub(crate) fn root(&self) -> StackEntry {
        self.root.entry()
    }

    /// The nested stacks in the manifest, by name.
    pub(crate) fn nested(&self) -> BTreeMap<String, StackEntry> {
        self.nested.iter().map(|(name, stack)| (name.clone(), stack.entry())).collect()
    }

    /// The files, by path.
    pub(crate) fn write(self, format: TemplateFormat) -> Result<Files, Vec<Diagnostic>> {
        let mut stacks: Vec<Stack> = self.nested.into_values().collect();
        stacks.push(self.root);
        let written: Vec<_> = stacks
            .into_par_iter()
            .map(|stack| Ok((stack.path, format.write(&stack.template)?)))
            .collect();
        let mut faults = Vec::new();
        let kept =
            |written: Result<_, Diagnostic>| written.map_err(|fault| faults.push(fault)).ok();
        let mut files = self.files;
        files.extend(written.into_iter().filter_map(kept));
        if faults.is_empty() { Ok(files) } else { Err(faults) }
    }
}

/// The path of a nested stack's template, from the root's.
fn path_of(stack: &str, format: TemplateFormat) -> String {
    format!("stacks/{stack}.{}", format.extension())
}
