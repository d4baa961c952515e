//! A program with a custom directive: the whole command line of Burgeon, which knows `@audited` and `@exportable`.
//!
//!     cargo run -p example-custom-transformer -- build examples/custom-transformer/schema.graphql

mod audited;
mod exportable;

use std::process::ExitCode;

fn main() -> ExitCode {
    burgeon_cli::Program::new()
        .transformer(audited::AuditedTransformer)
        .transformer(exportable::ExportableTransformer)
        .run()
}
