//! A schema, compiled and ready to be asked.

use burgeon::{Compiler, Settings};
use burgeon_simulator::{Api, Output};

/// The API of a schema whose models are open to the API key.
pub(crate) fn open(schema: &str) -> Api {
    let mut settings = Settings::default();
    settings.auth.sandbox = true;
    with(schema, settings)
}

/// The API of a schema with settings.
pub(crate) fn with(schema: &str, settings: Settings) -> Api {
    let compiler = Compiler::new().source("schema.graphql", schema).settings(settings);
    let compilation = compiler.compile().unwrap_or_else(|failure| panic!("{failure}"));
    let manifest = compilation.files["manifest.json"].clone();
    let output = Output::in_memory(&manifest, compilation.files).expect("the manifest is read");
    Api::new(output).expect("the tables are made")
}
