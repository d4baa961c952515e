//! The request to a web service.
//!
//! Source of truth: AppSync's developer guide, "Resolver mapping template reference for HTTP".

use askama::Template;
use burgeon_core::Name;
use burgeon_core::api::{DataSource, HttpEndpoint};
use burgeon_core::resolver::{MappingTemplate, Needs, Request};
use burgeon_core::steps::RAISE_ERROR;
use burgeon_core::vtl::{Expression, property};

use super::arguments::{Arguments, Method};
use super::text::{Piece, Text, Value};
use burgeon_core::mapping_template as template;

/// Sends a request to a web service.
#[derive(Debug, Clone, Template)]
#[template(path = "http/request.vtl", escape = "none")]
pub(super) struct HttpRequest {
    /// The arguments of the directive.
    pub(super) arguments: Arguments,
    /// Whether callers can give a query, and a body if there is one.
    pub(super) has_values: bool,
    /// Required arguments that no type requires.
    pub(super) required: Vec<Name>,
    /// Whether the field is a plain text, which need not come as JSON.
    pub(super) is_text: bool,
}

impl HttpRequest {
    fn has_body(&self) -> bool {
        self.arguments.method.has_body()
    }

    fn method(&self) -> Method {
        self.arguments.method
    }

    /// The texts that are put together, each with the name of the variable that holds it.
    fn path_values(&self) -> Vec<(String, &Value)> {
        let values =
            self.arguments.address.path.values().chain(self.arguments.address.search.values());
        values.enumerate().map(|(number, value)| (format!("value{number}"), value)).collect()
    }

    /// The statements that put the path and the query together.
    fn set_address(&self) -> String {
        let mut number = 0;
        let mut set = |name: &str, text: &Text| {
            let pieces = text.0.iter().map(|piece| match piece {
                Piece::Value(_) => {
                    number += 1;
                    format!("$value{}", number - 1)
                }
                Piece::Variable(variable) => format!("${}", variable.name()),
                Piece::Fixed(text) => Expression::string(text).to_string(),
            });
            concatenation(name, pieces)
        };
        set("path", &self.arguments.address.path) + &set("search", &self.arguments.address.search)
    }

    /// The statements that put a header's value together.
    fn set_header(&self, text: &Text) -> String {
        concatenation(
            "header",
            text.0.iter().map(|piece| match piece {
                Piece::Value(value) => value.expression(),
                Piece::Variable(variable) => format!("${}", variable.name()),
                Piece::Fixed(text) => Expression::string(text).to_string(),
            }),
        )
    }

    fn property(&self, name: &Name) -> String {
        property(name)
    }

    fn literal(&self, text: &str) -> Expression {
        Expression::string(text)
    }
}

/// Statements that put texts, given as expressions, together.
fn concatenation(name: &str, pieces: impl Iterator<Item = String>) -> String {
    let mut statements = String::new();
    let mut parts = Vec::new();
    for (number, piece) in pieces.enumerate() {
        let variable = piece.strip_prefix('$').filter(|rest| !rest.contains('.'));
        let part = variable.map_or_else(|| format!("{name}{number}"), str::to_owned);
        if variable.is_none() {
            statements.push_str(&format!("#set( ${part} = {piece} )\n"));
        }
        parts.push(format!("${{{part}}}"));
    }
    statements + &format!("#set( ${name} = \"{}\" )\n", parts.concat())
}

impl Request for HttpRequest {
    fn data_source(&self) -> DataSource {
        let origin = self.arguments.address.origin.clone();
        DataSource::Http(HttpEndpoint { origin, signed_for: None })
    }

    fn request(&self) -> MappingTemplate {
        template::request(self)
    }

    fn response(&self) -> MappingTemplate {
        let statements = format!("{RAISE_ERROR}{}", include_str!("status.vtl"));
        let output = template::render(&Body { is_text: self.is_text }) + "\n";
        MappingTemplate { statements, output }
    }

    fn needs(&self) -> Needs {
        let address = &self.arguments.address;
        let headers = self.arguments.headers.iter().map(|header| &header.value);
        let texts = [&address.path, &address.search].into_iter().chain(headers);
        Needs { variables: texts.flat_map(Text::variables).collect(), ..Needs::default() }
    }
}

#[derive(Template)]
#[template(path = "http/body.vtl", escape = "none")]
struct Body {
    is_text: bool,
}
