//! Evaluates a template: `cargo run --example evaluate TEMPLATE [CONTEXT]`.
//!
//! The context is a file of the JSON that `aws appsync evaluate-mapping-template` takes. What comes
//! of it is printed as JSON.

use std::{env, fs, process};

use appsync_vtl::{Context, Environment, Template, evaluate};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = env::args().skip(1);
    let path = arguments.next().ok_or("which template?")?;
    let source = fs::read_to_string(&path)?;
    let template = match Template::parse_named(&path, &source) {
        Ok(template) => template,
        Err(error) => {
            for diagnostic in error.0 {
                eprintln!("{path}:{}: {diagnostic}", diagnostic.labels[0].start);
            }
            process::exit(1);
        }
    };
    let context = match arguments.next() {
        Some(path) => Context::from_json(&serde_json::from_str(&fs::read_to_string(path)?)?)?,
        None => Context::default(),
    };
    let evaluation = evaluate(&template, &context, &mut Environment::system());
    println!("{}", serde_json::to_string_pretty(&evaluation)?);
    Ok(())
}
