//! From the planned API to the text of every output file.

mod ddl;
pub(crate) mod infrastructure;
mod manifest;
mod schema;
mod state_machines;
mod templates;

use std::collections::BTreeMap;

use burgeon_cloudformation::packing::Placement;
use burgeon_core::Api;
use burgeon_core::diagnostics::Diagnostic;
use burgeon_core::schema::Schema;

pub use infrastructure::TemplateFormat;

use crate::plan::{PlannedResolver, RolePolicies};

/// The files of the output, by path.
pub(crate) type Files = BTreeMap<String, String>;

/// Writes everything down: the output's files, and where its resources stand.
pub(crate) fn emit(
    mut api: Api,
    resolvers: Vec<PlannedResolver>,
    roles: &[RolePolicies],
    format: TemplateFormat,
    previous: &Placement,
) -> Result<(Files, Placement), Vec<Diagnostic>> {
    let definitions = ddl::files(&api);
    let schema = std::mem::replace(&mut api.schema, Schema::new());
    let (schema, stacks) = rayon::join(
        || schema::print(schema),
        || infrastructure::infrastructure(&api, &resolvers, roles, format, previous),
    );
    let stacks = stacks?;
    let mut files = stacks.files;
    let manifest = manifest::manifest(&api, &resolvers, stacks.root, stacks.nested);
    files.extend(definitions);
    files.insert("manifest.json".to_owned(), manifest);
    files.insert("schema.graphql".to_owned(), schema);
    templates::insert(resolvers, &mut files);
    files.extend(state_machines::definitions(&mut api));
    Ok((files, stacks.placement))
}
