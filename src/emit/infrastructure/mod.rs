//! The CloudFormation stacks: a root, and a nested stack for each model, up to the quotas.

mod data_sources;
mod database;
pub(crate) mod delta_sync;
mod model_data_source;
mod outputs;
mod overrides;
mod resolver;
mod root;
mod stacks;
mod table;
mod user_data_sources;

use burgeon_cloudformation::Resource;
use burgeon_cloudformation::packing::Placement;
use burgeon_compilation::{MANIFEST_SECTIONS, Stacks, TemplateFormat};
use burgeon_core::api::DataSource;
use burgeon_core::diagnostics::{Code, Diagnostic};
use burgeon_core::infrastructure::{CONFLICT, Infrastructure, Usage, conflict};
use burgeon_core::{Api, Defect, Settings};

use crate::plan::PlannedResolver;
use root::role_policies::RolePolicies;

pub(crate) use root::role_policies::role_policies;

use super::{Deployed, Files};

pub(crate) static TOO_LARGE: Code = Code {
    name: "stack/too-large",
    explanation: "CloudFormation limits what one stack holds: 500 resources, 1 MB of template, 200 \
parameters, 200 outputs. Burgeon spreads models and resolvers over as many stacks as they need, \
but this group must be in one stack and is larger than a stack.",
};

static MISSING: Code = Code {
    name: "infrastructure/missing-data-source",
    explanation: "A resolver sends requests to a data source that no transformer deploys. In a \
custom transformer, `deploy` adds \
the stack fragment of each `DeployedDataSource` that its requests name.",
};

/// Every kind of diagnostic that the stacks report.
pub(crate) fn codes() -> Vec<&'static Code> {
    let overrides = [&overrides::UNKNOWN_RESOURCE, &overrides::PROTECTED_PROPERTY];
    [
        &[&TOO_LARGE, &CONFLICT, &MISSING, &outputs::MISSING],
        &overrides[..],
        root::role_policies::CODES,
    ]
    .concat()
}

/// Adds the tags of all resources to one that takes tags.
fn tag(resource: &mut Resource, settings: &Settings) {
    resource.add_tags(settings.tags.iter().map(|(key, value)| (key.as_str(), value.as_str())));
}

/// A part of a template that the compiler made and that the template cannot hold.
fn unwritable(reason: &dyn std::fmt::Display) -> Diagnostic {
    Defect::new(reason.to_string()).into()
}

/// The stacks, and the files and the placement that come with them.
pub(crate) struct StackSet {
    pub(crate) stacks: Stacks,
    /// The files that the stacks refer to, in addition to templates.
    pub(crate) assets: Files,
    /// The nested stack of each fragment, for the next build.
    pub(crate) placement: Placement,
}

impl StackSet {
    /// Describes the stacks; `previous` is the placement of the last build.
    pub(crate) fn describe(
        api: &Api,
        resolvers: &[PlannedResolver],
        deployed: &Deployed,
        roles: &[RolePolicies],
        format: TemplateFormat,
        previous: &Placement,
    ) -> Result<Self, Vec<Diagnostic>> {
        let Deployed { usage, infrastructure } = deployed;
        let faults = faults(api, usage, infrastructure);
        if !faults.is_empty() {
            return Err(faults);
        }
        let fragments = stacks::fragments(api, resolvers, usage, infrastructure)
            .map_err(|defect| vec![defect.into()])?;
        let missing = outputs::missing(&fragments, infrastructure);
        if !missing.is_empty() {
            return Err(missing);
        }
        let placement = stacks::place(&fragments, previous)?;
        let syncable = api.models.values().any(|model| model.syncable);
        let nested =
            stacks::nested(fragments, &placement, syncable).map_err(|fault| vec![fault])?;
        let outputs =
            root::outputs(infrastructure, &placement).map_err(|defect| vec![defect.into()])?;
        let root = root::template(api, resolvers, roles, &nested, outputs, format)
            .map_err(|reason| vec![reason])?;
        let nested = nested.into_iter().map(|(name, nested)| (name, nested.template)).collect();
        let mut stacks = Stacks { format, root, nested };
        overrides::apply(&api.settings, &mut stacks)?;
        let assets = infrastructure.assets();
        let assets = assets.map(|(path, text)| (path.to_owned(), text.to_owned())).collect();
        Ok(Self { stacks, assets, placement })
    }
}

/// The errors of the parts that transformers add.
fn faults(api: &Api, usage: &Usage, infrastructure: &Infrastructure) -> Vec<Diagnostic> {
    let mut found = missing_data_sources(usage, infrastructure);
    let reserved = MANIFEST_SECTIONS.iter();
    let reserved = reserved.filter(|name| infrastructure.manifest().contains_key(**name));
    found.extend(reserved.map(|name| conflict("the manifest section", name)));
    found.extend(table::conflicts(api, infrastructure));
    found
}

/// The data sources that resolvers call and that their transformer did not deploy.
fn missing_data_sources(usage: &Usage, infrastructure: &Infrastructure) -> Vec<Diagnostic> {
    let is_deployed = |source: &DataSource| {
        let fragment = source.fragment().and_then(|name| infrastructure.fragment(&name));
        let id = source.logical_id();
        fragment.is_some_and(|it| it.resources.iter().any(|(other, _)| *other == id))
    };
    let called = usage.data_sources().map(|(source, _)| source);
    let of_transformers = called.filter(|source| matches!(source, DataSource::Deployed(_)));
    let missing = of_transformers.filter(|source| !is_deployed(source));
    let fault = |source: &DataSource| {
        let message = format!("no transformer deploys the data source `{}`", source.name());
        Diagnostic::error(&MISSING, message)
            .help("add it in `Transformer::deploy` of the transformer that makes the requests")
    };
    missing.map(fault).collect()
}
