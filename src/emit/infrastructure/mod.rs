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

use burgeon_cloudformation::Resource;
use burgeon_cloudformation::packing::Placement;
use burgeon_compilation::{Stacks, TemplateFormat};
use burgeon_core::diagnostics::{Code, Diagnostic};
use burgeon_core::{Api, Defect, Settings};

use crate::plan::PlannedResolver;
use root::role_policies::RolePolicies;

pub(crate) use root::role_policies::role_policies;

use super::Files;

pub(crate) static TOO_LARGE: Code = Code {
    name: "stack/too-large",
    explanation: "CloudFormation limits what one stack holds: 500 resources, 1 MB of template, 200 \
parameters, 200 outputs. Burgeon spreads models and resolvers over as many stacks as they need, \
but what is named here belongs together and is larger than a stack by itself.",
};

/// Every kind of diagnostic that the stacks report.
pub(crate) fn codes() -> Vec<&'static Code> {
    let overrides = [&overrides::UNKNOWN_RESOURCE, &overrides::PROTECTED_PROPERTY];
    [&[&TOO_LARGE], &overrides[..], root::role_policies::CODES].concat()
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
pub(crate) struct Infrastructure {
    pub(crate) stacks: Stacks,
    /// The files that the stacks refer to, in addition to templates.
    pub(crate) assets: Files,
    /// The nested stack of each part, for the next build.
    pub(crate) placement: Placement,
}

impl Infrastructure {
    /// Describes the infrastructure; `previous` is the placement of the last build.
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
        let nested = nested.into_iter().map(|(name, nested)| (name, nested.template)).collect();
        let mut stacks = Stacks { format, root, nested };
        overrides::apply(&api.settings, &mut stacks)?;
        let mut assets = search::files(api);
        assets.extend(conversation::files(resolvers));
        Ok(Self { stacks, assets, placement })
    }
}
