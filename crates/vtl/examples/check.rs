//! Checks templates without running them: `cargo run --example check TEMPLATE…`.
//!
//! Says what does not parse, and which utilities a template names that do not exist.

use std::{env, fs, process};

use appsync_vtl::Template;

fn main() -> Result<(), std::io::Error> {
    let mut found = 0;
    for path in env::args().skip(1) {
        let source = fs::read_to_string(&path)?;
        let faults = match Template::parse_named(&path, &source) {
            Ok(template) => template.check(),
            Err(faults) => faults.0,
        };
        for fault in &faults {
            println!("{path}:{}: {fault}", fault.location);
            if let Some(help) = &fault.help {
                println!("    {help}");
            }
        }
        found += faults.len();
    }
    process::exit(i32::from(found > 0));
}
