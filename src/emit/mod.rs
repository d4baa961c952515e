//! From the planned API to the text of every output file.

mod ddl;
pub(crate) mod infrastructure;
mod manifest;
mod schema;
mod templates;

use std::collections::BTreeMap;

use burgeon_cloudformation::packing::Placement;
use burgeon_core::Api;
use burgeon_core::diagnostics::Diagnostic;
use burgeon_core::infrastructure::{Infrastructure, Usage};
use burgeon_core::schema::Schema;

use infrastructure::Stacks;

pub use infrastructure::TemplateFormat;
pub(crate) use templates::templates;

use crate::plan::{PlannedResolver, RolePolicies};

/// The files of the output, by path.
pub(crate) type Files = BTreeMap<String, String>;

/// What is deployed in addition to the API, its resolvers and its tables.
pub(crate) struct Deployed {
    /// What resolvers do with data sources.
    pub(crate) usage: Usage,
    /// What transformers bring.
    pub(crate) infrastructure: Infrastructure,
}

/// Writes everything down but the mapping templates: the output's files, and where its resources
/// stand.
pub(crate) fn emit(
    mut api: Api,
    resolvers: &[PlannedResolver],
    deployed: &Deployed,
    roles: &[RolePolicies],
    format: TemplateFormat,
    previous: &Placement,
) -> Result<(Files, Placement), Vec<Diagnostic>> {
    // While the schema is still there: the definitions ask it for enums.
    let definitions = ddl::files(&api);
    let schema = std::mem::replace(&mut api.schema, Schema::new());
    let (schema, stacks) = rayon::join(
        || schema::print(schema),
        || stacks(&api, resolvers, deployed, roles, format, previous),
    );
    let (mut files, placement) = stacks?;
    files.extend(definitions);
    files.insert("schema.graphql".to_owned(), schema);
    Ok((files, placement))
}

/// The stacks' files and the manifest, and where everything stands.
fn stacks(
    api: &Api,
    resolvers: &[PlannedResolver],
    deployed: &Deployed,
    roles: &[RolePolicies],
    format: TemplateFormat,
    previous: &Placement,
) -> Result<(Files, Placement), Vec<Diagnostic>> {
    let described = Stacks::describe(api, resolvers, deployed, roles, format, previous)?;
    let placement = described.placement.clone();
    let (root, nested) = (described.root(), described.nested());
    let (files, manifest) = rayon::join(
        || described.write(format),
        || manifest::manifest(api, resolvers, &deployed.infrastructure, root, nested),
    );
    let mut files = files?;
    files.insert("manifest.json".to_owned(), manifest);
    Ok((files, placement))
}
