//! Checks templates without running them: `cargo run --example check TEMPLATE…`.
//!
//! Prints syntax errors, and the utilities that do not exist.

use std::{env, fs, process};

use appsync_vtl::Template;

fn main() -> Result<(), std::io::Error> {
    let mut found = 0;
    for path in env::args().skip(1) {
        let source = fs::read_to_string(&path)?;
        let diagnostics = match Template::parse_named(&path, &source) {
            Ok(template) => template.check(),
            Err(error) => error.0,
        };
        for diagnostic in &diagnostics {
            println!("{path}:{}: {diagnostic}", diagnostic.labels[0].start);
            if let Some(help) = &diagnostic.help {
                println!("    {help}");
            }
        }
        found += diagnostics.len();
    }
    process::exit(i32::from(found > 0));
}
