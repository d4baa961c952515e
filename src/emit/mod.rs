//! From the planned API to the text of every output file.

mod manifest;
mod schema;
mod templates;

use std::collections::BTreeMap;

use burgeon_core::Api;

use crate::plan::PlannedResolver;

/// The files of the output, by path.
pub(crate) type Files = BTreeMap<String, String>;

/// Writes everything down.
pub(crate) fn emit(api: &mut Api, resolvers: Vec<PlannedResolver>) -> Files {
    let mut files = Files::new();
    let manifest = manifest::manifest(api, &resolvers);
    files.insert("schema.graphql".to_owned(), schema::print(&mut api.schema));
    templates::insert(resolvers, &mut files);
    files.insert("manifest.json".to_owned(), manifest);
    files
}
