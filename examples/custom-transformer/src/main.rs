//! A compiler of one's own: Burgeon with the directive `@audited`.
//!
//!     cargo run -p example-custom-transformer -- schema.graphql build

mod audited;

use std::process::ExitCode;

use burgeon::Compiler;

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let schema = arguments.next().unwrap_or_else(|| "schema.graphql".to_owned());
    let output = arguments.next().unwrap_or_else(|| "build".to_owned());
    match build(&schema, &output) {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            eprintln!("{reason}");
            ExitCode::FAILURE
        }
    }
}

fn build(schema: &str, output: &str) -> Result<(), Box<dyn std::error::Error>> {
    let compiler = Compiler::new().schema(schema).transformer(audited::AuditedTransformer);
    compiler.compile()?.write_to(output)?;
    Ok(())
}
