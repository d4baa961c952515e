//! The arguments of `@sql(…)`.

use std::collections::BTreeSet;

use apollo_compiler::Node;
use apollo_compiler::ast::Directive;
use apollo_compiler::parser::SourceSpan;
use burgeon_core::relational::Dialect;
use burgeon_core::{Api, Diagnostic};

use super::codes;
use super::statement::{Statement, statements};
use crate::custom_field::{CustomField, is_operation_root, place_of};

/// The statements, and the database that they are for.
pub(super) struct Arguments {
    pub(super) database: String,
    pub(super) statements: Vec<Statement>,
}

/// Statements that AppSync sends in a request at most.
const MOST: usize = 2;

impl Arguments {
    /// Reads the directive of a field.
    pub(super) fn read(api: &Api, field: &CustomField) -> Result<Self, Box<Diagnostic>> {
        let Some(directive) = field.directives.first() else {
            return Err(no_statement(field));
        };
        if !is_operation_root(&api.schema, &field.at.ty) {
            return Err(Box::new(
                Diagnostic::error(
                    &codes::PLACE,
                    format!("`{}` is neither a query nor a mutation", field.at),
                )
                .at_node(directive.location(), "not a place for statements")
                .help("write it on a field of `Query` or `Mutation`"),
            ));
        }
        let database = database(api, field, directive)?;
        let (text, argument) = text(api, field, directive, &database)?;
        let statements = read(api, field, &database, text, place_of(directive, argument))?;
        if statements.is_empty() {
            return Err(no_statement(field));
        }
        if statements.len() > MOST {
            return Err(Box::new(
                Diagnostic::error(
                    &codes::TOO_MANY,
                    format!("`{}` runs {} statements", field.at, statements.len()),
                )
                .at_node(place_of(directive, argument), "AppSync sends two at most")
                .help("put them into a function in the database, and call that"),
            ));
        }
        for name in statements.iter().flat_map(|one| &one.variables) {
            if !field.field.arguments.iter().any(|argument| argument.name == name.as_str()) {
                return Err(Box::new(unknown_variable(field, directive, argument, name)));
            }
        }
        Ok(Self { database, statements })
    }
}

/// The statements of a text. Without a known dialect, the syntax that all dialects share.
fn read(
    api: &Api,
    field: &CustomField,
    database: &str,
    text: &str,
    place: Option<SourceSpan>,
) -> Result<Vec<Statement>, Box<Diagnostic>> {
    if let Some(dialect) = api.settings.dialect_of(database) {
        return Ok(statements(text, dialect));
    }
    let [of_postgres, of_mysql] =
        [Dialect::Postgres, Dialect::Mysql].map(|dialect| statements(text, dialect));
    if of_postgres == of_mysql {
        return Ok(of_postgres);
    }
    Err(Box::new(
        Diagnostic::error(
            &codes::NO_ENGINE,
            format!("what `{}` runs reads differently in PostgreSQL and in MySQL", field.at),
        )
        .at_node(place, "their quotes and comments differ")
        .help(format!("write `databases: {{ {database}: {{ engine: postgres }} }}` or `mysql`")),
    ))
}

/// The text of the statements, and the argument that it comes by.
fn text<'a>(
    api: &'a Api,
    field: &CustomField,
    directive: &'a Node<Directive>,
    database: &str,
) -> Result<(&'a str, &'static str), Box<Diagnostic>> {
    let given = |name: &str| directive.specified_argument_by_name(name)?.as_str();
    let reference = match (given("statement"), given("reference")) {
        (Some(text), None) => return Ok((text, "statement")),
        (None, Some(reference)) => reference,
        _ => return Err(no_statement(field)),
    };
    let known = api.settings.databases.get(database).map(|own| &own.statements);
    let found = known.and_then(|known| known.get(reference));
    found.map(|text| (text.as_str(), "reference")).ok_or_else(|| {
        let names = known.into_iter().flat_map(|known| known.keys());
        Box::new(
            Diagnostic::error(
                &codes::UNKNOWN_STATEMENT,
                format!("the settings have no statement `{reference}` of the database `{database}`"),
            )
            .at_node(place_of(directive, "reference"), "no such statement")
            .help(format!(
                "write `databases: {{ {database}: {{ statements: {{ {reference}: \"SELECT …\" }} }} }}`"
            ))
            .did_you_mean(reference, names.map(String::as_str)),
        )
    })
}

/// The database that is named, or that of the settings, or the only one.
fn database(
    api: &Api,
    field: &CustomField,
    directive: &Node<Directive>,
) -> Result<String, Box<Diagnostic>> {
    let given = directive.specified_argument_by_name("database").and_then(|name| name.as_str());
    let of_models = api.models.values().filter_map(|model| model.database());
    let mut known: BTreeSet<&str> = of_models.map(|database| database.name.as_str()).collect();
    known.extend(api.settings.databases.keys().map(String::as_str));
    let default = api.settings.store(&api.settings.storage);
    let default = default.database().map(|database| database.name.clone());
    let only = || known.first().filter(|_| known.len() == 1).map(|name| (*name).to_owned());
    match given {
        Some(name) if known.contains(name) || default.as_deref() == Some(name) => {
            Ok(name.to_owned())
        }
        Some(name) => Err(Box::new(
            Diagnostic::error(&codes::NO_DATABASE, format!("unknown database `{name}`"))
                .at_node(place_of(directive, "database"), "unknown database")
                .help(format!("write `databases: {{ {name}: {{ … }} }}` in the settings"))
                .did_you_mean(name, known.iter().copied()),
        )),
        None => default.or_else(only).ok_or_else(|| {
            Box::new(
                Diagnostic::error(
                    &codes::NO_DATABASE,
                    format!("`{}` names no database", field.at),
                )
                .at_node(directive.location(), "no model is kept in a relational database, or in several")
                .help("write `@sql(…, database: \"…\")`, and what it is under `databases` in the settings"),
            )
        }),
    }
}

fn no_statement(field: &CustomField) -> Box<Diagnostic> {
    Box::new(
        Diagnostic::error(&codes::NO_STATEMENT, format!("`{}` has no statement to run", field.at))
            .at_node(field.place(), "either `statement` or `reference`, and not both")
            .help("write `@sql(statement: \"SELECT …\")`"),
    )
}

fn unknown_variable(
    field: &CustomField,
    directive: &Node<Directive>,
    argument: &str,
    name: &str,
) -> Diagnostic {
    let known = field.field.arguments.iter().map(|argument| argument.name.as_str());
    Diagnostic::error(&codes::UNKNOWN_VARIABLE, format!("`{}` has no argument `{name}`", field.at))
        .at_node(place_of(directive, argument), format!("names `:{name}`"))
        .help(format!("declare it: `{}({name}: …)`", field.at.field))
        .did_you_mean(name, known)
}
