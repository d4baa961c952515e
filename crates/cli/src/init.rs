//! `burgeon init`

use super::args::Init;
use super::{Failed, console, new_files};

const FILES: [(&str, &str); 2] = [
    ("schema.graphql", include_str!("init/schema.graphql")),
    ("burgeon.yaml", include_str!("init/burgeon.yaml")),
];

pub(super) fn run(arguments: &Init) -> Result<(), Failed> {
    let folder = &arguments.folder;
    new_files::write(folder, &FILES)?;
    let schema = folder.join("schema.graphql");
    let schema = schema.strip_prefix(".").unwrap_or(&schema);
    console::eprint(&format!("next: burgeon build {}\n", schema.display()));
    Ok(())
}
