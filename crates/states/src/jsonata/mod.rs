//! JSONata expressions. The language itself is the crate `jsonata-core`'s; here stands what Step
//! Functions adds to it and takes from it.

mod evaluate;
mod functions;
mod names;

use jsonata_core::ast::AstNode;
use jsonata_core::parser;

pub(crate) use evaluate::{Scope, evaluate};

/// The longest expression that is read, in bytes.
const LENGTH: usize = 64 * 1024;

/// The text between `{%` and `%}`.
#[derive(Debug, Clone)]
pub struct Expression {
    /// The text.
    pub text: String,
    syntax: AstNode,
}

impl Expression {
    /// Reads an expression, without the `{%` and `%}` around it.
    ///
    /// # Errors
    ///
    /// What is wrong with it, in a sentence.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text.len() > LENGTH {
            return Err(format!("the expression is longer than {LENGTH} bytes"));
        }
        match parser::parse(text) {
            Ok(syntax) => Ok(Self { text: text.to_owned(), syntax }),
            Err(error) => {
                let message = error.to_string();
                Err(format!("the expression is not JSONata: {message}"))
            }
        }
    }

    /// The variables of the state machine that it reads, without `$states`.
    pub(crate) fn variables(&self) -> Vec<String> {
        let mut found = names::free(&self.syntax).variables;
        found.retain(|name| name != "states");
        found
    }

    /// What Step Functions does not take, though it is JSONata: a sentence and a help each.
    pub(crate) fn faults(&self) -> Vec<(String, String)> {
        let names = names::free(&self.syntax);
        let unknown = names.functions.iter().filter(|name| !functions::exists(name));
        let mut faults: Vec<_> = unknown
            .map(|name| {
                let help = match name.as_str() {
                    "eval" => "use `$parse` to read JSON".to_owned(),
                    _ => "see jsonata.org for the functions".to_owned(),
                };
                (format!("there is no function `${name}`"), help)
            })
            .collect();
        if names.context {
            faults.push((
                "`$$` has no meaning outside a path".to_owned(),
                "write `$states.input`".to_owned(),
            ));
        }
        faults.extend(names.states.iter().filter(|field| !FIELDS.contains(&field.as_str())).map(
            |field| {
                (
                    format!("`$states` has no field `{field}`"),
                    "its fields are `input`, `result`, `errorOutput` and `context`".to_owned(),
                )
            },
        ));
        faults
    }
}

/// The fields of `$states`.
const FIELDS: &[&str] = &["input", "result", "errorOutput", "context"];
