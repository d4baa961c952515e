//! The CloudFormation stacks: a root, and a nested stack a model as long as there is room.

mod api_attribute;
mod conversation;
mod data_source;
mod database;
mod declared;
pub(crate) mod delta_sync;
mod environment;
mod kms;
mod lambda;
mod overrides;
mod part;
mod resolver;
mod root;
mod search;
pub(crate) mod sources;
mod speech;
mod stacks;
mod state_machine;
mod table;

use std::collections::BTreeMap;

use burgeon_cloudformation::packing::Placement;
use burgeon_cloudformation::{Resource, Template, to_json, to_yaml};
use burgeon_core::diagnostics::{Code, Diagnostic};
use burgeon_core::{Api, Settings};
use rayon::prelude::*;

use crate::plan::{PlannedResolver, RolePolicies};

use super::Files;

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

/// Every kind of diagnostic that the stacks report.
pub(crate) static CODES: &[&Code] =
    &[&TOO_LARGE, &UNWRITABLE, &overrides::UNKNOWN_RESOURCE, &overrides::PROTECTED_PROPERTY];

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

/// Adds the tags of all resources to one that takes tags.
fn tag(resource: &mut Resource, settings: &Settings) {
    resource.add_tags(settings.tags.iter().map(|(key, value)| (key.as_str(), value.as_str())));
}

fn unwritable(reason: &dyn std::fmt::Display) -> Diagnostic {
    Diagnostic::error(&UNWRITABLE, format!("a template cannot be written: {reason}"))
}

/// The stacks, described and not yet written down.
pub(crate) struct Infrastructure {
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

impl Infrastructure {
    /// Describes the infrastructure; `previous` is where things stood in the last build.
    pub(crate) fn describe(
        api: &Api,
        resolvers: &[PlannedResolver],
        roles: &[RolePolicies],
        format: TemplateFormat,
        previous: &Placement,
    ) -> Result<Self, Vec<Diagnostic>> {
        let parts = stacks::parts(api, resolvers);
        let placement = stacks::place(&parts, previous)?;
        let syncable = api.models.values().any(|model| model.syncable);
        let nested = stacks::nested(parts, &placement, syncable).map_err(|fault| vec![fault])?;
        let root = root::template(api, resolvers, roles, &nested, format)
            .map_err(|reason| vec![reason])?;
        let mut root = Stack { path: format!("template.{}", format.extension()), template: root };
        let stack = |(name, nested): (String, stacks::Nested)| {
            let path = path_of(&name, format);
            (name, Stack { path, template: nested.template })
        };
        let mut nested: BTreeMap<String, Stack> = nested.into_iter().map(stack).collect();
        overrides::apply(&api.settings, &mut root.template, &mut nested)?;
        let mut files = search::files(api);
        files.extend(conversation::files(resolvers));
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
