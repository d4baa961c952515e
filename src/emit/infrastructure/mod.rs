//! The CloudFormation stacks: a root, and a nested stack a model as long as there is room.

mod data_source;
mod database;
pub(crate) mod delta_sync;
mod environment;
mod part;
mod resolver;
mod root;
mod search;
mod sources;
mod speech;
mod stacks;
mod state_machine;
mod table;

use std::collections::BTreeMap;

use burgeon_cloudformation::packing::Placement;
use burgeon_cloudformation::{Template, to_json, to_yaml};
use burgeon_core::Api;
use burgeon_core::diagnostics::{Code, Diagnostic};
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
pub(crate) static CODES: &[&Code] = &[&TOO_LARGE, &UNWRITABLE];

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

fn unwritable(reason: &dyn std::fmt::Display) -> Diagnostic {
    Diagnostic::error(&UNWRITABLE, format!("a template cannot be written: {reason}"))
}

/// The stacks' templates, and where everything stands.
pub(crate) struct Infrastructure {
    /// The templates, by path.
    pub(crate) files: Files,
    /// The root's template.
    pub(crate) root: StackEntry,
    /// The nested stacks' templates, by name.
    pub(crate) nested: BTreeMap<String, StackEntry>,
    /// What stands in which nested stack, for the next build.
    pub(crate) placement: Placement,
}

/// A stack in the manifest.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub(crate) struct StackEntry {
    /// The path of its template.
    pub(crate) template: String,
    /// How many resources it declares.
    pub(crate) resources: usize,
}

/// Describes the infrastructure; `previous` is where things stood in the last build.
pub(crate) fn infrastructure(
    api: &Api,
    resolvers: &[PlannedResolver],
    roles: &[RolePolicies],
    format: TemplateFormat,
    previous: &Placement,
) -> Result<Infrastructure, Vec<Diagnostic>> {
    let parts = stacks::parts(api, resolvers);
    let placement = stacks::place(&parts, previous)?;
    let nested = stacks::nested(parts, &placement, api.models.values().any(|model| model.syncable))
        .map_err(|fault| vec![fault])?;
    let root =
        root::template(api, resolvers, roles, &nested, format).map_err(|reason| vec![reason])?;

    let write = |(path, template): (String, Template)| {
        let entry = StackEntry { template: path, resources: template.resources().len() };
        Ok((entry, format.write(&template)?))
    };
    let root = write((format!("template.{}", format.extension()), root));
    let written: Vec<(String, Result<_, Diagnostic>)> = nested
        .into_par_iter()
        .map(|(name, stack)| {
            let template = (path_of(&name, format), stack.template);
            (name, write(template))
        })
        .collect();

    let mut files = search::files(api);
    let mut faults = Vec::new();
    let mut keep = |written: Result<(StackEntry, String), Diagnostic>| match written {
        Ok((entry, text)) => {
            files.insert(entry.template.clone(), text);
            Some(entry)
        }
        Err(fault) => {
            faults.push(fault);
            None
        }
    };
    let root = keep(root);
    let nested = written.into_iter().filter_map(|(name, text)| Some((name, keep(text)?))).collect();
    match root {
        Some(root) if faults.is_empty() => Ok(Infrastructure { files, root, nested, placement }),
        _ => Err(faults),
    }
}

/// The path of a nested stack's template, from the root's.
fn path_of(stack: &str, format: TemplateFormat) -> String {
    format!("stacks/{stack}.{}", format.extension())
}
