//! JSONata expressions. The crate `jsonata-core` implements the language; this module has the
//! differences of Step Functions.

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
    /// The expression; none if its text has placeholders `${…}` that make it no expression yet.
    syntax: Option<AstNode>,
}

impl Expression {
    /// Reads an expression, without the `{%` and `%}` around it.
    ///
    /// # Errors
    ///
    /// The reason, as a sentence.
    pub fn parse(text: &str) -> Result<Self, String> {
        let text = text.trim();
        if text.len() > LENGTH {
            return Err(format!("the expression is longer than {LENGTH} bytes"));
        }
        match parser::parse(text) {
            Ok(syntax) => Ok(Self { text: text.to_owned(), syntax: Some(syntax) }),
            Err(error) => {
                let message = error.to_string();
                Err(format!("the expression is not JSONata: {message}"))
            }
        }
    }

    /// An expression that becomes known when the placeholders in its text are filled in.
    pub(crate) fn placeholder(text: &str) -> Self {
        Self { text: text.trim().to_owned(), syntax: None }
    }

    fn names(&self) -> names::Names {
        self.syntax.as_ref().map(names::free).unwrap_or_default()
    }

    /// The variables of the state machine that it reads, without `$states`, and whether it tests
    /// with `$exists` that they have a value.
    pub(crate) fn variables(&self) -> Vec<(String, bool)> {
        let names::Names { variables, tested, .. } = self.names();
        let variables = variables.into_iter().filter(|name| name != "states");
        variables.map(|name| (tested.contains(&name), name)).map(|(is, name)| (name, is)).collect()
    }

    /// The uses of JSONata that Step Functions does not support, in a field where `$states` has
    /// certain `members`, each with a help.
    pub(crate) fn faults(&self, members: &[&str]) -> Vec<(String, String)> {
        let names = self.names();
        let unknown = names.functions.iter().filter(|name| !functions::exists(name));
        let mut faults: Vec<_> = unknown
            .map(|name| {
                let help = match name.as_str() {
                    "eval" => "use `$parse` to read JSON".to_owned(),
                    _ => "see jsonata.org for the functions".to_owned(),
                };
                (format!("unknown function `${name}`"), help)
            })
            .collect();
        if names.context {
            faults.push((
                "`$$` is only valid in a path".to_owned(),
                "write `$states.input`".to_owned(),
            ));
        }
        faults.extend(names.operators.iter().map(|operator| {
            let message = format!("the JSONata of Step Functions has no operator `{operator}`");
            (message, "write `$exists(a) ? a : b`".to_owned())
        }));
        let absent = names.states.iter().filter(|name| !members.contains(&name.as_str()));
        faults.extend(absent.map(|name| missing_member(name, members)));
        faults
    }
}

/// The error for a member of `$states` that a field does not have.
fn missing_member(name: &str, members: &[&str]) -> (String, String) {
    let quoted: Vec<_> = members.iter().map(|member| format!("`{member}`")).collect();
    let help = match name {
        "result" => {
            "`result` is in `Output` and `Assign` of Task, Parallel and Map states".to_owned()
        }
        "errorOutput" => "`errorOutput` is in `Output` and `Assign` of a catcher".to_owned(),
        _ => format!("its members here are {}", quoted.join(", ")),
    };
    let place = if FIELDS.contains(&name) { " here" } else { "" };
    (format!("`$states` has no member `{name}`{place}"), help)
}

/// The fields of `$states`.
const FIELDS: &[&str] = &["input", "result", "errorOutput", "context"];
